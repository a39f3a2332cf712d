"""The pages that list all there is of something, each divided among several where it would be too heavy."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from site_builder.content.schema import Page
from site_builder.content.slug import person_key, sort_key
from site_builder.site.pages.a_to_z import (
    MOST_BESIDE,
    MOST_WEIGHT,
    Entry,
    Part,
    lead_on,
    list_pages,
    make_entry,
)
from site_builder.site.pages.areas import STATES, area_map, state_words
from site_builder.site.pages.finder import DISTRICTS_PAGE, group_districts
from site_builder.site.pages.job import PageJob
from site_builder.site.pages.page_views import (
    BoroughsView,
    CoverageView,
    DistrictsView,
    FindView,
    FramedView,
    OfficersView,
    PrintView,
)
from site_builder.site.pages.papers import PRINT_PAGE
from site_builder.site.pages.stock import Stock, Written
from site_builder.site.pages.views import BoroughEntry, District, Frame, Link, OfficerCard, PaperEntry, Parts

T = TypeVar("T")
_A_CHECK = "Named by a newspaper on 30 September 2026."
"""Weighed in place of words that change from day to day: else a list would be divided on one day, whole on the next."""


class _Listed(Written):
    """What a page shows that has a long list, and the ways to its parts."""

    parts: Parts | None


class NamedAreas(_Listed):
    """What a page shows that names all areas."""

    boroughs: tuple[BoroughEntry, ...]


def is_list(page: Page) -> bool:
    """Tell whether a text stands above a list that may be divided among several pages."""
    return page.slug in _LISTS


def plan_list(page: Page, stock: Stock) -> Iterator[PageJob]:
    """Yield the page of a text with a list, and that of each part of the list."""
    template, divide = _LISTS[page.slug]
    for view in divide(stock.written(page), stock):
        yield stock.job(template, view, page)


def _boroughs(written: Written, stock: Stock) -> Iterator[FramedView]:
    drawn = area_map(stock.directory, stock.listings.boroughs)
    for own, entries in _divided(written, _areas(written["frame"].url, _state_words, stock), stock):
        yield BoroughsView(**own, boroughs=entries, map=drawn)
        drawn = None


def _find(written: Written, stock: Stock) -> Iterator[FramedView]:
    finder = stock.finder.view("#boroughs")
    for own, entries in _divided(written, _areas(written["frame"].url, _places_words, stock), stock):
        yield FindView(**own, finder=finder, boroughs=entries)


def _postcode_districts(written: Written, stock: Stock) -> Iterator[FramedView]:
    edition, attribution = stock.finder.view("").edition_words, stock.finder.view("").attribution
    for own, districts in _divided(written, _districts(written["frame"].url, stock), stock):
        groups = group_districts(districts)
        yield DistrictsView(**own, groups=groups, edition_words=edition, attribution=attribution)


def _officers(written: Written, stock: Stock) -> Iterator[FramedView]:
    without = tuple(Link(text=entry.name, url=entry.url) for entry in _entries(stock) if not entry.officers)
    weight = sum(make_entry("", link, (link.text, link.url)).weight for link in without)
    if weight > MOST_BESIDE and stock.has("coverage"):
        areas, count = stock.directory.site.region.areas, str(len(without))
        words = stock.words("see_how_each_stands", count=count, areas_kind=areas)
        without = (Link(text=words, url=stock.urls.page("coverage")),)
    for own, cards in _divided(written, _people(written["frame"].url, stock), stock):
        yield OfficersView(**own, officers=cards, areas_without=without)
        without = ()


def _coverage(written: Written, stock: Stock) -> Iterator[FramedView]:
    name = stock.directory.site.region.name
    caption = stock.words("areas_of", count=str(len(_entries(stock))), region=name)
    counted = Counter(entry.state for entry in _entries(stock))
    counts = tuple(
        (state, state_words(state, stock.words), counted[state]) for state in STATES if counted[state]
    )
    for own, entries in _divided(written, _areas(written["frame"].url, _coverage_words, stock), stock):
        yield CoverageView(**own, caption=caption, counts=counts, boroughs=entries)
        caption, counts = stock.words("areas_one_by_one", region=name), ()


def _print(written: Written, stock: Stock) -> Iterator[FramedView]:
    entries = (
        make_entry(sort_key(entry.name, area.borough.slug), entry, _paper_words(entry))
        for area, entry in stock.papers.entries(stock.printed, stock.words)
    )
    for own, areas in _divided(written, Part(written["frame"].url, tuple(entries)), stock):
        yield PrintView(**own, areas=areas)


def _entries(stock: Stock) -> tuple[BoroughEntry, ...]:
    return tuple(stock.listings.boroughs.values())


def _people(url: str, stock: Stock) -> Part[OfficerCard]:
    """Return the officers' cards, from A to Z by family name."""
    entries = (
        make_entry(person_key(one.officer.name, one.officer.slug), card, _card_words(card))
        for one in stock.directory.standings
        if (card := stock.listings.officers[one.officer.slug].card)
    )
    return Part(url, tuple(entries))


def _areas(
    url: str, words: Callable[[BoroughEntry], Iterator[str]], stock: Stock, most: float = MOST_WEIGHT
) -> Part[BoroughEntry]:
    """Return the areas from A to Z, each with the words that a list says of it."""
    entries = (
        make_entry(sort_key(entry.name, slug), entry, words(entry))
        for slug, entry in stock.listings.boroughs.items()
    )
    return Part(url, tuple(entries), most=most)


def _districts(url: str, stock: Stock) -> Part[District]:
    entries = (Entry(sort_key(one.code), _weigh_district(one), one) for one in stock.finder.districts())
    return Part(url, tuple(entries))


def _divided(written: Written, whole: Part[T], stock: Stock) -> Iterator[tuple[_Listed, tuple[T, ...]]]:
    """Yield what a list shows, and after it what each of its parts shows, if it has to be divided."""
    for part, parts in list_pages(whole):
        own = _part_written(written["frame"], part, stock) if part.above else written
        yield {**own, "parts": parts}, part.shown


def _part_written(listed: Frame, part: Part[T], stock: Stock) -> Written:
    label = part.link.text
    frame = stock.framer.frame(
        part.link.url,
        stock.words("part_title", list=listed.heading, letters=label),
        stock.words("part_description", list=listed.heading, letters=label),
        updated=listed.updated,
        trail=(Link(text=listed.heading, url=listed.url), *(one.link for one in part.above[1:])),
    )
    return Written(frame=frame, summary="", prose=None)


def name_areas(written: Written, stock: Stock) -> NamedAreas:
    """Add all areas, or the way to the list of them where they are too many to stand beside other things."""
    lists = {"boroughs": _state_words, "find": _places_words}
    slug = next(filter(stock.has, lists), None)
    if slug is None or not _areas("", _name_words, stock, MOST_BESIDE).parts:
        return {**written, "parts": None, "boroughs": _entries(stock)}
    whole = _areas(stock.urls.page(slug), lists[slug], stock)
    words = stock.words("all_from_a_to_z", areas_kind=stock.directory.site.region.areas)
    every = Link(text=words, url=whole.url)
    parts = lead_on(whole) if whole.parts else Parts(links=(every,))
    return {**written, "parts": parts, "boroughs": ()}


def _weigh_district(district: District) -> float:
    """Return its packed bytes; measured: 330 districts of London weigh 3.1 kB, for they name the same areas."""
    return 5 + 3 * len(district.areas + district.few)


def _card_words(card: OfficerCard) -> Iterator[str]:
    yield from (card.name, card.url, card.role, _A_CHECK)
    for link in card.boroughs:
        yield from (link.text, link.url)
    for contact in card.contacts:
        yield contact.value


def _paper_words(entry: PaperEntry) -> Iterator[str]:
    for link in entry.papers:
        yield from (link.text, link.url)


def _name_words(entry: BoroughEntry) -> Iterator[str]:
    yield from (entry.name, entry.url)


def _state_words(entry: BoroughEntry) -> Iterator[str]:
    yield from (entry.name, entry.url, _A_CHECK)


def _places_words(entry: BoroughEntry) -> Iterator[str]:
    yield from (entry.name, entry.url, *entry.places)


def _coverage_words(entry: BoroughEntry) -> Iterator[str]:
    yield from (entry.name, entry.url, _A_CHECK)
    for officer in entry.officers:
        yield from (officer.name, officer.url, _A_CHECK)


_LISTS: Mapping[str, tuple[str, Callable[[Written, Stock], Iterator[FramedView]]]] = {
    "boroughs": ("boroughs.html", _boroughs),
    "find": ("find.html", _find),
    DISTRICTS_PAGE: ("districts.html", _postcode_districts),
    "officers": ("officers.html", _officers),
    "coverage": ("coverage.html", _coverage),
    PRINT_PAGE: ("print.html", _print),
}
"""The template of each list and what makes its pages, by the name of its text."""
