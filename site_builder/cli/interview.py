"""Ask an editor about a new record, one question after the other, and keep the answers of whoever is interrupted."""

import sys
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

from site_builder.cli.prompts import ask, ask_yes, format_refusal, settle_names
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.findings.front_door import FRONT_DOOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.content.strict_yaml import Location
    from site_builder.desk.editing.content_state import Content
    from site_builder.desk.editing.new_record import NewRecord
    from site_builder.desk.editing.questions import Answer, Answers, Question


class Interview:
    """The questions about a record of one kind, and what was answered; `command` is what an editor types to begin."""

    def __init__(
        self, kind: str, command: str, questions: "tuple[Question, ...]", content: "Content"
    ) -> None:
        from site_builder.desk.editing.desk_folder import DeskFolder

        self.kind, self.command, self.questions, self.content = kind, command, questions, content
        self.desk = DeskFolder.beside(content.folders.content_dir, content.folders.overlay_dir)
        self.answers: Answers = {}

    def take_up(self) -> None:
        """Offer the answers that were kept when somebody was interrupted; what is wrong by now is asked again."""
        from site_builder.desk.editing.kept_answers import forget_answers, read_kept
        from site_builder.desk.editing.questions import find_faults

        kept = read_kept(self.desk, self.kind, self.questions)
        if kept is None:
            return
        print(kept.heading)
        for question in self.questions:
            if question.location in kept.answers:
                print(f"  {_label(question)}: {_written(kept.answers[question.location])}")
        if not ask_yes("Go on with them?"):
            forget_answers(self.desk, self.kind)
            return
        for question in self.questions:
            if question.location in kept.answers and question.location not in self.answers:
                tried = self.answers | {question.location: kept.answers[question.location]}
                if not find_faults(self.kind, question, tried, self.content):
                    self.answers = tried

    def ask_the_rest(self, again: "set[Location] | None" = None) -> None:
        """Ask whatever is not answered yet; each answer is kept at once, so that nothing interrupts too early.

        The second time it is only what is asked `again`, and what became needed by that.
        """
        from site_builder.desk.editing.answer_defaults import is_asked, is_needed

        for question in self.questions:
            is_open = question.location not in self.answers and is_asked(self.kind, question, self.answers)
            is_due = (
                again is None or question.location in again or is_needed(self.kind, question, self.answers)
            )
            if is_open and is_due:
                self._ask(question)

    def plan(self, make: "Callable[[Answers], NewRecord]") -> "NewRecord":
        """Return the plan that is made of the answers; ask again for those that the checks refuse together."""
        while True:
            try:
                return make(self.answers)
            except EditRefused as refused:
                if not (wrong := self._wrong(refused)):
                    raise
                print(f"\n{format_refusal(refused)}\n\nPlease answer this again.")
                self.answers = {at: answer for at, answer in self.answers.items() if at not in wrong}
                self.ask_the_rest(wrong)

    @contextmanager
    def kept_if_interrupted(self) -> "Iterator[None]":
        """Say, when it ends early, that the answers are kept; a record that is made needs them no more."""
        from site_builder.desk.editing.kept_answers import forget_answers, tell_kept

        try:
            yield
        except (EditRefused, KeyboardInterrupt):
            if self.answers and self.desk.read(f"new-{self.kind}.json"):
                kept = tell_kept(self.desk, self.answers)
                print(f"\n{kept} To go on: {FRONT_DOOR} new {self.command}", file=sys.stderr)
            raise
        forget_answers(self.desk, self.kind)

    def read(self, question: "Question", written: "list[str]") -> "list[str]":
        """Take an answer as it was typed; return what is wrong with it, if anything."""
        from site_builder.desk.editing.questions import find_faults

        tried = self.answers | {question.location: self._understand(question, written)}
        if faults := find_faults(self.kind, question, tried, self.content):
            return faults
        self.answers = tried
        return []

    def _understand(self, question: "Question", written: "list[str]") -> "Answer":
        """Return an answer with short names in the place of names, however they are spelled; ask where that is near."""
        from site_builder.desk.editing.questions import names_for

        names = names_for(question, self.kind, self.content)
        if names is None:
            return question.read(written)
        if not question.is_list:
            meant, _ = settle_names([names.read(written[-1])], names)
            return meant[0] if meant else written[-1].strip()
        meant, unknown = settle_names((one for text in written for one in names.read_several(text)), names)
        return [*meant, *(one.written for one in unknown)]

    def _ask(self, question: "Question") -> None:
        """Ask until the answer is one that the checks accept."""
        from site_builder.desk.editing.answer_defaults import is_needed, usual_answer
        from site_builder.desk.editing.kept_answers import keep_answers

        usual = usual_answer(self.kind, question, self.answers, self.content)
        needed = is_needed(self.kind, question, self.answers)
        print(_in_words(question, usual, needed))
        while True:
            written = ask(f"{_label(question)}> ") or usual
            if not written:
                if not needed:
                    return
                print("This is needed.")
            elif faults := self.read(question, [written]):
                print("\n".join(faults))
            else:
                keep_answers(self.desk, self.kind, self.answers, self.content.folders.as_of)
                return

    def _wrong(self, refused: EditRefused) -> "set[Location]":
        from site_builder.content.sources import FOLDER_OF, SourceFile
        from site_builder.desk.editing.questions import questions_of

        folder = self.content.folders.new_file(FOLDER_OF[self.kind]).as_posix()
        known = {source.path for source in self.content.sources}
        paths = {one.place.path for one in refused.findings} - known
        new = next((path for path in sorted(paths & set(refused.texts)) if path.startswith(folder)), None)
        if new is None:
            return set()
        name = f"{FOLDER_OF[self.kind]}/{new.rpartition('/')[2]}"
        source = SourceFile(new, name, refused.texts[new].encode())
        return questions_of(refused.findings, self.questions, source) & set(self.answers)


def _label(question: "Question") -> str:
    return question.flag.removeprefix("--").replace("-", " ")


def _written(answer: "Answer") -> str:
    return answer if isinstance(answer, str) else ", ".join(answer)


def _in_words(question: "Question", usual: str, needed: bool) -> str:
    parts: Sequence[str] = [
        "",
        question.words,
        *([f"One of: {', '.join(question.choices)}."] if question.choices else []),
        *(["Several are told apart by commas."] if question.commas and question.is_list else []),
        *([f"Enter alone means: {usual}"] if usual else []),
        *([f"For example: {question.example}"] if question.example and not usual else []),
        *(["(You may leave this out.)"] if not needed and not usual else []),
    ]
    return "\n".join(parts)
