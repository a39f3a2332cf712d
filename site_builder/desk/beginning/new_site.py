"""Every file of a new site, from what somebody said of it: nobody and no address is made up.

The texts lie in `new-site/`, with `[[words]]` for what differs. What was not said is left open, and told.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.content.schema import RECORDS
from site_builder.content.slug import make_slug
from site_builder.desk.beginning.area_list import NewArea
from site_builder.desk.beginning.program_files import list_program_files
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.record_text import format_record
from site_builder.desk.editing.yaml_text import format_field, format_text
from site_builder.findings.front_door import PROGRAM_DIR
from site_builder.language.wording import format_count

DRAFT_ADDRESS = "https://liaison.example/"
_TEXTS_DIR = Path(PROGRAM_DIR, "new-site")
_REVIEW_DAYS = 182
_REGISTER = "http://statistics.data.gov.uk/id/statistical-geography/{code}"
"""Where the Office for National Statistics says what a code stands for: all that is known of a council untold."""


@dataclass(frozen=True)
class NewForce:
    """A police force and its website."""

    name: str
    url: str

    @property
    def slug(self) -> str:
        """Its short name."""
        return make_slug(self.name)


@dataclass(frozen=True)
class NewSite:
    """What somebody said of their site; `area` and `areas` are what one and several of its areas are called."""

    region: str
    area: str
    areas: str
    forces: tuple[NewForce, ...]
    covered: tuple[NewArea, ...]
    publisher: str
    is_the_police: bool
    today: datetime.date
    contact: str = ""
    base_url: str = DRAFT_ADDRESS

    @property
    def name(self) -> str:
        """What the site is called."""
        return f"LGBT+ liaison officers in {self.region}"


def list_files(site: NewSite) -> dict[str, bytes]:
    """Return every file of a new site, by its path."""
    words = _words(site)
    content = {path: _fill(text, words) for path, text in _texts("content")}
    areas = {
        f"content/pages/boroughs/{area.slug}.md": format_record(RECORDS["borough"], _area_fields(area, site))
        for area in site.covered
    }
    files = {"content/site.yaml": _fill_settings(content.pop("content/site.yaml"), site), **content, **areas}
    return {**_encoded(files), **_surroundings(site.name, site.contact)}


def list_example_files() -> dict[str, bytes]:
    """Return every file of the made-up region as a site of its own."""
    region = Path(PROGRAM_DIR, "example-region")
    files = {
        f"content/{file.relative_to(region).as_posix()}": file.read_bytes()
        for file in sorted(region.rglob("*"))
        if file.is_file()
    }
    return {**files, **_surroundings("A made-up directory, to look at")}


def list_open(site: NewSite) -> Iterator[str]:
    """Yield what nobody has said yet, and where it belongs."""
    nameless = [area.name for area in site.covered if not (area.council and area.website)]
    if nameless:
        of = nameless[0] if len(nameless) == 1 else format_count(len(nameless), site.area, site.areas)
        yield f"the council of {of}: its name and website, in content/pages/boroughs/"
    if any(not area.places for area in site.covered):
        yield f"the places in each {site.area}, which people may type, in content/pages/boroughs/"
    yield f"which {site.areas} are neighbours, in content/pages/boroughs/"
    yield f"every officer: {site.region} has none yet"
    if not site.contact:
        yield "a contact that somebody reads, in content/site.yaml"
    if site.base_url == DRAFT_ADDRESS:
        yield "the address of the site, in content/site.yaml"
    yield "whether every way to report is still right: the dates say where each was found, and nobody has tried one"


def describe_files(files: Mapping[str, bytes]) -> str:
    """Return how many areas and ways to report there are among the files of a new site."""
    areas = sum(path.startswith("content/pages/boroughs/") for path in files)
    ways = sum(path.startswith("content/channels/") for path in files)
    return f"{format_count(areas, 'area')}, {format_count(ways, 'way')} to report, and the pages round them"


def _texts(folder: str) -> Iterator[tuple[str, str]]:
    for file in sorted((_TEXTS_DIR / folder).rglob("*")):
        if file.is_file():
            yield file.relative_to(_TEXTS_DIR).as_posix(), file.read_text("utf-8")


def _words(site: NewSite) -> dict[str, str]:
    review = site.today + datetime.timedelta(days=_REVIEW_DAYS)
    return {
        "region": site.region,
        "area": site.area,
        "areas": site.areas,
        "an_area": f"{'an' if site.area[:1] in 'aeiou' else 'a'} {site.area}",
        "owner": site.publisher,
        "today": site.today.isoformat(),
        "review_by": review.isoformat(),
    }


def _fill(text: str, words: Mapping[str, str]) -> str:
    """Put words in their places; a field that would not be read as it is meant is written between quotes."""

    def fill(part: str) -> str:
        return re.sub(r"\[\[(\w+)\]\]", lambda found: words.get(found[1], found[0]), part)

    def fill_field(field: re.Match[str]) -> str:
        filled = fill(field[2])
        return f"{field[1]}: {filled if filled == field[2] else format_text(filled)}"

    head = re.match(r"---\n.*?^---\n", text, re.DOTALL | re.MULTILINE)
    end = head.end() if head else 0
    return re.sub(r"(?m)^(\w+): (.*)$", fill_field, text[:end]) + fill(text[end:])


def _fill_settings(text: str, site: NewSite) -> str:
    parts: dict[str, object] = {
        "name": site.name,
        "short_name": f"LGBT+ liaison officers · {site.region}",
        "base_url": site.base_url,
        "publisher": {
            "name": site.publisher,
            "is_the_police": "yes" if site.is_the_police else "no",
            **({"contact": site.contact} if site.contact else {}),
        },
        "forces": {force.slug: _force_fields(force, site) for force in site.forces},
    }
    for name, value in parts.items():
        text = text.replace(f"[[{name}]]\n", format_field(name, value))
    region = {
        "name": site.region,
        "area": site.area,
        "areas": site.areas,
        "codes": [area.code for area in site.covered],
        "time_zone": "Europe/London",
        "example_place": site.covered[0].name,
    }
    return text.replace("[[regional]]\n", format_field("region", region))


def _force_fields(force: NewForce, site: NewSite) -> dict[str, str]:
    alone = {"covers": f"Anywhere in {site.region}"} if len(site.forces) == 1 else {}
    return {
        "name": force.name,
        "short_name": force.name,
        "url": force.url,
        "call_channel": "police-101",
        "relay_channel": "police-101-relay",
        "online_channel": "true-vision",
        **alone,
    }


def _area_fields(area: NewArea, site: NewSite) -> dict[str, object]:
    is_known = area.council and area.website
    return {
        "name": area.name,
        "gss": area.code,
        "force": _force_of(area, site).slug,
        "council": {
            "name": area.council if is_known else f"{area.name} in the register of areas",
            "url": area.website if is_known else _REGISTER.format(code=area.code),
        },
        "places": list(area.places) or [area.name],
        "liaison": {"state": "unlisted"},
    }


def _force_of(area: NewArea, site: NewSite) -> NewForce:
    """Return the force of an area: the one that is named, or the only one there is."""
    if not area.force and len(site.forces) == 1:
        return site.forces[0]
    named = area.force.casefold()
    for force in site.forces:
        if named in {force.name.casefold(), force.slug}:
            return force
    known = ", ".join(force.name for force in site.forces)
    said = f'the force "{area.force}" is none of them' if area.force else "its force is not named"
    raise EditRefused(f"There are these forces: {known}. Of {area.name}, {said}.")


_UNNAMED = "nobody is named here yet."
_BESIDE = {
    "README.md": "README.md",
    "SECURITY.md": "SECURITY.md",
    "gitignore": ".gitignore",
    "codeowners": ".github/CODEOWNERS",
}
"""The texts that lie beside the content, and where."""


def _surroundings(name: str, contact: str = "") -> dict[str, bytes]:
    """Return what lies beside the content: papers, what Git leaves out, the workflows and the program."""
    workflows = {
        f".github/workflows/{path.rpartition('/')[2]}": text for path, text in _texts("workflow-templates")
    }
    said = {"[[name_of_site]]": name, "[[contact]]": contact or _UNNAMED}
    papers = {place: (_TEXTS_DIR / paper).read_text("utf-8") for paper, place in _BESIDE.items()}
    for mark, words in said.items():
        papers = {place: text.replace(mark, words) for place, text in papers.items()}
    return {**_encoded({**papers, **workflows}), **list_program_files()}


def _encoded(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}
