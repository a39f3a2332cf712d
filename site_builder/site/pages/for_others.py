"""What other websites may show of this one: the card of an area, and the HTML that puts it into their page."""

from html import escape

from site_builder.content.schema import Borough
from site_builder.directory.model import Area
from site_builder.site.pages.page_views import CardView
from site_builder.site.pages.stock import Stock

FOR_OTHERS_PAGE = "for-others"
_HEIGHT = 640
"""Pixels; a card that is longer scrolls by itself, and 999 stands at its top."""


def card_view(area: Area, stock: Stock) -> CardView:
    """Return the card of an area: who can be reached there, or else whom to turn to."""
    borough, others = area.borough, stock.listings.others[area.borough.slug]
    reachable = next((one for one in area.standings if one.can_be_reached), None)
    frame = stock.framer.frame(
        stock.urls.card(borough.slug),
        stock.words("card_heading", area=borough.name),
        stock.words("card_description", area=borough.name),
        title=stock.words("card_title", area=borough.name),
        indexed=False,
    )
    return CardView(
        frame=frame,
        name=borough.name,
        page_url=stock.urls.borough(borough.slug),
        officer=stock.listings.officers[reachable.officer.slug].card if reachable else others.officer,
        fallback=None if reachable else others,
        call=others.call,
        relay=others.relay,
        say=others.say,
        charities=others.charities,
    )


def frame_code(borough: Borough, stock: Stock) -> str:
    """Return the HTML that shows the card of an area in a page of others. They tell us nothing of their visitors."""
    address = stock.directory.site.host + stock.urls.card(borough.slug)
    title = escape(stock.words("card_heading", area=borough.name))
    size = f'width="100%" height="{_HEIGHT}" style="border:0;max-width:30rem"'
    return f'<iframe src="{address}" title="{title}" {size} loading="lazy" referrerpolicy="no-referrer"></iframe>'
