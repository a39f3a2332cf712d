"""The passes over a page: each looks at it as somebody with other needs, and says what they would miss.

WCAG 2.2: 1.4.10 reflow, 1.4.12 text spacing, 2.1.1 and 2.1.2 keyboard, 2.3.3 motion, 2.4.3 order, 2.4.7 and 2.4.11
focus. https://www.w3.org/TR/WCAG22/
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote

from playwright.async_api import Page, ViewportSize

from site_builder.inspect.audit.axe import axe_call, read_violations
from site_builder.inspect.audit.offline_site import SMALL_PHONE, Tab
from site_builder.inspect.audit.probes import probe
from site_builder.inspect.audit.sightings import Part, Sighting, read_part
from site_builder.site.checks.safety import DIGITS, LONG_NUMBER, normalise_number

PHONE = SMALL_PHONE["width"]
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PAPER: ViewportSize = {"width": 718, "height": 1047}
"""CSS pixels: an A4 sheet within margins of 10 mm."""
_SPARE_TABS = 5
"""To leave the page, and to be seen doing so: each is waited for."""
_TABS_AT_ONCE = 10
"""Presses of a key that are sent without waiting for the answer to each."""


@dataclass(frozen=True)
class Look:
    """How a page is shown: its width in CSS pixels, and light or dark."""

    width: int
    scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.width} px wide in {self.scheme} colours"


QUICK_LOOKS = (Look(PHONE, "dark"), Look(1280, "light"))
THOROUGH_LOOKS = tuple(Look(width, scheme) for width in (PHONE, 768, 1280) for scheme in ("light", "dark"))


async def look_at_page(tab: Tab, plain_tab: Tab, path: str, *, is_thorough: bool) -> tuple[Sighting, ...]:
    """Return everything that is wrong with one page, each fault once; `plain_tab` runs no scripts."""
    await tab.show(path)
    page = tab.page
    pieces = await _parts(page, "blocks")
    passes = [
        find_keyboard_faults(page),
        find_sideways_scrolling(page),
        find_cut_text(page),
        find_axe_faults(page, THOROUGH_LOOKS if is_thorough else QUICK_LOOKS, is_thorough=is_thorough),
        find_lost_colours(page),
        find_motion(page),
        find_lost_in_print(page),
        find_needs_for_script(plain_tab, path, pieces),
        find_traces(page),
    ]
    found = [fault for one in passes async for fault in one]
    if is_thorough:
        await page.set_viewport_size(DESKTOP)
        await page.reload()
        found += [fault async for fault in find_keyboard_faults(page)]
    return tuple(dict.fromkeys((*found, *tab.seen)))


async def find_keyboard_faults(page: Page) -> AsyncIterator[Sighting]:
    """Yield `lost-focus`: walk through the page with the Tab key, from its beginning to its end."""
    stops = await probe(page, "stops")
    for told in stops["jumping"]:
        part = read_part(told)
        yield _lost(f"{part} takes its turn out of order.", part, "Take its `tabindex` away.")
    for _ in range(0, stops["count"], _TABS_AT_ONCE):
        await asyncio.gather(*(page.keyboard.press("Tab") for _ in range(_TABS_AT_ONCE)))
    for _ in range(_SPARE_TABS):
        await page.keyboard.press("Tab")
    walk = await probe(page, "walk")
    first = walk["first"]
    if first and not (first["isInMain"] or first["url"].startswith("#")):
        yield _lost("the first stop of the Tab key is not the link to the main part.", read_part(first))
    for told in walk["faults"]:
        part = read_part(told)
        yield _lost(_STOPS[told["fault"]].format(part=part), part)
    for told in walk["missed"]:
        part = read_part(told)
        yield _lost(f"the Tab key does not get to {part}.", part)
    if stops["count"] and not walk["ended"]:
        yield _lost("the Tab key does not get to the end of the page.")
    await probe(page, "rest")


_STOPS = {
    "unmarked": "nothing marks {part} when the Tab key gets there.",
    "covered": "{part} cannot be seen when the Tab key gets there.",
}


def _lost(fault: str, part: Part | None = None, hint: str = "") -> Sighting:
    return Sighting("lost-focus", fault, hint, part)


async def find_sideways_scrolling(page: Page) -> AsyncIterator[Sighting]:
    """Yield `sideways-scroll` for what reaches past the edge of the smallest screen."""
    await page.set_viewport_size(SMALL_PHONE)
    for part in await _parts(page, "sideways"):
        fault = f"{part} reaches past the edge of a screen {PHONE} px wide."
        yield Sighting("sideways-scroll", fault, _LONG_WORD, part)


_LONG_WORD = "If it is a long word or address in your text, split it or write less."


async def find_cut_text(page: Page) -> AsyncIterator[Sighting]:
    """Yield `cut-text` for what no longer fits when the reader spaces the text out."""
    before = {*await _parts(page, "cut"), *await _parts(page, "sideways")}
    await probe(page, "spaced")
    for part in (*await _parts(page, "cut"), *await _parts(page, "sideways")):
        if part not in before:
            yield Sighting("cut-text", f"{part} is cut off when a reader spaces the text out.", part=part)
    await probe(page, "unspaced")


async def find_axe_faults(page: Page, looks: Sequence[Look], *, is_thorough: bool) -> AsyncIterator[Sighting]:
    """Yield `axe-rule` for each rule of axe that is broken, at the first look where it is.

    Thoroughly, all are asked of the first look at each width and those on sizes and colours of the others. Else the
    same goes for the first look of all, and level AAA is left out.
    """
    known: set[tuple[str, str]] = set()
    widths: set[int] = set()
    for look in looks:
        only_looks = look.width in widths or bool(widths and not is_thorough)
        widths.add(look.width)
        await page.set_viewport_size({"width": look.width, "height": SMALL_PHONE["height"]})
        await page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
        for violation in await page.evaluate(axe_call(only_looks=only_looks, is_enhanced=is_thorough)):
            parts = [part for part in violation["parts"] if (violation["id"], part["code"]) not in known]
            known |= {(violation["id"], part["code"]) for part in parts}
            for fault in read_violations([{**violation, "parts": parts}], str(look)):
                yield fault


async def find_lost_colours(page: Page) -> AsyncIterator[Sighting]:
    """Yield `lost-colours` for what cannot be made out when the reader's system picks all colours."""
    await page.set_viewport_size(SMALL_PHONE)
    await probe(page, "controls")
    await page.emulate_media(forced_colors="active")
    for told in await probe(page, "forced"):
        part = read_part(told)
        yield Sighting("lost-colours", _FORCED[told["fault"]].format(part=part), part=part)
    await page.emulate_media(forced_colors="none")


_FORCED = {
    "flat": "in forced colours nothing shows the edge of {part}.",
    "unmarked": "in forced colours nothing marks {part} when the keyboard gets there.",
}


async def find_motion(page: Page) -> AsyncIterator[Sighting]:
    """Yield `unasked-motion` for what moves although the reader asked for less."""
    await page.emulate_media(reduced_motion="reduce")
    for part in await _parts(page, "moving"):
        yield Sighting(
            "unasked-motion", f"{part} moves although the reader asked for less motion.", part=part
        )


async def find_lost_in_print(page: Page) -> AsyncIterator[Sighting]:
    """Yield `lost-in-print` for what a printed page lacks, also where the screen was dark."""
    contacts = await _parts(page, "contacts")
    await page.set_viewport_size(PAPER)
    await page.emulate_media(media="print", color_scheme="dark")
    paper = await probe(page, "paper")
    if not paper["hasHeading"]:
        yield Sighting("lost-in-print", "on paper the main heading is missing.")
    for part in contacts:
        if not _is_on_paper(part.url, paper["words"]):
            fault = f"on paper the number or address of {part} is missing."
            yield Sighting("lost-in-print", fault, part=part)
    for part in map(read_part, paper["pale"]):
        yield Sighting("lost-in-print", f"on white paper {part} is too pale to read.", part=part)
    for part in await _parts(page, "sideways"):
        yield Sighting("lost-in-print", f"on paper {part} reaches past the edge.", _LONG_WORD, part)
    await page.emulate_media(media="screen", color_scheme="light")


def _is_on_paper(url: str, words: str) -> bool:
    """Whether the number or address that a link leads to can be read in the words of a page."""
    scheme, _, address = unquote(url).partition(":")
    address = address.partition("?")[0]
    if scheme == "mailto":
        return address.lower() in words.lower()
    number = normalise_number(address)
    shown = {normalise_number(group) for group in DIGITS.findall(words)} | set(re.findall(r"\d+", words))
    is_long = len(number) >= LONG_NUMBER
    return number in shown or (is_long and number in re.sub(r"\D", "", words.replace("+44", "0")))


async def find_traces(page: Page) -> AsyncIterator[Sighting]:
    """Yield `browser-complaint` when the visit left something behind on the device."""
    kept: Mapping[str, int] = await probe(page, "kept")
    for name, count in kept.items():
        if count:
            yield Sighting("browser-complaint", f"the visit leaves something behind on the device ({name}).")
    if await page.context.cookies():
        yield Sighting("browser-complaint", "the visit leaves a cookie behind on the device.")


async def find_needs_for_script(tab: Tab, path: str, pieces: Iterable[Part]) -> AsyncIterator[Sighting]:
    """Yield `needs-script` for what a browser without script does not show: `pieces` are what one with it does."""
    await tab.show(path)
    shown = {part.words for part in await _parts(tab.page, "blocks")}
    for part in pieces:
        if part.words and part.words not in shown:
            yield Sighting("needs-script", f"without script {part} is missing.", part=part)
    for part in await _parts(tab.page, "dead-controls"):
        yield Sighting("needs-script", f"without script {part} is there and does nothing.", part=part)
    for fault in tab.seen:
        yield fault


async def _parts(page: Page, name: str) -> list[Part]:
    told: Iterable[Mapping[str, Any]] = await probe(page, name)
    return [read_part(one) for one in told]
