"""What somebody typed or chose on the page of an act, read with the words of the commands."""

from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.edit_refusals import EditRefused


@dataclass(frozen=True)
class Choice:
    """Something to choose: the value that is sent, what it is called, and more about it."""

    value: str
    name: str
    about: str = ""
    is_chosen: bool = False


def need(written: str, words: str) -> str:
    """Return what was written; raise EditRefused for nothing."""
    if not written:
        raise EditRefused(words)
    return written


def choices_of(content: Content, kind: str, chosen: Iterable[str] = ()) -> tuple[Choice, ...]:
    """Return the records of a kind, by name."""
    wanted = set(chosen)
    shown = content.names(kind).shown
    slugs = sorted(
        (one.slug for one in content.sources if one.kind == kind), key=lambda one: shown[one].casefold()
    )
    return tuple(Choice(slug, shown[slug], is_chosen=slug in wanted) for slug in dict.fromkeys(slugs))
