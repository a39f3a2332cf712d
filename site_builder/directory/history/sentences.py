"""Plain words for what happened, short enough for a list."""

from collections.abc import Mapping, Sequence

from site_builder.directory.history.events import Event
from site_builder.directory.history.told_facts import WHOLE
from site_builder.directory.model import Directory
from site_builder.language.wording import format_day, isolate

_PARTS: Mapping[str, str] = {
    "phone": "Phone number",
    "text": "Number for texts",
    "textphone": "Textphone number",
    "email": "Email address",
    "url": "Web address",
    "app": "App",
    "hours": "Opening hours",
    WHOLE: "Details",
}
_FIELDS = {name: words[:1].lower() + words[1:] for name, words in _PARTS.items()} | {
    "base_url": "address",
    "body": "text",
    "checked": "check",
    "leave_url": "address of the leave link",
    "paper_url": "address on paper",
    "slug": "short name",
}
_ENDINGS = {
    "changed": "changed",
    "contact-added": "added",
    "contact-removed": "removed",
    "checked": "checked",
}
_OF_OFFICERS: Mapping[str, tuple[str, str]] = {
    "joined": ("A new officer for {}", "{count} new officers for {}"),
    "left": ("An officer for {} is no longer listed", "{count} officers for {} are no longer listed"),
    "away": ("An officer for {} is away{until}", "{count} officers for {} are away{until}"),
    "back": ("An officer for {} is back", "{count} officers for {} are back"),
    "leaving": ("An officer for {} is leaving{last}", "{count} officers for {} are leaving{last}"),
    "acting": ("An officer is standing in for {}", "{count} officers are standing in for {}"),
    "in-post": ("An officer for {} is in post", "{count} officers for {} are in post"),
    "officer-overdue": ("Details of an officer for {} not checked for more than {days} days",) * 2,
    "officer-updated": ("Details of an officer for {} changed", "Details of {count} officers for {} changed"),
}
_OF_AREAS: Mapping[str, str] = {
    "vacant": "Post vacant in {}{since}",
    "not-vacant": "Post in {} no longer called vacant",
    "covered": "{} is now covered by another officer",
    "uncovered": "{} is no longer covered by another officer",
    "local-added": "A way to report only in {} was added",
    "local-removed": "A way to report only in {} was removed",
    "page-updated": "Page about {} changed",
}
_OF_CHANNELS: Mapping[str, str] = {
    "added": "A way to report was added: {}",
    "removed": "A way to report was removed for now: {}",
    "overdue": "Details of {} not checked for more than {days} days",
    "updated": "Details of {} changed",
}
_OF_PAGES: Mapping[str, str] = {
    "added": "New page: {}",
    "removed": "Page removed for now: {}",
    "checked": "Page read through: {}",
    "updated": "Page changed: {}",
}


def say_event(event: Event, count: int, directory: Directory) -> str:
    """Return an event that happened `count` times on a day as a sentence without a full stop."""
    if not event.subject:
        return _say_nameless(event, count)
    name = _name(event, directory)
    what = event.what.removeprefix("officer-")
    if what in _ENDINGS and event.kind != "page":
        whose = f"an officer for {name}" if event.what != what else name
        return f"{_PARTS[event.detail]} of {whose} {_ENDINGS[what]}"
    if event.kind == "borough":
        sentences = _OF_OFFICERS.get(event.what)
        sentence = sentences[count > 1] if sentences else _OF_AREAS[event.what]
    else:
        sentence = (_OF_CHANNELS if event.kind == "channel" else _OF_PAGES)[event.what]
    dated = format_day(event.dated) if event.dated else ""
    return sentence.format(
        name,
        count=count,
        days=directory.site.freshness.overdue_days,
        since=f" since {dated}" if dated else "",
        until=f" until {dated}" if dated else "",
        last=f", last day {dated}" if dated else "",
    )


def name_field(path: Sequence[str]) -> str:
    """Return what a field is called in a sentence, by the names that lead to it: ``council web address``."""
    names = path[:-1] if tuple(path[-2:]) == ("checked", "on") else path
    return " ".join(_FIELDS.get(name, name.replace("_", " ")) for name in names)


def _say_nameless(event: Event, count: int) -> str:
    """Say that something came or went which the site of today does not name."""
    one, many = ("page", "pages") if event.kind == "page" else ("way to report", "ways to report")
    return f"A {one} was {event.what}" if count == 1 else f"{count} {many} were {event.what}"


def _name(event: Event, directory: Directory) -> str:
    if event.kind == "borough":
        area = directory.area(event.subject)
        return area.borough.name if area else ""
    if event.kind == "channel":
        channel = directory.channel(event.subject)
        return isolate(channel.name) if channel else ""
    return next((page.title for page in directory.pages if page.slug == event.subject), "")
