"""The editor in the browser, as an editor meets it, and as somebody tries it who should not."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.sites import write_files
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

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
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

    def post(self, path: str, typed: dict[str, str], **headers: str) -> tuple[int, str]:
        """Send a form as a page of the editor does."""
        token = self.token()
        sent = {
            "Origin": self.address,
            "Cookie": f"{COOKIE}={token}",
            "Content_Type": "application/x-www-form-urlencoded",
        }
        return self.ask("POST", path, urlencode({"token": token, **typed}), **(sent | headers))


@contextmanager
def running(content_dir: Path) -> Iterator[Editor]:
    words = ["edit", "--content", str(content_dir), "--as-of", AS_OF, "--no-browser"]
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


@pytest.mark.parametrize("path", ["/", "/edit/", "/edit/officers/", "/nowhere"])
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
