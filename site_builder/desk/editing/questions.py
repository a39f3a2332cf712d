"""What a new record needs to be told, made from its model: each question is one line of the file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from site_builder.content.document import Document
from site_builder.content.field_facts import facts_at
from site_builder.content.schema import RECORDS, Officer, Record
from site_builder.content.sources import FOLDER_OF, SourceFile
from site_builder.content.strict_yaml import Location, parse_yaml
from site_builder.content.validation import validate_source
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.record_text import format_record
from site_builder.desk.editing.spelled_names import KnownNames
from site_builder.desk.editing.yaml_text import format_field
from site_builder.desk.forms.record_form import FormField, fields_of
from site_builder.directory.references import say_kind
from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.rule import Severity

Answer = str | list[str]
Answers = dict[Location, Answer]

_AGREED: Location = ("consent", "fields")
_PICTURE: Location = ("photo", "file")
_UNNAMED = "new"
_ANY_WORDS = "Something"


@dataclass(frozen=True)
class Question:
    """One thing to tell. `location` is where it stands in the file, `flag` how it is written on a command line.

    `needed_in_group` says that it must be told once another line of its group is, `commas` that the entries of a
    list are told apart by commas.
    """

    location: Location
    flag: str
    words: str
    needed: bool
    needed_in_group: bool = False
    is_list: bool = False
    commas: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""

    def read(self, written: list[str]) -> Answer:
        """Return an answer as the file takes it."""
        if not self.is_list:
            return written[-1].strip()
        parts = [part for text in written for part in (re.split("[,;\n]", text) if self.commas else [text])]
        return [part.strip() for part in parts if part.strip()]


def questions_for(model: type[Record]) -> tuple[Question, ...]:
    """Return every question that a file of this kind can answer, in the order of its lines."""
    return tuple(
        question
        for field in fields_of(model)
        for question in _questions(field.way, field.name, field, needed=True)
    )


def needed_now(questions: tuple[Question, ...], answers: Answers) -> Iterator[Question]:
    """Yield what is not answered but must be: whatever every file needs, and the rest of a group that is begun."""
    begun = {location[:1] for location in answers if len(location) > 1}
    for question in questions:
        if question.location not in answers and (
            question.needed or (question.needed_in_group and question.location[:1] in begun)
        ):
            yield question


def names_for(question: Question, kind: str, content: Content) -> KnownNames | None:
    """Return the names of which an answer is made; None for one in words.

    They are those of records, of fields to agree to, of choices, or of the pictures that are there already.
    """
    if question.choices:
        return KnownNames.of((choice, choice) for choice in question.choices)
    if question.location == _PICTURE:
        pictures = (one.name.rpartition("/")[2] for one in content.sources if one.kind == "photo")
        return KnownNames.of((name, name) for name in pictures)
    if question.location == _AGREED:
        return KnownNames.of((name, name) for name in Officer.may_agree_to())
    other = facts_at(RECORDS[kind], question.location).names
    return content.names(other) if other else None


def find_faults(kind: str, question: Question, answers: Answers, content: Content) -> list[str]:
    """Return what is wrong with the answer to a question, in the words that the checks use for a file.

    The file is checked that these answers would make; where one is still needed an example stands.
    """
    answer = answers[question.location]
    if found := _unreadable(answer):
        return found
    if unknown := list(_unknown_names(question, kind, answer, content)):
        return unknown
    name = f"{FOLDER_OF[kind]}/{_UNNAMED}.md"
    text = format_record(RECORDS[kind], nest(_with_examples(kind, answers)))
    source = SourceFile(content.folders.new_file(name).as_posix(), name, text.encode())
    document, _, found_there = validate_source(source)
    lines = _lines_of(document, question) if document else set()
    here = (one for one in found_there if one.place.line in lines and _is_told(one))
    return list(dict.fromkeys(f"{fault.message} {fault.hint}".strip() for fault in here))


def questions_of(
    findings: Iterable[Diagnostic], questions: Iterable[Question], source: SourceFile
) -> set[Location]:
    """Return where those questions stand whose answers, in a new file, these findings are about."""
    document, _, _ = validate_source(source)
    places = {one.place.line for one in findings if one.place.path == source.path}
    return {one.location for one in questions if document and places & _lines_of(document, one)}


def _with_examples(kind: str, answers: Answers) -> Answers:
    questions = questions_for(RECORDS[kind])
    samples: Answers = {
        one.location: one.read([one.example or next(iter(one.choices), "") or _ANY_WORDS])
        for one in needed_now(questions, answers)
    }
    return {
        one.location: (answers | samples)[one.location]
        for one in questions
        if one.location in answers | samples
    }


def _lines_of(document: Document, question: Question) -> set[int]:
    """Return the lines on which an answer stands."""
    at, size = question.location, len(question.location)
    origin = document.origin
    return {
        place.line
        for places in (origin.places, origin.key_places)
        for location, place in places.items()
        if location[:size] == at
    }


def _is_told(fault: Diagnostic) -> bool:
    """Whether a finding is about what was answered: what is missing beside it is still to be asked."""
    return fault.severity is Severity.ERROR and not fault.rule.startswith("missing-")


def nest(answers: Answers) -> dict[str, Any]:
    """Return answers as the fields of a file; of a list of groups only the first is asked for."""
    fields: dict[str, Any] = {}
    for location, answer in answers.items():
        group = fields
        for name, below in pairwise(location):
            if isinstance(name, str):
                held = group.setdefault(name, [{}] if below == 0 else {})
                group = held[0] if below == 0 else held
        group[str(location[-1])] = answer
    return fields


def _questions(location: Location, flag: str, field: FormField, needed: bool) -> Iterator[Question]:
    needed = needed and field.needed
    if (
        field.kind == "groups" and needed
    ):  # of a list of groups only the first is asked for, where there must be one
        for inner in field.inner:
            yield from _questions(
                (*location, 0, inner.name), f"{flag.removesuffix('s')}-{inner.name}", inner, needed
            )
    elif field.kind == "group" and not field.is_contact:
        for inner in field.inner:
            yield from _questions((*location, inner.name), f"{flag}-{inner.name}", inner, needed)
    elif field.kind != "groups":
        yield _question(location, flag, field, needed)


def _question(location: Location, flag: str, field: FormField, needed: bool) -> Question:
    return Question(
        location,
        "--" + flag.replace("_", "-"),
        field.words,
        needed,
        len(location) > 1 and field.needed,
        field.is_list,
        field.commas,
        tuple(choice.value for choice in field.choices) if field.kind == "choice" else (),
        field.example,
    )


def _unreadable(answer: Answer) -> list[str]:
    if not answer:
        return ["This is empty. Write something."]
    _, found = parse_yaml(format_field("answer", answer), "")
    return [f"{fault.message} {fault.hint}".strip() for fault in found]


def _unknown_names(question: Question, kind: str, answer: Answer, content: Content) -> Iterator[str]:
    is_free = question.choices or question.location == _PICTURE  # a picture may come later
    names = None if is_free else names_for(question, kind, content)
    other = facts_at(RECORDS[kind], question.location).names
    for written in answer if names and isinstance(answer, list) else [answer]:
        if names is None or not isinstance(written, str) or written in names.slugs.values():
            continue
        what = say_kind(other) if other else "field that needs consent"
        yield names.refusal(what, written)
