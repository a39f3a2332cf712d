"""The form of a record: every field is asked, what is sent back unchanged changes nothing, and one change one field."""

import datetime
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from site_builder.content.document import Document
from site_builder.content.frontmatter import parse_document
from site_builder.content.guide import list_fields
from site_builder.content.json_schema import make_schema
from site_builder.content.schema import RECORDS
from site_builder.content.sources import FOLDERS, SourceFile, read_sources
from site_builder.content.strict_yaml import Location
from site_builder.content.validation import RECORD_KINDS, validate_source
from site_builder.desk.editing.content_state import Content, read_content
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.forms.filled_form import after_act, fill
from site_builder.desk.forms.form_changes import form_changes, typed_of
from site_builder.desk.forms.form_findings import judge_field, place_findings
from site_builder.desk.forms.form_merge import Merged, merge_forms, merge_parts
from site_builder.desk.forms.record_form import Form, FormField, form_of
from site_builder.desk.forms.text_lines import whole_text, with_whole_text
from tests.sites import LONDON, officer, small_site, write_files

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


@dataclass(frozen=True, repr=False)
class Opened:
    """A record with its form, and what stands in it."""

    source: SourceFile
    document: Document
    form: Form
    shown: Mapping[str, tuple[str, ...]]

    def __repr__(self) -> str:
        return self.source.path

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

    def lines_of(self, name: str, *, and_round_it: bool = False) -> set[int]:
        """The lines of a field, from 0, or of the group round it; of one that is not there those of the nearest."""
        if name == "body":
            return set(range(self.document.body.line - 1, self.source.content.count(b"\n") + 2))
        at: Location = tuple(int(part) if part.isdigit() else part for part in name.split("."))
        places = [*self.document.origin.places.items(), *self.document.origin.key_places.items()]
        for size in range(max(1, len(at) - and_round_it), 0, -1):
            lines = {place.line - 1 for location, place in places if location[:size] == at[:size]}
            if lines:
                return set(range(min(lines), max(lines) + 1))
        return set()


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
    assert touched <= one.lines_of(name, and_round_it=not words), one.source.path


@SETTINGS
@given(one_change())
def test_a_change_of_one_field_changes_its_lines_alone(change: tuple[Opened, str, str]) -> None:
    check_one_change(*change)


def groups_in(shown: Mapping[str, Sequence[str]], name: str) -> list[dict[str, str]]:
    """What stands in each of several groups."""
    begins = [f"{name}.{number}." for number in shown[name] if number]
    return [
        {
            key.removeprefix(begin): "".join(value).replace("\r\n", "\n")
            for key, value in shown.items()
            if key.startswith(begin) and any(value)
        }
        for begin in begins
    ]


def acts_on(one: Opened) -> Iterator[tuple[str, str]]:
    """The name of each list of groups, with each of its buttons."""
    for name in (field.name for field in one.form.fields if field.kind == "groups"):
        numbers = [number for number in one.shown[name] if number.isdecimal()]
        yield from ((name, act) for act in (f"add:{name}", *_moves(name, numbers)))


def _moves(name: str, numbers: Sequence[str]) -> Iterator[str]:
    return (f"{act}:{name}:{number}" for act in ("up", "down", "take") for number in numbers)


@st.composite
def one_act(draw: st.DrawFn) -> tuple[Opened, str, str]:
    """A record with groups that repeat, the name of them, and a button."""
    with_groups = [at for at in range(len(sources())) if list(acts_on(opened(at)))]
    one = opened(draw(st.sampled_from(with_groups)))
    return one, *draw(st.sampled_from(list(acts_on(one))))


def check_one_act(one: Opened, name: str, act: str) -> None:
    typed: dict[str, Sequence[str]] = dict(after_act(by_browser(one.shown), act))
    wanted = groups_in(typed, name)
    if act.startswith("add"):
        inner = next(field.name for field in one.field(name).inner if field.kind == "line")
        typed[f"{name}.{typed[name][-1]}.{inner}"] = ["New"]
        wanted[-1] = {inner: "New"}
    after = one.save(typed)
    again = Opened.of(SourceFile(one.source.path, one.source.name, after))
    assert groups_in(again.shown, name) == wanted
    own = one.lines_of(name)
    before = [line for at, line in enumerate(one.source.content.split(b"\n")) if at not in own]
    assert [line for line in after.split(b"\n") if line in before] == before
    if act.startswith(("up", "down")):
        assert sorted(after.split(b"\n")) == sorted(one.source.content.split(b"\n"))


@settings(SETTINGS, max_examples=30)
@given(one_act())
def test_a_button_of_repeated_groups_changes_their_lines_alone(act: tuple[Opened, str, str]) -> None:
    check_one_act(*act)


@pytest.mark.nightly
def test_each_button_of_each_record_changes_the_lines_of_its_groups_alone() -> None:
    for one in map(opened, range(len(sources()))):
        for name, act in acts_on(one):
            check_one_act(one, name, act)


@pytest.mark.nightly
@settings(SETTINGS, max_examples=5_000)
@given(one_change())
def test_a_change_of_any_field_of_any_record_changes_its_lines_alone(change: tuple[Opened, str, str]) -> None:
    check_one_change(*change)


def edited(text: str, change: Mapping[str, Sequence[str]], kind: str = "officer") -> str:
    """Return a file after its form was sent with some fields changed; its bytes are those of the text."""
    path = f"content/{kind}s/a.md"
    document, _ = parse_document(path, text.encode())
    assert document
    form = form_of(kind)
    typed = by_browser(typed_of(form, document, text.encode())) | dict(change)
    return form_changes(form, document, text.encode(), typed).decode()


SOURCES = """---
title: About
# who says so
sources:
  # the first
  - publisher: One  # well known
    published: 2023
    # in it
  - publisher: "Two"
    url: https://two.example/
    published: undated

  # the third
  - publisher: Three
    published: 2024-01
# below all
owner: Us
---

Text
"""


@pytest.mark.parametrize(
    ("change", "gone", "new"),
    [
        ({"sources": ["", "0", "1", "2", "5000"], "sources.5000.publisher": ["Four: x"]}, [], ['  - publisher: "Four: x"']),
        ({"sources": ["", "0", "2"]}, ['  - publisher: "Two"', "    url: https://two.example/", "    published: undated"], []),
        ({"sources.1.url": [""]}, ["    url: https://two.example/"], []),
        ({"sources.0.url": ["https://a.example/"]}, [], ["    url: https://a.example/"]),
        ({"sources.0.publisher": [""]}, ["  - publisher: One  # well known", "    published: 2023"], ["  - published: 2023"]),
        ({"sources.1.publisher": ["2"]}, ['  - publisher: "Two"'], ['  - publisher: "2"']),
        ({"sources.0.publisher": ["Eins"]}, ["  - publisher: One  # well known"], ["  - publisher: Eins  # well known"]),
    ],
)  # fmt: skip
def test_of_repeated_groups_only_the_lines_that_were_changed_change(
    change: Mapping[str, Sequence[str]], gone: list[str], new: list[str]
) -> None:
    before, after = SOURCES.split("\n"), edited(SOURCES, change, "page").split("\n")
    assert [line for line in before if line not in after] == gone
    assert [line for line in after if line not in before] == new
    assert [line for line in after if line in before] == [line for line in before if line in after]


def test_a_group_that_moves_takes_its_comments_along() -> None:
    after = edited(SOURCES, {"sources": ["", "2", "0", "1"]}, "page")
    assert after == SOURCES.replace(
        SOURCES[SOURCES.index("  # the first") : SOURCES.index("# below all")],
        "\n  # the third\n  - publisher: Three\n    published: 2024-01\n"
        + SOURCES[SOURCES.index("  # the first") : SOURCES.index("\n  # the third")],
    )
    assert edited(after, {"sources": ["", "1", "2", "0"]}, "page") == SOURCES


def test_without_its_last_group_a_list_goes_and_comes_back_where_it_belongs() -> None:
    without = edited(SOURCES, {"sources": [""]}, "page")
    assert "sources" not in without
    assert "# below all" in without
    fresh = {"sources": ["", "5000"], "sources.5000.publisher": ["One"], "sources.5000.published": ["2023"]}
    assert "owner: Us\nsources:\n  - publisher: One\n    published: 2023\n---" in edited(
        without, fresh, "page"
    )


CONTACTS = "---\r\nname: Sam\r\nphone: 020 7946 0123 # desk\r\nemail:\r\n  value: a@b.example\r\n  checked:\r\n    on: 2026-01-01\r\n    by: x\r\n    how: y\r\n---\r\nText\r\n"


def test_a_contact_stays_short_or_long_as_it_is_written_and_grows_when_it_must() -> None:
    assert edited(CONTACTS, {"phone.value": ["101"]}) == CONTACTS.replace("020 7946 0123", "101")
    grown = edited(CONTACTS, {"phone.checked.by": ["me"]})
    short, long = (
        "phone: 020 7946 0123 # desk",
        "phone: # desk\r\n  value: 020 7946 0123\r\n  checked:\r\n    by: me",
    )
    assert grown == CONTACTS.replace(short, long).replace("phone: #", "phone: #")
    unchecked = {f"email.checked.{name}": [""] for name in ("on", "by", "how")}
    assert edited(CONTACTS, unchecked) == CONTACTS.replace(
        "  checked:\r\n    on: 2026-01-01\r\n    by: x\r\n    how: y\r\n", ""
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_keeps_the_ends_of_its_lines_and_the_empty_ones_round_it(end: str) -> None:
    text = f"\ufeff---{end}title: A{end}---{end}{end}One.{end}{end}Two.  {end}{end}{end}"
    assert edited(text, {"body": ["One.\r\n\r\nTwo.  "]}, "page") == text
    changed = edited(text, {"body": ["One.\r\n\r\nAnd.\r\nTwo.  "]}, "page")
    assert changed == text.replace("Two.", f"And.{end}Two.")
    assert edited(text, {"body": [""]}, "page") == f"\ufeff---{end}title: A{end}---{end}"
    mixed = "---\ntitle: A\r\n---\nOne.\r\nTwo.\nThree."
    assert (
        edited(mixed, {"body": ["One.\r\nThree.\r\nFour."]}, "page")
        == "---\ntitle: A\r\n---\nOne.\r\nThree.\nFour."
    )
    assert edited(mixed, {"owner": ["B"]}, "page") == mixed.replace("---\nOne", "owner: B\r\n---\nOne")


def test_one_value_stays_one_value_until_there_are_two() -> None:
    text = "---\nname: A\nlanguages: 'x' # own\n---\n"
    assert edited(text, {"languages": ["y"]}) == text.replace("'x'", "'y'")
    assert edited(text, {"languages": ["x\r\n\r\n z "]}) == text.replace("'x' # own", "# own\n  - x\n  - z")


def test_a_sign_that_a_browser_cannot_send_back_stays_where_it_is() -> None:
    text = "---\nname: A\0B\nrole: x\n---\nOne\0.\nTwo.\n"
    assert edited(text, {"body": ["One\ufffd.\r\nTwo."], "role": ["y"]}) == text.replace("role: x", "role: y")
    assert edited(text, {"body": ["One\ufffd.\r\n2."]}) == text.replace("Two", "2")
    assert (
        with_whole_text("a", text.encode(), text.replace("\0", "\ufffd").replace("Two", "2"))
        == text.replace("Two", "2").encode()
    )


def test_a_week_in_short_is_not_chosen_over_days_that_were_typed() -> None:
    text = "---\nname: A\nschedule: 24x7\n---\n"
    days = {"schedule.5000.days": ["Mo"], "schedule.5000.opens": ["10:00"]}
    with pytest.raises(EditRefused, match=r'"24x7" is chosen.*Choose one of the two\.'):
        edited(text, {"schedule": ["24x7", "5000"], **days}, "channel")
    assert "schedule:\n  - days: Mo\n    opens: 10:00\n" in edited(
        text, {"schedule": ["", "5000"], **days}, "channel"
    )
    by_days = text.replace(" 24x7", "\n  - days: Mo")
    assert edited(by_days, {"schedule": ["24x7"]}, "channel") == text
    assert edited(text, {"schedule": ["24x7", "5000"], "schedule.5000.days": [" "]}, "channel") == text


def test_choices_that_many_share_keep_their_order() -> None:
    text = "---\nname: A\nboroughs: [c, 'a'] # both\n---\n"
    assert edited(text, {"boroughs": ["", "a", "c"]}) == text
    assert edited(text, {"boroughs": ["", "a", "b", "c"]}) == text.replace("'a']", "'a', b]")
    assert edited(text, {"boroughs": ["", "a"]}) == text.replace("c, 'a'", "'a'")
    assert "boroughs" not in edited(text, {"boroughs": [""]})


ODD = {
    "an anchor": "---\nname: &a Sam\nrank: *a\nrole: x\n---\n",
    "two of one name": "---\nname: Sam\nname: Tom\nrole: x\n---\n",
    "a list for one value": "---\nname: [a, b]\nrole: x\n---\n",
    "a group for one value": "---\nname: {a: b}\nrole: x\n---\n",
    "a type": "---\nname: !!str Sam\nrole: x\n---\n",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_what_is_written_too_oddly_is_refused_in_words_and_the_rest_can_be_changed(text: str) -> None:
    assert edited(text, {"role": ["y"]}) == text.replace("role: x", "role: y")
    with pytest.raises(EditRefused, match="Change it in the text of the whole file"):
        edited(text, {"name": ["Kim"]})


def test_a_sign_that_nobody_sees_is_refused_before_it_stands_in_a_file() -> None:
    for sign in ("\0", "\x07", "\u202e", "\ud800", "\u2028"):
        with pytest.raises(EditRefused, match="was not saved"):
            edited("---\nname: Sam\n---\n", {"name": [f"S{sign}m"]})


@given(
    st.binary(max_size=300),
    st.dictionaries(
        st.sampled_from(["name", "body", "sources", "sources.0.url", "phone.value", "x"]),
        st.lists(st.text(max_size=20), max_size=3),
    ),
)
@settings(max_examples=200)
def test_no_bytes_and_nothing_typed_raise_anything_but_a_refusal(
    junk: bytes, typed: dict[str, list[str]]
) -> None:
    for content in (
        b"---\n" + junk + b"\n---\n",
        b"---\nname: a\nsource: {x: y, z: [b, c]}\nphone:\n---\n" + junk,
    ):
        document, _ = parse_document("a.md", content)
        if document is None:
            continue
        for kind in ("officer", "page"):
            try:
                after = form_changes(form_of(kind), document, content, typed)
            except EditRefused as refusal:
                assert str(refusal).endswith(".")
            else:
                assert parse_document("a.md", after)[0]


class Sent(HTMLParser):
    """What a browser would send of a page with one form."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.typed: dict[str, list[str]] = {}
        self.ids: set[str] = set()
        self._select = self._area = ""
        self._text: list[str] = []
        self._first: str | None = None
        self._pointed: set[str] = set()
        self.feed(page)
        assert self._pointed <= self.ids

    def _add(self, name: str | None, value: str | None) -> None:
        self.typed.setdefault(name or "", []).append((value or "").replace("\n", "\r\n"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        assert got.get("id") not in self.ids
        self.ids |= {got["id"] or ""} if "id" in got else set()
        self._pointed |= {*(got.get("aria-describedby") or "").split(), got.get("for") or ""} - {""}
        if tag == "input" and (got["type"] not in {"checkbox", "radio"} or "checked" in got):
            self._add(got["name"], got["value"])
        elif tag == "select":
            self._select, self._first = got["name"] or "", None
        elif tag == "option" and (self._first is None or "selected" in got):
            self._first = got["value"] or ""
        elif tag == "textarea":
            self._area, self._text = got["name"] or "", []

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._add(self._select, self._first)
        elif tag == "textarea":
            self._add(self._area, "".join(self._text).removeprefix("\n"))
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)


@cache
def macros() -> Template:
    loader = FileSystemLoader(ROOT / "site_builder/desk/editor/templates")
    known = Environment(
        autoescape=True, loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return known.from_string('{% from "form.html" import form_fields %}{{ form_fields(filled) }}')


NAMES = {
    kind: {"camden": "Camden", "galop": "Galop <3", "met": "Met"}
    for kind in ("borough", "officer", "channel", "force")
}


def drawn(
    form: Form, typed: Mapping[str, Sequence[str]], faults: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> str:
    return macros().render(filled=fill(form, typed, NAMES, faults))


def test_the_page_of_a_form_sends_back_what_stands_in_the_file(whole: bool) -> None:
    for one in sampled(whole, 20):
        sent = Sent(drawn(one.form, one.shown)).typed
        assert sent.keys() >= {name for name in one.shown if one.field(name).kind != "choice"}
        assert one.save(sent) == one.source.content, one.source.path


def test_the_page_of_a_form_keeps_whatever_is_typed_where_no_control_would_take_it() -> None:
    form, odd = form_of("officer"), '</textarea><b>"'
    typed = {name: [odd] for name in ("name", "state", "until", "covered_by", "helps_with", "body")}
    typed |= {"surgeries": ["", "5001", "5000"], "surgeries.5000.place": ["\nx"], "boroughs": ["", odd]}
    sent = Sent(drawn(form, typed, {"until": ["Bad."], "source": ["Worse."]}))
    assert {name: [value.replace("\r\n", "\n") for value in sent.typed[name]] for name in typed} == typed
    assert {"field-until-fault", "field-source-fault", "field-surgeries-5001"} <= sent.ids


def test_many_choices_are_all_offered_and_those_that_are_chosen_stand_first() -> None:
    names = {"borough": {f"b{number}": f"Name {number}" for number in range(40)}}
    page = macros().render(filled=fill(form_of("officer"), {"boroughs": ["", "b30", "gone"]}, names, {}))
    found = re.findall(
        'type="checkbox" id="field-boroughs[^"]*" name="boroughs" value="([^"]*)"( checked)?', page
    )
    assert found[:2] == [("b30", " checked"), ("gone", " checked")]
    assert sorted(value for value, _ in found) == sorted([*names["borough"], "gone"])
    assert page.index("Name 30") < page.index("<summary>Choose others: 39") < page.index("Name 31")


def test_buttons_add_groups_move_them_and_take_them_away() -> None:
    typed: dict[str, Sequence[str]] = {"sources": ("", "0", "1"), "sources.1.url": ("x",), "title": ("A",)}
    added = after_act(typed, "add:sources")
    assert added["sources"] == ("", "0", "1", "5000")
    assert after_act(added, "up:sources:5000")["sources"] == ("", "0", "5000", "1")
    assert after_act(added, "down:sources:0")["sources"] == ("", "1", "0", "5000")
    assert after_act(added, "up:sources:0") == after_act(added, "down:sources:5000") == added
    in_short = {"schedule": ("24x7",)}
    assert after_act(in_short, "add:schedule") == {"schedule": ("", "5000")}
    gone = after_act(added, "take:sources:1")
    assert gone == {"sources": ("", "0", "5000"), "title": ("A",)}
    assert after_act(gone, "add:sources")["sources"] == ("", "0", "5000", "5001")
    for nonsense in (
        "",
        "add",
        "up:sources",
        "up:sources:99",
        "take:x:1",
        "x:sources:0",
        "up:sources:²",
        "add:nothing",
    ):
        assert after_act(typed, nonsense) == typed


def merged(base: str, mine: Mapping[str, Sequence[str]], theirs: str, kind: str = "page") -> Merged:
    """What comes of a form that was opened with one text, while the file became another."""
    form = form_of(kind)
    before, now = (typed_of(form, parsed(text), text.encode()) for text in (base, theirs))
    return merge_forms(form, before, by_browser(before) | dict(mine), now)


def parsed(text: str) -> Document:
    document, _ = parse_document("content/a.md", text.encode())
    assert document
    return document


def saved(now: str, typed: Mapping[str, Sequence[str]], kind: str = "page") -> str:
    return form_changes(form_of(kind), parsed(now), now.encode(), typed).decode()


def test_what_only_one_of_two_has_changed_is_taken() -> None:
    theirs = (
        SOURCES.replace("owner: Us", "owner: Them")
        .replace("Text\n", "Text\n\nTheir end.\n")
        .replace("2024-01", "2025")
    )
    both = merged(
        SOURCES,
        {"title": ["Of us"], "body": ["My start.\r\n\r\nText"], "sources.2.url": ["https://x.example/"]},
        theirs,
    )
    assert both.clashes == ()
    assert saved(theirs, both.typed) == theirs.replace("About", "Of us").replace(
        "\nText", "\nMy start.\n\nText"
    ).replace("Three\n", "Three\n    url: https://x.example/\n")


@pytest.mark.parametrize("name", ["title", "body", "sources.1.publisher", "in_short"])
def test_what_both_have_changed_is_a_choice_between_both(name: str) -> None:
    theirs = saved(SOURCES, {name: ["Theirs"]})
    both = merged(SOURCES, {name: ["Mine"], "nav": ["Nav"]}, theirs)
    assert [clash.name for clash in both.clashes] == [name]
    assert (both.clashes[0].shown("mine"), both.clashes[0].shown("theirs")) == ("Mine", "Theirs")
    assert saved(theirs, both.settled({name: "mine"})) == saved(SOURCES, {name: ["Mine"], "nav": ["Nav"]})
    assert saved(theirs, both.settled({name: "theirs"})) == saved(theirs, {"nav": ["Nav"]})
    assert both.settled({}) == dict(both.typed)
    assert merged(SOURCES, {name: ["Theirs"]}, theirs).clashes == ()


def test_changes_that_touch_each_other_do_not_go_together() -> None:
    assert merge_parts(["a", "b"], ["A", "b"], ["a", "B"]) is None
    assert merge_parts(["a"], ["a", "x"], ["a", "y"]) is None
    assert merge_parts(["a", "b", "c"], ["A", "b", "c"], ["a", "b"]) == ["A", "b"]
    assert merge_parts(["a"], ["b"], ["b"]) == ["b"]


def test_groups_that_both_added_are_all_there_and_those_that_one_took_away_are_gone() -> None:
    theirs = saved(SOURCES, {"sources": ["", "1", "2", "5000"], "sources.5000.publisher": ["Theirs"]})
    mine = {"sources": ["", "0", "1", "5000"], "sources.5000.publisher": ["Mine"], "sources.1.url": [""]}
    both = merged(SOURCES, mine, theirs)
    text = saved(theirs, both.typed)
    after = typed_of(form_of("page"), parsed(text), text.encode())
    assert both.clashes == ()
    assert [after[f"sources.{at}.publisher"] for at in range(3)] == [("Two",), ("Mine",), ("Theirs",)]
    assert after["sources"] == ("", "0", "1", "2")
    assert after["sources.0.url"] == ("",)


@pytest.mark.parametrize(
    ("side", "publishers"), [("mine", ["One", "Three", "Mine"]), ("theirs", ["One", "Three"])]
)
def test_a_group_that_one_changed_and_the_other_took_away_is_a_choice(
    side: str, publishers: list[str]
) -> None:
    gone, changed = {"sources": ["", "0", "2"]}, {"sources.1.publisher": ["Mine"]}
    theirs = saved(SOURCES, gone)
    both = merged(SOURCES, changed, theirs)
    (clash,) = both.clashes
    assert "Mine" in clash.shown("mine")
    assert clash.shown("theirs") == ""
    after = saved(theirs, both.settled({clash.name: side}))
    assert re.findall("publisher: (.*?)(?:  #.*)?\n", after) == publishers
    theirs = saved(SOURCES, changed)
    both = merged(SOURCES, gone, theirs)
    (clash,) = both.clashes
    after = saved(theirs, both.settled({clash.name: {"mine": "theirs", "theirs": "mine"}[side]}))
    assert sorted(name.strip('"') for name in re.findall("publisher: (.*?)(?:  #.*)?\n", after)) == sorted(
        publishers
    )


def test_a_week_in_short_and_a_week_by_days_are_a_choice_as_a_whole() -> None:
    base = "---\nname: A\nschedule: 24x7\n---\n"
    theirs = "---\nname: A\nschedule:\n  - days: Mo\n    opens: 10:00\n    closes: 11:00\n---\n"
    mine = {"schedule": ["", "5000"], "schedule.5000.days": ["Tu"], "schedule.5000.opens": ["09:00"]}
    both = merged(base, mine, theirs, "channel")
    (clash,) = both.clashes
    assert saved(theirs, both.settled({clash.name: "theirs"}), "channel") == theirs
    assert "days: Tu" in saved(theirs, both.settled({}), "channel")
    assert merged(base, {}, theirs, "channel").clashes == ()
    assert saved(theirs, merged(base, {}, theirs, "channel").typed, "channel") == theirs


def test_lists_and_choices_of_two_people_go_together_where_they_can() -> None:
    base = "---\nname: A\nboroughs: [a, b]\nlanguages: [x, y, z]\n---\n"
    theirs = "---\nname: A\nboroughs: [a, b, c]\nlanguages: [x, y]\n---\n"
    both = merged(base, {"boroughs": ["", "b", "d"], "languages": ["w\r\nx\r\ny\r\nz"]}, theirs, "officer")
    assert both.clashes == ()
    assert (
        saved(theirs, both.typed, "officer")
        == "---\nname: A\nboroughs: [b, c, d]\nlanguages: [w, x, y]\n---\n"
    )


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder = write_files(tmp_path_factory.mktemp("content"), small_site(sam=officer("Sam", "north")))
    return read_content(folder, None, datetime.date(2026, 11, 22))


FAULTY = """---
name: Sam
rank: "#"
role: x
boroughs: [camden, Brent]
state: in-posts
phone: 12
source:
  publisher: One
  url: htp://x
consent:
  by: x
  on: soon
  fields: [emial]
surgeries:
  - place: Here
    days: first tuesday
  - place: There
    source: {publisher: x, published: 20x}
phnoe: 3
---
"""


def test_a_finding_stands_beside_its_field_or_above_all() -> None:
    source = SourceFile("content/officers/sam.md", "officers/sam.md", FAULTY.encode())
    document, _, found = validate_source(source)
    assert document
    placed = place_findings(form_of("officer"), document, found)
    rules = {name: sorted(one.rule for one in here) for name, here in placed.beside.items()}
    assert rules == {
        "rank": ["empty-field"],
        "boroughs": ["bad-name"],
        "state": ["bad-choice"],
        "phone.value": ["bad-phone"],
        "source.url": ["bad-web-address"],
        "source.published": ["missing-field"],
        "basis": ["missing-field"],
        "consent.on": ["bad-date"],
        "consent.review_by": ["missing-field"],
        "surgeries.0.days": ["bad-value"],
        "surgeries.0.starts": ["missing-field"],
        "surgeries.0.ends": ["missing-field"],
        "surgeries.0.address": ["missing-field"],
        "surgeries.1.days": ["missing-field"],
        "surgeries.1.starts": ["missing-field"],
        "surgeries.1.ends": ["missing-field"],
        "surgeries.1.address": ["missing-field"],
        "surgeries.1.source.published": ["bad-date"],
    }
    assert [one.rule for one in placed.others] == ["unknown-field"]
    assert placed.words()["state"][0].startswith('"in-posts" is not one of the choices')


def test_a_finding_on_a_new_file_stands_where_the_group_stands_in_the_form() -> None:
    typed = {
        "surgeries": ["", "5001", "0", "5000"],
        "surgeries.5000.days": ["Someday"],
        "surgeries.0.place": ["Here"],
    }
    form = form_of("officer")
    text = form_changes(form, parsed("---\nname: Sam\n---\n"), b"---\nname: Sam\n---\n", typed).decode()
    document, _, found = validate_source(
        SourceFile("content/officers/sam.md", "officers/sam.md", text.encode())
    )
    assert document
    placed = place_findings(form, document, found, typed).beside
    assert [one.rule for one in placed["surgeries.5000.days"]] == ["bad-value"]
    assert "surgeries.0.days" in placed


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("boroughs", "nroth", 'Did you mean "north"?'),
        ("covered_by", "nobody-known", "There is no officer called"),
        ("until", "3 April 2027", "2027-04-03"),
        ("state", "inpost", 'Did you mean "in-post"?'),
        ("phone.value", "020 7946", "telephone"),
        ("email.checked.on", "today", "Write year-month-day"),
        ("surgeries.5000.days", "1st tuesday", "Write: first Tuesday"),
        ("source.url", "www.example.org", "https://www.example.org"),
        ("name", "tbc", "empty"),
        ("name", "Zoë #1", ""),
        ("body", "x", ""),
        ("nonsense", "x", ""),
        ("basis", "", ""),
        ("until", "", ""),
    ],
)
def test_a_field_is_judged_as_it_is_typed_in_the_words_of_the_checks(
    content: Content, name: str, words: str, said: str
) -> None:
    typed = {"surgeries": ["", "5000"], "surgeries.5000.place": ["Here"], name: [words]}
    found = judge_field(form_of("officer"), content, typed, name)
    assert bool(found) == bool(said)
    assert said in " ".join(found)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_whole_file_can_be_typed_and_keeps_what_was_not_touched(end: str) -> None:
    content = f"\ufeff---{end}a: &x\0{end}<<<<<<< HEAD{end}b{end}c".encode()
    assert with_whole_text("a", content, whole_text("a", content).replace("\n", "\r\n")) == content
    typed = whole_text("a", content).replace("<<<<<<< HEAD\n", "").replace("\n", "\r\n")
    assert with_whole_text("a", content, typed) == content.replace(f"<<<<<<< HEAD{end}".encode(), b"")
    with pytest.raises(EditRefused, match="nobody can see"):
        with_whole_text("a", content, typed + "\0")
    with pytest.raises(EditRefused, match="UTF-8"):
        whole_text("a", b"\xff")
    assert with_whole_text("a", b"", "x\r\n") == b"x\n"


def test_long_texts_are_put_back_in_time_that_grows_with_them() -> None:
    lines = "".join(f"- {number % 7}\n\n" for number in range(15_000))
    text = f"---\ntitle: A\nowner: {'x ' * 30_000}x\n---\n{lines}"
    begin = time.process_time()
    after = edited(
        text,
        {"body": [lines.replace("- 3", "- 4").replace("\n", "\r\n").rstrip()], "title": ["B" * 100_000]},
        "page",
    )
    assert after == text.replace("- 3", "- 4").replace("title: A", f"title: {'B' * 100_000}")
    assert time.process_time() - begin < 2
