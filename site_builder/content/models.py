"""Turn fields of text into a frozen model, and every fault into a finding at its place in the file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from site_builder.content.document import Origin
from site_builder.content.field_types import NOT_ONE_LINE, in_small_form
from site_builder.content.strict_yaml import Location, Repeat, YamlFields
from site_builder.findings.diagnostics import Diagnostic, Fix, find_near, suggest
from site_builder.language.wording import format_list


def title_of(name: str) -> str:
    """Return what a field is called in words: ``Reply time``."""
    return name.replace("_", " ").capitalize()


class Part(BaseModel):
    """A group of fields: frozen, and nothing in it that is not named here."""

    model_config = ConfigDict(
        defer_build=True,  # until the first file is read: with all its records at hand, a build needs no model
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        field_title_generator=lambda name, _: title_of(name),
        # The name of a class means nothing to an editor.
        json_schema_extra=lambda schema: schema.pop("title"),
    )


M = TypeVar("M", bound=Part)
_CALLED = {"borough": ("area", "areas")} | {
    name: (name, f"{name}s") for name in ("officer", "channel", "page", "notice", "machine file")
}
"""What one file of a kind and what several are called, whatever the region's own word is."""
SHORTHAND = "value"
"""A group that has this field may also be written as that one value: ``phone: 101``."""


def validate_model(
    model: type[M], written: YamlFields, path: str, kind: str, given: Mapping[str, object] | None = None
) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Return the model that the written fields make, or None with one finding for each fault.

    `kind` is the word for such a file in messages (``officer``). `given` are values that the program adds itself; an
    editor may not write fields of those names.
    """
    given = given or {}
    report = _Report(model, written, path, kind, frozenset(given))
    found = [report.unknown((name,)) for name in written.fields if name in given]
    for repeat in written.repeats:
        found += _in_repeat(model, written, repeat, path, kind, given)
    try:
        value = model.model_validate({**written.fields, **given})
    except ValidationError as error:
        return None, (*found, *report.findings(error.errors()))
    return (None if found or written.faulty or not written.whole else value), tuple(found)


def _in_repeat(
    model: type[M],
    written: YamlFields,
    repeat: Repeat,
    path: str,
    kind: str,
    given: Mapping[str, object],
) -> list[Diagnostic]:
    """Return what is wrong with one value of a field that has several, as if there were no other."""
    fields = _with_value(written.fields, repeat.at, repeat.value)
    places = {**written.places, **repeat.places}
    faulty = written.faulty - {repeat.at}
    report = _Report(
        model, replace(written, fields=fields, places=places, faulty=faulty), path, kind, frozenset(given)
    )
    try:
        model.model_validate({**fields, **given})
    except ValidationError as error:
        inside = (one for one in error.errors() if one["loc"][: len(repeat.at)] == repeat.at)
        return list(report.findings(tuple(inside)))
    return []


def _with_value(fields: object, at: Location, value: object) -> dict[str, Any]:
    """Return the fields with another value at a place."""
    if not at or not isinstance(fields, (Mapping, list)):
        return cast("dict[str, Any]", value if not at else fields)
    changed: Any = dict(fields) if isinstance(fields, Mapping) else list(fields)
    known = at[0] in changed if isinstance(fields, Mapping) else int(at[0]) < len(changed)
    changed[at[0]] = _with_value(changed[at[0]] if known else None, at[1:], value)
    return cast("dict[str, Any]", changed)


class _Report:
    """Words for the faults of one file."""

    def __init__(
        self, model: type[Part], written: YamlFields, path: str, kind: str, hidden: frozenset[str]
    ) -> None:
        self.model, self.written, self.hidden = model, written, hidden
        self.origin = Origin(path, written.places, written.key_places)
        self.one, self.several = _CALLED.get(kind, (kind, kind))

    def findings(self, errors: Sequence[ErrorDetails]) -> Iterator[Diagnostic]:
        """Yield one finding for each mistake; what only follows from another is not told."""
        unknown = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
        astray = self._astray({str(location[0]) for location in unknown if len(location) == 1})
        yield from (self._out_of_group(group, names) for group, names in astray.items())
        told = {(name,) for names in astray.values() for name in names}
        for details in errors:
            location = self._location(details)
            if location in told or self._is_known(location):
                continue
            if details["type"] == "extra_forbidden":
                yield self.unknown(location)
            elif details["type"] != "missing":
                yield self._wrong_value(location, details)
            elif self.written.whole and not self._is_misspelt(location, unknown):
                yield self.missing(location)

    def missing(self, location: Location) -> Diagnostic:
        """Say that a field which must be there is not."""
        message = f'"{location[-1]}" is missing. {self._owner(location[:-1])} needs it.'
        hint = self._how_to_add(location)
        return Diagnostic(self.origin.key_place(*location[:-1]), "missing-field", message, hint)

    def unknown(self, location: Location) -> Diagnostic:
        """Say that a field has a name nobody knows."""
        name, group = str(location[-1]), location[:-1]
        known = [known for known in self._names(group) if known not in self.hidden]
        where = self._owner(group).replace("Each", "an") if group else self.several
        written = self._written_names(group)
        free = [known for known in known if known not in written]
        place = self.origin.key_place(*location)
        meant = find_near(name, known)
        sure: tuple[str, ...] = ()
        if meant and meant[0] in written:
            hint = f'There is "{meant[0]}" already: keep the one that is right.'
        else:
            hint, sure = suggest(name, free), find_near(name, free)
        if not hint and self._takes_one_value(group) and SHORTHAND not in written:
            hint = f'Did you mean "{SHORTHAND}"?'
        fix = Fix(place.column, place.end_column, sure[0]) if len(sure) == 1 and place.end_column else None
        message = f'"{name}" is not a field {where} can have.'
        return Diagnostic(
            place, "unknown-field", message, hint or f"The fields are: {', '.join(free)}.", fix=fix
        )

    def _location(self, details: ErrorDetails) -> Location:
        """Return where a fault is; the value of a contact that is written in short stands at the contact itself."""
        location = details["loc"]
        is_short = location[-1:] == (SHORTHAND,) and location not in self.written.places
        return location[:-1] if is_short and details["type"] != "missing" else location

    def _is_known(self, location: Location) -> bool:
        """Whether an earlier finding already says what is wrong there."""
        return any(location[:length] in self.written.faulty for length in range(1, len(location) + 1))

    def _is_misspelt(self, location: Location, unknown: Iterable[Location]) -> bool:
        """Whether a field that seems to be missing is there under a name that nobody knows."""
        known = self._names(location[:-1])
        return any(
            self._takes_one_value(location[:-1]) or f'"{location[-1]}"' in suggest(str(other[-1]), known)
            for other in unknown
            if other[:-1] == location[:-1]
        )

    def _astray(self, unknown: set[str]) -> dict[str, list[str]]:
        """Return the unknown fields that stand below the empty name of the group which they belong to."""
        lines = sorted(
            (place.line, str(at[0])) for at, place in self.written.key_places.items() if len(at) == 1
        )
        order = [name for _, name in lines]
        found = {}
        for index, group in enumerate(order):
            names = self._names((group,)) if (group,) in self.written.faulty else []
            run = _leading(order[index + 1 :], names)
            if astray := [name for name in run if name in unknown]:
                found[group] = astray
        return found

    def _out_of_group(self, group: str, names: Sequence[str]) -> Diagnostic:
        belong, lines = ("belongs", "this line") if len(names) == 1 else ("belong", "these lines")
        words = format_list([f'"{name}"' for name in names])
        return Diagnostic(
            self.origin.key_place(names[0]),
            "wrong-shape",
            f'{words} {belong} to "{group}" above.',
            f"Begin {lines} with two spaces.",
        )

    def _wrong_value(self, location: Location, details: ErrorDetails) -> Diagnostic:
        context: dict[str, Any] = details.get("ctx", {})
        value: object = details["input"]
        if context.get("message", NOT_ONE_LINE) != NOT_ONE_LINE:
            location = (*location, context["field"]) if context["field"] else location
            return self._with_fix(
                Diagnostic(
                    self.origin.place(*location), details["type"], context["message"], context["hint"]
                ),
                value,
                context.get("mended", ""),
            )
        if not _is_text(value) or details["type"] not in {"literal_error", "string_pattern_mismatch"}:
            return self._wrong_shape(location, value)
        if details["type"] == "literal_error":
            return self._bad_choice(location, str(value))
        message = f'"{value}" does not look right for "{_last_name(location)}".'
        found = Diagnostic(self.origin.place(*location), "bad-value", message, self._how_to_write(location))
        capitals = str(value).upper()
        return self._with_fix(found, value, capitals if re.fullmatch(context["pattern"], capitals) else "")

    def _with_fix(self, found: Diagnostic, value: object, mended: str) -> Diagnostic:
        """Return a finding with what a program may write instead of a value, alone or between quotes."""
        place, written = found.place, str(value)
        quotes = place.end_column - place.column - len(written)
        if not mended or quotes not in {0, 2}:
            return found
        column = place.column + quotes // 2
        return replace(found, fix=Fix(column, column + len(written), mended))

    def _wrong_shape(self, location: Location, value: object) -> Diagnostic:
        """Say that one value, a list and a group were taken for each other."""
        name, (field, annotation) = _last_name(location), self._field(location)
        is_entry = isinstance(location[-1], int)
        model, is_list = model_within(annotation), list_within(annotation) is not None and not is_entry
        subject = f'An entry of "{name}"' if is_entry else f'"{name}"'
        hint = self._how_to_write(location)
        if is_list:
            wanted = "takes a list"
            hint = f"{_described(field)} {hint}" if model and field else hint
        elif _has(annotation, dict) or (model and not is_shorthand(model)):
            wanted = "is a group of lines"
            hint = (
                f"Delete the hyphens. Begin each line with two spaces. {hint}" if _is_groups(value) else hint
            )
        else:
            wanted = "takes one value"
        return Diagnostic(
            self.origin.place(*location), "wrong-shape", f"{subject} {wanted}, not {_shape(value)}.", hint
        )

    def _bad_choice(self, location: Location, value: str) -> Diagnostic:
        choices = choices_of(self._field(location)[1])
        hint = f"{suggest(value, choices)} The choices are: {', '.join(choices)}.".strip()
        message = f'"{value}" is not one of the choices for "{_last_name(location)}".'
        sure = [choice for choice in choices if in_small_form(choice) == in_small_form(value)]
        found = Diagnostic(self.origin.place(*location), "bad-choice", message, hint)
        return self._with_fix(found, value, sure[0] if len(sure) == 1 else "")

    def _how_to_add(self, location: Location) -> str:
        field, annotation = self._field(location)
        if field is None:
            return f"Add a line for {location[-1]}."
        hint = f"{_described(field)} " if field.description else ""
        if choices := choices_of(annotation):
            hint += f"The choices are: {', '.join(choices)}. "
        sample = _sample(str(location[-1]), field, annotation)
        words = "Add" if "and below it" in sample else "Add a line like:"
        return hint + (f"{words} {sample}" if sample else f'Add a line that begins with "{location[-1]}:".')

    def _how_to_write(self, location: Location) -> str:
        """Return the hint for a field that is there, but not in the form it takes."""
        field, annotation = self._field(location)
        sample = _sample(_last_name(location), field, annotation) if field else ""
        return (
            f"Write {sample}"
            if sample
            else (_described(field) if field else "Look at another file for the form.")
        )

    def _owner(self, group: Location) -> str:
        """Return who has a field, as a sentence begins: a group, an entry of a list, or every file of its kind."""
        if not group:
            return f"Every {self.one}"
        return f'"{group[-1]}"' if isinstance(group[-1], str) else f'Each entry of "{_last_name(group)}"'

    def _takes_one_value(self, group: Location) -> bool:
        model = model_within(self._field(group)[1]) if group else None
        return model is not None and is_shorthand(model)

    def _written_names(self, group: Location) -> set[object]:
        return {at[-1] for at in self.written.key_places if at[:-1] == group}

    def _field(self, location: Location) -> tuple[FieldInfo | None, object]:
        """Return the field at a location and the type it takes there; a name that editors choose has only a type."""
        field: FieldInfo | None = None
        annotation: object = self.model
        for name in location:
            if isinstance(name, int):
                continue
            if mapping := _first(annotation, dict):
                field, annotation = None, get_args(mapping)[1]
            else:
                model = model_within(annotation)
                field = model.model_fields.get(name) if model else None
                annotation = field.annotation if field else None
        return field, annotation

    def _names(self, location: Location) -> list[str]:
        annotation = self._field(location)[1]
        model = None if _has(annotation, dict) else model_within(annotation)
        return [name for name in model.model_fields if name not in self.hidden] if model else []


def model_within(annotation: object) -> type[BaseModel] | None:
    """Return the group of fields inside ``X | None``, ``tuple[X, ...]`` or ``Annotated[X, …]``."""
    return next(
        (
            part
            for part in _types_within(annotation)
            if isinstance(part, type) and issubclass(part, BaseModel)
        ),
        None,
    )


def list_within(annotation: object) -> object:
    """Return the list inside ``tuple[X, ...] | None``, or None for a field that takes none."""
    return _first(annotation, tuple)


def choices_of(annotation: object) -> list[str]:
    """Return the words that a field may hold, or nothing when it is free."""
    return [str(choice) for choice in get_args(_first(annotation, Literal))]


def is_list(annotation: object) -> bool:
    """Whether a field takes a list; what is made of one text, like a point in a picture, may be a tuple too."""
    return get_args(list_within(annotation))[-1:] == (...,)


def readers_of(field: FieldInfo) -> Iterator[object]:
    """Yield every function that reads the text of a field; of a contact, its value's."""
    group = model_within(field.annotation)
    if group and SHORTHAND in group.model_fields:
        yield from readers_of(group.model_fields[SHORTHAND])
    yield from (mark.func for mark in _readers_within(field))


def short_choices_of(field: FieldInfo) -> list[str]:
    """Return the words that may stand for a whole list of groups: ``24x7``."""
    forms = (getattr(mark, "json_schema_input_type", None) for mark in _readers_within(field))
    return [choice for form in forms for choice in choices_of(form)]


def _readers_within(field: FieldInfo) -> Iterator[BeforeValidator]:
    marks = [*field.metadata, *_marks_within(field.annotation)]
    yield from (mark for mark in marks if isinstance(mark, BeforeValidator))


def _marks_within(annotation: object) -> Iterator[object]:
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks_within(part)


def _types_within(annotation: object) -> Iterator[object]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from _types_within(part)


def _first(annotation: object, origin: object) -> object:
    return next((part for part in _types_within(annotation) if get_origin(part) is origin), None)


def _has(annotation: object, origin: object) -> bool:
    return _first(annotation, origin) is not None


def _sample(name: str, field: FieldInfo, annotation: object) -> str:
    """Return a field as it may be written, on one line, or nothing when no example is known."""
    if field.examples:
        return f"{name}: {_written(field.examples[0])}"
    if _has(annotation, dict):
        return ""
    if choices := choices_of(annotation):
        return f"{name}: {choices[0]}"
    model = model_within(annotation)
    return _sample_group(name, model, is_list=list_within(annotation) is not None) if model else ""


def _sample_group(name: str, model: type[BaseModel], *, is_list: bool) -> str:
    lines = list(_lines_of(model))
    if is_shorthand(model):
        return lines[0].replace(SHORTHAND, name, 1)
    if is_list:
        first, *others = lines
        entry = format_list([f'"  - {first}"', *(f'"    {line}"' for line in others)])
        return f"{name}: and below it {entry}, spaces included."
    return f"{name}: and below it, each with two spaces before it: {', '.join(lines)}"


def is_shorthand(model: type[BaseModel]) -> bool:
    """Whether a group may also be written as one value, as a contact may."""
    return [name for name, field in model.model_fields.items() if field.is_required()] == [SHORTHAND]


def _lines_of(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if field.is_required():
            yield _sample(name, field, field.annotation) or f"{name}: …"


def _leading(names: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name not in known:
            return
        yield name


def _last_name(location: Location) -> str:
    return next((part for part in reversed(location) if isinstance(part, str)), "this field")


def _described(field: FieldInfo) -> str:
    return (field.description or "").replace("`", '"')


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_groups(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) for entry in value)


def _shape(value: object) -> str:
    return "a list" if isinstance(value, list) else "one value" if _is_text(value) else "a group of lines"


def _written(example: object) -> str:
    return "[" + ", ".join(map(str, example)) + "]" if isinstance(example, list) else str(example)
