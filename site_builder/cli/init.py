"""Begin a new site: a folder with settings, pages and areas, which builds and passes the checks as it is."""

import argparse
import datetime
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from site_builder.cli.arguments import CLEAN, as_of, base_url, day, folder
from site_builder.cli.prompts import ask, ask_needed, ask_yes, can_ask, saying_why
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.findings.front_door import FRONT_DOOR, IS_INSTALLED

if TYPE_CHECKING:
    from site_builder.desk.beginning.area_list import NewArea
    from site_builder.desk.beginning.new_site import NewForce, NewSite

ABOUT = "begin a new site: lay out a folder for another region, which builds and passes the checks"

_QUESTIONS = {
    "region": "What is the whole called that the site covers, like Fenmoor?",
    "area_word": "What is one of its areas called, in small letters, like district?",
    "areas_word": "And several of them, like districts?",
    "publisher": 'Who runs the site, as it reads after "Run by"?',
}
_AREAS = (
    "Which areas are there? The name of a file with a name and a code in each line (the Office for National Statistics "
    "has such lists), or one area after the other, like: E07000105 Ashford. Enter alone ends them."
)
_FORCES = "Which police forces are there? A name and a website each, like: Fenmoor Police=https://www.fenmoor.example/."


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument("folder", type=folder, metavar="DIR", help="the folder to lay out, new or empty")
    parser.add_argument(
        "--example-region",
        action="store_true",
        help="lay out a small made-up region to look at, and ask nothing",
    )
    for name, words in _QUESTIONS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="WORDS", help=words)
    parser.add_argument(
        "--areas",
        type=folder,
        metavar="FILE",
        help="a list of the areas: a name and a code in each line (.csv, .txt)",
    )
    parser.add_argument(
        "--area",
        action="append",
        default=[],
        metavar="TEXT",
        help="one area, like E07000105 Ashford; again for each",
    )
    parser.add_argument(
        "--force",
        action="append",
        default=[],
        metavar="NAME=URL",
        help="a police force and its website; again for each",
    )
    parser.add_argument("--is-the-police", choices=("yes", "no"), help="whether the publisher is the police")
    parser.add_argument(
        "--contact", metavar="EMAIL", default="", help="where people can write to the publisher, if anywhere"
    )
    parser.add_argument(
        "--base-url", type=base_url, metavar="URL", help="where the site will stand, if that is known"
    )
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the day that the files bear (today)")


def run(options: argparse.Namespace) -> int:
    """Ask what is not said yet, lay the folder out, and say what comes next."""
    return saying_why(lambda: _begin(options))


def _begin(options: argparse.Namespace) -> int:
    from site_builder.desk.beginning.new_site import list_example_files, list_files, list_open
    from site_builder.desk.beginning.site_folder import require_empty

    require_empty(options.folder)
    if not options.example_region and not options.region and can_ask():
        print(f"{_QUESTIONS['region']}\nEnter alone lays out a small made-up region to look at.")
        options.region = ask("> ")
        options.example_region = not options.region
    if options.example_region:
        _lay_out(options, list_example_files())
        return CLEAN
    site = _read_site(options)
    try:
        _lay_out(options, list_files(site))
    except EditRefused as refused:
        if not can_ask():
            raise
        again = f"To give the same answers again, and change what is wrong:\n  {_command(options, site)}"
        raise EditRefused(f"{refused}\n{again}") from refused
    print("Nobody has said yet, so it is left open:")
    print("\n".join(f"  - {words}" for words in list_open(site)))
    return CLEAN


def _command(options: argparse.Namespace, site: "NewSite") -> str:
    """Return what says all answers at once on a command line."""
    said = {
        "--region": site.region,
        "--area-word": site.area,
        "--areas-word": site.areas,
        "--publisher": site.publisher,
        "--is-the-police": "yes" if site.is_the_police else "no",
        "--base-url": site.base_url,
        **({"--contact": site.contact} if site.contact else {}),
    }
    areas = [("--areas", str(options.areas))] if options.areas else []
    areas = areas or [("--area", f"{area.code} {area.name}") for area in site.covered]
    forces = [("--force", f"{force.name}={force.url}") for force in site.forces]
    words = [word for pair in (*said.items(), *forces, *areas) for word in pair]
    return shlex.join([*FRONT_DOOR.split(), "init", str(options.folder), *words])


def _read_site(options: argparse.Namespace) -> "NewSite":
    from site_builder.desk.beginning.new_site import DRAFT_ADDRESS, NewSite

    _require_answers(options)
    said = {
        name: " ".join((getattr(options, name) or ask_needed(words, name)).split())
        for name, words in _QUESTIONS.items()
    }
    is_the_police = (
        options.is_the_police == "yes" if options.is_the_police else ask_yes("Is that the police?")
    )
    asks = can_ask()
    return NewSite(
        region=said["region"],
        area=said["area_word"],
        areas=said["areas_word"],
        forces=_read_forces(options),
        covered=_read_areas(options),
        publisher=said["publisher"],
        is_the_police=is_the_police,
        today=_today(options),
        contact=options.contact
        or (asks and ask("An email address that somebody reads, if there is one:\n> "))
        or "",
        base_url=options.base_url or DRAFT_ADDRESS,
    )


def _require_answers(options: argparse.Namespace) -> None:
    """Without a keyboard, say in one go which answers are missing."""
    if can_ask():
        return
    missing = {
        f"--{name.replace('_', '-')}": words
        for name, words in _QUESTIONS.items()
        if not getattr(options, name)
    }
    if not options.is_the_police:
        missing["--is-the-police"] = "Is the publisher the police? yes or no."
    if not (options.areas or options.area):
        missing["--areas"] = _AREAS
    if not options.force:
        missing["--force"] = _FORCES
    if missing:
        lines = (f"  {flag} is missing. {words}" for flag, words in missing.items())
        raise EditRefused(
            "\n".join(["Nothing was laid out.", *lines, "To look at a made-up region: --example-region"])
        )


def _read_forces(options: argparse.Namespace) -> "tuple[NewForce, ...]":
    from site_builder.desk.beginning.new_site import NewForce

    written = list(options.force)
    if not written:
        written = [_ask_force()]
        while ask_yes("Is there another force?"):
            written.append(_ask_force())
    forces = tuple(NewForce(*map(str.strip, text.partition("=")[::2])) for text in written)
    if wrong := [text for text, force in zip(written, forces, strict=True) if not (force.slug and force.url)]:
        raise EditRefused(f'"{wrong[0]}" is no force with its website. {_FORCES}')
    return forces


def _ask_force() -> str:
    name = ask_needed("What is the police force called, like Fenmoor Police?", "--force")
    return f"{name}={ask_needed('Its website, like https://www.kent.police.uk/?', '--force')}"


def _read_areas(options: argparse.Namespace) -> "tuple[NewArea, ...]":
    from site_builder.desk.beginning.area_list import read_area_list, read_areas

    if options.areas:
        return read_area_list(_read_file(options.areas), str(options.areas))
    if options.area:
        return read_areas(options.area, "--area")
    print(_AREAS)
    written = [ask_needed("The file, or the first area:", "--areas")]
    file = Path(written[0]).expanduser()
    if file.is_file():
        options.areas = file
        return read_area_list(_read_file(file), written[0])
    while area := ask("> "):
        written.append(area)
    return read_areas(written, "The list")


def _read_file(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise EditRefused(f"{file} cannot be read: {error.strerror}.") from error


def _today(options: argparse.Namespace) -> datetime.date:
    moment = as_of(options)
    return (
        moment.astimezone(ZoneInfo("Europe/London")).date()
        if isinstance(moment, datetime.datetime)
        else moment
    )


def _lay_out(options: argparse.Namespace, files: Mapping[str, bytes]) -> None:
    from site_builder.desk.beginning.new_site import describe_files
    from site_builder.desk.beginning.site_folder import laid_out_aside, put_in_place

    with laid_out_aside(options.folder, files) as aside:
        _require_sound(aside, options)
        put_in_place(aside, options.folder)
    print(f"Laid out in {options.folder}: {describe_files(files)}. It passes the checks.")
    if not any(path.endswith(".whl") for path in files):
        print("For the workflows, put the program's wheel into its folder program: README.md says how.")
    place = f"{options.folder}/content --output {options.folder}/public"
    make = f"in that folder: {FRONT_DOOR}" if IS_INSTALLED else f"{FRONT_DOOR} --content {place}"
    print(f"Next: read README.md there. To make the site, {make}")


def _require_sound(aside: Path, options: argparse.Namespace) -> None:
    """Raise EditRefused where the answers make a site that would not pass its own checks."""
    from site_builder.inspect.gate.check import check_content
    from site_builder.pipeline import BuildOptions

    asked = BuildOptions(
        content_dir=aside / "content",
        output_dir=aside / "public",
        themes_dir=aside / "themes",
        theme="liaison",
        as_of=as_of(options),
    )
    errors = check_content(asked, lambda things, _label, _count: iter(things)).findings.errors
    if errors:
        words = dict.fromkeys(f"  {error.message} {error.hint}".rstrip() for error in errors)
        raise EditRefused(
            "\n".join(["Nothing was laid out, because the site would not pass the checks:", *words])
        )
