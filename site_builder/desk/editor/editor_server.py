"""Answer for the editor: who asks is known before a body is read, the page is asked in one thread, then it is drawn.

What writes needs three things that another site's page cannot have: our own origin, the cookie that only our pages are
sent with, and the token that stands in our forms. All are made anew each time the editor is started.
"""

import asyncio
import hmac
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from pathlib import Path

from tornado.httputil import HTTPFile, HTTPInputError, parse_body_arguments
from tornado.web import RedirectHandler, stream_request_body

from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editor.drawing import Drawing
from site_builder.desk.editor.routes import ACTS, Page, Route, find_route
from site_builder.desk.editor.screens import (
    Answered,
    Asked,
    Download,
    Drawn,
    Fault,
    Moved,
    Picture,
    Screen,
    Told,
    Upload,
)
from site_builder.desk.editor.workroom import Workroom
from site_builder.desk.preview.door import Door, Guarded, Routes, send_file
from site_builder.desk.preview.faults import describe_our_fault
from site_builder.site.published_files import KINDS

EDIT_URL = "/edit/"
_TOKEN_FIELD = "token"
_COOKIE = "liaison-editor"
_MOST_DIGITS = 20
_STATIC_DIR = Path(__file__).with_name("static")
_SCRIPTS = tuple(sorted(file.name for file in _STATIC_DIR.glob("*.js")))
_SHEET, _ICON = "editor.css", "icon.svg"
_POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{what}-src 'self'" for what in ("style", "script", "img", "connect", "frame")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)


@dataclass(frozen=True)
class Office:
    """What answers the editor's pages: the content, how screens are drawn, and the one thread that does both."""

    workroom: Workroom
    drawing: Drawing
    worker: ThreadPoolExecutor

    async def ask(self, page: Page, asked: Asked) -> Answered:
        """Return what a page answers; what it cannot do is a screen that says why. Never raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.worker, partial(_answer, page, self.workroom, asked))


def _answer(page: Page, workroom: Workroom, asked: Asked) -> Answered:
    try:
        return page(workroom, asked)
    except EditRefused as refused:
        faults = [
            Fault(one.message, one.hint, f"{one.place.path}:{one.place.line}") for one in refused.findings
        ]
        return Screen(
            "This was not done", "refused.html", {"words": str(refused)}, faults=tuple(faults), status=409
        )
    except Exception as fault:  # noqa: BLE001 (the editor goes on, and says so on the page)
        words = describe_our_fault(fault).summary
        return Screen("A fault of the program", "refused.html", {"words": words}, status=500)


def editor_routes(door: Door, office: Office) -> Routes:
    """Return what answers below the address of the editor."""
    given = {"door": door, "office": office}
    return (
        (rf"{EDIT_URL}static/([a-z-]+\.[a-z]+)", _OwnFiles, given),
        (rf"{EDIT_URL}(.*)", _Pages, given),
        (EDIT_URL.rstrip("/"), RedirectHandler, {"url": EDIT_URL, "permanent": False}),
    )


class _OwnFiles(Guarded):
    def initialize(self, door: Door, office: Office | None = None) -> None:
        super().initialize(door)
        self.office = office

    def get(self, *parts: str) -> None:
        assert self.office
        own = {_SHEET: self.office.drawing.style_sheet, _ICON: self.office.drawing.icon}
        if content := own.get(parts[0]):
            self.send(content, KINDS[parts[0].rpartition(".")[2]].content_type)
        else:
            send_file(self, _STATIC_DIR, parts[0], _SCRIPTS)


@stream_request_body
class _Pages(Guarded):
    def initialize(self, door: Door, office: Office | None = None) -> None:
        super().initialize(door)
        assert office
        self.office = office
        self.chunks: list[bytes] = []
        self.route: Route | None = None
        self.parts: dict[str, str] = {}

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Content-Security-Policy", _POLICY)
        # Not no-referrer: browsers would then send forms without their origin, which is asked for below.
        self.set_header("Referrer-Policy", "same-origin")

    def prepare(self) -> None:
        """Refuse what may not come in before anything of its body is read; then read what its page allows."""
        super().prepare()
        if self._finished:
            return
        if found := find_route(self.path_args[0] if self.path_args else ""):
            self.route, self.parts = found[0], dict(found[1])
        if self.request.method != "POST":
            return
        if words := self._why_not_written():
            self.refuse(words)
        elif self.route is None or self.route.act is None:
            self.refuse("There is no such page.", 404)
        elif _length(self.request.headers.get("Content-Length", "")) > self.route.most:
            self.refuse(f"This is more than {self.route.most:,} bytes.", 413)
        else:
            self.request.connection.set_max_body_size(self.route.most)  # type: ignore[union-attr]

    def _why_not_written(self) -> str:
        if not self.request.headers.get("Origin"):
            return "A form comes from a page of the editor; this one does not say where it comes from."
        if not self._has_cookie():
            return "The editor was started again since this page was opened. Load the page again, then save."
        return ""

    def _has_cookie(self) -> bool:
        """Whether one of our cookies has the token: they know no ports, so each editor that runs gives its own."""
        return any(
            self._is_token(one.value) for name, one in self.cookies.items() if name.startswith(_COOKIE)
        )

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.office.workroom.token.encode())

    def data_received(self, chunk: bytes) -> None:
        """Hold a part of a body, which is bounded by now."""
        self.chunks.append(chunk)

    async def get(self, *parts: str) -> None:
        """Show a page."""
        if self.route is None or self.route.show is None:
            await self._draw(Screen("There is no such page", "refused.html", {"words": ""}, status=404))
            return
        typed = {
            name: tuple(_text(value) for value in values) for name, values in self.request.arguments.items()
        }
        answered = await self.office.ask(self.route.show, Asked(self.parts, typed))
        if isinstance(answered, Screen) and answered.status == HTTPStatus.CONFLICT:
            answered = replace(answered, title="This cannot be shown", status=HTTPStatus.NOT_FOUND)
        await self._draw(answered)

    async def post(self, *parts: str) -> None:
        """Do what a form asks."""
        assert self.route
        assert self.route.act
        arguments: dict[str, list[bytes]] = {}
        files: dict[str, list[HTTPFile]] = {}
        kind = self.request.headers.get("Content-Type", "")
        try:
            parse_body_arguments(kind, b"".join(self.chunks), arguments, files)
        except (ValueError, HTTPInputError):
            self.refuse("This form cannot be read.", 400)
            return
        finally:
            self.chunks = []
        token = _text(next(iter(arguments.pop(_TOKEN_FIELD, ())), b""))
        if not self._is_token(token):
            self.refuse(
                "This form is not one of the editor's, or it was started again. Load the page again, then save."
            )
            return
        typed = {name: tuple(map(_text, values)) for name, values in arguments.items()}
        uploads = {
            name: Upload(several[0].filename, several[0].body) for name, several in files.items() if several
        }
        await self._draw(await self.office.ask(self.route.act, Asked(self.parts, typed, uploads)))

    async def _draw(self, answered: Answered) -> None:
        room = self.office.workroom
        if isinstance(answered, Moved):
            query = f"?news={room.keep_news(answered.news)}" if answered.news else ""
            path, mark, part = answered.url.partition("#")
            self.redirect(f"http://{self.request.host}{path}{query}{mark}{part}", status=303)
        elif isinstance(answered, Told):
            self.send(json.dumps(answered.facts).encode(), KINDS["json"].content_type)
        elif isinstance(answered, Download):
            self.set_header("Content-Disposition", f'attachment; filename="{answered.name}"')
            self.send(answered.content, answered.kind)
        elif isinstance(answered, Drawn):
            self.set_header(
                "Content-Security-Policy", "frame-ancestors 'self'"
            )  # and what the page itself says
            self.send(answered.content, KINDS["html"].content_type)
        elif isinstance(answered, Picture):
            self.send(answered.content, answered.kind)
        else:
            own = f"{_COOKIE}-{self.request.host.rpartition(':')[2]}"
            self.set_cookie(own, room.token, httponly=True, samesite="Strict", path=EDIT_URL)
            news = room.recall_news(self.get_query_argument("news", ""))
            try:
                page = self.office.drawing.draw(answered, room.token, news, ACTS)
            except Exception as fault:  # noqa: BLE001 (the editor goes on, and says so)
                self.refuse(describe_our_fault(fault).summary, 500)
                return
            self.send(page, KINDS["html"].content_type, answered.status)


def _text(value: bytes) -> str:
    """Return what was typed; line ends are those of the files."""
    return re.sub(r"\r\n?", "\n", value.decode("utf-8", "replace"))


def _length(told: str) -> int:
    """Return how many bytes a body is said to have; what is no number is looked at when the body is read."""
    return int(told[:_MOST_DIGITS]) if told.isascii() and told.isdecimal() else 0
