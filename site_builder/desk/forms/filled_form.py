"""A form with what is typed into it, what may be chosen, and what is wrong beside each field: what a page shows."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.content.strict_yaml import Location
from site_builder.desk.editing.written_fields import LINES
from site_builder.desk.forms.record_form import Form, FormChoice, FormField
from site_builder.desk.forms.text_lines import as_sent
from site_builder.desk.forms.typed_fields import Typed, in_short, name_of, numbers_in

FIRST_NEW = 5_000
"""The number of the first group that no file has yet: more than a list may have entries."""
MOST_NAMES = 500
"""More names than a browser can offer in one list: then one is typed."""
_FEW = 12
_LONG_LINE = 70
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

Names = Mapping[str, Mapping[str, str]]
"""What each record of a kind is called, by the kind and its short name."""
Faults = Mapping[str, Sequence[str]]
"""What is wrong, by the name of the field."""


@dataclass(frozen=True)
class FilledField:
    """A field as a page shows it: `values` as a browser would send them, `choices` with those that are chosen first.

    Of a group `inner` are its lines, of repeated groups `entries`.
    """

    field: FormField
    name: str
    values: tuple[str, ...] = ()
    choices: tuple[FormChoice, ...] = ()
    faults: tuple[str, ...] = ()
    inner: tuple["FilledField", ...] = ()
    entries: tuple["FilledEntry", ...] = ()

    @property
    def id(self) -> str:
        """What a link to it leads to."""
        return id_of(self.name)

    @property
    def text(self) -> str:
        """The one value."""
        return self.values[-1] if self.values else ""

    @property
    def shape(self) -> str:
        """Which control of a browser keeps what is in it: a field for days would drop ``soon``."""
        kind = self.field.kind
        if kind == "choice" and any(choice.means for choice in self.field.choices):
            return "radios"
        is_free = kind == "choice" and self.field.names and len(self.choices) > MOST_NAMES
        if kind == "line" or is_free or (kind == "day" and self.text and not _is_day(self.text)):
            is_long = self.field.keyboard == "text" and len(self.text) > _LONG_LINE
            return "text" if is_long or "\n" in self.text else "line"
        return kind

    @property
    def rows(self) -> int:
        """How many lines a field for a text has."""
        longest = 8 if self.field.kind == "body" else 2
        return max(longest, min(30, sum(1 + len(line) // 80 for line in LINES.findall(self.text)) + 1))

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it, or is wrong with it."""
        return bool(
            self.faults or any(self.values) or self.entries or any(one.is_filled for one in self.inner)
        )

    @property
    def chosen(self) -> tuple[FormChoice, ...]:
        """The choices to be seen at once: those that are chosen, or all where they are few."""
        return tuple(one for one in self.choices if one.value in self.values or len(self.choices) <= _FEW)

    @property
    def others(self) -> tuple[FormChoice, ...]:
        """The choices that are folded away."""
        return tuple(one for one in self.choices if one not in self.chosen)


@dataclass(frozen=True)
class FilledEntry:
    """One of several groups: `number` is what it is called by in the file, or a new one; `title` says which it is."""

    number: int
    name: str
    title: str
    fields: tuple[FilledField, ...]
    faults: tuple[str, ...] = ()
    is_first: bool = False
    is_last: bool = False

    @property
    def id(self) -> str:
        """What a link to it leads to."""
        return id_of(self.name)


@dataclass(frozen=True)
class FilledForm:
    """A whole form; `faults` are those of no single field."""

    fields: tuple[FilledField, ...]
    faults: tuple[str, ...] = ()


def id_of(name: str) -> str:
    """Return what a link to the field of a name leads to."""
    return f"field-{name.replace('.', '-')}"


def fill(form: Form, typed: Typed, names: Names, faults: Faults) -> FilledForm:
    """Return a form with what was typed; `faults` by the name of a field, those of none by an empty name."""
    filler = _Filler(typed, names, faults)
    return FilledForm(tuple(filler.field(one, one.way) for one in form.fields), tuple(faults.get("", ())))


def after_act(typed: Typed, act: str) -> dict[str, tuple[str, ...]]:
    """Return what was typed after somebody added a group, moved it up or down, or took it away: ``up:sources:1``.

    What no button of the form says changes nothing.
    """
    after = {name: tuple(values) for name, values in typed.items()}
    what, _, rest = act.partition(":")
    name, _, number = rest.partition(":")
    if name not in after:
        return after
    order = numbers_in(typed, name)
    if what == "add" and len(order) < FIRST_NEW:
        order.append(max([FIRST_NEW - 1, *order]) + 1)
    elif number.isascii() and number.isdecimal() and int(number[:5]) in order:
        at = order.index(int(number[:5]))
        one = order.pop(at)
        if what != "take":
            order.insert(max(0, at - 1) if what == "up" else at + 1 if what == "down" else at, one)
        else:
            gone = f"{name}.{one}."
            after = {other: values for other, values in after.items() if not other.startswith(gone)}
    short = in_short(typed, name) if what != "add" else ""
    return {**after, name: ("", *((short,) if short else ()), *map(str, order))}


@dataclass(frozen=True)
class _Filler:
    typed: Typed
    names: Names
    faults: Faults

    def field(self, field: FormField, at: Location) -> FilledField:
        name = name_of(at)
        values = tuple(map(as_sent, self.typed.get(name, ())))
        if field.kind == "groups":
            entries = self._entries(field, at)
            short = in_short(self.typed, name) if field.choices else ""
            known = any(one.value == short for one in field.choices) or not short
            choices = field.choices if known else (*field.choices, FormChoice(short, short))
            return FilledField(field, name, (short,), choices, self._faults(name), (), entries)
        inner = tuple(self.field(one, (*at, one.way[-1])) for one in field.inner)
        return FilledField(field, name, values, self._choices(field, values), self._faults(name), inner)

    def _faults(self, name: str) -> tuple[str, ...]:
        return tuple(self.faults.get(name, ()))

    def _entries(self, field: FormField, at: Location) -> tuple[FilledEntry, ...]:
        order = numbers_in(self.typed, name_of(at))
        return tuple(
            self._entry(field, (*at, number), number, place, len(order)) for place, number in enumerate(order)
        )

    def _entry(self, field: FormField, at: Location, number: int, place: int, size: int) -> FilledEntry:
        fields = tuple(self.field(one, (*at, one.way[-1])) for one in field.inner)
        said = next((one.text for one in fields if one.text), "")
        title = f"{one_of_several(field.label)} {place + 1}{': ' if said else ''}{said}"
        name = name_of(at)
        return FilledEntry(number, name, title, fields, self._faults(name), place == 0, place == size - 1)

    def _choices(self, field: FormField, values: tuple[str, ...]) -> tuple[FormChoice, ...]:
        """Return what may be chosen; what is chosen stands first where there are many, also what nothing is called."""
        named = self.names.get(field.names, {}) if field.names else {}
        offered = field.choices or tuple(
            FormChoice(slug, name)
            for slug, name in sorted(named.items(), key=lambda pair: pair[1].casefold())
        )
        known = {choice.value: choice for choice in offered}
        if field.kind not in {"choice", "several"}:
            return ()
        odd = [
            FormChoice(value, value, "As it is written now.")
            for value in values
            if value and value not in known
        ]
        if field.kind == "choice":
            return (*offered, *odd)
        chosen = [known.get(value) or FormChoice(value, value) for value in dict.fromkeys(values) if value]
        return (*chosen, *(choice for choice in offered if choice.value not in values))


def one_of_several(label: str) -> str:
    """Return what one of several is called: ``Surgery`` of ``Surgeries``."""
    return f"{label[:-3]}y" if label.endswith("ies") else label.removesuffix("s")


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        return datetime.date.fromisoformat(text) is not None
    except ValueError:
        return False
