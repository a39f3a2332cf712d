"""What the commands share: how the words of a command line are read, and how a refusal is said."""

import argparse
import datetime
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from site_builder.findings.front_door import FRONT_DOOR, IS_INSTALLED, PACKAGE_DIR, site_dir

CLEAN, CONTENT_PROBLEMS, SETTINGS_PROBLEMS, OUR_FAULT, HOST_REFUSED, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes; they are part of what continuous integration relies on."""

_REPOSITORY_FOLDERS = (
    "launcher",
    "example",
    "example-region",
    "docs",
    "tests",
    "tools",
    "requirements",
    ".ci",
    ".venv",
)


class NoContent(Exception):
    """There is no content where the words of a command line lead; says so in a sentence."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean "check"?`` where one of the known words is near, or nothing."""
    from site_builder.findings.diagnostics import suggest

    return suggest(word, known)


_CHOICE = ": invalid choice: "
"""How argparse refuses a word that is none of a few: ``argument KIND: invalid choice: 'x' (choose from 'a', 'b')``."""


def _refuse_choice(message: str) -> str:
    name, _, rest = message.removeprefix("argument ").partition(_CHOICE)
    word, _, known = rest.rpartition(" (choose from ")
    choices = known.rstrip(")").replace("'", "").split(", ")
    word = word.split("', maybe you meant")[0].strip("'")
    return f'{name} cannot be "{word}": it is one of {", ".join(choices)}. {nearest(word, choices)}'


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks plainly and uses our exit code."""

    def error(self, message: str) -> NoReturn:
        """Say what cannot be understood, and end."""
        if _CHOICE in message:
            message = _refuse_choice(message)
        sentence = f"{message[:1].upper()}{message[1:].strip().rstrip('.')}"
        end = "" if sentence.endswith("?") else "."
        self.exit(SETTINGS_PROBLEMS, f"{sentence}{end}\nRun {self.prog} --help to see what you can write.\n")

    @property
    def options(self) -> tuple[str, ...]:
        """Every option that can be written."""
        return tuple(re.findall(r"(?<!\S)--[\w-]+", self.format_usage().replace("[", "[ ")))


def add_site_options(parser: argparse.ArgumentParser) -> None:
    """Add what says which site is meant: its content, and the day."""
    parser.add_argument("--content", type=folder, metavar="DIR", help="the folder with the content (content)")
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="the day the site shows, like 2026-11-21 (today there)",
    )
    if IS_INSTALLED:  # the example lies over the content of the repository, and is not shipped
        parser.set_defaults(example=False)
    else:
        parser.add_argument(
            "--example", action="store_true", help="use the example site, in which everybody is made up"
        )


def content_dir(options: argparse.Namespace) -> Path:
    """Return the folder with the content that the options mean; raise `NoContent` where there is none.

    Whoever must vanish at once (`remove --publish`) waits for no content: the published site alone is enough.
    """
    chosen: Path = options.content or ours("content")
    if chosen.is_dir() or getattr(options, "publish", False):
        return chosen
    if options.content:
        raise NoContent(f"There is no folder {chosen}. Is --content right?")
    raise NoContent(f"There is no folder {chosen} here. To begin a new site: {FRONT_DOOR} init DIR")


def overlay_dir(options: argparse.Namespace) -> Path | None:
    """Return the folder of the example, where the options ask for it."""
    return ours("example") if options.example else None


def photo_cache_dir(options: argparse.Namespace) -> Path | None:
    """Return where redrawn photographs are kept: apart for each site, because each drops what it does not use."""
    if options.content:
        return None
    return cache_dir() / "photos" / ("example" if options.example else "site")


def as_of(options: argparse.Namespace) -> datetime.date:
    """Return the day that was asked for, or this moment, which the region's clock makes a day of (`Folders`).

    The only place where a command asks the clock. The moment is that of the last quarter of an hour, in which no day
    begins anywhere, so that two moments of one day seldom differ.
    """
    chosen: datetime.date | None = options.as_of
    now = datetime.datetime.now(datetime.UTC)
    return chosen or now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)


def day(text: str) -> datetime.date:
    """Read a day."""
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no time zone)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day; write it like 2026-11-21') from None


def base_url(text: str) -> str:
    """Read where a site stands."""
    from pydantic_core import PydanticCustomError

    from site_builder.content.settings import read_base_url

    try:
        return read_base_url(text if text.endswith("/") else f"{text}/")
    except PydanticCustomError:
        words = f'"{text}" is not a full web address; write it like https://www.example.org/'
        raise argparse.ArgumentTypeError(words) from None


def theme_name(text: str) -> str:
    """Read the name of a theme."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", text):
        raise argparse.ArgumentTypeError(f'"{text}" cannot be the name of a theme')
    return text


def folder(text: str) -> Path:
    """Read the name of a folder."""
    try:
        Path(text).exists()
    except (OSError, ValueError):
        raise argparse.ArgumentTypeError(f'"{text[:60]}" cannot be a folder') from None
    return Path(text)


def ours(name: str) -> Path:
    """Return a folder of the site that somebody stands in, as short as it can be written from here."""
    folder = Path(site_dir(), name)
    try:
        return folder.relative_to(Path.cwd())
    except ValueError:
        return folder


def cache_dir() -> Path:
    """Return where the site's commands keep what saves them work."""
    return Path(site_dir(), ".cache")


def own_folders(*names: str) -> tuple[Path, ...]:
    """Return the folders of the program and of the site into which nothing is published, and more of that by name."""
    program = () if IS_INSTALLED else _REPOSITORY_FOLDERS
    return (Path(PACKAGE_DIR), *(Path(site_dir(), name) for name in (".git", ".github", *program, *names)))


def refuse(words: str) -> int:
    """Say why a command does nothing; return its exit code."""
    print(words, file=sys.stderr)
    return SETTINGS_PROBLEMS
