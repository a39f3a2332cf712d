"""What other websites may show of this one: the card of an area, and the HTML that puts it into their page."""

from html import escape

from site_builder.content.schema import Borough
from site_builder.directory.model import Area
from site_builder.language.words import Words
from site_builder.site.pages.frames import Framer
from site_builder.site.pages.listings import Listings
from site_builder.site.pages.views import CardView

_HEIGHT = 640
"""Pixels; a card that is longer scrolls by itself, and 999 stands at its top."""


def card_view(area: Area, listings: Listings, framer: Framer, words: Words) -> CardView:
    """Return the card of an area: who can be reached there, or else whom to turn to."""
    borough, others = area.borough, listings.others[area.borough.slug]
    reachable = next((one for one in area.standings if one.can_be_reached), None)
    frame = framer.frame(
        framer.urls.card(borough.slug),
        words("card_heading", area=borough.name),
        words("card_description", area=borough.name),
        title=words("card_title", area=borough.name),
        indexed=False,
    )
    return CardView(
        frame=frame,
        name=borough.name,
        page_url=framer.urls.borough(borough.slug),
        officer=listings.officers[reachable.officer.slug].card if reachable else others.officer,
        fallback=None if reachable else others,
        call=others.call,
        relay=others.relay,
        say=others.say,
        charities=others.charities,
    )


def frame_code(borough: Borough, framer: Framer) -> str:
    """Return the HTML that shows the card of an area in a page of others. They tell us nothing of their visitors."""
    address = framer.directory.site.host + framer.urls.card(borough.slug)
    title = escape(framer.words("card_heading", area=borough.name))
    size = f'width="100%" height="{_HEIGHT}" style="border:0;max-width:30rem"'
    return f'<iframe src="{address}" title="{title}" {size} loading="lazy" referrerpolicy="no-referrer"></iframe>'
