"""The preview as it runs: a change is noticed, the site is made, the browser is shown it, and then it is checked.

Making and checking happen in a thread of their own, so that pages stay served. A change that comes meanwhile starts
another round after this one, so the last save is always the one that is shown.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from socket import socket

from site_builder.desk.preview.builder import Maker
from site_builder.desk.preview.faults import Trouble
from site_builder.desk.preview.preview_options import PreviewOptions, Say
from site_builder.desk.preview.server import Stage, serve_stage
from site_builder.desk.preview.shown_site import Shown
from site_builder.desk.preview.watcher import watch_folders
from site_builder.language.wording import format_count


async def run_preview(options: PreviewOptions, taken: socket, say: Say, begin: Callable[[], None]) -> None:
    """Show the site until cancelled; `begin` is called when the first page can be looked at."""
    stage, changed = Stage(), asyncio.Event()
    server = serve_stage(stage, taken)
    try:
        await show_changes(options, stage, changed, say, begin)
    finally:
        server.stop()


async def show_changes(
    options: PreviewOptions,
    stage: Stage,
    changed: asyncio.Event,
    say: Say,
    begin: Callable[[], None] = lambda: None,
) -> None:
    """Make what a stage shows, and again whenever it is `changed`, until cancelled."""
    folders = [
        options.content_dir,
        options.themes_dir,
        *([options.overlay_dir] if options.overlay_dir else []),
    ]
    rounds = _Rounds(stage, Maker(options), changed, say)
    try:
        await rounds.go()
        begin()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watch_folders(folders, changed, options.choose_day))
            tasks.create_task(rounds.go_on())
    finally:
        rounds.end()


class _Rounds:
    def __init__(self, stage: Stage, maker: Maker, changed: asyncio.Event, say: Say) -> None:
        self.stage = stage
        self.maker = maker
        self.changed = changed
        self.say = say
        self.good = Shown()  # what passed every check last
        self.worker = ThreadPoolExecutor(1)

    def end(self) -> None:
        self.worker.shutdown(cancel_futures=True)

    async def go_on(self) -> None:
        """Make the site again after each change, for ever."""
        while True:
            await self.changed.wait()
            await self.go()

    async def go(self) -> None:
        """Make the site once, show it, and check it."""
        self.changed.clear()
        self.stage.settled.clear()
        await self._make()

    async def _make(self) -> None:
        loop = asyncio.get_running_loop()
        made = await loop.run_in_executor(self.worker, self.maker.make)
        if isinstance(made, Trouble):
            self._report(made)
            return
        if self.stage.shown.trouble is None:
            self._show(made.shown)  # before the checks, which take longer than making it
            if self.changed.is_set():
                return
        if trouble := await loop.run_in_executor(self.worker, self.maker.check, made.draft):
            self._report(trouble)
        else:
            self.good = made.shown
            self._show(made.shown)

    def _show(self, shown: Shown) -> None:
        before = self.stage.shown
        if self._put(shown) and before.files:
            pages = sum(before.files.get(path) != content for path, content in shown.files.items())
            gone = len(before.files.keys() - shown.files.keys())
            self.say(
                "Everything is mended: the pages are back."
                if before.trouble
                else f"Shown: {format_count(pages, 'file')} differ{'s' if pages == 1 else ''}"
                f"{f', {gone} gone' if gone else ''}."
            )

    def _report(self, trouble: Trouble) -> None:
        if self._put(replace(self.good, trouble=trouble)):
            count = len(trouble.findings)
            what = f"{format_count(count, 'problem')} to mend" if count else trouble.summary.rstrip(".")
            self.say(f"{what}. The page in the browser says where.")

    def _put(self, shown: Shown) -> bool:
        """Show something; whoever waits for the last save goes on, unless there is a later one by now."""
        is_new = self.stage.show(shown)
        self.stage.made.set()
        if not self.changed.is_set():
            self.stage.settled.set()
        return is_new
