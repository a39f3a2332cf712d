"""Names of areas and officers in a cell, however people write them, as the short names that a file has."""

from site_builder.desk.editing.spelled_names import KnownNames
from site_builder.desk.sheets.cell_values import Reading
from site_builder.desk.sheets.sheet_columns import SheetColumn
from site_builder.directory.references import say_kind


def read_names(names: KnownNames, column: SheetColumn, text: str) -> Reading:
    """Return the short names that a cell means, or which of its names nobody has."""
    found = [names.read(text)] if names.read(text).slug else list(names.read_several(text.replace("/", ";")))
    for one in found:
        if not one.slug:
            return Reading(fault=names.refusal(say_kind(column.names), one.written))
    slugs = list(dict.fromkeys(one.slug for one in found))
    if column.is_list:
        return Reading(slugs)
    if len(slugs) > 1:
        return Reading(fault=f"One name stands here, and these are {len(slugs)}.")
    return Reading(slugs[0] if slugs else "")
