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


def with_links(words: str) -> Markup:
    """Return a line in which each command is a link to the page that does the same."""
    parts, at = Markup(""), 0
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
    return _LINK.format(url, called if command.start() else called[:1].upper() + called[1:])
