"""What follows a report, what a bystander does, whom to trust and who watches: short, plain, sourced, and found."""

import html
import re
from pathlib import Path

import pytest

from site_builder.content.schema import Channel, Page
from site_builder.content.sources import read_sources
from site_builder.content.validation import validate_sources
from site_builder.language.reading_age import Syllables, age_to_read, find_sentences
from tests.sites import LONDON

PAGES = {"after-you-report": 900, "i-saw-it-happen": 150, "can-i-trust-them": 500, "who-watches": 600}
"""The new pages and the most words that each may have."""
OLDEST = {"i-saw-it-happen": 9}
"""The reading age of a page, in years; 11 where nothing is said (the aim of the whole site)."""
WORD = re.compile(r"\w[\w’'+-]*")
BOX = re.compile(r'<section class="answer">.*?</section>', re.S)
LINE = re.compile("<li>(.*?)</li>")
ADDRESS = re.compile(r"(?<=\])\([^()]*\)")


@pytest.fixture(scope="module")
def content() -> tuple[dict[str, Page], tuple[Channel, ...]]:
    sources, _ = read_sources(LONDON)
    records, _ = validate_sources(sources)
    return {page.slug: page for page in records.pages}, records.channels


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_is_short_plain_and_names_its_sources(
    slug: str, content: tuple[dict[str, Page], tuple[Channel, ...]]
) -> None:
    page = content[0][slug]
    words = f"{page.title}.\n\n{page.summary}\n\n{page.body.text}"
    assert len(WORD.findall(ADDRESS.sub("", words))) <= PAGES[slug]
    assert age_to_read(find_sentences(words), Syllables()) <= OLDEST.get(slug, 11)
    assert len(page.sources) >= 5


@pytest.mark.parametrize("slug", ["after-you-report", "i-saw-it-happen", "can-i-trust-them"])
def test_999_can_be_called_from_a_text_for_whoever_was_attacked_or_saw_it(slug: str, real_site: Path) -> None:
    assert 'href="tel:999"' in main_of(real_site / slug / "index.html")


def test_every_way_that_the_police_answer_has_what_happens_next_in_a_box_before_all_that_can_wait(
    real_site: Path, content: tuple[dict[str, Page], tuple[Channel, ...]]
) -> None:
    lines = content[0]["after-you-report"].in_short
    boxes = {
        page.parent.name: box
        for page in (real_site / "report").glob("*/index.html")
        if (box := BOX.search(html.unescape(main_of(page))))
    }
    police = {one.slug for one in content[1] if not one.held_back and one.kind.startswith(("police", "emer"))}
    assert lines and police and boxes.keys() == police
    for box in boxes.values():
        assert [line.replace("\u00a0", " ") for line in LINE.findall(box[0])] == list(lines)
        assert 'href="/after-you-report/"' in box[0]
        assert "<h2>When to use it" not in box.string[: box.start()]


def test_trust_is_a_question_on_the_first_page_and_leads_to_who_watches(real_site: Path) -> None:
    assert "Can I trust them?" in main_of(real_site / "index.html")
    assert 'href="/can-i-trust-them/"' in main_of(real_site / "worth-reporting/index.html")
    assert 'href="/who-watches/"' in main_of(real_site / "can-i-trust-them/index.html")


def main_of(page: Path) -> str:
    return page.read_text("utf-8").partition("<main")[2].partition("</main>")[0]
