"""Ask whether somebody is gone: every file here is searched, and the host where one is set."""

from site_builder.content.traces.person_in_text import Person
from site_builder.desk.acts.deeds import faults_of, form_screen, moved_to, new_number, number_in
from site_builder.desk.acts.long_acts import saying_why
from site_builder.desk.acts.outcomes import Errand, NextStep, Outcome, Question
from site_builder.desk.acts.premises import Premises
from site_builder.desk.editing.absence import (
    WHOSE,
    Ground,
    is_absent,
    search_everywhere,
    tell_absence,
    tell_found,
)
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editor.screens import Answered, Asked, Fault, Screen
from site_builder.desk.editor.workroom import Workroom
from site_builder.publish.deploying.machine_file import read_machine_file

URL = "/edit/gone/"
_TITLE = "Are they gone?"
_NOBODY = "Write the name of the person."


def show(room: Workroom, asked: Asked) -> Screen:
    """Ask whom to look for: somebody who was taken out just now, or by name."""
    return _form(room, asked, ())


def act(room: Workroom, asked: Asked) -> Answered:
    """Search for somebody, and tell what was found."""
    number = number_in(asked)
    if room.deeds.is_known(number):
        return moved_to(number)
    taken_out = asked.one("person")
    person = room.deeds.people.get(taken_out) or Person.of_words(tuple(asked.one("words").split("\n")))
    if not (person.names or person.contacts or person.pictures):
        return _form(room, asked, (Fault(_NOBODY, url="#words"),))
    premises, are_others = room.premises, bool(asked.one("not_them"))

    def search(errand: Errand) -> Outcome:
        return find_out(premises, person, asked.one("words"), errand, (), taken_out, are_others=are_others)

    try:
        work = saying_why(search, "The search could not be ended", "", NextStep("Back", URL))
        room.deeds.send_on(number, "Looking for them", work)
    except EditRefused as refused:
        return _form(room, asked, tuple(faults_of(refused)))
    return moved_to(number)


def find_out(
    premises: Premises,
    person: Person,
    words: str,
    errand: Errand,
    before: tuple[str, ...],
    taken_out: str,
    *,
    are_others: bool = False,
) -> Outcome:
    """Search everywhere, and return what was found below what was told `before`; `words` were typed to find them."""
    errand.begin("Searching every file")
    machine = read_machine_file(premises.build_options().content_dir)
    host, url = (machine.target, machine.url or "") if machine else ("", "")
    ground = Ground(premises.project_dir, premises.output_dir, premises.own_content)
    place = premises.place(machine.endpoint if machine else None)
    found = search_everywhere(ground, person, host, place, url)
    lines = (
        *before,
        *tell_found(found),
        *tell_absence(found, are_others=are_others, was_host_asked=bool(host)),
    )
    is_gone = is_absent(found, are_others=are_others)
    kept = (("words", words), ("person", taken_out), ("not_them", "yes"))
    asks = found.unsure and not are_others and not found.sure and not found.unread
    return Outcome(
        "Nothing of them was found" if is_gone else "Not done yet",
        lines,
        tuple(_next(taken_out, is_gone=is_gone)),
        question=Question(URL, WHOSE, "Yes, it is somebody else", kept) if asks else None,
    )


def _next(taken_out: str, *, is_gone: bool) -> list[NextStep]:
    again = f"{URL}?person={taken_out}" if taken_out else URL
    online = NextStep("Send it online, and keep nothing of before", "/edit/send/?forget=yes&as_published=yes")
    left = (
        [NextStep("What still names them", f"/edit/remove/{taken_out}/")] if taken_out and not is_gone else []
    )
    return [online, *left, NextStep("Look again", again)]


def _form(room: Workroom, asked: Asked, faults: tuple[Fault, ...]) -> Screen:
    view = {
        "url": URL,
        "words": asked.one("words"),
        "person": asked.one("person") if asked.one("person") in room.deeds.people else "",
        "number": new_number(),
    }
    return form_screen(_TITLE, "gone.html", view, faults)
