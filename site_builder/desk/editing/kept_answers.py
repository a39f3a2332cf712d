"""Answers to the questions about a new record that was not finished: they wait for the next time."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.desk.editing.desk_folder import DeskFolder
from site_builder.desk.editing.questions import Answer, Answers, Question
from site_builder.language.wording import format_count, format_day


@dataclass(frozen=True)
class KeptAnswers:
    """What somebody answered, and the day of the last answer."""

    on: datetime.date
    answers: Answers

    @property
    def heading(self) -> str:
        """What stands above them."""
        return f"On {format_day(self.on)} you were interrupted. These answers were kept:"


def keep_answers(desk: DeskFolder, kind: str, answers: Answers, today: datetime.date) -> None:
    """Keep what was answered so far; of no answers nothing is kept."""
    written = {"on": today.isoformat(), "answers": [[list(at), answer] for at, answer in answers.items()]}
    text = json.dumps(written, ensure_ascii=False, indent=1)
    desk.write({_name(kind): text.encode() if answers else None})


def read_kept(desk: DeskFolder, kind: str, questions: Iterable[Question]) -> KeptAnswers | None:
    """Return the answers that wait, as far as they are answers to these questions; None where there are none."""
    known = {question.location: question for question in questions}
    try:
        written = json.loads(desk.read(_name(kind)) or b"")
        pairs = [(tuple(at), answer) for at, answer in written["answers"]]
        answers = {at: answer for at, answer in pairs if at in known and _fits(known[at], answer)}
        return KeptAnswers(datetime.date.fromisoformat(written["on"]), answers) if answers else None
    except (KeyError, RecursionError, TypeError, ValueError):
        return None


def forget_answers(desk: DeskFolder, kind: str) -> None:
    """Delete what waits: it was used, or nobody wants it."""
    if desk.read(_name(kind)) is not None:
        desk.write({_name(kind): None})


def tell_kept(desk: DeskFolder, answers: Answers) -> str:
    """Return how many answers wait, and where."""
    count = format_count(len(answers), "answer")
    return f"{count} kept for the next time, beside the content and for nobody else ({desk.folder.name})."


def _fits(question: Question, answer: Answer) -> bool:
    if question.is_list:
        return isinstance(answer, list) and all(isinstance(one, str) for one in answer)
    return isinstance(answer, str)


def _name(kind: str) -> str:
    return f"new-{kind}.json"
