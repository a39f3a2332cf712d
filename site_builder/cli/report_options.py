"""How the commands that look through a site report: in which form, where to, and with which exit code."""

import argparse
import os
import sys
from typing import TYPE_CHECKING, Literal, assert_never, get_args

from site_builder.cli.arguments import CLEAN, CONTENT_PROBLEMS, SETTINGS_PROBLEMS
from site_builder.cli.plain_output import drawing, show_plainly

if TYPE_CHECKING:
    from site_builder.pipeline import BuildOptions, Built

Form = Literal["text", "json", "sarif", "github", "junit"]


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """Add what says how to report."""
    parser.add_argument("--format", choices=get_args(Form), default="text", help="how to report (text)")
    parser.add_argument("--warnings", action="store_true", help="list every warning on its own line")


def print_report(built: "Built", asked: "BuildOptions", options: argparse.Namespace, outcome: str) -> None:
    """Print the report in the form that the options ask for: problems go to the error stream.

    `outcome` says in words, as the last line for people, what was done and how it ended.
    """
    form: Form = options.format
    match form:
        case "text":
            words = describe_in_words(built, outcome, each=options.warnings)
            print(words, file=sys.stdout if built.passed else sys.stderr)
        case "json":
            from site_builder.inspect.reports.json_report import format_json

            print(format_json(built, asked))
        case "sarif":
            from site_builder.inspect.reports.sarif import format_sarif

            print(format_sarif(built, asked))
        case "junit":
            from site_builder.inspect.reports.junit import format_junit

            print(format_junit(built, asked))
        case "github":
            from site_builder.inspect.reports.github import format_github, format_step_summary

            print(show_plainly(format_github(built, asked)), file=drawing(sys.stdout))
            _summarise(format_step_summary(built, asked), os.environ.get("GITHUB_STEP_SUMMARY", ""))
        case _:
            assert_never(form)


def _summarise(words: str, file: str) -> None:
    """Write the summary of a run where GitHub asked for it; a place that takes no words changes nothing of the run."""
    if not file:
        return
    try:
        with open(file, "a", encoding="utf-8", errors="replace") as summary:
            summary.write(words)
    except OSError as error:
        print(f"The summary could not be written to {file}: {error.strerror}.", file=sys.stderr)


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
