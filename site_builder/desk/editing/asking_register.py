"""Who was asked when: one table beside the content, which a person can read too."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from site_builder.content.csv_tables import format_table, read_table
from site_builder.desk.editing.desk_folder import DeskFolder
from site_builder.directory.asked import Asked

NAME = "asked.csv"
_COLUMNS = ("whom", "asked", "answer by", "answered")
_FOLDERS = {"officers": "officer", "channels": "channel", "forces": "force"}
"""Whom is written as ``officers/sam-okoro``, which whoever takes a person out finds however short the name is."""


def read_asked(desk: DeskFolder) -> tuple[Asked, ...]:
    """Return everybody who was asked; a row that somebody spoiled counts as none."""
    rows = read_table(desk.read(NAME) or b"")
    return tuple(one for row in rows[1:] if (one := _read_row(row)))


def format_asked(asked: Iterable[Asked]) -> bytes:
    """Return the table; of each only what was asked last."""
    last = {one.key: one for one in asked}
    rows = ((_whom(one), one.on, one.answer_by, one.answered) for one in last.values())
    return format_table([_COLUMNS, *rows])


def note_answers(desk: DeskFolder, names: Iterable[str], on: datetime.date) -> None:
    """Write down that these have answered, each named as in the table or as its file: ``officers/sam-okoro.md``."""
    asked, answered = read_asked(desk), {name.removesuffix(".md") for name in names}
    noted = [replace(one, answered=on) if _whom(one) in answered else one for one in asked]
    if noted != list(asked):
        desk.write({NAME: format_asked(noted)})


def _whom(one: Asked) -> str:
    return f"{one.kind}s/{one.slug}"


def _read_row(row: list[str]) -> Asked | None:
    try:
        whom, on, answer_by, answered = row
        folder, _, slug = whom.partition("/")
        noted = datetime.date.fromisoformat(answered) if answered else None
        return Asked(
            _FOLDERS[folder],
            slug,
            datetime.date.fromisoformat(on),
            datetime.date.fromisoformat(answer_by),
            noted,
        )
    except (KeyError, ValueError):
        return None
