"""An officer leaves: the last day, and who covers until then."""

from site_builder.desk.acts.deeds import Deed, form_screen
from site_builder.desk.acts.outcomes import NextStep, Outcome
from site_builder.desk.acts.proposal import Proposal
from site_builder.desk.acts.typed_answers import choices_of, need
from site_builder.desk.editing.record_changes import plan_leave
from site_builder.desk.editing.typed_days import read_typed_day
from site_builder.desk.editor.screens import Asked, Fault, Screen
from site_builder.desk.editor.workroom import Workroom

URL = "/edit/leave/"
_TITLE = "An officer leaves"


def _show_form(room: Workroom, asked: Asked, faults: tuple[Fault, ...]) -> Screen:
    content = room.content()
    view = {
        "url": URL,
        "officers": choices_of(content, "officer", asked.all("officer")),
        "covers": choices_of(content, "officer", asked.all("covered_by")),
        "on": asked.one("on"),
    }
    return form_screen(_TITLE, "leave.html", view, faults)


def _plan(room: Workroom, asked: Asked) -> Proposal:
    officer = need(asked.one("officer"), "Choose who leaves.")
    last_day = read_typed_day(need(asked.one("on"), "Write the last day."))
    edit = plan_leave(room.content(), officer, last_day, asked.one("covered_by"))
    return Proposal(edit.words, edit.changes, is_empty=not edit.changes)


def _do(room: Workroom, asked: Asked, proposal: Proposal, number: str) -> Outcome:
    room.write(proposal.changes)
    return Outcome("Written: the last day", proposal.words, (NextStep("Somebody else leaves", URL),))


LEAVE = Deed(URL, _TITLE, "Write this?", "Yes, write this", _show_form, _plan, _do)
