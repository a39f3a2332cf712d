"""Letters twice as large, a window four times as near, and text set wide: nothing overlaps, no word breaks (WCAG 1.4.4,
1.4.10 and 1.4.12)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

TWICE = "html { font-size: 225% !important }"
WIDE = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
          p { margin-block-end: 2em !important }"""
MODES = {
    "letters twice as large": (390, 664, TWICE),
    "zoomed to 400 %": (320, 200, ""),
    "text set wide": (390, 664, WIDE),
    "letters twice as large on a wide screen": (1280, 800, TWICE),
}
FOLDED = {"zoomed to 400 %": ".fold"}
"""What stays folded, as it is at first; elsewhere nothing does."""
SOME = {
    "real": """/ /boroughs/ /boroughs/harrow/ /find/ /report/ /report/compare/ /report/police-101/ /data/
               /after-you-report/ /changes/ /accessibility/ /404.html""",
    "example": """/officers/ /boroughs/lambeth/ /coverage/ /officers/eleftheria-papadiamantopoulou-vrettakidou/ /ar/report/
                  /pl/ /pl/report/""",
}
"""One page of each kind."""

FAULTS = r"""(folded) => {
  for (const fold of document.querySelectorAll(`details:not(${folded})`)) fold.open = true;
  const isHidden = (element) => element && (!element.checkVisibility() ||
    getComputedStyle(element).clipPath !== "none" || isHidden(element.parentElement));
  const found = new Set();
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || element.closest("script") || isHidden(element)) continue;
    const range = document.createRange();
    const boxOf = (from, to) => (range.setStart(text, from), range.setEnd(text, to), range.getBoundingClientRect());
    for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
      boxOf(index, index + word.length);
      const parts = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
      const strip = Boolean(element.closest(".emergency-strip"));
      for (const box of parts) {
        const scrolls = element.closest(".channel-table");
        if (!scrolls && (box.right > innerWidth + 1 || box.left < -1)) found.add(`outside: ${word}`);
        boxes.push({ word, strip, box });
      }
      if (parts.length < 2 || element.closest("pre, code") || /:\/\/|[\u3000-\uffff]/.test(word)) continue;
      const line = element.closest("p, li, td, th, dt, dd, h1, h2, h3, h4, div").clientWidth;
      if (!element.closest(".channel-table td:not(:has(b)), .channel-table th") && parts.reduce((sum, box) => sum + box.width, 0) > line) continue;
      for (let at = 1; at < word.length; at += 1) {
        const breaks = boxOf(index + at, index + at + 1).top > boxOf(index + at - 1, index + at).top + 4;
        if (breaks && !/[-\/–—]/.test(word[at - 1])) found.add(`broken: ${word.slice(0, at)}|${word.slice(at)}`);
      }
    }
  }
  boxes.sort((one, other) => one.box.top - other.box.top);
  boxes.forEach(({ word, strip, box }, number) => {
    for (const other of boxes.slice(number + 1)) {
      if (other.box.top > box.bottom) break;
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - other.box.top;
      const isOver = across > 2 && down > Math.min(box.height, other.box.height) * 0.4;
      if (isOver && strip === other.strip) found.add(`over each other: ${word} and ${other.word}`);
    }
  });
  if (document.documentElement.scrollWidth > innerWidth) found.add("wider than its window");
  return [...found];
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("which", ["real", "example"])
@pytest.mark.parametrize("mode", MODES)
def test_nothing_overlaps_and_no_word_breaks(
    mode: str, which: str, page: Page, addresses: dict[str, str], whole: bool, request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue(f"{which}_site")
    every = [f"/{file.relative_to(site).as_posix()}" for file in sorted(site.rglob("*.html"))]
    width, height, style = MODES[mode]
    page.set_viewport_size({"width": width, "height": height})
    faults = {}
    for url in every if whole else SOME[which].split():
        page.goto(addresses[which] + url)
        if style:
            page.add_style_tag(content=style)
        faults[url] = page.evaluate(FAULTS, FOLDED.get(mode, "p"))
    assert {url: found for url, found in faults.items() if found} == {}
