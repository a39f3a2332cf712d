"""Put what was typed into a form back into its file: only the lines of fields that say something else are touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.content.characters import find_refused_characters
from site_builder.content.document import Document
from site_builder.content.frontmatter import parse_document
from site_builder.content.models import SHORTHAND
from site_builder.content.strict_yaml import Location
from site_builder.content.strict_yaml.yaml_events import Kind
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.field_edits import (
    Entry,
    FieldText,
    TooOddError,
    Wanted,
    bare,
    kept,
    with_origins,
)
from site_builder.desk.editing.field_lines import fields_text, with_mark
from site_builder.desk.editing.written_fields import LINES, Plain, Written
from site_builder.desk.forms.record_form import BODY, Form, FormField
from site_builder.desk.forms.text_lines import as_sent, line_end, with_text
from site_builder.desk.forms.typed_fields import (
    Typed,
    in_short,
    inner_value,
    name_of,
    numbers_in,
    single,
    texts_of,
    typed_in,
)


def typed_of(form: Form, document: Document, content: bytes) -> dict[str, tuple[str, ...]]:
    """Return what the form of a file holds; raise EditRefused where its fields cannot be told apart."""
    return dict(_Opened.of(form, document, content).shown)


def form_changes(form: Form, document: Document, content: bytes, typed: Typed) -> bytes:
    """Return a file as it was typed; raise EditRefused, in words, where it cannot be written line by line.

    What was not sent stays as it is, and so does what the form does not ask.
    """
    opened = _Opened.of(form, document, content)
    changed = opened.changes(typed)
    if not changed:
        return content
    _refuse_unseen_signs(changed)
    wanted = _Wish(typed, frozenset(changed), document.path).fields(form, opened.written)
    try:
        head = opened.file.with_fields(wanted).removesuffix(opened.body)
    except TooOddError:
        raise refused(document.path) from None
    text = single(changed, BODY[0])
    body = opened.body if text is None else with_text(opened.body, text, opened.ending)
    after = with_mark(content, f"{head}{body}")
    _require(form, document, after, (bare(wanted), as_sent(body)))
    return after


def fields_typed(form: Form, typed: Typed) -> dict[str, Plain]:
    """Return what was typed as the fields of a new file."""
    found = bare(_Wish(typed, frozenset(typed), "").fields(form, Written(Kind.GROUP, 0, 0)))
    assert isinstance(found, dict)
    return found


def refused(path: str, name: str = "") -> EditRefused:
    """Return the refusal of a file, or of one of its fields, that would lose something."""
    what = f'"{name}" in {path}' if name else path
    return EditRefused(
        f"{what} is written in a way that cannot be changed line by line. Change it in the text of the whole file."
    )


@dataclass(frozen=True)
class _Opened:
    """A file as its form was opened with it."""

    file: FieldText
    written: Written
    shown: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, form: Form, document: Document, content: bytes) -> "_Opened":
        try:
            file = fields_text(document, content, form.order)
            written = file.read()
        except (TooOddError, EditRefused):
            _, found = parse_document(document.path, content, document.slug)
            raise EditRefused(str(refused(document.path)), found) from None
        return cls(file, written, typed_in(form, written, file.text[_below(file) :]))

    @property
    def body(self) -> str:
        """The text below the fields, with the empty lines round it."""
        return self.file.text[_below(self.file) :]

    @property
    def ending(self) -> str:
        """How the first line of the file ends."""
        return line_end(self.file.text[: self.file.begin]) or "\n"

    def changes(self, typed: Typed) -> dict[str, Sequence[str]]:
        """Return what was sent of the fields that say something else now."""
        known = {name.partition(".")[0] for name in self.shown}
        return {
            name: values
            for name, values in typed.items()
            if name.partition(".")[0] in known and tuple(map(as_sent, values)) != self.shown.get(name)
        }


def _below(file: FieldText) -> int:
    """Return where the text below the fields begins: after the line of hyphens."""
    fence = LINES.match(file.text, file.stop)
    return fence.end() if fence else len(file.text)


def _refuse_unseen_signs(typed: Typed) -> None:
    for name, values in typed.items():
        if found := find_refused_characters("\n".join(values), ""):
            raise EditRefused(f'"{name}" was not saved. {found[0].message} {found[0].hint}')


@dataclass(frozen=True)
class _Wish:
    """What a file is to hold, by what was typed; `changed` are the names of what says something else now."""

    typed: Typed
    changed: frozenset[str]
    path: str

    def fields(self, form: Form, written: Written) -> dict[str, Wanted]:
        """Return all fields of a file, those that no form has too."""
        asked = [field for field in form.fields if field.kind != "body"]
        return self._inner(
            asked, (), written, {field.way[-1]: written.value(field.way[-1]) for field in asked}
        )

    def _inner(
        self,
        fields: Iterable[FormField],
        at: Location,
        written: Written | None,
        values: Mapping[str, Written | None],
    ) -> dict[str, Wanted]:
        """Return the fields of a group, or of the file: those that are there in their order, then new ones."""
        plain = written.plain if written else {}
        wanted = {name: kept(value) for name, value in plain.items()} if isinstance(plain, dict) else {}
        for field in fields:
            name = field.way[-1]
            value = values.get(name)
            new = self._value(field, value, (*at, name)) if self._is_touched((*at, name)) else None
            if new is not None:
                wanted[name] = new
            elif self._is_touched((*at, name)):
                wanted.pop(name, None)
            elif value is not None:
                wanted[name] = kept(value.plain)
        return wanted

    def _is_touched(self, at: Location) -> bool:
        name = name_of(at)
        return name in self.changed or any(one.startswith(f"{name}.") for one in self.changed)

    def _value(self, field: FormField, value: Written | None, at: Location) -> Wanted | None:
        """Return what a field is to hold, None where it is to go."""
        if field.kind == "group":
            return self._group(field, value, at)
        if field.kind == "groups":
            return self._groups(field, value, at)
        if field.kind in {"entries", "several"}:
            return self._list(field, value, at)
        self._require(value is None or value.is_text, at)
        return _on_one_line(single(self.typed, name_of(at)) or "") or None

    def _require(self, is_fit: object, at: Location) -> None:
        """Refuse to write over something of another kind, which the form could not show."""
        if not is_fit:
            raise refused(self.path, name_of(at))

    def _group(self, field: FormField, value: Written | None, at: Location) -> Wanted | None:
        is_empty = value is None or (value.is_text and not value.text)
        is_short = field.is_contact and value is not None and value.is_text
        self._require(is_empty or is_short or (value and value.kind is Kind.GROUP), at)
        values = {inner.way[-1]: inner_value(field, inner, value) for inner in field.inner}
        found = self._inner(field.inner, at, value, values)
        if field.is_contact and found.keys() == {SHORTHAND} and (is_empty or is_short):
            return found[SHORTHAND]
        return found or None

    def _groups(self, field: FormField, value: Written | None, at: Location) -> Wanted | None:
        entries = value.entries if value and value.kind is Kind.LIST else ()
        name = name_of(at)
        short = in_short(self.typed, name)
        if short and field.choices:
            self._refuse_both(field, at, short)
            return short
        may_go = value is None or value.kind is Kind.LIST or (value.is_text and bool(field.choices))
        self._require(may_go or (value and value.is_text and not value.text), at)
        is_sent = name in self.typed
        order = numbers_in(self.typed, name) if is_sent else list(range(len(entries)))
        found = [self._entry(field, entries, number, at) for number in order]
        return [entry for entry in found if entry] or None

    def _refuse_both(self, field: FormField, at: Location, short: str) -> None:
        """Refuse the short form beside groups in which something stands: one of the two would be lost."""
        begins = tuple(f"{name_of((*at, number))}." for number in numbers_in(self.typed, name_of(at)))
        if any(value.strip() for name in self.typed if name.startswith(begins) for value in self.typed[name]):
            words = f'For "{field.label}" "{short}" is chosen, and there are lines below it. Choose one of the two.'
            raise EditRefused(words)

    def _entry(self, field: FormField, entries: Sequence[Written], number: int, at: Location) -> Entry | None:
        entry = entries[number] if number < len(entries) else None
        if entry and not self._is_touched((*at, number)):
            return Entry(kept(entry.plain), number)
        self._require(entry is None or entry.kind is Kind.GROUP, (*at, number))
        values = {inner.way[-1]: entry.value(inner.way[-1]) if entry else None for inner in field.inner}
        found = self._inner(field.inner, (*at, number), entry, values)
        return Entry(found, number if entry else None) if found else None

    def _list(self, field: FormField, value: Written | None, at: Location) -> Wanted | None:
        before, sent = texts_of(value), self.typed.get(name_of(at), ())
        new = _chosen(before, sent) if field.kind == "several" else _entries(before, sent)
        if value is not None and new == before:
            return kept(value.plain)
        parts = value.entries if value and value.kind is Kind.LIST else ()
        self._require(
            value is None or (value.kind is not Kind.GROUP and all(part.is_text for part in parts)), at
        )
        if value is not None and value.is_text and len(new) == 1:
            return new[0]
        return with_origins(list(before) if parts else None, list(new)) if new else None


def _on_one_line(text: str) -> str:
    return " ".join(filter(None, map(str.strip, as_sent(text).split("\n"))))


def _chosen(before: Sequence[str], sent: Sequence[str]) -> list[str]:
    """Return the entries that are chosen: those that were there in their order, then the others."""
    chosen = [as_sent(value) for value in sent if value.strip()]
    stays = [value for value in before if value in chosen]
    new = [value.strip() for value in dict.fromkeys(chosen) if value not in before]
    return [*(before if len(stays) == len(list(filter(None, before))) else stays), *new]


def _entries(before: Sequence[str], sent: Sequence[str]) -> list[str]:
    """Return the entries that were typed, one on each line; what is left as it was keeps its spaces."""
    known = {text.replace("\n", " "): text for text in before}
    lines = as_sent("\n".join(sent)).split("\n")
    found = [known.get(line, line.strip()) for line in lines]
    return list(before) if found == list(before) else [line for line in found if line]


def _require(form: Form, document: Document, after: bytes, wanted: tuple[Plain, str]) -> None:
    """Read a changed file again: it has what is wanted, and nothing else."""
    again, found = parse_document(document.path, after, document.slug)
    if again is None:
        raise EditRefused(f"{document.path} was not saved. {found[-1].message} {found[-1].hint}".strip())
    opened = _Opened.of(form, again, after)
    if (opened.written.plain, as_sent(opened.body)) != wanted:
        raise refused(document.path)
