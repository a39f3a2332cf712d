"""The finished site at its own address in a real browser: each request is answered from memory, and none goes out."""

import datetime
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from playwright.async_api import Browser, ConsoleMessage, Error, Page, Route, ViewportSize

from site_builder.findings.rule import Severity
from site_builder.inspect.audit.axe import axe_script
from site_builder.inspect.audit.sightings import Sighting
from site_builder.publish.hosting.header_policy import Policy
from site_builder.site.checks.addresses import file_at

SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
"""CSS pixels: the width to which WCAG 1.4.10 lets a page shrink, a desktop at 400 % zoom."""
#: Said by browsers of another age of names in the Permissions-Policy that they do not know.
_USUAL = re.compile(r"Permissions-Policy header: Unrecognized feature")


@dataclass(frozen=True)
class ShownSite:
    """A finished site: what each file holds, where it stands, the headers it is sent with, and the visitor's day.

    A page that is looked at long after its day says at its top that it is out of date.
    """

    files: Mapping[str, bytes]
    base_url: str
    policy: Policy
    day: datetime.date

    def path_of(self, url: str) -> str | None:
        """Return the file that an address leads to; None for another site, and for one that is not there."""
        address = urlsplit(url)._replace(query="", fragment="").geturl()
        # A browser writes the host in small letters, whoever wrote base_url.
        if not address.lower().startswith(self.base_url.lower()):
            return None
        path = file_at(unquote(address[len(self.base_url) :]))
        return path if path in self.files else None


class Tab:
    """One tab of a browser, on a small phone; `seen` is what the browser complained of on the page it shows."""

    def __init__(self, page: Page, site: ShownSite) -> None:
        self.page = page
        self.site = site
        self.seen: list[Sighting] = []

    async def show(self, path: str) -> None:
        """Open a page of the site, as light and as wide as at the beginning."""
        await self.page.goto("about:blank")
        self.seen.clear()
        await self.page.set_viewport_size(SMALL_PHONE)
        await self.page.emulate_media(
            media="screen", color_scheme="light", reduced_motion="no-preference", forced_colors="none"
        )
        await self.page.goto(self.site.base_url + quote(path), wait_until="load")

    async def answer(self, route: Route) -> None:
        """Answer a request from memory; what is not of this site is never asked for."""
        path = self.site.path_of(route.request.url)
        if path is None:
            self._complain(f"it asks for {route.request.url[:120]}, which is no file of this site.")
            await route.abort()
            return
        await route.fulfill(headers=self.site.policy.headers(path), body=self.site.files[path])

    def hear(self, message: ConsoleMessage) -> None:
        """Take note of what the browser says."""
        if message.type in {"error", "warning"} and not _USUAL.search(message.text):
            # What a new browser warns of must not keep the site of today from the public.
            severity = Severity.ERROR if message.type == "error" else Severity.WARNING
            self._complain(f"the browser says: {message.text[:200]}", severity)

    def stop(self, error: Error) -> None:
        """Take note of a script that stopped."""
        self._complain(f"a script stops with: {str(error)[:200]}")

    def _complain(self, fault: str, severity: Severity = Severity.ERROR) -> None:
        self.seen.append(Sighting("browser-complaint", fault, severity=severity))


@asynccontextmanager
async def open_tab(browser: Browser, site: ShownSite, *, has_script: bool = True) -> AsyncIterator[Tab]:
    """Open a tab as somebody who was never here, and close it again."""
    context = await browser.new_context(java_script_enabled=has_script, service_workers="block")
    try:
        if has_script:
            await context.add_init_script(axe_script())  # once for all pages: it is half a megabyte
            await context.clock.set_fixed_time(f"{site.day.isoformat()}T12:00:00Z")
        tab = Tab(await context.new_page(), site)
        await context.route("**/*", tab.answer)
        tab.page.on("console", tab.hear)
        tab.page.on("pageerror", tab.stop)
        yield tab
    finally:
        await context.close()
