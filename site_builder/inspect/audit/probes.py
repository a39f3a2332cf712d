"""The small scripts in `probes/` that look at a page from within the browser."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.async_api import Page

PROBES_DIR = Path(__file__).with_name("probes")


async def probe(page: Page, name: str) -> Any:  # noqa: ANN401 (each probe tells something else)
    """Run a probe on a page and return what it tells."""
    return await page.evaluate(_call(name))


@cache
def _call(name: str) -> str:
    """Return a probe as a call, with the two functions that all of them may use."""
    body, describe, visible = (read_probe(part) for part in (name, "describe", "visible"))
    return f"({body})({describe}, {visible})"


@cache
def read_probe(name: str) -> str:
    """Return a probe as an expression: a function in brackets."""
    return f"({(PROBES_DIR / f'{name}.js').read_text('utf-8')}\n)"
