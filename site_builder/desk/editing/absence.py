"""Look for a person in every file here, and say whether they are gone."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_builder.content.slug import make_slug
from site_builder.content.traces.person_in_text import Person
from site_builder.content.traces.search import Found, Sighting, search_files, walk_files
from site_builder.desk.editing.desk_folder import DESK_ENDING
from site_builder.desk.sheets.sheet_export import ENDINGS
from site_builder.language.wording import format_count
from site_builder.publish.deploying.target_address import Place, open_target
from site_builder.publish.output.manifest import read_manifest
from site_builder.publish.output.output_folder import locate_output
from site_builder.publish.takedown.host_search import search_addresses, search_target

WHOSE = "Is it somebody else's everywhere?"
_NEVER_SEARCHED = (".git", ".venv", "node_modules", "__pycache__")
_TOOLS = ("_cache", ".hypothesis")
_SHOWN = 40
_NOT_REACHED = (
    "The history of the repository keeps the name and the picture. To take them out of it: git filter-repo; then "
    "everybody with a copy fetches it anew.",
    "GitHub or GitLab: delete the runs' files called site or github-pages, the caches (Actions, Caches) and the "
    "comments on pull requests that name the person.",
    "Copies elsewhere: other people's computers, mails that were sent, backups. Ask whoever has them.",
    "Paper: posters, leaflets and cards that hang or were handed out, if the person agreed to be named on them.",
    "Search engines and web archives show old pages for a while: each has a form for taking one out.",
    "Services that keep copies in front of the host, such as Cloudflare or CloudFront: empty them there.",
)


@dataclass(frozen=True)
class Ground:
    """Where a person may be here: the project's folder, or that of another content, the published one, and `more`."""

    project_dir: Path
    public_dir: Path
    content_dir: Path | None = None
    more: tuple[Path, ...] = ()

    def search(self, person: Person) -> Found:
        """Return where the person is here."""
        files = (
            one for place in self._places() for one in walk_files(place, os.path.relpath(place), _passed_over)
        )
        return search_files(files, person)

    def addresses(self, person: Person) -> frozenset[str]:
        """Return where the site has pages today, and where one of the person would stand."""
        manifest = read_manifest(locate_output(self.public_dir).manifest_file)
        slugs = {make_slug(name) for name in person.names} - {""}
        return frozenset(
            (*(manifest.files if manifest else ()), *(f"officers/{slug}/index.html" for slug in slugs))
        )

    def _places(self) -> Iterator[Path]:
        """Yield every folder and file here that may hold the person, each once."""
        output = locate_output(self.public_dir)
        beside = (
            output.folder.parent.glob(f".{output.folder.name}.*") if output.folder.parent.is_dir() else ()
        )
        own = self.content_dir.absolute() if self.content_dir else None
        content = [own, own.parent / f"{own.name}{DESK_ENDING}"] if own else [self.project_dir]
        exported = (one for one in Path.cwd().iterdir() if one.suffix.lower() in ENDINGS)
        wanted = [
            *content,
            *exported,
            output.folder,
            output.manifest_file,
            *beside,
            *(one.absolute() for one in self.more),
        ]
        yield from (
            place
            for number, place in enumerate(wanted)
            if place.exists() and not any(place.is_relative_to(earlier) for earlier in wanted[:number])
        )


def search_everywhere(ground: Ground, person: Person, host: str, place: Place, url: str) -> Found:
    """Return where the person is here, and on the host where one is named: in its files, and at its own address."""
    found, addresses = ground.search(person), ground.addresses(person)
    if host:
        with open_target(host, place) as target:
            on_host = search_target(target, person)
        found, addresses = found.and_also(on_host.found), addresses | on_host.addresses
    return found.and_also(search_addresses(url, addresses, person)) if url else found


def tell_found(found: Found) -> Iterator[str]:
    """Yield what came of a search, in lines."""
    yield f"Searched {format_count(found.files, 'file')}, packed ones unpacked."
    yield from tell_files("The person is still here:", _by_file(found.sure))
    yield from tell_files("Here the surname stands alone. Look whether it is theirs:", _by_file(found.unsure))
    yield from tell_files("These could not be read. Look at them yourself, or delete them:", found.unread)


def is_absent(found: Found, *, are_others: bool) -> bool:
    """Whether nothing of a person was found; `are_others` says that whoever only shares the surname is another."""
    return not found.sure and not found.unread and (are_others or not found.unsure)


def tell_absence(found: Found, *, are_others: bool, was_host_asked: bool) -> Iterator[str]:
    """Yield whether it is done, in lines."""
    yield "\nThis cannot be searched from here:"
    yield from (f"  - {line}" for line in _NOT_REACHED)
    if not is_absent(found, are_others=are_others):
        yield "\nNot done yet. Mend what stands above, build, deploy with --forget, and run this again."
    elif not was_host_asked:
        yield "\nNobody is named here. The host was not asked: add --host TARGET, --url URL or both."
    else:
        yield "\nDone. Nothing of the person was found, here or on the host."


def list_files_of_gone(public_dir: Path, people: Iterable[Person]) -> list[str]:
    """Return the published files that still show people who are gone, or that nobody can read."""
    found = [search_files(walk_files(public_dir, ""), person) for person in people]
    sure = {one.path for each in found for one in each.sure}
    return sorted(sure | {one for each in found for one in each.unread})


def tell_all_gone(left: Sequence[str], people: Sequence[Person], since: Path) -> Iterator[str]:
    """Yield whether anybody who is gone is still shown, in lines that anybody may read: nobody is named."""
    yield from tell_files("These published files still show somebody who is gone:", left)
    words = "is still shown" if left else "is not shown any more"
    yield f"Who is gone since {since} ({format_count(len(people), 'person', 'people')}) {words}."


def tell_files(heading: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield a heading and the first of some lines, or nothing where there is none."""
    if lines:
        yield f"\n{heading}"
        yield from (f"  {one}" for one in lines[:_SHOWN])
        if len(lines) > _SHOWN:
            yield f"  and {len(lines) - _SHOWN:,} more files"


def _passed_over(place: Path) -> bool:
    """Return whether a folder is that of a tool, in which no content lies."""
    return place.name in _NEVER_SEARCHED or place.name.endswith(_TOOLS)


def _by_file(sightings: Sequence[Sighting]) -> list[str]:
    """Return a line for each file: the first place in it, and how many more there are."""
    places: dict[str, list[Sighting]] = {}
    for one in sightings:
        places.setdefault(one.path, []).append(one)
    return [
        f"{found[0]}{f' (and {len(found) - 1} more here)' if len(found) > 1 else ''}"
        for found in places.values()
    ]
