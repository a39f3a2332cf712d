"""Every field of the schema does what it says it does: a record that has only this field is followed to its ends."""

import csv
import datetime
import html
import io
import json
import os
import re
import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from PIL import Image
from pydantic import BaseModel

from site_builder.cli import main
from site_builder.content.field_facts import FieldFacts, facts_at, facts_of
from site_builder.content.git import find_parting, read_committed
from site_builder.content.models import choices_of, list_within, model_within
from site_builder.content.schema import ANONYMITY, COST, REACHES_POLICE, RECORDS, Channel, Officer
from site_builder.content.sources import FOLDER_OF, read_sources, take_sources
from site_builder.content.surgeries import Surgery
from site_builder.content.validation import validate_sources
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.history import sentences
from site_builder.directory.history.comparison import list_news
from site_builder.directory.judgement import Folders, judge_folders, judge_sources
from site_builder.directory.model import AreaState
from site_builder.language.wording import format_day
from site_builder.language.words import read_english
from site_builder.site.pages import areas, cards
from tests.sites import SITE, page, read_site, small_site, write_files

DAY = datetime.date(2026, 11, 22)
CHECKED = {"on": "2026-11-01", "by": "Us", "how": "rang"}
SOURCE = {"publisher": "Example Gazette", "published": "2026-06-01"}
BARE: Mapping[str, Mapping[str, Any]] = {
    "officer": {
        **{"role": "Liaison officer", "state": "in-post", "source": SOURCE, "basis": "consent"},
        "consent": {"by": "Them", "on": "2026-01-01", "review_by": "2028-12-31", "fields": ["email"]},
    },
    "borough": {"force": "met", "liaison": {"state": "unlisted"}},
    "channel": {
        **{"kind": "third-party", "order": "1", "summary": "They listen.", "who_answers": "Volunteers"},
        **{
            "reaches_police": "police-not-told",
            "anonymity": "they-know-but-do-not-tell",
            "cost": "free",
            "confidence": "high",
        },
        **{"when_to_use": "You want to talk.", "sources": [SOURCE]},
    },
    "notice": {"summary": "News.", "owner": "Us", "day": "2026-11-01", "until": "2028-11-01"},
    "page": {"summary": "A page.", "owner": "Us", "reviewed": "2026-11-01", "review_by": "2028-11-01"},
}
"""The least that a record of each kind has; names and what must be its own are given to each."""
BESIDE: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("officer", "until"): {"state": "away"},
    ("officer", "covered_by"): {"state": "away"},
    ("borough", "across_river"): {"neighbours": ["north"]},
    ("channel", "kind"): {"url": "https://www.example.org/"},
    ("channel", "hours"): {"schedule": "24x7"},
    ("channel", "hours_as_of"): {"hours": "Mondays"},
    ("channel", "url_note"): {"url": "https://www.example.org/"},
    ("channel", "instead_of_voice"): {"phone": "020 7946 0998"},
    ("page", "nav_order"): {"nav": "Here"},
}
"""What a field means nothing without."""
WHEN: Mapping[str, Any] = {
    **{"days": ["first Tuesday"], "since": "2026-11-01", "until": "2027-07-06", "cancelled": ["2027-01-05"]},
    **{"starts": "17:30", "ends": "19:00"},
}
"""Days and times that fit together."""
UNSAID = {("liaison", "source", "url"), ("liaison", "source", "published"), ("tile", "label"), ("in_short",)}
"""What a record's page does not say: of a vacant post more than who says so; what only stands on a map; and what
other pages say of it."""
NOT_IN_TABLES = ("liaison", "source")
FIELDS = [
    (kind, name)
    for kind, model in RECORDS.items()
    for name in model.model_fields
    if name not in {"slug", "origin"}
]
ADDRESS_OF = {"officer": "officers/", "borough": "boroughs/", "channel": "report/"}
ADDRESS_OF |= {"notice": "notices/", "page": ""}
LONG = "You can " + "come and " * 12 + "go."
RETIRED, OLD_ADDRESS = "020 7946 0990", "old@example.org"
CONSENTABLE = Officer.consentable()
LINKS = {
    **{"borough": '"/boroughs/north/"', "officer": '"/officers/cover/"', "channel": '"/report/helpline/"'},
    "force": '"https://other.example.org/"',
}
"""Where the records that samples name have their pages."""


# ----- a site in which every field has a record of its own, and each of these a twin without the field


class Values:
    """Makes values that stand nowhere else, so that they are known wherever they turn up."""

    def __init__(self, words: str = "", number: str = "", address: str = "") -> None:
        self.count, self.words, self.number, self.address = 0, words, number, address

    def of(self, model: type[BaseModel], name: str) -> Any:
        """Return a value for a field, as an editor writes it."""
        self.count += 1
        field = model.model_fields[name]
        kind = f"{field.annotation} {field.metadata}"
        if group := model_within(field.annotation):
            value = {inner: self.of(group, inner) for inner in group.model_fields}
            value |= WHEN if group is Surgery else {}
        else:
            value = self._single(name, kind, facts_of(field).names, choices_of(field.annotation))
        return [value] if list_within(field.annotation) and "read_focus" not in kind else value

    def _single(self, name: str, kind: str, names: str, choices: list[str]) -> str:
        if names:
            return {"borough": "north", "officer": "cover", "channel": "helpline", "force": "other"}[names]
        if choices:
            return choices[0]
        own = {"fields": "email", "gss": f"E090{self.count:05}", "file": f"needle{self.count}.png"}
        own |= {"review_by": "2028-12-20", "until": "2028-02-03", "label": f"Q{self.count}"}
        own |= dict.fromkeys(("on", "reviewed"), f"2026-11-{15 + self.count % 5}")
        own |= {"begins": f"2025-08-{1 + self.count % 28:02}", "ends": f"2026-08-{1 + self.count % 28:02}"}
        own |= {"column": "3", "row": "3"}
        forms = {
            "read_day": f"2026-10-{1 + self.count % 28:02}",
            "read_partial_date": f"2026-09-{1 + self.count % 28:02}",
            "read_whole_number": str(500 + self.count),
            "read_web_address": f"https://needle{self.count}.example.org/",
            "read_email": self.address or f"needle{self.count}@example.org",
            "read_phone": self.number or f"020 7946 0{self.count:03}",
            "read_time": f"{self.count % 24:02}:30",
            "read_focus": "50% 30%",
        }
        by_form = next((value for form, value in forms.items() if form in kind), "")
        return own.get(name) or by_form or self.words or f"Needle{self.count}x here"


@dataclass(frozen=True)
class Sample:
    """A record as its file has it. Of an officer, `home` is the area that no other officer serves."""

    kind: str
    slug: str
    fields: Mapping[str, Any]
    body: str = ""
    home: str = ""

    @property
    def file(self) -> str:
        """Where the file stands in the content folder."""
        return f"{FOLDER_OF[self.kind]}/{self.slug}.md"

    @property
    def text(self) -> str:
        """What stands in it."""
        return (
            f"---\n{yaml.safe_dump(dict(self.fields), allow_unicode=True, sort_keys=False)}---\n{self.body}"
        )

    @property
    def address(self) -> str:
        """Where its page stands in the site."""
        return f"{ADDRESS_OF[self.kind]}{self.slug}"


def make_sample(kind: str, name: str, start: str, number: int, value: Any) -> Sample:
    """Return a record of a kind with as little as it may have, and one field on top: None leaves it out."""
    slug = f"{start}-{kind}-{name.replace('_', '-')}"
    title = slug.replace("-", " ").title()
    fields = dict(BARE[kind]) | {"title" if "title" in RECORDS[kind].model_fields else "name": title}
    if kind == "officer":
        fields["boroughs"] = [f"home-{slug}"]
        fields["consent"] = fields["consent"] | {"fields": [name if name in CONSENTABLE else "email"]}
    if kind == "borough":
        fields |= make_area(title, number)
    fields |= BESIDE.get((kind, name), {})
    if kind in {"officer", "channel"} and facts_at(RECORDS[kind], (name,)).contact:
        fields["checked"] = CHECKED
    if kind in {"page", "notice"}:
        fields["summary"] = f"All of {title}."
    home = f"home-{slug}" if kind == "officer" else slug
    if name == "body" or value is None:
        return Sample(kind, slug, fields, str(value or ""), home)
    fields[name] = [*fields.get(name, []), *value] if name == "boroughs" else value
    if fields.get("basis") == "published":
        del fields["consent"]
    return Sample(kind, slug, fields, "", home)


def make_area(name: str, number: int) -> dict[str, Any]:
    """Return what an area must have of its own."""
    return {
        **{"name": name, "gss": f"E091{number:05}", "neighbours": ["south"], "places": f"{name} Green"},
        "council": {"name": f"{name} Council", "url": f"https://area{number}.example.org/"},
    }


def value_for(kind: str, name: str, values: Values) -> Any:
    """Return a value that differs from what the bare record has."""
    bare = BARE[kind].get(name, "lead")
    choices = [] if name == "body" else choices_of(RECORDS[kind].model_fields[name].annotation)
    if choices:
        return next(choice for choice in choices if choice != bare)
    return f"{values.words or f'Needle{name}x here'}\n" if name == "body" else values.of(RECORDS[kind], name)


def samples(values: Values) -> dict[tuple[str, str], tuple[Sample, Sample]]:
    """Return for each field a record that has it, and its twin that has not."""
    return {
        (kind, name): (
            make_sample(kind, name, "with", 2 * number, value_for(kind, name, values)),
            make_sample(kind, name, "without", 2 * number + 1, None),
        )
        for number, (kind, name) in enumerate(FIELDS, 100)
    }


SAMPLES = samples(Values())


def content(records: Iterable[Sample]) -> dict[str, str | bytes]:
    """Return a content folder with these records, and an area for each officer among them."""
    cover = make_sample("officer", "email", "cover", 1, "cover@example.org")
    cover = replace(cover, slug="cover", fields=cover.fields | {"boroughs": ["south"], "checked": CHECKED})
    everybody = [cover, *records]
    homes = [
        Sample("borough", one.home, make_area(one.home.title(), 700 + number) | {"force": "met"})
        for number, one in enumerate(everybody)
        if one.kind == "officer" and one is not cover
    ]
    areas = [one for one in (*homes, *everybody) if one.kind == "borough"]
    files: dict[str, str | bytes] = {
        **small_site(),
        "pages/find.md": page("Find"),
        "pages/data.md": page("Data"),
    }
    files["pages/changes.md"] = page("What has changed")
    for slug in ("north", "south"):
        old = yaml.safe_load(str(files[f"pages/boroughs/{slug}.md"]).split("---\n")[1])
        near = [*old["neighbours"], *(one.slug for one in areas if slug in one.fields["neighbours"])]
        served = without(old, "liaison") | {"neighbours": near}
        files[f"pages/boroughs/{slug}.md"] = f"---\n{yaml.safe_dump(served)}---\n"
    codes = [f"E0900000{number}" for number in (1, 2, 3)] + [str(one.fields["gss"]) for one in areas]
    other = yaml.safe_load(SITE)["forces"]["met"] | {
        "name": "Other Police",
        "url": "https://other.example.org/",
    }
    settings = yaml.safe_load(SITE) | {
        "example": "yes",
        "publisher": {"name": "a test", "is_the_police": "no"},
    }
    settings["forces"]["other"], settings["region"]["codes"] = other, codes
    files["site.yaml"] = yaml.safe_dump(settings)
    for one in (*homes, *everybody):
        files[one.file] = one.text
        if "photo" in one.fields:
            files[f"officers/{one.fields['photo']['file']}"] = picture()
    return files


@cache
def picture() -> bytes:
    """Return a photograph."""
    stream = io.BytesIO()
    Image.effect_noise((640, 640), 60).convert("RGB").save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which every record was begun without its field, which came ten days later."""
    folder = tmp_path_factory.mktemp("fields")
    before = [
        replace(one, body=twin.body, fields=without(one.fields, name) | only(twin.fields, name))
        for (_, name), (one, twin) in SAMPLES.items()
    ]
    twins = [twin for _, twin in SAMPLES.values()]
    commit(folder, "2026-11-10", content([*before, *twins]))
    commit(folder, "2026-11-20", content([one for one, _ in SAMPLES.values()] + twins))
    return folder


def without(fields: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return all fields but one."""
    return {other: value for other, value in fields.items() if other != name}


def only(fields: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return one field, if it is there."""
    return {other: value for other, value in fields.items() if other == name}


def commit(folder: Path, day: str, files: Mapping[str, str | bytes]) -> None:
    """Write files and commit them on a day, with nobody's settings."""
    write_files(folder / "content", files)
    who = {
        f"GIT_{role}_{what}": "t@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    clean = own | who | dates | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for words in (["init", "-q"], ["add", "--all"], ["commit", "-qm", "A change"]):
        subprocess.run(["git", *words], cwd=folder, env=clean, check=True)


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    """The site of all these records."""
    return built(folder, "site", DAY)


def built(folder: Path, name: str, day: datetime.date) -> Path:
    """Return the site that the program makes of a folder."""
    output = folder / name
    asked = ["--content", str(folder / "content"), "--output", str(output), "--as-of", day.isoformat()]
    assert main(["build", *asked]) == 0
    return output


def shown_page(site: Path, address: str) -> str:
    """Return a page as people and browsers read it."""
    text = (site / address / "index.html").read_text("utf-8").replace("<wbr>", "")
    return html.unescape(text).replace("\u00a0", " ")


def leaves(kind: str, location: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each single value that was written, with the fields it stands in."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from leaves(kind, (*location, name), part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(kind, location, part)
    else:
        yield location, str(value).strip()


def written(kind: str, name: str) -> list[tuple[tuple[str, ...], str]]:
    """Return every value that was written for a field."""
    one, _ = SAMPLES[kind, name]
    return list(leaves(kind, (name,), one.body if name == "body" else one.fields[name]))


def alike(text: str) -> str:
    """Return a text without what tells a record from its twin for other reasons."""
    return re.sub(r"(?i)without|with|[0-9a-f]{8}-[0-9a-f-]{27}|E091\d+|A\d{3}|area\d+|-?\b\d{3}\b", "", text)


def that(is_so: Callable[[FieldFacts], object]) -> Any:
    """Return a mark that runs a test for every field with such facts."""
    chosen = [(kind, name) for kind, name in FIELDS if is_so(facts_at(RECORDS[kind], (name,)))]
    return pytest.mark.parametrize(("kind", "name"), chosen, ids=[" ".join(one) for one in chosen])


# ----- the tests


def test_every_field_says_how_it_is_shown() -> None:
    groups: list[type[BaseModel]] = list(RECORDS.values())
    silent = []
    for model in groups:
        for name, field in model.model_fields.items():
            marks = [mark for mark in field.metadata if isinstance(mark, FieldFacts)]
            silent += [] if marks else [f"{model.__name__}.{name}"]
            inner = model_within(field.annotation)
            groups += [inner] if inner and inner not in groups else []
    assert silent == []


@that(lambda are: are.shown not in {"shape", "never"})
def test_what_is_shown_is_on_the_page(kind: str, name: str, site: Path) -> None:
    one, twin = SAMPLES[kind, name]
    for location, value in written(kind, name):
        facts = facts_at(RECORDS[kind], location)
        if location in UNSAID:
            continue
        page = shown_page(site, one.address)
        if facts.shown == "words":
            assert value.lower() in page.lower(), location
        elif facts.shown == "day":
            assert format_day(datetime.date.fromisoformat(value)) in page, location
        elif facts.names:
            assert LINKS[facts.names] in page, location
        elif facts.shown == "link":
            assert f'href="{value}"' in page, location
        elif facts.shown == "choice" and len(location) == 1:
            assert alike(page) != alike(shown_page(site, twin.address)), location


def test_the_label_of_an_area_is_on_the_map_of_tiles(tmp_path: Path) -> None:
    write_files(tmp_path / "content", small_site())
    assert ">T1 <" in shown_page(built(tmp_path, "site", DAY), "boroughs")


def test_what_is_never_shown_is_on_no_page(site: Path) -> None:
    pages = "".join(html.unescape(file.read_text("utf-8")) for file in site.rglob("*.html"))
    for kind, name in FIELDS:
        for location, value in written(kind, name):
            if facts_at(RECORDS[kind], location).shown == "never" and value.startswith("Needle"):
                assert value not in pages, (kind, location)


@that(lambda are: are.told in {"updated", "name"})
def test_a_change_of_what_is_told_stands_in_the_record_of_changes(kind: str, name: str, site: Path) -> None:
    one, _ = SAMPLES[kind, name]
    address = f"boroughs/{one.home}" if kind == "officer" else one.address
    changes = json.loads((site / "data/changes.json").read_text("utf-8"))["changes"]
    assert [change for change in changes if change["page"].endswith(f"/{address}/")]


@pytest.fixture(scope="module")
def news(folder: Path) -> Mapping[str, str]:
    """What whoever lets the change go online is told of each file."""
    folders = Folders(folder / "content", None, DAY)
    commit, is_sure = find_parting(folders.content_dir, "HEAD^")
    assert is_sure
    earlier = read_committed(folders.content_dir, commit)
    before, after = judge_sources(folders, take_sources(folders.content_dir, earlier)), judge_folders(folders)
    told: dict[str, str] = {}
    for one in list_news(before, after, after.site):
        told[one.file] = f"{told.get(one.file, '')}{one.words}\n"
    return told


@that(lambda are: are.is_public or are.told)
def test_whoever_lets_a_change_go_online_is_told_of_every_field_that_anybody_meets(
    kind: str, name: str, news: Mapping[str, str]
) -> None:
    one, _ = SAMPLES[kind, name]
    assert one.file in news
    if name not in {"name", "boroughs", "liaison", "basis"}:  # told as who is listed, or not whole before
        assert sentences.name_field((name,)).split()[0] in news[one.file]


@that(lambda are: not (are.is_public or are.told))
def test_nobody_is_told_of_what_nobody_meets(kind: str, name: str, news: Mapping[str, str]) -> None:
    one, _ = SAMPLES[kind, name]
    assert one.file not in news or (kind == "channel" and name == "held_back")


def open_entries(kind: str, name: str, site: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what ``directory.json`` says of a record and of its twin."""
    directory = json.loads((site / "data/directory.json").read_text("utf-8"))
    known = {entry["id"]: entry for entry in directory[f"{kind}s".replace("boroughs", "areas")]}
    one, twin = SAMPLES[kind, name]
    return known[one.slug], known[twin.slug]


def says(entry: object, twin: object, kind: str, name: str, but: tuple[str, ...] = ("nothing",)) -> bool:
    """Whether what is said of a record holds the field's values, or else differs from what is said of the twin."""
    said = json.dumps(entry, ensure_ascii=False)
    own = [
        value
        for location, value in written(kind, name)
        if re.search("needle|^020", value, re.IGNORECASE)
        and facts_at(RECORDS[kind], location).shown not in {"shape", "never"}
        and location[: len(but)] != but
    ]
    return all(value in said for value in own) and alike(said) != alike(json.dumps(twin, ensure_ascii=False))


@that(lambda are: are.opened)
def test_what_is_open_is_in_the_directory_file(kind: str, name: str, site: Path) -> None:
    assert says(*open_entries(kind, name, site), kind, name)


@that(lambda are: are.opened)
def test_what_is_open_has_its_cell_in_the_tables_unless_it_is_left_out(
    kind: str, name: str, site: Path
) -> None:
    facts = facts_at(RECORDS[kind], (name,))
    table = (site / f"data/{kind}s.csv".replace("boroughs", "areas")).read_text("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(table, newline=""))}
    one, twin = SAMPLES[kind, name]
    assert facts.opened is not None
    assert says(rows[one.slug], rows[twin.slug], kind, name, NOT_IN_TABLES) == facts.opened.table


@that(lambda are: are.opened and are.opened.services)
def test_what_services_carry_is_in_their_list(kind: str, name: str, site: Path) -> None:
    directory = json.loads((site / "data/directory.json").read_text("utf-8"))
    order = [entry["id"] for entry in (*directory["areas"], *directory["channels"])]
    listed = json.loads((site / "data/hsds.json").read_text("utf-8"))["contents"]
    services = dict(zip(order, listed, strict=True))
    one, twin = SAMPLES[kind, name]
    assert says(services[one.home], services[twin.home], kind, name) or name == "force"


def test_what_is_searched_is_in_the_finder(site: Path) -> None:
    places = next(site.glob("assets/places.*.json")).read_text("utf-8")
    searched = [
        (location, value)
        for name in RECORDS["borough"].model_fields
        if ("borough", name) in SAMPLES
        for location, value in written("borough", name)
        if facts_at(RECORDS["borough"], location).searched
    ]
    assert len(searched) > 4
    assert [location for location, value in searched if value not in places] == []


@that(lambda are: are.contact)
def test_nobody_relies_on_an_officer_s_contact_that_is_overdue_and_a_way_to_report_keeps_its_link(
    kind: str, name: str, site: Path, later: Path
) -> None:
    one, _ = SAMPLES[kind, name]
    value = next(value for location, value in written(kind, name) if location[-1] in {name, "value"})
    link = re.compile(rf'href="(mailto|tel|sms):{re.escape(value.replace(" ", ""))}"')
    assert value in shown_page(later, one.address)
    assert link.search(shown_page(site, one.address))
    assert bool(link.search(shown_page(later, one.address))) is (kind == "channel")


@pytest.fixture(scope="module")
def later(folder: Path) -> Path:
    """The same site a year later, when nobody has checked anything since."""
    return built(folder, "later", datetime.date(2027, 11, 22))


def found_in(values: Values, rule: str, folder: Path) -> set[tuple[str, str]]:
    """Return the fields for whose records a rule has a finding, when these values stand in them."""
    pairs = samples(values)
    files = content(one for one, _ in pairs.values())
    retired = [
        {"value": value, "was": "a line", "evidence": "a letter", "level": "error"}
        for value in (RETIRED, OLD_ADDRESS)
    ]
    files["retired.yaml"] = yaml.safe_dump({"contacts": retired})
    write_files(folder, files)
    records, found = validate_sources(read_sources(folder)[0])
    site, _ = read_site(folder)
    assert site is not None
    found = (*found, *assemble_directory(records, site, DAY)[1])
    named = {Path(one.place.path).stem for one in found if one.rule == rule}
    return {key for key, (one, _) in pairs.items() if one.slug in named}


def holding_words(is_so: Callable[[FieldFacts], object]) -> set[tuple[str, str]]:
    """Return the fields that take free words somewhere for which such facts hold."""
    return {
        (kind, name)
        for kind, name in FIELDS
        for location, value in written(kind, name)
        if value.startswith("Needle") and is_so(facts_at(RECORDS[kind], location))
    }


def test_a_long_sentence_is_told_in_prose_and_nowhere_else(tmp_path: Path) -> None:
    assert found_in(Values(words=LONG), "long-sentence", tmp_path) == holding_words(lambda are: are.prose)


def test_a_contact_out_of_use_is_an_error_wherever_it_would_be_shown(tmp_path: Path) -> None:
    """A number in the words, and the number or address itself in the fields that hold one."""
    found = found_in(Values(f"Ring {RETIRED} now", RETIRED, OLD_ADDRESS), "retired-contact", tmp_path)
    contacts = {key for key in FIELDS if facts_at(RECORDS[key[0]], (key[1],)).contact}
    assert found == holding_words(lambda are: are.shown == "words") | contacts


def said(kind: str) -> list[str]:
    """Return the choices of a kind for which there are words: ``police_if_you_ask`` are those for `if-you-ask`."""
    names = (name.partition("_") for name in read_english().said)
    return [choice.replace("_", "-") for first, _, choice in names if first == kind and choice]


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        pytest.param(choices_of(Officer.model_fields["post"].annotation), cards._POSTS, id="post"),
        pytest.param([one.code for one in COST], said("cost"), id="cost"),
        pytest.param([one.code for one in ANONYMITY], said("anonymity"), id="anonymity"),
        pytest.param([one.code for one in REACHES_POLICE], said("police"), id="police"),
        pytest.param(get_args(AreaState), areas.STATES, id="state of an area"),
        pytest.param([*Channel.ways(), "url"], cards._WAYS, id="contact"),
        pytest.param([*Channel.ways(), "url", "app", "hours", "all"], sentences._PARTS, id="change"),
    ],
)
def test_every_choice_has_words_and_no_words_are_left_over(
    choices: Collection[str], words: Collection[str]
) -> None:
    assert sorted(words) == sorted(choices)
