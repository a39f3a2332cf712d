"""Commands that the launcher runs, as the command line lists them: their own programs read the words behind them."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.cli.arguments import refuse
from site_builder.findings.front_door import FRONT_DOOR, IS_INSTALLED


@dataclass(frozen=True)
class LaunchedCommand:
    """Words on a command, and on each option of its program that is worth knowing."""

    about: str
    options: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The words on each option by its name, behind the sign for its value, if it takes one."""

    def define(self, parser: argparse.ArgumentParser) -> None:
        """Add what can be written after the command."""
        for name, (value, words) in self.options.items():
            if value:
                parser.add_argument(name, metavar=value, help=words)
            else:
                parser.add_argument(name, action="store_true", help=words)

    def run(self, options: argparse.Namespace) -> int:
        """Say where this command works: the launcher runs it before anything comes here."""
        if not IS_INSTALLED:
            return refuse(f"Start this as: {FRONT_DOOR} {options.command}")
        return refuse(
            f'"{options.command}" works on the program itself and its data. It is part of the program\'s own '
            "repository, and not of what is installed here."
        )


_TEST_OPTIONS = {
    "--all": ("", "the long ones too, and with every server"),
    "-k": ("WORDS", "only tests with these words in their names; what else stands here is for pytest"),
}

LAUNCHED = {
    "test": LaunchedCommand("run all tests, with a real browser", _TEST_OPTIONS),
    "refresh-postcodes": LaunchedCommand(
        "make the data on postcodes and the map anew",
        {"--content": ("DIR", "the folder with the content (content)")},
    ),
    "release": LaunchedCommand(
        "make the files of a release of the program: release v1.2.0",
        {"--output": ("DIR", "where to (dist)")},
    ),
    "lint": LaunchedCommand("check the code: formatting, linters and types"),
}
