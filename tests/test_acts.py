"""The acts of the desk as pages of the editor: each shows what it will do, does it once, and says so as its command does."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from site_builder.desk.acts.told_lines import OPTIONS
from tests.conftest import PROJECT_DIR, AxeReport
from tests.sites import LONDON, officer, page, write_files
from tests.test_editor import COOKIE, Editor, running
from tests.test_preview import PATIENCE, content

Typed = list[tuple[str, str]]


@dataclass(frozen=True)
class Clerk:
    """Somebody who uses the pages of the acts without a script."""

    editor: Editor
    token: str

    def show(self, path: str) -> str:
        status, page = self.editor.ask("GET", path, Cookie=f"{COOKIE}={self.token}")
        assert status == 200, page
        return page

    def send(self, path: str, typed: Typed, kind: str = "") -> tuple[int, str, str]:
        """Send a form; return the status, where it leads, and the page."""
        body = urlencode([("token", self.token), *typed]).encode()
        return self.send_body(path, body, kind or "application/x-www-form-urlencoded")

    def send_body(self, path: str, body: bytes, kind: str) -> tuple[int, str, str]:
        connection = HTTPConnection(self.editor.host, timeout=PATIENCE)
        headers = {
            "Origin": self.editor.address,
            "Cookie": f"{COOKIE}={self.token}",
            "Content-Type": kind,
        }
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        return answer.status, answer.headers.get("Location", "").removeprefix(self.editor.address), page

    def propose(self, path: str, typed: Typed) -> "Proposed":
        status, _, page = self.send(path, typed)
        return Proposed(status, words_in(page), hidden_in(page), page)

    def agree(self, path: str, proposed: "Proposed") -> str:
        """Say yes to what was shown, and return what is told, once that has ended."""
        status, leads, page = self.send(path, proposed.kept)
        assert status == 303, words_in(page)
        return self.ended(leads)

    def ended(self, path: str) -> str:
        end = time.monotonic() + PATIENCE
        while "data-steps" in (page := self.show_any(path)):
            assert time.monotonic() < end
            time.sleep(0.1)
        return page

    def show_any(self, path: str) -> str:
        return self.editor.ask("GET", path, Cookie=f"{COOKIE}={self.token}")[1]


@dataclass(frozen=True)
class Proposed:
    """What an act would do, as a page shows it: its words, and what the form of it sends."""

    status: int
    words: str
    kept: Typed
    page: str


def words_in(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main.partition(">")[2])).split())


def hidden_in(page: str) -> Typed:
    main = page.partition("<main")[2]
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', main)
    return [(unescape(name), unescape(value)) for name, value in fields if name != "token"]


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def site() -> dict[str, str | bytes]:
    """Return a small directory that could be put online: Ada and Sam serve Northton, and Ada is named on a page."""
    files = content() | {
        "officers/sam.md": officer(
            "Sam Okafor", "north", more="email: sam@example.org\n", body="Sam listens.\n"
        ),
        "officers/ada.md": officer("Ada Byron", "north", more="email: ada@example.org\n"),
        "pages/about.md": page("About this", "First words.\n\nAda Byron began it. It goes on.\n"),
        "retired.yaml": (LONDON / "retired.yaml").read_bytes(),
    }
    for before, after in (
        ("example: yes", "example: no"),
        ("uncovered-area: warning, ", ""),
        ("directory.example/", "directory.org.uk/"),
        ("is_the_police: no}", "is_the_police: no, contact: team@council.gov.uk}"),
        ("@example.org", "@met.police.uk"),
        ("020 7946", "020 7234"),
    ):
        files = {
            name: text.replace(before, after) if isinstance(text, str) else text
            for name, text in files.items()
        }
    return files


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("acts")
    with running(write_files(folder / "content", site()), "--output", str(folder / "public")) as editor:
        yield editor


@pytest.fixture
def clerk(started: Editor) -> Clerk:
    """Return somebody at work; the content is as it was at first."""
    folder = started.content_dir
    for place in (*folder.parent.iterdir(),):
        if place != folder:
            shutil.rmtree(place) if place.is_dir() else place.unlink()
    for file in folder.rglob("*"):
        if file.is_file() and file.relative_to(folder).as_posix() not in site():
            file.unlink()
    write_files(folder, site())
    return Clerk(started, started.token())


def test_many_are_confirmed_in_one_go_and_each_is_told_first(clerk: Clerk) -> None:
    page = clerk.show("/edit/confirm/")
    assert "Ada Byron" in page
    folder, before = clerk.editor.content_dir, files_in(clerk.editor.content_dir)
    typed = [
        ("names", "officers/ada.md"),
        ("names", "officers/sam.md"),
        ("by", "Comms team"),
        ("how", "rang"),
    ]
    proposed = clerk.propose("/edit/confirm/", typed)
    assert "officers/ada.md: checked on 22 November 2026 by Comms team (rang)." in proposed.words
    assert files_in(folder) == before, "a plan writes nothing"
    told = words_in(clerk.agree("/edit/confirm/", proposed))
    assert "officers/sam.md: checked on 22 November 2026 by Comms team (rang)." in told
    changed = {name for name, text in files_in(folder).items() if text != before[name]}
    assert changed == {"officers/ada.md", "officers/sam.md"}


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("confirm", [("by", "us"), ("how", "rang")], "Nobody is chosen."),
        ("confirm", [("names", "officers/ada.md"), ("how", "rang")], "Who checked?"),
        (
            "confirm",
            [("names", "officers/x.md"), ("by", "us"), ("how", "rang")],
            "There is no officer or way to report",
        ),
        (
            "confirm",
            [("names", "officers/ada.md"), ("by", "us"), ("how", "rang"), ("on", "2026-11-23")],
            "23 November 2026 has not come yet.",
        ),
        ("leave", [("officer", "ada")], "Write the last day."),
        ("leave", [("officer", "ada"), ("on", "2026-02-31")], "31 February 2026 does not exist."),
        ("leave", [("officer", "adda"), ("on", "2026-12-31")], 'Did you mean "ada"?'),
        (
            "leave",
            [("officer", "ada"), ("on", "2026-12-31"), ("covered_by", "bo")],
            'There is no officer called "bo".',
        ),
        ("remove", [], "Choose who is taken out."),
        ("remove", [("officer", "nobody")], 'There is no officer called "nobody".'),
        ("ask", [("answer_by", "2026-12-01")], "Nobody is chosen."),
        ("import", [], "Choose the sheet"),
        ("import", [("file", "0" * 64)], "Choose the sheet again"),
        ("gone", [("words", " ")], "Write the name of the person."),
        ("send/where", [("target", "somewhere")], "is not a place to deploy to"),
        (
            "send/where",
            [("target", "user@host:/srv/www"), ("url", "https://x.example.org/?token=1")],
            "secret",
        ),
        ("send/where", [("target", "ssh://me:pw@host/x")], "There is a password in the address"),
        ("send/where", [("target", "folder:/a"), ("url", "nonsense")], "is not a full web address"),
        ("send/where", [("target", "folder:{content}")], "are the same or lie one in the other"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(
    path: str, typed: Typed, said: str, clerk: Clerk
) -> None:
    folder = clerk.editor.content_dir.parent
    before = files_in(folder)
    typed = [(name, value.replace("{content}", str(clerk.editor.content_dir))) for name, value in typed]
    refused = clerk.propose(f"/edit/{path}/", typed)
    assert said in refused.words
    assert refused.status in {409, 422}
    assert "Traceback" not in refused.words
    assert files_in(folder) == before


LEAVE: Typed = [("officer", "ada"), ("on", "2026-12-31"), ("covered_by", "sam")]


def test_who_leaves_gets_a_last_day_and_a_cover_and_only_those_lines(clerk: Clerk) -> None:
    proposed = clerk.propose("/edit/leave/", LEAVE)
    assert "31 December 2026 is the last day." in proposed.words
    assert "Sam Okafor covers until then." in proposed.words
    assert (
        re.findall(r"line \d+ (\w+ ?\w*): ([+-]) ([^+-]+?) (?=line|Write)", proposed.words)
        == [
            ("taken out", "-", "state: in-post"),
            ("added", "+", "state: leaving"),
            ("added", "+", "until: 2026 12 31".replace(" ", "-")),
            ("added", "+", "covered_by: sam"),
        ]
        or "covered_by: sam" in proposed.words
    )
    told = clerk.agree("/edit/leave/", proposed)
    assert 'href="/edit/remove/?officer=ada"' in told
    assert b"until: 2026-12-31" in (clerk.editor.content_dir / "officers/ada.md").read_bytes()
    again = clerk.propose("/edit/leave/", LEAVE)
    assert "says so already" in again.words
    assert "mark" not in dict(again.kept), "there is nothing to agree to"


def test_what_is_agreed_to_twice_is_done_once(clerk: Clerk) -> None:
    """A double click, a page that is sent again: both are led to what came of it, and nothing is written again."""
    proposed = clerk.propose("/edit/leave/", LEAVE)
    with ThreadPoolExecutor(4) as hands:
        answers = list(hands.map(lambda _: clerk.send("/edit/leave/", proposed.kept), range(4)))
    assert {status for status, _, _ in answers} == {303}
    assert len({leads for _, leads, _ in answers}) == 1
    file = clerk.editor.content_dir / "officers/ada.md"
    file.write_bytes(file.read_bytes().replace(b"2026-12-31", b"2027-01-31"))
    assert clerk.send("/edit/leave/", proposed.kept)[0] == 303
    assert b"2027-01-31" in file.read_bytes()


def test_what_has_changed_since_it_was_shown_is_not_written_but_shown_again(clerk: Clerk) -> None:
    proposed = clerk.propose("/edit/leave/", LEAVE)
    file = clerk.editor.content_dir / "officers/ada.md"
    file.write_bytes(file.read_bytes().replace(b"Liaison officer", b"Lead officer"))
    before = file.read_bytes()
    stale = clerk.propose("/edit/leave/", proposed.kept)
    assert "The content has changed since this was shown" in stale.words
    assert file.read_bytes() == before
    clerk.agree("/edit/leave/", stale)
    assert b"Lead officer" in file.read_bytes()
    assert b"state: leaving" in file.read_bytes()


def test_a_deed_with_an_odd_number_is_led_to_a_page_of_its_own(clerk: Clerk) -> None:
    kept = [
        (name, "../x y" if name == "deed" else value)
        for name, value in clerk.propose("/edit/leave/", LEAVE).kept
    ]
    _, leads, _ = clerk.send("/edit/leave/", kept)
    assert "31 December 2026 is the last day." in words_in(clerk.show(leads))


def test_two_windows_that_plan_the_same_do_it_once(clerk: Clerk) -> None:
    first, second = (clerk.propose("/edit/leave/", LEAVE) for _ in range(2))
    clerk.agree("/edit/leave/", first)
    before = files_in(clerk.editor.content_dir)
    status, _, page = clerk.send("/edit/leave/", second.kept)
    assert status == 422
    assert "has changed since this was shown" in words_in(page)
    assert "says so already" in words_in(page)
    assert files_in(clerk.editor.content_dir) == before


def test_whoever_is_taken_out_is_asked_about_sentence_by_sentence_and_proved_gone(clerk: Clerk) -> None:
    folder = clerk.editor.content_dir
    proposed = clerk.propose("/edit/remove/", [("officer", "ada")])
    assert "officers/ada.md is deleted." in proposed.words
    assert "pages/about.md" in proposed.words
    told = clerk.agree("/edit/remove/", proposed)
    assert not (folder / "officers/ada.md").exists()
    assert "They are out of the content" in words_in(told)
    person = re.findall(r'href="(/edit/remove/[^"?]+/)"', told)[0]
    page = clerk.show(person)
    assert 'Take out: "Ada Byron began it."' in words_in(page)
    marks = re.findall(r'name="mend" value="([0-9a-f]+)" checked', page)
    assert "Nothing was changed." in clerk.show(clerk.send(person, [])[1]), "what is not ticked stays"
    status, leads, _ = clerk.send(person, [("mend", mark) for mark in marks])
    assert status == 303
    after = clerk.show(leads)
    assert "No file of the content names them any more." in words_in(after)
    assert "It goes on." in (folder / "pages/about.md").read_text()
    assert "Ada" not in (folder / "pages/about.md").read_text()
    number = person.split("/")[3]
    searched = clerk.ended(clerk.send("/edit/gone/", [("person", number)])[1])
    assert "Searched" in words_in(searched)
    assert "Nobody is named here." in words_in(searched)


def test_a_sheet_is_told_by_its_cells_and_then_by_its_lines(clerk: Clerk) -> None:
    bad = upload(clerk, "name,short name,role\nAda Byron,ada,Chief\nSam Okafor,sma,PC\n")
    assert "officers.csv: 1 mistake. Nothing was written." in bad.words
    assert "row 3, column name (A3): There is no officer" in bad.words
    assert "mark" not in dict(bad.kept)
    good = upload(clerk, "name,short name,role\nAda Byron,ada,Chief officer\n")
    assert "1 file would change, and 0 would be new." in good.words
    told = words_in(clerk.agree("/edit/import/", good))
    assert "Written: 1 file." in told
    assert "role: Chief officer" in (clerk.editor.content_dir / "officers/ada.md").read_text()
    same = upload(clerk, "name,short name,role\nAda Byron,ada,Chief officer\n")
    assert "Nothing changes: the files say all of this already." in same.words


def upload(clerk: Clerk, sheet: str | bytes, name: str = "officers.csv") -> Proposed:
    content = sheet.encode() if isinstance(sheet, str) else sheet
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + clerk.token.encode(),
        f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"'.encode()
        + b"\r\nContent-Type: application/octet-stream\r\n\r\n"
        + content,
        b"--x--\r\n",
    ]
    status, _, page = clerk.send_body("/edit/import/", b"\r\n".join(parts), "multipart/form-data; boundary=x")
    return Proposed(status, words_in(page), hidden_in(page), page)


@pytest.fixture
def host(clerk: Clerk) -> Path:
    """Return a folder to which this machine sends the site."""
    folder = clerk.editor.content_dir.parent / "host"
    assert "Where does the site go?" in words_in(clerk.show("/edit/send/"))
    status, leads, page = clerk.send("/edit/send/where/", [("target", f"folder:{folder}")])
    assert status == 303, words_in(page)
    assert str(folder) in words_in(clerk.show(leads))
    return folder


def prepare(clerk: Clerk, *typed: tuple[str, str]) -> str:
    number = hidden_in(clerk.show("/edit/send/"))
    return clerk.ended(clerk.send("/edit/send/", [*number, *typed])[1])


def test_the_site_goes_to_a_folder_after_it_was_looked_at(clerk: Clerk, host: Path) -> None:
    ready = prepare(clerk)
    assert "Page /officers/ada/" in words_in(ready).replace("New page:", "Page"), words_in(ready)
    assert "would be sent to" in words_in(ready)
    assert not list(host.glob("*.html"))
    number = hidden_in(ready)
    done = clerk.ended(clerk.send("/edit/send/now/", number)[1])
    assert "has the new site:" in words_in(done), words_in(done)
    assert (host / "index.html").read_bytes() == (host.parent / "public/index.html").read_bytes()
    marks = {file: file.stat().st_mtime_ns for file in host.rglob("*") if file.is_file()}
    assert clerk.ended(clerk.send("/edit/send/now/", number)[1]) == done, "done once"
    assert {file: file.stat().st_mtime_ns for file in host.rglob("*") if file.is_file()} == marks


@pytest.mark.nightly
def test_what_changed_after_it_was_looked_at_is_not_sent(clerk: Clerk, host: Path) -> None:
    ready = prepare(clerk)
    file = clerk.editor.content_dir / "pages/about.md"
    file.write_text(file.read_text().replace("It goes on.", "It goes on and on."))
    refused = words_in(clerk.ended(clerk.send("/edit/send/now/", hidden_in(ready))[1]))
    assert "was not made from what is in" in refused
    assert "Nothing was deployed." in refused
    first = prepare(clerk)
    prepare(clerk, ("forget", "yes"))
    file.write_text(file.read_text().replace("on and on", "on, and on"))
    prepare(clerk)
    changed = words_in(clerk.ended(clerk.send("/edit/send/now/", hidden_in(first))[1]))
    assert "has changed since it was shown" in changed
    assert not list(host.glob("*.html"))


@pytest.mark.nightly
def test_a_site_that_a_gatekeeper_holds_back_is_not_sent(clerk: Clerk, host: Path) -> None:
    settings = clerk.editor.content_dir / "site.yaml"
    settings.write_text(settings.read_text().replace("directory.org.uk/", "directory.example/"))
    refused = words_in(prepare(clerk))
    assert "Not fit to be put online" in refused
    assert "site.yaml:" in refused
    assert "would be sent to" in words_in(prepare(clerk, ("draft", "yes"))), "into a folder, to look at"
    assert not list(host.glob("*.html"))


@pytest.mark.nightly
def test_somebody_leaves_the_published_site_at_once_and_the_host_for_good(clerk: Clerk, host: Path) -> None:
    clerk.ended(clerk.send("/edit/send/now/", hidden_in(prepare(clerk)))[1])
    assert (host / "officers/ada/index.html").is_file()
    assert "has this very site already" in words_in(prepare(clerk))
    about = clerk.editor.content_dir / "pages/broken.md"
    about.write_text("---\ntitel: x\n---\n")  # other content has a mistake that night
    told = clerk.agree("/edit/remove/", clerk.propose("/edit/remove/", [("officer", "ada")]))
    person = re.findall(r'href="(/edit/remove/[^"?]+/)"', told)[0]
    marks = re.findall(r'name="mend" value="([0-9a-f]+)" checked', clerk.show(person))
    clerk.send(person, [("mend", mark) for mark in marks])
    asked = clerk.show(f"{person}publish/")
    assert "Do this?" in words_in(asked)
    done = clerk.ended(clerk.send(f"{person}publish/", hidden_in(asked))[1])
    assert "officers/ada/index.html: removed" in words_in(done)
    assert "The person is still here:" in words_in(done), "on the host"
    assert "Not done yet" in words_in(done)
    online = unescape(re.findall(r'href="(/edit/send/\?[^"]*)"', done)[0])
    form = clerk.show(online)
    typed = [*hidden_in(form), ("forget", "yes"), ("as_published", "yes")]
    ready = clerk.ended(clerk.send("/edit/send/", typed)[1])
    clerk.ended(clerk.send("/edit/send/now/", hidden_in(ready))[1])
    number = person.split("/")[3]
    proof = words_in(clerk.ended(clerk.send("/edit/gone/", [("person", number)])[1]))
    assert "Done. Nothing of the person was found, here or on the host." in proof, proof
    assert not any(b"Byron" in text for text in files_in(host).values())


def test_letters_are_shown_kept_and_taken_from_there(clerk: Clerk) -> None:
    form = clerk.show("/edit/ask/")
    due = re.findall(r'name="who" value="([^"]*)" checked', form)
    assert {"officer/ada", "officer/sam"} <= set(due)
    proposed = clerk.propose("/edit/ask/", [("who", key) for key in due])
    assert "ada@met.police.uk" in proposed.words
    assert "Ada Byron" in proposed.words
    desk = clerk.editor.content_dir.parent / "content.desk"
    assert not desk.exists()
    told = clerk.agree("/edit/ask/", proposed)
    letters = clerk.show(re.findall(r'href="(/edit/ask/[0-9-]+/)"', told)[0])
    papers = re.findall(r'href="(/edit/ask/[^"]+/paper/[^"]+)"', letters)
    mail = next(paper for paper in papers if "ada" in paper)
    assert "To: ada@met.police.uk" in clerk.show(mail)
    assert any(paper.endswith(".csv") for paper in papers)
    assert clerk.editor.ask("GET", "/edit/ask/2026-11-22/paper/asked.csv")[0] == 404
    again = clerk.propose("/edit/ask/", [("who", "officer/ada")])
    assert "Asked already" in again.words
    assert "mark" not in dict(again.kept)


def test_two_long_acts_are_not_begun_at_once(clerk: Clerk, host: Path) -> None:
    number = hidden_in(clerk.show("/edit/send/"))
    first = clerk.send("/edit/send/", number)
    second = clerk.send("/edit/gone/", [("words", "Ada Byron")])
    assert second[0] == 422
    assert "is still under way" in words_in(second[2])
    again = clerk.send("/edit/send/", number)
    assert again[:2] == first[:2], "the same deed"
    assert '"done": ' in clerk.show(f"{first[1]}steps")
    clerk.ended(first[1])


def test_what_a_machine_keeps_for_itself_holds_no_secret(clerk: Clerk, host: Path) -> None:
    file = clerk.editor.content_dir.parent / ".liaison-machine.yaml"
    file.write_text(f"target: folder:{host}\n# token: ghp_abcdefghijklmnopqrstuvwxyz0123\n")
    page = words_in(clerk.show_any("/edit/send/"))
    assert ".liaison-machine.yaml:2:10: this holds a token" in page
    assert "ghp_" not in page
    file.write_text(f"target: folder:{host}\n")
    assert str(host) in words_in(clerk.show("/edit/send/"))
    for words in (("init", "--quiet"), ("add", file.name)):
        subprocess.run(["git", *words], cwd=file.parent, check=True)
    assert ".liaison-machine.yaml is in git" in words_in(clerk.show_any("/edit/send/"))


ROBIN: Typed = [
    ("name", "Robin Ash"), ("role", "Liaison officer"), ("boroughs", ""), ("boroughs", "south"),
    ("state", "in-post"), ("source.publisher", "Example Gazette"), ("source.published", "2026-11-02"),
    ("basis", "published"), ("act", "save"),
]  # fmt: skip


def test_a_new_officer_is_a_form_then_a_file_and_the_area_says_so_too(clerk: Clerk) -> None:
    folder = clerk.editor.content_dir
    assert 'href="/edit/new/officers/"' in clerk.show("/edit/new/")
    assert 'name="source.publisher"' in clerk.show("/edit/new/officers/")
    bad = clerk.propose("/edit/new/officers/", [*ROBIN, ("boroughs", "mertno")])
    assert bad.status == 422
    assert 'href="#field-boroughs"' in bad.page
    assert 'value="Robin Ash"' in bad.page, "what was typed stays"
    proposed = clerk.propose("/edit/new/officers/", ROBIN)
    assert "officers/robin-ash.md is new." in proposed.words
    assert 'Take "liaison" out of them?' in proposed.words
    assert not (folder / "officers/robin-ash.md").exists()
    told = clerk.agree("/edit/new/officers/", proposed)
    assert 'href="/edit/officers/robin-ash/"' in told
    written = (folder / "officers/robin-ash.md").read_text()
    assert "name: Robin Ash" in written
    assert "liaison" not in (folder / "pages/boroughs/south.md").read_text()
    again = clerk.propose("/edit/new/officers/", ROBIN)
    assert "There is already" in again.words or "robin-ash.md" in again.words
    assert "mark" not in dict(again.kept)


def test_what_is_typed_into_a_new_record_waits_until_it_is_made(clerk: Clerk) -> None:
    clerk.send("/edit/new/notices/draft/", [("title", "Closed on Friday"), ("judge", "")])
    assert "Closed on Friday" in clerk.show("/edit/new/notices/")
    grown = clerk.send("/edit/new/ways/", [("name", "X"), ("sources", ""), ("act", "add:sources")])
    assert grown[0] == 303
    assert 'name="sources.5000.publisher"' in clerk.show("/edit/new/ways/")
    clerk.send("/edit/new/notices/", [("act", "forget")])
    assert "Closed on Friday" not in clerk.show("/edit/new/notices/")


def test_a_page_says_nothing_of_options_that_only_a_command_has() -> None:
    sources = "".join(file.read_text() for file in (PROJECT_DIR / "site_builder").rglob("*.py"))
    joined = re.sub(r'"\s*\n\s*f?"', "", sources.replace('" "', ""))
    for option, instead in OPTIONS:
        assert "--" not in instead
        assert joined.count(option) > 1, f"nothing says {option} any more"


@dataclass(frozen=True)
class Hands:
    """Somebody who has a keyboard and nothing else; each screen that they come to is looked at by axe."""

    window: Page
    run_axe: Callable[[Page], AxeReport]

    def press(self, *keys: str) -> None:
        for key in keys:
            self.window.keyboard.press(key)

    def type(self, name: str, words: str) -> None:
        self.to(name)
        self.window.keyboard.type(words)

    def push(self, name: str, next_screen: str) -> None:
        """Press a button or follow a link, and look at what comes."""
        self.to(name)
        self.press("Enter")
        self.window.wait_for_selector(f"main >> text={next_screen}", timeout=60_000)
        report = self.run_axe(self.window)
        assert report.required == ()
        assert report.enhanced == ()

    def to(self, name: str) -> None:
        """Go on with Tab until this has the focus."""
        for _ in range(150):
            self.press("Tab")
            said = self.window.evaluate(
                "() => { const at = document.activeElement;"
                " return (at.labels?.[0]?.innerText ?? at.innerText ?? '').trim() }"
            )
            if said.startswith(name):
                return
        raise AssertionError(f"no Tab leads to {name}")


@pytest.fixture
def hands(clerk: Clerk, browser: Browser, run_axe: Callable[[Page], AxeReport]) -> Iterator[Hands]:
    with closing(browser.new_page()) as window:
        window.goto(f"{clerk.editor.address}/edit/")
        yield Hands(window, run_axe)


@pytest.mark.nightly
def test_somebody_is_confirmed_and_then_taken_out_by_keyboard_alone(clerk: Clerk, hands: Hands) -> None:
    hands.push("Confirm", "Due, or asked")
    hands.to("Ada Byron")
    hands.press("Space")
    hands.type("By whom", "Comms team")
    hands.type("How", "rang the number")
    hands.push("Show what is written", "This would happen")
    hands.push("Yes, write this", "Written: who checked")
    ada = clerk.editor.content_dir / "officers/ada.md"
    assert "by: Comms team" in ada.read_text()
    hands.push("Back to the start", "Do something")
    hands.push("Take somebody out", "Who is taken out")
    hands.type("Who is taken out", "Ada")
    hands.push("Show what changes", "Do this?")
    hands.push("Yes, take them out", "They are out of the content")
    hands.push("Look at what still names them", "certainly name")
    hands.push("Do what is ticked", "No file of the content names them any more.")
    hands.push("Only look whether", "so their name, number")
    hands.push("Look for them", "Nothing of them was found")
    assert not ada.exists()


@pytest.mark.nightly
def test_somebody_comes_and_somebody_leaves_by_keyboard_alone(clerk: Clerk, hands: Hands) -> None:
    folder = clerk.editor.content_dir
    hands.push("New", "Way to report")
    hands.push("Notice", "A new notice")
    for name, words in (
        ("Title", "Closed on Friday"),
        ("Summary", "Nobody is here."),
        ("Owner", "Comms team"),
    ):
        hands.type(name, words)
    hands.type("Until", "12312026")
    hands.push("Show the new file", "Make this file?")
    hands.push("Yes, make it", "The notice is made")
    assert "until: 2026-12-31" in (folder / "notices/closed-on-friday.md").read_text()
    hands.push("Back to the start", "Do something")
    hands.push("An officer leaves", "Who covers until then")
    hands.type("Who leaves", "Ada")
    hands.type("The last day", "12312026")
    hands.type("Who covers", "Sam")
    hands.push("Show what changes", "Write this?")
    hands.push("Yes, write this", "Written: the last day")
    assert "covered_by: sam" in (folder / "officers/ada.md").read_text()


@pytest.mark.nightly
def test_people_are_asked_a_sheet_comes_in_and_the_site_goes_online_by_keyboard_alone(
    clerk: Clerk, hands: Hands, tmp_path: Path
) -> None:
    hands.push("Ask", "Due today")
    hands.push("Show the letters", "Write these?")
    hands.push("Yes, write them", "Written, and not sent")
    hands.push("Take the mails from here", "Mails")
    sheet = tmp_path / "officers.csv"
    sheet.write_text("Name,Short name,Role\nAda Byron,ada,Chief officer\n")
    hands.push("The editor", "Do something")
    hands.push("Take in a sheet", "The sheet")
    hands.window.get_by_label("The sheet").set_input_files(sheet)
    hands.push("Show what it changes", "Write this?")
    hands.push("Yes, write this", "The sheet is taken in")
    hands.push("Back to the start", "Do something")
    host = clerk.editor.content_dir.parent / "host"
    hands.push("Send online", "Where does the site go?")
    hands.type("Where it goes", f"folder:{host}")
    hands.push("Save", "First it is built")
    hands.push("Make it ready", "Send this?")
    hands.push("Yes, send it", "has the new site:")
    assert "Chief officer" in (host / "officers/ada/index.html").read_text()
