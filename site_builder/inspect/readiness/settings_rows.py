"""Whether the content can be read and says who is behind the site."""

from collections.abc import Iterator
from pathlib import Path

from site_builder.content.settings import Site
from site_builder.content.sources import SITE_FILE
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.inspect.readiness.row import Row, missing, ready
from site_builder.language.wording import format_count


def look_at_content(content_dir: Path, site: Site | None, errors: int, files: int) -> Iterator[Row]:
    """Yield whether the settings are whole and nothing in the content would stop a build."""
    if not content_dir.is_dir():
        words = f"There is no folder {content_dir}: the content belongs there."
        yield missing(
            "content", words, f"{FRONT_DOOR} init DIR begins a new site; --content DIR names another folder."
        )
    elif site is None:
        words = f"The settings, {content_dir / SITE_FILE}, are missing or cannot be used."
        yield missing("settings", words, f"{FRONT_DOOR} check (it names each line)")
    elif errors:
        words = f"{format_count(errors, 'mistake')} in the content would stop the site."
        yield ready("settings", "the settings")
        yield missing("content", words, f"{FRONT_DOOR} check (it names each line)")
    else:
        yield ready("settings", "the settings")
        yield ready("content", f"{format_count(files, 'file')} without a mistake")


def look_at_contacts(site: Site) -> Iterator[Row]:
    """Yield whether visitors, and those who find a weakness, are told whom to write to."""
    where = site.origin.path
    if site.publisher.contact:
        yield ready("contact", "a contact")
    else:
        words = "No contact is named: nobody can write when something on the site is wrong."
        yield missing("contact", words, f'In {where}, below "publisher": contact: AN ADDRESS THAT IS READ')
    if site.security_contact:
        yield ready("security-contact", "a contact for weaknesses")
    else:
        words = "No security_contact is named, so the site has no security.txt."
        yield missing("security-contact", words, f"In {where}: security_contact: AN ADDRESS THAT IS READ")
