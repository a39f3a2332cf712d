"""Edit the directory in the browser: forms, what is due, and the pages as visitors will see them."""

import argparse

from site_builder.cli.serve import Words, add_preview_options, show

ABOUT = "edit the directory in the browser, without a text editor"

_WORDS = Words(
    "",
    "The editor is at {address} (only this computer can see it).\n"
    "What you save there is written into the content folder at once; nothing is published by it.\n"
    "Leave this window open while you work. Press Ctrl-C here to end.",
    "The editor has ended. What you saved is in the content folder.",
    page="edit/",
)


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    add_preview_options(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the browser until Ctrl-C, and return the exit code."""
    from site_builder.desk.editor.editor_session import run_editor

    return show(options, run_editor, _WORDS)
