"""Finish words in a terminal: commands, options, and names where they are known (by the package argcomplete)."""

import argparse
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from site_builder.cli import build, new
from site_builder.cli.arguments import CLEAN, Parser, ours
from site_builder.findings.front_door import INSTALLED_NAME, PROGRAM_DIR

ABOUT = "let the Tab key finish words in bash, zsh, fish or PowerShell: print what the shell has to read"
ASKED = "_ARGCOMPLETE"
"""The setting with which a shell asks for the ends of a word instead of running the command."""
SHELLS = ("bash", "zsh", "fish", "powershell")
_HOW = """\
To have it in each new terminal, add one line to the file that your shell reads when it starts:
  bash        ~/.bashrc: eval "$({name} completion bash)"
  zsh         ~/.zshrc, below compinit: eval "$({name} completion zsh)"
  fish        ~/.config/fish/config.fish: {name} completion fish | source
  powershell  $PROFILE: {name} completion powershell | Out-String | Invoke-Expression"""
_NAMED_BY = {
    "theme": "THEME",
    "force": "FORCE",
    "boroughs": "AREA",
    "neighbours": "AREA",
    "covered-by": "OFFICER",
    "channels": "CHANNEL",
    "instead-of-voice": "CHANNEL",
}
"""What the value of an option names, where its own sign does not say it."""

Namespace = argparse.Namespace


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _HOW.format(name=INSTALLED_NAME)
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=f"the shell: {', '.join(SHELLS)}")


def run(options: argparse.Namespace) -> int:
    """Print what the shell has to read."""
    from argcomplete.shell_integration import shellcode

    print(shellcode([INSTALLED_NAME], shell=options.shell))
    return CLEAN


def complete(parser: Parser) -> None:
    """Tell the shell that asks how the word before the cursor can end; return if no shell asks."""
    import argcomplete
    from argcomplete.completers import SuppressCompleter

    build.define(parser)  # whoever names no command builds
    _offer_values(parser, os.environ.get("COMP_LINE", "").split()[2:])
    argcomplete.autocomplete(parser, always_complete_options=False, default_completer=SuppressCompleter())


def _offer_values(parser: argparse.ArgumentParser, typed: Sequence[str]) -> None:
    """Say for each value which names are meant; `typed` is what stands after the command."""
    from argcomplete.completers import DirectoriesCompleter, FilesCompleter

    offers: dict[str | None, object] = {
        "THEME": _name_themes,
        "FORCE": _name_forces,
        "CHANNEL": _name_files("channels"),
        "DIR": DirectoriesCompleter(),
        "FILE": FilesCompleter(),
        "OFFICER": _name_files("officers"),
        "AREA": _name_files("pages/boroughs"),
        "NAME": _name_files("officers", "channels"),
        "WHAT": _name_topics,
        "TARGET": lambda **_: ("folder:", "git:gh-pages", "s3://"),
    }
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            if typed and typed[0] in new.KINDS:  # its own parser reads what stands after the kind
                action.choices["new"] = new.parser_of(typed[0])
            for below in action.choices.values():
                _offer_values(below, ())
        elif offered := offers.get(_kind(action)):
            action.completer = offered  # type: ignore[attr-defined]


def _kind(action: argparse.Action) -> str | None:
    """Return which names are meant: the option tells, or else the sign for its value."""
    option = action.dest.lstrip("-").replace("_", "-")
    return _NAMED_BY.get(option) or (action.metavar if isinstance(action.metavar, str) else None)


def _name_files(*folders: str) -> Callable[..., list[str]]:
    def name(parsed_args: Namespace, **_: object) -> list[str]:
        content = _content(parsed_args)
        return [file.stem for below in folders for file in sorted((content / below).glob("*.md"))]

    return name


def _name_themes(**_: object) -> list[str]:
    places = (ours("themes"), Path(PROGRAM_DIR, "themes"))
    return sorted({file.parent.name for place in places for file in place.glob("*/theme.yaml")})


def _name_forces(parsed_args: Namespace, **_: object) -> list[str]:
    """Return the short names below ``forces`` in the settings: reading these whole would keep the Tab key waiting."""
    for file in sorted(_content(parsed_args).glob("site.y*ml")):
        below = re.search(r"(?m)^forces:.*\n((?:[ #].*\n|\n)*)", file.read_text("utf-8", "replace"))
        return re.findall(r"(?m)^ {1,4}([a-z0-9-]+):\s*$", below[1]) if below else []
    return []


def _name_topics(**_: object) -> list[str]:
    from site_builder.findings.explanation import TOPICS
    from site_builder.findings.rules import RULES

    return [*TOPICS, *RULES]


def _content(parsed_args: Namespace) -> Path:
    chosen: Path = getattr(parsed_args, "content", None) or ours("content")
    return chosen
