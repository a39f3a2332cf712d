"""Who may come in: the browser on this computer, from a page that stands here, with no more than was asked for.

The address is 127.0.0.1, and a request that names another host or comes from another site's page is refused: without
that, any page on the web could read the preview through the editor's browser (DNS rebinding), or write through it.
All of this is known from the first lines of a request, before anything of its body is held.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler

from site_builder.site.published_files import KINDS

Routes = Iterable[tuple[Any, ...]]
"""As tornado takes them: a pattern, the class that answers, and what it is given."""

_NO_BODY = 0
"""Bytes of a body that anybody may send; a page that reads one allows more once it knows who asks."""
_MOST_HEADER = 16_384
_IDLE_SECONDS = 30
"""After which a connection that asks nothing, or never ends its first lines, is closed."""
_BODY_SECONDS = 60

_KEPT_APART = {
    "Cache-Control": "no-store",  # the next save changes it
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True)
class Door:
    """The names of this computer under which it is answered: ``127.0.0.1:5500`` and ``localhost:5500``."""

    hosts: frozenset[str]

    @classmethod
    def of(cls, taken: socket) -> "Door":
        """Return that of a socket."""
        port = taken.getsockname()[1]
        return cls(frozenset({f"127.0.0.1:{port}", f"localhost:{port}"}))

    def why_refused(self, request: HTTPServerRequest) -> str:
        """Return why a request may not come in, or nothing."""
        if request.headers.get_list("Host") != [request.host] or request.host not in self.hosts:
            return "This preview answers only at its own address on this computer."
        if not all(map(self.is_own, request.headers.get_list("Origin"))) or _is_fetched_elsewhere(request):
            return "This preview answers only its own pages."
        return ""

    def is_own(self, origin: str) -> bool:
        """Whether a page of this origin is one of those shown here."""
        scheme, _, host = origin.partition("://")
        return scheme == "http" and host in self.hosts


def _is_fetched_elsewhere(request: HTTPServerRequest) -> bool:
    """Whether a page of another site asks for this in the background; a link from there may be followed."""
    site, mode = (request.headers.get(f"Sec-Fetch-{name}", "") for name in ("Site", "Mode"))
    return site in {"cross-site", "same-site"} and not (mode == "navigate" and request.method == "GET")


class Guarded(RequestHandler):
    """Answers those who may come in; whoever adds to `prepare` asks first whether it has answered already."""

    framed_by = "'none'"

    def initialize(self, door: Door) -> None:
        """Take what the route gives."""
        self.door = door

    def set_default_headers(self) -> None:
        """Keep every answer apart from other sites, and out of every store."""
        self.clear_header("Server")
        for name, value in _KEPT_APART.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", f"frame-ancestors {self.framed_by}")

    def prepare(self) -> None:
        """Refuse whoever may not come in."""
        if words := self.door.why_refused(self.request):
            self.refuse(words)

    def refuse(self, words: str, status: int = 403) -> None:
        """Say no, and close the connection: what else comes on it is not read."""
        self.set_status(status)
        self.set_header("Content-Type", KINDS["txt"].content_type)
        self.set_header("Connection", "close")
        self.finish(f"{words}\n")

    def head(self, *parts: str) -> Any:  # noqa: ANN401 (as what answers GET)
        """Answer as to GET; the body is left out on the way."""
        return self.get(*parts)

    def send(self, content: bytes, kind: str, status: int = 200) -> None:
        """Answer with this."""
        self.set_status(status)
        self.set_header("Content-Type", kind)
        self.finish(content)

    def log_exception(self, *fault: object) -> None:
        """Say nothing of a browser that went away; what is ours has been made into a page before."""


def send_file(handler: Guarded, folder: Path, name: str, known: Iterable[str]) -> None:
    """Answer with one of a few files of a folder."""
    if name in known:
        handler.send((folder / name).read_bytes(), KINDS[name.rpartition(".")[2]].content_type)
    else:
        handler.send(b"There is no such file.\n", KINDS["txt"].content_type, 404)


def open_door(routes: Routes, taken: socket) -> HTTPServer:
    """Begin to answer on a socket; ends when the server is stopped."""
    application = Application(
        list(routes),
        log_function=_keep_quiet,
        websocket_max_message_size=4096,
        websocket_ping_interval=_IDLE_SECONDS,
    )
    server = HTTPServer(
        application,
        max_body_size=_NO_BODY,
        max_header_size=_MOST_HEADER,
        idle_connection_timeout=_IDLE_SECONDS,
        body_timeout=_BODY_SECONDS,
    )
    server.add_sockets([taken])
    return server


def _keep_quiet(request: RequestHandler) -> None:
    """Say nothing of single requests: an editor has no use for them."""
