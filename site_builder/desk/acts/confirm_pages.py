"""Confirm in the browser: tick who was checked, say by whom and how, and all of it is written in one go."""

from site_builder.desk.acts.deeds import Deed, form_screen
from site_builder.desk.acts.outcomes import NextStep, Outcome
from site_builder.desk.acts.proposal import Proposal
from site_builder.desk.acts.typed_answers import Choice, need
from site_builder.desk.editing.asking_register import read_asked
from site_builder.desk.editing.confirmation import (
    HOW_CHECKED,
    NOBODY_CHOSEN,
    READ_THE_PAGE,
    WHO_CHECKED,
    Check,
    Checkable,
    Confirmation,
    plan_confirmation,
    read_checkable,
    write_confirmation,
)
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.typed_days import read_typed_day
from site_builder.desk.editor.screens import Asked, Fault, Screen
from site_builder.desk.editor.workroom import Workroom
from site_builder.directory.upkeep import look_after

URL = "/edit/confirm/"
_TITLE = "Confirm that it is still right"
_STATES = ("overdue", "due")


def _show_form(room: Workroom, asked: Asked, faults: tuple[Fault, ...]) -> Screen:
    checkable = _read(room)
    due = _due_words(room)
    chosen = set(asked.all("names"))
    choices = [
        Choice(name, checkable.names.shown[name], due.get(source.path, ""), name in chosen)
        for name, (source, _) in checkable.files.items()
    ]
    choices += [
        Choice(name, shown, "was asked", name in chosen)
        for name, shown in checkable.names.shown.items()
        if name not in checkable.files
    ]
    choices.sort(key=_urgency)
    view = {
        "url": URL,
        "due": [one for one in choices if one.about],
        "others": [one for one in choices if not one.about],
        "is_other_chosen": any(one.is_chosen for one in choices if not one.about),
        "pages": checkable.pages,
        "page": asked.one("page"),
        "by": asked.one("by"),
        "how": asked.one("how"),
        "on": asked.one("on") or checkable.folders.as_of.isoformat(),
        "who_checked": WHO_CHECKED,
        "how_checked": HOW_CHECKED,
    }
    return form_screen(_TITLE, "confirm.html", view, faults)


def _urgency(one: Choice) -> tuple[int, bool, str]:
    """Return what puts whoever is overdue first, officers before ways to report, and then the alphabet."""
    state = one.about.partition(":")[0]
    place = _STATES.index(state) if state in _STATES else len(_STATES)
    return place, not one.value.startswith("officers/"), one.name.casefold()


def _read(room: Workroom) -> Checkable:
    options = room.options
    return read_checkable(
        options.content_dir, options.overlay_dir, options.choose_day(), read_asked(room.desk)
    )


def _due_words(room: Workroom) -> dict[str, str]:
    """Return what is due in each file of an officer or a way to report, in words."""
    content = room.content()
    if content.judged.directory is None:
        return {}
    upkeep = look_after(content.judged.directory, content.records, read_asked(room.desk))
    return {one.place.path: f"{one.state}: {one.words}" for one in (*upkeep.checks, *upkeep.asked)}


def _plan(room: Workroom, asked: Asked) -> Proposal:
    plan = _confirmation(_read(room), asked)
    return Proposal(plan.words, plan.changes)


def _confirmation(checkable: Checkable, asked: Asked) -> Confirmation:
    page = asked.one("page")
    names = tuple(dict.fromkeys((*asked.all("names"), *(checkable.from_page(page) if page else ()))))
    checkable.refuse_unknown(one for one in names if one not in checkable.names.shown)
    if not names:
        raise EditRefused(NOBODY_CHOSEN)
    by = need(asked.one("by"), WHO_CHECKED)
    how = need(asked.one("how") or (READ_THE_PAGE if page else ""), HOW_CHECKED)
    on = asked.one("on")
    return plan_confirmation(
        checkable, names, Check(read_typed_day(on) if on else checkable.folders.as_of, by, how)
    )


def _do(room: Workroom, asked: Asked, proposal: Proposal, number: str) -> Outcome:
    checkable = _read(room)
    plan = _confirmation(checkable, asked)
    write_confirmation(plan, room.desk, checkable.folders.as_of, room.write)
    return Outcome("Written: who checked, when and how", plan.words, (NextStep("Confirm others", URL),))


CONFIRM = Deed(URL, _TITLE, "Write this?", "Yes, write this", _show_form, _plan, _do)
