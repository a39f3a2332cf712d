"""Answer the browser with what the preview shows now, and tell the pages that listen when it is something else."""

import asyncio
import json
from pathlib import Path
from socket import socket

from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from site_builder.desk.preview.door import Door, Guarded, Routes, open_door, send_file
from site_builder.desk.preview.reload_script import inject_script
from site_builder.desk.preview.shown_site import BESIDE, Answer, Shown

FIRST_PORT = 5500
_TRIED_PORTS = 100
_STATIC_DIR = Path(__file__).with_name("static")
_OWN_FILES = ("livereload.js", "report.css")
_PATIENCE = 30
"""Seconds that a page beside its text waits for the last save."""


class Stage:
    """What is shown now, and the browsers that look at it. Only the event loop touches it.

    `wanted` is set once somebody asks for a page, `made` once there is one, and `settled` while it is the last save.
    """

    def __init__(self) -> None:
        self.shown = Shown()
        self.wanted, self.made, self.settled = asyncio.Event(), asyncio.Event(), asyncio.Event()
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


def serve_stage(stage: Stage, taken: socket, more: Routes = (), framed_by: str = "'none'") -> HTTPServer:
    """Begin to answer on a socket, `more` before the pages of the site; ends when the server is stopped.

    `framed_by` says which pages may show those of the site inside them, as the header frame-ancestors does.
    """
    door = Door.of(taken)
    given = {"door": door, "stage": stage}
    routes = (
        *more,
        (r"/livereload", _News, given),
        (r"/preview/([a-z]+\.[a-z]+)", _OwnFiles, {"door": door}),
        (r"/.*", _Pages, {**given, "framed_by": framed_by}),
    )
    return open_door(routes, taken)


class _Pages(Guarded):
    def initialize(self, door: Door, stage: Stage | None = None, framed_by: str = "'none'") -> None:
        super().initialize(door)
        assert stage
        self.stage = stage
        self.set_header("Content-Security-Policy", f"frame-ancestors {framed_by}")

    async def get(self, *parts: str) -> None:
        self.stage.wanted.set()
        await self.stage.made.wait()
        if self.request.query == BESIDE:
            await _wait_patiently(self.stage.settled)
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


async def _wait_patiently(event: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(event.wait(), _PATIENCE)
    except TimeoutError:
        return


class _OwnFiles(Guarded):
    def get(self, *parts: str) -> None:
        send_file(self, _STATIC_DIR, parts[0], _OWN_FILES)


class _News(LiveReloadHandler):  # type: ignore[misc]  # livereload publishes no types
    """A page that listens. It says which version it shows, so nothing is lost while it was still loading."""

    DEFAULT_RELOAD_TIME = 0

    def initialize(self, door: Door, stage: Stage) -> None:
        self.door = door
        self.stage = stage
        self.path = self.query = self.version = ""

    def prepare(self) -> None:
        if words := self.door.why_refused(self.request):
            self.set_status(403)
            self.finish(f"{words}\n")

    def check_origin(self, origin: str) -> bool:
        return self.door.is_own(origin)

    def log_exception(self, *fault: object) -> None:
        """Say nothing of a browser that went away."""

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
