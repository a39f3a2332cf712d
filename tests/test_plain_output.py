"""Words at the end: they never fail, they obey nobody, and they say what happened."""

import argparse
import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder import cli
from site_builder.cli.arguments import CLEAN, CONTENT_PROBLEMS, SETTINGS_PROBLEMS
from site_builder.cli.build_options import published_meanwhile
from site_builder.cli.plain_output import Outlet, show_plainly, show_without_orders
from site_builder.publish.output.exchange import switch_by_renames, switch_folders
from site_builder.publish.output.output_folder import Output
from site_builder.publish.output.publication import publish_site
from site_builder.publish.output.publish_refusals import PublishRefused
from site_builder.publish.output.whole_acts import uninterrupted
from site_builder.site.rendering.artifact import Artifact
from tests.conftest import AS_OF
from tests.sites import officer, small_site, write_files

FULL = Path("/dev/full")
FORMS = ("text", "json", "sarif", "github", "junit")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small site, in which one stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    write_files(tmp_path / "content", small_site(ada=officer("Ada Tāne", "north")))
    return tmp_path


def run(*words: str) -> int:
    return cli.main([*words, "--content", "content", "--as-of", AS_OF])


@contextmanager
def speaking_to(stream: io.TextIOBase, monkeypatch: pytest.MonkeyPatch, *names: str) -> Iterator[None]:
    """Let what is printed go to a stream of ours, however it ends."""
    with monkeypatch.context() as patch:
        for name in names:
            patch.setattr(sys, name, stream)
        yield
    try:
        stream.close()
    except OSError:
        return  # what is lost is lost


def nobody() -> io.TextIOBase:
    """Return a pipe whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    return open(writer, "w", encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("names", [("stdout",), ("stdout", "stderr")], ids=["the words", "all words"])
def test_a_reader_who_leaves_does_not_change_how_a_check_ends(
    names: tuple[str, ...], form: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(site, {"content/officers/ada.md": "no fields"})
    with speaking_to(nobody(), monkeypatch, *names):
        assert run("check", "--format", form) == CONTENT_PROBLEMS
    write_files(site, {"content/officers/ada.md": officer("Ada", "north")})
    with speaking_to(nobody(), monkeypatch, *names):
        assert run("check", "--format", form) == CLEAN


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
def test_words_that_find_no_room_are_told_and_the_site_stands(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with speaking_to(FULL.open("w", encoding="utf-8"), monkeypatch, "stdout"):
        assert run("build", "--output", "out") == SETTINGS_PROBLEMS
    assert capsys.readouterr().err == (
        "Not all words could be written: no space left on device. What was done stands.\n"
    )
    assert (site / "out" / "index.html").is_file()


def test_no_stream_at_all_is_no_fault(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run("build", "--output", "out") == CLEAN
    write_files(site, {"content/officers/ada.md": "no fields"})
    assert run("build", "--output", "out") == CONTENT_PROBLEMS


def test_a_letter_that_a_console_lacks_is_a_question_mark(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    console = io.TextIOWrapper(written, encoding="cp1252", write_through=True)
    with speaking_to(Unclosed(console), monkeypatch, "stdout", "stderr"):
        assert run("confirm", "ada", "--by", "Tāne", "--how", "rang") == CLEAN
        write_files(site, {"content/officers/ada.md": officer("Ada", "north").replace("role:", "rōle:")})
        assert run("build", "--output", "out") == CONTENT_PROBLEMS
    said = written.getvalue().decode("cp1252")
    assert "by T?ne (rang)" in said
    assert '"r?le" is not a field' in said


class Unclosed(io.TextIOWrapper):
    """A console that is there after the program."""

    def __init__(self, console: io.TextIOWrapper) -> None:
        super().__init__(console.detach(), encoding="cp1252", write_through=True)

    def close(self) -> None:
        """Stay open."""


def test_a_summary_that_cannot_be_written_changes_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(site / "nowhere" / "summary"))
    assert run("build", "--output", "out", "--format", "github") == CLEAN
    assert "The summary could not be written to" in capsys.readouterr().err


HOSTILE = "\x1b[31m \x9b2J \x07 \u202egnp \u2066x \u2028 \r"
SHOWN = "\\x1b[31m \\u009b2J \\x07 \\u202egnp \\u2066x \\u2028 \\x0d"


def test_what_a_terminal_would_obey_is_written_out() -> None:
    assert show_plainly(HOSTILE) == SHOWN
    assert show_plainly("a\tb\nc é 日本 👍") == "a\tb\nc é 日本 👍"
    assert json.loads(show_plainly('"\u202e\x85\x7f"')) == "\u202e\x85\x7f"


@pytest.mark.parametrize("order", ["::add-mask::x", "  ::stop-commands::x", "\t##[warning]x", "##vso[x]y"])
def test_no_line_is_an_order_to_the_service_that_runs_a_check(order: str) -> None:
    shown = show_without_orders(f"officers/a\n{order}.md")
    assert not any(line.strip().startswith(("::", "##")) for line in shown.splitlines())
    assert show_without_orders("a::b and #c") == "a::b and #c"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such names")
@pytest.mark.parametrize("form", FORMS)
def test_names_and_values_of_strangers_are_harmless_in_every_form_of_the_report(
    form: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = officer("Ada", "north").replace("name:", '"x\\n::add-mask::y\\e[31m\\u202e": 1\nname:')
    names = (b"a\n::add-mask::z.md", b"\x1b[31mred.md", "b\u202egnp.md".encode(), b"\xff\xfe.md")
    for name in names:
        Path(os.fsdecode(os.fsencode(site / "content" / "officers") + b"/" + name)).write_text(bad, "utf-8")
    assert run("check", "--format", form) == CONTENT_PROBLEMS
    said = "".join(capsys.readouterr())
    assert show_plainly(said) == said
    assert not any(line.strip().startswith(("::add-mask", "::stop")) for line in said.splitlines())
    if form in {"json", "sarif"}:
        json.loads(said)


def test_what_the_program_draws_goes_back_on_its_line() -> None:
    written = io.StringIO()
    Outlet(written).as_drawn().write("\rHalf")
    assert written.getvalue() == "\rHalf"


def test_a_stop_in_the_middle_of_an_act_comes_too_late_and_the_next_is_heeded() -> None:
    with uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("switch", [switch_folders, switch_by_renames])
@pytest.mark.parametrize("before", [True, False], ids=["a site stands", "none stands"])
def test_where_the_list_of_a_new_site_finds_no_place_the_old_site_stands_again(
    before: bool, switch: object, tmp_path: Path
) -> None:
    def fail(output: Output) -> None:
        (switch if before and callable(switch) else switch_folders)(output)
        output.pending_file.unlink()

    if before:
        publish_site([Artifact("index.html", b"old")], tmp_path / "out")
    with pytest.raises(PublishRefused, match="could not be published"):
        publish_site([Artifact("index.html", b"new")], tmp_path / "out", switch=fail)
    assert (tmp_path / "out").exists() == before
    assert not before or (tmp_path / "out" / "index.html").read_bytes() == b"old"
    publish_site([Artifact("index.html", b"new")], tmp_path / "out")
    assert (tmp_path / "out" / "index.html").read_bytes() == b"new"


def test_whether_a_site_was_published_meanwhile_is_read_from_its_folder(site: Path) -> None:
    options = argparse.Namespace(output=Path("out"))
    for number in (1, 2):
        tell = published_meanwhile(options)
        assert tell() == "Nothing was published."
        publish_site([Artifact("index.html", b"%d" % number)], site / "out")
        assert tell() == "The site in out is published."
