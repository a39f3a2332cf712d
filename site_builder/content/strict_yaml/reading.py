"""Turn the lines of a draft into fields, and tell what is wrong with each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Union

from site_builder.content.characters import find_refused_characters
from site_builder.content.empty_words import is_null, says_nothing
from site_builder.content.strict_yaml.draft import Draft
from site_builder.content.strict_yaml.mistakes import (
    Mistake,
    find_curly_quotes,
    find_missing_list_space,
    find_missing_space,
    find_odd_space,
    find_swallowed_entry,
    quote,
    recognise,
    shorten,
)
from site_builder.content.strict_yaml.yaml_events import (
    Event,
    Kind,
    Location,
    StoppedError,
    place_of,
    read_events,
)
from site_builder.findings.diagnostics import Diagnostic, Place

MOST_NESTING = 4
"""Lists and groups inside each other, the fields themselves counted."""
MOST_ENTRIES = 2_000
"""Entries of one list, or fields of one group."""

Value = Union[str, list["Value"], dict[str, "Value"]]  # noqa: UP007 (only Union can name the type itself)

_HIDDEN_WORDS = re.compile(r"\s+#(?=\S)")
_NAMES = frozenset({"name", "places", "short_names"})
"""Fields in which a word that stands for nothing may be a name, where it stands in quotes."""
_LIST_WORDS = (
    "This is a list, and fields belong here.",
    "Write each field on a line of its own: its name, a colon, a space and the value.",
)
_MERGE_WORDS = ('Fields cannot be copied from elsewhere with "<<".', "Write the fields here again.")
_NO_NAME_WORDS = (
    "This is not the name of a field.",
    "Before the colon stands one plain name. If this belongs to a text, put quotes round the text.",
)


@dataclass(frozen=True)
class Repeat:
    """One of the values of a field that has several, with its places: what is wrong with it is told all the same."""

    at: Location
    value: Value
    places: Mapping[Location, Place]


class _TooDeepError(Exception):
    """Reading cannot go on: lists and groups are nested too deeply."""


class Reading:
    """One attempt to read the draft from its first line to its last."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.fields: dict[str, Value] = {}
        self.is_list = False
        self.places: dict[Location, Place] = {}
        self.key_places: dict[Location, Place] = {}
        self.faulty: set[Location] = set()
        self.findings: list[Diagnostic] = []
        self.repeats: list[Repeat] = []
        self.whole = True
        self._events: Iterator[Event] = iter(())

    def read(self) -> StoppedError | None:
        """Read everything; return the parser's complaint if it stopped."""
        try:
            self._events = read_events("\n".join(self.draft.lines))
            self._read_document()
        except _TooDeepError:
            self.whole = False
        except StoppedError as stopped:
            self.whole = False
            return stopped
        return None

    def _read_document(self) -> None:
        root = next(self._events, None)
        if root is None:
            return
        if root.kind is Kind.GROUP and not root.mark:
            self._read_group_into(self.fields, (), 1)
            next(self._events, None)  # the parser complains only now about what follows
        elif root.kind is Kind.LIST:
            self.is_list = True
            self._add("yaml-syntax", self._place(root), *_LIST_WORDS)
        else:
            raise StoppedError(root.line, root.column)

    def _read_value(self, event: Event, at: Location, depth: int) -> Value | None:
        """Return a value, or None when a finding already says what is wrong with it."""
        if not event.is_plain or event.text:
            self.places[at] = self._place(event)
        if event.mark:
            self._add("yaml-feature", self._place(event), *_special_words(event.mark, self._written(event)))
        value = self._read_node(event, at, depth)
        if value is None or event.mark or (event.kind is Kind.TEXT and self._is_mended(event)):
            if isinstance(at[-1], str):
                self.faulty.add(at)
            return None
        return value

    def _is_mended(self, event: Event) -> bool:
        """Whether a line of a text was put right, so that nobody knows what was meant by it."""
        if not self.draft.mended:
            return False
        last = event.end_line if event.end_column else event.end_line - 1
        return any(line in self.draft.mended for line in range(event.line, max(event.line, last) + 1))

    def _read_node(self, event: Event, at: Location, depth: int) -> Value | None:
        if event.kind is Kind.TEXT:
            return self._read_text(event, at)
        if event.kind is Kind.LIST:
            return self._read_list(event, at, depth + 1)
        return self._read_group(event, at, depth + 1) if event.kind is Kind.GROUP else None

    def _read_list(self, event: Event, at: Location, depth: int) -> Value | None:
        self._check_depth(event, depth)
        entries: list[Value] = []
        seen = 0
        for entry in self._until_end():
            seen += 1
            value = self._read_value(entry, (*at, len(entries)), depth)
            self._check_count(seen, at, entry)
            if value is not None and seen <= MOST_ENTRIES:
                entries.append(value)
        if not seen:
            self._report_empty(event, at, "This list is empty.", "Write an entry, or delete the line.")
        return entries or None

    def _read_group(self, event: Event, at: Location, depth: int) -> Value | None:
        self._check_depth(event, depth)
        group: dict[str, Value] = {}
        if not self._read_group_into(group, at, depth):
            self._report_empty(event, at, "Nothing is filled in here.", "Fill it in, or delete the line.")
        return group or None

    def _read_group_into(self, group: dict[str, Value], at: Location, depth: int) -> int:
        """Read the fields of a group and return how many there were."""
        first: dict[str, int] = {}
        seen = 0
        for key in self._until_end():
            seen += 1
            self._check_count(seen, at, key)
            name = self._read_name(key, at, depth)
            value_event = next(self._events)
            if name is None:
                self._skip(value_event, depth)
                continue
            before = self._places_below((*at, name)) if name in first else {}
            value = self._read_value(value_event, (*at, name), depth)
            if name in group:
                self.repeats.append(Repeat((*at, name), group.pop(name), before))
            if name in first and value is not None:
                self.repeats.append(Repeat((*at, name), value, self._places_below((*at, name))))
            self.places |= before
            self._keep(group, first, key, (*at, name), value)
        return seen

    def _places_below(self, at: Location) -> dict[Location, Place]:
        return {location: place for location, place in self.places.items() if location[: len(at)] == at}

    def _keep(
        self, group: dict[str, Value], first: dict[str, int], key: Event, at: Location, value: Value | None
    ) -> None:
        name, line = str(at[-1]), key.line
        if name in first:
            where = self.draft.first_line + first[name]
            both = "here and on line" if first[name] != line else "both times on line"
            message = f'"{shorten(name)}" is filled in twice, {both} {where}. Only one can be used.'
            self._add("duplicate-field", self._place(key), message, "Delete one of them.")
            self.faulty.add(at)
        elif value is None or line in self.draft.mended or len(group) >= MOST_ENTRIES:
            self.faulty.add(at)
        else:
            group[name] = value
        first.setdefault(name, line)

    def _read_name(self, key: Event, at: Location, depth: int) -> str | None:
        """Return the name of a field, or None when there is none."""
        if key.kind is not Kind.TEXT or key.mark or not key.text.strip():
            self._skip(key, depth)
            self._report_no_name(key)
            return None
        if key.text == "<<":
            self._add("yaml-feature", self._place(key), *_MERGE_WORDS)
            return None
        mistake = find_odd_space(self.draft.line(key.line))
        if mistake and mistake.column <= key.end_column:
            self._report(self.draft.place(key.line, mistake.column, mistake.end_column), mistake)
            return None
        self.key_places[(*at, key.text)] = self._place(key)
        return key.text

    def _report_no_name(self, key: Event) -> None:
        index = key.line
        if found := recognise(self.draft.lines, [index]):
            self._report(self.draft.place(index, found[1].column, found[1].end_column), found[1])
            return
        self._add("yaml-syntax", self._place(key), *_NO_NAME_WORDS)

    def _read_text(self, event: Event, at: Location) -> str | None:
        if event.quotes == '"' and (found := find_refused_characters(event.text, self.draft.path)):
            hint = "Delete the backslash and the code after it."
            self._add(found[0].rule, self._place(event), found[0].message, hint)
            return None
        if says_nothing(event.text) and not _is_quoted_name(event, at):
            self._report_empty(event, at, *self._empty_words(event, at))
            return None
        if not event.is_plain:
            return event.text.rstrip("\n")
        if swallowed := find_swallowed_entry(self.draft.lines, event.line, event.end_line):
            index, entry = swallowed
            self._report(self.draft.place(index, entry.column, entry.end_column), entry)
            return None
        if mistake := self._mistake_in(event, at):
            self._report(self.draft.place(event.line, mistake.column, mistake.end_column), mistake)
            return None
        return event.text.rstrip("\n")

    def _mistake_in(self, event: Event, at: Location) -> Mistake | None:
        """Return what is wrong with a plain value that the parser has read without complaint."""
        line = self.draft.line(event.line)
        found = find_curly_quotes(line)
        if not found and not line[: event.column].strip() and self._is_below_its_name(event, at):
            found = find_missing_list_space(line) or find_missing_space(line)
        return found or self._hidden_words(event)

    def _is_below_its_name(self, event: Event, at: Location) -> bool:
        return at in self.key_places and self.key_places[at].line != self._place(event).line

    def _hidden_words(self, event: Event) -> Mistake | None:
        """Return the mistake of ``name: Sam #1``, where ``#1`` would be lost."""
        line, end = self.draft.line(event.end_line), event.end_column
        hidden = _HIDDEN_WORDS.match(line, end)
        if not hidden or not event.is_on_one_line:
            return None
        whole = line[event.column :].strip()
        return Mistake(
            hidden.end() + 1,
            len(line.rstrip()) + 1,
            'The words after "#" would be lost.',
            f"If they belong to the text, put quotes round it: {shorten(quote(whole))}",
        )

    def _empty_words(self, event: Event, at: Location) -> tuple[str, str]:
        if isinstance(at[-1], int):
            return "This entry of the list is empty.", "Fill it in, or delete the line."
        rest = self.draft.line(event.line)[event.end_column :].strip()
        if rest.startswith("#") and rest[1:2].strip():
            return (
                f'"{shorten(at[-1])}" is empty, because "#" begins a comment.',
                f"If it belongs to the text, put quotes round it: {shorten(quote(rest))}",
            )
        return f'"{shorten(at[-1])}" is empty.', "Fill it in, or delete the line."

    def _report_empty(self, event: Event, at: Location, message: str, hint: str) -> None:
        # What is empty takes no number in its list, so the place of an entry is its own.
        known = None if at and isinstance(at[-1], int) else self.key_places.get(at) or self.places.get(at)
        self._add("empty-field", known or self._place(event), message, hint)

    def _check_depth(self, event: Event, depth: int) -> None:
        if depth > MOST_NESTING:
            message = f"Lists and groups are nested more than {MOST_NESTING} deep here."
            self._add(
                "too-deep", self._place(event), message, "If this belongs to a text, put quotes round it."
            )
            raise _TooDeepError

    def _check_count(self, seen: int, at: Location, event: Event) -> None:
        if seen == MOST_ENTRIES + 1:
            message = f"There are more than {MOST_ENTRIES:,} entries here."
            self._add("too-many", self._place(event), message, "Delete some, or make two files.")

    def _skip(self, event: Event, depth: int) -> None:
        """Read past a value that cannot be used; still no deeper than allowed."""
        if event.kind in {Kind.LIST, Kind.GROUP}:
            self._check_depth(event, depth + 1)
            for inner in self._until_end():
                self._skip(inner, depth + 1)

    def _until_end(self) -> Iterator[Event]:
        while (event := next(self._events)).kind is not Kind.END:
            yield event

    def _place(self, event: Event) -> Place:
        return place_of(event, self.draft.lines, self.draft.path, self.draft.first_line)

    def _written(self, event: Event) -> str:
        """Return the characters of the file that an event was made from."""
        place = self._place(event)
        return self.draft.line(event.line)[place.column - 1 : place.end_column - 1]

    def _add(self, rule: str, place: Place, message: str, hint: str) -> None:
        """Remember a finding, save on a line that has one already: one mistake, one finding."""
        if place.line - self.draft.first_line not in self.draft.mended:
            self.findings.append(Diagnostic(place, rule, message, hint))

    def _report(self, place: Place, mistake: Mistake) -> None:
        self._add("yaml-syntax", place, mistake.message, mistake.hint)


def _is_quoted_name(event: Event, at: Location) -> bool:
    """Return whether an editor insists that somebody or some place is called Null."""
    return bool(event.quotes) and not _NAMES.isdisjoint(at) and is_null(event.text)


def _special_words(mark: str, written: str) -> tuple[str, str]:
    message = f'The value begins with "{mark}", which has a special meaning here.'
    return message, f"If it belongs to the text, put quotes round it: {shorten(quote(written))}"
