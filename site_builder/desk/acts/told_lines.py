"""The lines that a command prints, as a page shows them: what it would have somebody type is a link instead."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from site_builder.findings.front_door import FRONT_DOOR

_COMMAND = re.compile(
    rf"(?:(?P<run>Then run: |Run )|(?<=: )|^){re.escape(FRONT_DOOR)}(?! to)"
    r"(?:(?: (?P<name>[a-z]+)(?P<rest>(?: [^\s.,;:]+)*))|(?=\.?$))"
)
OPTIONS = (
    (" (--again asks them again)", " (tick the box below the names to ask them again)"),
    ("add --host TARGET, --url URL or both", "say first where this machine sends the site"),
    (
        "build, deploy with --forget, and run this again",
        "send it online and keep nothing of before, and ask again",
    ),
    ("deploy again with --adopt", "send it again, and tick that files may be overwritten"),
    ("add --adopt", "tick that they may be overwritten"),
    ("add --take-over", "tick that it goes on"),
    (" If you want to send this site all the same, add --as-built.", ""),
    (", or say which folder it is in with --output", ""),
    (": leave out --sheet", ": leave the name of the sheet empty"),
    ("Say which, like --sheet NAME.", "Write which."),
    ("with --slug, like --slug ", "for the file, like "),
    ("with --slug", "for the file"),
    ("Leave out --example.", "Start the editor without the example."),
)
"""What a command would have somebody add, and what its page would."""
_LINK = Markup('<a href="{}">{}</a>')
_PAGES = {
    "": ("/", "the site as it will be"),
    "check": ("/edit/", "see what is wrong"),
    "confirm": ("/edit/confirm/", "confirm them"),
    "leave": ("/edit/leave/", "write down their last day"),
    "remove": ("/edit/remove/", "take them out"),
    "deploy": ("/edit/send/", "send it online"),
    "gone": ("/edit/gone/", "ask whether they are gone"),
    "export": ("/edit/import/", "make a sheet"),
}
"""The page that does what a command does, and what its link is called."""
_NAMES_AN_OFFICER = ("remove", "leave")


@dataclass(frozen=True)
class Told:
    """A sentence, and what is listed below it."""

    words: Markup
    items: tuple[Markup, ...] = ()


def told(lines: Iterable[str]) -> tuple[Told, ...]:
    """Return what lines say: those that begin with spaces are listed below the one above them."""
    found: list[tuple[str, list[str]]] = []
    for line in "\n".join(lines).split("\n"):
        if line.startswith("  ") and found:
            found[-1][1].append(line.strip().removeprefix("- "))
        elif line.strip():
            found.append((line.strip(), []))
    return tuple(Told(with_links(words), tuple(map(with_links, items))) for words, items in found)


def in_page_words(words: str) -> str:
    """Return what a command says as its page says it: with boxes to tick instead of options to add."""
    for option, instead in OPTIONS:
        words = words.replace(option, instead)
    return words


def with_links(words: str) -> Markup:
    """Return a line in which each command is a link to the page that does the same."""
    parts, at, words = Markup(""), 0, in_page_words(words)
    for command in _COMMAND.finditer(words):
        page = _PAGES.get(command["name"] or "")
        if page:
            parts += escape(words[at : command.start()]) + _link(command, *page)
            at = command.end()
    return parts + escape(words[at:])


def _link(command: re.Match[str], url: str, called: str) -> Markup:
    name = (command["rest"] or "").split()
    if command["name"] in _NAMES_AN_OFFICER and name and name[0].islower():
        url = f"{url}?officer={quote(name[0])}"
    if command["run"] == "Then run: ":
        return Markup("Then ") + _LINK.format(url, called)
    begins = command.start() == 0 or command["run"]
    return _LINK.format(url, called[:1].upper() + called[1:] if begins else called)
