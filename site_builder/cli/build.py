"""The command line: what an editor types and what they read back."""

import argparse
import datetime
import os
import re
import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar
from zoneinfo import ZoneInfo

from site_builder import __version__

T = TypeVar("T")

CLEAN, CONTENT_PROBLEMS, SETTINGS_PROBLEMS, OUR_FAULT = 0, 1, 2, 3
"""Exit codes; they are part of what continuous integration relies on."""

OWN_FOLDERS = (
    "site_builder",
    "launcher",
    "example",
    "docs",
    "tests",
    "tools",
    "requirements",
    ".git",
    ".ci",
    ".venv",
)
PROJECT_DIR = Path(__file__).resolve().parent.parent
COMMANDS = {
    "build": "read the content and publish the site into a folder (this happens when you name no command)",
    "test": "run all tests, with a real browser",
    "lint": "check the code: formatting, linters and types",
}


def main(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code: 0 clean, 1 content problems, 2 settings, 3 a fault of ours."""
    words = list(arguments)
    if not words or (words[0] not in COMMANDS and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "build")
    options = _parser().parse_args(words)
    try:
        return _build(options)
    except KeyboardInterrupt:
        print("\nStopped. Nothing was published.", file=sys.stderr)
        return 130
    except Exception as fault:  # noqa: BLE001 (the last door: nobody should ever read a traceback)
        return _confess(fault)


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks plainly and uses our exit code."""

    def error(self, message: str) -> NoReturn:
        self.exit(
            SETTINGS_PROBLEMS,
            f"{message[:1].upper()}{message[1:]}.\nRun python3 build.py --help to see what you can write.\n",
        )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python3 build.py",
        description="Build the public LGBT+ liaison directory.",
        epilog="What you can add to build: python3 build.py build --help",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", parser_class=_Parser
    )
    build = commands.add_parser(
        "build", help=COMMANDS["build"], description=COMMANDS["build"], allow_abbrev=False
    )
    build.add_argument("--content", type=_folder, metavar="DIR", help="the folder with the content (content)")
    build.add_argument("--output", type=_folder, metavar="DIR", help="the folder to publish into (public)")
    build.add_argument(
        "--theme", type=_theme_name, default="liaison", metavar="NAME", help="the theme (liaison)"
    )
    build.add_argument(
        "--base-url",
        type=_base_url,
        metavar="URL",
        help="where the site will stand, instead of base_url in site.yaml",
    )
    build.add_argument(
        "--as-of", type=_day, metavar="DATE", help="the day the site shows, like 2026-11-21 (today in London)"
    )
    build.add_argument("--format", choices=("text", "json"), default="text", help="how to report (text)")
    build.add_argument(
        "--example", action="store_true", help="build the example site, in which everybody is made up"
    )
    build.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="NAME",
        help="a file or folder in the output to carry over",
    )
    build.add_argument("--warnings", action="store_true", help="list every warning on its own line")
    for name in ("test", "lint"):  # the launcher runs these; they are here to be listed
        commands.add_parser(name, help=COMMANDS[name], description=COMMANDS[name])
    return parser


def _day(text: str) -> datetime.date:
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no time zone)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day; write it like 2026-11-21') from None


def _base_url(text: str) -> str:
    from pydantic_core import PydanticCustomError  # noqa: PLC0415

    from site_builder.config import read_base_url  # noqa: PLC0415

    try:
        return read_base_url(text if text.endswith("/") else f"{text}/")
    except PydanticCustomError:
        words = f'"{text}" is not a full web address; write it like https://www.example.org/'
        raise argparse.ArgumentTypeError(words) from None


def _theme_name(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", text):
        raise argparse.ArgumentTypeError(f'"{text}" cannot be the name of a theme')
    return text


def _folder(text: str) -> Path:
    try:
        Path(text).exists()
    except (OSError, ValueError):
        raise argparse.ArgumentTypeError(f'"{text[:60]}" cannot be a folder') from None
    return Path(text)


def _build(options: argparse.Namespace) -> int:
    from site_builder.pipeline import BuildOptions, build_site  # noqa: PLC0415 (heavy: --help need not wait for it)
    from site_builder.publishing.refusal import PublishRefused  # noqa: PLC0415
    from site_builder.rendering.theme import ThemeError  # noqa: PLC0415
    from site_builder.report import format_json, format_outcome, format_problems, format_remarks  # noqa: PLC0415

    started = time.monotonic()
    asked = BuildOptions(
        content_dir=options.content or _ours("content"),
        output_dir=options.output or _ours("example-site" if options.example else "public"),
        themes_dir=_ours("themes"),
        theme=options.theme,
        as_of=options.as_of or datetime.datetime.now(ZoneInfo("Europe/London")).date(),
        overlay_dir=_ours("example") if options.example else None,
        base_url=options.base_url,
        keep=frozenset(options.keep),
        protected=tuple(PROJECT_DIR / name for name in OWN_FOLDERS),
    )
    if not asked.content_dir.is_dir():
        return _refuse(f"There is no folder {asked.content_dir}. Is --content right?")
    try:
        built = build_site(asked, _progress)
    except (ThemeError, PublishRefused) as refused:
        return _refuse(f"{refused}\nNothing was published. The site in {asked.output_dir} is unchanged.")
    if options.format == "json":
        print(format_json(built, asked))
    elif not built.published:
        print(format_problems(built.findings, built.texts), file=sys.stderr)
        print(f"\n{format_outcome(built, asked, 0)}", file=sys.stderr)
    else:
        print(format_remarks(built.findings, each=options.warnings))
        print(format_outcome(built, asked, time.monotonic() - started))
    return CLEAN if built.published else SETTINGS_PROBLEMS if built.settings_broken else CONTENT_PROBLEMS


def _progress(things: Iterable[T], label: str, count: int) -> Iterator[T]:
    """Pass things on; draw a bar in a terminal when there are enough of them to wait for."""
    if count < 100 or not sys.stderr.isatty() or os.environ.get("CI"):  # noqa: PLR2004 (shorter work is over before a bar shows)
        yield from things
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    yield from track(things, description=label, total=count, console=Console(stderr=True), transient=True)


def _ours(name: str) -> Path:
    """Return a folder of this project, as short as it can be written from here."""
    folder = PROJECT_DIR / name
    try:
        return folder.relative_to(Path.cwd())
    except ValueError:
        return folder


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return SETTINGS_PROBLEMS


def _confess(fault: Exception) -> int:
    where = traceback.extract_tb(fault.__traceback__)[-1]
    print(
        f"This is a fault of the program, not of your content: {type(fault).__name__} "
        f"in {Path(where.filename).name}, line {where.lineno}.\n"
        "Nothing was published. Please report it with what you did and the line above.",
        file=sys.stderr,
    )
    if os.environ.get("LIAISON_DEBUG"):
        traceback.print_exception(fault)
    return OUR_FAULT
