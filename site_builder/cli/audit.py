"""Look at every page of the built site in a real browser, as people with different needs meet it."""

import argparse
import dataclasses
import itertools
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.cli.arguments import add_site_options, cache_dir, folder, refuse
from site_builder.cli.build_options import add_making_options, read_build_options
from site_builder.cli.chromium import NoBrowser, ready_chromium
from site_builder.cli.plain_output import drawing
from site_builder.cli.report_options import add_report_options, exit_code, print_report
from site_builder.cli.waiting import Waiting
from site_builder.findings.front_door import say_how_to_add

if TYPE_CHECKING:
    from site_builder.inspect.audit.browser import Browsing, Told
    from site_builder.inspect.audit.offline_site import ShownSite
    from site_builder.pipeline import BuildOptions

ABOUT = (
    "look at the built site in a real browser: keyboard, small screens, print, no script, and what axe finds"
)
MOST_AT_A_TIME = 4


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_site_options(parser)
    parser.add_argument(
        "--output", type=folder, metavar="DIR", help="the folder with the built site (public)"
    )
    add_making_options(parser)
    add_report_options(parser)
    parser.add_argument(
        "--all", action="store_true", help="look again at pages that were without fault the last time, too"
    )
    parser.add_argument(
        "--page",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="look at this page only, like /boroughs/ashwick/; can be given again",
    )


def run(options: argparse.Namespace) -> int:
    """Audit, report, and return the exit code."""
    try:
        from site_builder.inspect.audit.browser import AuditRefused
    except ImportError:
        return refuse(f"The audit needs packages that are not here. {say_how_to_add('audit', 'audit')}")
    from site_builder.publish.deploying.deploy_refusals import DeployRefused
    from site_builder.site.rendering.theme import ThemeError

    asked = read_build_options(options, options.output)
    try:
        return _audit(options, asked)
    except NoBrowser as missing:
        return refuse(str(missing))
    except (AuditRefused, DeployRefused, ThemeError) as refused:
        return refuse(f"{refused}\nThe audit has not ended.")


def _audit(options: argparse.Namespace, asked: "BuildOptions") -> int:
    from site_builder.inspect.audit.audit import Wanted, audit_site, describe_audit, describe_outdated
    from site_builder.inspect.audit.audit_cache import Memory, read_memory, write_memory
    from site_builder.inspect.audit.offline_site import ShownSite
    from site_builder.inspect.gate.check import summarise_check
    from site_builder.pipeline import make_site
    from site_builder.publish.deploying.published_site import read_public_site
    from site_builder.publish.hosting.header_policy import policy_for

    started = time.monotonic()
    public = read_public_site(asked.output_dir)
    asked = dataclasses.replace(asked, base_url=public.manifest.about.base_url or asked.base_url)
    draft = make_site(asked, Waiting())
    if draft.site is None or not draft.findings.publishable:
        built = summarise_check(draft)
        print_report(built, asked, options, "Put this right first. Nothing was looked at.")
        return exit_code(built)
    if words := describe_outdated(draft, public, asked.output_dir):
        print(words, file=sys.stderr)
    site = ShownSite(public.contents, draft.site.base_url, policy_for(draft.site), draft.judged.folders.as_of)
    wanted = Wanted(frozenset(_find_page(site, address) for address in options.page), again=options.all)
    memory_file = _memory_file(options)
    memory = read_memory(memory_file) if memory_file else Memory()
    with _counting() as told:
        audited = audit_site(draft, site, _browsing(), told, memory, wanted)
    if memory_file:
        write_memory(memory_file, audited.memory)
    built = summarise_check(dataclasses.replace(draft, findings=audited.findings))
    print_report(built, asked, options, describe_audit(built, audited, time.monotonic() - started))
    return exit_code(built)


def _browsing() -> "Browsing":
    from site_builder.inspect.audit.browser import Browsing

    return Browsing(ready_chromium(), min(os.cpu_count() or 1, MOST_AT_A_TIME))


def _memory_file(options: argparse.Namespace) -> Path | None:
    """Return where it is remembered which pages were without fault: of our own sites only."""
    if options.content:
        return None
    return cache_dir() / "audit" / ("example.json" if options.example else "site.json")


def _find_page(site: "ShownSite", address: str) -> str:
    """Return the path of the page that an editor names by its address, or by its file."""
    from site_builder.findings.diagnostics import suggest
    from site_builder.inspect.audit.audit import list_pages
    from site_builder.inspect.audit.browser import AuditRefused
    from site_builder.site.checks.addresses import address_of, file_at

    known = list_pages(site.files)
    named = address.removeprefix(site.base_url).strip("/")
    for path in (named, file_at(named), file_at(f"{named}/")):
        if path in known:
            return path
    hint = suggest(address, [address_of(path) for path in known]) or "Write it like /boroughs/ashwick/."
    raise AuditRefused(f'There is no page "{address}". {hint}')


@contextmanager
def _counting() -> "Iterator[Told]":
    """Count the pages on one line of a terminal while they are looked at."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield lambda _path: None
        return
    from rich.console import Console

    with Console(file=drawing(sys.stderr)).status("Looking at the pages …") as status:
        count = itertools.count(1)
        yield lambda path: status.update(f"Looked at {next(count)}: {path}")
