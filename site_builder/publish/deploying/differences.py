"""What a deploy changes for people: who leaves, who comes, which pages change, in words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from site_builder.language.wording import format_count, format_list
from site_builder.publish.output.manifest import Manifest
from site_builder.site.pages.job import PageWords

SHOWN_PAGES = 20


@dataclass(frozen=True)
class Difference:
    """Two sites compared: sentences about people, and the addresses of pages and names of other files."""

    people: tuple[str, ...]
    pages_added: tuple[str, ...]
    pages_changed: tuple[str, ...]
    pages_removed: tuple[str, ...]
    other_files: int
    pages_renewed: int = 0
    """Pages that differ in nothing but the day by which they are to be made again."""

    @property
    def headline(self) -> str:
        """Say it in one line, as for a commit."""
        counts = (
            (self.pages_added, "added"),
            (self.pages_changed, "changed"),
            (self.pages_removed, "removed"),
        )
        parts = [f"{format_count(len(pages), 'page')} {verb}" for pages, verb in counts if pages]
        if not parts and self.pages_renewed:
            parts = [f"{format_count(self.pages_renewed, 'page')} renewed"]
        if not parts:
            parts = [f"{format_count(self.other_files, 'other file')} changed"]
        return f"Publish: {format_list(parts)}"

    @property
    def lines(self) -> tuple[str, ...]:
        """Say it at length: people first, then pages."""
        return (
            *self.people,
            *_list_pages("New page:", self.pages_added, ""),
            *_list_pages("Page", self.pages_changed, " changes"),
            *_list_pages("Page", self.pages_removed, " goes away"),
            *([_renewed(self.pages_renewed)] if self.pages_renewed else ()),
            *([_other_files(self.other_files)] if self.other_files else ()),
        )


def compare_sites(old: Manifest, new: Manifest) -> Difference:
    """Return what becomes different for people when `new` takes the place of `old`."""
    common = old.files.keys() & new.files.keys()
    added, removed = new.files.keys() - old.files.keys(), old.files.keys() - new.files.keys()
    differing = {path for path in common if old.files[path] != new.files[path]}
    renewed = {
        path for path in differing if _looks_the_same(old.about.pages.get(path), new.about.pages.get(path))
    }
    changed = differing - renewed
    others = [path for path in added | removed | changed if not _is_page(path)]
    return Difference(
        tuple(_tell_people(old, new)),
        _name_pages(added, new),
        _name_pages(changed, new),
        _name_pages(removed, old),
        len(others),
        len(renewed),
    )


def _looks_the_same(old: PageWords | None, new: PageWords | None) -> bool:
    return old is not None and new is not None and bool(old.mark) and old.mark == new.mark


def _tell_people(old: Manifest, new: Manifest) -> Iterator[str]:
    """Yield a sentence for each officer whose areas, name or state change."""
    before, after = _find_officers(old), _find_officers(new)
    for path in sorted(before.keys() | after.keys()):
        yield from _tell_officer(before.get(path), after.get(path))


def _find_officers(site: Manifest) -> dict[str, PageWords]:
    return {path: words for path, words in site.about.pages.items() if words.serves}


def _tell_officer(old: PageWords | None, new: PageWords | None) -> Iterator[str]:
    if old is None or new is None:
        if old:
            yield f"{old.title} leaves {format_list(old.serves)}."
        if new:
            yield f"{new.title} begins to serve {format_list(new.serves)}."
        return
    if old.title != new.title:
        yield f"{old.title} is now called {new.title}."
    if left := [area for area in old.serves if area not in new.serves]:
        yield f"{new.title} leaves {format_list(left)}."
    if begun := [area for area in new.serves if area not in old.serves]:
        yield f"{new.title} begins to serve {format_list(begun)}."
    if old.state != new.state:
        yield f"{new.title}: “{old.state}” becomes “{new.state}”."


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _name_pages(paths: Collection[str], site: Manifest) -> tuple[str, ...]:
    """Return the pages among some files, each with its address and what people call it."""
    return tuple(_name_page(path, site.about.pages.get(path)) for path in sorted(paths) if _is_page(path))


def _name_page(path: str, words: PageWords | None) -> str:
    address = f"/{path.removesuffix('index.html')}"
    return f"{address} ({words.title})" if words else address


def _list_pages(before: str, pages: tuple[str, ...], after: str) -> Iterator[str]:
    for page in pages[:SHOWN_PAGES]:
        yield f"{before} {page}{after}"
    left_out = len(pages) - SHOWN_PAGES
    if left_out > 0:
        yield f"{before} … and {left_out} more{after}"


def _renewed(count: int) -> str:
    verb = "looks" if count == 1 else "look"
    pages = format_count(count, "page")
    return f"{pages} {verb} the same: only the day of the next rebuild moves, which no visitor sees."


def _other_files(count: int) -> str:
    verb = "changes" if count == 1 else "change"
    return f"{format_count(count, 'other file')}, like style sheets and pictures, {verb}."
