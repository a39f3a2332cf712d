"""Links lead somewhere: every address of this site exists, and so does the part of the page it names."""

import re
from collections.abc import Iterable, Iterator

from site_builder.findings.diagnostics import Diagnostic, suggest
from site_builder.site.checks.addresses import Destination, Kind, Reference, address_of, find_destination
from site_builder.site.checks.finished_site import IN_THE_THEME, FinishedPage, FinishedSite, Flaw, PageFacts
from site_builder.site.checks.style_addresses import list_style_addresses
from site_builder.site.pages.job import Lead


def find_unclear_links(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `broken-link` for addresses that lead to nothing, whatever files the site has."""
    for base in page.outline.find("base"):
        if "href" in base.attributes:
            fault = f"<base> moves every address of the page to {base.attributes['href']}."
            yield Flaw("broken-link", fault, IN_THE_THEME)
    for reference in page.references:
        kind = reference.destination.kind
        if _is_nowhere(reference):
            fault = f"{_name_link(reference)} nowhere."
            yield Flaw("broken-link", fault, "Write the address, or take the link away.")
        elif kind is Kind.OUTSIDE:
            fault = f"{_name_link(reference)} to {reference.url}, which is outside this site."
            yield Flaw("broken-link", fault, f"Addresses of this site begin with {page.ground.root}.")
        elif kind is Kind.UNKNOWN and not is_script(reference.url):
            fault = f"{_name_link(reference)} to {reference.url}, which is not an address."
            hint = "Write an address of this site, or one that begins with https://."
            yield Flaw("broken-link", fault, hint)


def tell_lost_leads(site: FinishedSite, leads: Iterable[Lead]) -> dict[Destination, tuple[Diagnostic, ...]]:
    """Return `broken-link` and `broken-fragment` where an editor wrote them, by where they would lead."""
    told: dict[Destination, tuple[Diagnostic, ...]] = {}
    for lead in leads:
        destination = find_destination(lead.url or "", "", site.ground)
        _, path, part = destination
        if path not in site.files:
            message = f'The link to "{lead.written}" leads to a file that does not exist.'
            found = Diagnostic(lead.place, "broken-link", message, _find_cure(path, site))
        elif part and path in site.pages and _is_lost(part, site.pages[path]):
            message = f'The link to "{lead.written}" leads to a page that has no part "{part}".'
            found = Diagnostic(lead.place, "broken-fragment", message, _find_part(part, site.pages[path]))
        else:
            continue
        told[destination] = tuple(dict.fromkeys((*told.get(destination, ()), found)))
    return told


def find_broken_links(site: FinishedSite, page: PageFacts) -> Iterator[Flaw]:
    """Yield `broken-link` for addresses of files that the site does not have."""
    told = {destination.path for destination in site.told if destination.path not in site.files}
    lost = {path for path in page.files if path not in site.files} - told
    for reference in site.read(page).references if lost else ():
        if reference.destination.path in lost:
            fault = f"{_name_link(reference)} to {reference.url}, which does not exist."
            yield Flaw("broken-link", fault, _find_cure(reference.destination.path, site))


def find_broken_fragments(site: FinishedSite, page: PageFacts) -> Iterator[Flaw]:
    """Yield `broken-fragment` for links to a part that the page does not have ("#top" is always there)."""
    lost = {
        (path, part)
        for path, part in page.parts
        if path in site.pages
        and _is_lost(part, site.pages[path])
        and Destination(Kind.OWN, path, part) not in site.told
    }
    for reference in site.read(page).references if lost else ():
        _, path, part = reference.destination
        if (path, part) in lost:
            fault = f'"{reference.words}" leads to {reference.url}, but that page has no part "{part}".'
            yield Flaw("broken-fragment", fault, _find_part(part, site.pages[path]))


def find_script_links(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `javascript-link` for links that run a script instead of leading somewhere."""
    for reference in page.references:
        kind = reference.destination.kind
        is_data = kind is Kind.INLINE and not reference.use
        if is_data or (kind is Kind.UNKNOWN and is_script(reference.url)):
            fault = f'"{reference.words}" runs a script instead of leading to a page.'
            yield Flaw("javascript-link", fault, "Link to an address, or take the link away.")


def find_broken_style_links(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `broken-link` for files that a style sheet asks for and that do not exist."""
    for path in site.files_ending(".css"):
        for url, (kind, target, _) in list_style_addresses(site, path):
            if kind in (Kind.OUTSIDE, Kind.UNKNOWN) or (kind is Kind.OWN and target not in site.files):
                fault = f"the style sheet asks for {url}, which does not exist."
                yield path, Flaw("broken-link", fault, IN_THE_THEME)


def is_script(url: str) -> bool:
    """Tell whether a browser would run this address; browsers pass over white space and control characters in it."""
    bare = "".join(character for character in url if character > " ").lower()
    return bare.startswith(("javascript:", "vbscript:"))


def _is_lost(part: str, page: PageFacts) -> bool:
    return part.lower() != "top" and part not in page.ids


def _find_part(part: str, page: PageFacts) -> str:
    """Return the part that was probably meant: parts are named in small letters, with hyphens for spaces."""
    likely = re.sub(r"[\W_]+", "-", part.lower()).strip("-")
    return suggest(likely, page.ids) or "Take the # and what follows away."


def _is_nowhere(reference: Reference) -> bool:
    """Tell whether no address is written; a form without one is sent to its own page."""
    return not reference.url.strip() and reference.element != "form"


def _name_link(reference: Reference) -> str:
    """Return the first words of a finding: ``"Report a crime" leads``."""
    if reference.words:
        return f'"{reference.words}" leads'
    return "a picture leads" if reference.element in ("img", "source") else f"<{reference.element}> leads"


def _find_cure(path: str, site: FinishedSite) -> str:
    if f"{path}/index.html" in site.files:
        return f"Write a slash at the end: {address_of(f'{path}/index.html')}"
    return (
        suggest(address_of(path), map(address_of, site.files)) or "Mend the address, or take the link away."
    )
