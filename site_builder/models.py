"""Turn fields of text into a frozen model, and every fault into a finding at its place in the file."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from site_builder.diagnostics import Diagnostic, Place, suggest
from site_builder.strict_yaml import YamlFields


class Part(BaseModel):
    """A group of fields: frozen, and nothing in it that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


M = TypeVar("M", bound=Part)
_PLURALS = {"officer": "officers", "borough": "boroughs", "channel": "channels", "page": "pages"}


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
    try:
        value = model.model_validate({**written.fields, **given})
    except ValidationError as error:
        found += [finding for details in error.errors() if (finding := report.finding(details))]
        return None, tuple(found)
    return (None if found or written.faulty or not written.whole else value), tuple(found)


class _Report:
    """Words for the faults of one file."""

    def __init__(
        self, model: type[Part], written: YamlFields, path: str, kind: str, hidden: frozenset[str]
    ) -> None:
        self.model, self.written, self.path, self.kind, self.hidden = model, written, path, kind, hidden

    def finding(self, details: ErrorDetails) -> Diagnostic | None:
        """Return the finding for one fault, or None when an earlier finding already says it."""
        location = tuple(
            part for part in details["loc"] if part != "value" or self._is_written(details["loc"])
        )
        if any(location[:length] in self.written.faulty for length in range(1, len(location) + 1)):
            return None
        if details["type"] == "missing" and not self.written.whole:
            return None
        wording: Callable[..., Diagnostic] | None = {
            "missing": self.missing,
            "extra_forbidden": self.unknown,
        }.get(details["type"])
        return wording(location) if wording else self._wrong_value(location, details)

    def missing(self, location: tuple[str | int, ...]) -> Diagnostic:
        """Say that a field which must be there is not."""
        name, field = location[-1], self._field(location)
        hint = f"Add a line for {name}."
        if field is not None and field.examples:
            hint = f"{field.description} Add a line like: {name}: {_written(field.examples[0])}"
        group = location[-2] if len(location) > 1 else None
        owner = f'"{group}"' if isinstance(group, str) else f"Every {self.kind}"
        message = f'"{name}" is missing. {owner} needs it.'
        return Diagnostic(self._place(location[:-1], key=True), "missing-field", message, hint)

    def unknown(self, location: tuple[str | int, ...]) -> Diagnostic:
        """Say that a field has a name nobody knows."""
        name = str(location[-1])
        known = [known for known in self._names(location[:-1]) if known not in self.hidden]
        where = (
            f'"{location[-2]}"'
            if len(location) > 1 and isinstance(location[-2], str)
            else _PLURALS.get(self.kind, self.kind)
        )
        hint = suggest(name, known) or f"The fields are: {', '.join(known)}."
        return Diagnostic(
            self._place(location, key=True),
            "unknown-field",
            f'"{name}" is not a field {where} can have.',
            hint,
        )

    def _wrong_value(self, location: tuple[str | int, ...], details: ErrorDetails) -> Diagnostic:
        context: dict[str, Any] = details.get("ctx", {})
        name = next((part for part in reversed(location) if isinstance(part, str)), "this field")
        if "message" in context:
            location = (*location, context["field"]) if context["field"] else location
            return Diagnostic(self._place(location), details["type"], context["message"], context["hint"])
        if details["type"] == "literal_error":
            return self._bad_choice(location, name, str(details["input"]))
        if details["type"] == "string_pattern_mismatch":
            return Diagnostic(
                self._place(location),
                "bad-value",
                f'"{details["input"]}" does not look right for "{name}".',
                self._example(location),
            )
        return Diagnostic(
            self._place(location),
            "wrong-shape",
            f'"{name}" is not filled in the way it should be.',
            self._example(location),
        )

    def _bad_choice(self, location: tuple[str | int, ...], name: str, value: str) -> Diagnostic:
        field = self._field(location)
        choices = [str(choice) for choice in getattr(field and field.annotation, "__args__", ())]
        hint = f"{suggest(value, choices)} The choices are: {', '.join(choices)}.".strip()
        return Diagnostic(
            self._place(location), "bad-choice", f'"{value}" is not one of the choices for "{name}".', hint
        )

    def _example(self, location: tuple[str | int, ...]) -> str:
        field, names = self._field(location), self._names(location)
        if names:
            return f"It needs lines of its own below it: {', '.join(names)}."
        example = field.examples[0] if field is not None and field.examples else None
        return (
            f"Write it like {_written(example)}."
            if example
            else "Look at another file of this kind for the form."
        )

    def _is_written(self, location: tuple[str | int, ...]) -> bool:
        return location in self.written.places

    def _place(self, location: tuple[str | int, ...], key: bool = False) -> Place:
        for length in range(len(location), 0, -1):
            for places in (
                (self.written.key_places, self.written.places)
                if key
                else (self.written.places, self.written.key_places)
            ):
                if location[:length] in places:
                    return places[location[:length]]
        return Place(self.path, 1, 1)

    def _model_at(self, location: tuple[str | int, ...]) -> type[BaseModel] | None:
        model: type[BaseModel] | None = self.model
        for part in location:
            if isinstance(part, str) and model is not None:
                field = model.model_fields.get(part)
                model = model_within(field.annotation) if field else None
        return model

    def _names(self, location: tuple[str | int, ...]) -> list[str]:
        model = self._model_at(location)
        return [name for name in model.model_fields if name not in self.hidden] if model else []

    def _field(self, location: tuple[str | int, ...]) -> FieldInfo | None:
        names = [part for part in location if isinstance(part, str)]
        model = self._model_at(tuple(names[:-1]))
        return model.model_fields.get(names[-1]) if model and names else None


def model_within(annotation: object) -> type[BaseModel] | None:
    """Return the group of fields inside ``X | None``, ``tuple[X, ...]`` or ``Annotated[X, …]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = (*getattr(annotation, "__args__", ()), getattr(annotation, "__origin__", None))
    return next(
        (
            model
            for part in parts
            if part is not None and part is not annotation and (model := model_within(part))
        ),
        None,
    )


def _written(example: object) -> str:
    return "[" + ", ".join(map(str, example)) + "]" if isinstance(example, list) else str(example)
