"""Which fields differ between two versions of a record or of the settings, as far as a visitor meets them."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from site_builder.content.body import Body
from site_builder.content.field_facts import FieldFacts, facts_of
from site_builder.content.record_groups import Check, Contact
from site_builder.language.wording import format_day, format_list, isolate

_LONGEST = 90
"""Letters of a value that is quoted; of a longer one only that it changed is said."""
_MAY_BE_SOMEBODYS = re.compile(r"@|(?:^|\s)(?:\+447|07)")
"""In an address or a mobile number that no longer stands there: it may have been one person's own."""


@dataclass(frozen=True)
class FieldChange:
    """A field, by the names that lead to it, before and after: None where it was not filled in.

    `names` is the kind of record that its short names stand for. `is_told` says that the record of changes tells it by
    its name, or that it is a choice or a day: then what it was may be said too.
    """

    path: tuple[str, ...]
    old: object
    new: object
    facts: FieldFacts
    is_told: bool

    @property
    def names(self) -> str:
        """The kind of record whose short names the field holds."""
        return self.facts.names

    @property
    def may_quote_old(self) -> bool:
        """Whether what stood there before may be said again."""
        return self.is_told and not _MAY_BE_SOMEBODYS.search(self.say(self.old))

    def say(self, value: object) -> str:
        """Return a value on one line, or nothing where it is too long for that."""
        value = value.on if isinstance(value, Check) else value
        if isinstance(value, datetime.date):
            return format_day(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple):
            listed = [self.say(one) for one in value]
            return format_list(listed) if all(listed) and len("".join(listed)) <= _LONGEST else ""
        words = str(value) if isinstance(value, str | int) else ""
        if len(words) > _LONGEST or "\n" in words:
            return ""
        if self.facts.shown == "choice":
            return words.replace("-", " ")
        is_sentence = " " in words and not (self.facts.contact or self.is_told)
        return f"“{words}”" if is_sentence else isolate(words)


def list_field_changes(old: BaseModel, new: BaseModel) -> Iterator[FieldChange]:
    """Yield each public field that differs between two versions of the same model, those within groups too."""
    yield from _within(old, new, (), is_told=False)


def _within(
    old: BaseModel, new: BaseModel, above: tuple[str, ...], *, is_told: bool
) -> Iterator[FieldChange]:
    for name, field in type(new).model_fields.items():
        facts = facts_of(field)
        if facts.is_public or facts.told:
            told = is_told or facts.told == "name" or facts.shown in {"choice", "day"}
            yield from _between(getattr(old, name), getattr(new, name), (*above, name), facts, is_told=told)


def _between(
    old: object, new: object, path: tuple[str, ...], facts: FieldFacts, *, is_told: bool
) -> Iterator[FieldChange]:
    if old == new:
        return
    if isinstance(old, Body) and isinstance(new, Body) and old.text.strip() == new.text.strip():
        return  # the same words on other lines
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _between(old.get(key), new.get(key), (*path, str(key)), facts, is_told=is_told)
        return
    old, new = _blank(old), _blank(new)
    if isinstance(old, BaseModel) and isinstance(new, BaseModel):
        yield from _within_group(old, new, path, facts, is_told=is_told)
    elif old is not None or new is not None:
        yield FieldChange(path, _only_value(old), _only_value(new), facts, is_told)


def _within_group(
    old: BaseModel, new: BaseModel, path: tuple[str, ...], facts: FieldFacts, *, is_told: bool
) -> Iterator[FieldChange]:
    if isinstance(old, Contact) and isinstance(new, Contact):
        yield from _between(old.value, new.value, path, facts, is_told=is_told)
        checked = facts_of(type(new).model_fields["checked"])
        yield from _between(old.checked, new.checked, (*path, "checked"), checked, is_told=True)
    else:
        yield from _within(old, new, path, is_told=is_told)


def _blank(value: object) -> object:
    """Return None for what says nothing: no list, and no text."""
    is_empty = value in ((), {}, "") or (isinstance(value, Body) and not value.text.strip())
    return None if is_empty else value


def _only_value(value: object) -> object:
    return value.value if isinstance(value, Contact) else value
