"""What the commands share that make a site: which theme, where it will stand, and a bar while it is made."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from site_builder.cli.arguments import (
    OWN_FOLDERS,
    PROJECT_DIR,
    as_of,
    base_url,
    content_dir,
    ours,
    overlay_dir,
    photo_cache_dir,
    theme_name,
)
from site_builder.publish.output.last_build import OUTPUT_FOLDERS

if TYPE_CHECKING:
    from site_builder.pipeline import BuildOptions

T = TypeVar("T")
_ENOUGH_TO_WAIT_FOR = 100


def add_making_options(parser: argparse.ArgumentParser) -> None:
    """Add what says how the site is made."""
    parser.add_argument(
        "--theme", type=theme_name, default="liaison", metavar="NAME", help="the theme (liaison)"
    )
    parser.add_argument(
        "--base-url",
        type=base_url,
        metavar="URL",
        help="where the site will stand, instead of base_url in site.yaml",
    )


def read_build_options(
    options: argparse.Namespace, output_dir: Path | None = None, keep: frozenset[str] = frozenset()
) -> "BuildOptions":
    """Return what the program is asked to make."""
    from site_builder.pipeline import BuildOptions

    return BuildOptions(
        content_dir=content_dir(options),
        output_dir=output_dir or ours(OUTPUT_FOLDERS[options.example]),
        themes_dir=ours("themes"),
        theme=options.theme,
        as_of=as_of(options),
        overlay_dir=overlay_dir(options),
        base_url=options.base_url,
        keep=keep,
        protected=tuple(PROJECT_DIR / name for name in OWN_FOLDERS),
        cache_dir=photo_cache_dir(options),
        theme_file=PROJECT_DIR / ".cache" / "themes.store",
    )


def show_progress(things: Iterable[T], label: str, count: int) -> Iterator[T]:
    """Pass things on; draw a bar in a terminal when there are enough of them to wait for."""
    if count < _ENOUGH_TO_WAIT_FOR or not sys.stderr.isatty() or os.environ.get("CI"):
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=label, total=count, console=Console(stderr=True), transient=True)
