"""The editor as it runs: its pages answer at once; the site is made as soon as somebody wants to see it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from socket import socket

from site_builder.desk.acts.premises import Premises
from site_builder.desk.editor.drawing import Drawing
from site_builder.desk.editor.editor_server import Office, editor_routes
from site_builder.desk.editor.workroom import Workroom
from site_builder.desk.preview.door import Door
from site_builder.desk.preview.preview_options import PreviewOptions, Say
from site_builder.desk.preview.server import Stage, serve_stage


async def run_editor(
    premises: Premises, options: PreviewOptions, taken: socket, say: Say, begin: Callable[[], None]
) -> None:
    """Answer until cancelled; `begin` is called when the first page can be looked at. Raises ThemeError."""
    stage, changed, loop = Stage(), asyncio.Event(), asyncio.get_running_loop()
    worker = ThreadPoolExecutor(1)

    def note_change() -> None:
        stage.settled.clear()
        changed.set()

    workroom = Workroom(options, premises, partial(loop.call_soon_threadsafe, note_change))
    office = Office(workroom, Drawing(options.themes_dir, options.theme), worker)
    server = serve_stage(stage, taken, editor_routes(Door.of(taken), office), framed_by="'self'")
    begin()
    try:
        await stage.wanted.wait()
        await _show_site(options, stage, changed, say)
    finally:
        server.stop()
        worker.shutdown(cancel_futures=True)


async def _show_site(options: PreviewOptions, stage: Stage, changed: asyncio.Event, say: Say) -> None:
    """Make the site, and again after each change. What makes it is imported only here: no form needs it."""
    from site_builder.desk.preview.session import show_changes

    changed.set()
    await show_changes(options, stage, changed, say)
