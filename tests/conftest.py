"""The real parts that tests share: built sites, a web server, a browser and the accessibility rules of axe."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from site_builder.cli.chromium import NO_CHROMIUM, NoBrowser, find_chromium
from site_builder.findings.rule import Severity
from site_builder.inspect.audit.axe import axe_call, axe_script, read_violations
from site_builder.inspect.audit.browser import SWITCHES
from site_builder.site.published_files import kind_of
from tests.sites import LONDON

PROJECT_DIR = Path(__file__).resolve().parent.parent

#: The day on which every test looks at the real content: nothing may turn red because time passed.
AS_OF = "2026-11-22"

# Examples drawn afresh on every run would make a change red that another change broke.
settings.register_profile("the same examples on every run", derandomize=True, deadline=None)
settings.load_profile("the same examples on every run")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all", action="store_true", help="also run the tests marked nightly, and each sampled test whole"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for the night, unless everything was asked for."""
    if config.getoption("--all"):
        return
    nightly = [item for item in items if item.get_closest_marker("nightly")]
    if nightly:
        config.hook.pytest_deselected(items=nightly)
        items[:] = [item for item in items if item not in set(nightly)]


@pytest.fixture(scope="session")
def whole(pytestconfig: pytest.Config) -> bool:
    """Whether a test that usually takes a sample should try everything."""
    return bool(pytestconfig.getoption("--all"))


@dataclass(frozen=True)
class AxeReport:
    """What axe found on a page: one readable line for each rule and element. `enhanced` is level AAA."""

    required: tuple[str, ...]
    enhanced: tuple[str, ...]


@pytest.fixture(scope="session")
def real_site(shared_folder: Path) -> Path:
    """The folder of the site built from ``tests/london/``: to be read, not to be changed."""
    return _build_once(shared_folder / "real", "--content", str(LONDON))


@pytest.fixture(scope="session")
def example_site(shared_folder: Path) -> Path:
    """The folder of the site built from ``example/``, which lies over a London: to be read, not to be changed."""
    return _build_once(shared_folder / "example", "--content", str(LONDON), "--example")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its processes share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _build_once(folder: Path, *options: str) -> Path:
    """Build a site unless another process has, and wait while another does."""
    with FileLock(f"{folder}.lock"):
        return folder if folder.exists() else build_site(folder, *options)


def build_site(output_dir: Path, *options: str) -> Path:
    """Build a site as `build.py` would, on the tests' day, and return its folder. Fails if the build does."""
    from site_builder import cli

    exit_code = cli.main(["build", *options, "--output", str(output_dir), "--as-of", AS_OF])
    assert exit_code == 0, f"the build ended with exit code {exit_code}: its words are in the captured output"
    return output_dir


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The program file of the browser that the tests drive."""
    try:
        found = find_chromium(os.environ)
    except NoBrowser as missing:
        pytest.fail(str(missing), pytrace=False)
    if found is None:
        pytest.fail(NO_CHROMIUM, pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """A running headless browser. A test takes contexts and pages of its own from it and closes them."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    switches = [*SWITCHES, *(["--no-sandbox"] if is_root else [])]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=switches)
        yield running
        running.close()


Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def serve() -> Serve:
    """A web server for a folder: ``with serve(site_dir) as base_url``, optionally below a path: ``"/liaison/"``.

    The address has no slash at its end. Like the usual hosts, it answers an unknown address with ``404.html``.
    """
    return _serve


@pytest.fixture(scope="session")
def addresses(real_site: Path, example_site: Path, serve: Serve) -> Iterator[dict[str, str]]:
    """The addresses of the real and the example site, by name: ``real``, ``example``."""
    with serve(real_site) as real, serve(example_site) as example:
        yield {"real": real, "example": example}


@contextmanager
def _serve(site_dir: Path, base_path: str = "/") -> Iterator[str]:
    handler = partial(_SiteRequests, site_dir, f"/{base_path.strip('/')}".rstrip("/"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{handler.args[1]}"
        finally:
            server.shutdown()
            thread.join()


class _SiteRequests(SimpleHTTPRequestHandler):
    """Answers from a folder as a static host does. Addresses outside `base_path` do not exist."""

    def __init__(self, site_dir: Path, base_path: str, *connection: Any) -> None:
        self.base_path = base_path
        super().__init__(*connection, directory=str(site_dir))

    def translate_path(self, path: str) -> str:
        if path == self.base_path or path.startswith((f"{self.base_path}/", f"{self.base_path}?")):
            return super().translate_path(path[len(self.base_path) :] or "/")
        return super().translate_path("/there-is-no-such-file")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page_file = Path(self.directory, "404.html")
        if code != 404 or not page_file.is_file():
            super().send_error(code, message, explain)
            return
        body = page_file.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.guess_type("404.html"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def guess_type(self, path: Any) -> str:
        return kind_of(str(path)).content_type

    def log_message(self, *words: Any) -> None:
        """Keep quiet: the test says what went wrong."""


@pytest.fixture(scope="session")
def run_axe() -> Callable[[Page], AxeReport]:
    """Run every accessibility rule of axe on an open page: ``run_axe(page).required`` should be empty."""
    return _run_axe


def _run_axe(page: Page) -> AxeReport:
    page.evaluate(axe_script())
    found = tuple(read_violations(page.evaluate(axe_call()), "as it is shown now"))
    return AxeReport(
        tuple(one.fault for one in found if one.severity is Severity.ERROR),
        tuple(one.fault for one in found if one.severity is Severity.WARNING),
    )
