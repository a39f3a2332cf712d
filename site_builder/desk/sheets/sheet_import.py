"""Plan what a sheet changes: the files, in words; and what is wrong, by its cell: then nothing changes.

A missing row deletes nobody, and no row makes consent: without one it publishes only what its source printed.
"""

import marshal
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from site_builder.content.document import Document
from site_builder.content.processors import WORTH_SHARING, count_processes, share_work
from site_builder.content.schema import Officer
from site_builder.content.slug import make_slug
from site_builder.content.sources import FOLDER_OF, SourceFile
from site_builder.content.strict_yaml import Location
from site_builder.desk.editing.answer_defaults import usual_answer
from site_builder.desk.editing.area_liaison import change_liaison, is_of_area
from site_builder.desk.editing.content_state import Content, content_after, is_new, new_errors, read_ahead
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editing.file_names import require_free_slug
from site_builder.desk.editing.new_record import files_beside
from site_builder.desk.editing.questions import Answer, needed_now, nest, questions_for
from site_builder.desk.editing.record_text import format_record
from site_builder.desk.editing.spelled_names import KnownNames
from site_builder.desk.sheets.cell_values import Reading, read_cell, shown
from site_builder.desk.sheets.named_records import read_names
from site_builder.desk.sheets.officer_files import (
    Wanted,
    officers_here,
    slugs_of_leavers,
    with_values,
    written_at,
)
from site_builder.desk.sheets.sheet_columns import SHORT_NAME, SheetColumn, sheet_columns
from site_builder.desk.sheets.sheet_rows import Remark, Sheet, SheetRow
from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.front_door import FRONT_DOOR

_NAME: Location = ("name",)


@dataclass(frozen=True)
class ImportPlan:
    """What would be written, and what it is in words; with faults, nothing is. `missing` are who stands in no row."""

    changes: tuple[FileChange, ...] = ()
    words: tuple[str, ...] = ()
    faults: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Known:
    """Whom a row can be about: each file by its short name, and the short names of everybody called so."""

    files: Mapping[str, tuple[SourceFile, Document | None]]
    called: Mapping[str, list[str]]

    @classmethod
    def of(cls, content: Content) -> "_Known":
        files = {source.slug: (source, document) for source, document in officers_here(content)}
        called: dict[str, list[str]] = {}
        for slug, (_, document) in files.items():
            if document:
                called.setdefault(_plain(str(written_at(document, _NAME))), []).append(slug)
        return cls(files, called)

    def slug_of(self, row: SheetRow) -> str:
        """Return whose row it is, nothing for somebody new; raise EditRefused where that cannot be told."""
        if written := row.text(SHORT_NAME):
            slug = written.removesuffix(".md").casefold()
            if slug not in self.files:
                raise EditRefused(
                    f'There is no officer "{written}". If they were taken out since the sheet was made, delete '
                    "the row; if they are new, leave the short name empty."
                )
            return slug
        slugs = self.called.get(_plain(row.text(_NAME)), [])
        if len(slugs) > 1:
            raise EditRefused(f"Several are called so. Write which: {' or '.join(slugs)}.")
        return slugs[0] if slugs else ""


@dataclass(frozen=True)
class _Wanting:
    """The file of an officer, and what its row says that it does not."""

    row: SheetRow
    source: SourceFile
    document: Document
    wanted: Wanted

    def text(self) -> bytes:
        """Return the file as the row says; raise EditRefused where it cannot be changed."""
        return with_values(self.source, self.document, self.wanted)


@dataclass(frozen=True)
class _Draft:
    """What is gathered row by row."""

    content: Content
    sheet: Sheet
    wanted: list[_Wanting] = field(default_factory=list)
    changes: dict[str, FileChange] = field(default_factory=dict)
    rows: dict[str, SheetRow] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    known_names: dict[str, KnownNames] = field(default_factory=dict)

    def names(self, kind: str) -> KnownNames:
        """Return how each record of a kind can be called."""
        if kind not in self.known_names:
            self.known_names[kind] = self.content.names(kind)
        return self.known_names[kind]

    def tell(self, row: SheetRow, column: SheetColumn, words: str, *, is_fault: bool) -> None:
        """Keep words on the cell of a row, or on the row where the sheet has no such column."""
        if column in row.cells:
            remark = self.sheet.remark(column, row.cells[column][1], words)
        else:
            remark = Remark(f"{column.heading}: {words}", row.number)
        (self.faults if is_fault else self.notes).append(remark)


def plan_import(content: Content, sheet: Sheet) -> ImportPlan:
    """Return what a sheet changes."""
    known = _Known.of(content)
    draft = _Draft(content, sheet, faults=list(sheet.faults), notes=list(sheet.notes))
    seen: dict[str, SheetRow] = {}
    for row in sheet.rows:
        try:
            slug = known.slug_of(row)
        except EditRefused as refused:
            column = next(
                one for one in row.cells if one.location in {SHORT_NAME, _NAME} and row.text(one.location)
            )
            draft.tell(row, column, str(refused), is_fault=True)
            continue
        if slug in seen:
            draft.faults.append(Remark(f"{slug} stands in row {seen[slug].number + 1} too.", row.number))
        elif slug:
            seen[slug] = row
            _take_over(draft, row, *known.files[slug])
        else:
            _make_new(draft, row)
    _write_each(draft)
    _judge_each(draft)
    if draft.changes and not draft.faults:
        _judge_together(draft)
    missing = tuple(_missing(content, known, seen))
    changes = () if draft.faults else tuple(draft.changes.values())
    return ImportPlan(changes, tuple(draft.words), tuple(draft.faults), tuple(draft.notes), missing)


def _take_over(draft: _Draft, row: SheetRow, source: SourceFile, document: Document | None) -> None:
    """Plan the change to an officer's file, if the row says anything else than it."""
    if document is None:
        words = f"The fields of {source.path} cannot be read. Run {FRONT_DOOR} check to see why."
        draft.faults.append(Remark(words, row.number))
        return
    if wanted := dict(_differing(draft, row, document)):
        draft.wanted.append(_Wanting(row, source, document, wanted))
        draft.words.append(f"{written_at(document, _NAME) or source.slug} ({source.path})")
        draft.words.extend(f"  {line}" for line in _in_words(row, document, wanted))


def _write_each(draft: _Draft) -> None:
    """Make the text of every file that changes."""
    made = _write_ahead(draft.wanted)
    for one in draft.wanted:
        try:
            text = made.get(one.source.name) or one.text()
        except EditRefused as refused:
            draft.faults.append(Remark(str(refused), one.row.number))
            continue
        draft.changes[one.source.name] = FileChange.of(one.source, text)
        draft.rows[one.source.name] = one.row


def _write_ahead(wanted: Sequence[_Wanting]) -> dict[str, bytes]:
    """Make what texts can be made, on all processors: none where they are few."""
    processes = count_processes()
    made: dict[str, bytes] = {}

    def work(number: int) -> bytes:
        for one in wanted[number::processes]:
            with suppress(EditRefused):
                made[one.source.name] = one.text()
        return marshal.dumps(made) if number else b""

    if len(wanted) >= WORTH_SHARING:
        for answer in share_work(processes, work):
            made.update(marshal.loads(answer))
    return made


def _differing(draft: _Draft, row: SheetRow, document: Document) -> Iterator[tuple[Location, Answer]]:
    """Yield each value that differs from the file's and may be written."""
    agreed = (
        written_at(document, ("consent", "fields")) if written_at(document, ("basis",)) == "consent" else ()
    )
    for column in row.cells:
        current = written_at(document, column.location)
        answer = _read(draft, row, column, current)
        if answer is None or answer == current or column.location == SHORT_NAME:
            continue
        if column.is_for_reading:
            words = "A sheet changes nothing about consent. Put the cell back, and change the file itself."
            draft.tell(row, column, words, is_fault=True)
        elif column.is_needed and not answer:
            draft.tell(row, column, "This is empty, and every officer needs it.", is_fault=True)
        elif column.needs_consent and answer and not current and column.location[0] not in agreed:
            _hold_back(draft, row, column)
        else:
            yield column.location, answer


def _hold_back(draft: _Draft, row: SheetRow, column: SheetColumn) -> None:
    words = "It is not written: the officer has to agree to it first, and no sheet can say that they did."
    draft.tell(row, column, words, is_fault=False)


def _read(draft: _Draft, row: SheetRow, column: SheetColumn, current: Answer) -> Answer | None:
    """Return what a cell means for a file, None where it is wrong."""
    value, cell = row.cells[column]
    if any((one.row, one.column) == cell for one in draft.sheet.faults):
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if draft.sheet.counts_from_1904 and is_number and column.form in {"day", "date"}:
        reading = Reading(
            fault="This workbook counts its days from 1904. Write the date as text: 2026-11-21."
        )
    else:
        reading = read_cell(column, value, current)
    if column.form == "names" and reading.answer and reading.answer != current and not reading.fault:
        reading = read_names(draft.names(column.names), column, str(reading.answer))
        if reading.answer and reading.answer == ([current] if isinstance(current, str) else current):
            reading = Reading(current)
    if reading.fault:
        draft.tell(row, column, reading.fault, is_fault=True)
        return None
    if reading.mended:
        draft.tell(row, column, f"{reading.mended[:1].upper()}{reading.mended[1:]}.", is_fault=False)
    return reading.answer


def _in_words(row: SheetRow, document: Document, wanted: Wanted) -> Iterator[str]:
    columns = {column.location: column for column in sheet_columns()}
    for location, answer in wanted.items():
        column = columns[location]
        before, after = (
            shown(column, one).replace("\n", "; ") for one in (written_at(document, location), answer)
        )
        name = column.heading.lower()
        if not before:
            yield f"{name}: {after} is added"
        elif not after:
            yield f"{name}: {before} is taken out"
        else:
            yield f"{name}: {before} becomes {after}"
        written = document.fields.get(str(location[0]))
        if isinstance(written, Mapping) and "checked" in written:
            yield f"{name}: its own check was of {before}, and is taken out"


def _make_new(draft: _Draft, row: SheetRow) -> None:
    """Plan the file of somebody new."""
    faults_before = len(draft.faults)
    answers: dict[Location, Answer] = {}
    for column in row.cells:
        answer = _read(draft, row, column, "")
        if not answer:
            continue
        if column.is_for_reading:
            if answer != "published":
                words = "It is not written: consent is written into the file itself, by whoever asked for it."
                draft.tell(row, column, words, is_fault=False)
        elif column.needs_consent:
            _hold_back(draft, row, column)
        elif column.location != SHORT_NAME:
            answers[column.location] = answer
    questions = questions_for(Officer)
    for question in questions:
        if question.needed and (usual := usual_answer("officer", question, answers, draft.content)):
            answers.setdefault(question.location, usual)
    columns = {column.location: column for column in sheet_columns()}
    for question in needed_now(questions, answers):
        column = columns[question.location]
        if len(draft.faults) == faults_before or not _is_told(draft, row, column):
            draft.tell(row, column, f"This is empty. {question.words}", is_fault=True)
    if len(draft.faults) == faults_before:
        _write_new(draft, row, answers)


def _is_told(draft: _Draft, row: SheetRow, column: SheetColumn) -> bool:
    at = row.cells[column][1] if column in row.cells else None
    return any((one.row, one.column) == at for one in draft.faults)


def _write_new(draft: _Draft, row: SheetRow, answers: Mapping[Location, Answer]) -> None:
    name = str(answers[_NAME])
    slug = make_slug(name) or make_slug(str(answers.get(("romanised_name",), "")))
    path = f"{FOLDER_OF['officer']}/{slug}.md"
    file = draft.content.folders.new_file(path)
    planned = [one.rpartition("/")[2] for one in draft.changes]
    try:
        if not slug:
            raise EditRefused("No file can be called so. Fill in the name in Latin letters: Romanised name.")
        present = [*files_beside(draft.content, file, FOLDER_OF["officer"]), *planned]
        require_free_slug(slug, present)
    except EditRefused as refused:
        column = next(one for one in sheet_columns() if one.location == _NAME)
        words = str(refused)
        if f"{slug}.md" in words:
            words = f"There is {slug}.md already. If it is the same person, write {slug} as the short name of this row."
        draft.tell(row, column, words, is_fault=True)
        return
    text = format_record(Officer, nest(dict(answers)))
    draft.changes[path] = FileChange(file, path, None, text.encode())
    draft.rows[path] = row
    draft.words.append(f"{name} is new ({file.as_posix()}), by basis: published")


def _judge_each(draft: _Draft) -> None:
    """Check every changed file by itself, and say by its cell what is wrong."""
    sources = [
        SourceFile(change.file.as_posix(), change.name, change.after or b"")
        for change in draft.changes.values()
    ]
    read_ahead(draft.content.makers, sources)
    for source in sources:
        document, _, found = draft.content.validate(source)
        for one in found:
            if one.severity == "error" and is_new(draft.content, one):
                _tell_finding(draft, source.name, document, one)


def _judge_together(draft: _Draft) -> None:
    """Check the whole content as it would be; areas say by themselves whether somebody serves them."""
    after = content_after(draft.content, draft.changes.values())
    found = new_errors(draft.content, after)
    if any(map(is_of_area, found)):
        for error in filter(is_of_area, found):
            _set_liaison(draft, error)
        after = content_after(draft.content, draft.changes.values())
        found = new_errors(draft.content, after)
    names = {source.path: source.name for source in after.sources}
    for error in found:
        name = names.get(error.place.path, "")
        _tell_finding(draft, name, after.document(error.place.path), error)


def _set_liaison(draft: _Draft, error: Diagnostic) -> None:
    found = change_liaison(draft.content, error)
    if found is None or found[0].name in draft.changes:
        return
    change, words = found
    draft.changes[change.name] = change
    draft.words.extend([f"{change.file.stem} ({change.file.as_posix()})", f"  {words}"])


def _tell_finding(draft: _Draft, name: str, document: Document | None, error: Diagnostic) -> None:
    words = _for_a_cell(f"{error.message} {error.hint}".strip())
    row = draft.rows.get(name)
    if row is None:
        draft.faults.append(Remark(f"{error.place}: {words}"))
        return
    locations = _locations_at(document, error.place.line) if document else []
    column = next((one for one in sheet_columns() if one.location in locations), None)
    if column:
        draft.tell(row, column, words, is_fault=True)
    else:
        draft.faults.append(Remark(words, row.number))


def _locations_at(document: Document, line: int) -> list[Location]:
    """Return what stands on a line, the field of a list for its entries too, what lies deepest first."""
    places = {**document.origin.places, **document.origin.key_places}
    found = [at for at, place in places.items() if place.line == line]
    return sorted({at[:length] for at in found for length in (1, 2) if at[:length]}, key=len, reverse=True)


_IN_A_FILE = (
    (re.compile(r"or delete the line"), "or empty the cell"),
    (re.compile(r"Add a line like: ([\w-]+): (.+)"), r"Write \2 under \1"),
    (re.compile(r"Delete the line"), "Empty the cell"),
    (re.compile(r"This is a list, so each entry has a line of its own."), "Divide several by semicolons."),
)


def _for_a_cell(words: str) -> str:
    """Return what is said of the line of a file in the words of a sheet."""
    for said, instead in _IN_A_FILE:
        words = said.sub(instead, words)
    return words


def _missing(content: Content, known: _Known, seen: Iterable[str]) -> Iterator[str]:
    """Yield who stands in no row although somebody else of their areas does: such a sheet is about their force."""
    areas = {area for slug in seen for area in _areas(known.files[slug][1])}
    forces = {one.force for one in content.records.boroughs if one.slug in areas}
    of_force = {one.slug for one in content.records.boroughs if one.force in forces}
    gone = slugs_of_leavers(content)
    for slug, (_, document) in known.files.items():
        if slug not in seen and slug not in gone and of_force.intersection(_areas(document)):
            yield slug


def _areas(document: Document | None) -> list[str]:
    written = written_at(document, ("boroughs",)) if document else ""
    return [written] if isinstance(written, str) else written


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
