"""Look at many pages in one browser, several at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Error, async_playwright

from site_builder.inspect.audit.offline_site import ShownSite, open_tab
from site_builder.inspect.audit.passes import look_at_page
from site_builder.inspect.audit.sightings import Sighting

TURNED_OFF = (
    # A window without these is there in half the time: pages made of script below an address bar that nobody sees.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    # What Playwright turns off: the browser heeds this switch only where it stands last.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion"),
)
"""Features of Chromium; one that it does not know it passes over."""

SWITCHES = (
    f"--disable-features={','.join(TURNED_OFF)}",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-first-run",
)
"""What a browser is started with, so that it talks to nobody by itself and is soon ready."""

NO_NAMES = "--host-resolver-rules=MAP * ~NOTFOUND"
"""No host has an address: whatever is not answered from memory, like a connection made ahead, leads nowhere."""


class AuditRefused(Exception):
    """The pages could not be looked at: why, in a sentence for the person who asked."""


@dataclass(frozen=True)
class Browsing:
    """Which browser to start, and at how many pages it looks at once.

    It runs without its sandbox, which not every machine can have: it opens our own pages, and asks nobody for others.
    """

    program: Path
    at_a_time: int


Choose = Callable[[str], Mapping[str, bool]]
"""Returns the paths of the pages to look at, and which of them in every way, for a browser of a version."""


Told = Callable[[str], None]
"""Is told the path of each page that has been looked at."""


def look_at_pages(
    browsing: Browsing, site: ShownSite, choose: Choose, told: Told
) -> tuple[str, Mapping[str, tuple[Sighting, ...]]]:
    """Return the browser's version, and what is wrong with each page that is chosen.

    Raises `AuditRefused` when the browser does not start or does not stay.
    """
    # In a thread of its own: whoever calls may have a loop of events already.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _look(browsing, site, choose, told)).result()


async def _look(
    browsing: Browsing, site: ShownSite, choose: Choose, told: Told
) -> tuple[str, Mapping[str, tuple[Sighting, ...]]]:
    async with _start(browsing) as browser:
        chosen = choose(browser.version)
        to_do = iter(chosen.items())  # each tab takes the next page as soon as it is done with one
        seen: dict[str, tuple[Sighting, ...]] = {}

        async def look() -> None:
            while await _look_until_spoilt(browser, site, to_do, seen, told):
                pass

        await asyncio.gather(*(look() for _ in range(browsing.at_a_time)))
        return browser.version, {path: seen[path] for path in chosen}


async def _look_until_spoilt(
    browser: Browser,
    site: ShownSite,
    to_do: Iterator[tuple[str, bool]],
    seen: dict[str, tuple[Sighting, ...]],
    told: Told,
) -> bool:
    """Look at one page after another in the same two tabs.

    Returns True when a page has left something behind or got lost, so that the next needs new tabs.
    """
    async with open_tab(browser, site) as tab, open_tab(browser, site, has_script=False) as plain_tab:
        for path, is_thorough in to_do:
            try:
                seen[path] = await look_at_page(tab, plain_tab, path, is_thorough=is_thorough)
            except Error as error:
                if not browser.is_connected():
                    raise
                seen[path] = (
                    Sighting("browser-complaint", f"the browser got lost on it: {_first_line(error)}"),
                )
            told(path)
            if any(one.rule == "browser-complaint" for one in seen[path]):
                return True
    return False


@asynccontextmanager
async def _start(browsing: Browsing) -> AsyncIterator[Browser]:
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=browsing.program, args=[*SWITCHES, NO_NAMES]
            )
            yield browser
            await browser.close()
    except Error as error:
        raise AuditRefused(
            f"The browser {browsing.program} did not do what it should: {_first_line(error)}"
        ) from error


def _first_line(error: Error) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
