"""The editor as it runs: its pages answer at once; the site is made as soon as somebody wants to see it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from socket import socket

from site_builder.desk.editor.drawing import Drawing
from site_builder.desk.editor.editor_server import Office, editor_routes
from site_builder.desk.editor.workroom import Workroom
from site_builder.desk.preview.builder import Maker, PreviewOptions
from site_builder.desk.preview.door import Door
from site_builder.desk.preview.server import Stage, serve_stage
from site_builder.desk.preview.session import Rounds, Say
from site_builder.desk.preview.watcher import watch_folders


async def run_editor(options: PreviewOptions, taken: socket, say: Say, begin: Callable[[], None]) -> None:
    """Answer until cancelled; `begin` is called when the first page can be looked at. Raises ThemeError."""
    stage, changed, loop = Stage(), asyncio.Event(), asyncio.get_running_loop()
    worker = ThreadPoolExecutor(1)

    def note_change() -> None:
        stage.settled.clear()
        changed.set()

    workroom = Workroom(options, partial(loop.call_soon_threadsafe, note_change))
    office = Office(workroom, Drawing(options.themes_dir, options.theme), worker)
    rounds = Rounds(stage, Maker(options), changed, say)
    server = serve_stage(stage, taken, editor_routes(Door.of(taken), office), framed_by="'self'")
    begin()
    try:
        await stage.wanted.wait()
        changed.set()
        async with asyncio.TaskGroup() as tasks:
            folders = [options.content_dir, options.themes_dir]
            folders += [options.overlay_dir] if options.overlay_dir else []
            tasks.create_task(watch_folders(folders, changed, options.choose_day))
            tasks.create_task(rounds.go_on())
    finally:
        server.stop()
        rounds.end()
        worker.shutdown(cancel_futures=True)
