"""The links that editors write in texts: every one inside the site must lead somewhere."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import urlsplit

from site_builder.content.body import Body, WrittenLink
from site_builder.content.document import Location, Origin
from site_builder.content.sources import FOLDER_OF
from site_builder.content.validation import Records
from site_builder.content.written_addresses import find_addresses_within, list_addresses
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Diagnostic, suggest
from site_builder.site.pages.discreet_mode import neutral_file_name
from site_builder.site.pages.views import Prose
from site_builder.site.urls import Urls

_HOST = re.compile(r"(?:https?:)?(?://)?([\w.-]+)(?::\d+)?(?=/|$)", re.IGNORECASE)


@dataclass(frozen=True)
class LinkResolver:
    """Knows the address of every content file, and the address without the site's root of every page.

    `files` maps ``channels/galop.md`` to ``/report/galop/``; `withheld` are files that have failed. `host` is where the
    site is published, like ``liaison.example``. Where it `is_discreet`, no file is kept under a name that tells.
    """

    files: Mapping[str, str]
    withheld: frozenset[str]
    root: str
    host: str = ""
    is_discreet: bool = False

    def resolve(self, body: Body, kind: str) -> tuple[Prose | None, tuple[Diagnostic, ...]]:
        """Return a file's text with its links finished, and a finding for each link that leads nowhere."""
        if not body.text.strip():
            return None, ()
        links, lost = {}, set()
        for target in body.link_targets:
            finished = self._finish(target, FOLDER_OF[kind])
            own = self._below_own_host(target)
            is_lost = own is not None and (
                not target.lower().startswith("http") or self._finish(own, "") is None
            )
            if is_lost or finished is None:
                lost.add(target)
            elif finished:
                links[target] = finished
        broken = (link for link in body.links if link.target in lost) if lost else ()
        found = tuple(self._broken(link, FOLDER_OF[kind]) for link in broken)
        names = {url: neutral_file_name(url) for url in links.values()} if self.is_discreet else {}
        saved_as = tuple((url, name) for url, name in sorted(names.items()) if name)
        return Prose(body=body, links=tuple(sorted(links.items())), saved_as=saved_as), found

    def _finish(self, target: str, folder: str) -> str | None:
        """Return the finished address, nothing for an address that stays as it is, or None when it leads nowhere."""
        address, mark, fragment = target.partition("#")
        if not address or ":" in address.split("/")[0]:
            return ""
        if address.startswith("/"):
            found = self.root + address.removeprefix("/")
            url = found if found in self._addresses or "." in PurePosixPath(address).name else None
        else:
            name = posixpath.normpath(posixpath.join(folder, address))
            url = self.files.get(name, "" if name in self.withheld else None)
        return url + mark + fragment if url else url

    def find_broken(self, url: str, origin: Origin, way: Location) -> Diagnostic | None:
        """Return the finding on an address in a field that leads to a page of this site that is not there."""
        own = self._below_own_host(url)
        is_lost = own and self._finish(own, "") is None
        return self._broken(WrittenLink(url, origin.place(*way)), "") if is_lost else None

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
    def _addresses(self) -> Set[str]:
        return set(self.files.values())

    def _broken(self, link: WrittenLink, folder: str) -> Diagnostic:
        address = (self._below_own_host(link.target) or link.target).partition("#")[0]
        files = {"/" + url.removeprefix(self.root): name for name, url in self.files.items()}
        if folder and (file := files.get(address) or files.get(f"{address}/")):
            hint = f"Write: {posixpath.relpath(file, folder)}"
            return Diagnostic(link.place, "broken-link", f'The link to "{link.target}" leads nowhere.', hint)
        if address.startswith("/"):
            known = ["/" + url.removeprefix(self.root) for url in self._addresses]
        else:
            known = [posixpath.relpath(name, folder) for name in self.files]
        hint = (
            suggest(address, known)
            or "Link to the file of a page, like liaison-officers.md, or to an address, like /report/."
        )
        return Diagnostic(link.place, "broken-link", f'The link to "{link.target}" leads nowhere.', hint)


def make_resolver(directory: Directory, urls: Urls, withheld: frozenset[tuple[str, str]]) -> LinkResolver:
    """Return the resolver for the pages of a directory; `withheld` are the records that failed, as (kind, slug)."""
    files = {f"pages/{page.slug}.md": urls.page(page.slug) for page in directory.pages}
    files |= {
        f"pages/boroughs/{area.borough.slug}.md": urls.borough(area.borough.slug) for area in directory.areas
    }
    files |= {f"channels/{channel.slug}.md": urls.channel(channel.slug) for channel in directory.channels}
    files |= {
        f"officers/{one.officer.slug}.md": urls.officer(one.officer.slug) for one in directory.standings
    }
    failed = frozenset(f"{FOLDER_OF[kind]}/{slug}.md" for kind, slug in withheld)
    host = urlsplit(directory.site.base_url).hostname or ""
    is_discreet = directory.site.discreet_name is not None
    return LinkResolver(MappingProxyType(files), failed, urls.root, host, is_discreet)


def find_broken_fields(
    directory: Directory, records: Records, resolver: LinkResolver
) -> Iterator[Diagnostic]:
    """Yield `broken-link` for fields and settings with the address of a page of this site that is not there."""
    for document in records.documents:
        for url, way in list_addresses(document):
            yield from filter(None, [resolver.find_broken(url, document.origin, way)])
    settings = directory.site.model_dump(mode="json", exclude_unset=True)
    for url, way in find_addresses_within(settings, type(directory.site)):
        yield from filter(None, [resolver.find_broken(url, directory.site.origin, way)])
