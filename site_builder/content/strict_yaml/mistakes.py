"""The mistakes people make in front matter, told in plain words with the line as it should be.

A YAML library knows where it got stuck, not what a person meant. Each `_is_…` function here knows one mistake.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

LONGEST_QUOTATION = 70
"""Longer corrected lines are cut in a hint."""
LONGEST_EXAMINED = 2_500
"""A longer line is not searched for typical mistakes: the time would grow with its square."""

_FIELD_NAME = r"[^\s:#\"'\[{-][^ :#\[{]*+(?:[ ]++(?!:)[^ :#\[{]*+)*"
_FIELD = re.compile(rf"(?P<lead>[ ]*+(?:-[ ]++)?)(?:(?P<name>{_FIELD_NAME})[ ]*+:(?:[ ]++|$))?(?P<value>.*)")
_NAME = r"(?P<lead>[ ]*(?:-[ ]+)?)(?P<name>[A-Za-z_][\w-]*)"
_NO_SPACE = re.compile(
    _NAME + r"(?P<colon>:(?!//)|：)(?P<gap>[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]*)(?P<value>\S.*)"
)
_NO_COLON = re.compile(_NAME + r"(?P<gap>[ ]*=[ ]*|[ ]+)(?P<value>\S.*)")
_GOES_ON = re.compile(
    r"[ ]*(?P<words>(?:[A-Z(]|[0-9]|"
    r"(?:an?|and|are|as|at|but|for|from|if|in|is|it|not|of|or|so|that|the|their|then|they|this|to|when|who|with|you|your)"
    r"\b|(?:by|how|on|since|text|until)[ ]+[a-z]|[\w'’-]+[.,;]|[\w'’-]+$)[^:]*)"
)
"""No field is called ``and``; one called ``on`` holds a day, and a single word is no field with a value."""
_ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]")
_CURLY = re.compile(r"[“”„‘’‚]")
_WRAPPED_IN_CURLY = re.compile(r"[“„]([^“”„]*)[“”]|[‘‚]([^‘’‚]*)[‘’]")
_BULLET = re.compile(r"(?P<lead>[ ]*)(?P<bullet>[*•‣·▪–—]|-(?=[A-Za-z]))(?P<gap>[ \u00a0]*)(?P<value>\S.*)")
_NAME_OF_LIST = re.compile(r"(?P<name>(?P<lead>[ ]*)[A-Za-z_][\w-]*:)[ ]*(?P<value>(?:[^\s#].*)?)(?:#.*)?")
_PASTED_ENTRY = re.compile(
    r"[ \t\u00a0]*(?P<mark>[•●○◦‣⁃▪▫■□◆◇►▶➢➤✓✔❖·–—−\u00b7\uf000-\uf0ff]|[*o§Øüvqà](?=\t|\u00a0|[ ]{2})|\*(?= [^*]*$)"
    r"|(?P<number>\(?[0-9]{1,2}[.)])(?=[ \t\u00a0])|-(?=[A-Za-z]|[\t\u00a0]))"
    r"[ \t\u00a0\u2000-\u200b]*(?P<words>[^\s•●].*)"
)
"""An entry of a list as word processors and mails write it; letters are what fonts of signs leave behind."""
_NEEDS_QUOTES = re.compile(r"^[-@*&%!`|>,\]}?#\[{\"']|: |:$")
_BLOCK_TEXT = re.compile(r"[|>](?:[+-]?\d?|\d[+-])[ ]*(?:#.*)?")
_SPECIAL = "@*&%!`|>,]}?#"
_CLOSING = {"[": "]", "{": "}"}


@dataclass(frozen=True)
class Mistake:
    """One mistake in a line: where in the line (columns from 1), what to say, and the line put right if we know how.

    `is_sure` says that a program may write the line, even where more than quotes and spaces change.
    """

    column: int
    end_column: int
    message: str
    hint: str
    repaired: str | None = None
    is_sure: bool = False


def find_pasted_entries(lines: Sequence[str]) -> Iterator[tuple[int, Mistake]]:
    """Yield each line below the name of a field, or beside it, that has the sign of a list from a word processor."""
    for index, line in enumerate(lines):
        name = _NAME_OF_LIST.fullmatch(line) if len(line) <= LONGEST_EXAMINED else None
        if not name:
            continue
        first = _PASTED_ENTRY.fullmatch(name["value"])
        entries = list(_entries_below(lines, index + 1))
        if name["value"] and not (first and entries):
            continue
        if len(entries) == 1 and not first and entries[0][1]["number"]:
            continue  # one number may be the beginning of a sentence
        indent = " " * (len(name["lead"]) + 2)
        if first:
            yield index, _as_entry(first, name.start("value"), f"{name['name']}\n{indent}")
        for below, entry in entries:
            yield below, _as_entry(entry, 0, indent)


def _entries_below(lines: Sequence[str], first: int) -> Iterator[tuple[int, re.Match[str]]]:
    for index in range(first, len(lines)):
        found = _PASTED_ENTRY.fullmatch(lines[index]) if len(lines[index]) <= LONGEST_EXAMINED else None
        if not found:
            return
        yield index, found


def _as_entry(entry: re.Match[str], before: int, indent: str) -> Mistake:
    words = entry["words"].rstrip()
    kept = quote(words) if _NEEDS_QUOTES.search(words) else words
    start = before + entry.start("mark") + 1
    message = f'A list entry begins with a hyphen, not with "{entry["mark"]}".'
    if entry["mark"] == "-":
        message = "There is no space after the hyphen."
    hint = f"Write: {shorten(f'- {kept}')}"
    return Mistake(start, start + len(entry["mark"]), message, hint, f"{indent}- {kept}", is_sure=True)


def recognise(lines: Sequence[str], candidates: Iterable[int]) -> tuple[int, Mistake] | None:
    """Return the first line of `candidates` (counted from 0) that holds a mistake we know, with the mistake."""
    likely = [index for index in dict.fromkeys(candidates) if _can_be_examined(lines, index)]
    for index in likely:
        known = next((found for is_mistake in _KINDS if (found := is_mistake(lines[index]))), None)
        if mistake := known or _continues_the_line_above(lines, index) or _has_no_colon(lines[index]):
            return index, mistake
    for index in likely:
        if mistake := _is_indented_too_far(lines, index):
            return index, mistake
    return None


def find_open_end(lines: Sequence[str], below: int) -> tuple[int, Mistake] | None:
    """Return the nearest line above line `below` where a quote or a bracket opens and is not closed."""
    for index in range(min(below, len(lines)) - 1, -1, -1):
        if _can_be_examined(lines, index):
            mistake = _is_quote_left_open(lines[index]) or _is_bracket_left_open(lines[index])
            if mistake:
                return index, mistake
    return None


def find_tab(lines: Sequence[str], index: int) -> Mistake | None:
    """Return the mistake of a line that holds a Tab, which looks like spaces and is none."""
    line = lines[index]
    if "\t" not in line:
        return None
    start = line.index("\t")
    words = line.strip().replace("\t", " ")
    begin = line[: len(line) - len(line.lstrip())]
    spaces = _usual_indent(lines, index, words) if "\t" in begin else len(begin)
    hint = f"Write: {shorten(words)}"
    if "\t" in begin and spaces:
        hint = f"Begin the line with {_spaces(spaces)} instead: {shorten(words)}"
    message = "There is a Tab here, and fields take only spaces."
    if not words:
        return Mistake(start + 1, start + 2, message, "Delete it.", "")
    return Mistake(start + 1, start + 2, message, hint, " " * spaces + words)


def find_swallowed_entry(lines: Sequence[str], first: int, last: int) -> tuple[int, Mistake] | None:
    """Return the line in a text of several lines that was meant as an entry of a list."""
    for index in range(first + 1, min(last + 1, len(lines))):
        spaces = _indent(lines[index])
        if lines[index].startswith("- ", spaces):
            message = "This looks like two entries of a list."
            hint = "Begin each line of the list with two spaces, a hyphen and a space."
            return index, Mistake(spaces + 1, spaces + 2, message, hint)
    return None


def find_indented_beginning(lines: Sequence[str]) -> tuple[int, Mistake] | None:
    """Return the first field when it begins further right than a later one, as if all of those were apart from it."""
    fields = [index for index, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    spaces = _indent(lines[fields[0]]) if fields else 0
    if all(_indent(lines[index]) >= spaces for index in fields):
        return None
    repaired = lines[fields[0]].lstrip(" ")
    message = f"The first field begins with {_spaces(spaces)}."
    return fields[0], Mistake(
        1, spaces + 1, message, f"Begin it in the first column: {shorten(repaired)}", repaired
    )


def find_odd_space(line: str) -> Mistake | None:
    """Return the mistake of a line with a non-breaking or invisible space before or in the field's name."""
    found = _ODD_SPACE.search(line.partition(":")[0])
    if not found:
        return None
    name, colon, value = line.partition(":")
    repaired = _ODD_SPACE.sub(" ", name).strip() + colon + value
    return Mistake(
        found.start() + 1,
        found.end() + 1,
        _ODD_SPACE_WORDS,
        f"Delete it and write: {shorten(repaired)}" if repaired else "Delete it.",
        repaired,
    )


def find_curly_quotes(line: str) -> Mistake | None:
    """Return the mistake of a value that is wrapped in the curly quotes of a word processor."""
    parts = _FIELD.fullmatch(line) if _CURLY.search(line) else None
    found = parts and _WRAPPED_IN_CURLY.fullmatch(parts["value"].rstrip())
    if not parts or not found:
        return None
    return _value_mistake(
        parts, "The value stands in curly quotes, which would be shown.", found[1] or found[2] or ""
    )


def find_missing_list_space(line: str) -> Mistake | None:
    """Return the mistake of a list entry without a space after its hyphen, or with another bullet."""
    found = _BULLET.fullmatch(line)
    if not found or (found["bullet"] == "*" and not found["gap"] and "*" in found["value"]):
        return None
    repaired = f"{found['lead']}- {found['value']}"
    message = (
        "There is no space after the hyphen."
        if found["bullet"] == "-"
        else f'A list entry begins with a hyphen, not with "{found["bullet"]}".'
    )
    start = len(found["lead"])
    return Mistake(start + 1, start + 2, message, f"Write: {shorten(repaired.strip())}", repaired)


def find_missing_space(line: str) -> Mistake | None:
    """Return the mistake of a field without an ordinary space after its colon: ``name:Sam``."""
    found = _NO_SPACE.fullmatch(line)
    if not found:
        return None
    repaired = f"{found['lead']}{found['name']}: {found['value']}"
    message = "There is no space after the colon." if not found["gap"] else _ODD_SPACE_WORDS
    start, end = found.start("colon"), found.end("gap")
    return Mistake(start + 1, end + 1, message, f"Write: {shorten(repaired.strip())}", repaired)


def quote(value: str) -> str:
    """Return a value in straight quotes, so that nothing in it has a special meaning."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def shorten(line: str) -> str:
    """Return a line short enough to be quoted in a hint."""
    return line if len(line) <= LONGEST_QUOTATION else line[: LONGEST_QUOTATION - 1].rstrip() + "…"


_ODD_SPACE_WORDS = "There is a non-breaking space here, as word processors make it."


def _value_mistake(parts: re.Match[str], message: str, value: str, advice: str = "Write:") -> Mistake:
    """Return a mistake that covers the value of a line, put right by quotes round `value`."""
    repaired = parts.string[: parts.start("value")] + quote(value)
    written = len(parts["value"].rstrip())
    start = parts.start("value")
    return Mistake(start + 1, start + 1 + written, message, f"{advice} {shorten(repaired.strip())}", repaired)


def _is_quote_left_open(line: str) -> Mistake | None:
    parts = _FIELD.fullmatch(line)
    value = parts["value"].rstrip() if parts else ""
    if not parts or value[:1] not in {'"', "'"}:
        return None
    end = _closing_quote(value)
    if end is None:
        inner = value[1:].replace('\\"', '"') if value[0] == '"' else value[1:].replace("''", "'")
        return _value_mistake(
            parts, f"The quote {value[0]} opens here and is never closed.", inner.rstrip("“”’")
        )
    rest = value[end + 1 :]
    if not rest.strip() or rest.lstrip().startswith("#"):
        return None
    if value[0] == "'" == value[-1] and not rest.startswith(" "):
        return _value_mistake(parts, "The apostrophe ends the quoted words too early.", value[1:-1])
    return _value_mistake(parts, f"There are words after the closing quote {value[0]}.", value)


def _has_backslash_in_quotes(line: str) -> Mistake | None:
    parts = _FIELD.fullmatch(line)
    value = parts["value"].rstrip() if parts else ""
    if not parts or len(value) < 2 or not value[0] == '"' == value[-1] or "\\" not in value:  # noqa: PLR2004
        return None
    return _value_mistake(parts, "The backslash has a special meaning between these quotes.", value[1:-1])


def _closing_quote(value: str) -> int | None:
    pattern = r'"(?:\\.|[^"\\])*"' if value[0] == '"' else r"'(?:''|[^'])*'"
    found = re.match(pattern, value)
    return found.end() - 1 if found else None


def _begins_with_curly_quote(line: str) -> Mistake | None:
    parts = _FIELD.fullmatch(line)
    if not parts or not _CURLY.match(parts["value"]):
        return None
    inner = parts["value"].strip().strip('“”„‘’‚"')
    return _value_mistake(parts, "Curly quotes do not work round a value.", inner, "Use straight ones:")


def _begins_with_special_character(line: str) -> Mistake | None:
    parts = _FIELD.fullmatch(line)
    value = parts["value"].rstrip() if parts else ""
    if not parts or not value or value[0] not in _SPECIAL or _BLOCK_TEXT.fullmatch(value):
        return None
    if parts["name"] is None and not parts["lead"].endswith("- "):
        return None
    message = f'The value begins with "{value[0]}", which has a special meaning here.'
    return _value_mistake(parts, message, value, "Put quotes round it:")


def _is_bracket_left_open(line: str) -> Mistake | None:
    parts = _FIELD.fullmatch(line)
    value = parts["value"].rstrip() if parts else ""
    if not parts or value[:1] not in _CLOSING:
        return None
    closing = _CLOSING[value[0]]
    if value.startswith("{{") or (closing in value and not value.endswith(closing)):
        message = f'The value begins with "{value[0]}", which has a special meaning here.'
        return _value_mistake(parts, message, value, "Put quotes round it:")
    if value.count(value[0]) <= value.count(closing):
        return None
    repaired = line.rstrip() + closing
    start = parts.start("value")
    message = f'The bracket "{value[0]}" opens here and is never closed.'
    return Mistake(start + 1, start + 2, message, f"Write: {shorten(repaired.strip())}", repaired)


def _has_colon_in_value(line: str) -> Mistake | None:
    parts = _FIELD.fullmatch(line)
    if not parts or parts["name"] is None or parts["value"][:1] in {'"', "'", "[", "{"}:
        return None
    found = re.search(r":(?= |$)", parts["value"].rstrip())
    if not found:
        return None
    mistake = _value_mistake(
        parts,
        "There is a second colon in this value.",
        parts["value"].rstrip(),
        "Put quotes round the value:",
    )
    start = parts.start("value") + found.start()
    return Mistake(start + 1, start + 2, mistake.message, mistake.hint, mistake.repaired)


def _begins_list_on_the_same_line(line: str) -> Mistake | None:
    parts = _FIELD.fullmatch(line)
    if not parts or parts["name"] is None or not parts["value"].startswith("- "):
        return None
    entry = parts["value"][2:].strip()
    start = parts.start("value")
    repaired = line[:start] + quote(entry)
    return Mistake(
        start + 1,
        start + 2,
        "A list begins on a new line.",
        f"Write this on the next line: - {shorten(entry)}",
        repaired,
    )


def _continues_the_line_above(lines: Sequence[str], index: int) -> Mistake | None:
    """Return the mistake of a text that goes on at the left edge: its first word is no name of a field."""
    line, above = lines[index], _line_above(lines, index)
    found = _GOES_ON.fullmatch(line)
    if not found or not above or _indent(line) > _indent(above):
        return None
    start, end = found.span("words")
    spaces = "two spaces more" if start else "two spaces"
    hint = f"Put it on the same line, or begin it with {spaces}."
    return Mistake(start + 1, end + 1, "This line seems to belong to the line above.", hint, "  " + line)


def _has_no_colon(line: str) -> Mistake | None:
    found = _NO_COLON.fullmatch(line)
    if not found or line.lstrip().startswith("- ") or ":" in line:
        return None
    repaired = f"{found['lead']}{found['name']}: {found['value']}"
    end = found.end("name")
    message = "There is no colon between the field's name and its value."
    advice = "Write:" if "=" in found["gap"] else "If this is a field, write:"
    return Mistake(end + 1, end + 2, message, f"{advice} {shorten(repaired.strip())}", repaired)


def _is_indented_too_far(lines: Sequence[str], index: int) -> Mistake | None:
    line, above = lines[index], _line_above(lines, index)
    spaces, usual = _indent(line), _indent(above)
    if spaces == usual or (spaces > usual and above.rstrip().endswith(":")):
        return None
    return Mistake(
        1,
        spaces + 1,
        f"This line begins with {_spaces(spaces)}, the line above with {_spaces(usual)}.",
        "Begin the lines of one group with the same number of spaces.",
        " " * usual + line.lstrip(" ") if spaces > usual else None,
    )


def _usual_indent(lines: Sequence[str], index: int, words: str) -> int:
    """Return how many spaces a line with these words most likely begins with, judged by the line above."""
    above = _line_above(lines, index)
    is_within = above.rstrip().endswith(":") or (
        above.lstrip().startswith("- ") and ":" in above and not words.startswith("- ")
    )
    return _indent(above) + (2 if is_within else 0)


def _line_above(lines: Sequence[str], index: int) -> str:
    return next((lines[near] for near in range(index - 1, -1, -1) if lines[near].strip()), "")


def _can_be_examined(lines: Sequence[str], index: int) -> bool:
    return 0 <= index < len(lines) and bool(lines[index].strip()) and len(lines[index]) <= LONGEST_EXAMINED


def _spaces(count: int) -> str:
    return "no space" if count == 0 else "1 space" if count == 1 else f"{count} spaces"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_KINDS: tuple[Callable[[str], Mistake | None], ...] = (
    find_odd_space,
    find_missing_space,
    _is_quote_left_open,
    _has_backslash_in_quotes,
    _begins_with_curly_quote,
    find_missing_list_space,
    _begins_with_special_character,
    _is_bracket_left_open,
    _begins_list_on_the_same_line,
    _has_colon_in_value,
)
