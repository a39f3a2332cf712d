"""Put findings beside the field that they are about, and judge a field as somebody types it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.content.document import Document
from site_builder.content.models import SHORTHAND
from site_builder.content.sources import FOLDER_OF, SourceFile
from site_builder.content.strict_yaml import Location
from site_builder.content.validation import validate_source
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.yaml_text import block_lines
from site_builder.desk.forms.form_changes import fields_typed
from site_builder.desk.forms.record_form import Form, FormField
from site_builder.desk.forms.typed_fields import Typed, name_of, numbers_in, single
from site_builder.directory.references import say_kind
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.findings.rule import Severity

_MISSING = re.compile(r'"(\w+)" is missing')


@dataclass(frozen=True)
class PlacedFindings:
    """Findings by the name of the field that they are about; `others` are about none that the form has."""

    beside: Mapping[str, tuple[Diagnostic, ...]]
    others: tuple[Diagnostic, ...]

    def words(self) -> dict[str, tuple[str, ...]]:
        """Return what to say beside each field, and by an empty name above all."""
        found = {name: tuple(map(words_of, here)) for name, here in self.beside.items()}
        return {**found, "": tuple(map(words_of, self.others))}


def words_of(finding: Diagnostic) -> str:
    """Return what a finding says, as the command line says it."""
    return f"{finding.message} {finding.hint}".strip()


def place_findings(
    form: Form, document: Document, findings: Iterable[Diagnostic], typed: Typed | None = None
) -> PlacedFindings:
    """Return where in a form each finding on a file belongs.

    Where the file was written from what was `typed`, repeated groups are called what they are called there.
    """
    beside: dict[str, list[Diagnostic]] = {}
    others = []
    for one in findings:
        name = _name_for(form, document, one) if one.place.path == document.path else ""
        if name:
            beside.setdefault(_as_typed(form, name, typed) if typed is not None else name, []).append(one)
        else:
            others.append(one)
    return PlacedFindings({name: tuple(found) for name, found in beside.items()}, tuple(others))


def judge_field(form: Form, content: Content, typed: Typed, name: str) -> tuple[str, ...]:
    """Return what is wrong with one field as it is typed, in the words that the checks have for a file.

    Of what was typed besides, only what the field is judged by counts: what is missing is still to come.
    """
    field = form.field(tuple(part for part in name.split(".") if not part.isdecimal()))
    if field is None or field.kind == "body":
        return ()
    if unknown := tuple(_unknown_names(field, content, typed, name)):
        return unknown
    folder = FOLDER_OF[form.kind]
    text = "\n".join(["---", *block_lines(fields_typed(form, typed), 0), "---", ""])
    source = SourceFile(f"{folder}/new.md", f"{folder}/new.md", text.encode("utf-8", "replace"))
    document, _, found = validate_source(source)
    told = [one for one in found if one.severity is Severity.ERROR and not one.rule.startswith("missing-")]
    placed = place_findings(form, document, told, typed) if document else PlacedFindings({}, tuple(told))
    return tuple(dict.fromkeys(map(words_of, placed.beside.get(name, ()))))


def _unknown_names(field: FormField, content: Content, typed: Typed, name: str) -> Iterator[str]:
    if not field.names:
        return
    known = content.names(field.names)
    for written in typed.get(name, ()):
        if written.strip() and written.strip() not in known.slugs.values():
            yield known.refusal(say_kind(field.names), written.strip())


def _name_for(form: Form, document: Document, finding: Diagnostic) -> str:
    """Return the name of the field that a finding is about, nothing where the form has none."""
    at = _location(document, finding.place)
    missing = _MISSING.match(finding.message) if finding.rule.startswith("missing-") else None
    for length in range(len(at), -1, -1) if missing else ():
        assert missing
        if name := _name_at(form, (*at[:length], missing[1])):
            return name
    return _name_at(form, at)


def _location(document: Document, place: Place) -> Location:
    """Return what stands at a place: the innermost field on its line, the last one above of a text of several lines."""
    if place.line >= document.body.line:
        return ("body",)
    origin = document.origin
    known = [
        (one.line, one.column, len(at), at)
        for places in (origin.key_places, origin.places)
        for at, one in places.items()
    ]
    before = [one for one in known if one[:2] <= (place.line, max(1, place.column))]
    on_line = [one for one in before if one[0] == place.line] or [
        one for one in known if one[0] == place.line
    ]
    nearest = max(on_line or before, key=lambda one: one[:3], default=None)
    return nearest[3] if nearest and place.line else ()


def _name_at(form: Form, at: Location) -> str:
    """Return the name of the field at a location of a file; of an entry of a list it is the list's."""
    fields: Sequence[FormField] = form.fields
    field: FormField | None = None
    way: list[str | int] = []
    for part in at:
        if isinstance(part, int):
            if field is not None and field.kind == "groups":
                way.append(part)
            continue
        field = next((one for one in fields if one.way[-1] == part), None)
        if field is None:
            return ""
        way.append(part)
        fields = field.inner
    is_whole = field is not None and field.is_contact and way[-1:] == [field.way[-1]]
    return name_of((*way, SHORTHAND) if is_whole else tuple(way))


def _as_typed(form: Form, name: str, typed: Typed) -> str:
    """Return a name with the numbers that groups have in the form: those in which nothing is typed were left out."""
    parts: list[str] = []
    for part in name.split("."):
        if part.isdecimal():
            above = ".".join(parts)
            order = [
                number for number in numbers_in(typed, above) if _says_something(typed, f"{above}.{number}.")
            ]
            part = str(order[int(part)]) if int(part) < len(order) else part  # noqa: PLW2901
        parts.append(part)
    return ".".join(parts)


def _says_something(typed: Typed, begin: str) -> bool:
    return any((single(typed, name) or "").strip() for name in typed if name.startswith(begin))
