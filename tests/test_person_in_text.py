"""A person is found in a text however they are written, and nobody else is taken for them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.traces.person_in_text import Person, find_traces
from site_builder.content.visible_letters import squeeze, squeeze_readings, squeeze_with_places

ZOE = Person.of_words(("Zoë Anne O’Neill-Smith", "zoe-oneill", "zoe.oneill@met.example", "07700 900123"))
SPELLINGS = {
    "as it is": "PC Zoë Anne O’Neill-Smith is here",
    "without the middle name": "PC Zoë O’Neill-Smith is here",
    "without marks": "zoe o'neill-smith",
    "with marks that stand apart": unicodedata.normalize("NFD", "Zoë O’Neill-Smith"),
    "in capitals": "ZOË O’NEILL-SMITH",
    "over two lines": "> PC Zoë\n> O’Neill-Smith",
    "another apostrophe and hyphen": "Zoë OʼNeill\u2011Smith, Zoë O`Neill Smith",
    "soft hyphens": "Zoë O’Nei\u00adll-Sm\u00adith",
    "markup inside": "**Zoë** <b>O’Nei</b>ll-<wbr>Smith",
    "references inside": "Zo&euml; O&#8217;Neill&ndash;Smith",
    "a link inside": "[Zoë](../officers/x.md) O’Neill-Smith",
    "surname first": "O’Neill-Smith, Zoë",
    "in an attribute": '<img alt="Zoe O\'Neill Smith">',
    "in JSON": r'{"name": "Zo\u00eb O\u2019Neill-Smith"}',
    "in an address": "/a?q=Zo%C3%AB%20O%27Neill%20Smith",
    "the short name": "/officers/zoe-oneill/photo.jpg",
    "the name of a file": "IMG_zoe_oneill2.jpg",
    "the number": "call +44 (0)7700 <b>900</b> 123",
    "the address": "zoe.oneill&#64;met.example",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_a_person_is_found_however_they_are_written(text: str) -> None:
    found = find_traces(text, ZOE)
    assert found and all(trace.is_sure for trace in found)


@pytest.mark.parametrize(
    "text",
    ["Zoey O’Neill-Smithson", "Zoe Baker", "the oneill-smith road", "07700 900124", "Azoe oneill smiths"],
)
def test_somebody_else_is_not_taken_for_them(text: str) -> None:
    assert find_traces(text, ZOE) == ()


def test_a_surname_alone_is_found_and_not_sure() -> None:
    assert [(trace.start, trace.is_sure) for trace in find_traces("Ask PC ONeill Smith.", ZOE)] == [
        (7, False)
    ]


def test_a_short_name_of_one_word_counts_only_where_it_stands_alone() -> None:
    ada = Person.of_words(("Ada", "officers/ada"))
    assert [
        text for text in ("Ada", "Ada-Mae", "Adage", "officers/ada/", "nada") if find_traces(text, ada)
    ] == [
        "Ada",
        "officers/ada/",
    ]


def test_a_german_or_polish_name_is_found_as_others_type_it() -> None:
    person = Person.of_words(("Jörg Łukasz Müller",))
    for text in ("Joerg Mueller", "Jorg Muller", "Jörg Lukasz Müller", "MÜLLER JÖRG"):
        assert find_traces(text, person), text


@given(st.text(max_size=60))
def test_the_quick_look_and_the_close_one_see_the_same_letters(text: str) -> None:
    assert squeeze_with_places(text)[0] == squeeze(text)
    assert len(squeeze_readings(text)) == 2


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(sorted(SPELLINGS.values())))
def test_whatever_stands_around_a_name_a_trace_lies_within_the_text(
    before: str, after: str, name: str
) -> None:
    text = f"{before} {name} {after}"
    assert all(0 <= trace.start < trace.end <= len(text) for trace in find_traces(text, ZOE))
