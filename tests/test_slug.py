"""Short names: one way from a name to an address, whoever asks, and none that is guessed."""

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from site_builder.content.field_types import read_slug
from site_builder.content.frontmatter import parse_document
from site_builder.content.slug import DEVICE_NAMES, RESERVED_SLUGS, is_slug, make_slug
from site_builder.content.sources import SourceFile
from site_builder.content.validation import validate_sources

SCRIPTS = (
    "ARABIC",
    "ARMENIAN",
    "CJK",
    "CYRILLIC",
    "DEVANAGARI",
    "GREEK",
    "HANGUL",
    "HEBREW",
    "HIRAGANA",
    "THAI",
)
NAMES = st.text(
    st.characters(max_codepoint=0x24F, categories=["L", "Nd"])
    | st.characters(categories=["L", "M"])
    | st.sampled_from(" -&'’_"),
    min_size=1,
    max_size=30,
).filter(lambda name: name == " ".join(name.split()))


def advised_for_a_file(name: str) -> str:
    """Return the name that is offered for a file, or nothing when there is nothing to change."""
    _, found = parse_document(f"content/officers/{name}.md", b"---\na: b\n---\n")
    return " ".join(one.hint for one in found)


def advised_for_a_field(name: str) -> str:
    """Return the name that is offered where a field names a file wrongly."""
    try:
        return f'"{read_slug(name)}"'
    except PydanticCustomError as fault:
        return str((fault.context or {})["hint"])


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Siobhán O’Shaughnessy-Quillane", "siobhan-oshaughnessy-quillane"),
        ("Zbigniew Szcześniakowiecki Łuk", "zbigniew-szczesniakowiecki-luk"),
        ("Łódź", "lodz"),
        ("STRAẞE Straße", "strasse-strasse"),
        ("Þórdís Ærudóttir Ǿre", "thordis-aerudottir-ore"),
        ("Œuvre Đorđe Ðan", "oeuvre-dorde-dan"),
        ("  E. J.  Thistlewood ", "e-j-thistlewood"),
        ("Trần Ụzọ Işık İnci", "tran-uzo-isik-inci"),
        ("O´Hara O`Hara", "ohara-ohara"),
        ("Hammersmith & Fulham", "hammersmith-and-fulham"),
        ("What happens in court?", "what-happens-in-court"),
        ("Con", "con-1"),
        ("Index", "index-1"),
        ("ليلى", ""),
        ("Ada Жук", ""),
        ("???", ""),
    ],
)
def test_a_short_name_is_made_from_a_name(name: str, slug: str) -> None:
    assert make_slug(name) == slug


@given(NAMES)
@example("Łódź")
@example("Straße")
@example("Ada Жук")
def test_whoever_offers_a_short_name_offers_the_same(name: str) -> None:
    if is_slug(name):
        return
    slug = make_slug(name)
    for advice in (advised_for_a_file(name), advised_for_a_field(name)):
        if slug:
            assert re.search(rf'"{slug}(?:\.md)?"', advice)
        else:
            assert "Latin letters (a to z)" in advice


@given(NAMES)
def test_a_short_name_always_works_as_an_address_and_stays_as_it_is(name: str) -> None:
    slug = make_slug(name)
    assert slug == "" or (is_slug(slug) and slug not in RESERVED_SLUGS)
    assert make_slug(slug) == slug


@given(NAMES)
def test_a_name_counts_the_same_whether_its_marks_are_letters_of_their_own_or_not(name: str) -> None:
    parted, joined = (unicodedata.normalize(form, name) for form in ("NFD", "NFC"))
    assert make_slug(parted) == make_slug(joined)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_letter_outside_latin_is_never_guessed(script: str) -> None:
    letters = [
        letter
        for letter in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(letter) in {"Lu", "Ll", "Lo"}
        and unicodedata.name(letter, "").startswith(script)
    ]
    assert letters
    assert [letter for letter in letters if make_slug(f"Ada {letter}")] == []


def test_every_letter_of_a_european_alphabet_in_latin_has_a_form() -> None:
    letters = [letter for letter in map(chr, range(0xC0, 0x180)) if letter.isalpha()]
    assert [letter for letter in letters if not make_slug(letter)] == ["ĸ", "Ŋ", "ŋ"]


@pytest.mark.parametrize("name", sorted(DEVICE_NAMES))
def test_a_name_that_windows_keeps_for_a_device_is_refused_at_the_file(name: str) -> None:
    for folder, ending in (("officers", ".md"), ("pages", ".md"), ("officers", ".jpg")):
        file = f"{folder}/{name}{ending}"
        _, found = validate_sources([SourceFile(f"content/{file}", file, b"---\na: b\n---\n")])
        told = [(one.place.path, one.hint) for one in found if one.rule == "bad-file-name"]
        assert told == [(f"content/{file}", f'Rename it, for example to "{name}-1{ending}".')]
