"""The long text on a rule as it is laid out: for a terminal and for the docs."""

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping

from site_builder.findings.explanations.explanation import Explanation
from site_builder.findings.rules import ADJUSTABLE, FIRM, RULES

WIDTH = 80
"""Letters in a line of a terminal."""

_PARTS = {
    "fields": "among the fields of {where}",
    "text": "in the text of {where}",
    "file": "the whole file {where}",
    "name": "the name of the file",
}
_ABOVE = {"before": "Before", "after": "After"}
_DELETED = "The file is deleted."
_EMPTY = "There is nothing in the file."


def format_explanation(explanation: Explanation) -> str:
    """Return an explanation as plain text for a terminal, no line wider than 80 letters save those of a file."""
    words = [RULES[explanation.rule], explanation.about, level_advice(explanation.rule)]
    blocks = [explanation.rule, *(_wrap(_without_backticks(text)) for text in words if text)]
    for name, piece in _pieces(explanation):
        blocks.append(_wrap(f"{_ABOVE[name]} ({_place(explanation)}):"))
        blocks.append(
            textwrap.indent(_visible(piece).rstrip(), "    ") if piece.strip() else f"  {_said(name)}"
        )
    return "\n\n".join(blocks)


def format_section(explanation: Explanation) -> str:
    """Return an explanation as Markdown, below a heading of the second level, whose address is the rule's name."""
    words = [f"**{RULES[explanation.rule]}**", explanation.about, level_advice(explanation.rule)]
    blocks = [f"## {explanation.rule}", *(word for word in words if word)]
    for name, piece in _pieces(explanation):
        if not piece.strip():
            blocks.append(f"{_ABOVE[name]}: {_said(name)}")
            continue
        fence = _fence(piece)
        place = _place(explanation).replace(explanation.where, f"`{explanation.where}`")
        blocks += [f"{_ABOVE[name]} ({place}):", f"{fence}\n{_visible(piece).rstrip()}\n{fence}"]
    return "\n\n".join(blocks)


def format_names(names: Mapping[str, str]) -> str:
    """Return names with what each stands for, in two columns, for a terminal."""
    width = min(max(map(len, names), default=0), WIDTH // 2)
    margin = " " * (width + 4)
    return "\n".join(
        textwrap.fill(f"  {name:<{width}}  {words}".rstrip(), WIDTH, subsequent_indent=margin)
        for name, words in names.items()
    )


def level_advice(rule: str) -> str:
    """Return whether and how site.yaml may change the level of a rule, or nothing when it may not."""
    if rule in ADJUSTABLE:
        return (
            "You can set how much this weighs. In `site.yaml`, below `levels`, write for example "
            f"`{rule}: notice`. It can be `error`, `warning` or `notice`."
        )
    if rule in FIRM:
        return (
            "You may name this rule below `levels` in `site.yaml`, but only as an `error`. "
            "The example site, where nobody is real, may set it lower."
        )
    return ""


def _pieces(explanation: Explanation) -> Iterator[tuple[str, str]]:
    for name, piece in (("before", explanation.before), ("after", explanation.after)):
        if piece is not None:
            yield name, piece


def _place(explanation: Explanation) -> str:
    return _PARTS[explanation.part].format(where=explanation.where)


def _said(name: str) -> str:
    return _DELETED if name == "after" else _EMPTY


def _wrap(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _without_backticks(text: str) -> str:
    return re.sub(r"`([^`]*)`", r'"\1"', text)


def _visible(piece: str) -> str:
    """Return a piece of a file with a mark for each sign that nobody could see."""
    return "".join(_mark(sign) if unicodedata.category(sign) in {"Cc", "Cf"} else sign for sign in piece)


def _mark(sign: str) -> str:
    return sign if sign == "\n" else f"[U+{ord(sign):04X}]"


def _fence(piece: str) -> str:
    """Return a row of backticks that is longer than any in the piece."""
    return "`" * max(3, *(len(row) + 1 for row in re.findall("`+", piece)), 3)
