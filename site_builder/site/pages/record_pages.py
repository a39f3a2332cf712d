"""The page of each area, officer and way to report, and the card of an area."""

from dataclasses import replace

from site_builder.content.schema import Channel
from site_builder.directory.model import Area
from site_builder.directory.standing import Standing
from site_builder.language.wording import format_list
from site_builder.site.pages.areas import neighbours
from site_builder.site.pages.cards import display_name
from site_builder.site.pages.fallbacks import words_to_ask_for, words_to_say
from site_builder.site.pages.for_others import FOR_OTHERS_PAGE, card_view
from site_builder.site.pages.job import PageJob
from site_builder.site.pages.meetings import list_meetings
from site_builder.site.pages.open_data.contact_cards import link_to_card
from site_builder.site.pages.own_words import own_words
from site_builder.site.pages.page_views import BoroughView, ChannelView, OfficerView
from site_builder.site.pages.papers import PRINT_PAGE
from site_builder.site.pages.stock import Stock
from site_builder.site.pages.structured_data import describe_borough
from site_builder.site.pages.views import Afterwards, Fallback, Link
from site_builder.site.pages.ways import is_police

_AFTERWARDS_PAGE = "after-you-report"


def plan_area(area: Area, stock: Stock) -> PageJob:
    """Return the page of an area."""
    borough, site = area.borough, stock.directory.site
    force = site.forces[borough.force]
    trail = stock.trail("boroughs")
    url = stock.urls.borough(borough.slug)
    breadcrumbs = (
        Link(text=stock.words("home"), url=stock.urls.home()),
        *trail,
        Link(text=borough.name, url=url),
    )
    call = stock.directory.channel(force.call_channel)
    json_ld = describe_borough(
        borough, force, call.phone.value if call and call.phone else "101", breadcrumbs, site.host
    )
    frame = stock.framer.frame(
        url,
        borough.name,
        stock.words("area_description", area=borough.name),
        trail=trail,
        title=stock.words("area_title", area=borough.name),
        json_ld=json_ld,
    )
    frame = replace(frame, feed=stock.changes.feed_of_area(borough.slug)) if stock.changes else frame
    papers = stock.papers.links(borough.slug, stock.printed, stock.words)
    view = BoroughView(
        frame=frame,
        name=borough.name,
        officers=tuple(
            stock.listings.officers[one.officer.slug]
            for one in sorted(area.standings, key=lambda one: not one.can_be_reached)
        ),
        fallback=stock.listings.fallbacks.get(borough.slug),
        say=words_to_say(force, borough.name),
        reporting=stock.ways.to_police(force),
        support=stock.ways.to_support,
        local=stock.ways.named(*(borough.channels or ())),
        force=Link(text=force.name, url=force.url),
        force_question=site.region.force_question or "",
        force_words=stock.ways.which_force,
        neighbours=neighbours(area, stock.directory, stock.urls, across=False),
        across_words=_across_words(stock),
        across_river=neighbours(area, stock.directory, stock.urls, across=True),
        council=Link(text=borough.council.name, url=borough.council.url),
        own=own_words(borough),
        papers=papers,
        papers_guide=stock.link(PRINT_PAGE, stock.words("about_papers")) if papers else None,
        prose=stock.prose(borough),
        for_others=stock.link(FOR_OTHERS_PAGE, stock.words("show_card")) if stock.has_cards else None,
        diary=list_meetings(
            stock.directory.meetings_in(area), area, stock.directory, stock.urls, stock.words
        ),
    )
    return stock.job("borough.html", view, borough)


def _across_words(stock: Stock) -> str:
    river = stock.directory.site.region.river
    return stock.words("across_river") if river is None or stock.urls.language else river.across


def plan_card(area: Area, stock: Stock) -> PageJob:
    """Return the card of an area, for other sites."""
    view = card_view(area, stock)
    return stock.job("card.html", view, area.borough)


def plan_officer(standing: Standing, stock: Stock) -> PageJob:
    """Return the page of an officer."""
    profile = stock.listings.officers[standing.officer.slug]
    areas = stock.directory.areas_of(standing)
    names = stock.words.all_of([area.borough.name for area in areas])
    places = format_list([one.borough.name for one in areas], "or")
    fallback = _fallback(standing, places, stock)
    frame = stock.framer.frame(
        stock.urls.officer(standing.officer.slug),
        display_name(standing),
        stock.words(
            "officer_description", officer=display_name(standing), role=standing.officer.role, areas=names
        ),
        trail=stock.trail("officers"),
    )
    view = OfficerView(
        frame=frame,
        prose=stock.prose(standing.officer),
        officer=profile,
        fallback=fallback,
        others=None if fallback else _others(standing, stock),
        say=words_to_ask_for(standing, places),
        save=link_to_card(profile.card.contacts, stock.urls, stock.words),
        diary=list_meetings(
            stock.directory.meetings_of(standing.officer),
            areas[0] if areas else None,
            stock.directory,
            stock.urls,
            stock.words,
        ),
    )
    return stock.job("officer.html", view, standing.officer)


def _fallback(standing: Standing, places: str, stock: Stock) -> Fallback | None:
    """Return whom to turn to where an officer cannot be reached, for somebody who asks about all these places."""
    areas = stock.directory.areas_of(standing)
    area = next((one for one in areas if one.fallback), areas[0] if areas else None)
    if area is None or standing.can_be_reached:
        return None
    instead = stock.listings.instead.get(standing.officer.slug)
    found = stock.listings.fallbacks[area.borough.slug] if area.fallback else instead
    say = words_to_say(stock.directory.site.forces[area.borough.force], places)
    return replace(found, say=say) if found else None


def _others(standing: Standing, stock: Stock) -> Fallback | None:
    """Return whom somebody can call who would rather not wait for an officer, or cannot reach them."""
    area = next(iter(stock.directory.areas_of(standing)), None)
    return stock.listings.others[area.borough.slug] if area else None


def plan_channel(channel: Channel, stock: Stock) -> PageJob:
    """Return the page of a way to report."""
    card = stock.listings.channels[channel.slug]
    frame = stock.framer.frame(
        stock.urls.channel(channel.slug),
        card.name,
        stock.words("channel_description", channel=card.name, summary=channel.summary),
        trail=stock.trail("report"),
        title=stock.words("channel_title", channel=card.name),
    )
    steps = (
        (stock.words("what_to_do"), channel.steps),
        (stock.words("on_a_mobile"), channel.steps_mobile),
        (stock.words("on_a_landline"), channel.steps_landline),
    )
    view = ChannelView(
        frame=frame,
        channel=card,
        own=own_words(channel),
        steps=tuple((heading, lines) for heading, lines in steps if lines),
        steps_are_ordered=bool(channel.steps or channel.steps_mobile),
        sources=stock.sources((*filter(None, [channel.number_fixed_by]), *channel.sources)),
        prose=stock.prose(channel),
        save=None if channel.is_emergency else link_to_card(card.contacts, stock.urls, stock.words),
        afterwards=_afterwards(stock) if is_police(channel) else None,
    )
    return stock.job("channel.html", view, channel)


def _afterwards(stock: Stock) -> Afterwards | None:
    """Return what happens after a report, in the few sentences of the page about it, if there is one."""
    page = next((one for one in stock.directory.pages if one.slug == _AFTERWARDS_PAGE), None)
    if page is None:
        return None
    link = Link(text=stock.words("read_step_by_step"), url=stock.urls.page(page.slug))
    return Afterwards(lines=page.in_short or (), link=link, is_english=not stock.has_own(page))
