"""Bring back the site that a host had before."""

import argparse
from typing import TYPE_CHECKING

from site_builder.cli import deploy
from site_builder.cli.arguments import CLEAN

if TYPE_CHECKING:
    from site_builder.publish.deploying.published_site import PublicSite
    from site_builder.publish.deploying.target import Target

ABOUT = "bring back the site that a host had before the last deploy"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    deploy.define_target(parser)
    deploy.define_caution(parser)


def run(options: argparse.Namespace) -> int:
    """Go back, say what happened, and return the exit code."""
    return deploy.saying_why(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    from site_builder.publish.deploying.deploy import DeployOptions
    from site_builder.publish.deploying.target_address import open_target

    with open_target(options.target, deploy.place(options)) as target:
        if options.dry_run:
            deploy.say_what_would_change(_read_site(target, options), target, DeployOptions())
            return CLEAN
        deploy.send(lambda: _read_site(target, options), target, DeployOptions(), options)
    print("This was the site before. To undo this, run the same command again.")
    return CLEAN


def _read_site(target: "Target", options: argparse.Namespace) -> "PublicSite":
    """Return the site of before; a draft that once got into a folder does not come back unasked."""
    from site_builder.publish.deploying.deploy import read_previous_site
    from site_builder.publish.deploying.published_site import refuse_drafts
    from site_builder.publish.deploying.target_address import is_folder

    site = read_previous_site(target)
    allow_draft = options.allow_draft and is_folder(options.target)
    refuse_drafts(site.manifest, f"The site that {target.shown} had before", allow_draft=allow_draft)
    return site
