"""Write down that somebody made sure: officers' pages or ways to report are still true."""

import argparse
from typing import TYPE_CHECKING

from site_builder.cli.arguments import CLEAN, add_site_options, as_of, content_dir, overlay_dir
from site_builder.cli.prompts import ask_needed, read_day_argument, saying_why, settle_names

if TYPE_CHECKING:
    from site_builder.desk.editing.confirmation import Checkable

ABOUT = "officers or ways to report were checked: write down when, by whom and how"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="a name or a short name (the file's name without .md), or several",
    )
    parser.add_argument(
        "--all-read",
        metavar="URL",
        help="all whose source is this page, which was read: each fact that stands there is still right",
    )
    parser.add_argument("--by", metavar="WHO", help='who checked; a role is enough, like "Comms team"')
    parser.add_argument(
        "--how", metavar="HOW", help='how, like "rang the number" (read the page, with --all-read)'
    )
    parser.add_argument("--on", type=read_day_argument, metavar="DATE", help="the day of the check (today)")
    add_site_options(parser)


def run(options: argparse.Namespace) -> int:
    """Change the files and say so."""
    return saying_why(lambda: _confirm(options))


def _confirm(options: argparse.Namespace) -> int:
    from site_builder.desk.editing.asking_register import read_asked
    from site_builder.desk.editing.confirmation import (
        HOW_CHECKED,
        READ_THE_PAGE,
        WHO_CHECKED,
        Check,
        plan_confirmation,
        read_checkable,
        write_confirmation,
    )
    from site_builder.desk.editing.desk_folder import DeskFolder

    desk = DeskFolder.beside(content_dir(options), overlay_dir(options))
    checkable = read_checkable(content_dir(options), overlay_dir(options), as_of(options), read_asked(desk))
    chosen = _choose(options, checkable)  # nobody should answer for a name that is wrong
    by = options.by or ask_needed(WHO_CHECKED, "--by")
    usual = READ_THE_PAGE if options.all_read else ""
    how = options.how or usual or ask_needed(HOW_CHECKED, "--how")
    plan = plan_confirmation(checkable, chosen, Check(options.on or checkable.folders.as_of, by, how))
    write_confirmation(plan, desk, checkable.folders.as_of)
    print("\n".join(plan.words))
    return CLEAN


def _choose(options: argparse.Namespace, checkable: "Checkable") -> list[str]:
    """Return the files that are meant; raise EditRefused for all of them where one name means nothing."""
    from site_builder.desk.editing.confirmation import NOBODY_NAMED
    from site_builder.desk.editing.edit_refusals import EditRefused

    read = checkable.from_page(options.all_read) if options.all_read else ()
    spelled = [one for written in options.names for one in checkable.names.read_several(written)]
    meant, unknown = settle_names(spelled, checkable.names)
    checkable.refuse_unknown(one.written for one in unknown)
    if not (meant or read):
        raise EditRefused(NOBODY_NAMED)
    return list(dict.fromkeys((*meant, *read)))
