"""The command line: what an editor types and what they read back."""

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

from site_builder import __version__
from site_builder.cli import (
    ask,
    audit,
    build,
    changes,
    check,
    cms_files,
    completion,
    confirm,
    deploy,
    doctor,
    edit,
    explain,
    export,
    gone,
    host_files,
    import_sheet,
    init,
    leave,
    new,
    print_sheets,
    remove,
    rollback,
    serve,
    status,
    verify,
)
from site_builder.cli.arguments import (
    CLEAN,
    INTERRUPTED,
    OUR_FAULT,
    SETTINGS_PROBLEMS,
    NoContent,
    Parser,
    nearest,
    refuse,
)
from site_builder.cli.build_options import published_meanwhile
from site_builder.cli.launched import LAUNCHED, LaunchedCommand
from site_builder.cli.plain_output import speaking_plainly
from site_builder.findings.front_door import FRONT_DOOR, IS_INSTALLED
from site_builder.publish.output.last_build import recall_report

COMMANDS: Mapping[str, ModuleType | LaunchedCommand] = {
    "build": build,
    "changes": changes,
    "check": check,
    "audit": audit,
    "verify": verify,
    "print": print_sheets,
    "serve": serve,
    "edit": edit,
    "init": init,
    "new": new,
    "ask": ask,
    "confirm": confirm,
    "explain": explain,
    "leave": leave,
    "remove": remove,
    "gone": gone,
    "export": export,
    "import": import_sheet,
    "status": status,
    "deploy": deploy,
    "rollback": rollback,
    "doctor": doctor,
    "host-files": host_files,
    "cms-files": cms_files,
    "completion": completion,
    **LAUNCHED,
}
"""Each command with its module (`ABOUT`, `define`, `run`), or with what to say of it where the launcher runs it."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code: 0 clean, 1 content problems, 2 settings, 3 ours, 4 the host."""
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # or it looks through all packages for some
    return _speak(lambda: _run(arguments))


def start() -> int:
    """Answer at once where nothing has changed since the last build, or else run the command: what `liaison` does."""
    if completion.ASKED in os.environ:
        completion.complete(_parser())
    report = recall_report(sys.argv[1:], time.time())
    return main(sys.argv[1:]) if report is None else _speak(lambda: print(report) or CLEAN)


def _speak(run: Callable[[], int]) -> int:
    with speaking_plainly() as outlets:
        code = run()
        if lost := outlets.find_loss():
            print(f"Not all words could be written: {lost}. What was done stands.", file=sys.stderr)
    return SETTINGS_PROBLEMS if lost and code == CLEAN else code


def _run(arguments: Sequence[str]) -> int:
    words = list(arguments)
    if not words or (words[0] not in COMMANDS and words[0] not in {"-h", "--help", "--version"}):
        words.insert(0, "build")
    parser = _parser()
    options, unread = parser.parse_known_args(words, argparse.Namespace(words=tuple(words)))
    if unread and words != list(arguments) and not unread[0].startswith("-"):
        parser.error(f'there is no command "{unread[0]}". {nearest(unread[0], COMMANDS)}')
    if unread:
        options.parser.error(_name_unread(options.parser, unread[0]))
    tell = published_meanwhile(options)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print(f"\nStopped. {tell()}", file=sys.stderr)
        return INTERRUPTED
    except NoContent as missing:
        return refuse(str(missing))
    except Exception as fault:  # noqa: BLE001 (the last door: nobody should ever read a traceback)
        return _confess(fault, tell())


def _parser() -> Parser:
    parser = Parser(
        prog=FRONT_DOOR,
        description="Build the public LGBT+ liaison directory.",
        epilog=f"What you can add to a command: {FRONT_DOOR} COMMAND --help",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=Parser)
    for name, command in COMMANDS.items():
        about = command.about if isinstance(command, LaunchedCommand) else command.ABOUT
        if IS_INSTALLED and isinstance(command, LaunchedCommand):  # it can be asked for, and is not offered
            below = commands.add_parser(name, description=about, allow_abbrev=False)
        else:
            below = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        command.define(below)
        below.set_defaults(run=command.run, parser=below)
    return parser


def _name_unread(parser: Parser, word: str) -> str:
    """Return what to say of a word that a command does not read."""
    if word.startswith("-"):
        return f'there is no option "{word}". {nearest(word, parser.options)}'
    return f'"{word}" is one word too many'


def _confess(fault: Exception, outcome: str) -> int:
    where = traceback.extract_tb(fault.__traceback__)[-1]
    print(
        f"This is a fault of the program, not of your content: {type(fault).__name__} "
        f"in {Path(where.filename).name}, line {where.lineno}.\n"
        f"{outcome} Please report it with what you did and the line above.",
        file=sys.stderr,
    )
    if os.environ.get("LIAISON_DEBUG"):
        traceback.print_exception(fault)
    return OUR_FAULT
