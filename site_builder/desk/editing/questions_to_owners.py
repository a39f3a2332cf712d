"""The words of a letter: what is published of somebody today, what is asked, where to answer and by when."""

import datetime
from collections.abc import Iterable, Sequence

from site_builder.content.hosts import is_draft
from site_builder.content.schema import Channel, Officer
from site_builder.content.settings import Site
from site_builder.desk.editing.letters import Letter
from site_builder.desk.editing.published_words import NameOf, say_published
from site_builder.directory.model import Area, Directory
from site_builder.directory.standing import consent_holds
from site_builder.language.wording import begin_sentence, format_day
from site_builder.site.urls import Urls

_INDENT = "    "


def letter_to(
    record: Officer | Channel, directory: Directory, name_of: NameOf, answer_by: datetime.date
) -> Letter:
    """Return the letter to an officer, or to those who run a way to report."""
    questions = _to_officer(record, directory) if isinstance(record, Officer) else _TO_CHANNEL
    about = "you" if isinstance(record, Officer) else record.name
    url = _page(record, directory.site)
    head = f"{_publisher(directory.site)} publishes this about {about}{f', at {url}' if url else ''}:"
    text = _text(head, say_published(record, name_of), questions, directory.site, answer_by)
    if isinstance(record, Officer):
        telephone, website = _by_hand(record, directory)
    else:
        call = "" if record.is_emergency or record.phone is None else record.phone.value
        telephone, website = call, record.url or next((one.url for one in record.sources if one.url), "")
    address = record.email.value if record.email else ""
    day = format_day(answer_by)
    return Letter(record.KIND, record.slug, record.name, text, day, address, telephone, website)


def letter_about_areas(
    slug: str, areas: Sequence[Area], directory: Directory, answer_by: datetime.date
) -> Letter:
    """Return the letter to a force about its areas; no officer is named in it."""
    force = directory.site.forces[slug]
    contact = force.contact
    head = f"{_publisher(directory.site)} publishes this about the areas of {force.name}:"
    shown = [f"{area.borough.name}: {_area_words(area)}" for area in areas]
    if contact:
        ways = ", ".join(filter(None, (contact.label, contact.email, contact.phone)))
        shown.insert(0, f"Liaison contact of the whole force: {ways}")
    text = _text(head, shown, _TO_FORCE, directory.site, answer_by)
    call = directory.channel(force.call_channel)
    phone = (contact.phone if contact else None) or (call.phone.value if call and call.phone else "")
    email = (contact.email if contact else None) or ""
    return Letter("force", slug, force.name, text, format_day(answer_by), email, phone, force.url)


_TO_CHANNEL = (
    "Is all of this right today?",
    "What has changed, and since which day?",
    "Is this still offered? If not, when did it end, or when will it?",
)
_TO_FORCE = (
    "Is all of this right today?",
    "Where no officer is listed: is there one? Who is it, and where was that published?",
    "Would the officers agree to be named, with a way to reach them? Each has to be asked, and to say yes.",
    "Has anybody left, or moved to another area? From which day on?",
)


def _to_officer(officer: Officer, directory: Directory) -> tuple[str, ...]:
    return (
        "Is all of this right today?",
        "What has changed, and since which day?",
        "Do you still hold this post? If not, from which day on?",
        _about_consent(officer, directory),
        "Do you want to be taken out? Then say so: it is done at once, and you need not say why.",
    )


def _about_consent(officer: Officer, directory: Directory) -> str:
    """Return the question that consent needs: the day by which it is asked again is the last on which it holds."""
    if officer.consent is None:
        more = ", ".join(
            name.replace("_", " ").replace("body", "a text of your own") for name in Officer.consentable()
        )
        return (
            "This was printed by somebody else, and you were never asked. Would you agree to more being shown, "
            f"or to none? It could be: {more}. Say which, and for how long (at most three years)."
        )
    last = format_day(officer.consent.review_by)
    held = (
        f"You agreed on {format_day(officer.consent.on)}, and that holds until {last}."
        if consent_holds(officer, directory.as_of)
        else f"You agreed on {format_day(officer.consent.on)}, which held until {last} and holds no more."
    )
    return f'{held} Do you agree again? If so, write "I agree until" and a day, at most three years ahead.'


def _text(
    head: str, shown: Iterable[str], questions: Sequence[str], site: Site, answer_by: datetime.date
) -> str:
    lines = [_INDENT + line for one in shown for line in one.splitlines()]
    asked = [f"{number}. {question}" for number, question in enumerate(questions, 1)]
    end = (
        f"Please answer by {format_day(answer_by)}: reply to this, or write to {site.publisher.contact}.",
        _publisher(site),
    )
    return "\n\n".join(("Hello,", head, "\n".join(lines), "We ask you:", "\n".join(asked), *end)) + "\n"


def _publisher(site: Site) -> str:
    return begin_sentence(site.publisher.name)


def _page(record: Officer | Channel, site: Site) -> str:
    """Return where it is published; an address for drafts leads nowhere."""
    url = Urls(site.root).record(record.KIND, record.slug)
    return "" if is_draft(site.base_url) else f"{site.host}{url}"


def _by_hand(officer: Officer, directory: Directory) -> tuple[str, str]:
    """Return the telephone and the website at which an officer without a mail address may be found."""
    areas = [area for area in map(directory.area, officer.boroughs) if area]
    force = directory.site.forces.get(areas[0].borough.force) if areas else None
    call = directory.channel(force.call_channel) if force else None
    own = officer.phone.value if officer.phone else ""
    return own or (call.phone.value if call and call.phone else ""), force.url if force else ""


def _area_words(area: Area) -> str:
    return "an officer is listed" if area.standings else "no officer is listed"
