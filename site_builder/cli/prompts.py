"""Ask an editor in the terminal, and say why something was not done."""

import argparse
import datetime
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from site_builder.cli.arguments import CONTENT_PROBLEMS, SETTINGS_PROBLEMS, as_of, content_dir, overlay_dir
from site_builder.cli.plain_output import show_plainly
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.findings.diagnostics import Findings

if TYPE_CHECKING:
    from site_builder.desk.editing.content_state import Content
    from site_builder.desk.editing.spelled_names import KnownNames, Spelled

STOPPED = "Stopped. Nothing was written."


def can_ask() -> bool:
    """Whether somebody sits at a keyboard and can answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(words: str) -> str:
    """Return one line that the editor types, without the spaces round it."""
    try:
        return input(show_plainly(words)).strip()
    except EOFError:
        print()
        raise EditRefused(STOPPED) from None


def ask_yes(words: str) -> bool:
    """Return whether the editor agrees; nothing but yes or no is taken for an answer."""
    while True:
        answer = ask(f"{words} (yes or no) ").lower()
        if answer in {"yes", "y"}:
            return True
        if answer in {"no", "n"}:
            return False
        print('Please write "yes" or "no".')


def ask_needed(words: str, flag: str) -> str:
    """Return an answer to a question that cannot be left open; without a keyboard, say which flag is missing."""
    if not can_ask():
        raise EditRefused(f"{flag} is missing. {words}")
    while True:
        if answer := ask(f"{words}\n> "):
            return answer
        print("This is needed.")


def settle_names(spelled: "Iterable[Spelled]", names: "KnownNames") -> "tuple[list[str], list[Spelled]]":
    """Return the short names that are meant, each once, and what means nothing; ask about what is nearly a name."""
    meant: list[str] = []
    unknown: list[Spelled] = []
    for one in spelled:
        offered = one.near if can_ask() and not one.slug else ()
        agreed = (slug for slug in offered if ask_yes(f'"{one.written}": do you mean {names.shown[slug]}?'))
        if slug := one.slug or next(agreed, ""):
            meant.append(slug)
        else:
            unknown.append(one)
    return list(dict.fromkeys(meant)), unknown


def read_day_argument(text: str) -> datetime.date:
    """Read a day on a command line with the same words as in a file."""
    from site_builder.desk.editing.typed_days import read_typed_day

    try:
        return read_typed_day(text)
    except EditRefused as refused:
        raise argparse.ArgumentTypeError(str(refused).removesuffix(".")) from None


def read_asked_content(options: argparse.Namespace) -> "Content":
    """Return the content that the options mean."""
    from site_builder.desk.editing.content_state import read_content

    return read_content(content_dir(options), overlay_dir(options), as_of(options))


def saying_why(change: Callable[[], int]) -> int:
    """Run a change; when it is refused say why, with the lines it is about, and return the exit code."""
    try:
        return change()
    except EditRefused as refused:
        print(format_refusal(refused), file=sys.stderr)
        return CONTENT_PROBLEMS if refused.findings else SETTINGS_PROBLEMS


def format_refusal(refused: EditRefused) -> str:
    """Return why a change was refused, with the lines that it is about."""
    if not refused.findings:
        return str(refused)
    from site_builder.inspect.reports.text import format_problems

    findings = Findings()
    findings.add(refused.findings)
    return f"{refused}\n\n{format_problems(findings, refused.texts)}"
