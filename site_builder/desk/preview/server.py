"""Answer the browser on this computer, and nobody else.

The address is 127.0.0.1, and a request that names another host or comes from another site's page is refused: without
that, any page on the web could read the preview through the editor's browser (DNS rebinding).
"""

import json
from collections.abc import Sequence
from pathlib import Path
from socket import socket
from typing import Any

from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from site_builder.desk.preview.reload_script import inject_script
from site_builder.desk.preview.shown_site import HTML, Answer, Shown
from site_builder.site.published_files import KINDS, kind_of

FIRST_PORT = 5500
_TRIED_PORTS = 100
_STATIC_DIR = Path(__file__).with_name("static")
_OWN_FILES = ("livereload.js", "report.css")


class Stage:
    """What is shown now, and the browsers that look at it. Only the event loop touches it."""

    def __init__(self) -> None:
        self.shown = Shown()
        self.hosts: frozenset[str] = frozenset()
        self.browsers: set[_News] = set()

    def show(self, shown: Shown) -> bool:
        """Show something else from now on; return whether any address changes by it."""
        is_new = shown != self.shown
        self.shown = shown
        for browser in tuple(self.browsers):
            browser.tell()
        return is_new


def choose_socket(port: int | None) -> socket:
    """Return a socket on this port, or on the first free one from 5500; raises OSError where it is taken."""
    if port is not None:
        return bind_sockets(port, "127.0.0.1")[0]
    for tried in range(FIRST_PORT, FIRST_PORT + _TRIED_PORTS):
        try:
            return bind_sockets(tried, "127.0.0.1")[0]
        except OSError:
            continue
    return bind_sockets(0, "127.0.0.1")[0]


def serve_stage(stage: Stage, taken: socket) -> HTTPServer:
    """Begin to answer on a socket; ends when the server is stopped."""
    port = taken.getsockname()[1]
    stage.hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
    given = {"stage": stage}
    routes: Sequence[Any] = (
        (r"/livereload", _News, given),
        (r"/preview/([a-z]+\.[a-z]+)", _OwnFiles, given),
        (r"/.*", _Pages, given),
    )
    application = Application(list(routes), log_function=_keep_quiet, websocket_max_message_size=4096)
    server = HTTPServer(application)
    server.add_sockets([taken])
    return server


def _keep_quiet(request: RequestHandler) -> None:
    """Say nothing of single requests: an editor has no use for them."""


def _is_ours(request: RequestHandler, stage: Stage) -> bool:
    """Refuse a request that names another host; return whether it may go on."""
    if request.request.host in stage.hosts:
        return True
    request.set_status(403)
    request.set_header("Content-Type", KINDS["txt"].content_type)
    request.finish("This preview answers only at its own address on this computer.\n")
    return False


class _Guarded(RequestHandler):
    def initialize(self, stage: Stage) -> None:
        self.stage = stage

    def prepare(self) -> None:
        _is_ours(self, self.stage)

    def head(self, *parts: str) -> None:
        self.get(*parts)

    def send(self, content: bytes, kind: str, status: int = 200) -> None:
        """Answer so that nothing is kept: the next save changes it."""
        self.set_status(status)
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.finish(content)


class _Pages(_Guarded):
    def get(self, *parts: str) -> None:
        answer = self.stage.shown.answer(self.request.path, self.request.query)
        if answer.moved_to:
            # Written out whole: an address that begins with two slashes would lead to another host.
            self.redirect(f"http://{self.request.host}{answer.moved_to}")
            return
        self.send(self._finish(answer), answer.kind, answer.status)

    def _finish(self, answer: Answer) -> bytes:
        if not answer.is_page:
            return answer.content
        return inject_script(answer.content, answer.version, self.request.host)


class _OwnFiles(_Guarded):
    def get(self, *parts: str) -> None:
        name = parts[0]
        if name in _OWN_FILES:
            self.send((_STATIC_DIR / name).read_bytes(), kind_of(name).content_type)
        else:
            self.send(b"There is no such file.", HTML, 404)


class _News(LiveReloadHandler):  # type: ignore[misc]  # livereload publishes no types
    """A page that listens. It says which version it shows, so nothing is lost while it was still loading."""

    DEFAULT_RELOAD_TIME = 0

    def initialize(self, stage: Stage) -> None:
        self.stage = stage
        self.path = self.query = self.version = ""

    def prepare(self) -> None:
        _is_ours(self, self.stage)

    def check_origin(self, origin: str) -> bool:
        return origin.removeprefix("http://") in self.stage.hosts

    def on_message(self, message: str | bytes) -> None:
        try:
            said = json.loads(message)
            if said["command"] == "info":
                self.path, _, self.query = str(said["path"]).partition("?")
                self.version = str(said["version"])
                self.stage.browsers.add(self)
                self.tell()
            else:
                super().on_message(message)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.close()  # nothing that our own page would say

    def on_close(self) -> None:
        self.stage.browsers.discard(self)

    def tell(self) -> None:
        """Ask the page to load again if it is not what stands at its address now."""
        version = self.stage.shown.answer(self.path, self.query).version
        if version != self.version:
            self.version = version
            self.send_message({"command": "reload", "path": self.path, "liveCSS": False})
