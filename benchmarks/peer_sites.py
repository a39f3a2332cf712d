"""The same records as sources for three other site generators; `peer_templates/` has their templates.

Each peer makes a page for each officer, area, way to report and text, lists of them, an Atom feed and a data file, with
the same head, navigation and foot. What a peer has no means for is worked out here and costs it nothing: Pelican finds
the officers of an area in the area's file.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.corpus import Corpus, Page

TEMPLATES_DIR = Path(__file__).resolve().parent / "peer_templates"
STYLE_FILE = "site.css"
STYLES = "body{font:1rem/1.5 sans-serif;margin:auto;max-width:60rem}\n"
ELSEWHERE = frozenset({"home", "officers", "not-found"})
"""Texts whose place is taken by a list that the peer makes."""
PLAIN = frozenset(
    {"role", "email", "phone", "text", "availability", "reply_time", "website", "who_answers", "when_to_use"}
    | {"do_not_use_for", "hours"}
)
"""Fields that a page shows as they are."""

Pair = dict[str, str]
Facts = dict[str, str | list[str] | list[Pair]]
"""What a page shows: finished words, lists of them, and links as short names beside names."""


def hugo_files(corpus: Corpus) -> dict[str, str]:
    """Return the sources of Hugo: areas are a taxonomy, so that each finds its officers."""
    files = {f"static/{STYLE_FILE}": STYLES} | _templates("hugo")
    for kind, page, facts in _pages(corpus):
        if kind == "officers":
            facts = facts | {"areas": page.texts("boroughs")}  # noqa: PLW2901 (what only Hugo is told)
        name = {"areas": f"areas/{page.slug}/_index", "texts": page.slug}.get(kind, f"{kind}/{page.slug}")
        files[f"content/{name}.md"] = f"{json.dumps(facts, indent=1)}\n{page.body}"
    return files


def eleventy_files(corpus: Corpus) -> dict[str, str]:
    """Return the sources of Eleventy."""
    files = {f"content/{STYLE_FILE}": STYLES} | _templates("eleventy")
    for kind, page, facts in _pages(corpus):
        name = page.slug if kind == "texts" else f"{kind}/{page.slug}"
        files[f"content/{name}.md"] = f"---json\n{json.dumps(facts, indent=1)}\n---\n{page.body}"
    return files


def pelican_files(corpus: Corpus) -> dict[str, str]:
    """Return the sources of Pelican: lists stand on one line each, with their own signs between."""
    files = {f"content/{STYLE_FILE}": STYLES} | _templates("pelican")
    cards = _cards(corpus)
    for kind, page, facts in _pages(corpus):
        lines = {("origin" if key == "source" else key): _on_one_line(value) for key, value in facts.items()}
        lines["about"] = lines.pop("summary")
        lines |= {"slug": page.slug, "date": lines.get("checked", "2026-11-01")}
        if kind in {"areas", "channels"}:
            lines |= {
                "template": kind.removesuffix("s"),
                "slug": f"{kind}-{page.slug}",
                "url": f"{kind}/{page.slug}/",
            }
            lines["save_as"] = f"{lines['url']}index.html"
        if kind == "areas":
            lines["officers"] = "; ".join(cards[page.slug])
        head = "".join(f"{key}: {value}\n" for key, value in lines.items())
        files[f"content/{kind}/{page.slug}.md"] = f"{head}\n{page.body.lstrip()}"
    return files


PEERS: Mapping[str, Callable[[Corpus], dict[str, str]]] = {
    "Hugo": hugo_files,
    "Pelican": pelican_files,
    "Eleventy": eleventy_files,
}
"""What makes the sources of each peer."""


def _templates(peer: str) -> dict[str, str]:
    folder = TEMPLATES_DIR / peer
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}


def _pages(corpus: Corpus) -> list[tuple[str, Page, Facts]]:
    """Return each page's kind, its record, and what it shows."""
    names = {area.slug: str(area.fields["name"]) for area in corpus.areas}
    texts = [page for page in corpus.pages if page.slug not in ELSEWHERE]
    return [
        *(("officers", page, _officer(page, names)) for page in corpus.officers),
        *(("areas", page, _area(page, names)) for page in corpus.areas),
        *(("channels", page, _shown(page)) for page in corpus.channels),
        *(("texts", page, _shown(page)) for page in texts),
    ]


def _officer(page: Page, names: Mapping[str, str]) -> Facts:
    fields = page.fields
    serves = _links(page.texts("boroughs"), names)
    title = f"{fields['rank']} {fields['name']}"
    facts = _shown(page) | {
        "title": title,
        "summary": f"{title}, {fields['role']} for {', '.join(link['name'] for link in serves)}.",
        "serves": serves,
        "checked": _within(page, "checked", "on"),
        "source": f"{_within(page, 'source', 'publisher')}, {_within(page, 'source', 'published')}",
    }
    lists: Facts = {name: page.texts(name) for name in ("helps_with", "cannot_help_with") if name in fields}
    return (
        facts | lists | ({"languages": ", ".join(page.texts("languages"))} if "languages" in fields else {})
    )


def _area(page: Page, names: Mapping[str, str]) -> Facts:
    return {
        "title": str(page.fields["name"]),
        "summary": f"The liaison officers of {page.fields['name']}, and other ways to report.",
        "force": str(page.fields["force"]),
        "council": _within(page, "council", "name"),
        "council_url": _within(page, "council", "url"),
        "places": page.texts("places"),
        "neighbours": _links(page.texts("neighbours"), names),
    }


def _shown(page: Page) -> Facts:
    """Return the fields that are shown as they are; those of a file that was read stand in its lines."""
    fields = {key: str(value) for key, value in page.fields.items() if isinstance(value, str)}
    fields |= dict(re.findall(r"(?m)^(\w+): (.+)$", fields.pop("", "")))
    fields |= {"website": fields["url"]} if "url" in fields else {}  # to every peer, url is its own page
    facts: Facts = {key: value for key, value in fields.items() if key in PLAIN}
    title = fields.get("title") or fields["name"]
    return facts | {"title": title.strip('"'), "summary": fields.get("summary", title)}


def _within(page: Page, group: str, field: str) -> str:
    fields = page.fields[group]
    assert isinstance(fields, Mapping)
    return str(fields[field])


def _links(slugs: list[str], names: Mapping[str, str]) -> list[Pair]:
    return [{"slug": slug, "name": names[slug]} for slug in slugs]


def _cards(corpus: Corpus) -> dict[str, list[str]]:
    """Return what an area's page shows of each of its officers."""
    cards = defaultdict(list)
    for page in corpus.officers:
        words = [str(page.fields[name]) for name in ("role", "email", "phone")]
        name = f"{page.fields['rank']} {page.fields['name']}"
        for area in page.texts("boroughs"):
            cards[area].append("|".join((page.slug, name, *words, _within(page, "checked", "on"))))
    return cards


def _on_one_line(value: str | list[str] | list[Pair]) -> str:
    if isinstance(value, str):
        return value
    return "; ".join(entry if isinstance(entry, str) else "|".join(entry.values()) for entry in value)
