"""Edit the directory in the browser: forms, what is due, and the pages as visitors will see them."""

import argparse
import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.cli.arguments import content_dir, folder, ours, photo_cache_dir, refuse
from site_builder.cli.build_options import read_build_options
from site_builder.cli.deploy import place
from site_builder.cli.serve import Words, add_preview_options, show
from site_builder.findings.front_door import site_dir
from site_builder.publish.output.last_build import OUTPUT_FOLDERS

if TYPE_CHECKING:
    from site_builder.desk.acts.premises import Premises
    from site_builder.pipeline import BuildOptions, Draft
    from site_builder.site.rendering.renderer import Progress

ABOUT = "edit the directory in the browser, without a text editor"

_WORDS = Words(
    "",
    "The editor is at {address} (only this computer can see it).\n"
    "What you save there is written into the content folder at once; nothing is published by it.\n"
    "Leave this window open while you work. To end, close it, or press Ctrl-C here.",
    "The editor has ended. What you saved is in the content folder.",
    page="edit/",
)


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_preview_options(parser)
    parser.add_argument(
        "--output", type=folder, metavar="DIR", help="the folder that the site is published into (public)"
    )
    parser.set_defaults(base_url=None)


def run(options: argparse.Namespace) -> int:
    """Answer the browser until Ctrl-C, and return the exit code."""
    from site_builder.desk.editor.editor_session import run_editor
    from site_builder.site.rendering.theme_files import ThemeError

    try:
        return show(options, partial(run_editor, _premises(options)), _WORDS)
    except ThemeError as broken:
        return refuse(f"{broken}\nThe editor looks like the site, so the theme has to be whole.")


def _premises(options: argparse.Namespace) -> "Premises":
    """Return what the acts need of this machine; what builds and checks is imported when they ask for it."""
    from site_builder.desk.acts.premises import Premises

    output_dir = options.output or ours(OUTPUT_FOLDERS[options.example])
    return Premises(
        project_dir=Path(site_dir()),
        output_dir=output_dir,
        own_content=options.content,
        photo_cache=photo_cache_dir(options),
        this_moment=lambda: datetime.datetime.now(datetime.UTC),
        build_options=lambda: read_build_options(options, output_dir),
        place=lambda endpoint: place(argparse.Namespace(endpoint=endpoint), output_dir, content_dir(options)),
        check_strictly=_check_strictly,
    )


def _check_strictly(asked: "BuildOptions", progress: "Progress") -> "Draft":
    from site_builder.inspect.gate.check import check_content

    return check_content(asked, progress, is_strict=True)
