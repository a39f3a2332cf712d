"""Write a made-up region as a content folder: ``python3 -m benchmarks.corpus M FOLDER [--seed N]``.

The same seed gives the same records, and ``build.py --content FOLDER`` makes a site of them. The texts that are the
same for every region, and the ways to report that every region has, are those of ``example-region/``. Telephone numbers
are Ofcom's for drama use; there are too few for everybody, so the officers of an area share one, as a team does.
"""

import argparse
import datetime
import math
import random
import re
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus_words as words

EXAMPLE_DIR = Path(__file__).resolve().parent.parent / "example-region"
SIZES = {"S": (33, 70), "M": (400, 1_000), "L": (1_000, 10_000)}
"""Areas and officers of each size; M is a country."""
SEED = 11
DAY = datetime.date(2026, 11, 28)
"""The day on which the corpus is to be read: its checks are at most a few weeks older."""
LAST_TILE = (7, 6)
"""The column and the row of the last tile that the tile map has; a larger region has no such map."""
AREAS_TO_A_FORCE = 20
TELLS, ENDS_IN_A_LIST = 0.6, 0.5
"""The share of officers who tell a thing of themselves, and of parts of a text."""
VACANT_EVERY, AWAY_EVERY, NAMESAKE_EVERY, SHARED_PLACE_EVERY = 12, 25, 240, 15

CONSENTED = (
    "email",
    "phone",
    "text",
    "languages",
    "availability",
    "reply_time",
    "helps_with",
    "cannot_help_with",
)

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]
"""What stands in a field: words, a list, or fields in a group."""


@dataclass(frozen=True)
class Page:
    """A file of the content folder: its name there without ``.md``, its fields and the text below them."""

    name: str
    fields: Mapping[str, Value]
    body: str = ""

    @property
    def slug(self) -> str:
        """Return the last part of the name."""
        return self.name.rpartition("/")[2]

    def texts(self, field: str) -> list[str]:
        """Return the entries of a list, none where there is no such field."""
        value = self.fields.get(field, [])
        assert isinstance(value, list)
        return [str(entry) for entry in value]


@dataclass(frozen=True)
class Corpus:
    """All records of a made-up region, and its settings."""

    areas: tuple[Page, ...]
    officers: tuple[Page, ...]
    channels: tuple[Page, ...]
    pages: tuple[Page, ...]
    settings: str

    @property
    def files(self) -> tuple[Page, ...]:
        """Return every record."""
        return (*self.areas, *self.officers, *self.channels, *self.pages)


def main(argv: Sequence[str]) -> int:
    """Write the folder and say what is in it."""
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks.corpus", description=__doc__)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(argv)
    corpus = make_corpus(options.size, options.seed)
    write_files(content_files(corpus), options.folder)
    print(f"{len(corpus.areas):,} areas, {len(corpus.officers):,} officers, {len(corpus.files):,} records.")
    return 0


def make_corpus(size: str, seed: int = SEED) -> Corpus:
    """Make up the records of one size."""
    chance = random.Random(f"{size} {seed}")
    area_count, officer_count = SIZES[size]
    names = _area_names(area_count, chance)
    slugs = [name.lower() for name in names]
    served = [at for at in range(area_count) if at % VACANT_EVERY != VACANT_EVERY - 1]
    neighbours = [_neighbours(at, area_count) for at in range(area_count)]
    officers = _officers(officer_count, served, neighbours, slugs, chance)
    areas = _areas(names, slugs, neighbours, set(served), chance)
    forces = [f"force-{number}" for number in range(1, -(-area_count // AREAS_TO_A_FORCE) + 1)]
    channels = (*_shared_pages("channels"), *map(_online_channel, range(1, len(forces) + 1)))
    return Corpus(areas, officers, channels, _shared_pages("pages"), _settings(area_count, forces, areas))


def content_files(corpus: Corpus) -> dict[str, str]:
    """Map the name of each file of the content folder to its text."""
    pages = {f"{page.name}.md": _as_text(page) for page in corpus.files}
    return {"site.yaml": corpus.settings} | pages


def write_files(files: Mapping[str, str], folder: Path) -> None:
    """Write those files that do not stand in the folder as they are."""
    for name, text in files.items():
        file = folder / name
        if not file.exists() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")


def _as_text(page: Page) -> str:
    fields = "\n".join(_lines(page.fields))
    return f"---\n{fields}\n---\n{page.body}"


def _area_names(count: int, chance: random.Random) -> list[str]:
    every = [stem + ending for stem in words.STEMS for ending in words.ENDINGS]
    return sorted(chance.sample(every, count))


def _neighbours(at: int, count: int) -> list[int]:
    """Return the areas beside one, where areas fill rows that are as many as they are long."""
    width = _width(count)
    column, row = at % width, at // width
    beside = ((column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1))
    places = [y * width + x for x, y in beside if 0 <= x < width and y >= 0]
    return sorted(place for place in places if place < count)


def _width(count: int) -> int:
    return math.ceil(math.sqrt(count))


def _areas(
    names: Sequence[str],
    slugs: Sequence[str],
    neighbours: Sequence[Sequence[int]],
    served: set[int],
    chance: random.Random,
) -> tuple[Page, ...]:
    places = _places(names, chance)
    shared = {place for at, own in enumerate(places) for place in own if at and place in places[at - 1]}
    labels = _labels(names)
    width = _width(len(names))
    has_tiles = width - 1 <= LAST_TILE[0] and (len(names) - 1) // width <= LAST_TILE[1]
    areas = []
    for at, name in enumerate(names):
        fields: dict[str, Value] = {
            "name": name,
            "gss": _code(at),
            "force": f"force-{at // AREAS_TO_A_FORCE + 1}",
            "council": {"name": f"{name} Council", "url": f"https://{slugs[at]}.example.org/"},
            "places": places[at],
            "neighbours": [slugs[other] for other in neighbours[at]],
        }
        if has_tiles:
            fields["tile"] = {"label": labels[at], "column": at % width, "row": at // width}
        if same := [place for place in places[at] if place in shared]:
            fields["same_name_places"] = same
        if at not in served:
            fields["liaison"] = _liaison(at)
        areas.append(Page(f"pages/boroughs/{slugs[at]}", fields, _paragraphs(chance, 1, name)))
    return tuple(areas)


def _liaison(at: int) -> Value:
    if at // VACANT_EVERY % 2:
        return {"state": "unlisted"}
    return {"state": "vacant", "since": "2026-09-01", "source": _source("2026-09-03")}


def _places(names: Sequence[str], chance: random.Random) -> list[list[str]]:
    """Return 3 to 12 places for each area; here and there one is also the name of a place in the area before."""
    every = [
        f"{stem}{ending} {thing}"
        for stem in words.STEMS
        for ending in words.ENDINGS
        for thing in words.THINGS
    ]
    chance.shuffle(every)
    places = [sorted(every.pop() for _ in range(chance.randint(3, 12))) for _ in names]
    for at in range(SHARED_PLACE_EVERY, len(places), SHARED_PLACE_EVERY):
        places[at].append(places[at - 1][0])
    return places


def _labels(names: Sequence[str]) -> list[str]:
    """Return three letters for each name, all different."""
    labels: list[str] = []
    for name in names:
        letters = name.upper()
        pairs = ((i, j) for i in range(1, len(letters)) for j in range(i + 1, len(letters)))
        free = (label for i, j in pairs if (label := letters[0] + letters[i] + letters[j]) not in labels)
        labels.append(next(free, letters[:3]))
    return labels


def _officers(
    count: int,
    served: Sequence[int],
    neighbours: Sequence[Sequence[int]],
    slugs: Sequence[str],
    chance: random.Random,
) -> tuple[Page, ...]:
    """Make up officers who serve one, two or three areas side by side; every area of `served` has one."""
    names = _people(count, chance)
    officers: list[Page] = []
    can_serve = set(served)
    taken: set[str] = set()
    for number, name in enumerate(names):
        home = served[number % len(served)]
        beside = [other for other in neighbours[home] if other in can_serve]
        more = chance.sample(beside, min(len(beside), chance.choice((0, 0, 0, 1, 1, 2))))
        areas = [slugs[at] for at in (home, *more)]
        slug = _slug(name)
        slug = f"{slug}-{areas[0]}" if slug in taken else slug
        taken.add(slug)
        cover = officers[-1].slug if officers and number % AWAY_EVERY == AWAY_EVERY - 1 else None
        fields = _officer(name, slug, areas, home, cover, chance)
        officers.append(Page(f"officers/{slug}", fields, _paragraphs(chance, 3, slugs[home].capitalize())))
    return tuple(officers)


def _people(count: int, chance: random.Random) -> list[str]:
    """Return names of people; here and there two share one, as in any country, and serve far from each other."""
    surnames = [stem + ending for stem in words.STEMS for ending in words.ENDINGS]
    people = [f"{first} {last}" for first in words.FIRST_NAMES for last in surnames]
    names = chance.sample(people, count)
    for number in range(NAMESAKE_EVERY, count, NAMESAKE_EVERY):
        names[number] = names[number - NAMESAKE_EVERY // 2]
    return names


def _officer(
    name: str, slug: str, areas: Sequence[str], home: int, cover: str | None, chance: random.Random
) -> dict[str, Value]:
    checked = DAY - datetime.timedelta(days=chance.randint(3, 60))
    fields: dict[str, Value] = {
        "name": name,
        "rank": chance.choice(words.RANKS),
        "role": chance.choice(words.ROLES),
        "boroughs": list(areas),
        "state": "in-post",
        "source": _source("2026-09-01"),
        "checked": {"on": checked.isoformat(), "by": "Comms team", "how": "asked the officer"},
        "basis": "consent",
        "email": f"{slug.replace('-', '.')}@example.org",
        "phone": f"020 7946 {home:04}",
    }
    if cover:
        fields |= {"state": "away", "until": "2027-02-01", "covered_by": cover}
    fields |= _extras(home, chance)
    agreed = [field for field in fields if field in CONSENTED]
    fields["consent"] = {
        "by": "the officer, by email",
        "on": checked.isoformat(),
        "review_by": "2027-11-10",
        "fields": [*agreed, "body"],
    }
    return fields


def _extras(home: int, chance: random.Random) -> dict[str, Value]:
    """Return what some officers tell of themselves."""
    every: dict[str, Value] = {
        "text": f"07700 900{home % 1_000:03}",
        "languages": ["English", *chance.sample(words.LANGUAGES, chance.randint(1, 2))],
        "availability": f"{chance.choice(words.DAYS)}, {chance.choice(words.HOURS)}",
        "reply_time": chance.choice(words.REPLIES),
        "helps_with": chance.sample(words.HELPS_WITH, 3),
        "cannot_help_with": chance.sample(words.CANNOT_HELP_WITH, 1),
    }
    return {field: value for field, value in every.items() if chance.random() < TELLS}


def _paragraphs(chance: random.Random, parts: int, place: str) -> str:
    """Return a text with a heading above each part but the first, and a list at the end of every other one."""
    headings = chance.sample(words.HEADINGS, parts - 1)
    blocks = []
    for part in range(parts):
        blocks += [f"## {headings[part - 1]}"] if part else []
        blocks += [_sentences(chance, chance.randint(3, 5), place) for _ in range(2)]
        if part and chance.random() < ENDS_IN_A_LIST:
            blocks.append("\n".join(f"- {_sentences(chance, 1, place)}" for _ in range(3)))
    if parts > 1:
        blocks.append("You can also [look at all the ways to report](/report/).")
    return "\n" + "\n\n".join(blocks) + "\n"


def _sentences(chance: random.Random, count: int, place: str) -> str:
    return " ".join(
        re.sub(r"\{(\w+)\}", lambda slot: _fill(slot[1], chance, place), sentence)
        for sentence in chance.sample(words.SENTENCES, count)
    )


def _fill(slot: str, chance: random.Random, place: str) -> str:
    return place if slot == "place" else chance.choice(words.SLOTS[slot])


def _shared_pages(folder: str) -> tuple[Page, ...]:
    """Return the pages of the example region as they are, in words that fit any region."""
    return tuple(_read_page(file, folder) for file in sorted((EXAMPLE_DIR / folder).glob("*.md")))


def _read_page(file: Path, folder: str) -> Page:
    _, fields, body = file.read_text("utf-8").replace("Fenmoor has ten districts. ", "").split("---\n", 2)
    return Page(f"{folder}/{file.stem}", {"": fields}, body)


def _online_channel(number: int) -> Page:
    hours = f"{7 + number % 4}am to {6 + number % 5}pm, every day"
    fields: dict[str, Value] = {
        "name": f"Force {number} online",
        "kind": "police-online",
        "order": 50 + number,
        "summary": f"Write to police force {number} instead of talking.",
        "who_answers": f"Officers of police force {number}",
        "url": f"https://force-{number}.example.org/report",
        "reaches_police": "this-is-the-police",
        "anonymity": "you-may-keep-your-name-back",
        "cost": "free",
        "hours": hours,
        "schedule": [
            {"days": "Mo-Su", "opens": f"{7 + number % 4:02}:00", "closes": f"{18 + number % 5}:00"}
        ],
        "when_to_use": "It is over, and you would rather write.",
        "sources": [_source("2026-10-01")],
        "checked": {"on": "2026-11-10", "by": "Comms team", "how": "read the page"},
        "confidence": "high",
    }
    return Page(f"channels/force-{number}-online", fields)


def _source(published: str) -> dict[str, Value]:
    return {"publisher": "Fenmoor Gazette", "published": published}


def _settings(area_count: int, forces: Sequence[str], areas: Sequence[Page]) -> str:
    """Return the example region's settings, with other areas and forces."""
    settings = (EXAMPLE_DIR / "site.yaml").read_text("utf-8")
    codes = textwrap.fill(
        ", ".join(map(_code, range(area_count))), 110, initial_indent="    ", subsequent_indent="    "
    )
    settings = re.sub(r"codes: \[[^\]]*\]", f"codes: [\n{codes}]", settings)
    settings = settings.replace("example_place: Saltergate", f"example_place: {areas[0].texts('places')[0]}")
    groups = {force: _force(number) for number, force in enumerate(forces, 1)}
    lines = "\n".join(_lines({"forces": groups}))
    return re.sub(r"forces:\n(?: .*\n)+", lambda _: f"{lines}\n", settings)


def _force(number: int) -> dict[str, Value]:
    return {
        "name": f"Police Force {number}",
        "short_name": f"Force {number}",
        "url": f"https://force-{number}.example.org/",
        "call_channel": "police-101",
        "relay_channel": "police-101-relay",
        "online_channel": f"force-{number}-online",
        "covers": f"Anywhere that force {number} looks after",
        "search_words": [f"force {number}"],
    }


def _code(at: int) -> str:
    return f"X{at + 1:08}"


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _lines(fields: Mapping[str, Value], indent: str = "") -> list[str]:
    """Return fields as lines of YAML."""
    lines = []
    for name, value in fields.items():
        if not name:  # lines that were read from a file
            lines += str(value).splitlines()
        elif isinstance(value, str | int):
            lines.append(f"{indent}{name}: {_scalar(value)}")
        elif isinstance(value, Mapping):
            lines += [f"{indent}{name}:", *_lines(value, indent + "  ")]
        else:
            lines.append(f"{indent}{name}:")
            for item in value:
                lines += _item(item, indent + "  ")
    return lines


def _item(item: Value, indent: str) -> list[str]:
    if isinstance(item, Mapping):
        first, *others = _lines(item, indent + "  ")
        return [f"{indent}- {first.strip()}", *others]
    assert isinstance(item, str | int)
    return [f"{indent}- {_scalar(item)}"]


def _scalar(value: str | int) -> str:
    text = str(value)
    return f'"{text}"' if re.search(r": |^\d\d:\d\d$|^[^\w]", text) else text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
