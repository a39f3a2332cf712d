"""Write the mails that ask whether what is published is still right. None is sent."""

import argparse
from typing import TYPE_CHECKING

from site_builder.cli.arguments import CLEAN, add_site_options
from site_builder.cli.prompts import read_asked_content, read_day_argument, saying_why, settle_names
from site_builder.desk.editing.edit_refusals import EditRefused

if TYPE_CHECKING:
    from site_builder.desk.editing.asking import Addressees

ABOUT = (
    "write the mails that ask officers, ways to report and forces whether all is still right; none is sent"
)


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="ask these: officers, ways to report, forces, or an area for its force; without any, all who are due",
    )
    parser.add_argument(
        "--force", metavar="NAME", help="ask everybody who belongs to this police force, due or not"
    )
    parser.add_argument(
        "--answer-by",
        type=read_day_argument,
        metavar="DATE",
        help="the last day to answer (in 21 days)",
    )
    parser.add_argument(
        "--again", action="store_true", help="those too who were asked and still have time to answer"
    )
    add_site_options(parser)


def run(options: argparse.Namespace) -> int:
    """Write the mails and say what to do with them."""
    return saying_why(lambda: _ask(options))


def _ask(options: argparse.Namespace) -> int:
    from site_builder.desk.editing.asking import Addressees, last_day_to_answer, write_asking
    from site_builder.desk.editing.asking_register import read_asked
    from site_builder.desk.editing.asking_words import tell_asking
    from site_builder.desk.editing.desk_folder import DeskFolder

    content = read_asked_content(options)
    desk = DeskFolder.beside(content.folders.content_dir, content.folders.overlay_dir)
    addressees = Addressees.of(content, read_asked(desk))
    answer_by = last_day_to_answer(options.answer_by, content.folders.as_of)
    asking = addressees.plan(_choose(options, addressees), answer_by, again=options.again)
    folder = "" if asking.is_empty else write_asking(desk, addressees, asking, answer_by)
    print("\n".join(tell_asking(asking, addressees, f"{desk.folder.name}/{folder}", answer_by)))
    return CLEAN


def _choose(options: argparse.Namespace, addressees: "Addressees") -> list[str]:
    """Return who is meant; raise EditRefused, and ask nobody, where one name means nothing."""
    known = addressees.content.names("force")
    spelled = (one for written in options.names for one in addressees.names.read_several(written))
    meant, unknown = settle_names(spelled, addressees.names)
    forces, strange = settle_names([known.read(options.force)] if options.force else (), known)
    refusals = [
        *(addressees.names.refusal("officer, way to report, force or area", one.written) for one in unknown),
        *(known.refusal("force", one.written) for one in strange),
    ]
    if refusals:
        raise EditRefused("\n".join(refusals))
    if options.names and not meant:
        raise EditRefused("Write who is to be asked: a name, or several. Without any it is all who are due.")
    chosen = [*meant, *(key for force in forces for key in addressees.of_force(force))]
    return chosen if options.names or options.force else list(addressees.due())
