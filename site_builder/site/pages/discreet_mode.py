"""Neutral words for what leaves the page of a site in discreet mode: what they say is true and gives nobody away.

That is the title in a tab, in the history and below an icon, the description that a link is shown with, the title of a
feed and of what is new in it, and the names of files in a list of downloads.
"""

from collections.abc import Sequence

from site_builder.content.slug import A_TO_Z
from site_builder.directory.model import Directory
from site_builder.language.telling_words import telling_word
from site_builder.language.wording import isolate
from site_builder.site.published_files import CARD
from site_builder.site.urls import Urls

_NEUTRAL = {
    "home": "",
    "boroughs": "Places",
    "officers": "People",
    "report": "Ways to get in touch",
    "compare": "Ways, side by side",
    "coverage": "Places, one by one",
    "find": "Find a place",
    "for-others": "For other websites",
    "not-found": "Page not found",
    "after-you-report": "What comes next",
    "can-i-trust-them": "Questions and answers",
    "i-saw-it-happen": "What to do first",
    "who-watches": "About a group",
}
"""Pages whose own headings would tell."""
_FILES = {"officers.csv": "people.csv"}


def neutral_topic(url: str, directory: Directory, urls: Urls) -> str:
    """Return what the page at `url` is about: the name of a place or a person, or a neutral word; "" at home.

    Ways to report are numbered, because the name of a helpline says a great deal by itself.
    """
    if CARD.holds(urls.path(url)):
        return f"{neutral_topic(url.removesuffix('card/'), directory, urls)}: card"
    whole, _, letters = url.partition(f"{A_TO_Z}/")
    if letters:
        return f"{neutral_topic(whole, directory, urls)}: {letters.rstrip('/')}"
    for number, area in enumerate(directory.areas, 1):
        if urls.borough(area.borough.slug) == url:
            return _untelling([area.borough.name], f"Place {number}")
    for number, standing in enumerate(directory.standings, 1):
        if urls.officer(standing.officer.slug) == url:
            return _untelling([isolate(standing.officer.name)], f"Person {number}")
    for number, slug in enumerate(sorted(channel.slug for channel in directory.channels), 1):
        if urls.channel(slug) == url:
            return f"Contact {number}"
    for number, notice in enumerate(sorted(directory.notices, key=lambda notice: notice.slug), 1):
        if urls.notice(notice.slug) == url:
            return _untelling([notice.title], f"News {number}")
    for number, page in enumerate(sorted(directory.pages, key=lambda page: page.slug), 1):
        if urls.page(page.slug) == url:
            names = [name for name in (page.nav, page.footer, page.title) if name]
            return _NEUTRAL.get(page.slug, _untelling(names, f"Guide {number}"))
    return ""


def neutral_file_name(url: str) -> str:
    """Return the name under which a file is kept that is called by a telling word, or nothing."""
    name = url.rsplit("/", maxsplit=1)[-1]
    return _FILES.get(name, f"list.{name.rpartition('.')[2]}") if "." in name and telling_word(name) else ""


def _untelling(names: Sequence[str], number: str) -> str:
    return next((name for name in names if not telling_word(name)), number)
