"""The page of one record: its form, what is wrong with it, and its page beside it; and what saving it does."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from site_builder.content.document import Document
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editor.drafts import Draft, forget_draft, keep_draft, read_draft
from site_builder.desk.editor.opened_record import OpenedRecord
from site_builder.desk.editor.record_lists import url_at
from site_builder.desk.editor.saving import before_of, save_change, saved_news
from site_builder.desk.editor.screens import Answered, Asked, Fault, Moved, News, Screen, Told, Typed
from site_builder.desk.editor.workroom import Workroom
from site_builder.desk.forms.filled_form import after_act, fill, id_of
from site_builder.desk.forms.form_changes import form_changes, typed_of
from site_builder.desk.forms.form_findings import judge_field, place_findings
from site_builder.desk.forms.form_merge import Clash, merge_forms
from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.rule import Severity

_NO_FIELDS = frozenset({"act", "base", "judge"})
"""What is sent with a form besides the record."""
_CHOICE = "choose:"
_THROWN_AWAY = News("What was typed is thrown away. This is what the file says.")
_KEPT = News("Kept as a draft. It is not in the content, so nobody sees it.")


def show_record(room: Workroom, asked: Asked) -> Answered:
    """Show the form of a record, with what was typed into it and not saved, if anything."""
    opened = OpenedRecord.at(room.content(), asked)
    if (typed := opened.typed) is None:
        return Moved(f"{opened.url}text/")
    if draft := read_draft(room.desk, opened.source.name):
        before = draft.before if draft.before is not None else opened.source.content
        return _screen(room, opened, draft.typed, before, draft=draft)
    return _screen(room, opened, typed, opened.source.content)


def act_on_record(room: Workroom, asked: Asked) -> Answered:
    """Save a record, or keep a draft of it: with a group more or less, or one moved; or throw the draft away."""
    opened, act = OpenedRecord.at(room.content(), asked), asked.one("act")
    if act == "forget":
        forget_draft(room.desk, opened.source.name)
        return Moved(opened.url, _THROWN_AWAY)
    if act == "settle":
        return _settle(room, opened, asked)
    typed, before = _typed(asked), before_of(room, opened.source.name, asked)
    if act == "draft":
        _keep(room, opened, typed, before)
        return Moved(opened.url, _KEPT)
    if ":" in act:
        _keep(room, opened, after_act(typed, act), before)
        return Moved(f"{opened.url}#{id_of(act.split(':')[1])}")
    return _save(room, opened, typed, before, {})


def keep_typed(room: Workroom, asked: Asked) -> Told:
    """Keep what is in the form just now, and tell what is wrong with one field: a script asks while somebody types."""
    opened = OpenedRecord.at(room.content(), asked)
    typed, name = _typed(asked), asked.one("judge")
    _keep(room, opened, typed, before_of(room, opened.source.name, asked))
    words = judge_field(opened.form, opened.content, typed, name) if name else ()
    return Told({"kept": True, "faults": {name: " ".join(words)}})


def _typed(asked: Asked) -> Typed:
    return {name: values for name, values in asked.typed.items() if name not in _NO_FIELDS}


def _keep(room: Workroom, opened: OpenedRecord, typed: Typed, before: bytes | None) -> None:
    today = opened.content.folders.as_of
    keep_draft(room.desk, Draft(opened.source.name, opened.title, opened.url, today, typed, before))


def _settle(room: Workroom, opened: OpenedRecord, asked: Asked) -> Answered:
    """Save what was typed with the choice between it and what somebody else saved."""
    draft = read_draft(room.desk, opened.source.name)
    if draft is None:
        return Moved(opened.url, News("There is nothing to save any more. This is what the file says."))
    choices = {
        name.removeprefix(_CHOICE): asked.one(name) for name in asked.typed if name.startswith(_CHOICE)
    }
    return _save(room, opened, draft.typed, draft.before, choices)


def _save(
    room: Workroom, opened: OpenedRecord, typed: Typed, before: bytes | None, choices: Mapping[str, str]
) -> Answered:
    source, form = opened.source, opened.form
    document = opened.with_content(source.content)
    if before != source.content:
        _keep(room, opened, typed, before)
        base = typed_of(form, opened.with_content(before), before) if before is not None else {}
        merged = merge_forms(form, base, typed, typed_of(form, document, source.content))
        if open_clashes := [clash for clash in merged.clashes if clash.name not in choices]:
            return _both(opened, open_clashes)
        typed = merged.settled(choices)
    try:
        changed = form_changes(form, document, source.content, typed)
        words = save_change(room, opened.content, [FileChange.of(source, changed)])
    except EditRefused as refused:
        _keep(room, opened, typed, source.content)
        return _screen(room, opened, typed, source.content, refused=refused)
    forget_draft(room.desk, source.name)
    return Moved(opened.url, saved_news(source, changed, words))


def _both(opened: OpenedRecord, clashes: Iterable[Clash]) -> Screen:
    """Show both versions of what two people have changed, with a choice for each field."""
    view = {"url": opened.url, "clashes": tuple(clashes), "choice": _CHOICE, "path": opened.source.path}
    return Screen(
        f"{opened.title}: two versions", "clashes.html", view, opened.crumbs, status=HTTPStatus.CONFLICT
    )


def _screen(
    room: Workroom,
    opened: OpenedRecord,
    typed: Typed,
    before: bytes,
    *,
    draft: Draft | None = None,
    refused: EditRefused | None = None,
) -> Screen:
    form, content, path = opened.form, opened.content, opened.source.path
    own = tuple(one for one in content.judged.findings.sorted() if one.place.path == path)
    found = refused.findings if refused else own
    document = _as_typed(opened, typed, before) if refused else opened.document
    assert document
    placed = place_findings(form, document, found, typed if refused else None)
    errors = [one for one in found if one.severity is Severity.ERROR]
    names = {one: content.names(one).shown for one in {field.names for field in form.everything()} - {""}}
    view = {
        "record": opened,
        "filled": fill(form, typed, names, placed.words()),
        "base": room.remember_version(before),
        "draft": draft,
        "refused": str(refused) if refused else "",
        "page_url": opened.page_url,
    }
    where = {id(one): name for name, here in placed.beside.items() for one in here}
    faults = tuple(_fault(content, one, where.get(id(one), "")) for one in errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return Screen(opened.title, "record.html", view, opened.crumbs, faults, status)


def _as_typed(opened: OpenedRecord, typed: Typed, before: bytes) -> Document | None:
    """Return the file as it would be, which findings on it point into."""
    try:
        return opened.with_content(form_changes(opened.form, opened.with_content(before), before, typed))
    except EditRefused:
        return opened.document


def _fault(content: Content, one: Diagnostic, name: str) -> Fault:
    return Fault(
        one.message, one.hint, str(one.place), f"#{id_of(name)}" if name else url_at(content, one.place)
    )
