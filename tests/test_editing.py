"""The commands that change content, used as a person would: what is written, what is refused, and what is left alone."""

import datetime
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from site_builder import cli
from site_builder.content.csv_tables import format_table, read_table
from site_builder.content.frontmatter import parse_document
from site_builder.content.schema import Channel, Officer, Page
from site_builder.content.strict_yaml import parse_yaml
from site_builder.desk.editing.content_state import read_content
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.field_lines import delete_field, set_field
from site_builder.desk.editing.file_changes import FileChange, write_changes
from site_builder.desk.editing.questions import questions_for
from site_builder.desk.editing.record_text import format_record
from site_builder.desk.editing.spelled_names import KnownNames
from site_builder.desk.editing.yaml_text import format_field
from tests.conftest import AS_OF, PROJECT_DIR
from tests.sites import LONDON, officer, small_site, write_files

Said = tuple[int, str, str]
GONE = "uzoamaka-nwokeabia"
"""The officer of the example whom a test takes out."""
ORDER = tuple(Officer.model_fields)


class Keyboard(io.StringIO):
    """Somebody who types these lines into a terminal."""

    def isatty(self) -> bool:
        return True


class Desk:
    """A content folder and somebody who types commands about it."""

    def __init__(self, content: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.content, self.capsys, self.patch = content, capsys, patch

    def run(self, *arguments: str, typing: str | None = None, keyboard: type[Keyboard] = Keyboard) -> Said:
        """Run a command; with `typing` in a terminal, without it as a script would."""
        self.patch.setattr(sys, "stdin", io.StringIO() if typing is None else keyboard(typing))
        site = ["--content", str(self.content), "--as-of", AS_OF]
        try:
            code = cli.main([*arguments, *site])
        except SystemExit as stopped:
            code = int(str(stopped.code or 0))
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out.replace(str(self.content), "…"), said.err.replace(str(self.content), "…")

    def files(self) -> dict[str, bytes]:
        """Return every file with its bytes."""
        return {
            file.relative_to(self.content).as_posix(): file.read_bytes()
            for file in sorted(self.content.rglob("*"))
            if file.is_file()
        }

    def text(self, name: str) -> str:
        return self.files()[name].decode()

    def errors(self) -> list[str]:
        """Return every error that the checks of the content find."""
        return list(map(str, read_content(self.content, None, datetime.date.fromisoformat(AS_OF)).errors))

    def changed_since(self, before: Mapping[str, bytes]) -> list[str]:
        """Return the changed lines as a reviewer reads them: the file, then - and + lines."""
        after, lines = self.files(), []
        for name in sorted(before.keys() | after.keys()):
            old = before.get(name, b"").splitlines(keepends=True)
            new = after.get(name, b"").splitlines(keepends=True)
            if old != new:
                lines += [name, *([] if name.endswith(".png") else _difference(old, new))]
        return lines


def _difference(old: list[bytes], new: list[bytes]) -> list[str]:
    from difflib import ndiff

    texts = [[line.decode("utf-8", "replace").replace("\r", "␍") for line in lines] for lines in (old, new)]
    return [line.rstrip("\n") for line in ndiff(*texts) if line[0] in "+-"]


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A small directory: Ada serves Northton, Farton and Southton have nobody."""
    write_files(tmp_path / "content", small_site(ada=officer("Ada Byron", "north", body="Hello 👋\n")))
    yield Desk(tmp_path / "content", capsys, monkeypatch)


@pytest.fixture
def real_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of the real content."""
    shutil.copytree(LONDON, tmp_path / "content")
    return Desk(tmp_path / "content", capsys, monkeypatch)


@pytest.fixture
def example_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A copy of the example, laid over a copy of the content as a build lays it."""
    content = tmp_path / "content"
    shutil.copytree(LONDON, content)
    for folder in ("officers", "pages/boroughs"):
        shutil.rmtree(content / folder)
    shutil.copytree(PROJECT_DIR / "example", content, dirs_exist_ok=True)
    return Desk(content, capsys, monkeypatch)


ROBIN = (
    "new", "officer", "--name", "Robin Adeyemi-Hale", "--role", "Liaison officer", "--source-publisher",
    "Example Gazette", "--source-published", "2026-11-02",
)  # fmt: skip


# new


def test_a_new_officer_is_one_file_with_a_note_on_each_field(desk: Desk) -> None:
    before = desk.files()
    code, said, _ = desk.run(*ROBIN, "--boroughs", "north")
    assert code == 0
    assert "Written: …/officers/robin-adeyemi-hale.md" in said
    assert desk.files().keys() - before.keys() == {"officers/robin-adeyemi-hale.md"}
    assert all(desk.files()[name] == content for name, content in before.items())
    text = desk.text("officers/robin-adeyemi-hale.md")
    assert "# The officer's name, without the rank.\nname: Robin Adeyemi-Hale\n" in text
    assert "# The rank as written before the name.\n# rank: PC\n" in text
    assert "boroughs:\n  - north\n" in text
    assert desk.errors() == []


def test_every_field_that_a_file_can_have_is_explained_in_it() -> None:
    for model, fields in ((Page, {"title": "A"}), (Channel, {"name": "A"}), (Officer, {"basis": "consent"})):
        text = " ".join(re.sub(r"(?m)^ *(?:- )?#? *", "", format_record(model, fields)).split())
        for name, field in _leaves(model):
            assert (field or "").replace("`", '"') in text, f"{model.__name__}: {name}"


def _leaves(model: type[BaseModel]) -> Iterator[tuple[str, str | None]]:
    for name, field in model.model_fields.items():
        if name not in {"slug", "origin", "body"}:
            yield name, field.description


def test_every_line_ready_to_be_uncommented_is_a_field_the_checks_know(desk: Desk) -> None:
    """The notes are sentences; the other lines that begin with # become fields when that is taken away."""
    for model in (Officer, Page, Channel):
        text = format_record(model, {"basis": "consent"} if model is Officer else {})
        sample = re.compile(r"# ( *(?:- )?[a-z_]+:(?: .*)?| +- ?.*)")
        lines = [found[1] for line in text.splitlines() if (found := sample.fullmatch(line.strip()))]
        read, found = parse_yaml("\n".join(lines), "")
        assert read is not None
        known = {name for name in model.model_fields if name not in {"slug", "origin", "body"}}
        written = {str(at[0]) for at in read.key_places if len(at) == 1}
        assert written == known - ({"basis"} if model is Officer else set())
        assert {finding.rule for finding in found} <= {
            "empty-field"
        }  # what is forgotten is missed, not shown


def test_a_new_file_stays_within_the_lines_that_fields_may_take() -> None:
    assert max(format_record(model, {}).count("\n") for model in (Officer, Page, Channel)) < 200


def test_what_is_missing_and_what_is_wrong_is_said_in_one_go(desk: Desk) -> None:
    before = desk.files()
    code, _, said = desk.run("new", "officer", "--boroughs", "nroth", "--since", "3/4/2026", "--email", "ada")
    assert code == 2
    assert said.splitlines() == [
        "Nothing was written.",
        '  --boroughs: There is no area page called "nroth". Did you mean "north"?',
        '  --since: "3/4/2026" is not a date we can read. Write year-month-day, like 2026-11-21. '
        "If you meant 3 April 2026: 2026-04-03.",
        '  --email: "ada" is not an email address. Write it like name@example.org.',
        "  --name is missing. The officer's name, without the rank.",
        "  --role is missing. What the officer is.",
        "  --source-publisher is missing. Who published it, as people know them.",
        '  --source-published is missing. The date on the source: a day, a month, a year, or "undated".',
    ]
    assert desk.files() == before


def test_a_person_is_asked_one_question_at_a_time_and_told_at_once(desk: Desk) -> None:
    typing = [
        "Robin Adeyemi-Hale", "", "Liaison officer", "nroth", "no", "Nortton", "yes", "gone", "In post", "Example Gazette",
        "www.example.org", "https://www.example.org/x", "3/4/2026", "2026-04-03", "",
    ]  # fmt: skip
    code, said, _ = desk.run("new", "officer", typing="\n".join(typing) + "\n")
    assert code == 0
    order = [
        '"nroth": do you mean Northton? (yes or no)',
        'There is no area page called "nroth". Did you mean "north"?',
        '"Nortton": do you mean Northton? (yes or no)',
        '"gone" is not one of the choices for "state". The choices are: in-post, acting, away, leaving.',
        '"www.example.org" is not a full web address. Write: https://www.example.org',
        '"3/4/2026" is not a date we can read.',
        "Written: …/officers/robin-adeyemi-hale.md",
    ]
    places = [said.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    text = desk.text("officers/robin-adeyemi-hale.md")
    assert "\nstate: in-post\n" in text
    assert "\n  - north\n" in text
    assert "\n# rank: PC\n" in text


def test_an_officer_who_consents_is_asked_only_for_what_they_agreed_to(desk: Desk) -> None:
    typing = [
        "Robin Adeyemi-Hale", "", "Liaison officer", "north", "leaving", "", "2027-01-31", "Example Gazette", "",
        "2026-04-03", "consent", "the officer, by email", "", "", "phoen; Languages", "yes", "020 7946 0123",
        "English, Polish",
    ]  # fmt: skip
    code, said, _ = desk.run("new", "officer", typing="\n".join(typing) + "\n")
    assert code == 0, said
    assert '"phoen": do you mean phone?' in said
    document, _ = parse_document("", desk.files()["officers/robin-adeyemi-hale.md"])
    assert document is not None
    assert document.fields["until"] == "2027-01-31"
    assert document.fields["consent"] == {
        "by": "the officer, by email", "on": "2026-11-22", "review_by": "2027-11-22",
        "fields": ["phone", "languages"],
    }  # fmt: skip
    assert document.fields["languages"] == ["English", "Polish"]
    assert "email>" not in said


class Interrupted(Keyboard):
    """Somebody who presses Ctrl-C after these lines."""

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]  # as io.StringIO has it
        if line := super().readline(size):
            return line
        raise KeyboardInterrupt


@pytest.mark.parametrize(("keyboard", "expected"), [(Keyboard, 2), (Interrupted, 130)])
def test_answers_of_whoever_is_interrupted_wait_for_the_next_time(
    keyboard: type[Keyboard], expected: int, desk: Desk
) -> None:
    before = desk.files()
    begun = ["Robin Adeyemi-Hale", "", "Liaison officer"]
    code, _, said = desk.run("new", "officer", typing="\n".join(begun) + "\n", keyboard=keyboard)
    assert code == expected
    assert "2 answers kept for the next time" in said
    assert desk.files() == before
    kept = desk.content.with_name("content.desk")
    assert "Robin Adeyemi-Hale" in (kept / "new-officer.json").read_text()
    assert (kept / ".gitignore").read_text().endswith("\n*\n")
    rest = ["yes", "", "Northton and north", "", "Example Gazette", "", "2026-04", ""]
    code, said, errors = desk.run("new", "officer", typing="\n".join(rest) + "\n")
    assert code == 0, errors
    assert (
        "On 22 November 2026 you were interrupted. These answers were kept:\n  name: Robin Adeyemi-Hale"
        in said
    )
    assert "\n  role: Liaison officer\n" in said
    assert "\nrole: Liaison officer\n" in desk.text("officers/robin-adeyemi-hale.md")
    assert [file.name for file in kept.iterdir()] == [".gitignore"]


def test_kept_answers_are_offered_dropped_and_never_trusted(desk: Desk) -> None:
    kept = desk.content.with_name("content.desk") / "new-officer.json"
    desk.run("new", "officer", typing="Robin\n")
    desk.run("new", "officer", typing="no\n")
    assert not kept.exists()
    for broken in (
        "",
        "[]",
        "{}",
        '{"on": "x", "answers": []}',
        '{"on": "2026-11-22", "answers": [[["name"], 1]]}',
    ):
        kept.write_text(broken)
        assert "you were interrupted" not in desk.run("new", "officer", typing="")[1]
    kept.write_text('{"on": "2026-11-22", "answers": [[["state"], "gone"], [["rank"], "PC"]]}')
    _, said, _ = desk.run("new", "officer", typing="yes\nRobin\n\nOfficer\nnorth\n")
    assert "rank> " not in said
    assert "state> " in said  # that answer is none any more


def test_answers_that_the_checks_refuse_together_are_asked_for_again(desk: Desk) -> None:
    typing = [
        "Ada Byron",
        "",
        "Liaison officer",
        "north",
        "",
        "Example Gazette",
        "",
        "2026-04",
        "",
        "Ada King",
    ]
    code, said, errors = desk.run("new", "officer", "--slug", "other", typing="\n".join(typing) + "\n")
    assert code == 0, errors
    assert "Two officers are called Ada Byron" in said
    assert "Please answer this again." in said
    assert "\nname: Ada King\n" in desk.text("officers/other.md")


def test_an_answer_that_only_fits_badly_with_an_earlier_one_is_refused_when_it_is_given(desk: Desk) -> None:
    typing = [
        "Robin", "", "Officer", "north", "", "Gazette", "", "2026", "consent", "them", "2026-11-01", "2036-11-01",
    ]  # fmt: skip
    _, said, _ = desk.run("new", "officer", typing="\n".join(typing) + "\n")
    assert "Consent of 1 November 2026 cannot hold until 1 November 2036." in said
    assert "consent fields>" not in said


def test_a_photo_that_is_not_there_yet_waits_in_the_file_as_notes(desk: Desk) -> None:
    typing = [
        "Robin", "", "Officer", "north", "", "Gazette", "", "2026", "consent", "them", "", "", "photo", "robin.jpg",
        "Robin smiles", "",
    ]  # fmt: skip
    code, said, errors = desk.run("new", "officer", typing="\n".join(typing) + "\n")
    assert code == 0, errors
    assert "robin.jpg is not beside it yet" in said
    text = desk.text("officers/robin.md")
    assert "# photo:\n" in text and "#   file: robin.jpg\n" in text and "#   alt: Robin smiles\n" in text
    assert desk.errors() == []
    uncommented = re.sub(r"(?m)^# (photo:|  file:.*|  alt:.*)$", r"\1", text)
    document, _ = parse_document("", uncommented.encode())
    assert document is not None
    assert document.fields["photo"] == {"file": "robin.jpg", "alt": "Robin smiles"}


def test_names_are_understood_however_they_are_spelled() -> None:
    names = KnownNames.of(
        [("camden", "Camden"), ("hackney", "Hackney"), ("kc", "Kensington and Chelsea"), ("kc", "K&C")]
    )

    def read(written: str) -> list[str]:
        return [one.slug or f"{'/'.join(one.near)}?" for one in names.read_several(written)]

    both = ["camden", "hackney"]
    for written in (
        "Camden; Hackney", "camden,HACKNEY", "Camden and Hackney", "Camden & Hackney", "Camden Hackney", "Camden/Hackney",
        "Camden\nHackney", " camden ;; hackney, ", "pages/boroughs/camden.md, hackney.md", "Camden, Hackney and Camden",
    ):  # fmt: skip
        assert read(written) == both, written
    assert read("Kensington & Chelsea and Camden") == ["kc", "camden"]
    assert read("K&C") == ["kc"]
    assert read("Camdn") == ["camden?"]
    assert read("Camdn and Hackny") == ["camden?", "hackney?"]
    assert read("London Borough of Camden") == ["camden?"]
    assert read("Camden oder Hackney") == ["?"]  # two of them, and we would have to guess
    assert read(" ,;! ") == []


def test_a_borough_that_had_nobody_is_tidied_in_the_same_step(desk: Desk) -> None:
    borough = desk.content / "pages/boroughs/south.md"
    written = borough.read_text().replace(
        "liaison: {state: unlisted}\n", "liaison: # none yet\n  state: unlisted\n# end\n"
    )
    borough.write_text(written)
    before = desk.files()
    code, _, said = desk.run(*ROBIN, "--boroughs", "south")
    assert code == 2
    assert '…/pages/boroughs/south.md: "liaison" is taken out\n' in said
    assert "--tidy-area" in said
    assert desk.files() == before
    assert desk.run(*ROBIN, "--boroughs", "Southton", "--tidy-area")[0] == 0
    changed = desk.changed_since(before)
    at = changed.index("pages/boroughs/south.md")
    assert changed[at:] == ["pages/boroughs/south.md", "- liaison: # none yet", "-   state: unlisted"]
    assert desk.errors() == []


def test_a_person_who_says_no_to_the_borough_writes_nothing(desk: Desk) -> None:
    before = desk.files()
    typing = "Robin\n\nLiaison officer\nsouth\n\nExample Gazette\n\n2026\n\nmaybe\nno\n"
    code, said, errors = desk.run("new", "officer", typing=typing)
    assert code == 2
    assert 'Please write "yes" or "no".' in said
    assert "Nothing was written" in errors
    assert desk.files() == before
    assert desk.run("new", "officer", typing="yes\n" + "\n" * 3 + "yes\n")[0] == 0  # all answers were kept


@pytest.mark.parametrize(
    ("name", "more", "expected"),
    [
        ("Ada Byron", ["--slug", "ada"], 'There is a file called "ada.md" already, and it stays as it is.'),
        ("ADA", [], 'There is a file called "ada.md" already, and it stays as it is.'),
        ("欧阳明珠", [], '"欧阳明珠" has letters that no file name can have. Give one in Latin letters with --slug'),
        ("Ada Жук", [], '"Ada Жук" has letters that no file name can have.'),
        ("Con", ["--slug", "com7"], '"com7" is a name that a computer or this site needs for itself.'),
        ("Robin", ["--slug", "../robin"], '"../robin" cannot be the name of a file.'),
        ("R" * 200, [], "A file name of 200 letters is too long; 80 is the most."),
        ("Robin\u202e", [], "An invisible character"),
        ("Robin", ["--content", "no-such-folder"], "There is no folder no-such-folder."),
        ("Robin", ["--photo-file", "x.png"], "--photo-alt is missing. What the picture shows"),
        ("Robin", ["--email", "robin@example.org"], '"email" may not be shown'),
        ("Robin", ["--state", "leaving"], "An officer who is leaving needs the last day."),
    ],
)  # fmt: skip
def test_a_new_record_that_cannot_be_is_refused_in_words(
    name: str, more: list[str], expected: str, desk: Desk
) -> None:
    before = desk.files()
    given = [*ROBIN, "--boroughs", "north"]
    given[given.index("Robin Adeyemi-Hale")] = name
    if "--content" in more:
        desk.content = Path("no-such-folder")
        code, _, said = desk.run(*given)
        assert (code, said) == (2, "There is no folder …. Is --content right?\n")
        return
    code, _, said = desk.run(*given, *more)
    assert code in {1, 2}
    assert expected in said
    assert desk.files() == before


def test_a_name_in_other_letters_is_asked_for_in_latin_ones(desk: Desk) -> None:
    typing = [
        "Ада Жук", "", "Liaison officer", "north", "", "Example Gazette", "", "2026-04-03", "", "Ада", "ada-zhuk",
    ]  # fmt: skip
    code, said, _ = desk.run("new", "officer", typing="\n".join(typing) + "\n")
    assert code == 0, said
    assert "Small Latin letters (a to z), digits and hyphens." in said
    assert '"Ада" cannot be the name of a file. Use small Latin letters (a to z)' in said
    assert "\nname: Ада Жук\n" in desk.text("officers/ada-zhuk.md")


def test_a_file_is_named_by_the_same_rule_as_everywhere(desk: Desk) -> None:
    assert desk.run("new", "officer", *ROBIN[4:], "--name", "Łucja Straße", "--boroughs", "north")[0] == 0
    assert "officers/lucja-strasse.md" in desk.files()


def test_a_file_whose_name_differs_only_in_case_is_not_overwritten(desk: Desk) -> None:
    (desk.content / "officers/Robin.MD").write_bytes(b"mine")
    before = desk.files()
    code, _, said = desk.run("new", "officer", *ROBIN[4:], "--name", "Robin", "--boroughs", "north")
    assert code == 2
    assert 'There is a file called "Robin.MD" already' in said
    assert desk.files() == before


@pytest.mark.nightly
def test_an_officer_a_page_and_a_channel_pass_the_checks_of_the_real_site(real_desk: Desk) -> None:
    assert real_desk.run(*ROBIN, "--boroughs", "Tower Hamlets, city-of-london", "--tidy-area")[0] == 0
    page = ("new", "page", "--title", "What happens in court?", "--summary", "Who: “you” and #us, 1 & 2")
    assert real_desk.run(*page)[0] == 0
    text = real_desk.text("pages/what-happens-in-court.md")
    assert '\nsummary: "Who: “you” and #us, 1 & 2"\n' in text
    assert "\nreviewed: 2026-11-22\n" in text
    channel = (
        "new", "channel", "--name", "A new helpline", "--kind", "support", "--summary", "Talk to somebody.",
        "--who-answers", "Volunteers", "--reaches-police", "police-not-told", "--anonymity", "they-know-but-do-not-tell", "--cost", "free",
        "--when-to-use", "You want to talk.", "--confidence", "low", "--source-publisher", "A newspaper",
        "--source-published", "2026-10", "--url", "https://www.galop.org.uk/", "--languages", "x",
    )  # fmt: skip
    assert real_desk.run(*channel)[0] == 2  # a channel has no languages
    assert real_desk.run(*channel[:-2])[0] == 0
    text = real_desk.text("channels/a-new-helpline.md")
    assert "sources:\n    # Who published it, as people know them.\n  - publisher: A newspaper\n" in text
    assert "# phone: 0800 555 111\n" in text
    assert (
        real_desk.run("build", "--output", str(real_desk.content.parent / "out"), "--format", "json")[0] == 0
    )


def test_help_names_every_answer(desk: Desk) -> None:
    code, said, _ = desk.run("new", "officer", "--help")
    assert code == 0
    for question in questions_for(Officer):
        assert f"  {question.flag} " in said
    assert "--source-publisher" in said
    assert "--photo-alt" in said


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_words_written_into_a_field_are_read_back_as_they_were(words: str) -> None:
    read, found = parse_yaml(format_field("name", words), "")
    if not found:
        assert read is not None
        assert read.fields["name"] == words


# leave and confirm


AWKWARD = (
    "\ufeff---\r\n"
    "# Ada — 😀\r\n"
    'name: "Ada Byron"   # quoted\r\n'
    "role:   'Liaison officer'\r\n"
    "boroughs: [ north ]\r\n"
    "\r\n"
    "state: in-post  # for now\r\n"
    "# the source\r\n"
    "source: {publisher: Example Gazette, published: 2026-06-01}\r\n"
    "checked:\r\n"
    "    # last time\r\n"
    '    on: "2026-11-01"  # a Sunday\r\n'
    "    by: us\r\n"
    "\r\n"
    "    how: rang\r\n"
    "# the end of it\r\n"
    "basis: published\r\n"
    "---\r\n"
)


def test_leaving_changes_only_the_lines_it_must(desk: Desk) -> None:
    (desk.content / "officers/ada.md").write_bytes(AWKWARD.encode())
    before = desk.files()
    code, said, _ = desk.run("leave", "ada", "--on", "2026-12-31")
    assert code == 0
    assert "…/officers/ada.md: 31 December 2026 is the last day." in said
    assert "python3 build.py remove ada" in said
    assert desk.changed_since(before) == [
        "officers/ada.md",
        "- state: in-post  # for now␍",
        "+ state: leaving  # for now␍",
        "+ until: 2026-12-31␍",
    ]
    write_files(desk.content, {"officers/bo.md": officer("Bo", "north")})
    before = desk.files()
    code, said, _ = desk.run("leave", "ada", "--on", "2027-01-31", "--covered-by", "Bo")
    assert "…/officers/ada.md: Bo covers until then." in said
    lines = ["- until: 2026-12-31␍", "+ until: 2027-01-31␍", "+ covered_by: bo␍"]
    assert desk.changed_since(before) == ["officers/ada.md", *lines]
    assert "…/officers/ada.md says so already." in desk.run("leave", "ada", "--on", "2027-01-31")[1]


def test_confirming_changes_only_the_lines_it_must(desk: Desk) -> None:
    (desk.content / "officers/ada.md").write_bytes(AWKWARD.encode())
    before = desk.files()
    code, said, _ = desk.run("confirm", "ada", "--by", "Comms team", "--how", "rang: nobody said #no")
    assert code == 0
    assert "checked on 22 November 2026 by Comms team" in said
    assert desk.changed_since(before) == [
        "officers/ada.md",
        '-     on: "2026-11-01"  # a Sunday␍',
        '+     on: "2026-11-22"  # a Sunday␍',
        "-     by: us␍",
        "+     by: Comms team␍",
        "-     how: rang␍",
        '+     how: "rang: nobody said #no"␍',
    ]


def test_confirming_a_channel_asks_who_and_how_and_adds_the_check(desk: Desk) -> None:
    before = desk.files()
    code, _, said = desk.run("confirm", "helpline", "--how", "rang the number")
    assert code == 2
    assert said == "--by is missing. Who checked? A role is enough, like: Comms team\n"
    code, said, _ = desk.run("confirm", "A helpline", "--on", "2026-11-20", typing="\nComms team\nrang it\n")
    assert code == 0
    assert "This is needed." in said
    assert desk.changed_since(before) == [
        "channels/helpline.md",
        "+ checked:",
        "+   on: 2026-11-20",
        "+   by: Comms team",
        "+   how: rang it",
    ]


def test_many_are_confirmed_in_one_command_however_they_are_spelled(desk: Desk) -> None:
    before = desk.files()
    names = ("Helpline, call", "ADA BYRON", "content/officers/ada.md", "helplin")
    code, said, _ = desk.run("confirm", *names, "--by", "us", "--how", "rang", typing="yes\n")
    assert code == 0
    assert '"helplin": do you mean A helpline?' in said
    for name in ("officers/ada.md", "channels/call.md", "channels/helpline.md"):
        assert said.count(f"…/{name}: checked on 22 November 2026 by us (rang).") == 1
        assert "on: 2026-11-22" in desk.text(name)
    assert [line for line in desk.changed_since(before) if line.endswith(".md")] == [
        "channels/call.md", "channels/helpline.md", "officers/ada.md",
    ]  # fmt: skip


def test_one_name_that_means_nothing_stops_all_of_them(desk: Desk) -> None:
    before = desk.files()
    code, _, said = desk.run("confirm", "ada", "helplin", "nobody-at-all", "--by", "us", "--how", "rang")
    assert code == 2
    assert said.splitlines()[0].endswith('called "helplin". Did you mean "helpline"?')
    assert 'called "nobody-at-all". The names are: ada, call, helpline.' in said
    (desk.content / "channels/helpline.md").write_text("---\n{name: A helpline}\n---\n")
    before = desk.files()
    assert desk.run("confirm", "ada", "helpline", "--by", "us", "--how", "rang")[0] == 2
    assert desk.files() == before


@pytest.mark.parametrize(
    "written",
    ["https://www.news.example.org/lgbt/", "news.example.org/lgbt#who", "HTTP://news.Example.org/lgbt"],
)
def test_all_whose_source_was_read_are_confirmed_together(written: str, desk: Desk) -> None:
    for name in ("channels/call.md", "officers/ada.md"):
        text = desk.text(name).replace(
            "Example Gazette, ", 'Example Gazette, url: "https://news.example.org/lgbt", '
        )
        (desk.content / name).write_text(text)
    before = desk.files()
    code, said, errors = desk.run("confirm", "--all-read", written, "--by", "us")
    assert code == 0, errors
    assert said.count("checked on 22 November 2026 by us (read the page).") == 2
    assert [line for line in desk.changed_since(before) if line.endswith(".md")] == [
        "channels/call.md",
        "officers/ada.md",
    ]
    code, _, errors = desk.run("confirm", "--all-read", "https://news.example.org/other", "--by", "us")
    assert code == 2
    assert "news.example.org/lgbt" in errors.splitlines()


def test_thirty_are_confirmed_in_about_a_second(real_desk: Desk) -> None:
    """Of the processor, imports and all, as one command; three times as long is allowed to computers that are slow."""
    names = [file.stem for file in sorted((real_desk.content / "channels").glob("*.md"))[:30]]
    command = ["confirm", *names, "--by", "us", "--how", "rang", "--content", str(real_desk.content)]
    begun = os.times()
    subprocess.run(
        [sys.executable, "-m", "site_builder", *command],
        check=True,
        cwd=PROJECT_DIR,
        stdout=subprocess.DEVNULL,
    )
    ended = os.times()
    assert ended.children_user - begun.children_user < 3


def test_a_contact_with_a_check_of_its_own_is_mentioned(desk: Desk) -> None:
    more = "email:\n  value: team@example.org\n  checked: {on: 2026-11-01, by: us, how: rang}\n"
    (desk.content / "officers/ada.md").write_text(officer("Ada", "north", more=more))
    _, said, _ = desk.run("confirm", "ada", "--by", "us", "--how", "rang")
    assert '"email" has a check of its own there, which was not changed.' in said


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("leave", "adda", "--on", "2026-12-31"), 'There is no officer called "adda". Did you mean "ada"?'),
        (("leave", "helpline", "--on", "2026-12-31"), 'There is no officer called "helpline".'),
        (("leave", "ada", "--on", "3/4/2026"), "If you meant 3 April 2026: 2026-04-03."),
        (("leave", "ada", "--on", "2026-02-31"), "31 February 2026 does not exist."),
        (("leave", "ada"), "--on"),
        (("leave", "ada", "--on", "2026-12-31", "--covered-by", "Boo"), 'There is no officer called "Boo".'),
        (("confirm", "nobody-at-all", "--by", "us", "--how", "rang"), "There is no officer or way to report called"),
        (("confirm", "ada", "--by", "us", "--how", "x", "--on", "2026-11-23"), "23 November 2026 has not come yet."),
        (("confirm", "ada", "--by", "us", "--how", "x\u202e"), "turns the order of the text around"),
        (("confirm", "ada", "--by", "  ", "--how", "x"), '"by" is empty.'),
        (("remove", "adda", "--yes"), 'Did you mean "ada"?'),
        (("remove", "ada"), "add --yes"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused_and_every_file_stays(
    arguments: tuple[str, ...], expected: str, desk: Desk
) -> None:
    before = desk.files()
    code, _, said = desk.run(*arguments)
    assert code == 2
    assert expected in said
    assert desk.files() == before


def test_a_change_that_the_checks_would_refuse_shows_the_line_and_writes_nothing(desk: Desk) -> None:
    text = officer("Ada", "north").replace("state: in-post", "state: in-post\nsince: 2026-06-01")
    (desk.content / "officers/ada.md").write_text(text)
    before = desk.files()
    code, _, said = desk.run("leave", "ada", "--on", "2026-01-31")
    assert code == 1
    assert "…/officers/ada.md was not changed, because then something would be wrong:" in said
    assert "until (31 January 2026) is before since (1 June 2026)." in said
    assert "| until: 2026-01-31" in said
    assert desk.files() == before


def test_mistakes_that_were_there_before_do_not_hold_a_change_up(desk: Desk) -> None:
    (desk.content / "officers/bad.md").write_text("---\nnmae: x\n---\n")
    assert desk.run("leave", "ada", "--on", "2026-12-31")[0] == 0


def test_a_file_written_in_braces_is_left_to_a_person(desk: Desk) -> None:
    with pytest.raises(EditRefused, match="Change it by hand"):
        set_field("a.md", b"---\n{name: Ada, state: in-post}\n---\n", "state", "leaving", ORDER)


@given(st.integers(0, 12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_line_but_the_changed_ones_stays_byte_for_byte(at: int, end: str, has_end: bool) -> None:
    lines = AWKWARD.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    lines.insert(1 + at % 9, "# 👩‍🚒 a note")
    content = end.join([*lines[:-1], *(["", "Text  ", "state: x"] if has_end else [])]).encode()
    changed = set_field("a.md", content, "state", "away", ORDER)
    old, new = content.split(b"\n"), changed.split(b"\n")
    assert [line for line in new if line not in old] == [b"state: away  # for now" + end[:-1].encode()]
    assert len(old) == len(new)
    gone = delete_field("a.md", content, "checked").split(b"\n")
    assert len(gone) == len(old) - 6
    assert b"# the end of it" + end[:-1].encode() in gone


# remove


def test_removing_asks_first_and_no_is_no(desk: Desk) -> None:
    before = desk.files()
    code, said, errors = desk.run("remove", "Ada Byron", typing="no\n")
    assert code == 2
    assert "…/officers/ada.md is deleted." in said
    assert "…/pages/boroughs/north.md: liaison is added, with state: unlisted." in said
    assert errors == "Stopped. Nothing was written.\n"
    assert desk.files() == before


def test_removing_offers_to_mend_what_still_names_the_officer(desk: Desk) -> None:
    about = desk.content / "pages/report.md"
    before = about.read_text()
    about.write_text(before + "\nWe are here. Ask Ada  Byron. Or ring us.\n")
    (desk.content / "officers/ada.md.bak").write_text("name: Ada Byron")
    code, said, _ = desk.run("remove", "ada", typing="yes\nyes\nyes\n")
    assert code == 0
    assert about.read_text() == before + "\nWe are here. Or ring us.\n"
    assert "officers/ada.md.bak" not in desk.files()
    assert "by hand" not in said and "\nDone" not in said
    assert "gone 'Ada Byron' officers/ada" in said


def test_who_goes_leaves_the_papers_of_the_desk_too(desk: Desk) -> None:
    papers = desk.content.with_name("content.desk")
    table = format_table([("name", "on"), ("Lou Kim", "2026"), ("Ada  BYRON", "2026")])
    write_files(
        papers,
        {
            ".gitignore": "*\n",
            "new-officer.json": '{"name": "Byron, Ada"}',
            "mails/1.eml": "To: Ada Byron",
            "mails/lou.eml": "",
        },
    )
    (papers / "asked.csv").write_bytes(table)
    desk.patch.chdir(desk.content.parent)
    assert cli.main(["gone", "Ada Byron", "--content", str(desk.content), "--from", "none"]) == 1
    found = desk.capsys.readouterr().out
    assert "content.desk/new-officer.json" in found and "content.desk/asked.csv" in found
    code, said, errors = desk.run("remove", "ada", "--yes")
    assert code == 0, errors
    assert "content.desk/asked.csv: they are taken out." in said
    assert read_table((papers / "asked.csv").read_bytes()) == [["name", "on"], ["Lou Kim", "2026"]]
    left = {file.relative_to(papers).as_posix() for file in papers.rglob("*") if file.is_file()}
    assert left == {".gitignore", "asked.csv", "mails/lou.eml"}


def test_what_a_person_must_mend_is_listed_with_its_places(desk: Desk) -> None:
    other = officer(
        "Lou Kim", "north", more="photo: {file: lou.png, alt: Lou with Ada Byron}\n", body="## On Byron\n"
    )
    (desk.content / "officers/lou.md").write_text(other)
    about = desk.content / "pages/report.md"
    about.write_text(f"{about.read_text()}\nZo&euml; asks Byron, Ada*.*\n")
    code, said, errors = desk.run("remove", "ada", "--yes")
    assert code == 0, errors
    assert "…/officers/lou.md:6  photo: {file: lou.png, alt: Lou with Ada Byron}" in said
    assert "…/pages/report.md:9  Zo&euml; asks Byron, Ada*.*" in said
    assert "Only the surname stands here. Look whether it is theirs:\n  …/officers/lou.md:" in said


def test_with_one_word_every_sure_place_is_mended_without_asking(desk: Desk) -> None:
    write_files(
        desk.content,
        {
            "pages/report.md": desk.text("pages/report.md")
            + "\n- Ring ADA BYRON.\n- Ring us. Byron,\n  Ada listens! She is kind.\n\nAda\u00ad Byr\u00adon alone.\n",
            "officers/IMG_ada_byron.heic": b"x",
            ".~lock.ada-byron.md#": b"",
        },
    )
    code, said, errors = desk.run("remove", "ada", "--yes", "--mend")
    assert code == 0, errors
    assert desk.text("pages/report.md").endswith("---\n\n- Ring us. She is kind.\n\n")
    assert not [name for name in desk.files() if "ada" in name]
    assert "by hand" not in said


def test_the_words_of_a_link_to_the_officer_stay_without_it(desk: Desk) -> None:
    about = desk.content / "pages/report.md"
    before = about.read_text()
    about.write_text(before + "\nAsk [her](../officers/ada.md) or [them](/officers/ada/#call).\n")
    assert desk.run("remove", "ada", "--yes")[0] == 0
    assert about.read_text() == before + "\nAsk her or them.\n"


def test_removing_is_refused_while_a_field_needs_the_officer(desk: Desk) -> None:
    about = desk.content / "pages/report.md"
    about.write_text(about.read_text() + "\nAsk [her][1].\n\n[1]: ../officers/ada.md\n")
    before = desk.files()
    code, _, said = desk.run("remove", "ada", "--yes")
    assert code == 1
    assert 'The link to "../officers/ada.md" leads nowhere.' in said
    assert desk.files() == before


def test_a_broken_file_can_be_removed_too(desk: Desk) -> None:
    (desk.content / "officers/ada.md").write_text(officer("Ada", "north").replace("state:", "stat:"))
    assert desk.run("remove", "ada", "--yes")[0] == 0
    assert "officers/ada.md" not in desk.files()
    assert "liaison:\n  state: unlisted\n---\n" in desk.text("pages/boroughs/north.md")


def test_a_removed_officer_is_nowhere_in_the_published_folder_nor_beside_it(example_desk: Desk) -> None:
    desk, content = example_desk, example_desk.content
    record = (
        content / f"officers/{GONE}.md"
    )  # with a photograph, and named by another officer and by a borough
    record.write_text(record.read_text().replace("  - croydon\n", "  - croydon\n  - hounslow\n"))
    borough = content / "pages/boroughs/hounslow.md"
    borough.write_bytes(delete_field("", borough.read_bytes(), "liaison"))  # nobody else serves it
    published = content.parent / "published"
    _build(content, published)
    shown = (file for file in published.rglob(f"*{GONE}/*") if file.suffix != ".html")
    pictures = [file.read_bytes() for file in (*shown, content / f"officers/{GONE}.png")]
    assert len(pictures) > 1
    assert _traces(published, pictures) == {"name", "short name", "email", "phone", "picture", "digest"}
    assert "picture" in _traces(published / "cache", pictures)
    before = desk.files()

    code, said, errors = desk.run("remove", GONE, "--yes")
    assert code == 0, errors
    _build(content, published)
    assert _traces(published, pictures) == set()
    assert _traces(content, pictures) == set()
    assert "by hand" not in said
    changed = desk.changed_since(before)
    assert {"- covered_by: uzoamaka-nwokeabia", "-   covered_by: uzoamaka-nwokeabia"} <= set(changed)
    assert (
        changed.count("+ liaison:") == said.count("liaison is added") == 1
    )  # another officer serves Croydon
    assert {line for line in changed if line.startswith("+")} == {"+ liaison:", "+   state: unlisted"}


def _build(content: Path, published: Path) -> None:
    """Publish a site, with a cache for photographs beside it."""
    from site_builder.pipeline import BuildOptions, build_site

    asked = BuildOptions(
        content_dir=content,
        output_dir=published / "site",
        themes_dir=PROJECT_DIR / "themes",
        theme="liaison",
        as_of=datetime.date.fromisoformat(AS_OF),
        cache_dir=published / "cache",
    )
    built = build_site(asked, lambda things, label, count: iter(things))
    assert built.published, list(map(str, built.findings.sorted()))


def _traces(folder: Path, pictures: list[bytes]) -> set[str]:
    """Return what of the removed officer stands anywhere below a folder, in names of files and in every byte."""
    found = set()
    digests = {hashlib.sha256(picture).hexdigest() for picture in pictures}
    for file in folder.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        text = f"{file.relative_to(folder)}\n{content.decode('utf-8', 'replace')}"
        plain = _folded(text)
        together = re.sub(r"(?<=\d)(?:[\s().-]|&nbsp;|%20)+(?=\d)", "", text)
        signs = {
            "name": re.search(
                "nwokeabia|uzoamaka", plain.replace(GONE, "").replace("uzoamaka.nwokeabia", "")
            ),
            "short name": GONE in plain,
            "email": "uzoamaka.nwokeabia" in plain,
            "phone": re.search("2079460255|7700900255", together),
            "picture": any(picture in content for picture in pictures),
            "digest": any(digest in text for digest in digests),
        }
        found |= {sign for sign, is_there in signs.items() if is_there}
    return found


def _folded(text: str) -> str:
    return re.sub("[\u0300-\u036f]+", "", unicodedata.normalize("NFKD", text.casefold()))


# writing


@contextmanager
def _without_rights(folder: Path) -> Iterator[None]:
    """Make a folder one that may not be written; where the tests run as root, be somebody else meanwhile."""
    for other in folder.parent.parent.rglob("*"):
        other.chmod(0o777)
    folder.chmod(0o555)
    if sys.platform == "win32":
        return
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="a folder has no such rights there")
def test_a_folder_that_may_not_be_written_is_said_and_nothing_changes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory() as place:  # below tmp_path only its owner may look
        Path(place).chmod(0o755)
        desk = Desk(Path(place) / "content", capsys, monkeypatch)
        write_files(desk.content, small_site(ada=officer("Ada", "north")))
        before = desk.files()
        with _without_rights(desk.content / "pages/boroughs"):
            code, _, said = desk.run(*ROBIN, "--boroughs", "south", "--tidy-area")
            assert code == 2
            assert said == "…/pages/boroughs cannot be written: Permission denied.\n"
            assert desk.run("remove", "ada", "--yes")[0] == 2
        assert desk.files() == before


def test_when_one_file_cannot_be_written_the_others_are_put_back(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"one", "b": b"two", "c/in-the-way": b""})
    with pytest.raises(EditRefused, match="cannot be written"):
        write_changes(
            [
                FileChange(tmp_path / "a", "a", b"one", b"ONE"),
                FileChange(tmp_path / "b", "b", b"two", None),
                FileChange(tmp_path / "new", "new", None, b"new"),
                FileChange(tmp_path / "c/in-the-way/x", "x", None, b"x"),
            ]
        )
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()} == {
        "a": b"one",
        "b": b"two",
    }


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"newer"})
    with pytest.raises(EditRefused, match="changed by somebody else"):
        write_changes([FileChange(tmp_path / "a", "a", b"older", b"mine")])
    assert (tmp_path / "a").read_bytes() == b"newer"


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such rights there")
def test_a_changed_file_keeps_who_may_read_it(desk: Desk) -> None:
    file = desk.content / "officers/ada.md"
    file.chmod(0o640)
    assert desk.run("leave", "ada", "--on", "2026-12-31")[0] == 0
    assert file.stat().st_mode & 0o777 == 0o640
