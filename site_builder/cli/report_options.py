"""How the commands that look through a site report: in which form, where to, and with which exit code."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from site_builder.cli.arguments import CLEAN, CONTENT_PROBLEMS, SETTINGS_PROBLEMS

if TYPE_CHECKING:
    from site_builder.pipeline import BuildOptions, Built

_FORMATS = ("text", "json", "sarif", "github", "junit")


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """Add what says how to report."""
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to report (text)")
    parser.add_argument("--warnings", action="store_true", help="list every warning on its own line")


def print_report(built: "Built", asked: "BuildOptions", options: argparse.Namespace, outcome: str) -> None:
    """Print the report in the form that the options ask for: problems go to the error stream.

    `outcome` says in words, as the last line for people, what was done and how it ended.
    """
    from site_builder.inspect.reports import MACHINE_FORMATS
    from site_builder.inspect.reports.github import format_step_summary

    if options.format == "text":
        print(
            describe_in_words(built, outcome, each=options.warnings),
            file=sys.stdout if built.passed else sys.stderr,
        )
    else:
        print(MACHINE_FORMATS[options.format](built, asked))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if options.format == "github" and summary:
        with open(summary, "a", encoding="utf-8") as file:
            file.write(format_step_summary(built, asked))


def exit_code(built: "Built") -> int:
    """Return the exit code for the outcome of a build or a check."""
    return CLEAN if built.passed else SETTINGS_PROBLEMS if built.settings_broken else CONTENT_PROBLEMS


def describe_in_words(built: "Built", outcome: str, *, each: bool) -> str:
    """Return the report for people; `each` lists every remark on its own line."""
    from site_builder.inspect.reports.text import format_accepted, format_problems, format_remarks

    accepted = format_accepted(built.findings)
    if built.passed:
        parts = [format_remarks(built.findings, each=each), accepted, outcome]
        return "\n".join(filter(None, parts))
    remarks = format_remarks(built.findings, each=each) if built.is_check else ""
    parts = [format_problems(built.findings, built.texts), remarks, accepted, outcome]
    return "\n\n".join(filter(None, parts))
