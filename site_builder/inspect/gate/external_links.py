"""The links to other sites: where each is written, and what came of trying it."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urldefrag, urlsplit

from site_builder.content.acceptances import find_unused_acceptances
from site_builder.content.document import Document
from site_builder.content.settings import Site
from site_builder.content.strict_yaml import Location
from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.findings.rules import rules_asked
from site_builder.inspect.gate.link_checker import Answer, Outcome
from site_builder.pipeline import Draft
from site_builder.site.checks.addresses import Ground
from site_builder.site.checks.site_checks import finish_site

Written = Mapping[str, Sequence[Place]]
"""Where each address stands, in the order of the files."""


def list_outside_links(draft: Draft) -> Written:
    """Return the addresses of other sites, each with every place it is written at; `#part` is left off.

    A page is named only for a link that no content file holds.
    """
    site = draft.site
    if site is None:
        return {}
    found: dict[str, dict[Place, None]] = {}
    for url, place in (*_in_settings(site), *_in_documents(draft.records.documents)):
        if address := _outside(url, site):
            found.setdefault(address, {})[place] = None
    written = {address: tuple(sorted(places)) for address, places in found.items()}
    for url, place in _on_pages(draft, site):
        if address := _outside(url, site):
            written.setdefault(address, (place,))
    return dict(sorted(written.items()))


def add_answers(draft: Draft, written: Written, answers: Sequence[Answer]) -> Draft:
    """Return a draft with what came of trying its links, and what was accepted of them and is no longer so."""
    findings = draft.findings.plus(judge_links(written, answers))
    unused = find_unused_acceptances(findings, rules_asked("external"))
    return replace(draft, findings=findings.plus(unused))


def judge_links(written: Written, answers: Iterable[Answer]) -> Iterator[Diagnostic]:
    """Yield what came of trying the links, at every place where one is written."""
    for answer in answers:
        for place in written[answer.url]:
            finding = _judge(answer, place)
            if finding:
                yield finding


def format_link_check(checked: datetime.date, written: Written, answers: Iterable[Answer]) -> str:
    """Return what the desk and the status read: the day, and each dead link with its place."""
    broken = [
        {
            "url": answer.url,
            "why": answer.why,
            "path": place.path,
            "line": place.line,
            "column": place.column,
        }
        for answer in answers
        if answer.outcome is Outcome.DEAD
        for place in written[answer.url]
    ]
    return json.dumps({"checked": checked.isoformat(), "broken": broken}, indent=2, ensure_ascii=False) + "\n"


def _judge(answer: Answer, place: Place) -> Diagnostic | None:
    if answer.outcome is Outcome.DEAD:
        words = f"The link {answer.url} leads nowhere: {answer.why}."
        return Diagnostic(place, "dead-link", words, "Find the page's new address, or take the link out.")
    if answer.outcome is Outcome.UNSURE:
        words = f"The link {answer.url} could not be checked: {answer.why}."
        return Diagnostic(place, "unchecked-link", words, "Try it in a browser.")
    if answer.moved_to:
        words = f"The page at {answer.url} has moved for good."
        return Diagnostic(place, "moved-link", words, f"Write {answer.moved_to}")
    return None


def _in_documents(documents: Iterable[Document]) -> Iterator[tuple[str, Place]]:
    """Yield the addresses in fields and texts; what is held back is not published, so nobody meets its links."""
    for document in documents:
        if "held_back" in document.fields:
            continue
        for url, location in _in_fields(document.fields, ()):
            yield url, document.origin.place(*location)
        for link in document.body.links:
            yield link.target, link.place


def _in_settings(site: Site) -> Iterator[tuple[str, Place]]:
    for url, location in _in_fields(site.model_dump(mode="json", exclude_unset=True), ()):
        if location != ("base_url",):
            yield url, site.origin.place(*location)


def _in_fields(value: object, location: Location) -> Iterator[tuple[str, Location]]:
    if isinstance(value, str):
        yield value, location
    elif isinstance(value, Mapping):
        for name, below in value.items():
            yield from _in_fields(below, (*location, name))
    elif isinstance(value, Sequence):
        for index, below in enumerate(value):
            yield from _in_fields(below, (*location, index))


def _on_pages(draft: Draft, site: Site) -> Iterator[tuple[str, Place]]:
    finished = finish_site(draft.artifacts, Ground(site.root, site.host, site.leave_url))
    for page in finished.pages.values():
        origin = finished.files[page.path].origin
        yield from ((url, origin or Place(page.path)) for url in page.foreign)


def _outside(url: str, site: Site) -> str:
    """Return an address as it is asked for, or nothing when it is not one of another site."""
    if not url.lower().startswith(("http://", "https://")) or any(sign.isspace() for sign in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_ours = f"{parts.scheme}://{parts.netloc}".lower() == site.host.lower()
    return "" if is_ours or not parts.hostname else urldefrag(url).url
