"""The officers as a sheet can hold them: what stands in each file for each column, and the file with other values."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from site_builder.content.document import Document
from site_builder.content.models import SHORTHAND
from site_builder.content.schema import Officer
from site_builder.content.sources import SourceFile
from site_builder.content.strict_yaml import Location
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.field_lines import delete_field, delete_inner_field, set_fields
from site_builder.desk.editing.questions import Answer
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
    values: dict[str, Answer | dict[str, str]] = {}
    for location, answer in wanted.items():
        name = str(location[0])
        if len(location) == 1:
            values[name] = answer
        elif answer:
            group = values.setdefault(name, {})
            assert isinstance(group, dict)
            group[str(location[1])] = str(answer)
    text = (
        set_fields(document, source.content, values, tuple(Officer.model_fields))
        if values
        else source.content
    )
    return _without_lines(source, document, wanted, text)


def _without_lines(source: SourceFile, document: Document, wanted: Wanted, text: bytes) -> bytes:
    """Take out the lines of groups that are to go, and a group that keeps none."""
    left = fields_with(document, wanted)
    gone = [location for location, answer in wanted.items() if len(location) > 1 and not answer]
    for name, inner in gone:
        if name in left:
            text = delete_inner_field(source.path, text, str(name), str(inner))
    for name in dict.fromkeys(str(location[0]) for location in gone):
        if name not in left:
            text = delete_field(source.path, text, name)
    return text


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
