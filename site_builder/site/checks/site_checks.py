"""The third gate: look through the finished files and say what may not be published."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from types import MappingProxyType

from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.site.checks.addresses import Ground, Kind, address_of, find_destination
from site_builder.site.checks.elements import Tag
from site_builder.site.checks.finished_site import FinishedPage, FinishedSite, Flaw, PageFacts, read_page
from site_builder.site.checks.links import (
    find_broken_fragments,
    find_broken_links,
    find_broken_style_links,
    find_script_links,
    find_unclear_links,
    tell_lost_leads,
)
from site_builder.site.checks.privacy import (
    find_bad_data_blocks,
    find_event_attributes,
    find_inline_scripts,
    find_inline_styles,
    find_missing_referrer_policies,
    find_new_tabs,
    find_requests_of_files,
    find_storage_use,
    find_third_party_requests,
)
from site_builder.site.checks.required_files import (
    find_bad_security_files,
    find_broken_sitemaps,
    find_missing_files,
)
from site_builder.site.checks.safety import (
    find_bad_contact_links,
    find_missing_999,
    find_missing_landmarks,
    find_missing_leave_links,
    find_missing_skip_links,
)
from site_builder.site.checks.structure import (
    find_broken_references,
    find_empty_links,
    find_missing_alternatives,
    find_missing_descriptions,
    find_missing_headings,
    find_missing_labels,
    find_missing_languages,
    find_missing_table_headings,
    find_missing_titles,
    find_repeated_descriptions,
    find_repeated_h1,
    find_repeated_ids,
    find_repeated_titles,
    find_skipped_headings,
    find_unreadable_markup,
)
from site_builder.site.checks.weight import find_heavy_pages, find_heavy_photos, packed_size
from site_builder.site.pages.job import Lead
from site_builder.site.rendering.artifact import Artifact

PAGE_CHECKS: tuple[Callable[[FinishedPage], Iterator[Flaw]], ...] = (
    find_unreadable_markup,
    find_missing_titles,
    find_missing_descriptions,
    find_missing_languages,
    find_missing_headings,
    find_repeated_h1,
    find_skipped_headings,
    find_repeated_ids,
    find_broken_references,
    find_missing_alternatives,
    find_empty_links,
    find_missing_table_headings,
    find_missing_labels,
    find_unclear_links,
    find_script_links,
    find_third_party_requests,
    find_inline_scripts,
    find_bad_data_blocks,
    find_inline_styles,
    find_event_attributes,
    find_new_tabs,
    find_missing_referrer_policies,
    find_missing_999,
    find_missing_leave_links,
    find_bad_contact_links,
    find_missing_skip_links,
    find_missing_landmarks,
)
DRAWING_CHECKS = find_third_party_requests, find_inline_scripts, find_event_attributes
"""Drawings (SVG files) can ask and run as much as a page."""
LINK_CHECKS = find_broken_links, find_broken_fragments
SITE_CHECKS: tuple[Callable[[FinishedSite], Iterator[tuple[str, Flaw]]], ...] = (
    find_repeated_titles,
    find_repeated_descriptions,
    find_broken_style_links,
    find_requests_of_files,
    find_storage_use,
    find_heavy_pages,
    find_heavy_photos,
    find_missing_files,
    find_broken_sitemaps,
    find_bad_security_files,
)
EXAMINED = (".html", ".svg")
SHARED_BY = 4  # a mistake on so many pages was made in one place, and is one finding


def check_site(site: FinishedSite) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the finished site, every rule at the level of an error.

    A finding stands where an editor wrote what is wrong, else at the content file behind its page where there is one;
    a mistake that four or more pages share is one finding, at the first of them.
    """
    pages_by_flaw: dict[Flaw, dict[str, None]] = {}
    for path, flaw in _find_flaws(site):
        pages_by_flaw.setdefault(flaw, {})[path] = None
    shown = (_tell(site, flaw, tuple(paths)) for flaw, paths in pages_by_flaw.items())
    return (*dict.fromkeys(chain.from_iterable(site.told.values())), *chain.from_iterable(shown))


def finish_site(
    artifacts: Iterable[Artifact],
    ground: Ground,
    examine: "Examine | None" = None,
    leads: Iterable[Lead] = (),
) -> FinishedSite:
    """Look at every page and drawing once and lay out the site for the checks that need all of them.

    `examine` looks at one page, where somebody remembers what came of it. `leads` are the addresses of this site that
    editors wrote.
    """
    examiner, examine = Examiner(ground), examine or Examiner.examine
    files = {artifact.path: artifact for artifact in artifacts}
    facts = {path: examine(examiner, files[path]) for path in files if path.endswith(EXAMINED)}
    pages = {path: page for path, page in facts.items() if path.endswith(".html")}
    drawings = {path: drawing for path, drawing in facts.items() if path not in pages}
    site = FinishedSite(files, pages, drawings, ground)
    return replace(site, told=MappingProxyType(tell_lost_leads(site, leads)))


class Examiner:
    """Looks at the finished pages of one run, one by one: a tag or an address that many pages share is read once."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._tags: dict[str, Tag] = {}
        self._find_destination = cache(partial(find_destination, ground=ground))

    def examine(self, artifact: Artifact) -> PageFacts:
        """Return what the site needs to know of a page or a drawing, and what is wrong with it by itself."""
        path, content = artifact.path, artifact.content
        page = read_page(path, content, self.ground, self._tags, self._find_destination)
        own = [one for one in page.references if one.destination.kind is Kind.OWN]
        named = [(one.destination.path, one.destination.fragment) for one in own]
        checks = PAGE_CHECKS if path.endswith(".html") else DRAWING_CHECKS
        return PageFacts(
            path,
            page.outline.title,
            page.outline.meta("description"),
            ids=tuple(page.outline.ids),
            files=tuple(dict.fromkeys(file for file, _ in named)),
            parts=tuple(dict.fromkeys((file, part) for file, part in named if part)),
            loads=tuple(dict.fromkeys((one.use, one.destination.path) for one in own if one.use)),
            foreign=tuple(dict.fromkeys(one.url for one in page.references if one.leads_away)),
            packed=packed_size(content),
            flaws=tuple(dict.fromkeys(flaw for check in checks for flaw in check(page))),
        )


Examine = Callable[[Examiner, Artifact], PageFacts]
"""The facts of a page are a function of the site's ground, its path and its bytes, so they may be remembered."""


def _find_flaws(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    for page in (*site.pages.values(), *site.drawings.values()):
        yield from ((page.path, flaw) for flaw in page.flaws)
    for page in site.pages.values():
        for find_links in LINK_CHECKS:
            yield from ((page.path, flaw) for flaw in find_links(site, page))
    for find_in_site in SITE_CHECKS:
        yield from find_in_site(site)


def _tell(site: FinishedSite, flaw: Flaw, paths: tuple[str, ...]) -> Iterator[Diagnostic]:
    if len(paths) >= SHARED_BY:
        where = f"{_in_words(paths[0])} and {len(paths) - 1} more"
        yield Diagnostic(Place(paths[0]), flaw.rule, f"{where}: {flaw.fault}", flaw.hint)
        return
    for path in paths:
        artifact = site.files.get(path)
        place = artifact.origin if artifact and artifact.origin else Place(path)
        yield Diagnostic(place, flaw.rule, f"{_in_words(path)}: {flaw.fault}", flaw.hint)


def _in_words(path: str) -> str:
    return f"Page {address_of(path)}" if path.endswith(".html") else f"File {path}"
