"""What the desk shows: finished words, and addresses that open the editor."""

from site_builder.site.pages.page_views import WrittenView
from site_builder.site.pages.view_classes import dataclass


@dataclass(frozen=True, kw_only=True)
class DeskRow:
    """One row of a table: its cells, the first of which names it, and the address that opens its file."""

    name: str
    cells: tuple[str, ...]
    edit_url: str
    edit_words: str  # "content/officers/sam-okoro.md, line 12"


@dataclass(frozen=True, kw_only=True)
class DeskGroup:
    """Rows that are alike, folded below what they have in common; `advice` is what to do about all of them."""

    heading: str
    rows: tuple[DeskRow, ...]
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class DeskTable:
    """A part of the desk; `empty` is what it says without groups."""

    id: str
    heading: str
    columns: tuple[str, ...]
    groups: tuple[DeskGroup, ...]
    empty: str


@dataclass(frozen=True, kw_only=True)
class DeskView(WrittenView):
    """The desk: what needs care today."""

    news: tuple[str, ...]
    tables: tuple[DeskTable, ...]
