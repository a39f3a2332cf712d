"""See whether a site looks the same with another style sheet: ``python -m benchmarks.compare_styles SITE OTHER.css``.

Every computed property of every element, of its ::before and ::after, on one page of each folder of a built site: on
a phone and on a desktop, in the light and the dark scheme and in print. Says where the two differ; exit code 1 then.
"""

import sys
from functools import partial
from itertools import product
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Route, sync_playwright

from site_builder.cli.chromium import ready_chromium

WIDTHS = (320, 1280)
SEEN_IN: tuple[tuple[Literal["screen", "print"], Literal["light", "dark"]], ...] = (
    ("screen", "light"),
    ("screen", "dark"),
    ("print", "light"),
)
HOST = "https://site.example"

COMPARE = """async () => {
  const look = () => [...document.querySelectorAll("*")].flatMap((element) =>
    [null, "::before", "::after"].map((part) => {
      const style = getComputedStyle(element, part);
      const names = part && style.content === "none" ? [] : [...style].filter((name) => !name.startsWith("--"));
      return [`${element.localName}.${element.className}${part ?? ""}`,
        new Map(names.map((name) => [name, style.getPropertyValue(name)]))];
    }));
  const own = look();
  const link = document.querySelector("link[rel=stylesheet]");
  await new Promise((done) => { link.onload = done; link.href = "/other.css"; });
  const other = look();
  const differences = own.flatMap(([name, values], number) =>
    [...new Set([...values.keys(), ...other[number][1].keys()])]
      .filter((key) => values.get(key) !== other[number][1].get(key))
      .map((key) => `${name} ${key}: ${values.get(key)}, with the other sheet ${other[number][1].get(key)}`));
  return [own.filter(([, values]) => values.size).length, differences];
}"""


def main(site_dir: Path, other_sheet: Path) -> int:
    """Compare and print each difference; the exit code is 1 when there is one or nothing was compared."""
    total = faults = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ready_chromium(), args=["--no-sandbox"])
        for path, width, (medium, scheme) in product(list_pages(site_dir), WIDTHS, SEEN_IN):
            page = browser.new_page(viewport={"width": width, "height": 800})
            page.emulate_media(media=medium, color_scheme=scheme)
            page.route("**/*", partial(_answer, site_dir, other_sheet))
            page.goto(f"{HOST}/{path}")
            count, differences = page.evaluate(COMPARE)
            page.close()
            total, faults = total + count, faults + len(differences)
            for difference in differences:
                print(f"{path} at {width} pixels, {medium}, {scheme}: {difference}", flush=True)
        browser.close()
    print(f"{total} elements and parts compared: {faults} differences.")
    return 1 if faults or not total else 0


def list_pages(site_dir: Path) -> list[str]:
    """Return the pages at the top of the site, and the first one of each folder below."""
    deeper = {page.parent.parent: page for page in sorted(site_dir.glob("*/**/index.html"), reverse=True)}
    pages = {*site_dir.glob("*.html"), *site_dir.glob("*/index.html"), *deeper.values()}
    return sorted(page.relative_to(site_dir).as_posix() for page in pages)


def _answer(site_dir: Path, other_sheet: Path, route: Route) -> None:
    path = urlsplit(route.request.url).path.lstrip("/")
    file = other_sheet if path == "other.css" else site_dir / path
    if file.is_file():
        route.fulfill(path=file)
    else:
        route.fulfill(status=404)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
