"""Ask whether all is still right: the letters are shown, kept beside the content, and can be taken from there."""

import datetime
import re

from site_builder.desk.acts.deeds import START, Deed, form_screen
from site_builder.desk.acts.outcomes import NextStep, Outcome
from site_builder.desk.acts.proposal import Proposal
from site_builder.desk.acts.typed_answers import Choice
from site_builder.desk.editing.asking import (
    BY_HAND,
    MAILS,
    MERGE,
    Addressees,
    Asking,
    last_day_to_answer,
    write_asking,
)
from site_builder.desk.editing.asking_register import read_asked
from site_builder.desk.editing.asking_words import tell_asking
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.letters import SUBJECT, Letter
from site_builder.desk.editing.typed_days import read_typed_day
from site_builder.desk.editor.screens import Answered, Asked, Crumb, Download, Fault, Screen
from site_builder.desk.editor.workroom import Workroom
from site_builder.language.wording import format_day

URL = "/edit/ask/"
_TITLE = "Ask whether all is still right"
_PAPER = re.compile(r"[a-z0-9-]+\.(eml|csv)")
_KINDS = {"eml": "message/rfc822", "csv": "text/csv; charset=utf-8"}
_WHAT = {"officer": "officer", "channel": "way to report", "force": "police force"}


def _show_form(room: Workroom, asked: Asked, faults: tuple[Fault, ...]) -> Screen:
    addressees = _addressees(room)
    due = set(addressees.due())
    chosen = set(asked.all("who")) or due
    choices = sorted(
        (
            Choice(key, name, _WHAT[key.partition("/")[0]], key in chosen)
            for key, name in addressees.names.shown.items()
            if key.partition("/")[0] in _WHAT
        ),
        key=lambda one: one.name.casefold(),
    )
    view = {
        "url": URL,
        "due": [one for one in choices if one.value in due],
        "others": [one for one in choices if one.value not in due],
        "forces": choices_of_forces(addressees, asked.one("force")),
        "answer_by": asked.one("answer_by")
        or last_day_to_answer(None, addressees.directory.as_of).isoformat(),
        "again": bool(asked.one("again")),
        "folders": list_mails(room),
    }
    return form_screen(_TITLE, "ask.html", view, faults)


def choices_of_forces(addressees: Addressees, chosen: str) -> tuple[Choice, ...]:
    """Return the police forces, by name."""
    return tuple(
        Choice(slug, force.name, is_chosen=slug == chosen) for slug, force in addressees.site.forces.items()
    )


def _addressees(room: Workroom) -> Addressees:
    return Addressees.of(room.content(), read_asked(room.desk))


def _asking(addressees: Addressees, asked: Asked) -> tuple[Asking, datetime.date]:
    written = asked.one("answer_by")
    answer_by = last_day_to_answer(read_typed_day(written) if written else None, addressees.directory.as_of)
    force = asked.one("force")
    if force and force not in addressees.site.forces:
        raise EditRefused(addressees.content.names("force").refusal("force", force))
    keys = (*asked.all("who"), *(addressees.of_force(force) if force else ()))
    if unknown := [key for key in keys if key not in addressees.names.shown]:
        raise EditRefused(
            "\n".join(
                addressees.names.refusal("officer, way to report, force or area", one) for one in unknown
            )
        )
    if not keys:
        raise EditRefused("Nobody is chosen. Tick who is to be asked, or choose a force.")
    return addressees.plan(keys, answer_by, again=bool(asked.one("again"))), answer_by


def _plan(room: Workroom, asked: Asked) -> Proposal:
    addressees = _addressees(room)
    asking, answer_by = _asking(addressees, asked)
    lines = tuple(tell_asking(asking, addressees, f"{room.desk.folder.name}/{MAILS}", answer_by))
    letters = tuple(_shown(letter, answer_by) for letter in (*asking.mails, *asking.others))
    return Proposal(lines, letters=letters, is_empty=asking.is_empty)


def _shown(letter: Letter, answer_by: datetime.date) -> tuple[str, str]:
    """Return the heading of a letter, and its text."""
    to = f"{letter.name}, {letter.address}" if letter.address else letter.name
    return f"{to}: {SUBJECT.format(day=format_day(answer_by))}", letter.text


def _do(room: Workroom, asked: Asked, proposal: Proposal, number: str) -> Outcome:
    addressees = _addressees(room)
    asking, answer_by = _asking(addressees, asked)
    folder = write_asking(room.desk, addressees, asking, answer_by)
    lines = tuple(tell_asking(asking, addressees, f"{room.desk.folder.name}/{folder}", answer_by))
    mails = NextStep("Take the mails from here", f"{URL}{folder.removeprefix(f'{MAILS}/')}/")
    return Outcome(
        "Written, and not sent", lines, (mails, NextStep("Confirm who has answered", "/edit/confirm/"))
    )


ASK = Deed(URL, _TITLE, "Write these?", "Yes, write them", _show_form, _plan, _do)


def list_mails(room: Workroom) -> tuple[str, ...]:
    """Return the folders of letters that were written, the newest first."""
    above = room.desk.folder / MAILS
    names = [one.name for one in above.iterdir()] if above.is_dir() else []
    return tuple(sorted((one for one in names if re.fullmatch("[0-9-]{10,14}", one)), reverse=True))


def show_mails(room: Workroom, asked: Asked) -> Screen:
    """Show the letters of a day, each to be taken from here."""
    day = asked.parts["day"]
    folder = room.desk.folder / MAILS / day
    names = (
        sorted(one.name for one in folder.iterdir() if _PAPER.fullmatch(one.name)) if folder.is_dir() else []
    )
    tables = [name for name in (MERGE, BY_HAND) if name in names]
    view = {"url": f"{URL}{day}/", "tables": tables, "mails": [name for name in names if name not in tables]}
    crumbs = (START, Crumb(_TITLE, URL))
    return Screen(f"Letters of {day}", "mails.html", view, crumbs, status=200 if names else 404)


def show_paper(room: Workroom, asked: Asked) -> Answered:
    """Give one letter or table."""
    day, name = asked.parts["day"], asked.parts["name"]
    content = room.desk.read(f"{MAILS}/{day}/{name}") if _PAPER.fullmatch(name) else None
    if content is None:
        return Screen("There is no such letter", "refused.html", {"words": ""}, (START,), status=404)
    return Download(name, content, _KINDS[name.rpartition(".")[2]])
