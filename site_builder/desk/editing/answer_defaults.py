"""Which questions are put to an editor, in which case, and what most people answer."""

import datetime
from collections.abc import Callable, Mapping

from site_builder.content.field_facts import facts_at
from site_builder.content.schema import RECORDS, Officer
from site_builder.content.strict_yaml import Location
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.questions import Answers, Question

_A_YEAR, _HALF_A_YEAR = datetime.timedelta(days=365), datetime.timedelta(days=182)
_LONGEST_ORDER = 9_999


def is_asked(kind: str, question: Question, answers: Answers) -> bool:
    """Whether a question is put to an editor who has answered those before it so."""
    location = question.location
    if location[0] == "consent":
        return answers.get(("basis",)) == "consent"
    if kind == "officer" and location[0] in Officer.consentable():
        return str(location[0]) in answers.get(("consent", "fields"), ())
    if (kind, location) == ("officer", ("until",)):
        return answers.get(("state",)) in {"away", "leaving"}
    if location == ("covered_by",):
        return answers.get(("state",)) == "away"
    if location == ("hours_as_of",):
        return ("hours",) in answers
    if kind == "borough" and location[0] == "tile":
        return True
    return question.needed or facts_at(RECORDS[kind], location).asked


def is_needed(kind: str, question: Question, answers: Answers) -> bool:
    """Whether a question that is put must be answered."""
    if (kind, question.location) == ("officer", ("until",)):
        return answers.get(("state",)) == "leaving"
    if question.location[0] in {"consent", "photo"}:
        return question.needed_in_group
    return question.needed


def usual_answer(kind: str, question: Question, answers: Answers, content: Content) -> str:
    """Return what is taken when an editor answers nothing, or nothing where that would be a guess."""
    today = content.folders.as_of
    makers: Mapping[tuple[str, Location], Callable[[], str]] = {
        ("officer", ("state",)): lambda: "in-post",
        ("officer", ("basis",)): lambda: "published",
        ("officer", ("consent", "on")): today.isoformat,
        ("officer", ("consent", "review_by")): (today + _A_YEAR).isoformat,
        ("page", ("owner",)): lambda: "Comms team",
        ("notice", ("owner",)): lambda: "Comms team",
        ("notice", ("day",)): today.isoformat,
        ("page", ("reviewed",)): today.isoformat,
        ("page", ("review_by",)): (today + _HALF_A_YEAR).isoformat,
        ("channel", ("order",)): lambda: _next_order(content, str(answers.get(("kind",), ""))),
    }
    return makers.get((kind, question.location), str)()


def _next_order(content: Content, kind: str) -> str:
    """Return a place below the last of its kind."""
    orders = [channel.order for channel in content.records.channels if channel.kind == kind]
    return str(min(max(orders) + 10, _LONGEST_ORDER)) if orders else ""
