"""The officers as a sheet can hold them: what stands in each file for each column, and the file with other values."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder.content.document import Document
from site_builder.content.models import SHORTHAND
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import Location
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.field_lines import with_fields
from site_builder.desk.editing.questions import Answer
from site_builder.desk.forms.record_form import form_of
from site_builder.desk.sheets.sheet_columns import SHORT_NAME
from site_builder.directory.standing import has_left

Wanted = Mapping[Location, Answer]
"""What each line is to hold; nothing where it is to go."""


def officers_here(content: Content) -> Iterator[tuple[SourceFile, Document | None]]:
    """Yield the files of officers that can be changed, each with what could be read of it."""
    overlay = content.folders.overlay_dir
    documents = {document.path: document for document in content.records.documents}
    for source in content.sources:
        if source.kind == "officer" and (overlay is None or Path(source.path).is_relative_to(overlay)):
            yield source, documents.get(source.path)


def slugs_of_leavers(content: Content) -> frozenset[str]:
    """Return whose last day has passed: they are shown nowhere, and go round in no sheet."""
    today = content.folders.as_of
    return frozenset(one.slug for one in content.records.officers if has_left(one, today))


def written_at(document: Document, location: Location) -> Answer:
    """Return what a file has in the place of a column, nothing where it has none."""
    if location == SHORT_NAME:
        return document.slug
    value: object = document.fields
    for name in location:
        value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):
        value = value.get(SHORTHAND)
    if isinstance(value, list):
        return [part for part in value if isinstance(part, str)]
    return value if isinstance(value, str) else ""


def with_values(source: SourceFile, document: Document, wanted: Wanted) -> bytes:
    """Return a file with other values, every other line as it was; raise EditRefused where that cannot be done."""
    return with_fields(document, source.content, fields_with(document, wanted), form_of("officer").order)


def fields_with(document: Document, wanted: Wanted) -> dict[str, object]:
    """Return the fields of a file with other values."""
    fields: dict[str, object] = dict(document.fields)
    for location, answer in wanted.items():
        name = str(location[0])
        if len(location) == 1:
            fields[name] = answer
            continue
        group = fields.get(name)
        lines = {**(group if isinstance(group, Mapping) else {}), str(location[1]): answer}
        fields[name] = {inner: value for inner, value in lines.items() if value}
    return {name: value for name, value in fields.items() if value}
