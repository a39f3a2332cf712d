"""The third gate: look through the finished files and say what may not be published."""

from collections.abc import Callable, Iterator, Sequence

from site_builder.checks import links, privacy, safety, site_files, structure, weight
from site_builder.checks.finished import FinishedPage, FinishedSite, Flaw, address_of, finish_site
from site_builder.diagnostics import Diagnostic, Place
from site_builder.rendering.artifact import Artifact

PAGE_CHECKS: tuple[Callable[[FinishedSite, FinishedPage], Iterator[Flaw]], ...] = (
    structure.find_unreadable_markup,
    structure.find_missing_titles,
    structure.find_missing_descriptions,
    structure.find_missing_languages,
    structure.find_missing_headings,
    structure.find_repeated_h1,
    structure.find_skipped_headings,
    structure.find_repeated_ids,
    structure.find_broken_references,
    structure.find_missing_alternatives,
    structure.find_empty_links,
    structure.find_missing_table_headings,
    structure.find_missing_labels,
    links.find_broken_links,
    links.find_broken_fragments,
    links.find_script_links,
    privacy.find_third_party_requests,
    privacy.find_inline_scripts,
    privacy.find_bad_data_blocks,
    privacy.find_inline_styles,
    privacy.find_event_attributes,
    privacy.find_new_tabs,
    privacy.find_missing_referrer_policies,
    safety.find_missing_999,
    safety.find_missing_leave_links,
    safety.find_bad_contact_links,
    safety.find_missing_skip_links,
    safety.find_missing_landmarks,
)
SITE_CHECKS: tuple[Callable[[FinishedSite], Iterator[tuple[str, Flaw]]], ...] = (
    structure.find_repeated_titles,
    structure.find_repeated_descriptions,
    links.find_broken_style_links,
    privacy.find_requests_of_files,
    privacy.find_unsafe_drawings,
    privacy.find_storage_use,
    weight.find_heavy_pages,
    weight.find_heavy_photos,
    site_files.find_missing_files,
    site_files.find_broken_sitemaps,
    site_files.find_bad_security_files,
)
SHARED_BY = 4  # a mistake on so many pages was made in one place, and is one finding


def check_site(
    artifacts: Sequence[Artifact], *, root: str, leave_url: str, host: str
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the finished site, every rule at the level of an error.

    `root` is where the site begins (``/`` or ``/sub/``), `host` the origin it is published at
    (``https://liaison.example``). A finding stands at the content file behind its page where there is one; a mistake
    that four or more pages share is one finding, at the first of them.
    """
    site = finish_site(artifacts, root=root, leave_url=leave_url, host=host)
    pages_by_flaw: dict[Flaw, dict[str, None]] = {}
    for path, flaw in _find_flaws(site):
        pages_by_flaw.setdefault(flaw, {})[path] = None
    return tuple(
        diagnostic for flaw, paths in pages_by_flaw.items() for diagnostic in _tell(site, flaw, tuple(paths))
    )


def _find_flaws(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    for page in site.pages.values():
        for find_on_page in PAGE_CHECKS:
            yield from ((page.path, flaw) for flaw in find_on_page(site, page))
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
