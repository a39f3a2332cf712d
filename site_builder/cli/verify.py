"""Build the site from nothing and compare it with the published one, which may have been built from what was left."""

import argparse
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from site_builder.cli.arguments import CLEAN, CONTENT_PROBLEMS, add_site_options, folder, refuse
from site_builder.cli.build_options import add_making_options, read_build_options
from site_builder.cli.waiting import Waiting

ABOUT = "build the site again from nothing, apart, and say whether the published one is the same"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_site_options(parser)
    parser.add_argument(
        "--output", type=folder, metavar="DIR", help="the folder that the site was published into (public)"
    )
    add_making_options(parser)


def run(options: argparse.Namespace) -> int:
    """Build apart, compare, and return the exit code."""
    from site_builder.pipeline import build_site
    from site_builder.publish.output.manifest import fingerprint, read_manifest
    from site_builder.publish.output.output_folder import locate_output
    from site_builder.publish.output.publish_refusals import PublishRefused, format_names
    from site_builder.site.rendering.theme import ThemeError

    asked = read_build_options(options, options.output)
    published = locate_output(asked.output_dir)
    with TemporaryDirectory() as apart:
        clean_dir = Path(apart, "site")
        if published.paper_dir.is_dir():
            copytree(published.paper_dir, locate_output(clean_dir).paper_dir)
        try:
            ours = read_manifest(published.manifest_file)
            built = build_site(
                replace(asked, output_dir=clean_dir, cache_dir=None, theme_file=None), Waiting()
            )
            clean = read_manifest(locate_output(clean_dir).manifest_file)
        except (PublishRefused, ThemeError) as refused:
            return refuse(str(refused))
        if ours is None:
            return refuse(f"There is no published site in {published.shown}: build it first.")
        if not built.published or clean is None:
            return refuse("The content has mistakes, so there is nothing to compare with: run a check.")
    there = {path for path in ours.files if (published.folder / path).is_file()}
    marks = {path: fingerprint((published.folder / path).read_bytes()) for path in there}
    different = sorted(
        path for path in marks.keys() | clean.files if marks.get(path) != clean.files.get(path)
    )
    if not different:
        print(
            f"The site in {published.shown} is the same as one built from nothing: all {len(marks):,} files."
        )
        return CLEAN
    print(f"The site in {published.shown} is not what its content makes today: {format_names(different)}.")
    print("Build it again with the same options. If this stays so, report it: it is a fault of the program.")
    return CONTENT_PROBLEMS
