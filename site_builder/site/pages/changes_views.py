"""What the page of changes shows."""

from site_builder.site.pages.page_views import WrittenView
from site_builder.site.pages.view_classes import dataclass
from site_builder.site.pages.views import Link


@dataclass(frozen=True, kw_only=True)
class ChangeDay:
    """A day and what changed on it; a link without address is about something that is gone."""

    name: str  # "22 November 2026"
    changes: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeMonth:
    """A month and its days, newest first."""

    name: str  # "November 2026"
    days: tuple[ChangeDay, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeEntry:
    """A notice in a list; `days` say of when it is, and until when it is shown."""

    link: Link
    summary: str
    days: str


@dataclass(frozen=True, kw_only=True)
class ChangesView(WrittenView):
    """What changed, newest first."""

    notices: tuple[NoticeEntry, ...]
    months: tuple[ChangeMonth, ...]
    notes: tuple[str, ...]  # since when the record is kept, and what it leaves out
    feeds: tuple[Link, ...]
    area_feed: str  # the address of the feed of one area, in full, as an example
