"""Show the site in the browser, and each change as soon as it is saved: the live preview."""

import argparse
import os
import sys
import threading
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from site_builder.cli.arguments import (
    CLEAN,
    add_site_options,
    as_of,
    content_dir,
    ours,
    overlay_dir,
    refuse,
    theme_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from socket import socket

    from site_builder.desk.preview.preview_options import PreviewOptions, Say

    Shown = Callable[[PreviewOptions, socket, Say, Callable[[], None]], Coroutine[None, None, None]]

ABOUT = "show the site in the browser, and each change as soon as it is saved"


@dataclass(frozen=True)
class Words:
    """What is said before, when the page `page` can be looked at, and at the end."""

    before: str
    begun: str
    ended: str
    page: str = ""


_WORDS = Words(
    "Making the site ...",
    "The preview is at {address} (only this computer can see it).\n"
    "Save a file, and the page shows it. If something is wrong, the page says what and where.\n"
    "Nothing is published by this. Press Ctrl-C to end it.",
    "The preview has ended.",
)
_HIGHEST_PORT = 65_535


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_preview_options(parser)


def add_preview_options(parser: argparse.ArgumentParser) -> None:
    """Add what says which site is shown, and where."""
    add_site_options(parser)
    parser.add_argument(
        "--theme", type=theme_name, default="liaison", metavar="NAME", help="the theme (liaison)"
    )
    parser.add_argument(
        "--port", type=_port, metavar="NUMBER", help="the port to answer on (the first free one from 5500)"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")


def run(options: argparse.Namespace) -> int:
    """Show the site until Ctrl-C, and return the exit code."""
    from site_builder.desk.preview.session import run_preview

    return show(options, run_preview, _WORDS)


def show(options: argparse.Namespace, run_shown: "Shown", words: Words) -> int:
    """Answer the browser until Ctrl-C, and return the exit code."""
    from site_builder.desk.preview.server import choose_socket

    asked = _asked(options)
    try:
        taken = choose_socket(options.port)
    except OSError:
        return refuse(f"Port {options.port} is taken or not allowed. Leave --port out to get a free one.")
    address = f"http://127.0.0.1:{taken.getsockname()[1]}/{words.page}"

    def begin() -> None:
        _say(words.begun.format(address=address))
        if not options.no_browser and _has_screen():
            threading.Thread(target=_open_browser, args=(address,), daemon=True).start()

    if words.before:
        _say(words.before)
    try:
        import asyncio

        asyncio.run(run_shown(asked, taken, _say, begin))
    except KeyboardInterrupt:
        _say(f"\n{words.ended}")
    return CLEAN


def _asked(options: argparse.Namespace) -> "PreviewOptions":
    from site_builder.desk.preview.preview_options import PreviewOptions

    content = content_dir(options)
    which = sha256(f"{content.resolve()} {options.example}".encode()).hexdigest()[:12]
    return PreviewOptions(
        content_dir=content,
        themes_dir=ours("themes"),
        theme=options.theme,
        choose_day=lambda: as_of(options),
        overlay_dir=overlay_dir(options),
        cache_dir=ours(".cache") / "preview" / which,
        links_dir=ours(".cache"),
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f'"{text}" is not a port; write a number like 5500')
    return int(text)


def _has_screen() -> bool:
    """Whether a browser could show itself here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_browser(address: str) -> None:
    import webbrowser

    webbrowser.open_new_tab(address)


def _say(words: str) -> None:
    print(words, flush=True)
