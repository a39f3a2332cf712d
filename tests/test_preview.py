"""The live preview, as an editor meets it: a real program, a real browser, and files that are saved in every way."""

import asyncio
import base64
import datetime
import hashlib
import io
import os
import queue
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from site_builder import cli
from site_builder.content.sources import SourceFile
from site_builder.desk.preview.builder import Made, Maker
from site_builder.desk.preview.preview_options import PreviewOptions
from site_builder.desk.preview.reload_script import inject_script
from site_builder.desk.preview.watcher import watch_folders
from site_builder.publish.output import build_memory
from tests.sites import officer, page, small_site, write_files
from tests.test_geography import GEOGRAPHY

PROJECT_DIR = Path(__file__).resolve().parent.parent
AS_OF = "2026-11-22"
ROBIN = (
    *("--name", "Robin Ash", "--role", "Liaison officer", "--boroughs", "south", "--state", "in-post"),
    *("--source-publisher", "Example Gazette", "--source-published", "2026-11-02"),
    *("--checked-on", "2026-11-21", "--checked-by", "us", "--checked-how", "asked the officer"),
    *("--basis", "consent", "--consent-by", "the officer", "--consent-on", "2026-11-20"),
    *(
        "--consent-review-by",
        "2027-11-20",
        "--consent-fields",
        "email, photo",
        "--email",
        "robin@example.org",
    ),
)
"""What an editor answers for a new officer."""
PATIENCE = 60
"""Seconds after which a test stops waiting for what should have happened long ago."""


@dataclass(frozen=True)
class Preview:
    """A running preview: its address without the slash at the end, its content, and the program."""

    address: str
    content_dir: Path
    program: subprocess.Popen[str]
    said: "queue.Queue[str]"

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        connection.request(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        try:
            return answer.status, answer.read()
        finally:
            connection.close()

    def text(self, path: str) -> str:
        return self.get(path)[1].decode()

    def save(self, name: str, text: str) -> None:
        write_files(self.content_dir, {name: text})


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; fail if it never is."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "this never came about"
        time.sleep(0.05)


@contextmanager
def running(content_dir: Path, *options: str, project_dir: Path = PROJECT_DIR) -> Iterator[Preview]:
    words = ["serve", "--content", str(content_dir), "--as-of", AS_OF, "--no-browser", *options]
    program = subprocess.Popen(
        [sys.executable, "-m", "site_builder", *words],
        cwd=project_dir,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    said: queue.Queue[str] = queue.Queue()
    listener = threading.Thread(target=lambda: [said.put(line) for line in program.stdout or ()])
    listener.start()
    try:
        yield Preview(_address(said), content_dir, program, said)
    finally:
        program.kill()
        program.wait()
        listener.join()
        assert program.stdout
        program.stdout.close()


def _address(said: "queue.Queue[str]") -> str:
    while True:
        line = said.get(timeout=PATIENCE)
        if found := re.search(r"(http://127\.0\.0\.1:\d+)/", line):
            return found[1]


@pytest.fixture
def content_dir(tmp_path: Path) -> Path:
    return write_files(tmp_path / "content", content())


def content() -> dict[str, str | bytes]:
    files = small_site(sam=officer("Sam Okafor", "north", body="Sam listens.\n"))
    levels = "levels: {uncovered-area: warning, heavy-page: warning}"
    settings = re.sub("levels: .*", levels, files["site.yaml"])
    return files | GEOGRAPHY | {"site.yaml": settings, "pages/about.md": page("About this", "First words.\n")}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = write_files(tmp_path_factory.mktemp("preview") / "content", content())
    with running(folder) as preview:
        yield preview


@pytest.fixture
def preview(started: Preview) -> Preview:
    """The running preview, with the content as it is at the start of every test."""
    for file in [file for file in started.content_dir.rglob("*") if file.is_file()]:
        if file.relative_to(started.content_dir).as_posix() not in content():
            file.unlink()
    write_files(started.content_dir, {"pages/about.md": about(f"Begun at {time.monotonic_ns()}.")})
    begun = (started.content_dir / "pages/about.md").read_text("utf-8").splitlines()[-1]
    write_files(
        started.content_dir, {name: text for name, text in content().items() if name != "pages/about.md"}
    )
    wait_for(lambda: begun in started.text("/about/"))
    write_files(started.content_dir, content())
    wait_for(lambda: "First words." in started.text("/about/"))
    return started


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    yield opened
    context.close()
    expect.set_options(timeout=5000)


def about(words: str) -> str:
    return page("About this", f"{words}\n")


def test_three_quick_saves_end_on_the_third(preview: Preview, tab: Page) -> None:
    tab.goto(f"{preview.address}/about/")
    expect(tab.get_by_text("First words.")).to_be_visible()
    for words in ("One save.", "Another save.", "The third save."):
        preview.save("pages/about.md", about(words))
        tab.wait_for_timeout(500)
    expect(tab.get_by_text("The third save.")).to_be_visible()


def test_a_save_while_the_page_still_loads_is_not_lost(preview: Preview, tab: Page) -> None:
    def save_first(route) -> None:
        preview.save("pages/about.md", about("Saved while loading."))
        wait_for(lambda: "Saved while loading." in preview.text("/about/"))
        route.continue_()

    tab.route("**/preview/livereload.js*", save_first, times=1)
    tab.goto(f"{preview.address}/about/")
    expect(tab.get_by_text("Saved while loading.")).to_be_visible()


def test_a_mistake_stands_over_the_page_until_it_is_mended(
    preview: Preview, tab: Page, run_axe: Callable[[Page], Any]
) -> None:
    address, file = f"{preview.address}/boroughs/north/", preview.content_dir / "pages/boroughs/north.md"
    whole = file.read_text("utf-8")
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    tab.goto(address)
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Northton")

    file.write_text(whole.replace("\nname:", "\nnmae:", 1), "utf-8")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("to mend")
    assert tab.url == address
    expect(tab.get_by_role("heading", level=2)).to_have_text([str(file)])
    link = tab.get_by_role("link", name="Open line 2 in the editor")
    expect(link).to_have_attribute("href", f"vscode://file/{file.as_posix().lstrip('/')}:2:1")
    expect(tab.get_by_text("nmae: Northton")).to_be_visible()
    assert "2 | nmae: Northton\n    ^^^^" in tab.get_by_role("region", name="Line 2").inner_text()
    expect(tab.get_by_text('Did you mean "name"?')).to_be_visible()
    assert run_axe(tab).required == ()

    tab.get_by_role("link", name="look at this page as it was before").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Northton")

    file.write_text(whole, "utf-8")
    tab.wait_for_url(address)
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Northton")
    assert refused == []


def test_a_new_officer_a_photo_and_a_mistake_go_round_the_whole_loop_in_one_open_tab(
    preview: Preview, tab: Page
) -> None:
    tab.goto(f"{preview.address}/boroughs/south/")
    expect(tab.get_by_role("main")).not_to_contain_text("Robin Ash")

    folder = str(preview.content_dir)
    assert cli.main(["new", "officer", "--content", folder, "--as-of", AS_OF, "--tidy-area", *ROBIN]) == 0
    expect(tab.get_by_role("main")).to_contain_text("Robin Ash")

    file = preview.content_dir / "officers" / "robin-ash.md"
    photo = io.BytesIO()
    Image.new("RGB", (640, 480), "#4f1d74").save(photo, "JPEG")
    write_files(preview.content_dir, {"officers/robin.jpg": photo.getvalue()})
    lines = "# photo:\n#   file: sam-okoro.jpg\n#   alt:\n"
    whole = file.read_text("utf-8").replace(lines, "photo:\n  file: robin.jpg\n  alt: Robin, in purple\n", 1)
    file.write_text(whole, "utf-8")
    expect(tab.get_by_alt_text("Robin, in purple")).to_be_visible()

    file.write_text(whole.replace("\nrole: ", "\nrole:", 1), "utf-8")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("to mend")
    expect(tab.get_by_text("There is no space after the colon.")).to_be_visible()

    file.write_text(whole, "utf-8")
    expect(tab.get_by_alt_text("Robin, in purple")).to_be_visible()
    expect(tab.get_by_role("main")).to_contain_text("Robin Ash")


def test_a_mistake_that_only_the_finished_pages_show_is_reported_too(preview: Preview, tab: Page) -> None:
    tab.goto(f"{preview.address}/about/")
    preview.save("pages/about.md", about("[Further down](#nowhere)"))
    expect(tab.get_by_text("leads to a page that has no part")).to_be_visible()
    preview.save("pages/about.md", about("All is well."))
    expect(tab.get_by_text("All is well.")).to_be_visible()


def test_broken_settings_are_reported_and_the_preview_goes_on(preview: Preview, tab: Page) -> None:
    file = preview.content_dir / "site.yaml"
    whole = file.read_text("utf-8")
    tab.goto(f"{preview.address}/")
    file.write_text(whole.replace("\nshort_name:", "\nshrt_name:", 1), "utf-8")
    expect(tab.get_by_text('Did you mean "short_name"?')).to_be_visible()
    file.unlink()
    expect(tab.get_by_text("site.yaml is missing")).to_be_visible()
    file.write_text(whole, "utf-8")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("home")


def test_a_preview_can_begin_with_a_mistake(content_dir: Path, tab: Page) -> None:
    file = content_dir / "pages/about.md"
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("title:", "titel:"), "utf-8")
    with running(content_dir) as preview:
        tab.goto(f"{preview.address}/about/")
        expect(tab.get_by_role("heading", level=1)).to_contain_text("to mend")
        expect(tab.get_by_text("as it was before")).to_have_count(0)
        file.write_text(whole, "utf-8")
        expect(tab.get_by_text("First words.")).to_be_visible()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:5500", "127.0.0.1", "[::1]:5500"])
def test_another_host_is_refused(preview: Preview, host: str) -> None:
    status, content = preview.get("/", Host=host)
    assert status == 403
    assert b"Northton" not in content


def listen(preview: Preview, origin: str, **headers: str) -> int:
    """Return the status with which a page of `origin` is answered when it wants to listen; 101 lets it in."""
    key = base64.b64encode(hashlib.sha256(origin.encode()).digest()[:16]).decode()
    wanted = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": key,
    }
    connection = HTTPConnection(preview.host, timeout=PATIENCE)
    connection.request("GET", "/livereload", headers={**wanted, "Origin": origin, **headers})
    status = connection.getresponse().status
    connection.close()
    return status


def test_only_its_own_pages_may_listen(preview: Preview) -> None:
    assert listen(preview, preview.address) == 101
    assert listen(preview, "http://evil.example") == 403
    assert listen(preview, "https://127.0.0.1") == 403
    assert listen(preview, "null") == 403
    assert listen(preview, preview.address, Host="evil.example") == 403


def test_nobody_can_force_pages_to_load_again(preview: Preview) -> None:
    assert preview.get("/forcereload")[0] == 404


def test_the_preview_answers_on_this_computer_only(preview: Preview) -> None:
    port = int(preview.host.rpartition(":")[2])
    with socket.socket() as other, pytest.raises(OSError, match="refused"):
        other.connect(("127.0.0.2", port))


def test_new_renamed_and_deleted_files_are_seen(preview: Preview) -> None:
    preview.save("pages/news.md", page("The news", "Fresh.\n"))
    wait_for(lambda: "Fresh." in preview.text("/news/"))
    (preview.content_dir / "pages/news.md").rename(preview.content_dir / "pages/olds.md")
    wait_for(lambda: "Fresh." in preview.text("/olds/") and preview.get("/news/")[0] == 404)
    (preview.content_dir / "pages/olds.md").unlink()
    wait_for(lambda: preview.get("/olds/")[0] == 404)


def test_a_new_folder_is_seen(preview: Preview) -> None:
    preview.save("newcomers/one.md", page("Astray"))
    wait_for(lambda: "are not read" in preview.text("/"))
    shutil.rmtree(preview.content_dir / "newcomers")
    wait_for(lambda: "are not read" not in preview.text("/"))


def test_an_editor_that_saves_by_renaming_is_seen(preview: Preview) -> None:
    file = preview.content_dir / "pages/about.md"
    for number in range(5):
        swap = file.with_name(f".about.md.{number}.tmp")
        swap.write_text(about(f"Renamed {number}."), "utf-8")
        backup = file.with_name("about.md~")  # as vim does: the old file aside, the new one in its place
        file.rename(backup)
        swap.rename(file)
        backup.unlink()
        wait_for(lambda number=number: f"Renamed {number}." in preview.text("/about/"))


def test_a_burst_of_fifty_files_ends_whole(preview: Preview) -> None:
    for number in range(50):
        preview.save(f"pages/burst-{number}.md", page(f"Burst {number}", f"Number {number}.\n"))
    wait_for(lambda: all(preview.get(f"/burst-{number}/")[0] == 200 for number in range(50)))
    for number in range(50):
        (preview.content_dir / f"pages/burst-{number}.md").unlink()
    wait_for(lambda: all(preview.get(f"/burst-{number}/")[0] == 404 for number in range(50)))


def test_a_content_folder_that_is_exchanged_is_followed(preview: Preview) -> None:
    aside = preview.content_dir.with_name("aside")
    preview.content_dir.rename(aside)
    wait_for(lambda: "cannot be read" in preview.text("/") or "is missing" in preview.text("/"))
    write_files(preview.content_dir, content() | {"pages/about.md": about("The other folder.")})
    wait_for(lambda: "The other folder." in preview.text("/about/"))
    preview.save("pages/about.md", about("Saved in the other folder."))
    wait_for(lambda: "Saved in the other folder." in preview.text("/about/"))
    shutil.rmtree(aside)


def test_a_file_that_comes_and_goes_while_it_is_read_ends_nothing(preview: Preview) -> None:
    file = preview.content_dir / "pages/flicker.md"
    for _ in range(200):
        file.write_text(page("Flicker"), "utf-8")
        file.unlink()
    preview.save("pages/about.md", about("Still here."))
    wait_for(lambda: "Still here." in preview.text("/about/"))


def test_a_change_of_the_theme_is_seen_and_a_broken_one_is_reported(
    tmp_path: Path, content_dir: Path, tab: Page
) -> None:
    project = tmp_path / "project"
    for name in ("site_builder", "themes"):
        shutil.copytree(PROJECT_DIR / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    theme = project / "themes/liaison"
    template, tokens = theme / "templates/page.html", theme / "styles/utilities.css"
    with running(content_dir, project_dir=project) as preview:
        tab.goto(f"{preview.address}/about/")
        style = tab.locator("link[rel=stylesheet]")
        before = style.get_attribute("href") or ""
        tokens.write_text(
            tokens.read_text("utf-8") + "\n@layer utilities { .brand-new { margin: 0; } }\n", "utf-8"
        )
        expect(style).not_to_have_attribute("href", before)
        whole = template.read_text("utf-8")
        template.write_text(whole + "\n{% if %}\n", "utf-8")
        expect(tab.get_by_role("heading", level=2)).to_have_text(["themes/liaison/templates/page.html"])
        template.write_text(whole, "utf-8")
        expect(tab.get_by_text("First words.")).to_be_visible()


@pytest.fixture
def _heeding_ctrl_c() -> Iterator[None]:
    """Let programs started here be ended by Ctrl-C: those in the background of a script are told to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name != "posix", reason="there Ctrl-C cannot be sent to another program alone")
def test_ctrl_c_ends_it_cleanly(content_dir: Path, _heeding_ctrl_c: None) -> None:
    with running(content_dir) as preview:
        preview.get("/")
        preview.program.send_signal(signal.SIGINT)
        assert preview.program.wait(PATIENCE) == 0
    lines = []
    while not preview.said.empty():
        lines.append(preview.said.get())
    assert lines[-1] == "The preview has ended.\n"
    assert "Traceback" not in "".join(lines)


def test_a_taken_port_is_passed_over_and_refused_when_asked_for(preview: Preview, content_dir: Path) -> None:
    port = preview.host.rpartition(":")[2]
    with running(content_dir) as second:
        assert second.address != preview.address
    words = ["serve", "--content", str(content_dir), "--no-browser", "--port", port]
    refused = subprocess.run(
        [sys.executable, "-m", "site_builder", *words],
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert f"Port {port} is taken" in refused.stderr


def test_nothing_is_published_or_written_into_the_content(preview: Preview) -> None:
    names = {file.name for file in preview.content_dir.parent.iterdir()}
    assert names == {"content"}
    assert {
        file.relative_to(preview.content_dir).as_posix()
        for file in preview.content_dir.rglob("*")
        if file.is_file()
    } == set(content())


def test_after_any_edits_the_preview_equals_a_clean_build(content_dir: Path) -> None:
    """The preview remembers pages; what it shows must never tell."""
    options = _options(content_dir)
    remembering, chance = Maker(options), random.Random(4)
    for round_number in range(12):
        _edit_by_chance(content_dir, chance, round_number)
        assert _made(remembering) == _made(Maker(options)), f"round {round_number}"


def _options(content_dir: Path) -> PreviewOptions:
    return PreviewOptions(content_dir, PROJECT_DIR / "themes", "liaison", lambda: datetime.date(2026, 11, 22))


def _made(maker: Maker) -> object:
    made = maker.make()
    if not isinstance(made, Made):
        return made
    desk = made.shown.answer("/desk/")  # made when it is asked for
    assert desk.status == HTTPStatus.OK
    return made.shown, desk, maker.check(made.draft), made.draft.findings.sorted()


def _edit_by_chance(content_dir: Path, chance: random.Random, number: int) -> None:
    files = sorted(content_dir.rglob("*.md"))
    file = chance.choice(files)
    kind = chance.choice(["words", "new", "gone", "broken", "mended", "officer"])
    if kind == "words":
        file.write_text(file.read_text("utf-8") + f"\nMore words {number}.\n", "utf-8")
    elif kind == "new":
        write_files(content_dir, {f"pages/new-{number}.md": page(f"New {number}", "[Home](home.md)\n")})
    elif kind == "gone" and file.parent.name == "pages" and "-" in file.stem:
        file.unlink()
    elif kind == "broken":
        file.write_text(file.read_text("utf-8").replace("name:", "nmae:", 1), "utf-8")
    elif kind == "mended":
        write_files(content_dir, content())
    else:
        write_files(content_dir, {"officers/sam.md": officer(f"Sam Number{number}", "north")})


def test_the_preview_shows_what_a_build_publishes_but_for_the_script(
    preview: Preview, tmp_path: Path
) -> None:
    preview.save("pages/about.md", about("Edited in the preview."))
    wait_for(lambda: "Edited in the preview." in preview.text("/about/"))
    output = tmp_path / "published"
    words = ["build", "--content", str(preview.content_dir), "--as-of", AS_OF, "--output", str(output)]
    subprocess.run(
        [sys.executable, "-m", "site_builder", *words], cwd=PROJECT_DIR, check=True, capture_output=True
    )
    for file in sorted(path for path in output.rglob("*") if path.is_file()):
        path = file.relative_to(output).as_posix()
        shown, published = preview.get(f"/{path}")[1], file.read_bytes()
        if path.endswith(".html"):
            version = re.search(rb"livereload\.js\?version=([0-9a-f]+)", shown)
            assert version
            published = inject_script(published, version[1].decode(), preview.host)
        assert shown == published, path
        assert b"livereload" not in file.read_bytes()


def test_the_desk_of_a_site_tells_of_that_site_also_when_it_is_asked_for_after_the_next_save(
    content_dir: Path,
) -> None:
    maker = Maker(_options(content_dir))
    (content_dir / "officers").mkdir(exist_ok=True)
    shown = []
    for name in ("Sam Before", "Sam After"):
        write_files(content_dir, {"officers/sam.md": officer(name, "north", state="acting")})
        made = maker.make()
        assert isinstance(made, Made)
        shown.append(made.shown)
    desks = [one.answer("/desk/").content.decode() for one in shown]
    assert ["Sam Before" in desk for desk in desks] == [True, False]
    assert "Sam After" in desks[1]
    assert shown[1].answer("/desk").moved_to == "/desk/"


def test_a_page_that_nothing_changed_is_not_made_again(content_dir: Path) -> None:
    maker = Maker(_options(content_dir))
    first = _pages(maker)
    write_files(content_dir, {"pages/about.md": about("Other words.")})
    second = _pages(maker)
    assert [path for path in first if second[path] is not first[path]] == ["about/index.html"]


def _pages(maker: Maker) -> dict[str, object]:
    made = maker.make()
    assert isinstance(made, Made)
    return {artifact.path: artifact for artifact in made.draft.artifacts if artifact.path.endswith(".html")}


def test_a_new_day_is_shown(content_dir: Path) -> None:
    days = [datetime.date(2026, 11, 22)]
    options = PreviewOptions(content_dir, PROJECT_DIR / "themes", "liaison", lambda: days[-1])

    async def watch() -> None:
        changed = asyncio.Event()
        watching = asyncio.create_task(watch_folders([content_dir], changed, options.choose_day))
        await changed.wait()  # the first look
        changed.clear()
        days.append(datetime.date(2026, 11, 23))
        await asyncio.wait_for(changed.wait(), PATIENCE)
        watching.cancel()

    with ThreadPoolExecutor(1) as apart:  # the browser's own loop runs in this thread
        apart.submit(lambda: asyncio.run(watch())).result()


def test_no_unchanged_file_is_read_again_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(
        build_memory, "validate_source", lambda source: read.append(source.name) or (None, None, ())
    )
    files = [SourceFile(f"pages/{number}.md", f"pages/{number}.md", b"") for number in range(1_500)]
    memory = build_memory.BuildMemory()
    for _ in range(3):
        memory.start_build()
        for file in files:
            memory.validate(file)
    assert len(read) <= len(files)
