"""A new record in the browser: its form, then the file and what else changes with it, and only then is it written."""

from collections.abc import Mapping
from functools import partial

from site_builder.content.frontmatter import parse_document
from site_builder.content.schema import RECORDS
from site_builder.content.slug import make_slug
from site_builder.desk.acts.deeds import MARK, NUMBER, START, Deed, faults_of, form_screen
from site_builder.desk.acts.outcomes import NextStep, Outcome
from site_builder.desk.acts.proposal import Proposal
from site_builder.desk.editing.answer_defaults import usual_answer
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.new_record import NewRecord, plan_file
from site_builder.desk.editing.new_record_words import (
    FILE_NAME,
    find_contradiction,
    refuse_name,
    tell_new_record,
)
from site_builder.desk.editing.questions import questions_for
from site_builder.desk.editor.drafts import Draft, forget_draft, keep_draft, read_draft
from site_builder.desk.editor.record_lists import LISTS, RecordList
from site_builder.desk.editor.screens import Answered, Asked, Crumb, Fault, Moved, News, Screen, Told, Typed
from site_builder.desk.editor.workroom import Workroom
from site_builder.desk.forms.filled_form import after_act, fill, id_of
from site_builder.desk.forms.form_changes import fields_typed
from site_builder.desk.forms.form_findings import judge_field, place_findings, words_of
from site_builder.desk.forms.record_form import Form, form_of
from site_builder.desk.forms.typed_fields import name_of, single

URL = "/edit/new/"
_ABOVE = Crumb("Something new", URL)
_NO_FIELDS = frozenset({"act", "judge", "slug", MARK, NUMBER})
"""What is sent with a form besides the record."""


def show_kinds(room: Workroom, asked: Asked) -> Screen:
    """Ask what is to be made."""
    return Screen("Something new", "new_kinds.html", {"lists": LISTS, "url": URL}, (START,))


def show(room: Workroom, asked: Asked) -> Answered:
    """Show the form of a new record, with what was typed into it and not saved, if anything."""
    return _deed(asked.parts["list"]).show(room, asked)


def act(room: Workroom, asked: Asked) -> Answered:
    """Show the file that would be made, or make it; or keep what was typed, with a group more or less; or drop it."""
    deed, kind, wanted = _deed(asked.parts["list"]), _list(asked).kind, asked.one("act")
    if wanted == "forget":
        forget_draft(room.desk, _paper(kind))
        return Moved(deed.url, News("What was typed is thrown away."))
    if wanted == "draft":
        _keep(room, asked, _typed(asked))
        return Moved(deed.url, News("Kept as a draft. It is not in the content, so nobody sees it."))
    if ":" in wanted:
        _keep(room, asked, after_act(_typed(asked), wanted))
        return Moved(f"{deed.url}#{id_of(wanted.split(':')[1])}")
    return deed.act(room, asked)


def keep_typed(room: Workroom, asked: Asked) -> Told:
    """Keep what is in the form just now, and tell what is wrong with one field: a script asks while somebody types."""
    typed, name = _typed(asked), asked.one("judge")
    _keep(room, asked, typed)
    words = judge_field(form_of(_list(asked).kind), room.content(), typed, name) if name else ()
    return Told({"kept": True, "faults": {name: " ".join(words)}})


def _deed(name: str) -> Deed:
    of = next(one for one in LISTS if one.name == name)
    title = f"A new {of.one}"
    return Deed(
        f"{URL}{name}/",
        title,
        "Make this file?",
        "Yes, make it",
        partial(_show_form, of),
        partial(_plan, of),
        partial(_do, of),
        show_refused=partial(_show_refused, of),
        above=_ABOVE,
    )


def _list(asked: Asked) -> RecordList:
    return next(one for one in LISTS if one.name == asked.parts["list"])


def _paper(kind: str) -> str:
    """Return under which name what is typed waits: no record of a folder is called so."""
    return f"new/{kind}.md"


def _typed(asked: Asked) -> Typed:
    return {name: values for name, values in asked.typed.items() if name not in _NO_FIELDS}


def _keep(room: Workroom, asked: Asked, typed: Typed) -> None:
    of, today = _list(asked), room.content().folders.as_of
    keep_draft(room.desk, Draft(_paper(of.kind), f"A new {of.one}", f"{URL}{of.name}/", today, typed, None))


def _show_form(of: RecordList, room: Workroom, asked: Asked, faults: tuple[Fault, ...]) -> Screen:
    content, typed = room.content(), _typed(asked)
    draft = None if typed else read_draft(room.desk, _paper(of.kind))
    if not typed:
        typed = draft.typed if draft else _usual(of.kind, content)
    return _screen(of, content, asked, typed, {}, faults, draft)


def _usual(kind: str, content: Content) -> Typed:
    """Return what most people answer, as a form that nobody has typed into holds it."""
    found = {
        name_of(one.location): (usual,)
        for one in questions_for(RECORDS[kind])
        if (usual := usual_answer(kind, one, {}, content))
    }
    return {**{field.way[0]: ("",) for field in form_of(kind).fields}, **found}


def _screen(
    of: RecordList,
    content: Content,
    asked: Asked,
    typed: Typed,
    beside: Mapping[str, tuple[str, ...]],
    faults: tuple[Fault, ...],
    draft: Draft | None,
) -> Screen:
    form = form_of(of.kind)
    names = {one: content.names(one).shown for one in {field.names for field in form.everything()} - {""}}
    view = {
        "url": f"{URL}{of.name}/",
        "filled": fill(form, typed, names, beside),
        "draft": draft,
        "slug": asked.one("slug"),
        "file_name": FILE_NAME,
        "of": of,
    }
    return form_screen(f"A new {of.one}", "new.html", view, faults, (START, _ABOVE))


def _show_refused(of: RecordList, room: Workroom, asked: Asked, refused: EditRefused) -> Screen:
    """Show the form again, with what is wrong beside each field."""
    form, content, typed = form_of(of.kind), room.content(), _typed(asked)
    new = next((path for path in refused.texts if content.source_at(path) is None), "")
    document = parse_document(new, refused.texts[new].encode())[0] if new else None
    if document is None:
        return _screen(of, content, asked, typed, {}, tuple(faults_of(refused)), None)
    placed = place_findings(form, document, refused.findings, typed)
    at = {id(one): name for name, found in placed.beside.items() for one in found}
    faults = [
        Fault(words_of(one), url=f"#{id_of(at[id(one)])}") if id(one) in at else Fault(words_of(one))
        for one in refused.findings
    ]
    return _screen(of, content, asked, typed, placed.words(), tuple(faults), None)


def _new(of: RecordList, content: Content, asked: Asked) -> NewRecord:
    form, typed = form_of(of.kind), _typed(asked)
    fields = fields_typed(form, {name: values for name, values in typed.items() if name != "body"})
    slug = asked.one("slug") or _slug(form, fields)
    return plan_file(content, of.kind, slug, fields, single(typed, "body") or "")


def _slug(form: Form, fields: Mapping[str, object]) -> str:
    """Return what the file is called; where there is no name yet, the checks say that it is missing."""
    name = str(fields.get("title") or fields.get("name") or "")
    if not name.strip():
        return "new"
    if slug := make_slug(name):
        return slug
    raise EditRefused(f"{refuse_name(name)} {FILE_NAME}")


def _plan(of: RecordList, room: Workroom, asked: Asked) -> Proposal:
    plan = _new(of, room.content(), asked)
    found = find_contradiction(plan, of.kind)
    agreed = (found.why, found.question) if found else ()
    return Proposal((f"{plan.record.file} is new.", *agreed), plan.changes)


def _do(of: RecordList, room: Workroom, asked: Asked, proposal: Proposal, number: str) -> Outcome:
    plan = _new(of, room.content(), asked)
    room.write(proposal.changes)
    forget_draft(room.desk, _paper(of.kind))
    url = f"/edit/{of.name}/{plan.record.file.stem}/"
    photo = [NextStep("Add a photograph", f"{url}photo/")] if of.kind == "officer" else []
    lines = tuple(tell_new_record(plan, of.kind))
    return Outcome(
        f"The {of.one} is made", lines, (NextStep("Look at it", url), *photo, NextStep("Another", URL))
    )
