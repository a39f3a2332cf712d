"""One run, five forms of its report: all hold the same findings, and what is sure is put right on request."""

import json
import os
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote

import pytest

from site_builder import cli
from tests.sites import officer, small_site, write_files

FORMS = ("json", "sarif", "github", "junit")


@pytest.fixture
def mistaken(tmp_path: Path) -> Path:
    """A small content folder with mistakes of several kinds in three files."""
    files = small_site(ada=officer("Ada", "north"), bob=officer("Bob", "south"))
    files["officers/ada.md"] = (
        files["officers/ada.md"].replace("name: Ada", "nmae: Ada").replace("state: in-post", "state:in-post")
    )
    files["officers/bob.md"] = files["officers/bob.md"].replace("[south]", "[sowth]")
    files["pages/home.md"] += "\n[a, 100% | dead: link](nowhere.md)\n"
    return write_files(tmp_path / "content, with 50% commas", files)


def report(content_dir: Path, form: str, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    arguments = [
        "--content",
        str(content_dir),
        "--output",
        str(content_dir.parent / "out"),
        "--as-of",
        "2026-11-22",
    ]
    cli.main([*arguments, "--format", form, *more])
    return capsys.readouterr().out


def findings_in(form: str, text: str) -> list[tuple[str, str, int]]:
    """Return rule, path and line of each finding in a report, in order."""
    if form == "json":
        return sorted((one["rule"], one["path"], one["line"]) for one in json.loads(text)["findings"])
    if form == "sarif":
        return sorted(
            (
                one["ruleId"],
                unquote(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]),
                one["locations"][0]["physicalLocation"].get("region", {}).get("startLine", 0),
            )
            for one in json.loads(text)["runs"][0]["results"]
        )
    if form == "github":
        return sorted(_github(line) for line in text.splitlines())
    lines = []
    for case in ET.fromstring(text).iter("testcase"):
        texts = [failure.text or "" for failure in case.iter("failure")]
        texts += [line for out in case.iter("system-out") for line in (out.text or "").splitlines()]
        lines += [_compiler_line(case.get("file", ""), line) for line in texts if line]
    return sorted(lines)


def _github(line: str) -> tuple[str, str, int]:
    fields = dict(part.split("=", 1) for part in line.split("::", 2)[1].split(" ", 1)[1].split(","))
    plain = {
        name: value.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
        for name, value in fields.items()
    }
    return plain["title"], plain["file"], int(plain.get("line", 0))


def _compiler_line(path: str, line: str) -> tuple[str, str, int]:
    rest = line.removeprefix(path).split(": ")[0].strip(":")
    return line.rpartition("[")[2].rstrip("]"), path, int(rest.split(":")[0] or 0)


def test_every_form_holds_the_same_findings(mistaken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = {form: findings_in(form, report(mistaken, form, capsys)) for form in FORMS}
    assert {"unknown-field", "yaml-syntax", "unknown-area", "broken-link"} <= {
        rule for rule, _, _ in found["json"]
    }
    assert found["sarif"] == found["github"] == found["junit"] == found["json"]


def test_sarif_names_the_rule_the_range_the_level_and_the_fix(
    mistaken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = json.loads(report(mistaken, "sarif", capsys))["runs"][0]
    result = next(one for one in run["results"] if one["ruleId"] == "unknown-field")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "unknown-field"
    assert result["level"] == "error"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 1, "endColumn": 5}
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "name"}}


def test_a_finding_keeps_its_fingerprint_when_lines_are_added_above_it(
    mistaken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def prints() -> set[str]:
        results = json.loads(report(mistaken, "sarif", capsys))["runs"][0]["results"]
        return {one["partialFingerprints"]["findingHash/v1"] for one in results}

    before = prints()
    file = mistaken / "officers" / "bob.md"
    file.write_text(file.read_text("utf-8").replace("---\n", "---\n# a note\n", 1), "utf-8")
    assert prints() == before


def test_github_gets_errors_first_and_a_summary_of_the_step(
    mistaken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    kinds = [line.split(" ")[0] for line in report(mistaken, "github", capsys).splitlines()]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert summary.startswith("## Nothing was published.\n")
    assert summary.count("\n| `") == len(kinds)


def test_github_marks_the_wrong_word_to_its_last_letter(
    mistaken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """GitHub counts columns from 1 and the last one belongs to the mark: "nmae" stands in columns 1 to 4."""
    line = next(
        line for line in report(mistaken, "github", capsys).splitlines() if "title=unknown-field" in line
    )
    assert ",line=2,endLine=2,col=1,endColumn=4,title=unknown-field::" in line


def test_fix_puts_right_a_misspelt_field_and_a_missing_space_and_touches_nothing_else(
    mistaken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file: file.read_bytes() for file in mistaken.rglob("*.*") if file.is_file()}
    report(mistaken, "json", capsys, "--fix")
    after = {file: file.read_bytes() for file in before}
    changed = [file.name for file in before if before[file] != after[file]]
    assert changed == ["ada.md"]
    ada = mistaken / "officers" / "ada.md"
    assert after[ada] == before[ada].replace(b"nmae: Ada", b"name: Ada").replace(
        b"state:in-post", b"state: in-post"
    )


@pytest.mark.parametrize("ends", [b"\r\n", b"\n"])
def test_fix_keeps_line_ends_and_the_mark_at_the_beginning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ends: bytes
) -> None:
    text = officer("Ada \U0001f600", "north").replace("name: ", "nmae: ").encode().replace(b"\n", ends)
    files: dict[str, str | bytes] = {**small_site(), "officers/ada.md": b"\xef\xbb\xbf" + text}
    content = write_files(tmp_path / "content", files)
    report(content, "json", capsys, "--fix")
    assert (content / "officers" / "ada.md").read_bytes() == b"\xef\xbb\xbf" + text.replace(b"nmae", b"name")


def test_fix_never_guesses_between_two_words_nor_changes_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = small_site(ada=officer("Ada", "nroth"))
    content = write_files(tmp_path / "content", files)
    report(content, "json", capsys, "--fix")
    assert (content / "officers" / "ada.md").read_text("utf-8") == files["officers/ada.md"]
    assert not [name for name in os.listdir(content / "officers") if name != "ada.md"]
