"""The directory as tables for spreadsheets (RFC 4180).

The files begin with a byte order mark, without which Excel spoils every name that is not plain English. A cell that a
spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection). No telephone number needs
one: they are written as they are dialled within the UK, without ``+44``.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from site_builder.site.pages.open_data.directory_schema import OpenContact, OpenDirectory, OpenSource

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula; Excel also reads the wide forms."""
_MARK = "\ufeff"


def format_areas(facts: OpenDirectory) -> bytes:
    """Return ``areas.csv``: one line for each area."""
    columns = (
        "id", "name", "gss", "force", "state", "state_since", "officers", "officers_left_out", "stand_in",
        "council", "council_website", "page",
    )  # fmt: skip
    return _format(columns, ([getattr(area, column) for column in columns] for area in facts.areas))


def format_officers(facts: OpenDirectory) -> bytes:
    """Return ``officers.csv``: one line for each officer who agreed."""
    before = ("id", "name", "rank", "role", "post", "state", "since", "until", "covered_by", "areas")
    kinds = ("email", "phone", "text")
    after = (
        "pronouns", "languages", "availability", "reply_time", "helps_with", "cannot_help_with", "checked_on",
        "freshness", "use_until", "page",
    )  # fmt: skip
    lines = (
        [
            *(getattr(officer, column) for column in before),
            *(_values(officer.contacts, kind) for kind in kinds),
            *(getattr(officer, column) for column in after),
            *_source_cells((officer.source,)),
        ]
        for officer in facts.officers
    )
    return _format((*before, *kinds, *after, *_SOURCE_COLUMNS), lines)


def format_channels(facts: OpenDirectory) -> bytes:
    """Return ``channels.csv``: one line for each way to report or to get support."""
    before = ("id", "name", "kind", "summary", "who_answers")
    kinds = ("phone", "text", "textphone", "email")
    after = (
        "website", "app", "sign_language", "only_in", "reaches_police", "anonymity", "anonymity_note", "cost",
        "hours", "when_to_use", "do_not_use_for", "warnings", "checked_on", "freshness", "page",
    )  # fmt: skip
    lines = (
        [
            *(getattr(channel, column) for column in before),
            *(_values(channel.contacts, kind) for kind in kinds),
            *(getattr(channel, column) for column in after),
            *_source_cells(channel.sources),
        ]
        for channel in facts.channels
    )
    return _format((*before, *kinds, *after, *_SOURCE_COLUMNS), lines)


_SOURCE_COLUMNS = ("source", "source_url", "source_published")


def _source_cells(sources: Sequence[OpenSource]) -> Iterable[object]:
    yield tuple(source.publisher for source in sources)
    yield tuple(source.url or "" for source in sources)
    yield tuple(source.published for source in sources)


def _values(contacts: Sequence[OpenContact], kind: str) -> tuple[str, ...]:
    return tuple(contact.value for contact in contacts if contact.kind == kind)


def _format(columns: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in line] for line in lines)
    return (_MARK + stream.getvalue()).encode()


def _cell(value: object) -> str:
    """Return a value as a cell that no spreadsheet runs; the entries of a list are divided by ``; ``."""
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    written = "" if value is None else str(value)
    return f"'{written}" if written.lstrip(" ").startswith(_FORMULAS) else written
