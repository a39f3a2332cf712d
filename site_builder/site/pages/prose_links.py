"""The links that editors write in texts: every one inside the site must lead somewhere."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from site_builder.content.body import Body, WrittenLink
from site_builder.content.sources import FOLDER_OF
from site_builder.directory.model import Directory
from site_builder.findings.diagnostics import Diagnostic, suggest
from site_builder.site.pages.views import Prose
from site_builder.site.urls import Urls

_ELSEWHERE = ("http://", "https://", "mailto:", "tel:", "sms:", "#")


@dataclass(frozen=True)
class LinkResolver:
    """Knows the address of every content file, and the address without the site's root of every page.

    `files` maps ``channels/galop.md`` to ``/report/galop/``; `withheld` are files that have failed.
    """

    files: Mapping[str, str]
    withheld: frozenset[str]
    root: str

    def resolve(self, body: Body, kind: str) -> tuple[Prose | None, tuple[Diagnostic, ...]]:
        """Return a file's text with its links finished, and a finding for each link that leads nowhere."""
        if not body.text.strip():
            return None, ()
        links, found = {}, []
        for link in body.links:
            finished = self._finish(link.target, FOLDER_OF[kind])
            if finished is None:
                found.append(self._broken(link, FOLDER_OF[kind]))
            elif finished:
                links[link.target] = finished
        return Prose(body=body, links=tuple(sorted(links.items()))), tuple(found)

    def _finish(self, target: str, folder: str) -> str | None:
        """Return the finished address, nothing for an address that stays as it is, or None when it leads nowhere."""
        address, mark, fragment = target.partition("#")
        if target.startswith(_ELSEWHERE) or not address or ":" in address.split("/")[0]:
            return ""
        if address.startswith("/"):
            found = self.root + address.removeprefix("/")
            url = found if found in self._addresses() or "." in PurePosixPath(address).name else None
        else:
            name = posixpath.normpath(posixpath.join(folder, address))
            url = self.files.get(name, "" if name in self.withheld else None)
        return url + mark + fragment if url else url

    def _addresses(self) -> set[str]:
        return set(self.files.values())

    def _broken(self, link: WrittenLink, folder: str) -> Diagnostic:
        address = link.target.partition("#")[0]
        if address.startswith("/"):
            known = ["/" + url.removeprefix(self.root) for url in self._addresses()]
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
    return LinkResolver(MappingProxyType(files), failed, urls.root)
