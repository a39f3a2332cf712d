"""What an editor types and what they read back."""

import json
from pathlib import Path

import pytest

from site_builder import cli
from site_builder.cli.arguments import CONTENT_PROBLEMS, OUR_FAULT, SETTINGS_PROBLEMS
from tests.sites import officer, small_site, write_files


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command line; return its exit code and what it printed to both streams."""
    try:
        code = cli.main(arguments)
    except SystemExit as stopped:
        code = int(str(stopped.code or 0))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_help_on_a_command_is_words_and_nothing_else(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: python3 build.py {command}")


@pytest.mark.parametrize(
    ("typed", "told", "where"),
    [
        ("chekc", 'There is no command "chekc". Did you mean "check"?', ""),
        ("check --stric", 'There is no option "--stric". Did you mean "--strict"?', " check"),
        ("--warning", 'There is no option "--warning". Did you mean "--warnings"?', " build"),
        ("deploy", "The following arguments are required: TARGET.", " deploy"),
        ("deploy one two", '"two" is one word too many.', " deploy"),
        ("new oficer", 'KIND cannot be "oficer": it is one of officer, page, notice, channel, area.', " new"),
        ("status --as-of soon", '"soon" is not a day; write it like 2026-11-21.', " status"),
    ],
)
def test_what_is_mistyped_is_named_with_the_help_of_its_own_command(
    typed: str, told: str, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, complained = run(capsys, *typed.split())
    assert (code, said) == (SETTINGS_PROBLEMS, "")
    assert told in complained
    assert complained.endswith(f"Run python3 build.py{where} --help to see what you can write.\n")


def test_a_day_to_come_is_no_day_of_a_last_build(capsys: pytest.CaptureFixture[str]) -> None:
    since = ("status", "--as-of", "2026-11-28", "--needs-rebuild-since")
    assert run(capsys, *since, "2026-11-29") == (
        SETTINGS_PROBLEMS,
        "",
        "29 November 2026 is still to come: the site shows 28 November 2026.\n",
    )
    assert run(capsys, *since, "2026-11-28")[0] == 0


@pytest.mark.parametrize("name", ["site.yaml", "pages/about.md"])
def test_what_needs_somebody_is_never_said_to_need_no_care(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = small_site(ada=officer("Ada", "north"))
    write_files(tmp_path, {**files, name: "what: is this\n"})
    code, *said = run(capsys, "check", "--content", str(tmp_path))
    assert code in {CONTENT_PROBLEMS, SETTINGS_PROBLEMS}
    assert "Nothing needs care" not in "".join(said)


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = run(capsys, "--help")
    assert code == 0
    for command in cli.COMMANDS:
        assert f"\n    {command}" in said


def test_build_is_what_happens_when_no_command_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path / "content", small_site(ada=officer("Ada", "north")))
    code, said, _ = run(
        capsys,
        "--content",
        str(tmp_path / "content"),
        "--output",
        str(tmp_path / "out"),
        "--as-of",
        "2026-11-22",
    )
    assert code == 0
    assert "Built 3 areas, 1 officer and 2 ways to report, on 15 pages, as of 22 November 2026" in said
    _, said, _ = run(
        capsys,
        "--content",
        str(tmp_path / "content"),
        "--output",
        str(tmp_path / "out"),
        "--as-of",
        "2026-11-22",
    )
    assert "no page differs from the last build" in said


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["biuld"], "biuld"),
        (["--as-of", "yesterday"], '"yesterday" is not a day; write it like 2026-11-21'),
        (["--base-url", "example.org"], '"example.org" is not a full web address'),
        (["--content", "no-such-folder"], "There is no folder no-such-folder."),
        (["--contnet", "x"], "--contnet"),
    ],
)
def test_a_slip_on_the_command_line_gets_one_plain_answer(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = run(capsys, *arguments)
    assert code == SETTINGS_PROBLEMS
    assert expected in said
    assert "Traceback" not in said


def test_json_holds_every_finding_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = small_site(ada=officer("Ada", "north").replace("state: in-post", "state: gone"))
    write_files(tmp_path / "content", files)
    code, said, _ = run(
        capsys, "--content", str(tmp_path / "content"), "--output", str(tmp_path / "out"), "--format", "json"
    )
    document = json.loads(said)
    assert code == CONTENT_PROBLEMS
    assert document["published"] is False
    errors = [finding for finding in document["findings"] if finding["severity"] == "error"]
    assert [(found["rule"], found["line"], found["column"], found["end_column"]) for found in errors] == [
        ("bad-choice", 5, 8, 12)
    ]


def test_the_report_shows_the_line_and_points_at_the_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = small_site(ada=officer("Ada", "north").replace("state: in-post", "state: gone"))
    write_files(tmp_path / "content", files)
    _, _, said = run(capsys, "--content", str(tmp_path / "content"), "--output", str(tmp_path / "out"))
    assert said.replace(str(tmp_path), "…") == (
        "…/content/officers/ada.md   1 problem\n"
        "\n"
        "  …/content/officers/ada.md:5:8: error [bad-choice]\n"
        '    "gone" is not one of the choices for "state".\n'
        "    The choices are: in-post, acting, away, leaving.\n"
        "        5 | state: gone\n"
        "          |        ^^^^\n"
        "\n"
        "1 problem in 1 file. Nothing was published. There is no site yet.\n"
    )


def test_a_fault_of_ours_is_owned_up_to_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path / "content", small_site())
    monkeypatch.setattr("site_builder.pipeline.judge_sources", None)
    code, _, said = run(capsys, "--content", str(tmp_path / "content"), "--output", str(tmp_path / "out"))
    assert code == OUR_FAULT
    assert "This is a fault of the program, not of your content" in said
    assert "Traceback" not in said
