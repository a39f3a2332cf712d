"""The finished site as the checks see it: a page while it is looked at, its facts afterwards, and all files by path."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from site_builder.findings.diagnostics import Diagnostic
from site_builder.site.checks.addresses import (
    Destination,
    Ground,
    Reference,
    address_of,
    find_destination,
    list_references,
)
from site_builder.site.checks.elements import PageOutline, Tag
from site_builder.site.checks.page_reader import read_outline
from site_builder.site.rendering.artifact import Artifact

IN_THE_THEME = "This is a mistake in the theme, not in your text."


class Flaw(NamedTuple):
    """What is wrong with a page, before anyone has said with which: equal flaws of many pages are one finding."""

    rule: str
    fault: str
    hint: str = ""


class FinishedPage(NamedTuple):
    """A page or a drawing while it is looked at: what it is made of is forgotten before the next one is read."""

    path: str
    outline: PageOutline
    references: tuple[Reference, ...]
    ground: Ground


class PageFacts(NamedTuple):
    """What a site needs to know of a page when all are finished; words, numbers and tuples of them, and nothing else.

    They hang on the page's path and bytes and on the site's ground alone. `ids` are the parts that links may lead to.
    `files` are the files of this site that the page names, `parts` those of which it names a part, with the part, and
    `loads` what it loads, each after what it is weighed as; `foreign` are the pages of other sites that it links to.
    `packed` are the bytes that travel, and `flaws` what is wrong with the page whatever the others are.
    """

    path: str
    title: str
    description: str
    ids: tuple[str, ...]
    files: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    loads: tuple[tuple[str, str], ...]
    foreign: tuple[str, ...]
    packed: int
    flaws: tuple[Flaw, ...]

    @property
    def address(self) -> str:
        """The page's address below the site's root (``/boroughs/ashwick/``)."""
        return address_of(self.path)


def read_page(
    path: str,
    content: bytes,
    ground: Ground,
    known: dict[str, Tag] | None = None,
    find: Callable[[str, str], Destination] | None = None,
) -> FinishedPage:
    """Return a page to look at. `known` are tags and `find` knows destinations that other pages of the site share."""
    outline = read_outline(content.decode("utf-8", "replace"), known)
    found = list_references(outline, path, find or partial(find_destination, ground=ground))
    return FinishedPage(path, outline, tuple(dict.fromkeys(found)), ground)


@dataclass(frozen=True)
class FinishedSite:
    """All files of the site by path, and the facts of its pages and drawings.

    `told` holds for each place that is lost what is wrong where an editor wrote it, so that no page tells it again.
    """

    files: Mapping[str, Artifact]
    pages: Mapping[str, PageFacts]
    drawings: Mapping[str, PageFacts]
    ground: Ground
    told: Mapping[Destination, tuple[Diagnostic, ...]] = field(default_factory=dict)

    def read(self, page: PageFacts) -> FinishedPage:
        """Return a page to look at once more: for what its facts do not say."""
        return read_page(page.path, self.files[page.path].content, self.ground)

    def text(self, path: str) -> str:
        """Return a file's text; bytes that are not UTF-8 become question marks."""
        return self.files[path].content.decode("utf-8", "replace")

    def files_ending(self, *endings: str) -> Iterator[str]:
        """Yield the paths of files with one of these endings."""
        return (path for path in self.files if path.endswith(endings))
