"""Do what was shown, once: not if it is something else by now, and not a second time.

What an act would do is shown with a mark of it and the number of the deed. Whoever then says yes sends both back: it is
planned again, and done only where the mark is the same. A second click, a second window and a page that is loaded again
find that the deed is done, and are told what came of it.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from site_builder.desk.acts.outcomes import Outcome, faults_in
from site_builder.desk.acts.proposal import Proposal
from site_builder.desk.acts.told_lines import told
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editor.screens import Answered, Asked, Crumb, Fault, Moved, Screen, Told
from site_builder.desk.editor.workroom import Workroom

START = Crumb("The editor", "/edit/")
MARK, NUMBER = "mark", "deed"
_OWN = (MARK, NUMBER)
_IS_NUMBER = re.compile("[A-Za-z0-9_-]{8,40}")
_STALE = Fault(
    "The content has changed since this was shown, by somebody else or in another window. Nothing was written.",
    "Look at it again: this is what it would do now.",
)


Plan = Callable[[Workroom, Asked], Proposal]
Do = Callable[[Workroom, Asked, Proposal, str], Outcome]
"""Does what was proposed, under the number of the deed."""
ShowRefused = Callable[[Workroom, Asked, EditRefused], Screen]
ShowForm = Callable[[Workroom, Asked, tuple[Fault, ...]], Screen]


@dataclass(frozen=True)
class Deed:
    """An act: its page, what somebody is asked before it is done, and how it is planned and done."""

    url: str
    title: str
    question: str
    agree: str
    show_form: ShowForm
    plan: Plan
    do: Do
    is_grave: bool = False
    show_refused: ShowRefused | None = None
    above: Crumb = START

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        """What stands above what it would do."""
        return (START, *((self.above,) if self.above != START else ()), Crumb(self.title, self.url))

    def show(self, room: Workroom, asked: Asked) -> Answered:
        """Ask what is to be done."""
        return self.show_form(room, asked, ())

    def act(self, room: Workroom, asked: Asked) -> Answered:
        """Show what it would do; do it where somebody has seen just that and agreed."""
        number, mark = number_in(asked), asked.one(MARK)
        if room.deeds.is_known(number):
            return moved_to(number)
        try:
            proposal = self.plan(room, asked)
            if proposal.faults or proposal.is_empty or mark != proposal.mark:
                return self._propose(asked, proposal, (_STALE,) if mark else ())
            room.deeds.note(number, self.do(room, asked, proposal, number))
            return moved_to(number)
        except EditRefused as refused:
            if self.show_refused:
                return self.show_refused(room, asked, refused)
            return self.show_form(room, asked, tuple(faults_of(refused)))

    def _propose(self, asked: Asked, proposal: Proposal, faults: tuple[Fault, ...]) -> Screen:
        view = {
            "url": self.url,
            "question": self.question,
            "agree": self.agree,
            "is_grave": self.is_grave,
            "told": told(proposal.words),
            "files": proposal.files,
            "letters": proposal.letters,
            "is_refused": bool(proposal.faults),
            "is_empty": proposal.is_empty or bool(proposal.faults),
            "kept": (*kept(asked.typed, but=dict(proposal.sent)), *proposal.sent),
            "mark": proposal.mark,
            "number": new_number(),
        }
        faults = (*faults, *map(Fault, proposal.faults))
        return Screen(
            f"{self.title}: look first", "proposal.html", view, self.crumbs, faults, _status(faults)
        )


def kept(typed: Mapping[str, tuple[str, ...]], but: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return what a form has to send again, name by name, `but` what else is sent by these names."""
    own = {*_OWN, *but}
    return tuple((name, value) for name, values in typed.items() if name not in own for value in values)


def moved_to(number: str) -> Moved:
    """Return the way to the page that tells what came of a deed."""
    return Moved(f"/edit/done/{number}/")


def show_done(room: Workroom, asked: Asked) -> Screen:
    """Tell what came of a deed, or how far it is."""
    number, errand = asked.parts["number"], room.deeds.errand
    if errand and errand.number == number:
        return Screen(errand.title, "progress.html", {"steps": errand.steps, "number": number}, (START,))
    outcome = room.deeds.outcome(number)
    if outcome is None:
        words = (
            "What came of it is not kept any more. Look into the lists: they show what is in the files now."
        )
        return Screen("Done before", "refused.html", {"words": words}, (START,), status=410)
    return outcome_screen(outcome)


def show_steps(room: Workroom, asked: Asked) -> Told:
    """Say how far a deed is, for the script of its page."""
    errand = room.deeds.errand
    is_running = errand is not None and errand.number == asked.parts["number"]
    return Told({"steps": errand.steps if errand and is_running else (), "done": not is_running})


def outcome_screen(outcome: Outcome, crumbs: tuple[Crumb, ...] = (START,)) -> Screen:
    """Return the page that tells an outcome, with its question, if any."""
    view = {"told": outcome.told, "next": outcome.next, "question": outcome.question, "number": new_number()}
    return Screen(outcome.title, "done.html", view, crumbs, outcome.faults, _status(outcome.faults))


def number_in(asked: Asked) -> str:
    """Return the number of a deed that a form sends, or a new one."""
    number = asked.one(NUMBER)
    return number if _IS_NUMBER.fullmatch(number) else new_number()


def new_number() -> str:
    """Return the number of a deed that is not done yet."""
    return secrets.token_urlsafe(12)


def faults_of(refused: EditRefused, url: str = "") -> Iterable[Fault]:
    """Yield why something was refused: the sentence, and each finding with its place."""
    yield from faults_in(str(refused), url)
    for one in refused.findings:
        yield Fault(one.message, one.hint, str(one.place))


def form_screen(
    title: str,
    template: str,
    view: Mapping[str, object],
    faults: tuple[Fault, ...],
    crumbs: tuple[Crumb, ...] = (START,),
) -> Screen:
    """Return the page on which an act is asked for."""
    return Screen(title, template, view, crumbs, faults, _status(faults))


def _status(faults: tuple[Fault, ...]) -> int:
    return 422 if faults else 200
