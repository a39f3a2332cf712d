"""What the commands share that make a site: which theme and where it will stand."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.cli.arguments import (
    as_of,
    base_url,
    cache_dir,
    content_dir,
    ours,
    overlay_dir,
    own_folders,
    photo_cache_dir,
    theme_name,
)
from site_builder.publish.output.last_build import OUTPUT_FOLDERS

if TYPE_CHECKING:
    from site_builder.pipeline import BuildOptions


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
        protected=own_folders(),
        cache_dir=photo_cache_dir(options),
        theme_file=cache_dir() / "themes.store",
    )


def published_meanwhile(options: argparse.Namespace) -> Callable[[], str]:
    """Return what says, whenever it is asked, whether the command has published by then: it looks at the folder."""
    chosen = getattr(options, "output", None) or ours(OUTPUT_FOLDERS[getattr(options, "example", False)])
    folder = os.path.abspath(chosen)
    before = _identify(folder)

    def tell() -> str:
        return (
            "Nothing was published." if _identify(folder) == before else f"The site in {chosen} is published."
        )

    return tell


def _identify(folder: str) -> tuple[int, int] | None:
    """Return what tells a folder from the one that takes its place."""
    try:
        found = os.lstat(folder)
    except OSError:
        return None
    return found.st_dev, found.st_ino
