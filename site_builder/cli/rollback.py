"""Bring back the site that a host had before."""

import argparse

from site_builder.cli import deploy
from site_builder.cli.arguments import CLEAN

ABOUT = "bring back the site that a host had before the last deploy"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    deploy.define_target(parser)


def run(options: argparse.Namespace) -> int:
    """Go back, say what happened, and return the exit code."""
    return deploy.saying_why(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    from site_builder.deploying.addresses import open_target
    from site_builder.deploying.deploy import Wishes, read_previous_site

    with open_target(options.target, deploy.place(options)) as target:
        deploy.send(lambda: read_previous_site(target), target, Wishes(), options)
    print("This was the site before. To undo this, run the same command again.")
    return CLEAN
