"""Asking whether what is published is still right: mails that others can read, tables, and who was asked already."""

import csv
import datetime
import email
import email.policy
import io
import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import cli
from site_builder.content.csv_tables import format_table
from site_builder.desk.editing.asking_register import format_asked, read_asked
from site_builder.desk.editing.content_state import read_content
from site_builder.desk.editing.desk_folder import DeskFolder
from site_builder.desk.editing.letters import Letter, can_be_addressed, write_mail
from site_builder.directory.asked import Asked
from tests.sites import SITE, officer, small_site, write_files

TODAY = datetime.date(2026, 11, 28)
WITH_CONTACT = SITE.replace("is_the_police: no", "is_the_police: no, contact: desk@example.org")
OLD = "checked: {on: 2026-06-01, by: us, how: rang}\n"
SAM = officer("Sam Okoro", "north", more=f"email: sam@example.org\n{OLD}", body="I listen.\n")
ADA = officer("Ada Byron", "south", more=f"email: team@example.org\nphone: 020 7946 0777\n{OLD}")
LOU = officer("Lou Kim", "north", more=OLD)


class Editor:
    """A content folder and somebody who types commands about it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.desk = folder / "content.desk"
        files = small_site(sam=SAM, ada=ADA, lou=LOU)
        call = files["channels/call.md"]
        files |= {"site.yaml": WITH_CONTACT, "channels/off.md": _held_back(call), "officers/gone.md": _left()}
        write_files(folder / "content", files)

    def run(self, *arguments: str, day: datetime.date = TODAY) -> tuple[int, str]:
        code = cli.main([*arguments, "--content", str(self.folder / "content"), "--as-of", str(day)])
        said = self.capsys.readouterr()
        return code, (said.out + said.err).replace(str(self.folder), "…")

    def papers(self) -> dict[str, bytes]:
        files = (file for file in sorted(self.desk.rglob("*")) if file.is_file())
        return {file.relative_to(self.desk).as_posix(): file.read_bytes() for file in files}

    def mail(self, name: str, folder: str = "2026-11-28") -> EmailMessage:
        content = self.papers()[f"mails/{folder}/{name}.eml"]
        read = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        return read


def _held_back(channel: str) -> str:
    return channel.replace("The police line", "A line to come").replace(
        "confidence:", "held_back: Nobody has confirmed it.\nconfidence:"
    )


def _left() -> str:
    return officer("Gil Gone", "north", "leaving", "until: 2026-11-01\nemail: gil@example.org\n")


def words_of(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


@pytest.fixture
def editor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Editor:
    return Editor(tmp_path, capsys)


def test_each_who_is_due_has_a_mail_of_their_own_with_what_is_published_and_what_is_asked(
    editor: Editor,
) -> None:
    code, said = editor.run("ask")
    assert code == 0
    assert "2 mails to look at and send" in said
    mail = editor.mail("officer-ada")
    assert mail["Subject"] == "Please check what we publish, by 19 December 2026"
    assert (mail["To"], mail["From"], mail["X-Unsent"]) == ("team@example.org", "desk@example.org", "1")
    assert mail["Date"].datetime.date() == TODAY
    assert len(mail) == len(set(mail))
    assert mail.get_content_type() == "text/plain" and not mail.defects
    text = words_of(mail)
    for words in (
        "    Name: Ada Byron\n", "    Areas: Southton\n", "    Phone: 020 7946 0777\n", "    Checked on: 1 June 2026\n",
        "Is all of this right today?", "What has changed", "Do you still hold this post?",
        "You agreed on 1 January 2026, and that holds until 1 January 2029.", "Please answer by 19 December 2026",
        "write to desk@example.org",
    ):  # fmt: skip
        assert words in text
    assert "I listen." in words_of(editor.mail("officer-sam"))


def test_no_mail_says_anything_of_somebody_else(editor: Editor) -> None:
    away = SAM.replace("state: in-post", "state: away\nuntil: 2027-01-01\ncovered_by: ada")
    (editor.folder / "content/officers/sam.md").write_text(away)
    editor.run("ask")
    mails = [name for name in editor.papers() if name.endswith(".eml")]
    people = ("Sam Okoro", "sam@example.org", "Ada Byron", "team@example.org", "Lou Kim", "Gil")
    for name in mails:
        content = editor.mail(name.rpartition("/")[2].removesuffix(".eml"))
        named = {
            who.split()[0].split("@")[0].lower() for who in people if who in f"{content}\n{words_of(content)}"
        }
        assert len(named - {"team"}) == 1, name
        assert not [who for who in people if who in content["Subject"]]
    assert "Covered by: another officer" in words_of(editor.mail("officer-sam"))


def test_a_mail_is_read_alike_by_another_reader_and_by_hand(editor: Editor) -> None:
    odd = SAM.replace("Sam Okoro", "Zoë Ó’Neill-Łuk 欧阳")
    (editor.folder / "content/officers/sam.md").write_text(odd)
    editor.run("ask")
    content = editor.papers()["mails/2026-11-28/officer-sam.eml"]
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 78
    older = email.message_from_bytes(content, policy=email.policy.compat32)
    payload = older.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert "Name: Zoë Ó’Neill-Łuk 欧阳\r\n" in payload.decode()
    assert payload.decode().replace("\r\n", "\n") == words_of(editor.mail("officer-sam"))


def test_who_has_no_address_is_on_a_list_to_ring_or_write_to(editor: Editor) -> None:
    code, said = editor.run("ask")
    assert code == 0
    tables = {name.rpartition("/")[2]: content for name, content in editor.papers().items() if "/" in name}
    by_hand = list(
        csv.DictReader(io.StringIO(tables["to-ring-or-write-to.csv"].decode("utf-8-sig"), newline=""))
    )
    assert {one["Name"]: one["Telephone"] for one in by_hand} == {
        "Lou Kim": "101", "A helpline": "020 7946 0001", "The police line": "101", "Test Police Service": "101",
    }  # fmt: skip
    assert "  Lou Kim: 101\n" in said
    assert "Farton: no officer is listed" in by_hand[-1]["Text"]
    merge = list(csv.DictReader(io.StringIO(tables["mail-merge.csv"].decode("utf-8-sig"), newline="")))
    assert [one["Address"] for one in merge] == ["team@example.org", "sam@example.org"]
    assert merge[1]["Text"] == words_of(editor.mail("officer-sam"))


def test_nobody_is_asked_twice_while_there_is_time_to_answer(editor: Editor) -> None:
    editor.run("ask", "Sam Okoro; lou")
    before = editor.papers()
    code, said = editor.run("ask", "sam", day=datetime.date(2026, 12, 19))
    assert code == 0
    assert "Sam Okoro: on 28 November 2026, to answer by 19 December 2026" in said
    assert editor.papers() == before
    assert "1 mail to look at" in editor.run("ask", "sam", "--again")[1]
    assert "mails/2026-11-28-2/officer-sam.eml" in editor.papers()
    _, said = editor.run("ask", "lou", day=datetime.date(2026, 12, 20))
    assert "1 question to those without a mail address" in said


def test_status_and_the_desk_count_who_has_not_answered_until_they_are_confirmed(editor: Editor) -> None:
    editor.run("ask")
    _, said = editor.run("status")
    assert "Asked, and no answer yet (6)" in said
    assert "Asked on 28 November 2026, to answer by 19 December 2026." in said
    assert "no answer in time" in editor.run("status", day=datetime.date(2026, 12, 20))[1]
    code, said = editor.run("confirm", "sam, test police", "--by", "us", "--how", "asked them")
    assert code == 0, said
    assert "Test Police Service: the answer is noted." in said
    assert "Asked, and no answer yet (4)" in editor.run("status")[1]
    assert "Test Police Service" not in editor.run("ask", "--again")[1]
    text = (editor.folder / "content/officers/lou.md").read_text()
    (editor.folder / "content/officers/lou.md").write_text(text.replace("on: 2026-06-01", "on: 2026-11-28"))
    (editor.folder / "content/officers/ada.md").unlink()
    assert "Asked, and no answer yet (2)" in editor.run("status")[1]


def test_who_is_not_published_is_not_asked_and_that_is_said(editor: Editor) -> None:
    for arguments in (("ask",), ("ask", "Gil Gone", "a line to come", "--again")):
        code, said = editor.run(*arguments)
        assert code == 0
        assert "Gil Gone: not listed today (until 1 November 2026)." in said
        assert "A line to come: held back. Nobody has confirmed it." in said
    assert not [name for name in editor.papers() if "-gone" in name or "-off" in name]


def test_a_force_means_all_who_belong_to_it_and_an_area_its_force(editor: Editor) -> None:
    text = ADA.replace("on: 2026-06-01", "on: 2026-11-20")  # not due
    (editor.folder / "content/officers/ada.md").write_text(text)
    assert "Ada Byron" not in editor.run("ask")[1]
    assert "officer-ada.eml" in editor.run("ask", "--force", "Test Police")[1]
    assert "Test Police Service" in editor.run("ask", "Northton", "--again")[1]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("sma",), 'There is no officer, way to report, force or area called "sma". Did you mean "sam"?'),
        (("sam", "nobody-at-all"), 'called "nobody-at-all"'),
        (("nothton",), 'Did you mean "north"?'),
        ((" , ;",), "Write who is to be asked"),
        (("--force", "mett"), 'There is no force called "mett". Did you mean "met"?'),
        (("--answer-by", "2026-11-28"), "Nobody could answer by 28 November 2026."),
        (("--answer-by", "9999-12-31"), "Nobody could answer by 31 December 9999."),
        (("--answer-by", "3/4/2026"), "If you meant 3 April 2026"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_written(
    arguments: tuple[str, ...], expected: str, editor: Editor
) -> None:
    try:
        code, said = editor.run("ask", *arguments)
    except SystemExit as stopped:
        code, said = int(str(stopped.code)), editor.capsys.readouterr().err
    assert code == 2
    assert expected in said
    assert not editor.desk.exists()


def test_without_an_address_to_answer_to_nobody_is_asked(editor: Editor) -> None:
    (editor.folder / "content/site.yaml").write_text(SITE)
    code, said = editor.run("ask")
    assert code == 2
    assert 'Add a line "contact"' in said
    assert not editor.desk.exists()


def test_no_git_and_no_site_sees_the_papers(editor: Editor) -> None:
    editor.run("ask")
    assert editor.papers()[".gitignore"].splitlines()[-1] == b"*"
    content = read_content(editor.folder / "content", None, TODAY)
    assert not [source for source in content.sources if "desk" in source.name]


HOSTILE = st.text(alphabet=st.sampled_from(list("ab.@,;:<>\"'()\\[]\r\n\t\0 é\u2028=?%+-_")), max_size=30)


@settings(max_examples=40)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_address_and_no_words_add_a_header_or_a_second_addressee(
    name: str, address: str, text: str
) -> None:
    tried = f"{address}@example.org"
    letter = Letter("officer", "sam", name, f"{text}\n", "19 December 2026", tried)
    if not can_be_addressed(tried):
        letter = Letter("officer", "sam", name, f"{text}\n", "19 December 2026", "sam@example.org")
    content = write_mail(letter, "desk@example.org", TODAY)
    head, _, _ = content.partition(b"\r\n\r\n")
    names = [line.partition(b":")[0] for line in re.split(rb"\r\n(?![ \t])", head)]
    assert names == [
        b"Subject", b"From", b"To", b"Date", b"X-Unsent", b"Content-Type", b"Content-Transfer-Encoding", b"MIME-Version",
    ]  # fmt: skip
    read = email.message_from_bytes(content, policy=email.policy.default)
    assert [one.addr_spec for one in read["To"].addresses] == [letter.address]
    assert name.strip() == "" or len(name) < 4 or name not in head.decode()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@b\r\nBcc: c@d",
        "a@b, c@d",
        "a b@c",
        "Ann <a@b>",
        "zoë@example.org",
        "a@b\n",
        "<a@b>",
        "a@@b",
        "@b",
        "a@",
    ],
)
def test_what_is_no_address_alone_is_none(address: str) -> None:
    assert not can_be_addressed(address)


@settings(max_examples=15)
@given(
    st.lists(
        st.builds(Asked, st.sampled_from(["officer", "channel", "force"]), st.from_regex(r"\A[a-z][a-z0-9-]{0,9}\Z"),
                  st.dates(), st.dates(), st.none() | st.dates()),
        unique_by=lambda one: one.key, max_size=5,
    ), st.binary(max_size=60),
)  # fmt: skip
def test_who_was_asked_is_read_back_and_what_somebody_spoiled_is_passed_over(
    asked: list[Asked], spoiled: bytes
) -> None:
    class Desk(DeskFolder):
        def read(self, name: str) -> bytes:
            return (
                format_asked(asked)
                + b"\r\n"
                + spoiled.replace(b"\r", b"").replace(b"\n", b"").replace(b'"', b"")
            )

    assert read_asked(Desk(Path())) == tuple(asked)


def test_a_name_that_begins_a_formula_is_none_in_the_tables(editor: Editor) -> None:
    (editor.folder / "content/officers/lou.md").write_text(LOU.replace("Lou Kim", '"=HYPERLINK(1)"'))
    editor.run("ask", "lou")
    table = next(content for name, content in editor.papers().items() if name.endswith("write-to.csv"))
    assert b"'=HYPERLINK(1)" in table
    assert format_table([("=1", "+2", "@x", "-3", " =4", "＝5")]).count(b"'") == 6
