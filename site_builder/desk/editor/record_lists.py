"""The first page, which says what is due, and the lists of records: what needs care comes first in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from site_builder.content.document import Document
from site_builder.content.sources import FOLDER_OF, SourceFile
from site_builder.content.visible_letters import squeeze
from site_builder.desk.editing.asking_register import read_asked
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editor.drafts import forget_draft, list_drafts
from site_builder.desk.editor.screens import Asked, Crumb, Fault, Moved, News, Screen
from site_builder.desk.editor.workroom import Workroom
from site_builder.directory.upkeep import Matter, Upkeep, look_after
from site_builder.directory.worklist import (
    SECTIONS,
    group_alike,
    matters_words,
    news_lines,
    old_edition,
    same_state,
)
from site_builder.findings.diagnostics import Place

START = Crumb("The editor", "/edit/")


@dataclass(frozen=True)
class RecordList:
    """One kind of record: `name` is its address, `one` and `many` what it is called."""

    kind: str
    name: str
    one: str
    many: str
    about: str


LISTS = (
    RecordList("officer", "officers", "officer", "officers", "The people of the directory."),
    RecordList("borough", "areas", "area", "areas", "What each area's page says, and who covers it."),
    RecordList("channel", "ways", "way to report", "ways to report", "Numbers, forms and places."),
    RecordList("page", "pages", "page", "pages", "The other texts of the site."),
    RecordList("notice", "notices", "notice", "notices", "What is told for a while, on top of a page."),
)
LIST_NAMES = "|".join(one.name for one in LISTS)


@dataclass(frozen=True)
class Row:
    """A record in a list: what is due, if anything, in words."""

    name: str
    url: str
    file: str
    due: str = ""


@dataclass(frozen=True)
class DueGroup:
    """Matters of one kind and state, told once."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class DueSection:
    """One list of what needs care."""

    id: str
    heading: str
    groups: tuple[DueGroup, ...]


def list_named(name: str) -> RecordList:
    """Return the list at an address."""
    return next(one for one in LISTS if one.name == name)


def record_url(source: SourceFile) -> str:
    """Return where a record is edited, or nothing for a file that is none."""
    own = source.name.rpartition("/")[2].removesuffix(".md")
    return next(
        (
            f"/edit/{one.name}/{quote(own)}/"
            for one in LISTS
            if f"{FOLDER_OF[one.kind]}/{own}.md" == source.name
        ),
        "",
    )


def url_at(content: Content, place: Place) -> str:
    """Return where the record is edited that a place is in, or nothing."""
    source = next((one for one in content.sources if one.path == place.path), None)
    return record_url(source) if source else ""


def show_start(room: Workroom, asked: Asked) -> Screen:
    """Show what is due, and the way to each list; with a question, the records that answer it."""
    content = room.content()
    query = asked.one("q")
    if query:
        rows = tuple(row for one in LISTS for row in _find(_rows(content, one, None), query))
        return Screen("Search", "list.html", _list_view(rows, query, "/edit/", ""), (START,))
    upkeep = _look_after(room, content)
    view = {
        "lists": tuple((one, sum(source.kind == one.kind for source in content.sources)) for one in LISTS),
        "news_lines": news_lines(upkeep, old_edition(content.records, upkeep.as_of)) if upkeep else (),
        "sections": tuple(_sections(content, upkeep)) if upkeep else (),
        "drafts": tuple(list_drafts(room.desk)),
        "site_name": content.judged.site.short_name if content.judged.site else "",
    }
    return Screen("The editor", "start.html", view, faults=tuple(_faults(content)))


def forget_one(room: Workroom, asked: Asked) -> Moved:
    """Throw a draft away, also one whose record is gone."""
    for draft in list_drafts(room.desk):
        if draft.record == asked.one("record"):
            forget_draft(room.desk, draft.record)
    return Moved(START.url, News("The draft is thrown away."))


def show_list(room: Workroom, asked: Asked) -> Screen:
    """Show all records of a kind, those with something due first."""
    content, of = room.content(), list_named(asked.parts["list"])
    upkeep = _look_after(room, content)
    query = asked.one("q")
    rows = _find(_rows(content, of, upkeep), query)
    view = _list_view(rows, query, f"/edit/{of.name}/", of.about)
    return Screen(of.many.capitalize(), "list.html", view, (START,))


def _look_after(room: Workroom, content: Content) -> Upkeep | None:
    directory = content.judged.directory
    return look_after(directory, content.records, read_asked(room.desk)) if directory else None


def _list_view(rows: Sequence[Row], query: str, url: str, about: str) -> dict[str, object]:
    return {"rows": tuple(rows), "query": query, "url": url, "about": about}


def _rows(content: Content, of: RecordList, upkeep: Upkeep | None) -> list[Row]:
    """Return every record of a kind and its translations: what is most urgent first, then by name."""
    due: dict[str, list[Matter]] = {}
    for matter in _matters(upkeep) if upkeep else ():
        due.setdefault(matter.place.path, []).append(matter)
    urgent, documents = list(due), {one.path: one for one in content.records.documents}
    rows = [
        Row(_name(documents.get(one.path), one), record_url(one), one.path, _due_words(due.get(one.path, ())))
        for one in content.sources
        if one.folder == FOLDER_OF[of.kind] and one.kind in {of.kind, "translation"}
    ]
    return sorted(
        rows,
        key=lambda row: (urgent.index(row.file) if row.file in due else len(urgent), row.name.casefold()),
    )


def _find(rows: Iterable[Row], query: str) -> list[Row]:
    """Return the rows in which each word of a question stands, whatever its accents and capitals."""
    words = [squeeze(word) for word in query.split()]
    return [row for row in rows if all(word in squeeze(f"{row.name}{row.file}{row.due}") for word in words)]


def _name(document: Document | None, source: SourceFile) -> str:
    fields = document.fields if document else {}
    name = fields.get("name") or fields.get("title") or fields.get("summary")
    shown = name if isinstance(name, str) else source.slug
    return f"{shown} ({source.language})" if source.language else shown


def _due_words(matters: Iterable[Matter]) -> str:
    return " ".join(dict.fromkeys(f"{matter.state.capitalize()}: {matter.words}" for matter in matters))


def _matters(upkeep: Upkeep) -> Iterable[Matter]:
    """Return what is due in a record itself."""
    return (*upkeep.checks, *upkeep.asked, *upkeep.consents, *upkeep.vacancies)


def _sections(content: Content, upkeep: Upkeep) -> Iterable[DueSection]:
    for section in SECTIONS:
        matters: Sequence[Matter] = getattr(upkeep, section.name)
        if matters:
            groups = (
                DueGroup(matters_words(alike), tuple(_matter_row(content, one) for one in alike))
                for alike in group_alike(matters, same_state)
            )
            yield DueSection(section.name, section.heading, tuple(groups))


def _matter_row(content: Content, matter: Matter) -> Row:
    return Row(matter.name, url_at(content, matter.place), matter.place.path, matter.words)


def _faults(content: Content) -> Iterable[Fault]:
    for error in content.judged.findings.errors:
        yield Fault(error.message, error.hint, str(error.place), url_at(content, error.place))
