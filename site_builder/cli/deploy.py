"""Bring the finished site to where visitors read it."""

import argparse
import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.cli.arguments import (
    CLEAN,
    HOST_REFUSED,
    INTERRUPTED,
    SETTINGS_PROBLEMS,
    base_url,
    cache_dir,
    folder,
    ours,
    own_folders,
)
from site_builder.cli.waiting import Waiting
from site_builder.findings.front_door import site_dir

if TYPE_CHECKING:
    from site_builder.publish.deploying.deploy import DeployOptions
    from site_builder.publish.deploying.published_site import PublicSite
    from site_builder.publish.deploying.target import Target
    from site_builder.publish.deploying.target_address import Place

ABOUT = "bring the finished site to where visitors read it"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    define_target(parser)
    parser.add_argument(
        "--from", dest="public", type=folder, metavar="DIR", help="the finished site (public)"
    )
    parser.add_argument(
        "--content", type=folder, metavar="DIR", help="the folder that the site was made from (content)"
    )
    define_caution(parser)
    parser.add_argument(
        "--as-built",
        action="store_true",
        help="send the site although the content has changed since, or is another",
    )
    parser.add_argument(
        "--adopt", action="store_true", help="overwrite files of the same name that no deploy has put there"
    )
    parser.add_argument("--everything", action="store_true", help="send also what has not changed")
    parser.add_argument(
        "--forget",
        action="store_true",
        help="keep nothing of earlier sites on the host, for example of a person who has withdrawn their consent",
    )


def define_caution(parser: argparse.ArgumentParser) -> None:
    """Add what holds a site back, or lets one through that is held back otherwise."""
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument(
        "--allow-draft", action="store_true", help="into a folder: also a site whose address ends in .example"
    )


def define_target(parser: argparse.ArgumentParser) -> None:
    """Add what says which host is meant."""
    parser.add_argument(
        "target",
        metavar="TARGET",
        help="folder:/srv/www, user@host:/srv/www, s3://bucket/folder or git:gh-pages",
    )
    parser.add_argument(
        "--url",
        type=base_url,
        metavar="URL",
        help="the address of the site, to look at it as a visitor would",
    )
    parser.add_argument(
        "--endpoint", metavar="URL", help="for s3: the storage service, if it is not Amazon's"
    )
    parser.add_argument(
        "--take-over", action="store_true", help="go on although another deploy has not ended"
    )


def run(options: argparse.Namespace) -> int:
    """Deploy, say what happened, and return the exit code."""
    return saying_why(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    from site_builder.publish.deploying.deploy import DeployOptions
    from site_builder.publish.deploying.last_sent import Sent, note_sent
    from site_builder.publish.deploying.sending import read_fit_site
    from site_builder.publish.deploying.target_address import open_target
    from site_builder.publish.output.output_folder import locate_output

    public_dir = options.public or ours("public")
    content_dir = None if options.as_built else options.content or ours("content")
    site = read_fit_site(public_dir, content_dir, options.target, allow_draft=options.allow_draft)
    asked = DeployOptions(options.adopt, options.everything, options.forget)
    with open_target(options.target, place(options, public_dir), forgets=options.forget) as target:
        if options.dry_run:
            say_what_would_change(site, target, asked)
            return CLEAN
        send(lambda: site, target, asked, options)
    sent = Sent(target.shown, datetime.datetime.now(datetime.UTC))
    note_sent(locate_output(public_dir).sent_file, sent)
    return CLEAN


def say_what_would_change(site: "PublicSite", target: "Target", asked: "DeployOptions") -> None:
    """Print who and what a deploy of this site would change, and change nothing."""
    from site_builder.publish.deploying.sending import tell_intent

    print("\n".join(tell_intent(site, target, asked)))


def send(
    read_site: "Callable[[], PublicSite]",
    target: "Target",
    asked: "DeployOptions",
    options: argparse.Namespace,
) -> None:
    """Deploy a site to an open target, look at it as a visitor would if asked to, and say what happened."""
    from site_builder.publish.deploying.deploy import deploy_site
    from site_builder.publish.deploying.sending import look_as_visitor, make_claim, tell_sent

    now = datetime.datetime.now(datetime.UTC)
    with target.hold(make_claim(Path(site_dir()), now, take_over=options.take_over)):
        site = read_site()
        outcome = deploy_site(site, target, asked, Waiting())
    print("\n".join(tell_sent(outcome, target)))
    if options.url:
        seen, warning = look_as_visitor(options.url, site, outcome, Waiting())
        print(seen)
        if warning:
            print(warning, file=sys.stderr)


def place(options: argparse.Namespace, *protected: Path) -> "Place":
    """Return where this machine keeps what targets need."""
    from site_builder.publish.deploying.target_address import Place

    own = own_folders("content", "themes")
    return Place(cache_dir() / "deploying", Path(site_dir()), (*own, *protected), options.endpoint)


def saying_why(deploy: Callable[[], int]) -> int:
    """Run a deploy; when it is refused say why, and return the exit code."""
    from site_builder.publish.deploying.deploy_refusals import DeployRefused, HostRefused
    from site_builder.publish.deploying.sending import NOTHING_DEPLOYED

    try:
        return deploy()
    except DeployRefused as refused:
        print(f"{refused}\n{NOTHING_DEPLOYED}", file=sys.stderr)
        return SETTINGS_PROBLEMS
    except HostRefused as refused:
        print(refused, file=sys.stderr)
        return HOST_REFUSED
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again: it goes on from here.", file=sys.stderr)
        return INTERRUPTED
