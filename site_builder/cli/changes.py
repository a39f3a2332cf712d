"""Say what a reader of the site would notice between an earlier version of the content and what is here now."""

import argparse
import textwrap
from collections.abc import Iterable

from site_builder.cli.arguments import (
    CLEAN,
    add_site_options,
    as_of,
    content_dir,
    folder,
    overlay_dir,
    refuse,
)

ABOUT = "say what a reader of the site would notice of what has changed in the content"

_WIDTH = 100
_FENCE = "~" * 5


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_site_options(parser)
    parser.add_argument(
        "--since",
        default="HEAD",
        metavar="REVISION",
        help="the branch, tag or commit to compare with, like main (the last commit)",
    )
    parser.add_argument(
        "--before",
        type=folder,
        metavar="DIR",
        help="compare with this folder of earlier content, where there is no git",
    )
    parser.add_argument(
        "--format",
        choices=["text", "markdown"],
        default="text",
        help="markdown is for a comment or a summary: no name in it can become a link or call anybody (text)",
    )


def run(options: argparse.Namespace) -> int:
    """Compare, say it, and return the exit code."""
    from site_builder.desk.editing.earlier_content import Earlier, tell_changes
    from site_builder.desk.editing.edit_refusals import EditRefused

    earlier = Earlier(options.since, options.before)
    try:
        told = tell_changes(content_dir(options), overlay_dir(options), as_of(options), earlier)
    except EditRefused as refused:
        return refuse(str(refused))
    print(_as_block(told) if options.format == "markdown" else _as_list(told))
    return CLEAN


def _as_list(sentences: Iterable[str]) -> str:
    return "\n".join(
        textwrap.fill(
            " ".join(sentence.split()),
            _WIDTH,
            initial_indent="- ",
            subsequent_indent="    ",  # after four spaces no marks end a block
            break_long_words=False,
            break_on_hyphens=False,
        )
        for sentence in sentences
    )


def _as_block(sentences: Iterable[str]) -> str:
    """Return the sentences as Markdown that shows text as it is, so that nothing in it is a mark."""
    return f"## What changes for people\n\n{_FENCE}text\n{_as_list(sentences)}\n{_FENCE}"
