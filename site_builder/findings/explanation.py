"""Rules and names explained: what a person reads in a terminal and in the docs."""

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from site_builder.findings.diagnostics import suggest
from site_builder.findings.rule import Rule
from site_builder.findings.rules import RULES

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
TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "areas": "The short names of the areas. Write them in boroughs, neighbours and the like.",
        "channels": "The short names of the ways to report. Write them in channels and replace_with.",
        "fields": "The fields of each kind of file. The content guide says more about each.",
        "officers": "The short names of the officers. Write them in covered_by.",
    }
)
"""What can be explained beside the rules, with the words above its list."""


def find_rule(word: str) -> Rule | None:
    """Return the rule that a person names, or None when there is no such rule."""
    return RULES.get(word.strip().lower().strip("[]"))


def format_topic(topic: str, names: Mapping[str, str]) -> str:
    """Return a topic for a terminal; `names` maps each short name (or field) to what it stands for."""
    return f"{TOPICS[topic]}\n\n{format_names(names)}"


def say_unknown(word: str) -> str:
    """Return what to say when there is neither a rule nor a topic of this name."""
    hint = suggest(word.strip("[]"), [*RULES, *TOPICS])
    hint = hint or f"You can also ask for one of: {', '.join(TOPICS)}."
    return f'There is no rule called "{word}". {hint}'


def format_explanation(rule: Rule) -> str:
    """Return an explanation as plain text for a terminal, no line wider than 80 letters save those of a file."""
    words = [rule.asks, rule.about, level_advice(rule)]
    blocks = [rule.name, *(_wrap(_without_backticks(text)) for text in words if text)]
    for name, piece in _pieces(rule):
        blocks.append(_wrap(f"{_ABOVE[name]} ({_place(rule)}):"))
        blocks.append(
            textwrap.indent(_visible(piece).rstrip(), "    ") if piece.strip() else f"  {_said(name)}"
        )
    return "\n\n".join(blocks)


def format_section(rule: Rule) -> str:
    """Return an explanation as Markdown, below a heading of the second level, whose address is the rule's name."""
    words = [f"**{rule.asks}**", rule.about, level_advice(rule)]
    blocks = [f"## {rule.name}", *(word for word in words if word)]
    for name, piece in _pieces(rule):
        if not piece.strip():
            blocks.append(f"{_ABOVE[name]}: {_said(name)}")
            continue
        fence = _fence(piece)
        place = _place(rule).replace(rule.where, f"`{rule.where}`")
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


def level_advice(rule: Rule) -> str:
    """Return whether and how site.yaml may change the level of a rule, or nothing when it may not."""
    if rule.level == "adjustable":
        return (
            "You can set how much this weighs. In `site.yaml`, below `levels`, write for example "
            f"`{rule.name}: notice`. It can be `error`, `warning` or `notice`."
        )
    if rule.level == "firm":
        return (
            "You may name this rule below `levels` in `site.yaml`, but only as an `error`. "
            "The example site, where nobody is real, may set it lower."
        )
    return ""


def _pieces(rule: Rule) -> Iterator[tuple[str, str]]:
    for name, piece in (("before", rule.before), ("after", rule.after)):
        if piece is not None:
            yield name, piece


def _place(rule: Rule) -> str:
    return _PARTS[rule.part].format(where=rule.where)


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
