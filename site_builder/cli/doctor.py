"""Say whether this machine, the folder, the host and the workflows are ready, and what to type for what is not."""

import argparse
import datetime
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.cli.arguments import (
    CLEAN,
    CONTENT_PROBLEMS,
    add_site_options,
    as_of,
    cache_dir,
    ours,
    overlay_dir,
)
from site_builder.cli.chromium import NO_CHROMIUM, NoBrowser, find_chromium
from site_builder.findings.front_door import FRONT_DOOR, IS_INSTALLED, MACHINE_FILE, PROGRAM_DIR
from site_builder.publish.output.last_build import OUTPUT_FOLDERS

if TYPE_CHECKING:
    from site_builder.content.git import Repository
    from site_builder.content.settings import Site
    from site_builder.desk.editing.content_state import Content
    from site_builder.inspect.readiness.row import Row

ABOUT = "say whether machine, folder, host and workflows are ready, and what to type for what is not"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_site_options(parser)
    parser.add_argument("--online", action="store_true", help="ask the host too, at the address in site.yaml")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to report (text)")


def run(options: argparse.Namespace) -> int:
    """Print what is ready and what is not; return 0 where all is, 1 where something is missing."""
    from site_builder.inspect.readiness.row import look_at
    from site_builder.inspect.readiness.screen import WIDEST, format_json, format_screen

    asked = _Asked(options, datetime.datetime.now(datetime.UTC))
    parts = [
        look_at("This machine", _looks_at_machine(asked)),
        look_at("The folder", _looks_at_folder(asked)),
        look_at("The host", _looks_at_host(asked)),
        look_at("The workflows", _looks_at_workflows(asked)),
    ]
    columns = shutil.get_terminal_size((WIDEST, 0)).columns
    print(format_json(parts) if options.format == "json" else format_screen(parts, columns))
    return CONTENT_PROBLEMS if any(part.missing for part in parts) else CLEAN


@dataclass(frozen=True)
class _Asked:
    """What the questions are about; what several of them need is found once."""

    options: argparse.Namespace
    now: datetime.datetime

    @property
    def content_dir(self) -> Path:
        """Where the content is meant to be: that it is not there is one of the answers."""
        chosen: Path = self.options.content or ours("content")
        return chosen

    @property
    def folder(self) -> Path:
        """The folder around the content, with what is not content: papers, workflows, the finished site."""
        return self.content_dir.absolute().parent

    @property
    def public_dir(self) -> Path:
        return _shorten(self.folder / OUTPUT_FOLDERS[self.options.example])

    @property
    def build(self) -> str:
        """What to type to make this site."""
        if self.options.example:
            return f"{FRONT_DOOR} --example"
        if self.options.content is None:
            return FRONT_DOOR
        return f"{FRONT_DOOR} --content {self.content_dir} --output {self.public_dir}"

    @cached_property
    def content(self) -> "Content":
        from site_builder.desk.editing.content_state import read_content

        return read_content(self.content_dir, overlay_dir(self.options), as_of(self.options))

    @cached_property
    def site(self) -> "Site | None":
        """The settings, or None where there are none that can be used."""
        return self.content.judged.site if self.content_dir.is_dir() else None

    @cached_property
    def repository(self) -> "Repository | None":
        from site_builder.content.git import HistoryUnknown, open_repository

        try:
            return open_repository(self.folder)
        except HistoryUnknown:
            return None

    @cached_property
    def newest(self) -> datetime.datetime | None:
        """The moment of the newest commit, if there is any."""
        from site_builder.content.git import HistoryUnknown, list_commits

        try:
            commits = list_commits(self.repository, ()) if self.repository else ()
        except HistoryUnknown:
            commits = ()
        return datetime.datetime.fromtimestamp(commits[0].moment, datetime.UTC) if commits else None


def _shorten(folder: Path) -> Path:
    """Return a folder as short as it can be written from here."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


_Looks = dict[str, "Callable[[], Iterable[Row]]"]


def _looks_at_machine(asked: _Asked) -> _Looks:
    from site_builder.inspect.readiness import machine_rows

    folders = (asked.folder, asked.content_dir, cache_dir())
    return {
        "python": partial(machine_rows.look_at_python, sys.version_info[:3]),
        "packages": partial(
            machine_rows.look_at_packages,
            Path(PROGRAM_DIR, "requirements", "build.lock"),
            Path(PROGRAM_DIR, ".venv"),
        ),
        "browser": partial(_look_at_browser),
        "git": partial(machine_rows.look_at_git),
        "disk": partial(machine_rows.look_at_disk, asked.folder),
        "writing": partial(machine_rows.look_at_writing, folders),
        "clock": partial(_look_at_clock, asked),
        "letters": partial(machine_rows.look_at_letters, getattr(sys.stdout, "encoding", "") or ""),
    }


def _look_at_browser() -> "Iterable[Row]":
    from site_builder.inspect.readiness.machine_rows import look_at_browser

    try:
        return look_at_browser(find_chromium(os.environ), NO_CHROMIUM)
    except NoBrowser as misled:
        return look_at_browser(None, str(misled))


def _look_at_clock(asked: _Asked) -> "Iterable[Row]":
    from site_builder.inspect.readiness.machine_rows import look_at_clock

    return look_at_clock(asked.now, asked.newest)


def _looks_at_folder(asked: _Asked) -> _Looks:
    from site_builder.inspect.readiness import folder_rows

    return {
        "content": partial(_look_at_content, asked),
        "papers": partial(folder_rows.look_at_papers, asked.folder),
        "repository": partial(folder_rows.look_at_repository, asked.folder, _list_private(asked)),
        "locks": partial(folder_rows.look_at_locks, Path(PROGRAM_DIR, "requirements")),
    }


def _list_private(asked: _Asked) -> dict[str, str]:
    """Map what git must pass over in the folder, by an example of each, to what it is."""
    site = OUTPUT_FOLDERS[asked.options.example]
    packages = {} if IS_INSTALLED else {".venv/thing": "the packages"}
    return {
        f"{asked.content_dir.name}.desk/letters.eml": "unfinished work and mails of the desk",
        **{f"officers.{ending}": "sheets of officers" for ending in ("xlsx", "ods", "csv")},
        ".env": "passwords",
        MACHINE_FILE: "where this machine sends the site",
        ".cache/thing": "what is remembered between builds",
        f"{site}/index.html": "the finished site",
        f".{site}.store": "what a build leaves for the next",
        **packages,
    }


def _look_at_content(asked: _Asked) -> "Iterator[Row]":
    from site_builder.inspect.readiness.settings_rows import look_at_contacts, look_at_content

    there = asked.content_dir.is_dir()
    errors = len(asked.content.errors) if there else 0
    yield from look_at_content(
        asked.content_dir, asked.site, errors, len(asked.content.sources) if there else 0
    )
    if asked.site:
        yield from look_at_contacts(asked.site)


def _looks_at_host(asked: _Asked) -> _Looks:
    online = {"site_online": partial(_look_online, asked)} if asked.options.online else {}
    looks = {
        name: partial(_look_at_host, asked, name) for name in ("address", "host", "built", "target", "sent")
    }
    return {**looks, **online}


def _look_at_host(asked: _Asked, name: str) -> "Iterable[Row]":
    from zoneinfo import ZoneInfo

    from site_builder.inspect.readiness import host_rows, row
    from site_builder.publish.deploying.last_sent import read_last_sent
    from site_builder.publish.output.output_folder import locate_output

    if asked.site is None:
        words = "The settings say where the site stands, and they cannot be used yet."
        return (row.unknown("host", words),) if name == "host" else ()
    zone = ZoneInfo(asked.site.region.time_zone)
    if name == "address":
        return host_rows.look_at_address(asked.site)
    if name == "host":
        return host_rows.look_at_host(asked.site, asked.public_dir, asked.build)
    if name == "built":
        return host_rows.look_at_built(asked.public_dir, asked.site, zone, asked.build)
    if name == "target":
        return host_rows.look_at_target(asked.site, asked.content_dir)
    return host_rows.look_at_sent(asked.site, read_last_sent(locate_output(asked.public_dir).sent_file), zone)


def _look_online(asked: _Asked) -> "Iterator[Row]":
    from site_builder.inspect.readiness.host_rows import look_online
    from site_builder.publish.deploying.live_site import ask_host

    if asked.site:
        yield from look_online(asked.site, asked.public_dir, ask_host)


def _looks_at_workflows(asked: _Asked) -> _Looks:
    return {
        name: partial(_look_at_workflows, asked, name)
        for name in ("files", "pins", "branches", "schedules", "names")
    }


def _look_at_workflows(asked: _Asked, name: str) -> "Iterable[Row]":
    from site_builder.content.git import list_branches
    from site_builder.inspect.readiness import workflow_rows

    if name == "branches":
        branches = list_branches(asked.repository) if asked.repository else ()
        return workflow_rows.look_at_branches(asked.folder, branches)
    if name == "schedules":
        return workflow_rows.look_at_schedules(asked.folder, asked.newest, asked.now)
    if name == "pins":
        return workflow_rows.look_at_pins(asked.folder)
    return (
        workflow_rows.look_at_files(asked.folder)
        if name == "files"
        else workflow_rows.look_at_names(asked.folder)
    )
