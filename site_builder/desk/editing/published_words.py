"""What the site shows of a record today, in words: the schema's own names for the fields, and their values in full."""

import datetime
import re
from collections.abc import Callable, Iterator

from pydantic import BaseModel

from site_builder.content.field_facts import FieldFacts, facts_at
from site_builder.content.models import title_of
from site_builder.content.record_groups import Contact
from site_builder.content.schema import Record
from site_builder.language.wording import format_day, format_partial_date

NameOf = Callable[[str, str], str]
"""Gives the name of a record by its kind and short name."""
_MET = frozenset({"words", "link", "day", "choice"})
"""How visitors read a field; what is met in no form, or only arranges pages, is not theirs."""
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def say_published(record: Record, name_of: NameOf) -> Iterator[str]:
    """Yield a line for each field of a record that the public meets, and its text last."""
    yield from _say_fields(record, name_of)
    if record.body.text.strip():
        yield f"{title_of('text')}: {record.body.text.strip()}"


def _say_fields(record: Record, name_of: NameOf) -> Iterator[str]:
    model = type(record)
    for name in model.model_fields:
        facts, value = facts_at(model, (name,)), getattr(record, name)
        is_met = facts.shown in _MET or (facts.shown == "shape" and facts.opened)
        if is_met and name not in Record.OWN and value not in (None, ()):
            yield f"{_called(name, facts)}: {_say(value, facts, name_of)}"


def _say_group(part: BaseModel, name_of: NameOf) -> Iterator[str]:
    """Yield the values of a group in their order; only what is called otherwise outside is told by its name."""
    model = type(part)
    for name in model.model_fields:
        facts, value = facts_at(model, (name,)), getattr(part, name)
        if value not in (None, ()) and (facts.shown != "never" or facts.opened):
            own = f"{_called(name, facts).lower()} " if facts.opened and facts.opened.name else ""
            yield f"{own}{_say(value, facts, name_of)}"


def _called(name: str, facts: FieldFacts) -> str:
    return title_of(facts.opened.name if facts.opened and facts.opened.name else name)


def _say(value: object, facts: FieldFacts, name_of: NameOf) -> str:
    if isinstance(value, Contact):
        return value.value
    if isinstance(value, BaseModel):
        return ", ".join(_say_group(value, name_of))
    if isinstance(value, tuple):
        return "; ".join(_say(entry, facts, name_of) for entry in value)
    if isinstance(value, datetime.date):
        return format_day(value)
    words = str(value)
    if facts.names:
        return name_of(facts.names, words)
    if facts.shown == "choice":
        return words.replace("-", " ")
    is_day = facts.shown == "day" and _DAY.fullmatch(words)
    return format_partial_date(words) if is_day else words
