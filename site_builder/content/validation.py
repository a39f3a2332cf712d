"""Turn the files of a content folder into records."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TypeVar

from site_builder.content.choices import find_old
from site_builder.content.document import Document, Origin
from site_builder.content.empty_fields import with_deletions
from site_builder.content.field_facts import facts_at, fields_that
from site_builder.content.field_types import in_small_form
from site_builder.content.frontmatter import parse_document
from site_builder.content.geography import Geography, read_geography
from site_builder.content.models import validate_model
from site_builder.content.number_spellings import find_misspelt_numbers
from site_builder.content.pasted_text import find_pasted, find_pasted_in_fields
from site_builder.content.photo_metadata import find_photo_metadata
from site_builder.content.plain_english import find_plain_english
from site_builder.content.schema import RECORDS, Borough, Channel, Notice, Officer, Page, Record, Retired
from site_builder.content.settings_file import find_file, read_settings
from site_builder.content.slug import DEVICE_NAMES, RESERVED_SLUGS, advise_name
from site_builder.content.sources import FOLDERS, PHOTO_ENDINGS, PICTURE_ENDINGS, RETIRED_FILE, SourceFile
from site_builder.content.strict_yaml import YamlFields
from site_builder.content.translated_words import read_words
from site_builder.content.translations import (
    TRANSLATIONS,
    Translation,
    find_odd_translation,
    repeated_facts,
)
from site_builder.content.written_addresses import find_odd_addresses
from site_builder.findings.diagnostics import Checked, Diagnostic, Fix, Place, suggest
from site_builder.findings.rule import Severity
from site_builder.language.reading_age import Syllables
from site_builder.language.words import Words

R = TypeVar("R", bound=Record)
RECORD_KINDS = frozenset({*RECORDS, "translation"})
"""The kinds of file that have fields and a text below them."""

Validated = tuple[Document | None, Record | None, tuple[Diagnostic, ...]]
"""A file taken apart, its record unless something is wrong with it, and what is wrong."""
Validate = Callable[[SourceFile], Validated]
"""A record is a function of its file alone, so what came of a file may be remembered."""
ReadVersion = Callable[[SourceFile], Record | None]
"""The same of what a file was once."""


@dataclass(frozen=True)
class Records:
    """Every record that is whole, by kind and in the order of their short names.

    `documents` are all files that could be taken apart, whole or not: rules about single words look there, so that a
    second mistake in a file does not wait for the next run. `failed` names the records that are not,
    as ``(kind, slug)``: what follows only from their failing is not reported.
    """

    officers: tuple[Officer, ...] = ()
    boroughs: tuple[Borough, ...] = ()
    channels: tuple[Channel, ...] = ()
    pages: tuple[Page, ...] = ()
    notices: tuple[Notice, ...] = ()
    retired: Retired = field(default_factory=Retired)
    geography: Geography | None = None
    translations: tuple[Translation, ...] = ()
    words: tuple[Words, ...] = ()
    photos: tuple[SourceFile, ...] = ()
    documents: tuple[Document, ...] = ()
    failed: frozenset[tuple[str, str]] = frozenset()

    @property
    def everything(self) -> tuple[Record, ...]:
        """Every record, of all kinds."""
        kinds = self.officers, self.boroughs, self.channels, self.pages, self.notices, self.translations
        return tuple(record for kind in kinds for record in kind)

    @property
    def with_surgeries(self) -> tuple[Officer | Borough, ...]:
        """The officers and the areas that have surgeries."""
        may_have: tuple[Officer | Borough, ...] = (*self.officers, *self.boroughs)
        return tuple(record for record in may_have if record.surgeries)


def validate_sources(sources: Sequence[SourceFile], validate: Validate | None = None) -> Checked[Records]:
    """Return the whole records of all files and everything that is wrong with the others.

    `validate` reads one file, where somebody remembers what came of it.
    """
    found: list[Diagnostic] = []
    whole: list[Record] = []
    documents: list[Document] = []
    words: list[Words] = []
    failed = set()
    syllables = Syllables()
    beside = _names_by_folder(sources)
    for source in sources:
        taken = beside[source.folder]
        if source.kind == "stray":
            found.append(_stray(source, taken))
            failed.add((FOLDERS.get(source.folder, "officer"), source.slug.lower()))
        elif source.kind == "photo":
            found += (*_reserved_name(source, taken), *find_photo_metadata(source))
        elif source.kind == "words":
            spoken, faults = read_words(source)
            found += faults
            words += [spoken] if spoken else []
            if spoken is None:
                failed.add(("words", source.slug))
        elif source.kind in RECORD_KINDS:
            document, record, faults = (validate or validate_source)(source)
            found += (_with_free_name(fault, source, taken) for fault in faults)
            documents += [document] if document else []
            found += find_plain_english(document, syllables) if document and not document.language else ()
            if record is None:
                failed.add((source.kind, source.slug.lower()))
            else:
                whole.append(record)
    retired, faults = _validate_retired(sources)
    geography, more = read_geography(sources)
    records = Records(
        officers=_whole(Officer, whole),
        boroughs=_whole(Borough, whole),
        channels=_whole(Channel, whole),
        pages=_whole(Page, whole),
        notices=_whole(Notice, whole),
        translations=_whole(Translation, whole),
        words=tuple(words),
        retired=retired,
        geography=geography,
        photos=tuple(source for source in sources if source.kind == "photo"),
        documents=tuple(documents),
        failed=frozenset(failed),
    )
    return records, (*found, *faults, *more)


def _names_by_folder(sources: Iterable[SourceFile]) -> dict[str, set[str]]:
    beside: dict[str, set[str]] = {}
    for source in sources:
        beside.setdefault(source.folder, set()).add(PurePosixPath(source.name).name)
    return beside


def _with_free_name(fault: Diagnostic, source: SourceFile, taken: Collection[str]) -> Diagnostic:
    """Return a finding on a file's name with a cure that no other file has: a record knows only itself."""
    if fault.rule != "bad-file-name":
        return fault
    return replace(fault, hint=advise_name(PurePosixPath(source.name).stem, taken=taken))


def validate_source(source: SourceFile) -> Validated:
    """Return one file taken apart, its record unless something is wrong with it, and what is wrong."""
    document, record, found = read_fields(source)
    if document is None or (document.language and document.kind not in TRANSLATIONS):
        return document, record, found
    words = (
        *find_misspelt_numbers(document, source.text),
        *find_odd_addresses(document),
        *find_pasted(document.body),
        *find_pasted_in_fields(document),
    )
    return document, None if _has_errors(words) else record, (*found, *words)


def read_version(source: SourceFile) -> Record | None:
    """Return the record of an earlier version of a file, unless its fields could not be read.

    Of its words nothing is asked: the rules of today would pass over what was published by the rules of its time. It
    does not know where its fields stood.
    """
    _, record, _ = read_fields(source)
    return record and record.model_copy(update={"origin": Origin(source.path)})


def read_fields(source: SourceFile) -> Validated:
    """Return one file taken apart, its record unless its fields cannot be read, and what is wrong with these."""
    document, found = parse_document(source.path, source.content, source.slug if source.language else "")
    if document is None:
        return None, None, found
    kind = FOLDERS[source.folder]
    document = replace(document, kind=kind, language=source.language)
    given = {"slug": document.slug, "origin": document.origin, "body": document.body}
    model: type[Record] = RECORDS[kind]
    if document.language:
        found = (*found, *find_odd_translation(document))
        if kind not in TRANSLATIONS:
            return document, None, found
        model, given = TRANSLATIONS[kind], given | {"language": document.language}
    written = YamlFields(
        document.fields,
        document.origin.places,
        document.origin.key_places,
        document.faulty,
        document.whole,
        document.repeats,
    )
    if document.language:
        repeated = repeated_facts(document)
        fields = {name: value for name, value in document.fields.items() if name not in repeated}
        written = replace(written, fields=fields)
    record, faults = validate_model(model, written, source.path, kind, given)
    found = (
        *found,
        *faults,
        *_reserved_name(source),
        *(_outside_basis(record) if isinstance(record, Officer) else ()),
    )
    found = tuple(with_deletions(found, document, model, source.text)) if found else found
    renamed = _renamed_values(model, document)  # of which the record says what it did before
    return document, None if _has_errors(found) else record, (*found, *renamed)


def _has_errors(found: Iterable[Diagnostic]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in found)


def _renamed_values(model: type[Record], document: Document) -> Iterator[Diagnostic]:
    """Yield `renamed-value` for each value that is written as before: nobody can tell if that is meant today."""
    for name in fields_that(model, lambda are: are.choices):
        old = find_old(document.fields.get(name), facts_at(model, (name,)).choices)
        if old:
            place = document.origin.place(name)
            is_on_its_line = place.end_column - place.column >= len(old.code)
            yield Diagnostic(
                place,
                "renamed-value",
                f'The word "{document.fields[name]}" can be misread here. This is what it said. {old.means}',
                f"Is that true? Then write: {name}: {old.value}",
                fix=Fix(place.column, place.end_column, old.value) if is_on_its_line else None,
            )


def _stray(source: SourceFile, taken: Collection[str]) -> Diagnostic:
    """Return the finding on a file that stands in the wrong folder or has the wrong ending."""
    name = PurePosixPath(source.name).name
    ending = PurePosixPath(name).suffix
    place = Place(source.path)
    if source.folder not in FOLDERS:
        hint = f"{suggest(source.folder, FOLDERS)} Pages belong in one of: {', '.join(FOLDERS)}.".strip()
        where = f'the folder "{source.folder}"' if source.folder else "the content folder itself"
        return Diagnostic(place, "unexpected-file", f"Pages in {where} are not read.", hint)
    if ending.lower() in PICTURE_ENDINGS:
        if ending.lower() in PHOTO_ENDINGS:
            message = f"Pictures belong to officers, and this one is in {source.folder}/."
            return Diagnostic(place, "unexpected-file", message, "Move it into officers/.")
        message = f"A photo of an officer cannot be a {ending.lower()} file."
        return Diagnostic(
            place, "unexpected-file", message, "Save it as JPEG, so that its name ends in .jpg."
        )
    if source.content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        hint = f"Save it as plain text. {advise_name(source.slug, taken=taken)}"
        return Diagnostic(place, "not-text", "This is a Word document, not plain text.", hint)
    message = f"This file ends in {ending or 'nothing'}, so it is not read."
    return Diagnostic(place, "unexpected-file", message, advise_name(source.slug, taken=taken))


def _outside_basis(officer: Officer) -> Iterable[Diagnostic]:
    unknown = list(_unknown_consents(officer))
    yield from unknown
    if unknown:
        return  # a misspelt name in the consent explains the field that seems to lack it
    for name in officer.fields_outside_basis():
        what = "The text below the fields" if name == "body" else f'"{name}"'
        if officer.basis == "published":
            message = (
                f"{what} may not be shown: this officer is published only as a public source named them."
            )
            hint = 'Delete it, or ask the officer and write "basis: consent" with the consent.'
            if name == "surgeries":
                hint = f"If a source printed it, add that source to each of them. {hint}"
        else:
            message = f"{what} may not be shown: the officer has not consented to it."
            hint = f'Delete it, or add "{name}" to the fields of the consent once the officer agrees.'
        body = Place(officer.origin.path, officer.body.line, 1)
        place = body if name == "body" else officer.origin.key_place(name)
        if name == "surgeries" and officer.basis == "published":
            place = officer.origin.place(name, officer.unprinted_surgeries()[0])
        yield Diagnostic(place, "field-outside-basis", message, hint)


def _unknown_consents(officer: Officer) -> Iterable[Diagnostic]:
    known = Officer.may_agree_to()
    for index, name in enumerate(officer.consent.fields if officer.consent else ()):
        if name not in known:
            hint = suggest(name, known) or f"The names are: {', '.join(known)}."
            place = officer.origin.place("consent", "fields", index)
            sure = in_small_form(name).replace("-", "").replace("_", "")
            meant = [one for one in known if one.replace("-", "").replace("_", "") == sure]
            is_written_so = meant and place.end_column - place.column == len(name)
            fix = Fix(place.column, place.end_column, meant[0]) if is_written_so else None
            message = f'"{name}" is not a field that needs consent.'
            yield Diagnostic(place, "unknown-field", message, hint, fix=fix)


def _reserved_name(source: SourceFile, taken: Collection[str] = ()) -> Iterable[Diagnostic]:
    if source.slug.lower() in (DEVICE_NAMES if source.kind == "photo" else RESERVED_SLUGS):
        message = f'"{source.slug}" is a name that a computer or this site needs for itself.'
        hint = advise_name(source.slug, PurePosixPath(source.name).suffix, taken)
        yield Diagnostic(Place(source.path), "bad-file-name", message, hint)


def _whole(model: type[R], records: Iterable[Record]) -> tuple[R, ...]:
    """Return the records of one kind by short name."""
    return tuple(
        sorted((record for record in records if isinstance(record, model)), key=lambda record: record.slug)
    )


def _validate_retired(sources: Sequence[SourceFile]) -> tuple[Retired, tuple[Diagnostic, ...]]:
    source = find_file(sources, RETIRED_FILE)
    retired, found = read_settings(Retired, source, "list of retired contacts") if source else (None, ())
    return retired or Retired().unread(source), found
