"""Numbers and addresses are found in a text however they are written."""

import re
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.contacts_in_text import MAY_HAVE_CONTACTS, bare_contact, find_contacts
from site_builder.content.telephone_numbers import in_plain_signs
from site_builder.content.visible_letters import find_visible

LONDON = "02079460099"


@pytest.mark.parametrize(
    "written",
    [
        "020 7946 0099",
        "(020) 7946 0099",
        "+44 20 7946 0099",
        "+44 (0)20 7946 0099",
        "020-7946-0099",
        "020.7946.0099",
        "020/7946/0099",
        "020\u00a07946\u20110099",
        "020 79\u200b46 00\u00ad99",
        "０２０ ７９４６ ００９９",
        "٠٢٠ ٧٩٤٦ ٠٠٩٩",
        "020 **7946** 0099",
        "020 7946 009&#57;",
        "020 7946\n0099",
        "18001 020 7946 0099",
    ],
)
def test_a_number_is_the_same_number_however_it_is_broken_up(written: str) -> None:
    assert [found.bare for found in find_contacts(f"Ring {written}, please.")] == [LONDON]


@pytest.mark.parametrize("written", ["Help@Example.ORG", "help&#64;example.org", "he\u200blp@example.org"])
def test_an_address_is_the_same_address_however_it_is_written(written: str) -> None:
    assert [found.bare for found in find_contacts(f"Write to {written}.")] == ["help@example.org"]


def test_a_found_contact_covers_just_its_own_letters() -> None:
    text = "Ring &amp; ask: 020\u200b 7946 0099 (office)"
    (found,) = find_contacts(text)
    assert text[found.start : found.end] == "020\u200b 7946 0099"


def test_words_with_digits_are_not_numbers() -> None:
    assert list(find_contacts("SW1A2JL, B2B, x0207946")) == []


def test_the_form_for_comparing_drops_the_country_and_the_relay_prefix() -> None:
    assert bare_contact("+44 20 7946 0099") == bare_contact("18001 020 7946 0099") == LONDON
    assert bare_contact("18001 101") == "18001101"


def test_a_very_long_line_takes_no_time() -> None:
    began = time.process_time()
    for letter in "a1.@":
        list(find_contacts(letter * 250_000))
    assert time.process_time() - began < 20  # quadratic time would take hours


@given(st.text(max_size=200))
def test_no_text_makes_the_search_fail(text: str) -> None:
    for found in find_contacts(text):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "written",
    [
        "020 7946 0999",
        "0207 946 0999",
        "(020) 7946 0999",
        "0044 20 7946 0999",
        "+44 (0)20 7946 0999",
        "2079460999",
        "20 7946 0999",
    ],
)
def test_a_number_is_the_same_in_every_spelling(written: str) -> None:
    assert [found.bare for found in find_contacts(f"Ring {written} now.")] == ["02079460999"]


def test_a_sign_that_is_passed_over_at_once_is_part_of_no_contact() -> None:
    """Each sign of Unicode is looked at: none of those looks like a digit or an ``@``, or stands for one."""
    passed_over = set(MAY_HAVE_CONTACTS.sub("", "".join(map(chr, range(sys.maxunicode + 1)))))
    assert {"a", "ö", "’", "…"} <= passed_over
    assert not [sign for sign in passed_over if re.search("[0-9@&]", in_plain_signs(find_visible(sign)[0]))]
