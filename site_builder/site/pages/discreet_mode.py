"""Neutral words for the tabs of a site in discreet mode: what they say is true and gives nobody away."""

import re

from site_builder.content.schema import Page
from site_builder.content.slug import A_TO_Z
from site_builder.directory.model import Directory
from site_builder.language.wording import isolate
from site_builder.site.urls import Urls

_NEUTRAL = {
    "home": "",
    "boroughs": "Places",
    "officers": "People",
    "report": "Ways to get in touch",
    "coverage": "Places, one by one",
    "find": "Find a place",
    "not-found": "Page not found",
}
"""Pages whose own headings would tell."""
_TELLING = re.compile(
    r"lgbt|police|liaison|officer|crim|hate|report|abuse|danger|victim|track", re.IGNORECASE
)


def neutral_topic(url: str, directory: Directory, urls: Urls) -> str:
    """Return what the page at `url` is about: the name of a place or a person, or a neutral word; "" at home.

    Ways to report are numbered, because the name of a helpline says a great deal by itself.
    """
    whole, _, letters = url.partition(f"{A_TO_Z}/")
    if letters:
        return f"{neutral_topic(whole, directory, urls)}: {letters.rstrip('/')}"
    for area in directory.areas:
        if urls.borough(area.borough.slug) == url:
            return area.borough.name
    for standing in directory.standings:
        if urls.officer(standing.officer.slug) == url:
            return isolate(standing.officer.name)
    for number, slug in enumerate(sorted(channel.slug for channel in directory.channels), 1):
        if urls.channel(slug) == url:
            return f"Contact {number}"
    for number, page in enumerate(sorted(directory.pages, key=lambda page: page.slug), 1):
        if urls.page(page.slug) == url:
            return _page_topic(page, number)
    return ""


def _page_topic(page: Page, number: int) -> str:
    names = (page.nav, page.footer, page.title)
    untelling = (name for name in names if name and not _TELLING.search(name))
    return _NEUTRAL.get(page.slug, next(untelling, f"Guide {number}"))
