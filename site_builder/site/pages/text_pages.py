"""The page of each text that has one alone."""

from collections.abc import Callable, Mapping

from site_builder.content.prose import heading_id
from site_builder.content.schema import Notice, Page
from site_builder.directory.history.change_record import PAGE as CHANGES_PAGE
from site_builder.site.pages.cards import anonymity_key
from site_builder.site.pages.for_others import FOR_OTHERS_PAGE, frame_code
from site_builder.site.pages.job import PageJob
from site_builder.site.pages.long_lists import name_areas
from site_builder.site.pages.outline import QUESTIONS_PAGE, list_questions
from site_builder.site.pages.page_views import (
    AccessibilityView,
    CompareView,
    ForOthersView,
    FramedView,
    HomeView,
    NotFoundView,
    PageView,
    ReportView,
)
from site_builder.site.pages.stock import Stock, Written
from site_builder.site.pages.views import Link
from site_builder.site.urls import COMPARE_PAGE

_WITNESS_PAGE = "i-saw-it-happen"


def plan_text(page: Page, stock: Stock) -> PageJob:
    """Return the page of a text that has one alone."""
    written = stock.written(page)
    if page.slug == CHANGES_PAGE and stock.changes:
        return stock.job("changes.html", stock.changes.view(**written), page)
    if page.slug not in _PAGES:
        return stock.job("page.html", _text_page(page, written, stock), page)
    template, plan = _PAGES[page.slug]
    return stock.job(template, plan(written, stock), page)


def plan_notice(notice: Notice, stock: Stock) -> PageJob:
    """Return the page of a notice."""
    areas = filter(None, map(stock.directory.area, notice.boroughs or ()))
    places = (
        Link(text=one.borough.name, url=stock.urls.borough(one.borough.slug), is_name=True) for one in areas
    )
    changes = stock.link(CHANGES_PAGE, stock.words("all_changes"))
    day, until = stock.words.day(notice.day), stock.words.day(notice.until)
    frame = stock.framer.frame(
        stock.urls.notice(notice.slug),
        notice.title,
        notice.summary,
        updated=stock.words("notice_days", day=day, until=until),
        trail=stock.trail(CHANGES_PAGE),
    )
    view = PageView(
        frame=frame,
        summary=notice.summary,
        prose=stock.prose(notice),
        sources=(),
        related=(*places, *((changes,) if changes else ())),
    )
    return stock.job("page.html", view, notice)


def _home(written: Written, stock: Stock) -> FramedView:
    return HomeView(
        **name_areas(written, stock),
        ways=stock.ways.to_start(),
        questions=_questions(stock),
        finder=stock.finder.view(stock.urls.page("boroughs") if stock.has("boroughs") else "#boroughs"),
    )


def _report(written: Written, stock: Stock) -> FramedView:
    return ReportView(
        **written,
        needs=stock.ways.needs(stock.link(_WITNESS_PAGE, stock.words("witness_guide"))),
        emergency=stock.ways.emergency(),
        groups=stock.ways.groups(),
        compare_url=stock.urls.page(COMPARE_PAGE) if stock.has(COMPARE_PAGE) else "",
    )


def _compare(written: Written, stock: Stock) -> FramedView:
    return CompareView(**written, groups=stock.ways.groups(), anonymity_key=anonymity_key(stock.words))


def _accessibility(written: Written, stock: Stock) -> FramedView:
    site, record = stock.directory.site, stock.directory.site.accessibility
    return AccessibilityView(
        **written,
        publisher=site.publisher.name,
        scope=site.base_url,
        compliance=record.compliance,
        non_compliances=record.non_compliances,
        burden=record.burden,
        out_of_scope=record.out_of_scope,
        answer_days=record.answer_days,
        prepared=stock.words.day(record.prepared),
        reviewed=stock.words.day(record.reviewed),
        tested=stock.words.day(record.tested),
        tested_by=record.tested_by,
        methods=record.methods,
    )


def _not_found(written: Written, stock: Stock) -> FramedView:
    return NotFoundView(**name_areas(written, stock))


def _for_others(written: Written, stock: Stock) -> FramedView:
    shown = stock.directory.areas[:1] if stock.has_cards else ()
    code = "".join(frame_code(area.borough, stock) for area in shown)
    return ForOthersView(**written, card_code=code)


def _text_page(page: Page, written: Written, stock: Stock) -> FramedView:
    related = tuple(link for link in stock.framer.navigation("") if link.url != stock.urls.page(page.slug))
    return PageView(**written, sources=stock.sources(page.sources or ()), related=related)


def _questions(stock: Stock) -> tuple[Link, ...]:
    page = next((page for page in stock.directory.pages if page.slug == QUESTIONS_PAGE), None)
    if page is None:
        return ()
    address, is_english = stock.urls.page(QUESTIONS_PAGE), stock.urls.is_english("page", QUESTIONS_PAGE)
    return tuple(
        Link(text=words, url=f"{address}#{heading_id(words)}", is_english=is_english)
        for words in list_questions(page.body)
    )


_PAGES: Mapping[str, tuple[str, Callable[[Written, Stock], FramedView]]] = {
    "home": ("home.html", _home),
    "report": ("report.html", _report),
    COMPARE_PAGE: ("compare.html", _compare),
    "accessibility": ("accessibility.html", _accessibility),
    "not-found": ("not-found.html", _not_found),
    FOR_OTHERS_PAGE: ("for-others.html", _for_others),
}
"""The template of each text that shows more than its words, and what makes its page, by its name."""
