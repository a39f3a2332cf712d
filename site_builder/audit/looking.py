"""Look at many pages in one browser, several at a time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Error, async_playwright

from site_builder.audit.passes import look_at_page
from site_builder.audit.showing import ShownSite, open_tab
from site_builder.audit.sightings import Sighting

SWITCHES = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-first-run",
)
"""What a browser is started with, so that it talks to nobody by itself."""


class AuditRefused(Exception):
    """The pages could not be looked at: why, in a sentence for the person who asked."""


@dataclass(frozen=True)
class Browsing:
    """Which browser to start and how: `is_contained` without its sandbox, as root must; `at_a_time` pages at once."""

    program: Path
    at_a_time: int
    is_contained: bool = True


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
        to_do = iter(chosen.items())
        seen: dict[str, tuple[Sighting, ...]] = {}

        async def look() -> None:
            async with open_tab(browser, site) as tab, open_tab(browser, site, has_script=False) as plain_tab:
                for path, is_thorough in to_do:  # each tab takes the next page as soon as it is done with one
                    seen[path] = await look_at_page(tab, plain_tab, path, is_thorough=is_thorough)
                    told(path)

        await asyncio.gather(*(look() for _ in range(browsing.at_a_time)))
        return browser.version, {path: seen[path] for path in chosen}


@asynccontextmanager
async def _start(browsing: Browsing) -> AsyncIterator[Browser]:
    switches = [*SWITCHES, *([] if browsing.is_contained else ["--no-sandbox"])]
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=browsing.program, args=switches)
            yield browser
            await browser.close()
    except Error as error:
        said = str(error).strip().splitlines()[0][:200]
        raise AuditRefused(f"The browser {browsing.program} did not do what it should: {said}") from error
