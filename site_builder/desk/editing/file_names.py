"""Whether a new record may have a file name: one that works as an address and is free."""

from collections.abc import Iterable

from site_builder.content.slug import RESERVED_SLUGS, is_slug, make_slug
from site_builder.desk.editing.edit_refusals import EditRefused

LONGEST_SLUG = 80


def require_free_slug(slug: str, present: Iterable[str]) -> None:
    """Raise EditRefused for a short name that cannot be used; `present` are the names of files beside the new one."""
    if not is_slug(slug):
        words = (
            f'"{slug}" cannot be the name of a file. Use small Latin letters (a to z), digits and hyphens.'
        )
        raise EditRefused(words)
    if slug in RESERVED_SLUGS:
        message = f'"{slug}" is a name that a computer or this site needs for itself.'
        raise EditRefused(f"{message} Give another name with --slug, like --slug {make_slug(slug)}.")
    if len(slug) > LONGEST_SLUG:
        words = f"A file name of {len(slug)} letters is too long; {LONGEST_SLUG} is the most."
        raise EditRefused(f"{words} Give a shorter one with --slug.")
    for name in present:
        if name.casefold() == f"{slug}.md":
            raise EditRefused(
                f'There is a file called "{name}" already, and it stays as it is. '
                "Change that file, or give another name with --slug."
            )
