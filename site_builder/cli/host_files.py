"""Write down for a server how to serve the site: headers, redirects and how long files are kept."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from site_builder.cli.arguments import (
    CLEAN,
    CONTENT_PROBLEMS,
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
)
from site_builder.content.hosts import Host

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_builder.pipeline import BuildOptions, Draft
    from site_builder.site.rendering.artifact import Artifact

ABOUT = "write the configuration for a server or a host: host-files nginx"
HOSTS = tuple(host for host in get_args(Host) if host != "none")


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument(
        "host", metavar="HOST", choices=HOSTS, help=f"who serves the site: {', '.join(HOSTS)}"
    )
    add_site_options(parser)
    parser.add_argument("--base-url", type=base_url, metavar="URL", help="where the site will stand")
    parser.add_argument(
        "--output", type=folder, metavar="DIR", help="the folder to write into (without it: show the files)"
    )
    parser.add_argument(
        "--folder",
        default="/var/www/liaison",
        metavar="DIR",
        help="where the published files lie on the server (/var/www/liaison)",
    )
    parser.add_argument(
        "--listen",
        default="80",
        metavar="PORT",
        help="the port that nginx listens on, or address and port (80)",
    )


def run(options: argparse.Namespace) -> int:
    """Write or show the files, and return the exit code."""
    from site_builder.inspect.reports.text import format_problems
    from site_builder.pipeline import make_site
    from site_builder.publish.hosting.configurations import Placement
    from site_builder.publish.hosting.host_files import write_host_files
    from site_builder.publish.hosting.host_limits import find_overfull_host
    from site_builder.publish.hosting.redirects import find_bad_redirects
    from site_builder.site.rendering.theme import ThemeError

    try:
        draft = make_site(_asked(options), lambda things, _label, _count: iter(things))
    except ThemeError as broken:
        return refuse(f"{broken}\nNothing was written.")
    if draft.site:
        found = find_bad_redirects(draft.site, draft.artifacts)
        overfull = find_overfull_host(draft.site, options.host, draft.artifacts)
        draft = replace(draft, findings=draft.findings.plus((*found, *overfull)))
    if draft.site is None or not draft.findings.publishable:
        print(format_problems(draft.findings, draft.texts), file=sys.stderr)
        return SETTINGS_PROBLEMS if draft.site is None else CONTENT_PROBLEMS
    placement = Placement(options.folder, _name(draft), options.listen)
    return _hand_over(write_host_files(draft.site, options.host, draft.artifacts, placement), options)


def _asked(options: argparse.Namespace) -> "BuildOptions":
    from site_builder.pipeline import BuildOptions

    return BuildOptions(
        content_dir=content_dir(options),
        output_dir=ours("public"),
        themes_dir=ours("themes"),
        theme="liaison",
        as_of=as_of(options),
        overlay_dir=overlay_dir(options),
        base_url=options.base_url,
        cache_dir=photo_cache_dir(options),
    )


def _name(draft: "Draft") -> str:
    """Return the name of the site's host, as servers want it."""
    from urllib.parse import urlsplit

    return (urlsplit(draft.site.base_url).hostname or "") if draft.site else ""


def _hand_over(files: "Sequence[Artifact]", options: argparse.Namespace) -> int:
    """Write the files into the folder, or show them where there is none."""
    from site_builder.publish.output.publish_refusals import PublishRefused, refuse_in_words

    for file in files:
        if options.output is None:
            print(f"# {file.path}\n{file.content.decode()}")
            continue
        target = Path(options.output, file.path)
        try:
            with refuse_in_words(f"{target} could not be written", "Choose another folder."):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.content)
        except PublishRefused as refused:
            return refuse(str(refused))
        print(f"Written: {target}")
    return CLEAN
