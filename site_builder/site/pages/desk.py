"""The desk: a page for editors on what needs care. The preview shows it; a published site never holds it."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from site_builder.directory.calendar import Change
from site_builder.directory.model import Directory
from site_builder.directory.upkeep import DAYS_AHEAD, Matter, ReadAge, Upkeep
from site_builder.directory.worklist import (
    HARDEST,
    SECTIONS,
    Section,
    advice_words,
    changes_words,
    group_alike,
    matters_words,
    same_change,
    same_state,
)
from site_builder.findings.diagnostics import Place
from site_builder.language.wording import format_count, format_day
from site_builder.language.words import read_english
from site_builder.site.pages.desk_views import DeskGroup, DeskRow, DeskTable, DeskView
from site_builder.site.pages.editions import Edition
from site_builder.site.pages.frames import Framer
from site_builder.site.pages.job import PageJob
from site_builder.site.urls import Urls

DESK_URL = "desk/"
"""Where the desk stands, below the root of the site."""
CHECKED_LINKS_MISSING = "Not checked yet."


@dataclass(frozen=True)
class BrokenLink:
    """A link to another site that does not answer, why, and where it is written."""

    url: str
    why: str
    place: Place


@dataclass(frozen=True)
class LinkCheck:
    """What the last check of links to other sites found; `on` is None when there was none."""

    on: datetime.date | None = None
    broken: tuple[BrokenLink, ...] = ()


def plan_desk(
    upkeep: Upkeep, links: LinkCheck, directory: Directory, folder: PurePath, news: Sequence[str] = ()
) -> PageJob:
    """Return the desk; `folder` is where the paths of places begin on this computer, `news` what stands on top."""
    urls = Urls(directory.site.root)
    url = f"{urls.root}{DESK_URL}"
    frame = Framer(Edition(directory, urls, read_english())).frame(
        url,
        "The desk",
        "What needs care in this directory, for those who look after it.",
        updated=f"As of {format_day(upkeep.as_of)}.",
        indexed=False,
    )
    tables = (
        *(_matters(section, upkeep, folder) for section in SECTIONS),
        _links(links, folder),
        _calendar(upkeep.calendar, folder),
        _reading(upkeep, folder),
    )
    summary = "What needs care in the directory. Only the preview shows this page; it is never published."
    view = DeskView(frame=frame, summary=summary, news=tuple(news), tables=tables)
    return PageJob(urls.path(url), "desk.html", view)


def editor_url(place: Place, folder: PurePath) -> str:
    """Return the address that opens an editor at a place: ``vscode://file/home/sam/content/site.yaml:3:1``."""
    path = quote((folder / place.path).as_posix().lstrip("/"), safe="/:")
    return f"vscode://file/{path}:{max(place.line, 1)}:{max(place.column, 1)}"


def reading_heading(upkeep: Upkeep) -> str:
    """Return what stands above the reading ages: how many pages are named, and of how many."""
    if len(upkeep.reading) <= HARDEST:
        return "Reading age of the pages, hardest first"
    return f"Reading age of the {HARDEST} hardest of {len(upkeep.reading)} pages"


def _matters(section: Section, upkeep: Upkeep, folder: PurePath) -> DeskTable:
    matters: Sequence[Matter] = getattr(upkeep, section.name)
    groups = (
        DeskGroup(heading=matters_words(alike), rows=tuple(_matter(matter, folder) for matter in alike))
        for alike in group_alike(matters, same_state)
    )
    columns = ("Name", "Since", "Until", "What it means", "Edit")
    return _table(section.name, section.heading, columns, groups, section.empty)


def _matter(matter: Matter, folder: PurePath) -> DeskRow:
    cells = (_day(matter.since), _day(matter.until), matter.words)
    return _row(matter.name, cells, matter.place, folder)


def _calendar(changes: Iterable[Change], folder: PurePath) -> DeskTable:
    groups = (
        DeskGroup(
            heading=changes_words(alike),
            rows=tuple(
                _row(change.name, (format_day(change.day),), change.place, folder) for change in alike
            ),
            advice=advice_words(alike),
        )
        for alike in group_alike(changes, same_change)
    )
    heading = f"What changes by itself in the next {DAYS_AHEAD} days"
    return _table("calendar", heading, ("Name", "On", "Edit"), groups, "Nothing changes by itself.")


def _reading(upkeep: Upkeep, folder: PurePath) -> DeskTable:
    rows = tuple(_read_age(read, folder) for read in upkeep.reading[:HARDEST])
    columns = ("Page", "Reading age", "Length", "Long sentences", "Edit")
    heading = reading_heading(upkeep)
    hardest = f"From {rows[0].name}, {rows[0].cells[0]}" if rows else ""
    return _table("reading", heading, columns, _one_group(hardest, rows), "There are no texts.")


def _read_age(read: ReadAge, folder: PurePath) -> DeskRow:
    words, sentences = (
        format_count(read.words, "word"),
        format_count(read.long_sentences, "long sentence"),
    )
    return _row(read.name, (f"{read.age:.1f} years", words, sentences), read.place, folder)


def _links(links: LinkCheck, folder: PurePath) -> DeskTable:
    rows = tuple(_row(link.url, (link.why or "No answer.",), link.place, folder) for link in links.broken)
    on = f"None were broken on {format_day(links.on)}." if links.on else CHECKED_LINKS_MISSING
    heading = "Links to other sites that are broken"
    if links.on and rows:
        heading = f"{heading}, on {format_day(links.on)}"
    groups = _one_group(format_count(len(rows), "link"), rows)
    return _table("links", heading, ("Link", "Why", "Edit"), groups, on)


def _one_group(heading: str, rows: tuple[DeskRow, ...]) -> tuple[DeskGroup, ...]:
    return (DeskGroup(heading=heading, rows=rows),) if rows else ()


def _row(name: str, cells: tuple[str, ...], place: Place, folder: PurePath) -> DeskRow:
    words = f"{place.path}, line {max(place.line, 1)}"
    return DeskRow(name=name, cells=cells, edit_url=editor_url(place, folder), edit_words=words)


def _table(
    name: str, heading: str, columns: tuple[str, ...], groups: Iterable[DeskGroup], empty: str
) -> DeskTable:
    return DeskTable(id=name, heading=heading, columns=columns, groups=tuple(groups), empty=empty)


def _day(day: datetime.date | None) -> str:
    return format_day(day) if day else ""
