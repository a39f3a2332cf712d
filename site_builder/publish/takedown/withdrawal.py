"""Take a person out of the published site, whatever state the content is in.

It starts from the published folder and its manifest. A page that shows the person is made anew where the sound part of
the content makes it without them; otherwise neutral words stand in its place. Other files are made anew or removed, and
so is whatever bears the person's name in its address. The folder is exchanged whole. This is the one exception to
"nothing is published while there is an error" (docs/decisions/takedown.md).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from site_builder.content.hosts import Packing
from site_builder.content.traces.packed_files import Unreadable
from site_builder.content.traces.person_in_text import Person, find_traces
from site_builder.content.traces.search import Sighting, find_in_content, find_in_name
from site_builder.publish.hosting.compression import pack_files, unpacked_path
from site_builder.publish.output.build_lock import only_one_build
from site_builder.publish.output.changes import Changes
from site_builder.publish.output.manifest import NOTHING_SAID, About, Manifest, read_manifest
from site_builder.publish.output.output_folder import Output, locate_output
from site_builder.publish.output.publication import publish_site
from site_builder.publish.output.publish_refusals import PublishRefused
from site_builder.publish.output.recovery import repair_output
from site_builder.publish.takedown.neutral_page import make_neutral_page
from site_builder.site.published_files import ASSET, NOT_FOUND, PAGE, PAPER
from site_builder.site.rendering.artifact import Artifact

_ADDRESS = re.compile(rb"[\s\"](/[^\"\s>,#?]*)")
"""What may be an address of our own in a page."""


@dataclass(frozen=True)
class Made:
    """What the sound part of the content makes today: files by path, what is said of them, and those with a flaw."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    about: About = NOTHING_SAID
    flawed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Withdrawal:
    """What became of the files that showed the person, by path; `changes` is what that changed in the folder."""

    remade: tuple[str, ...]
    withdrawn: tuple[str, ...]
    removed: tuple[str, ...]
    changes: Changes


def read_published(output_dir: Path) -> tuple[Manifest, dict[str, bytes]]:
    """Return the manifest of a published folder and what its files hold; first put right what was interrupted."""
    output = locate_output(output_dir)
    with only_one_build(output):
        repair_output(output)
    manifest = read_manifest(output.manifest_file)
    if manifest is None or not output.folder.is_dir():
        raise PublishRefused(
            f"There is no published site in {output.shown}. Run this where the site was built, or say which folder it "
            "is in with --output."
        )
    return manifest, dict(_read_files(output, manifest))


def withdraw(
    people: Sequence[Person], output_dir: Path, made: Made, protected: Sequence[Path] = ()
) -> Withdrawal:
    """Publish the site again without these people; `protected` as in `publish_site`."""
    manifest, files = read_published(output_dir)
    showing = {path for path, content in files.items() if _shows(path, content, people)}
    showing = {unpacked_path(path) if unpacked_path(path) in files else path for path in showing}
    hidden = _Hidden(people, made, files, make_neutral_page(_not_found(files, showing), _root(manifest)))
    after = {path: content for path, content in files.items() if unpacked_path(path) not in showing}
    after |= {path: content for path in showing if (content := hidden.find(path)) is not None}
    after |= hidden.follow(after)
    changed = {path for path in showing if after.get(path) != hidden.neutral}
    lost = _find_lost(manifest.about, files, after, changed)
    after = {path: content for path, content in after.items() if unpacked_path(path) not in lost}
    after |= dict(_pack_again(after, files))
    artifacts = [Artifact(path, content) for path, content in after.items()]
    about = _describe(manifest, made, files, after, people)
    changes = publish_site(artifacts, output_dir, protected=protected, about=about)
    renewed = sorted(path for path, content in after.items() if content != files.get(path) and path in files)
    return Withdrawal(
        tuple(path for path in renewed if after[path] == made.files.get(path)),
        tuple(path for path in renewed if after[path] == hidden.neutral),
        tuple(sorted((showing | lost) - after.keys())),
        changes,
    )


@dataclass(frozen=True)
class _Hidden:
    """What may stand in the place of a file that shows somebody."""

    people: Sequence[Person]
    made: Made
    files: Mapping[str, bytes]
    neutral: bytes

    def find(self, path: str) -> bytes | None:
        """Return what a path holds from now on, or None where there must be nothing."""
        if any(one.is_sure for person in self.people for one in find_in_name(path, person)):
            return None
        if (content := self._made(path)) is not None:
            return content
        return self.neutral if PAGE.holds(path) else None

    def follow(self, after: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return other pages that are better made anew, and whatever pages that are made anew load.

        Those are the pages in which the surname stands alone, and those that load what is gone, or lead to it on paper.
        """
        gone = self.files.keys() - after.keys()
        lost = [path.rpartition("/")[2].encode() for path in gone if ASSET.holds(path) or PAPER.holds(path)]
        found = {
            path: again
            for path, content in after.items()
            if any(name in content for name in lost) or _names(path, content, self.people)
            if (again := self._made(path)) is not None and not _names(path, again, self.people)
        }
        new = [
            one
            for path, one in {**after, **found}.items()
            if one == self.made.files.get(path) != self.files.get(path)
        ]
        if new:
            found |= {
                path: one for path in self.made.files if ASSET.holds(path) and (one := self._made(path))
            }
        while new:
            for path in _linked(new.pop(), self.made.about):
                if path not in after.keys() | found.keys() | self.files.keys() and (one := self._made(path)):
                    found[path] = one
                    new.append(one)
        return found

    def _made(self, path: str) -> bytes | None:
        content = self.made.files.get(path)
        if content is None or path in self.made.flawed or _shows(path, content, self.people):
            return None
        return content


def _shows(path: str, content: bytes, people: Sequence[Person]) -> bool:
    """Return whether a file shows somebody for sure; what cannot be read may."""
    try:
        return any(one.is_sure for person in people for one in _find(path, content, person))
    except Unreadable:
        return True


def _names(path: str, content: bytes, people: Sequence[Person]) -> bool:
    """Return whether somebody's surname stands in a file, be it somebody else's."""
    return any(True for person in people for _ in _find(path, content, person))


def _find(path: str, content: bytes, person: Person) -> Iterator[Sighting]:
    yield from find_in_name(path, person)
    yield from find_in_content(path, content, person)


def _not_found(files: Mapping[str, bytes], showing: Collection[str]) -> bytes | None:
    return files.get(NOT_FOUND) if NOT_FOUND not in showing else None


def _find_lost(
    about: About, files: Mapping[str, bytes], after: Mapping[str, bytes], changed: Collection[str]
) -> set[str]:
    """Return files to which only pages with the person led, such as a card with a number and no name.

    A page that is withdrawn for a time leads to what will be wanted again.
    """
    before = {path for page in changed if PAGE.holds(page) for path in _linked(files[page], about)}
    pages = [content for path, content in after.items() if PAGE.holds(path)]
    wanted = {path for content in pages for path in _linked(content, about)}
    return {path for path in before - wanted if path in after and not PAGE.holds(path)}


def _linked(page: bytes, about: About) -> Iterator[str]:
    for address in _ADDRESS.findall(page):
        yield _path_of(address.decode("utf-8", "replace"), about)


def _path_of(address: str, about: About) -> str:
    """Return the file that an address of our own site stands for."""
    path = address.removeprefix(urlsplit(about.base_url).path)
    return f"{path}index.html" if path.endswith("/") or not path else path


def _root(manifest: Manifest) -> str:
    return urlsplit(manifest.about.base_url).path or "/"


def _read_files(output: Output, manifest: Manifest) -> Iterator[tuple[str, bytes]]:
    for path in manifest.files:
        file = output.folder / path
        if file.is_file() and not file.is_symlink():
            yield path, file.read_bytes()


def _pack_again(after: Mapping[str, bytes], files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the packed copies of files that are new, in each way in which they had one."""
    for path, content in after.items():
        if content != files.get(path):
            endings = [ending for ending in get_args(Packing) if f"{path}.{ending}" in files]
            yield from ((copy.path, copy.content) for copy in pack_files([Artifact(path, content)], endings))


def _describe(
    manifest: Manifest,
    made: Made,
    files: Mapping[str, bytes],
    after: Mapping[str, bytes],
    people: Sequence[Person],
) -> About:
    """Return what the manifest says of the site now, without a word on anybody who is gone."""
    old, new = manifest.about.pages, made.about.pages
    pages = {
        path: words
        for path, content in after.items()
        if (words := old.get(path) if content == files.get(path) else new.get(path))
        and (content == files.get(path) or content == made.files.get(path))
        and not any(find_traces(f"{words.title} {words.state}", person) for person in people)
    }
    return replace(manifest.about, pages=pages, content=made.about.content)
