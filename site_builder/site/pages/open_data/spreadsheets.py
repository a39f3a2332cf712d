"""The directory as tables for spreadsheets.

No telephone number is taken for a formula: they are written as they are dialled within the UK, without ``+44``.
"""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from site_builder.content.csv_tables import format_table
from site_builder.content.field_facts import facts_at, opened_as
from site_builder.content.schema import Borough, Channel, Officer, Record
from site_builder.site.pages.open_data.directory_schema import (
    OpenArea,
    OpenChannel,
    OpenDirectory,
    OpenOfficer,
)

_FIRST, _LAST, _SOURCES = ("id", "name"), ("page", "source", "sources"), ("source", "sources")


def format_areas(facts: OpenDirectory) -> bytes:
    """Return ``areas.csv``: one line for each area."""
    return _format(Borough, OpenArea, facts.areas)


def format_officers(facts: OpenDirectory) -> bytes:
    """Return ``officers.csv``: one line for each officer who agreed."""
    return _format(Officer, OpenOfficer, facts.officers)


def format_channels(facts: OpenDirectory) -> bytes:
    """Return ``channels.csv``: one line for each way to report or to get support."""
    return _format(Channel, OpenChannel, facts.channels)


def _format(record: type[Record], form: type[BaseModel], lines: Iterable[BaseModel]) -> bytes:
    """Return a table: who it is first, each kind of contact in a column, the page and the sources last."""
    left_out = {outside for outside, name in opened_as(record).items() if not _is_column(record, name)}
    names = [name for name in form.model_fields if name not in left_out and _is_column(form, name)]
    names.sort(key=lambda name: (*_FIRST, "", *_LAST).index(name if name in _FIRST + _LAST else ""))
    columns = tuple(column for name in names for column in _columns(name, record))
    return format_table(
        [columns, *(tuple(cell for name in names for cell in _cells(name, line, record)) for line in lines)]
    )


def _is_column(model: type[BaseModel], name: str) -> bool:
    as_open = facts_at(model, (name,)).opened
    return as_open is None or as_open.table


def _columns(name: str, record: type[Record]) -> tuple[str, ...]:
    if name == "contacts":
        return record.ways()
    return ("source", "source_url", "source_published") if name in _SOURCES else (name,)


def _cells(name: str, line: BaseModel, record: type[Record]) -> Iterator[object]:
    """Yield what stands in the columns of a field."""
    value = getattr(line, name)
    if name == "contacts":
        yield from (tuple(one.value for one in value if one.kind == kind) for kind in record.ways())
    elif name in _SOURCES:
        sources = value if isinstance(value, tuple) else (value,)
        yield tuple(source.publisher for source in sources)
        yield tuple(source.url or "" for source in sources)
        yield tuple(source.published for source in sources)
    else:
        yield value
