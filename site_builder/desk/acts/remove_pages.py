"""Take somebody out: the fields and files first, then each sentence that still names them, then the published site."""

from hashlib import sha256

from site_builder.content.traces.person_in_text import Person
from site_builder.desk.acts.deeds import START, Deed, form_screen, moved_to, number_in, outcome_screen
from site_builder.desk.acts.gone_pages import find_out
from site_builder.desk.acts.long_acts import saying_why
from site_builder.desk.acts.outcomes import Errand, NextStep, Outcome, Question
from site_builder.desk.acts.premises import Premises
from site_builder.desk.acts.proposal import Proposal
from site_builder.desk.acts.typed_answers import choices_of, need
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.mentions import Mention, find_mentions
from site_builder.desk.editing.removal import Removal, plan_removal
from site_builder.desk.editing.takedown import (
    OUT_OF_FIELDS,
    forget_papers,
    list_open,
    mend,
    read_last_commit,
    take_down,
    tell_taken_down,
)
from site_builder.desk.editor.screens import Answered, Asked, Crumb, Fault, Moved, News, Screen
from site_builder.desk.editor.workroom import Workroom
from site_builder.publish.output.publish_refusals import PublishRefused
from site_builder.publish.takedown.forgetting import forget_last_build

URL = "/edit/remove/"
_TITLE = "Take somebody out"
_ABOVE = (START, Crumb(_TITLE, URL))
_NAMED_TOO = "These places name them too. You are asked about each of them next:"
_FORGOTTEN = Fault(
    "Who was taken out is not kept once the editor has ended: no list of them is made.",
    "Ask by the name whether they are gone.",
    url="/edit/gone/",
)


def _show_form(room: Workroom, asked: Asked, faults: tuple[Fault, ...]) -> Screen:
    view = {"url": URL, "officers": choices_of(room.content(), "officer", asked.all("officer"))}
    return form_screen(_TITLE, "remove.html", view, faults)


def _plan(room: Workroom, asked: Asked) -> Proposal:
    removal = _removal(room.content(), asked)
    places = [f"  {one.place}  {one.words}" for one in _named_too(removal)]
    return Proposal((*removal.words, *([_NAMED_TOO, *places] if places else ())), removal.changes)


def _removal(content: Content, asked: Asked) -> Removal:
    return plan_removal(
        content, need(asked.one("officer"), "Choose who is taken out."), is_urgent=bool(asked.one("urgent"))
    )


def _named_too(removal: Removal) -> list[Mention]:
    """Return the places that will still name them: the lines that the removal changes are none of them."""
    after = {change.file: change.after for change in removal.changes}
    return [
        one
        for one in find_mentions(removal.after, removal.person)
        if one.file not in after or one.words.encode() in (after[one.file] or b"")
    ]


def _do(room: Workroom, asked: Asked, proposal: Proposal, number: str) -> Outcome:
    removal = _removal(room.content(), asked)
    room.write(removal.changes)
    premises = room.premises
    room.deeds.people[number] = removal.person
    told = [OUT_OF_FIELDS, *forget_papers(room.desk, (removal.person,))]
    if premises.own_content is None:
        forget_last_build(premises.output_dir, premises.photo_cache)
    left = sum(1 for _ in find_mentions(removal.after, removal.person))
    step = f"Look at what still names them ({left})" if left else "Go on: the published site"
    return Outcome("They are out of the content", tuple(told), (NextStep(step, f"{URL}{number}/"),))


REMOVE = Deed(URL, _TITLE, "Do this?", "Yes, take them out", _show_form, _plan, _do, is_grave=True)


def show_left(room: Workroom, asked: Asked) -> Answered:
    """Show each place that still names somebody who was taken out, and what may be done with it."""
    return _left_screen(room, asked, ())


def _left_screen(room: Workroom, asked: Asked, faults: tuple[Fault, ...]) -> Screen:
    number = asked.parts["person"]
    person = room.deeds.people.get(number)
    if person is None:
        return Screen("Who was it?", "refused.html", {"words": ""}, _ABOVE, (_FORGOTTEN,), 410)
    mentions = [(_mark(one), one) for one in find_mentions(room.content(), person)]
    view = {
        "url": f"{URL}{number}/",
        "sure": [one for one in mentions if one[1].is_sure],
        "unsure": [one for one in mentions if not one[1].is_sure],
    }
    return Screen("What still names them", "left.html", view, _ABOVE, faults, 422 if faults else 200)


def mend_left(room: Workroom, asked: Asked) -> Answered:
    """Mend the places that were chosen, one after the other, each as it was shown."""
    person = room.deeds.people.get(asked.parts["person"])
    if person is None:
        return _left_screen(room, asked, ())
    chosen = set(asked.all("mend"))
    typed = {name.removeprefix("line-"): values[0].strip() for name, values in asked.typed.items() if values}
    told, passed, content = [], set[str](), room.content()
    while mention := next(list_open(content, person, passed), None):
        passed.add(mention.key)
        wanted = _wanted(mention, chosen, typed)
        if wanted:
            told.append(mend(wanted, room.write))
    words = "Done." if told else "Nothing was changed."
    return Moved(f"{URL}{asked.parts['person']}/", News(words, tuple(told)))


def _wanted(mention: Mention, chosen: set[str], typed: dict[str, str]) -> Mention | None:
    """Return the place as it is to be mended, None where it stays."""
    mark = _mark(mention)
    if mention.mend and mark in chosen:
        return mention
    written = typed.get(mark, "")
    return mention.with_line(written) if mention.line and written not in {"", mention.words} else None


def _mark(mention: Mention) -> str:
    return sha256(mention.key.encode()).hexdigest()[:16]


def show_publish(room: Workroom, asked: Asked) -> Answered:
    """Ask whether the published site is to lose them at once."""
    number = asked.parts["person"]
    if number not in room.deeds.people:
        return _left_screen(room, asked, ())
    shown = room.premises.output_dir
    lines = (
        f"The site in {shown} loses them at once, even if other content has mistakes: each page that shows them is "
        "made anew, or neutral words stand in its place.",
        "Then every file here is searched for them, and what was found is told.",
    )
    question = Question(
        f"{URL}{number}/publish/", "Do this?", "Yes, out of the published site", (), is_grave=True
    )
    return outcome_screen(Outcome("Out of the published site", lines, question=question), _ABOVE)


def publish_without(room: Workroom, asked: Asked) -> Answered:
    """Take somebody out of the published site, and look whether they are gone."""
    from_page, number = asked.parts["person"], number_in(asked)
    person = room.deeds.people.get(from_page)
    if person is None:
        return _left_screen(room, asked, ())
    if not room.deeds.is_known(number):
        premises = room.premises
        back = NextStep("Back", f"{URL}{from_page}/")
        work = saying_why(
            lambda errand: _take_down(premises, person, from_page, errand), "Not done", "", back
        )
        room.deeds.send_on(number, "Taking them out of the published site", work)
    return moved_to(number)


def _take_down(premises: Premises, person: Person, number: str, errand: Errand) -> Outcome:
    asked = premises.build_options()
    try:
        taken = take_down((person,), asked, read_last_commit(asked.content_dir), errand)
    except PublishRefused as refused:
        lines: tuple[str, ...] = (str(refused),)
    else:
        forget_last_build(premises.output_dir, premises.photo_cache)
        lines = (*filter(None, (taken.trouble,)), *tell_taken_down(taken.withdrawal))
    return find_out(premises, person, "", errand, lines, number)
