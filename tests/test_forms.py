"""The form of a record: every field is asked, what is sent back unchanged changes nothing, and one change one field."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.content.document import Document
from site_builder.content.frontmatter import parse_document
from site_builder.content.guide import list_fields
from site_builder.content.json_schema import make_schema
from site_builder.content.schema import RECORDS
from site_builder.content.sources import FOLDERS, SourceFile, read_sources
from site_builder.content.strict_yaml import Location
from site_builder.content.validation import RECORD_KINDS
from site_builder.desk.forms.form_changes import form_changes, typed_of
from site_builder.desk.forms.record_form import Form, FormField, form_of
from tests.sites import LONDON

ROOT = Path(__file__).resolve().parent.parent
FOLDERS_OF_RECORDS = (LONDON, ROOT / "example", ROOT / "example-region")
HARD_WORDS = (
    "no",
    "02071234567",
    "Zoë: #5 'a' \"b\"",
    "- x",
    "tbc",
    "[a, b]",
    "{{ x }}",
    "a # b",
    "null",
    "é\t|",
    "&",
)


@dataclass(frozen=True)
class Opened:
    """A record with its form, and what stands in it."""

    source: SourceFile
    document: Document
    form: Form
    shown: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, source: SourceFile) -> "Opened":
        document, _ = parse_document(source.path, source.content, source.slug)
        assert document
        form = form_of(FOLDERS[source.folder], is_translation=bool(source.language))
        return cls(source, document, form, typed_of(form, document, source.content))

    def save(self, typed: Mapping[str, Sequence[str]]) -> bytes:
        return form_changes(self.form, self.document, self.source.content, typed)

    def field(self, name: str) -> FormField:
        field = self.form.field(tuple(part for part in name.split(".") if not part.isdigit()))
        assert field
        return field

    def lines_of(self, name: str) -> set[int]:
        """The lines of a field, from 0; of one that is not there those of the group that it would stand in."""
        if name == "body":
            return set(range(self.document.body.line - 1, self.source.content.count(b"\n") + 2))
        at: Location = tuple(int(part) if part.isdigit() else part for part in name.split("."))
        origin = self.document.origin
        places = [*origin.places.items(), *origin.key_places.items()]
        lines = {place.line - 1 for location, place in places if location[: len(at)] == at}
        return set(range(min(lines), max(lines) + 1)) if lines else set()


@cache
def sources() -> tuple[SourceFile, ...]:
    found = (one for folder in FOLDERS_OF_RECORDS for one in read_sources(folder)[0])
    return tuple(one for one in found if one.kind in RECORD_KINDS)


@cache
def opened(number: int) -> Opened:
    return Opened.of(sources()[number])


def by_browser(shown: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What a browser sends back of an untouched form: each line of a text ends in two signs."""
    return {name: [value.replace("\n", "\r\n") for value in values] for name, values in shown.items()}


def sampled(whole: bool, most: int) -> Iterator[Opened]:
    numbers = list(range(len(sources())))
    if not whole:
        numbers = random.Random(15).sample(numbers, most)
    return map(opened, numbers)


@pytest.mark.parametrize("kind", RECORDS)
def test_every_field_of_the_schema_is_in_the_form_with_its_own_words(kind: str) -> None:
    form = form_of(kind)
    in_form = {" › ".join(one.way): one.words for one in form.everything() if one.kind != "body"}
    in_guide = {
        path.removeprefix(f"{kind}: "): words.replace("`", '"')
        for path, words in list_fields().items()
        if path.startswith(f"{kind}: ")
    }
    assert in_form == in_guide
    assert form.fields[-1].way == ("body",)


@pytest.mark.parametrize("kind", RECORDS)
def test_what_json_schema_needs_and_lets_choose_the_form_does_too(kind: str) -> None:
    schema = make_schema(kind)
    fields = {one.way[0]: one for one in form_of(kind).fields if one.kind != "body"}
    assert {name for name, one in fields.items() if one.needed} == set(schema["required"])
    choices = {name: one["enum"] for name, one in schema["properties"].items() if "enum" in one}
    assert {name: [choice.value for choice in fields[name].choices] for name in choices} == choices


def test_a_form_that_is_sent_back_untouched_changes_no_byte(whole: bool) -> None:
    for one in sampled(whole, 60):
        assert one.save(by_browser(one.shown)) == one.source.content, one.source.path
        assert one.save({}) == one.source.content


SETTINGS = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def one_change(draw: st.DrawFn) -> tuple[Opened, str, str]:
    """A record, the name of a field in its form, and other words for it; none of them clears it."""
    one = opened(draw(st.integers(0, len(sources()) - 1)))
    names = [name for name in one.shown if one.field(name).kind != "groups"]
    name = draw(st.sampled_from(sorted(names)))
    words = draw(
        st.sampled_from(["", *HARD_WORDS])
        | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]))
    )
    return one, name, words


def check_one_change(one: Opened, name: str, words: str) -> None:
    typed = by_browser(one.shown) | {name: [words]}
    after = one.save(typed)
    again = Opened.of(SourceFile(one.source.path, one.source.name, after))
    assert again.shown.get(name, ("",))[-1] == words
    old, new = one.source.content.split(b"\n"), after.split(b"\n")
    first = next(
        (at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
        min(len(old), len(new)),
    )
    pairs = zip(reversed(old[first:]), reversed(new[first:]), strict=False)
    last = len(old) - next(
        (at for at, pair in enumerate(pairs) if pair[0] != pair[1]), min(len(old), len(new)) - first
    )
    touched = set(range(first, last))
    assert touched <= one.lines_of(name) | one.lines_of(name.rpartition(".")[0] or name), one.source.path


@SETTINGS
@given(one_change())
def test_a_change_of_one_field_changes_its_lines_alone(change: tuple[Opened, str, str]) -> None:
    check_one_change(*change)


@pytest.mark.nightly
@settings(SETTINGS, max_examples=8_000)
@given(one_change())
def test_a_change_of_any_field_of_any_record_changes_its_lines_alone(change: tuple[Opened, str, str]) -> None:
    check_one_change(*change)
