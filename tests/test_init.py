"""`init` lays out a site for another region: whole or not at all, with nothing made up, and it passes its own checks."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from site_builder.cli import main
from site_builder.desk.beginning.area_list import NewArea, read_area_list, read_areas
from site_builder.desk.beginning.site_folder import laid_out_aside, put_in_place
from site_builder.desk.editing.edit_refusals import EditRefused

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-11-28"
KENT = ["--region", "Kent", "--area-word", "district", "--areas-word", "districts", "--is-the-police", "no",
        "--force", "Kent Police=https://www.kent.police.uk/", "--publisher", "a made-up group", "--as-of", DAY]  # fmt: skip
ASHFORD = ["--area", "E07000105 Ashford"]


def init(capsys, folder: Path, *words: str) -> tuple[int, str]:
    code = main(["init", str(folder), *words])
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize(
    "text",
    [
        "E07000105,Ashford\nE06000035,Medway\n",
        "Ashford;E07000105\r\nMedway;E06000035\r\n",
        "E07000105 Ashford\n\nE06000035 - Medway\n",
        "\ufeffLAD23CD\tLAD23NM\tFID\nE07000105\tAshford\t1\nE06000035\tMedway\t2\n",
        'name,code\n"Ashford",e07000105\nMedway , E06000035\n',
        "Ashford: E07000105\nMedway: E06000035\n",
    ],
)
def test_a_list_of_areas_is_read_however_it_is_written(text):
    read = read_area_list(text.encode(), "areas.csv")
    assert [(area.name, area.code) for area in read] == [("Ashford", "E07000105"), ("Medway", "E06000035")]


def test_a_list_may_say_more_of_an_area():
    text = "Area,Code,Council,Website,Force,Places\nAshford,E07000105,A Council,https://a.gov.uk/,Kent Police,Wye; Tenterden\n"
    assert read_area_list(text.encode(), "areas.csv") == (
        NewArea(
            "Ashford", "E07000105", "A Council", "https://a.gov.uk/", "Kent Police", ("Wye", "Tenterden")
        ),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "It is empty."),
        ("Ashford\n", 'Line 1: "Ashford" has no code.'),
        ("E07000105\n", "Line 1: E07000105 has no name."),
        ("E07000105,Ashford\nE07000105,Medway\n", "Line 2: Medway (E07000105) stands in line 1 too."),
        ("E07000105,Ashford\nE06000035,ashford\n", "Line 2: ashford (E06000035) stands in line 1 too."),
        ("S12000036,City of Edinburgh\n", "is in Scotland"),
        ("E07000105,张\n", "letters that no file name can have"),
    ],
)
def test_what_a_list_lacks_is_said_with_its_line(text, said):
    with pytest.raises(EditRefused, match=re.escape(said)):
        read_area_list(text.encode(), "areas.csv")


def test_areas_may_be_named_one_by_one():
    assert [
        area.slug for area in read_areas(["E07000105 Ashford", "Isle of Wight: E06000046"], "--area")
    ] == [
        "ashford",
        "isle-of-wight",
    ]


def test_a_new_site_passes_the_checks_and_says_what_nobody_has_told_yet(tmp_path, capsys):
    code, said = init(capsys, tmp_path / "kent", *KENT, *ASHFORD)
    assert code == 0, said
    assert "the council of Ashford: its name and website" in said
    assert "a contact that somebody reads" in said
    files = {file.relative_to(tmp_path / "kent").as_posix() for file in (tmp_path / "kent").rglob("*")}
    assert {"SECURITY.md", ".github/CODEOWNERS"} <= files
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path / "kent", check=True)
    capsys.readouterr()
    main(["doctor", "--content", str(tmp_path / "kent/content"), "--format", "json"])
    told = [row for part in json.loads(capsys.readouterr().out)["parts"] for row in part["rows"]]
    missing = {row["name"] for row in told if row["standing"] == "missing"} - {"browser"}
    assert missing == {"contact", "security-contact", "security", "codeowners", "address", "host", "built"}
    assert "**Write to:** nobody is named here yet." in (tmp_path / "kent/SECURITY.md").read_text("utf-8")
    assert {"README.md", ".gitignore", ".github/workflows/check.yml", "program/packages.lock"} <= files
    assert "content/pages/boroughs/ashford.md" in files
    assert [path.name for path in tmp_path.iterdir()] == ["kent"], "nothing is left of what was written aside"
    assert not any(b"[[" in file.read_bytes() for file in (tmp_path / "kent/content").rglob("*.*"))


@pytest.mark.parametrize("there", ["a folder with a file", "a file", "no folder above"])
def test_nothing_is_laid_over_what_somebody_has(tmp_path, capsys, there):
    folder = tmp_path / "kent"
    if there == "a file":
        folder.write_text("mine", "utf-8")
    elif there == "no folder above":
        folder = folder / "below"
    else:
        folder.mkdir()
        (folder / "letter.txt").write_text("mine", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    code, said = init(capsys, folder, *KENT, *ASHFORD)
    assert code == 2
    assert str(folder.name) in said
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("begun", [True, False])
def test_a_folder_in_which_git_has_begun_keeps_it(tmp_path, begun):
    if begun:
        (tmp_path / "kent/.git").mkdir(parents=True)
    with laid_out_aside(tmp_path / "kent", {"content/site.yaml": b"1", "README.md": b"2"}) as aside:
        put_in_place(aside, tmp_path / "kent")
    assert (tmp_path / "kent/content/site.yaml").read_bytes() == b"1"
    assert sorted(path.name for path in (tmp_path / "kent").iterdir()) == [".git"] * begun + [
        "README.md",
        "content",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["kent"]


def test_what_came_meanwhile_is_not_written_over(tmp_path):
    with (
        pytest.raises(EditRefused, match="is not empty"),
        laid_out_aside(tmp_path / "kent", {"a": b""}) as aside,
    ):
        (tmp_path / "kent").mkdir()
        (tmp_path / "kent/mine.txt").touch()
        put_in_place(aside, tmp_path / "kent")
    assert [path.name for path in tmp_path.rglob("*")] == ["kent", "mine.txt"]


def test_without_a_keyboard_every_missing_answer_is_named_at_once(tmp_path, capsys):
    code, said = init(capsys, tmp_path / "kent", "--region", "Kent")
    assert code == 2
    named = set(re.findall(r"^  (--[\w-]+) is missing", said, re.MULTILINE))
    assert named == {"--area-word", "--areas-word", "--publisher", "--is-the-police", "--areas", "--force"}
    assert not (tmp_path / "kent").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--contact", "somebody@example.org"], "kept free for examples"),
        (["--force", "no website"], '"no website" is no force with its website'),
        (["--force", "British Transport Police=https://www.btp.police.uk/"], "its force is not named"),
    ],
)
def test_an_answer_that_the_checks_refuse_leaves_nothing_behind(tmp_path, capsys, more, said):
    code, words = init(capsys, tmp_path / "kent", *KENT, *ASHFORD, *more)
    assert code in {1, 2}
    assert said in words
    assert list(tmp_path.iterdir()) == []


def test_the_workflows_of_a_new_site_are_pinned_as_ours_are_and_run_the_wheel():
    ours = {line.strip("- ") for file in (ROOT / ".github/workflows").glob("*.yml")
            for line in re.findall(r"uses: .*", file.read_text("utf-8"))}  # fmt: skip
    templates = sorted((ROOT / "new-site/workflow-templates").glob("*.yml"))
    assert len(templates) == 2
    for file in templates:
        text = file.read_text("utf-8")
        assert set(re.findall(r"uses: .*", text)) <= ours
        assert "build.py" not in text
        workflow = yaml.load(text, Loader=yaml.BaseLoader)
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            assert job["permissions"]
            assert job["timeout-minutes"]
