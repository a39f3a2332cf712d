"""What text editors are told of the fields: the same as the program knows, and no valid file is called wrong."""

import datetime
import json
import re
from collections.abc import Iterator
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from site_builder import cli
from site_builder.content.acceptances import read_acceptances
from site_builder.content.json_schema import KINDS, format_schemas, make_schema
from site_builder.content.schema import Record
from site_builder.content.sources import FOLDER_OF, SourceFile
from site_builder.content.validation import validate_sources
from site_builder.findings.diagnostics import Diagnostic
from site_builder.findings.rule import Severity
from tests.sites import CHANNEL, LONDON, SITE, borough, officer, page, read_site, small_site, write_files
from tools.make_schemas import SCHEMAS_DIR

PROJECT_DIR = Path(__file__).resolve().parent.parent
EDITOR_DIR = PROJECT_DIR / ".vscode"
CALL = CHANNEL.format(name="A helpline", kind="support", phone="020 7946 0001", more="")
RETIRED = "contacts:\n  - {value: 020 7946 0009, was: old, evidence: a letter, level: error}\n"
ACCEPTED = (
    "accepted:\n  - {rule: hard-to-read, path: content/pages/privacy.md, reason: It waits, "
    "until: 2027-03-03, by: us}\n"
)
NOT_ALWAYS_THERE = {"accepted", "retired"}
NOTICE = "---\ntitle: News\nsummary: We moved.\nday: 2026-11-01\nuntil: 2026-12-01\nowner: Us\n---\n"
GOOD = {
    "officer": officer("Ada", "north"),
    "borough": borough("north", "liaison: {state: unlisted}\n"),
    "channel": CALL,
    "page": page("About"),
    "notice": NOTICE,
    "site": SITE,
    "retired": RETIRED,
    "accepted": ACCEPTED,
}


def as_an_editor_reads(text: str) -> Any:
    """Return the fields of a file as an editor takes them: YAML 1.2, with numbers and answers; days stay text."""
    if text.startswith("---\n"):
        text = text[4:].split("\n---", 1)[0]
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    return _with_days_as_text(reader.load(StringIO(text)))


def _with_days_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_days_as_text(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_days_as_text(part) for part in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(make_schema(kind))


def complaints(kind: str, text: str) -> list[str]:
    """Return what an editor would underline."""
    return [
        f"{error.json_path}: {error.message}"
        for error in validator(kind).iter_errors(as_an_editor_reads(text))
    ]


def findings(kind: str, text: str, folder: Path) -> list[Diagnostic]:
    """Return the errors that the program finds in one file."""
    if kind == "site":
        found = read_site(write_files(folder, {"site.yaml": text}))[1]
    elif kind == "accepted":
        source = SourceFile("accepted.yaml", "accepted.yaml", text.encode())
        found = read_acceptances([source], datetime.date(2026, 11, 22))[1]
    else:
        name = "retired.yaml" if kind == "retired" else f"{FOLDER_OF[kind]}/sam.md"
        found = validate_sources([SourceFile(name, name, text.encode())])[1]
    return [finding for finding in found if finding.severity is Severity.ERROR]


def real_files() -> Iterator[tuple[str, Path]]:
    for folder in (PROJECT_DIR / "content", PROJECT_DIR / "example", LONDON):
        for kind, name in FOLDER_OF.items():
            files = sorted(file for file in (folder / name).glob("*.md") if "." not in file.stem)
            yield from ((kind, file) for file in files)
        for kind in ("site", "retired", "accepted"):
            yield from ((kind, file) for file in sorted(folder.glob(f"{kind}.yaml")))


def test_the_committed_files_are_made_from_the_models() -> None:
    committed = {file.name: file.read_text("utf-8") for file in SCHEMAS_DIR.glob("*.json")}
    assert committed == format_schemas(), "run: python -m tools.make_schemas"


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_a_json_schema_that_says_what_every_field_is(kind: str) -> None:
    schema = make_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["title"]
    model = KINDS[kind][1]
    own = Record.OWN if issubclass(model, Record) else frozenset()
    assert set(schema["properties"]) == set(model.model_fields) - own
    groups = {f"#/$defs/{name}": group for name, group in schema.get("$defs", {}).items()}
    assert [name for name, group in groups.items() if "title" in group or not group["description"]] == []
    fields = schema["properties"].items()
    assert [name for name, field in fields if not ("description" in field or field["$ref"] in groups)] == []


def test_the_editor_offers_the_words_that_a_field_may_hold() -> None:
    officer, site, accepted = (make_schema(kind) for kind in ("officer", "site", "accepted"))
    consents = officer["$defs"]["Consent"]["properties"]["fields"]["anyOf"]
    assert {"enum": ["yes", "no"]} in site["properties"]["example"]["anyOf"]
    assert site["properties"]["levels"]["properties"]["hard-to-read"]["enum"] == [
        "error",
        "warning",
        "notice",
    ]
    assert "hard-to-read" in accepted["$defs"]["AcceptedFinding"]["properties"]["rule"]["enum"]
    assert "email" in consents[0]["enum"]
    assert consents[1]["items"] == consents[0]


def test_every_real_and_example_file_is_valid_in_an_editor() -> None:
    files = list(real_files())
    assert {kind for kind, _ in files} | NOT_ALWAYS_THERE == set(KINDS)
    told = {
        file.relative_to(PROJECT_DIR).as_posix(): complaints(kind, file.read_text("utf-8"))
        for kind, file in files
    }
    assert {name: words for name, words in told.items() if words} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_without_mistakes_is_right_for_both(kind: str, tmp_path: Path) -> None:
    assert (complaints(kind, GOOD[kind]), findings(kind, GOOD[kind], tmp_path)) == ([], [])


MISTAKES = {
    "an unknown field": ("officer", "role:", "rolle:"),
    "a wrong choice": ("officer", "state: in-post", "state: on leave"),
    "a missing field": ("officer", "role: Liaison officer\n", ""),
    "an empty field": ("officer", "role: Liaison officer", "role:"),
    "a day turned round": ("officer", "on: 2026-11-01", "on: 01/11/2026"),
    "a field in a group that is unknown": ("officer", "how: rang", "hwo: rang"),
    "a field that needs no consent": ("officer", "fields: [email", "fields: [name"),
    "letters in a number": ("channel", "phone: 020 7946 0001", "phone: call us"),
    "one value for a list of groups": ("channel", "sources:\n  - {publisher", "sources: {publisher"),
    "a list for one value": ("channel", "cost: free", "cost: [free]"),
    "a wrong code": ("borough", "gss: E0900000", "gss: E090000"),
    "a title for a short name": ("borough", "force: met", "force: Met Police"),
    "an empty list": ("borough", "neighbours: [south, far]", "neighbours: []"),
    "a missing title": ("page", "title: About\n", ""),
    "a number in words": ("page", "owner:", "nav_order: three\nowner:"),
    "a number that is too large": ("page", "owner:", "nav_order: 10000\nowner:"),
    "a day that is a word": ("page", "reviewed: 2026-11-01", "reviewed: yesterday"),
    "an answer that is neither": ("site", "is_the_police: no", "is_the_police: maybe"),
    "half a web address": ("site", "https://police.example.org/", "police.example.org"),
    "an unknown rule": ("site", "uncovered-area: warning", "uncoverd-area: warning"),
    "an unknown level": ("site", "uncovered-area: warning", "uncovered-area: loud"),
    "a group that lacks a field": ("site", "    short_name: Test Police\n", ""),
    "an unknown field of an entry": ("retired", "evidence:", "proof:"),
    "a level that does not exist": ("retired", "level: error", "level: warning"),
    "a rule that nobody may let pass": ("accepted", "rule: hard-to-read", "rule: retired-contact"),
    "an acceptance without an end": ("accepted", "until: 2027-03-03, ", ""),
}


@pytest.mark.parametrize(("kind", "right", "wrong"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_by_the_editor_as_by_the_program(
    kind: str, right: str, wrong: str, tmp_path: Path
) -> None:
    assert right in GOOD[kind]
    mistaken = GOOD[kind].replace(right, wrong, 1)
    assert findings(kind, mistaken, tmp_path), "the program accepts it"
    assert complaints(kind, mistaken), "the editor accepts it"


OTHER_FORMS = {
    "a telephone as a number": ("channel", "phone: 020 7946 0001", "phone: 101"),
    "a telephone in one row of digits": ("channel", "phone: 020 7946 0001", "phone: 02079460001"),
    "a telephone with the country before it": ("channel", "020 7946 0001", "+442079460001"),
    "a telephone with a check of its own": (
        "channel",
        "phone: 020 7946 0001",
        "phone: {value: 020 7946 0001, checked: {on: 2026-11-01, by: us, how: rang}}",
    ),
    "a name that is a number": ("channel", "name: A helpline", "name: 116"),
    "a name that is an answer": ("channel", "name: A helpline", "name: true"),
    "hours round the clock": ("channel", "cost: free", "cost: free\nschedule: 24x7"),
    "hours as a list": (
        "channel",
        "cost: free",
        'cost: free\nschedule: [{days: Mo, opens: "09:30", closes: 24:00}]',
    ),
    "a source of a whole year": ("channel", "published: 2026-10-01", "published: 2026"),
    "a source of a month": ("channel", "published: 2026-10-01", "published: 2026-10"),
    "a source without a date": ("channel", "published: 2026-10-01", "published: undated"),
    "a day in quotes": ("page", "reviewed: 2026-11-01", 'reviewed: "2026-11-01"'),
    "a number in quotes": ("page", "owner:", 'nav_order: "3"\nowner:'),
    "a number with a leading zero": ("page", "owner:", "nav_order: 0777\nowner:"),
    "a list with one entry, written as its value": ("officer", "boroughs: [north]", "boroughs: north"),
    "a short name that is a number": ("officer", "boroughs: [north]", "boroughs: [101, 1e5]"),
    "an answer in capitals": ("site", "is_the_police: no", "is_the_police: NO"),
    "an answer as true or false": ("site", "is_the_police: no", "is_the_police: false"),
    "a number that YAML reads as one": ("retired", "value: 020 7946 0009", "value: 02079460009"),
}


@pytest.mark.parametrize(("kind", "usual", "other"), OTHER_FORMS.values(), ids=OTHER_FORMS)
def test_what_the_program_accepts_the_editor_accepts(
    kind: str, usual: str, other: str, tmp_path: Path
) -> None:
    assert usual in GOOD[kind]
    written = GOOD[kind].replace(usual, other, 1)
    assert (findings(kind, written, tmp_path), complaints(kind, written)) == ([], [])


def test_the_editor_uses_the_schemas_for_the_files_that_it_can() -> None:
    settings = json.loads((EDITOR_DIR / "settings.json").read_text("utf-8"))
    used = settings["yaml.schemas"]
    assert {name.removeprefix("./schemas/") for name in used} == {
        "accepted.schema.json",
        "retired.schema.json",
        "site.schema.json",
    }
    files = [(schema, file) for schema, files in used.items() for file in files]
    missing = [one for pair in files for one in pair if not (PROJECT_DIR / one).is_file()]
    assert set(missing) <= {f"content/{kind}.yaml" for kind in NOT_ALWAYS_THERE}
    assert settings["yaml.yamlVersion"] == "1.2", "the schemas are made for an editor that reads YAML 1.2"
    assert (settings["files.eol"], settings["files.insertFinalNewline"]) == ("\n", True)


def test_the_editor_settings_are_part_of_the_project() -> None:
    ignored = (PROJECT_DIR / ".gitignore").read_text("utf-8").split()
    assert not [line for line in ignored if ".vscode" in line or line in {".*", "*.json"}]
    assert sorted(file.name for file in EDITOR_DIR.iterdir()) == [
        "extensions.json",
        "settings.json",
        "tasks.json",
    ]


def problems_panel(report: str) -> list[tuple[str, int, int, str, str]]:
    """Return path, line, column, rule and message of each problem that the task of the editor reads in a report."""
    tasks = json.loads((EDITOR_DIR / "tasks.json").read_text("utf-8"))["tasks"]
    check = next(task for task in tasks if task["label"] == "Check the content")
    lines = report.splitlines()
    return [
        problem
        for matcher in check["problemMatcher"]
        for first, second in pairwise(lines)
        if (problem := _match(matcher["pattern"], first, second))
    ]


def _match(patterns: list[dict[str, Any]], first: str, second: str) -> tuple[str, int, int, str, str] | None:
    where, what = patterns
    found, message = re.search(where["regexp"], first), re.search(what["regexp"], second)
    if not found or not message:
        return None
    line, column = (int(found[where[name]] or 0) if name in where else 0 for name in ("line", "column"))
    return found[where["file"]], line, column, found[where["code"]], message[what["message"]]


def test_every_problem_of_a_report_stands_in_the_problems_panel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = small_site(
        ada=officer("Ada", "north").replace("name: Ada", "nmae: Ada"), bob=officer("Bob", "sowth")
    )
    files["officers/Sam Okoro.md"] = officer("Sam", "north")
    files["officers/letter.docx"] = "PK\x03\x04"
    files["pages/home.md"] += "\n[dead: link](nowhere.md)\n"
    content_dir = write_files(tmp_path / "content: 1", files)
    options = ["--content", str(content_dir), "--output", str(tmp_path / "out"), "--as-of", "2026-11-22"]

    cli.main([*options, "--format", "json"])
    told = json.loads(capsys.readouterr().out)["findings"]
    cli.main(options)
    report = capsys.readouterr().err

    errors = sorted(
        (one["path"], one["line"] or 0, one["column"] or 0, one["rule"], one["message"])
        for one in told
        if one["severity"] == "error"
    )
    assert {line > 0 for _, line, *_ in errors} == {True, False}, (
        "a problem of a line, and one of a whole file"
    )
    assert sorted(problems_panel(report)) == errors
