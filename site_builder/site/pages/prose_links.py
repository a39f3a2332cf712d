"""The links that editors write in texts: every one inside the site must lead somewhere."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import urlsplit

from site_builder.content.body import Body
from site_builder.content.document import Location, Origin
from site_builder.content.odd_addresses import find_addresses_of
from site_builder.content.sources import FOLDER_OF
from site_builder.content.validation import Records
from site_builder.content.written_addresses import (
    find_addresses_within,
    is_without_scheme,
    list_addresses,
    place_within,
)
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Diagnostic, suggest
from site_builder.site.pages.discreet_mode import neutral_file_name
from site_builder.site.pages.job import Lead
from site_builder.site.pages.views import Prose
from site_builder.site.urls import Urls

_HOST = re.compile(r"(?:https?:)?(?://)?([\w.-]+)(?::\d+)?(?=/|$)", re.IGNORECASE)
_NOT_TO_A_NOTICE = (
    "A notice is gone after its last day, and so would be what the link leads to. Link to changes.md."
)
_NOTICE = re.compile(rf"(?:^|/){FOLDER_OF['notice']}/")
_HOW_TO_LINK = "Link to the file of a page, like liaison-officers.md, or to an address, like /report/."


@dataclass(frozen=True)
class LinkResolver:
    """Knows the address of every content file, and the address without the site's root of every page.

    `files` maps ``channels/galop.md`` to ``/report/galop/``; `withheld` are files that have failed, and
    `withheld_urls` the addresses of their pages. `base_url` is where the site is published. Where it `is_discreet`,
    no file is kept under a name that tells. For texts in another language `files` leads to pages in it, and
    `in_english` are the addresses of all pages in English.
    """

    files: Mapping[str, str]
    withheld: frozenset[str]
    withheld_urls: frozenset[str]
    root: str
    base_url: str = ""
    is_discreet: bool = False
    in_english: frozenset[str] = frozenset()

    def resolve(self, body: Body, kind: str) -> Prose | None:
        """Return a file's text with its links finished."""
        if not body.text.strip():
            return None
        finished = {target: self._finish(target, FOLDER_OF[kind]) for target in body.link_targets}
        links = {target: url for target, url in finished.items() if url}
        names = {url: neutral_file_name(url) for url in links.values()} if self.is_discreet else {}
        saved_as = tuple((url, name) for url, name in sorted(names.items()) if name)
        return Prose(body=body, links=tuple(sorted(links.items())), saved_as=saved_as)

    def list_leads(self, body: Body, kind: str) -> Iterator[Lead]:
        """Yield each address of this site in a text: where its links lead, and what only stands there to be read."""
        folder = FOLDER_OF[kind]
        page = self.files.get(f"{folder}/{PurePosixPath(body.path).name}", "")
        linked = set()
        for link in body.links:
            linked.add((link.place.line, link.target))
            if is_without_scheme(link.target) and self._below_own_host(link.target) is None:
                continue  # told where addresses are read
            url = self._follow(link.target, folder, page)
            is_relative = url and not link.target.lower().startswith("http") and _HOST.match(link.target)
            if is_relative and self._below_own_host(link.target) is not None:  # a browser takes it for a file
                url = None
            if url != "":
                yield Lead(link.target, url, link.place, folder)
        for found in find_addresses_of(self.host, body.masked):
            place = body.place(found.start, found.end)
            if (place.line, found.url) not in linked:
                yield Lead(found.url, self._follow(found.url, folder), place, folder)

    def list_leads_in_fields(self, fields: Iterable[tuple[str, Location]], origin: Origin) -> Iterator[Lead]:
        """Yield each address of this site that is written in full in a value of these fields."""
        for value, way in fields:
            for found in find_addresses_of(self.host, value):
                place = place_within(origin.place(*way), value, found)
                yield Lead(found.url, self._follow(found.url, ""), place)

    def _follow(self, target: str, folder: str, page: str = "") -> str | None:
        """Return the address of this site that a target leads to, nothing for another's, or None for none at all."""
        own = self._below_own_host(target)
        if own is not None:
            return self._finish(own, "")
        return page and page + target if target.startswith("#") else self._finish(target, folder)

    def _finish(self, target: str, folder: str) -> str | None:
        """Return the finished address, nothing for an address that stays as it is, or None when it leads nowhere."""
        address = re.split("[?#]", target, maxsplit=1)[0]
        if not address or ":" in address.split("/")[0]:
            return ""
        if address.startswith("/"):
            found = self.root + address.removeprefix("/")
            url = found if found in self._addresses or "." in PurePosixPath(address).name else None
            url = "" if found in self.withheld_urls else url
        else:
            name = posixpath.normpath(posixpath.join(folder, address))
            url = self.files.get(name, "" if name in self.withheld else None)
        return url + target[len(address) :] if url else url

    def _below_own_host(self, target: str) -> str | None:
        """Return the address from the first slash where a target names this site's own host in full, however."""
        found = _HOST.match(target)
        if (
            not self.host
            or not found
            or found[1].lower().removeprefix("www.") != self.host.removeprefix("www.")
        ):
            return None
        path = target[found.end() :] or "/"
        if path == self.root.rstrip("/"):
            path = self.root
        return f"/{path.removeprefix(self.root)}" if path.startswith(self.root) else f"/ {path}"

    @cached_property
    def host(self) -> str:
        """Where the site is published, like ``liaison.example``."""
        return urlsplit(self.base_url).hostname or ""

    @cached_property
    def _addresses(self) -> Set[str]:
        return set(self.files.values()) | self.in_english

    def tell_lost(self, lead: Lead) -> Diagnostic:
        """Return the finding on an address of this site where there is no page."""
        address = (self._below_own_host(lead.written) or lead.written).partition("#")[0]
        files = {"/" + url.removeprefix(self.root): name for name, url in self.files.items()}
        if lead.folder and (file := files.get(address) or files.get(f"{address}/")):
            hint = f"Write: {posixpath.relpath(file, lead.folder)}"
        else:
            hint = self._suggest(address, lead.folder) or _HOW_TO_LINK
        if _NOTICE.search(lead.written):
            hint = _NOT_TO_A_NOTICE
        return Diagnostic(lead.place, "broken-link", f'The link to "{lead.written}" leads nowhere.', hint)

    def _suggest(self, address: str, folder: str) -> str:
        if not address.startswith("/"):
            return suggest(address, [posixpath.relpath(name, folder) for name in self.files])
        before = "" if folder else self.base_url.rstrip("/")
        known = [f"{before}/{url.removeprefix(self.root)}" for url in self._addresses]
        return suggest(before + address, known)


def make_resolver(directory: Directory, urls: Urls, withheld: frozenset[tuple[str, str]]) -> LinkResolver:
    """Return the resolver for the pages of a directory; `withheld` are the records that failed, as (kind, slug)."""
    files = _list_files(directory, urls)
    english: frozenset[str] = frozenset()
    if urls.language:
        english = frozenset(_list_files(directory, Urls(urls.root)).values())
        files |= {
            name.replace(".md", f".{urls.language}.md"): url
            for name, url in files.items()
            if url.startswith(urls.own_root)
        }
    failed = frozenset(f"{FOLDER_OF[kind]}/{slug}.md" for kind, slug in withheld if kind in FOLDER_OF)
    failed_urls = frozenset(urls.record(kind, slug) for kind, slug in withheld if kind in FOLDER_OF)
    base_url, is_discreet = directory.site.base_url, directory.site.discreet_name is not None
    found = MappingProxyType(files)
    return LinkResolver(found, failed, failed_urls, urls.root, base_url, is_discreet, english)


def _list_files(directory: Directory, urls: Urls) -> dict[str, str]:
    """Map each content file that has a page to its address."""
    areas, officers = (area.borough for area in directory.areas), (one.officer for one in directory.standings)
    records = (*directory.pages, *areas, *directory.channels, *officers)
    return {f"{FOLDER_OF[one.KIND]}/{one.slug}.md": urls.record(one.KIND, one.slug) for one in records}


def list_leads(
    directory: Directory, records: Records, resolvers: Mapping[str, LinkResolver]
) -> Iterator[Lead]:
    """Yield each address of this site that is written in a field, a text or the settings; a language has a resolver."""
    for document in records.documents:
        resolver = resolvers.get(document.language, resolvers[""])
        yield from resolver.list_leads_in_fields(list_addresses(document), document.origin)
        yield from resolver.list_leads(document.body, document.kind)
    settings = directory.site.model_dump(mode="json", exclude_unset=True)
    fields = find_addresses_within(settings, type(directory.site))
    yield from resolvers[""].list_leads_in_fields(fields, directory.site.origin)
