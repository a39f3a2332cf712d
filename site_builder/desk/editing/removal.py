"""Take an officer out of the directory: the file, the picture, and every field and link that names them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_builder.content.contacts_in_text import bare_contact
from site_builder.content.document import Document
from site_builder.content.field_facts import fields_that
from site_builder.content.schema import ON_PAPER, Borough, Officer
from site_builder.content.sources import SourceFile
from site_builder.content.traces.person_in_text import Person
from site_builder.content.validation import RECORD_KINDS
from site_builder.desk.editing.content_state import Content, content_after, find_source, require_sound
from site_builder.desk.editing.field_lines import delete_field, delete_inner_field, set_field
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editing.mentions import unlink_officer
from site_builder.language.wording import format_list


@dataclass(frozen=True)
class Removal:
    """What is deleted and changed, each in words; the content as it will be; and who it is that goes."""

    changes: tuple[FileChange, ...]
    words: tuple[str, ...]
    after: Content
    person: Person


def plan_removal(
    content: Content, written: str, *, is_urgent: bool = False, before: Content | None = None
) -> Removal:
    """Return everything that must change so that a person is gone; raise EditRefused when it cannot be done.

    Mistakes that were there before do not hold it up: a takedown is urgent. Where it `is_urgent` beyond that, nor do
    those that it brings: the next build tells them. `before` is the content that still has the officer's file.
    """
    source = find_source(before or content, written, "officer")
    officer = (before or content).document(source.path)
    photos = tuple(_photos(before or content, source, officer))
    deleted = (source, *photos) if before is None else ()
    changes = [FileChange.of(one, None) for one in deleted]
    words = [f"{one.path} is deleted." for one in deleted]
    if _is_on_paper(officer):
        words.append(
            f"Take down what hangs in {format_list(_boroughs(officer))}: sheets of paper may name them."
        )
    for other, text, news in _changed(content, source, officer):
        changes.append(FileChange.of(other, text))
        words.append(f"{other.path}: {format_list(news)}.")
    after = content_after(content, changes)
    if not is_urgent:
        message = "Nobody was removed, because then something would be wrong. Put this right first:"
        require_sound(content, after, message)
    return Removal(tuple(changes), tuple(words), after, _describe(source, officer, photos, after))


def find_people_gone(before: Content, after: Content) -> tuple[Person, ...]:
    """Return every officer whom an earlier content has and a later one has not."""
    gone = (
        plan_removal(after, slug, is_urgent=True, before=before) for slug in list_officers_gone(before, after)
    )
    return tuple(removal.person for removal in gone)


def list_officers_gone(before: Content, after: Content) -> tuple[str, ...]:
    """Return the short name of every officer whom an earlier content has and a later one has not."""
    officers = ([one.slug for one in content.sources if one.kind == "officer"] for content in (before, after))
    earlier, later = officers
    return tuple(slug for slug in earlier if slug not in later)


def _describe(
    source: SourceFile, officer: Document | None, photos: Iterable[SourceFile], after: Content
) -> Person:
    """Return who is looked for: a mailbox that others share tells nobody."""
    fields = officer.fields if officer else {}
    name = str(fields.get("name", source.slug.replace("-", " ")))
    names = (name, *(str(fields[one]) for one in ("romanised_name",) if fields.get(one)))
    others = {one for other in after.records.documents for one in _contacts(other.fields)}
    contacts = tuple(dict.fromkeys(one for one in _contacts(fields) if one not in others))
    short = source.slug if "-" in source.slug else f"officers/{source.slug}"
    return Person(tuple(dict.fromkeys((*names, short))), contacts, frozenset(one.digest for one in photos))


def _photos(content: Content, source: SourceFile, officer: Document | None) -> Iterator[SourceFile]:
    """Yield the officer's pictures, those that lie there unused too, but none that another officer uses."""
    own = _photo_name(officer)
    used = {_photo_name(other) for other in content.records.documents if other.path != source.path}
    for photo in content.sources:
        name = photo.name.rpartition("/")[2]
        if photo.kind == "photo" and (name == own or photo.slug == source.slug) and name not in used:
            yield photo


def _is_on_paper(officer: Document | None) -> bool:
    consent = officer.fields.get("consent") if officer else None
    agreed = consent.get("fields") if isinstance(consent, Mapping) else None
    return ON_PAPER in agreed if isinstance(agreed, str | list) else False


def _photo_name(officer: Document | None) -> str:
    photo = officer.fields.get("photo") if officer else None
    return str(photo.get("file", "")) if isinstance(photo, Mapping) else ""


def _changed(
    content: Content, source: SourceFile, officer: Document | None
) -> Iterator[tuple[SourceFile, bytes, list[str]]]:
    """Yield every other file that must change, with what changes in it."""
    alone = set(_boroughs(officer)) - _served_by_others(content, source)
    for other in content.sources:
        document = content.document(other.path)
        if document is None or other.path == source.path or other.kind not in RECORD_KINDS:
            continue
        text, news = _without_cover(other, document, source.slug)
        if (unlinked := unlink_officer(other, text, source.slug)) != text:
            text = unlinked
            news.append("the link to them is taken out, and its words stay")
        lacks_liaison = "liaison" not in document.fields and document.can_be_missing("liaison")
        if other.kind == "borough" and other.slug in alone and lacks_liaison:
            order = tuple(Borough.model_fields)
            text = set_field(other.path, text, "liaison", {"state": "unlisted"}, order)
            news.append("liaison is added, with state: unlisted")
        if news:
            yield other, text, news


def _without_cover(other: SourceFile, document: Document, slug: str) -> tuple[bytes, list[str]]:
    liaison = document.fields.get("liaison")
    if document.fields.get("covered_by") == slug:
        return delete_field(other.path, other.content, "covered_by"), ["covered_by is taken out"]
    if isinstance(liaison, Mapping) and liaison.get("covered_by") == slug:
        text = delete_inner_field(other.path, other.content, "liaison", "covered_by")
        return text, ["covered_by is taken out"]
    return other.content, []


def _boroughs(officer: Document | None) -> list[str]:
    named = officer.fields.get("boroughs") if officer else None
    return [named] if isinstance(named, str) else list(map(str, named)) if isinstance(named, list) else []


def _served_by_others(content: Content, source: SourceFile) -> set[str]:
    return {
        slug
        for other in content.records.documents
        if other.kind == "officer" and other.path != source.path
        for slug in _boroughs(other)
    }


def _contacts(fields: Mapping[str, object]) -> Iterator[str]:
    for name in fields_that(Officer, lambda are: are.contact):
        written = fields.get(name)
        value = written.get("value") if isinstance(written, Mapping) else written
        if isinstance(value, str):
            yield bare_contact(value)
