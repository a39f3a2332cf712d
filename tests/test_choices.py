"""Values that cannot be misread: what a file of before says still, how it is mended, and that nobody reads of it."""

import json
import re
import shutil
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.content.choices import Choice, find_old
from site_builder.content.field_facts import facts_of, fields_that
from site_builder.content.models import choices_of
from site_builder.content.schema import RECORDS, Channel
from site_builder.content.sources import SourceFile
from site_builder.content.validation import validate_source
from site_builder.desk.editing.fixes import mend_files
from site_builder.directory.judgement import Folders, judge_folders
from site_builder.findings.diagnostics import Diagnostic
from site_builder.language.words import read_english
from tests.sites import CHANNEL, page, small_site, write_files
from tests.test_changes import DAY, START, Archive, archive, channel, told  # noqa: F401 (a fixture)

ROOT = Path(__file__).parent.parent
BEFORE = {
    ("reaches_police", "direct"): "this-is-the-police",
    ("reaches_police", "if-you-ask"): "police-told-only-if-you-ask",
    ("reaches_police", "anonymous-report"): "police-told-without-your-name",
    ("reaches_police", "at-risk-only"): "police-told-only-if-somebody-is-at-risk",
    ("reaches_police", "passed-on"): "usually-passed-to-the-police",
    ("reaches_police", "no"): "police-not-told",
    ("anonymity", "none"): "they-see-your-number-or-name",
    ("anonymity", "name-optional"): "you-may-keep-your-name-back",
    ("anonymity", "confidential"): "they-know-but-do-not-tell",
    ("anonymity", "untraceable"): "they-do-not-learn-who-you-are",
    ("cost", "small-charge"): "may-cost-a-little",
    ("cost", "standard-rate"): "usual-call-price",
}
"""Each value as it was, with its field, and what it became."""
LINE = re.compile(r"^(reaches_police|anonymity|cost): (.*)$", re.MULTILINE)
EXPLAINED = {
    (name, one)
    for model in RECORDS.values()
    for name in fields_that(model, lambda are: are.choices)
    for one in facts_of(model.model_fields[name]).choices
}


def as_before(text: str) -> str:
    """Return a file as the release before wrote it."""
    old = {(field, new): was for (field, was), new in BEFORE.items()}
    return LINE.sub(lambda line: f"{line[1]}: {old.get((line[1], line[2]), line[2])}", text)


def judge(text: str, folder: Path) -> tuple[Channel | None, tuple[Diagnostic, ...], Path]:
    """Return the record that a file of a way to report makes, what is found, and where it was written."""
    file = write_files(folder, {"channels/line.md": text}) / "channels/line.md"
    source = SourceFile(file.as_posix(), "channels/line.md", text.encode())
    _, record, found = validate_source(source)
    assert record is None or isinstance(record, Channel)
    return record, found, file


def a_channel(field: str, written: str) -> str:
    """Return the file of a way to report in which one of the fields has a value."""
    text = CHANNEL.format(name="A line", kind="support", phone="020 7946 0001", more="")
    return re.sub(rf"^{field}: .*$", lambda _: f"{field}: {written}", text, flags=re.MULTILINE)


@pytest.mark.parametrize("form", ["{}", '"{}"', "'{}'", "{}  # a note", "{}   "])
@pytest.mark.parametrize(("field", "old"), BEFORE)
def test_an_old_value_is_one_error_that_is_mended(field: str, old: str, form: str, tmp_path: Path) -> None:
    text = a_channel(field, form.format(old))
    record, found, file = judge(text, tmp_path)
    line = text[: text.index(f"\n{field}:") + 1].count("\n") + 1
    new = BEFORE[field, old]
    assert [(one.rule, one.severity, one.place.line) for one in found] == [("renamed-value", "error", line)]
    assert f"write: {field}: {new}" in found[0].hint
    assert getattr(record, field) == new
    mend_files(found)
    mended = file.read_text("utf-8")
    assert mended == a_channel(field, re.sub(r"^[\"']?[\w-]+[\"']?", new, form.format(old)))
    assert judge(mended, tmp_path)[1] == ()


@pytest.mark.parametrize("written", ["None", "NONE", "Name optional", "name_optional", "Confidential"])
def test_an_old_value_in_capitals_or_with_spaces_is_known_too(written: str, tmp_path: Path) -> None:
    record, found, file = judge(a_channel("anonymity", written), tmp_path)
    assert record is not None
    assert [one.rule for one in found] == ["renamed-value"]
    mend_files(found)
    assert judge(file.read_text("utf-8"), tmp_path)[:2] == (record, ())


@pytest.mark.parametrize(
    ("field", "written"),
    [("anonymity", "no"), ("reaches_police", "none"), ("reaches_police", "yes"), ("cost", "none")],
)
def test_a_word_that_another_field_had_is_no_value(field: str, written: str, tmp_path: Path) -> None:
    assert [one.rule for one in judge(a_channel(field, written), tmp_path)[1]] == ["bad-choice"]


def test_no_value_was_once_another_and_each_is_explained() -> None:
    assert {(name, one.code): one.value for name, one in EXPLAINED if one.code != one.value} == BEFORE
    values = {one.value for _, one in EXPLAINED}
    assert not values & {old for _, old in BEFORE}
    assert all(one.means.endswith(".") and one.example for _, one in EXPLAINED)
    for name in ("reaches_police", "anonymity", "cost"):
        field = Channel.model_fields[name]
        assert [one.value for one in facts_of(field).choices] == choices_of(field.annotation)
    assert find_old(None, (Choice("a", "b", "", ""),)) is None


def test_the_guide_explains_each_value_with_what_it_was() -> None:
    guide = (ROOT / "docs/content-guide.md").read_text("utf-8")
    for _, one in EXPLAINED:
        row = next(line for line in guide.splitlines() if line.startswith(f"| `{one.value}` |"))
        assert one.means in row
        assert one.example in row
        assert one.code in row


@pytest.mark.parametrize("folder", ["content", "example-region"])
def test_shipped_content_of_the_release_before_is_mended_to_todays(folder: str, tmp_path: Path) -> None:
    content = shutil.copytree(ROOT / folder, tmp_path / folder)
    today = {file: file.read_bytes() for file in sorted((content / "channels").glob("*.md"))}
    lines = 0
    for file, text in today.items():
        old = as_before(text.decode())
        file.write_bytes(old.encode())
        lines += sum(a != b for a, b in zip(old.splitlines(), text.decode().splitlines(), strict=True))
    found = judge_folders(Folders(content, None, DAY)).findings
    assert lines > len(today)
    assert [one.rule for one in found.errors] == ["renamed-value"] * lines
    mend_files(found.errors)
    assert {file: file.read_bytes() for file in today} == today


def test_a_value_with_new_words_alone_is_no_change(archive: Archive) -> None:  # noqa: F811
    old = as_before(channel(phone="020 7946 0003"))
    archive.commit("2026-03-01", {"channels/new.md": old})
    archive.commit("2026-03-02", {name: as_before(text) for name, text in START.items()})
    archive.commit("2026-04-01", dict(START) | {"channels/new.md": channel(phone="020 7946 0003")})
    assert [line[:10] for line in told(archive.content)] == ["2026-03-01"]
    archive.commit("2026-05-01", {"channels/new.md": channel(phone="020 7946 0004")})
    dearer = channel(phone="020 7946 0004").replace("cost: free", "cost: usual-call-price")
    archive.commit("2026-06-01", {"channels/new.md": dearer})
    assert [line[:10] for line in told(archive.content)] == ["2026-06-01", "2026-05-01", "2026-03-01"]


def test_translated_words_keep_the_names_they_had() -> None:
    said = read_english().said
    for (field, old), _ in BEFORE.items():
        assert f"{field.removeprefix('reaches_')}_{old.replace('-', '_')}" in said


def test_open_data_keeps_what_programs_know(tmp_path: Path) -> None:
    content = write_files(tmp_path / "content", small_site() | {"pages/data.md": page("Open data")})
    made = ["--content", str(content), "--output", str(tmp_path / "out"), "--as-of", "2026-11-22"]
    assert main(made) == 0
    data = json.loads((tmp_path / "out/data/directory.json").read_text("utf-8"))
    helpline = next(one for one in data["channels"] if one["id"] == "helpline")
    assert (helpline["reaches_police"], helpline["anonymity"], helpline["cost"]) == (
        "no",
        "confidential",
        "free",
    )
    described = json.loads((tmp_path / "out/data/directory.schema.json").read_text("utf-8"))
    fields = described["$defs"]["OpenChannel"]["properties"]
    assert fields["anonymity"]["enum"] == ["none", "name-optional", "confidential", "untraceable"]
    assert "`none`: Whoever answers sees the number" in fields["anonymity"]["description"]
