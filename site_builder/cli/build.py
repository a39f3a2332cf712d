"""Build and publish the site: the command that runs when none is named."""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from site_builder.cli.arguments import (
    CLEAN,
    CONTENT_PROBLEMS,
    OWN_FOLDERS,
    PROJECT_DIR,
    SETTINGS_PROBLEMS,
    add_site_options,
    as_of,
    base_url,
    content_dir,
    folder,
    ours,
    overlay_dir,
    photo_cache_dir,
    refuse,
    theme_name,
)

if TYPE_CHECKING:
    from site_builder.pipeline import BuildOptions, Built

T = TypeVar("T")
ABOUT = "read the content and publish the site into a folder (this happens when you name no command)"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_site_options(parser)
    parser.add_argument("--output", type=folder, metavar="DIR", help="the folder to publish into (public)")
    parser.add_argument(
        "--theme", type=theme_name, default="liaison", metavar="NAME", help="the theme (liaison)"
    )
    parser.add_argument(
        "--base-url",
        type=base_url,
        metavar="URL",
        help="where the site will stand, instead of base_url in site.yaml",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github", "junit"),
        default="text",
        help="how to report (text)",
    )
    parser.add_argument(
        "--fix", action="store_true", help="first put right what is sure: misspelt fields, quotes and spaces"
    )
    parser.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="NAME",
        help="a file or folder in the output to carry over",
    )
    parser.add_argument("--warnings", action="store_true", help="list every warning on its own line")


def run(options: argparse.Namespace) -> int:
    """Build, report, and return the exit code."""
    from site_builder.editing.refusal import EditRefused
    from site_builder.pipeline import BuildOptions, build_site
    from site_builder.publishing.refusal import PublishRefused
    from site_builder.rendering.theme import ThemeError

    started = time.monotonic()
    asked = BuildOptions(
        content_dir=content_dir(options),
        output_dir=options.output or ours("example-site" if options.example else "public"),
        themes_dir=ours("themes"),
        theme=options.theme,
        as_of=as_of(options),
        overlay_dir=overlay_dir(options),
        base_url=options.base_url,
        keep=frozenset(options.keep),
        protected=tuple(PROJECT_DIR / name for name in OWN_FOLDERS),
        cache_dir=photo_cache_dir(options),
    )
    if not asked.content_dir.is_dir():
        return refuse(f"There is no folder {asked.content_dir}. Is --content right?")
    try:
        built = build_site(asked, _progress)
        while options.fix and _mend(built):
            built = build_site(asked, _progress)
    except (EditRefused, ThemeError, PublishRefused) as refused:
        return refuse(f"{refused}\nNothing was published. The site in {asked.output_dir} is unchanged.")
    _report(built, asked, options, time.monotonic() - started)
    return CLEAN if built.published else SETTINGS_PROBLEMS if built.settings_broken else CONTENT_PROBLEMS


def _mend(built: "Built") -> bool:
    """Put right what is sure, say what was done, and return whether there was anything."""
    from site_builder.editing.fixes import mend_files

    mended = mend_files(built.findings.diagnostics)
    for line in mended:
        print(f"{line.path}:{line.line}: put right\n    - {line.before}\n    + {line.after}", file=sys.stderr)
    return bool(mended)


def _report(built: "Built", asked: "BuildOptions", options: argparse.Namespace, seconds: float) -> None:
    from site_builder.reports import MACHINE_FORMATS
    from site_builder.reports.github import format_step_summary
    from site_builder.reports.text import format_outcome, format_problems, format_remarks

    if options.format != "text":
        print(MACHINE_FORMATS[options.format](built, asked))
    elif built.published:
        print(format_remarks(built.findings, each=options.warnings))
        print(format_outcome(built, asked, seconds))
    else:
        print(format_problems(built.findings, built.texts), file=sys.stderr)
        print(f"\n{format_outcome(built, asked, seconds)}", file=sys.stderr)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if options.format == "github" and summary:
        with open(summary, "a", encoding="utf-8") as file:
            file.write(format_step_summary(built, asked))


def _progress(things: Iterable[T], label: str, count: int) -> Iterator[T]:
    """Pass things on; draw a bar in a terminal when there are enough of them to wait for."""
    if count < 100 or not sys.stderr.isatty() or os.environ.get("CI"):  # noqa: PLR2004 (shorter work is over before a bar shows)
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=label, total=count, console=Console(stderr=True), transient=True)
