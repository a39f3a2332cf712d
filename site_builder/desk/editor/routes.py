"""Every page of the editor, in one table: its address, what shows it, and what its form does.

To add a page: write a function that takes the `Workroom` and what was `Asked`, and a template that extends
``frame.html``; add a row here. `show` answers GET and never writes. `act` answers POST, after the door has checked the
host, the origin, the cookie and the token (`editor_server.py`), and returns `Moved`, or the `Screen` again with its
faults. A refusal (`EditRefused`) that a page does not catch becomes a screen that says why. The form of a page holds
``{{ token_field() }}`` and posts to its own address. An act that the start page offers stands in `ACTS`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from site_builder.desk.acts.act_list import ACT_PAGES
from site_builder.desk.editor.drawn_page import show_drawn
from site_builder.desk.editor.photo_page import MOST_UPLOADED, act_on_photo, show_photo, show_picture
from site_builder.desk.editor.record_lists import LIST_NAMES, forget_one, show_list, show_start
from site_builder.desk.editor.record_page import act_on_record, keep_typed, show_record
from site_builder.desk.editor.screens import Answered, Asked
from site_builder.desk.editor.text_page import (
    SETTINGS_NAMES,
    act_on_text,
    keep_text,
    show_settings,
    show_text,
)
from site_builder.desk.editor.workroom import Workroom

Page = Callable[[Workroom, Asked], Answered]

_MOST_TYPED = 1_000_000
"""Bytes of a form: a text holds at most 256,000, and each letter can take nine on its way here."""


@dataclass(frozen=True)
class Route:
    """A page: `pattern` is its address below ``/edit/`` with named parts, `most` how many bytes its form may have."""

    pattern: str
    show: Page | None = None
    act: Page | None = None
    most: int = _MOST_TYPED


@dataclass(frozen=True)
class Act:
    """A deed that the start page offers: what it is called, where, and what it does."""

    title: str
    url: str
    about: str


_RECORD = f"(?P<list>{LIST_NAMES})/(?P<slug>[^/]+)"
_OFFICER = "(?P<list>officers)/(?P<slug>[^/]+)"

ROUTES = (
    Route("", show=show_start),
    Route("drafts/", act=forget_one),
    *(Route(one.pattern, one.show, one.act, one.most) for one in ACT_PAGES),
    Route(f"(?P<list>{LIST_NAMES})/", show=show_list),
    Route(f"{_RECORD}/", show=show_record, act=act_on_record),
    Route(f"{_RECORD}/draft/", act=keep_typed),
    Route(f"{_RECORD}/page/", show=show_drawn),
    Route(f"{_RECORD}/text/", show=show_text, act=act_on_text),
    Route(f"{_RECORD}/text/draft/", act=keep_text),
    Route(f"{_OFFICER}/photo/", show=show_photo, act=act_on_photo, most=MOST_UPLOADED),
    Route(f"{_OFFICER}/photo/picture/", show=show_picture),
    Route("settings/", show=show_settings),
    Route(f"settings/(?P<file>{SETTINGS_NAMES})/", show=show_text, act=act_on_text),
    Route(f"settings/(?P<file>{SETTINGS_NAMES})/draft/", act=keep_text),
)

ACTS = tuple(Act(one.title, one.url, one.about) for one in ACT_PAGES if one.title)


def find_route(address: str) -> tuple[Route, Mapping[str, str]] | None:
    """Return the page at an address below ``/edit/``, and what its named parts are there."""
    for route in ROUTES:
        if found := re.fullmatch(route.pattern, address):
            return route, found.groupdict()
    return None
