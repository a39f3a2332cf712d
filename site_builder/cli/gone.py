"""Prove that a person is gone: here, from the published files, and from the host."""

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.cli import deploy
from site_builder.cli.arguments import (
    CLEAN,
    CONTENT_PROBLEMS,
    PROJECT_DIR,
    as_of,
    base_url,
    folder,
    ours,
    refuse,
)
from site_builder.cli.prompts import ask_yes, can_ask
from site_builder.language.wording import format_count

if TYPE_CHECKING:
    from site_builder.content.traces.person_in_text import Person
    from site_builder.content.traces.search import Found, Sighting

ABOUT = "look for a person in every file here and on the host, and say whether they are gone"

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


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument(
        "words",
        metavar="WORD",
        nargs="*",
        help="the name in quotes, and what else tells the person: a short name, a number, an email address",
    )
    parser.add_argument(
        "--host",
        dest="target",
        metavar="TARGET",
        help="search every file there too, also those of earlier sites: folder:/srv/www, user@host:/srv/www, …",
    )
    parser.add_argument(
        "--url", type=base_url, metavar="URL", help="ask the host at its own address what it still shows"
    )
    parser.add_argument(
        "--from", dest="public", type=folder, metavar="DIR", help="the finished site (public)"
    )
    parser.add_argument("--content", type=folder, metavar="DIR", help="the folder with the content (content)")
    parser.add_argument(
        "--in",
        dest="more",
        type=folder,
        action="append",
        default=[],
        metavar="DIR",
        help="search this folder too",
    )
    parser.add_argument(
        "--endpoint", metavar="URL", help="for s3: the storage service, if it is not Amazon's"
    )
    parser.add_argument(
        "--gone-from",
        type=folder,
        metavar="DIR",
        help="look in the published site alone, for everybody who is in this older content and not in that of now",
    )
    parser.add_argument(
        "--not-them",
        action="store_true",
        help="you have looked: the surname alone is somebody else's everywhere",
    )


def run(options: argparse.Namespace) -> int:
    """Search, say what was found, and return the exit code."""
    return deploy.saying_why(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    from site_builder.content.traces.person_in_text import Person

    public_dir = options.public or ours("public")
    if options.gone_from:
        return _look_for_all(options, public_dir)
    person = Person.of_words(tuple(options.words))
    if not (person.names or person.contacts or person.pictures):
        return refuse("Write the name of the person, in quotes.")
    found = _search_here(options, public_dir, person)
    addresses = _list_addresses(public_dir, person)
    if options.target:
        on_host, more = _search_host(options, person)
        found, addresses = found.and_also(on_host), addresses | more
    if options.url:
        from site_builder.publish.takedown.host_search import search_addresses

        found = found.and_also(search_addresses(options.url, addresses, person))
    return _report(options, found)


def _look_for_all(options: argparse.Namespace, public_dir: Path) -> int:
    """Look for everybody who is gone, as a workflow does, whose words anybody can read: nobody is named."""
    from site_builder.content.traces.search import search_files, walk_files
    from site_builder.desk.editing.content_state import read_content
    from site_builder.desk.editing.removal import find_people_gone

    today = as_of(argparse.Namespace(as_of=None))
    now = read_content(options.content or ours("content"), None, today)
    people = find_people_gone(read_content(options.gone_from, None, today), now)
    found = [search_files(walk_files(public_dir, ""), person) for person in people]
    left = sorted(
        {one.path for each in found for one in each.sure} | {one for each in found for one in each.unread}
    )
    _show("These published files still show somebody who is gone:", left)
    words = "is still shown" if left else "is not shown any more"
    print(f"Who is gone since {options.gone_from} ({format_count(len(people), 'person', 'people')}) {words}.")
    return CONTENT_PROBLEMS if left else CLEAN


def _search_here(options: argparse.Namespace, public_dir: Path, person: "Person") -> "Found":
    from site_builder.content.traces.search import search_files, walk_files

    files = (
        one
        for place in _places(options, public_dir)
        for one in walk_files(place, os.path.relpath(place), _passed_over)
    )
    return search_files(files, person)


def _places(options: argparse.Namespace, public_dir: Path) -> Iterator[Path]:
    """Yield every folder and file here that may hold the person, each once."""
    from site_builder.desk.editing.desk_folder import DESK_ENDING
    from site_builder.desk.sheets.sheet_export import ENDINGS
    from site_builder.publish.output.output_folder import locate_output

    output = locate_output(public_dir)
    beside = output.folder.parent.glob(f".{output.folder.name}.*") if output.folder.parent.is_dir() else ()
    own = options.content.absolute() if options.content else None
    content = [own, own.parent / f"{own.name}{DESK_ENDING}"] if own else [PROJECT_DIR]
    exported = (one for one in Path.cwd().iterdir() if one.suffix.lower() in ENDINGS)
    wanted = [
        *content,
        *exported,
        output.folder,
        output.manifest_file,
        *beside,
        *(one.absolute() for one in options.more),
    ]
    yield from (
        place
        for number, place in enumerate(wanted)
        if place.exists() and not any(place.is_relative_to(earlier) for earlier in wanted[:number])
    )


def _passed_over(place: Path) -> bool:
    """Return whether a folder is that of a tool, in which no content lies."""
    return place.name in _NEVER_SEARCHED or place.name.endswith(_TOOLS)


def _list_addresses(public_dir: Path, person: "Person") -> frozenset[str]:
    """Return where the site has pages today, and where one of the person would stand."""
    from site_builder.content.slug import make_slug
    from site_builder.publish.output.manifest import read_manifest
    from site_builder.publish.output.output_folder import locate_output

    manifest = read_manifest(locate_output(public_dir).manifest_file)
    slugs = {make_slug(name) for name in person.names} - {""}
    return frozenset(
        (*(manifest.files if manifest else ()), *(f"officers/{slug}/index.html" for slug in slugs))
    )


def _search_host(options: argparse.Namespace, person: "Person") -> "tuple[Found, frozenset[str]]":
    from site_builder.publish.deploying.target_address import open_target
    from site_builder.publish.takedown.host_search import search_target

    with open_target(options.target, deploy.place(options)) as target:
        on_host = search_target(target, person)
    return on_host.found, on_host.addresses


def _report(options: argparse.Namespace, found: "Found") -> int:
    print(f"Searched {format_count(found.files, 'file')}, packed ones unpacked.")
    _show("The person is still here:", _by_file(found.sure))
    _show("Here the surname stands alone. Look whether it is theirs:", _by_file(found.unsure))
    _show("These could not be read. Look at them yourself, or delete them:", found.unread)
    others = (
        not found.unsure or options.not_them or (can_ask() and ask_yes("Is it somebody else's everywhere?"))
    )
    print("\nThis cannot be searched from here:")
    print("\n".join(f"  - {line}" for line in _NOT_REACHED))
    if found.sure or found.unread or not others:
        print("\nNot done yet. Mend what stands above, build, deploy with --forget, and run this again.")
        return CONTENT_PROBLEMS
    if not (options.target or options.url):
        print("\nNobody is named here. The host was not asked: add --host TARGET, --url URL or both.")
        return CLEAN
    print("\nDone. Nothing of the person was found, here or on the host.")
    return CLEAN


def _show(heading: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"\n{heading}")
        print("\n".join(f"  {one}" for one in lines[:_SHOWN]))
        if len(lines) > _SHOWN:
            print(f"  and {len(lines) - _SHOWN:,} more files")


def _by_file(sightings: "Sequence[Sighting]") -> list[str]:
    """Return a line for each file: the first place in it, and how many more there are."""
    places: dict[str, list[Sighting]] = {}
    for one in sightings:
        places.setdefault(one.path, []).append(one)
    return [
        f"{found[0]}{f' (and {len(found) - 1} more here)' if len(found) > 1 else ''}"
        for found in places.values()
    ]
