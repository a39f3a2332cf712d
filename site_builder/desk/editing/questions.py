"""What a new record needs to be told, made from its model: each question is one line of the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from site_builder.content.body import Body
from site_builder.content.document import Origin
from site_builder.content.field_facts import facts_at
from site_builder.content.field_types import Text
from site_builder.content.models import SHORTHAND, choices_of, list_within, model_within, validate_model
from site_builder.content.schema import RECORDS, Officer, Record
from site_builder.content.strict_yaml import Location, YamlFields, parse_yaml
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.round_trip import format_field
from site_builder.directory.references import say_kind
from site_builder.findings.diagnostics import Place, suggest

Answer = str | list[str]
Answers = dict[Location, Answer]

_HERE = Place("", 7, 7)
"""Where an answer is said to stand while it is checked alone, to tell its faults from those of fields not asked yet."""


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
        parts = [part for text in written for part in (text.split(",") if self.commas else [text])]
        return [part.strip() for part in parts if part.strip()]


def questions_for(model: type[Record]) -> tuple[Question, ...]:
    """Return every question that a file of this kind can answer, in the order of its lines."""
    return tuple(
        question
        for name, field in model.model_fields.items()
        if name not in Record.OWN
        for question in _questions((name,), name, field, needed=True)
    )


def needed_now(questions: tuple[Question, ...], answers: Answers) -> Iterator[Question]:
    """Yield what is not answered but must be: whatever every file needs, and the rest of a group that is begun."""
    begun = {location[:1] for location in answers if len(location) > 1}
    for question in questions:
        if question.location not in answers and (
            question.needed or (question.needed_in_group and question.location[:1] in begun)
        ):
            yield question


def find_faults(model: type[Record], question: Question, answer: Answer, content: Content) -> list[str]:
    """Return what is wrong with one answer, in the words that the checks use for a file."""
    if found := _unreadable(answer):
        return found
    place = {question.location: _HERE}
    written = YamlFields(nest({question.location: answer}), place, place)
    origin, body = Origin(""), Body()
    given = {"slug": "new", "origin": origin, "body": body}
    _, faults = validate_model(model, written, "", model.KIND, given)
    here = [fault for fault in faults if fault.place == _HERE]
    words = [f"{fault.message} {fault.hint}".strip() for fault in here]
    return list(dict.fromkeys(words)) or list(_unknown_names(question, model.KIND, answer, content))


def with_short_names(question: Question, kind: str, answer: Answer, content: Content) -> Answer:
    """Return an answer with the short name in place of each name that somebody wrote out: ``Tower Hamlets``."""
    other = facts_at(RECORDS[kind], question.location).names
    if not other:
        return answer
    known = content.slugs(other)
    entries = answer if isinstance(answer, list) else [answer]
    short = [known.get(" ".join(entry.casefold().split()), entry) for entry in entries]
    return short if isinstance(answer, list) else short[0]


def nest(answers: Answers) -> dict[str, Any]:
    """Return answers as the fields of a file; the second part of a location may be an entry of a list."""
    fields: dict[str, Any] = {}
    for location, answer in answers.items():
        name, *rest = location
        if not rest:
            fields[str(name)] = answer
        elif rest[0] == 0:
            fields.setdefault(str(name), [{}])[0][rest[1]] = answer
        else:
            fields.setdefault(str(name), {})[rest[0]] = answer
    return fields


def group_of(field: FieldInfo) -> type[BaseModel] | None:
    """Return the model of a field that is a group of lines; a contact is written as one value."""
    model = model_within(field.annotation)
    return model if model and SHORTHAND not in model.model_fields else None


def _questions(location: Location, flag: str, field: FieldInfo, needed: bool) -> Iterator[Question]:
    needed = needed and field.is_required()
    group = group_of(field)
    if group is None:
        yield _question(location, flag, field, needed)
    elif list_within(field.annotation) is not None:
        if needed:  # of a list of groups only the first is asked for, and only where there must be one
            for name, inner in group.model_fields.items():
                yield from _questions((*location, 0, name), f"{flag.removesuffix('s')}-{name}", inner, needed)
    else:
        for name, inner in group.model_fields.items():
            yield from _questions((*location, name), f"{flag}-{name}", inner, needed)


def _question(location: Location, flag: str, field: FieldInfo, needed: bool) -> Question:
    example = field.examples[0] if field.examples else ""
    return Question(
        location,
        "--" + flag.replace("_", "-"),
        (field.description or "").replace("`", '"'),
        needed,
        len(location) > 1 and field.is_required(),
        list_within(field.annotation) is not None,
        isinstance(example, list) or not _holds_sentences(field),
        tuple(choices_of(field.annotation)),
        ", ".join(example) if isinstance(example, list) else str(example),
    )


def _holds_sentences(field: FieldInfo) -> bool:
    """Whether the entries of a list are free text, which may have commas of its own."""
    return get_args(list_within(field.annotation))[:1] == (Text,)


def _unreadable(answer: Answer) -> list[str]:
    if not answer:
        return ["This is empty. Write something."]
    _, found = parse_yaml(format_field("answer", answer), "")
    return [f"{fault.message} {fault.hint}".strip() for fault in found]


def _unknown_names(question: Question, kind: str, answer: Answer, content: Content) -> Iterator[str]:
    if question.location == ("consent", "fields"):
        for name in answer:
            if name not in Officer.may_agree_to():
                hint = suggest(name, Officer.may_agree_to())
                hint = hint or f"The names are: {', '.join(Officer.may_agree_to())}."
                yield f'"{name}" is not a field that needs consent. {hint}'
    other = facts_at(RECORDS[kind], question.location).names
    known: Mapping[str, str] = content.slugs(other) if other else {}
    for slug in answer if isinstance(answer, list) else [answer]:
        if other and slug not in known.values():
            names = sorted(set(known.values()))
            hint = suggest(slug, names) or f"The names are: {', '.join(names)}."
            yield f'There is no {say_kind(other)} called "{slug}". {hint}'
