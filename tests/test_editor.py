"""The editor in the browser, as an editor meets it, and as somebody tries it who should not."""

import datetime
import io
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from site_builder.content.photo_metadata import without_metadata
from site_builder.desk.editing.content_state import read_content
from site_builder.desk.editing.desk_folder import DeskFolder
from site_builder.desk.editing.forgotten_papers import forget_people
from site_builder.desk.editing.removal import plan_removal
from tests.sites import page, write_files
from tests.test_preview import AS_OF, PATIENCE, PROJECT_DIR, content

COOKIE = "liaison-editor"


@dataclass(frozen=True)
class Editor:
    """A running editor: its address without the slash at the end, and the content that it writes to."""

    address: str
    content_dir: Path

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")

    @property
    def port(self) -> int:
        return int(self.host.rpartition(":")[2])

    def ask(self, method: str, path: str, body: str | bytes = "", **headers: str) -> tuple[int, str]:
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(connection):
            connection.request(method, path, body or None, named)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")

    def token(self) -> str:
        """Return what stands in the forms, and in the cookie."""
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        with closing(connection):
            connection.request("GET", "/edit/")
            cookie = connection.getresponse().headers["Set-Cookie"]
        assert "SameSite=Strict" in cookie
        assert "HttpOnly" in cookie
        return cookie.partition("=")[2].partition(";")[0]

    def post(self, path: str, typed: dict[str, str], leave_out: str = "", **headers: str) -> tuple[int, str]:
        """Send a form as a page of the editor does, or without one of its headers."""
        token = headers.pop("token", self.token())
        sent = {
            "Origin": self.address,
            "Cookie": f"{COOKIE}={self.token()}",
            "Content_Type": "application/x-www-form-urlencoded",
        }
        sent = {name: value for name, value in (sent | headers).items() if name != leave_out}
        return self.ask("POST", path, urlencode({"token": token, **typed}), **sent)

    def post_files(self, path: str, typed: dict[str, str], photo: bytes) -> tuple[int, str]:
        """Send a form with a photograph."""
        token, mark = self.token(), "----here"
        parts = [
            f'name="{name}"\r\n\r\n{value}'.encode() for name, value in {"token": token, **typed}.items()
        ]
        parts.append(b'name="file"; filename="IMG_1.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + photo)
        lead = f"--{mark}\r\nContent-Disposition: form-data; ".encode()
        body = b"".join(lead + part + b"\r\n" for part in parts) + f"--{mark}--\r\n".encode()
        sent = {"Origin": self.address, "Cookie": f"{COOKIE}={token}"}
        kind = f"multipart/form-data; boundary={mark}"
        return self.ask("POST", path, body, **sent, Content_Type=kind)


@contextmanager
def running(content_dir: Path, *options: str) -> Iterator[Editor]:
    words = ["edit", "--content", str(content_dir), "--as-of", AS_OF, "--no-browser", *options]
    program = subprocess.Popen(
        [sys.executable, "-m", "site_builder", *words],
        cwd=PROJECT_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    try:
        assert program.stdout
        found = re.search(r"(http://127\.0\.0\.1:\d+)/edit/", program.stdout.readline())
        assert found
        yield Editor(found[1], content_dir)
    finally:
        program.terminate()
        said, _ = program.communicate(timeout=PATIENCE)
        assert "Traceback" not in said


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    with running(write_files(tmp_path_factory.mktemp("editor") / "content", content())) as started:
        yield started


def test_the_first_page_says_what_is_due_and_leads_to_each_list(editor: Editor) -> None:
    status, page = editor.ask("GET", "/edit/")
    assert status == 200
    assert "Due and overdue" in page
    for name in ("officers", "areas", "ways", "pages", "notices"):
        assert f'href="/edit/{name}/"' in page
        assert editor.ask("GET", f"/edit/{name}/")[0] == 200
    assert "Sam Okafor" in editor.ask("GET", "/edit/?q=okaf%C3%B3r")[1]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
    ],
)
@pytest.mark.parametrize("path", ["/edit/", "/edit/static/editor.css", "/"])
def test_nobody_but_our_own_pages_reads_anything(editor: Editor, path: str, headers: dict[str, str]) -> None:
    status, said = editor.ask("GET", path, **headers)
    assert status == 403
    assert "Northton" not in said


def test_nothing_frames_the_editor_and_only_the_editor_frames_the_site(editor: Editor) -> None:
    for path, framed_by in {
        "/edit/": "'none'",
        "/edit/officers/": "'none'",
        "/preview/report.css": "'none'",
    }.items():
        connection = HTTPConnection(editor.host, timeout=PATIENCE)
        with closing(connection):
            connection.request("GET", path)
            headers = connection.getresponse().headers
        assert f"frame-ancestors {framed_by}" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def talk(editor: Editor, head: str, body: bytes = b"", *, most: int = 100_000) -> tuple[bytes, int]:
    """Send a request by hand; return what came back, and how many bytes of the body were taken."""
    with socket.create_connection(("127.0.0.1", editor.port), timeout=PATIENCE) as line:
        line.sendall(head.replace("\n", "\r\n").encode())
        sent = 0
        try:
            while sent < len(body):
                sent += line.send(body[sent : sent + 65_536])
        except OSError:
            pass  # the connection was closed
        said = b""
        try:
            while len(said) < most and (more := line.recv(65_536)):
                said += more
        except OSError:
            pass
        return said, sent


@pytest.mark.parametrize("path", ["/", "/edit/officers/"])
def test_a_huge_body_from_another_sites_page_is_never_held(editor: Editor, path: str) -> None:
    size = 200_000_000
    head = (
        f"POST {path} HTTP/1.1\nHost: {editor.host}\nOrigin: http://evil.example\nContent-Length: {size}\n\n"
    )
    said, sent = talk(editor, head, bytes(30_000_000))
    assert said[:13] in {b"HTTP/1.1 403 ", b"HTTP/1.1 400 ", b""}
    assert sent < 20_000_000  # what the system itself holds on the way


def test_head_lines_without_end_are_refused(editor: Editor) -> None:
    said, _ = talk(editor, f"GET / HTTP/1.1\nHost: {editor.host}\n", b"X: y\r\n" * 100_000)
    assert b" 200 " not in said


ROBIN = """---
name: Robin Ash
role: Liaison officer
boroughs: [south]
state: in-post
basis: consent
consent:
  by: the officer
  on: 2026-11-20
  review_by: 2027-11-20
  fields: [photo, email, body]
email: robin@example.org
source: {publisher: Example Gazette, published: 2026-11-02}
checked: {on: 2026-11-21, by: us, how: asked}
---
Robin listens.
"""


@pytest.fixture
def robin(editor: Editor) -> Iterator[Path]:
    """The file of an officer who has agreed to a photograph."""
    files = {file: file.read_bytes() for file in editor.content_dir.rglob("*") if file.is_file()}
    write_files(editor.content_dir, {"officers/robin-ash.md": ROBIN})
    south = editor.content_dir / "pages/boroughs/south.md"
    south.write_text(re.sub(r"liaison:.*\n(  .*\n)*", "", south.read_text("utf-8")), "utf-8")
    yield editor.content_dir / "officers/robin-ash.md"
    for file in [file for file in editor.content_dir.rglob("*") if file.is_file()]:
        if file not in files:
            file.unlink()
    for file, before in files.items():
        file.write_bytes(before)
    shutil.rmtree(editor.content_dir.with_name("content.desk"), ignore_errors=True)


def base_of(page: str) -> str:
    """Return what stands in a form for the file as it was when the form was opened."""
    found = re.search(r'name="base" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def text_of(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return unescape(found[1])


ABOUT = "/edit/pages/about/text/"


def test_the_whole_text_of_a_file_is_saved_with_its_own_line_ends(editor: Editor, robin: Path) -> None:
    file = editor.content_dir / "pages/about.md"
    before = file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    page = editor.ask("GET", ABOUT)[1]
    text = text_of(page)
    assert editor.post(ABOUT, {"base": base_of(page), "text": text})[0] == 303
    assert file.read_bytes() == before
    changed = {"base": base_of(page), "text": text.replace("First words", "Other words")}
    assert editor.post(ABOUT, changed)[0] == 303
    assert file.read_bytes() == before.replace(b"First words", b"Other words")


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(editor: Editor, robin: Path) -> None:
    file = editor.content_dir / "pages/about.md"
    page = editor.ask("GET", ABOUT)[1]
    theirs = file.read_text("utf-8").replace("First words", "Their words")
    file.write_text(theirs, "utf-8")
    mine = {"base": base_of(page), "text": text_of(page).replace("First words", "My words")}
    status, both = editor.post(ABOUT, mine)
    assert status == 409
    assert "Their words" in both
    assert "My words" in both
    assert file.read_text("utf-8") == theirs
    assert editor.post(ABOUT, mine | {"base": base_of(both)})[0] == 303
    assert "My words" in file.read_text("utf-8")


def test_a_draft_waits_until_it_is_saved(editor: Editor, robin: Path) -> None:
    page = editor.ask("GET", ABOUT)[1]
    typed = {"base": base_of(page), "text": text_of(page).replace("First words", "Half a sen")}
    assert json.loads(editor.post(f"{ABOUT}draft/", typed)[1]) == {"kept": True}
    assert "First words" in (editor.content_dir / "pages/about.md").read_text("utf-8")
    again = editor.ask("GET", ABOUT)[1]
    assert "This was typed on 22 November 2026 and is not saved yet" in again
    assert "Half a sen" in text_of(again)
    assert f'href="{ABOUT}"' in editor.ask("GET", "/edit/")[1]
    assert editor.post(ABOUT, {"base": base_of(again), "text": text_of(again)})[0] == 303
    assert "is not saved yet" not in editor.ask("GET", ABOUT)[1]
    assert "Half a sen" in (editor.content_dir / "pages/about.md").read_text("utf-8")


def test_a_text_with_a_mistake_is_not_saved_and_not_lost(editor: Editor, robin: Path) -> None:
    file = editor.content_dir / "pages/about.md"
    before, page = file.read_bytes(), editor.ask("GET", ABOUT)[1]
    status, said = editor.post(
        ABOUT, {"base": base_of(page), "text": text_of(page).replace("title:", "titel:")}
    )
    assert status == 422
    assert "Did you mean &#34;title&#34;?" in said
    assert file.read_bytes() == before
    assert "titel:" in text_of(editor.ask("GET", ABOUT)[1])


def photo() -> bytes:
    picture, stream = Image.new("RGB", (640, 480), "#4f1d74"), io.BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    picture.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_a_photograph_comes_in_without_the_place_where_it_was_taken(editor: Editor, robin: Path) -> None:
    url, before = "/edit/officers/robin-ash/photo/", robin.read_text("utf-8")
    typed = {"alt": "Robin, in purple", "across": "50", "down": "30"}
    status, said = editor.post_files(url, typed, photo())
    assert status == 303, said
    kept = robin.with_suffix(".jpg").read_bytes()
    assert without_metadata(kept) == kept != photo()
    added = "photo:\n  file: robin-ash.jpg\n  alt: Robin, in purple\n  focus: 50% 30%\n"
    assert robin.read_text("utf-8") == before.replace(
        "source:", f"{added}source:"
    ) or added in robin.read_text("utf-8")
    assert editor.ask("GET", f"{url}picture/")[0] == 200
    assert editor.post(url, {**typed, "act": "remove"})[0] == 303
    assert robin.read_text("utf-8") == before
    assert not robin.with_suffix(".jpg").exists()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 ...", b"<svg xmlns='http://www.w3.org/2000/svg'/>", photo()[:900]]
)
def test_what_is_no_photograph_is_refused_in_words(editor: Editor, robin: Path, content: bytes) -> None:
    before = robin.read_bytes()
    status, said = editor.post_files("/edit/officers/robin-ash/photo/", {"alt": "Robin"}, content)
    assert status == 422
    assert "to mend" in said
    assert robin.read_bytes() == before
    assert not [*robin.parent.glob("robin-ash.[!m]*")]


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    yield opened
    context.close()
    expect.set_options(timeout=5000)


def step_to(tab: Page, name: str) -> None:
    """Press Tab until something of this name has the focus."""
    focused = """() => { const one = document.activeElement;
        return one.labels?.[0]?.firstChild.textContent.trim() || one.textContent.trim(); }"""
    for _ in range(120):
        tab.keyboard.press("Tab")
        if tab.evaluate(focused) == name:
            return
    raise AssertionError(name)


def test_an_officer_is_edited_by_keyboard_alone(editor: Editor, robin: Path, tab: Page) -> None:
    before = robin.read_text("utf-8")
    tab.goto(f"{editor.address}/edit/")
    for name in ("2 officers", "Robin Ash"):
        step_to(tab, name)
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
    step_to(tab, "Role")
    tab.keyboard.press("Control+A")
    tab.keyboard.type("Senior liaison officer")
    tab.keyboard.press("Enter")  # which means: save
    expect(tab.get_by_role("status").first).to_contain_text("robin-ash.md is saved.")
    assert robin.read_text("utf-8") == before.replace("role: Liaison", "role: Senior liaison")


RECORD = "/edit/officers/robin-ash/"


@pytest.fixture
def still(browser: Browser) -> Iterator[Page]:
    """A browser in which no script runs."""
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_a_script_a_mistake_is_told_at_its_field_and_mended(
    editor: Editor, robin: Path, still: Page
) -> None:
    before = robin.read_bytes()
    still.goto(f"{editor.address}{RECORD}")
    still.get_by_label("Role").fill("")
    still.get_by_role("button", name="Save", exact=True).click()
    expect(still.get_by_role("heading", name="1 problem to mend")).to_be_visible()
    assert robin.read_bytes() == before
    still.get_by_role("link", name='"role" is missing.').click()
    assert still.url.endswith("#field-role")
    role = still.get_by_label("Role")
    expect(role).to_have_attribute("aria-invalid", "true")
    role.fill("Helper")
    still.get_by_role("button", name="Save", exact=True).click()
    expect(still.get_by_role("status").first).to_contain_text("is saved.")
    assert robin.read_bytes() == before.replace(b"role: Liaison officer", b"role: Helper")


@pytest.mark.nightly
def test_a_group_is_added_and_taken_away_without_a_script(editor: Editor, robin: Path, still: Page) -> None:
    before = robin.read_bytes()
    still.goto(f"{editor.address}{RECORD}")
    still.get_by_role("button", name=re.compile("Add one ?: surgeries")).click()
    still.get_by_label("Place").fill("The library")
    still.get_by_role("button", name=re.compile("Add another ?: surgeries")).click()
    expect(still.get_by_label("Place")).to_have_count(2)
    expect(still.get_by_label("Place").first).to_have_value("The library")
    for _ in range(2):
        still.get_by_role("button", name="Take away").first.click()
    expect(still.get_by_label("Place")).to_have_count(0)
    still.get_by_role("button", name="Save", exact=True).click()
    expect(still.get_by_role("status").first).to_contain_text("Nothing was changed.")
    assert robin.read_bytes() == before


def test_what_is_typed_is_judged_at_once_and_outlives_the_window(
    editor: Editor, robin: Path, tab: Page
) -> None:
    before = robin.read_bytes()
    tab.goto(f"{editor.address}{RECORD}")
    tab.get_by_label("Role").fill("Half a ro")
    expect(tab.frame_locator("iframe").get_by_text("Half a ro").first).to_be_visible()
    tab.locator("#field-email-value").fill("robin at example.org")
    expect(tab.get_by_text("is not an email address")).to_be_visible()
    expect(tab.locator("[data-kept]:visible")).to_have_text("Kept as a draft. Not saved yet.")
    tab.goto("about:blank")
    assert robin.read_bytes() == before
    tab.goto(f"{editor.address}{RECORD}")
    expect(tab.get_by_text("is not saved yet, so nobody sees it")).to_be_visible()
    expect(tab.get_by_label("Role")).to_have_value("Half a ro")
    tab.get_by_role("button", name="Throw away what was typed").click()
    expect(tab.get_by_label("Role")).to_have_value("Liaison officer")
    assert robin.read_bytes() == before


def test_two_people_change_one_officer_and_choose_for_each_field(
    editor: Editor, robin: Path, tab: Page
) -> None:
    before = robin.read_text("utf-8")
    tab.goto(f"{editor.address}{RECORD}")
    theirs = before.replace("role: Liaison officer", "role: Their role").replace(
        "review_by: 2027-11-20", "review_by: 2027-11-19"
    )
    robin.write_text(theirs, "utf-8")
    tab.get_by_label("Role").fill("My role")
    tab.locator("#field-rank").fill("PC")
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Robin Ash: two versions")
    assert robin.read_text("utf-8") == theirs
    expect(tab.get_by_role("group")).to_have_count(1)
    tab.get_by_role("radio", name="Theirs").check()
    tab.get_by_role("button", name="Save what is chosen").click()
    expect(tab.get_by_role("status").first).to_contain_text("is saved.")
    after = robin.read_text("utf-8")
    assert "role: Their role\n" in after
    assert "review_by: 2027-11-19\n" in after
    assert "rank: PC\n" in after
    assert len(after.splitlines()) == len(before.splitlines()) + 1


@pytest.mark.parametrize(
    "path",
    [
        RECORD,
        *(
            pytest.param(path, marks=pytest.mark.nightly)
            for path in (
                "/edit/",
                "/edit/officers/",
                f"{RECORD}photo/",
                ABOUT,
                "/edit/settings/site/",
                "/edit/nowhere/",
            )
        ),
    ],
)
def test_every_screen_passes_the_audit_of_the_site_and_fits_a_phone(
    editor: Editor, robin: Path, tab: Page, run_axe: Callable[[Page], Any], path: str
) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(f"{editor.address}{path}")
    assert run_axe(tab).required == ()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    ("leave_out", "given"),
    [
        ("Cookie", {}),
        ("Origin", {}),
        ("", {"Cookie": f"{COOKIE}=guessed"}),
        ("", {"Origin": "http://evil.example"}),
        ("", {"Origin": "null"}),
        ("", {"Host": "evil.example"}),
        ("", {"token": "guessed"}),
        ("", {"token": ""}),
    ],
)
def test_nothing_is_written_for_a_stranger(
    editor: Editor, robin: Path, leave_out: str, given: dict[str, str]
) -> None:
    before, page = (editor.content_dir / "pages/about.md").read_bytes(), editor.ask("GET", ABOUT)[1]
    typed = {"base": base_of(page), "text": text_of(page).replace("First", "Other")}
    assert editor.post(ABOUT, typed, leave_out=leave_out, **given)[0] == 403
    assert (editor.content_dir / "pages/about.md").read_bytes() == before
    assert not editor.content_dir.with_name("content.desk").exists()


def test_a_form_is_refused_before_more_than_its_page_allows_is_read(editor: Editor) -> None:
    head = f"POST {ABOUT} HTTP/1.1\nHost: {editor.host}\nOrigin: {editor.address}\nCookie: {COOKIE}={editor.token()}\n"
    said, _ = talk(editor, f"{head}Content-Length: 900000000\n\n", b"")
    assert said.startswith(b"HTTP/1.1 413 ")
    chunk = b"10000\r\n" + bytes(65_536) + b"\r\n"
    said, sent = talk(editor, f"{head}Transfer-Encoding: chunked\n\n", chunk * 300)
    assert b" 200 " not in said
    assert sent < 10_000_000


@pytest.mark.nightly
@pytest.mark.parametrize(
    "first", ["", "GET / HTTP/1.1\r\nHost: ", "POST {path} HTTP/1.1\r\nHost: {host}\r\n"]
)
def test_who_sends_nothing_more_is_let_go(editor: Editor, first: str) -> None:
    with socket.create_connection(("127.0.0.1", editor.port), timeout=PATIENCE) as line:
        line.sendall(first.format(path=ABOUT, host=editor.host).encode())
        assert line.recv(1000) == b""


@pytest.mark.nightly
def test_a_browser_that_goes_away_in_the_middle_ends_nothing(editor: Editor) -> None:
    for path in ("/edit/", "/edit/officers/", "/", "/livereload"):
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", editor.port), timeout=PATIENCE) as line:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                line.sendall(f"GET {path} HTTP/1.1\r\nHost: {editor.host}\r\n\r\n".encode())
    assert editor.ask("GET", "/edit/")[0] == 200  # and its last words, when it ends, are no traceback


def test_a_draft_whose_record_is_gone_can_be_thrown_away(editor: Editor, robin: Path) -> None:
    editor.post(f"{RECORD}draft/", {"role": "Half a ro"})
    robin.unlink()
    assert editor.ask("GET", RECORD)[0] == 404
    assert "Throw away" in editor.ask("GET", "/edit/")[1]
    assert editor.post("/edit/drafts/", {"record": "officers/robin-ash.md"})[0] == 303
    assert "Throw away" not in editor.ask("GET", "/edit/")[1]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"---\nname: [x\n---\n",
        b"no fields",
        b"---\nname: S\xe9m\n---\n",
        b"---\n<<<<<<< HEAD\nname: a\n",
    ],
)
def test_a_file_that_no_form_can_show_leads_to_its_text(editor: Editor, robin: Path, content: bytes) -> None:
    robin.write_bytes(content)
    assert editor.ask("GET", RECORD)[0] == 303
    status, page = editor.ask("GET", f"{RECORD}text/")
    assert "is not saved as UTF-8" in page if status == 404 else text_of(page) == content.decode()
    assert editor.ask("GET", "/edit/officers/")[0] == 200


def test_whoever_is_taken_out_is_in_no_draft(editor: Editor, robin: Path) -> None:
    page = editor.ask("GET", RECORD)[1]
    editor.post(f"{RECORD}draft/", {"base": base_of(page), "role": "Half a ro"})
    desk = DeskFolder.beside(editor.content_dir, None)
    [draft] = desk.folder.glob("*.draft.json")
    content = read_content(editor.content_dir, None, datetime.date(2026, 11, 22))
    removal = plan_removal(content, "robin-ash")
    assert forget_people(desk, [removal.person]) == (draft.name,)
    assert not draft.exists()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Length: abc", b""),
        ("Content-Length: -1", b""),
        (f"Content-Length: {'9' * 400}", b""),
        ("Content-Length: 5", b"%ff=\xff"),
        ("Content-Length: 3\nContent-Type: multipart/form-data", b"abc"),
        ("Content-Length: 12\nContent-Type: multipart/form-data; boundary=x", b"--x\r\n\r\nabc\r\n"),
        (
            "Content-Length: 3\nContent-Type: application/x-www-form-urlencoded\nContent-Encoding: gzip",
            b"abc",
        ),
        ("Transfer-Encoding: chunked", b"zz\r\n"),
    ],
)
def test_a_form_that_is_none_is_refused_and_nothing_breaks(editor: Editor, head: str, body: bytes) -> None:
    lines = f"POST {ABOUT} HTTP/1.1\nHost: {editor.host}\nOrigin: {editor.address}\nCookie: {COOKIE}={editor.token()}\n"
    said, _ = talk(editor, f"{lines}Connection: close\n{head}\n\n", body)
    assert said[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 403", b"HTTP/1.1 413"}


@pytest.mark.nightly
def test_what_a_build_has_left_changes_nothing_but_the_time_to_the_first_form(tmp_path: Path) -> None:
    folder, output = write_files(tmp_path / "content", content()), str(tmp_path / "out")
    words = ["build", "--content", str(folder), "--as-of", AS_OF, "--output", output]
    program = [sys.executable, "-m", "site_builder", *words]
    subprocess.run(program, cwd=PROJECT_DIR, check=True, capture_output=True)
    write_files(folder, {"pages/news.md": page("The news", "Fresh.\n")})
    secret = re.compile(r'name="token" value="[^"]+"')
    shown = []
    for more in ((), ("--output", output)):
        with running(folder, *more) as editor:
            paths = (
                "/edit/",
                "/edit/officers/sam/",
                "/edit/pages/about/",
                "/edit/pages/news/",
                "/edit/pages/",
            )
            shown.append([secret.sub("", editor.ask("GET", path)[1]) for path in paths])
    assert shown[0] == shown[1]
    assert "Fresh." in shown[0][3]
