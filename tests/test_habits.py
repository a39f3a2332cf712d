"""The papers that people look for in a repository: they promise what is kept, name nobody, and forms ask for no name."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from launcher.commands import FORMS
from site_builder import __version__

ROOT = Path(__file__).resolve().parent.parent
FORMS_DIR = ROOT / ".github" / "ISSUE_TEMPLATE"
ISSUE_FORMS = sorted(file for file in FORMS_DIR.glob("*.yml") if file.name != "config.yml")
NUMBER, PERSON, FAULT = (file.name for file in ISSUE_FORMS)
"""GitHub shows forms in the order of their names."""
FREE_TEXT = {"input", "textarea"}


def read_form(name: str) -> Any:
    return yaml.safe_load((FORMS_DIR / name).read_text("utf-8"))


def questions(name: str) -> list[Any]:
    """Return what a form asks for, without its words in between."""
    return [part for part in read_form(name)["body"] if part["type"] != "markdown"]


def test_a_wrong_number_comes_first_then_somebody_to_be_taken_out_then_faults() -> None:
    names = [read_form(form)["name"] for form in (NUMBER, PERSON, FAULT)]
    assert names == [
        "A number, an address or an hour is wrong",
        "Somebody must be taken out",
        "The program does something wrong",
    ]


def test_whoever_asks_for_somebody_to_be_taken_out_has_nowhere_to_write_a_name() -> None:
    form = read_form(PERSON)
    assert {part["type"] for part in questions(PERSON)} == {"dropdown", "checkboxes"}
    assert form["title"] and form["body"][0]["type"] == "markdown"
    words = form["body"][0]["attributes"]["value"]
    assert (
        "Everybody can read this" in words and "No name" in words and "in private" in words and "999" in words
    )
    assert all(part["validations"]["required"] for part in questions(PERSON) if part["type"] == "dropdown")
    assert yaml.safe_load((FORMS_DIR / "config.yml").read_text("utf-8"))["blank_issues_enabled"] is False


@pytest.mark.parametrize("name", [NUMBER, FAULT])
def test_every_form_with_room_for_words_says_first_that_everybody_can_read_them(name: str) -> None:
    parts = [part["type"] for part in read_form(name)["body"]]
    assert FREE_TEXT.intersection(parts) and parts[0] == "markdown"
    assert "Everybody can read this" in read_form(name)["body"][0]["attributes"]["value"]


def test_a_wrong_number_is_not_taken_without_a_source() -> None:
    asked = {part["id"]: part["validations"]["required"] for part in questions(NUMBER)}
    assert asked == {"page": True, "now": True, "instead": True, "source": True}


def test_a_contact_stands_in_its_own_line_alone_and_none_is_made_up_elsewhere() -> None:
    """Whoever runs the project writes an address into that line, and no test turns red."""
    for name in ("SECURITY.md", "CODE_OF_CONDUCT.md"):
        text = (ROOT / name).read_text("utf-8")
        (line,) = re.findall(r"(?m)^\*\*Write to:\*\* .+$", text)
        assert named_in(text.replace(line, "")) == []
    for file in (ROOT / "CITATION.cff", *(ROOT / ".github").rglob("*.*")):
        assert named_in(file.read_text("utf-8")) == [], file


def named_in(text: str) -> list[str]:
    """Return what looks like a mail address."""
    return re.findall(r"[\w.-]+@\w+\.[a-z]\w+", text)


def test_what_is_promised_has_a_time_by_which_it_is_kept() -> None:
    rows = re.findall(r"(?m)^\| .+ \| (.+) \|$", (ROOT / "SECURITY.md").read_text("utf-8"))
    assert rows[2:] and all(re.search(r"\bdays?$", within) for within in rows[2:])


def test_whoever_cites_the_program_names_the_version_that_it_is() -> None:
    citation = yaml.load((ROOT / "CITATION.cff").read_text("utf-8"), Loader=yaml.BaseLoader)
    assert citation["version"] == __version__
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert all(author["name"] in licence for author in citation["authors"])


def test_the_linters_look_at_every_workflow_and_form_that_there_is() -> None:
    patterns = [pattern for some in FORMS.values() for pattern in some]
    looked_at = {file for pattern in patterns for file in ROOT.glob(pattern)}
    assert all([*ROOT.glob(pattern)] for pattern in patterns)
    there = {*(ROOT / ".github").rglob("*.yml"), *(ROOT / ".github").rglob("*.json"), *ROOT.glob("*.cff")}
    there |= {*(ROOT / "new-site").rglob("*.yml")}
    assert there - looked_at == set()


def test_every_lock_says_how_it_is_made_anew_and_is_brought_up_to_date() -> None:
    """Renovate reads the command at the top of a lock, and takes part only in those that its pattern fits."""
    script = (ROOT / ".ci" / "lock").read_text("utf-8")
    (names,) = re.findall(r"for name in (.+); do", script)
    (command,) = re.findall(r"^ *uv --quiet (pip compile .+) --upgrade$", script, re.MULTILINE)
    renovate = yaml.safe_load((ROOT / ".github" / "renovate.json").read_text("utf-8"))
    (pattern,) = renovate["pip-compile"]["managerFilePatterns"]
    locks = {f"requirements/{name}.lock": name for name in names.split()}
    assert locks.keys() == {file.relative_to(ROOT).as_posix() for file in ROOT.glob("requirements/*.lock")}
    for path, name in locks.items():
        said = command.replace('"', "").replace("$name", name)
        assert (ROOT / path).read_text("utf-8").splitlines()[1] == f"#    uv {said}"
        assert re.search(pattern.strip("/"), path)


def test_every_program_that_comes_from_npm_is_brought_up_to_date() -> None:
    renovate = yaml.safe_load((ROOT / ".github" / "renovate.json").read_text("utf-8"))
    (manager,) = renovate["customManagers"]
    (files,), (words,) = manager["managerFilePatterns"], manager["matchStrings"]
    found = {
        match["depName"]
        for folder in (".ci", "tools", "tests", "site_builder")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(files.strip("/"), file.relative_to(ROOT).as_posix())
        for match in re.finditer(words.replace("(?<", "(?P<"), file.read_text("utf-8"))
    }
    assert found >= {"vnu-jar", "html-validate"}
