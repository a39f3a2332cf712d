"""Explain a rule, or list the names that may be written in a field."""

import argparse
from collections.abc import Mapping, Sequence

from site_builder.cli.arguments import CLEAN, add_site_options, content_dir, overlay_dir, refuse

ABOUT = "explain a rule at length, with an example, or list names: explain bad-date, explain areas"


def define(parser: argparse.ArgumentParser) -> None:
    """Add what can be written after the command."""
    parser.add_argument("what", metavar="WHAT", nargs="?", default="", help="a rule, or a list of names")
    add_site_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print the explanation and return the exit code."""
    from site_builder.findings.explanation import (
        TOPICS,
        find_rule,
        format_explanation,
        format_topic,
        say_unknown,
    )

    what = options.what.strip().strip("[]").lower()
    if found := find_rule(what):
        print(format_explanation(found))
        return CLEAN
    if what in TOPICS:
        print(format_topic(what, _names(what, options)))
        return CLEAN
    return refuse(say_unknown(options.what))


def _names(topic: str, options: argparse.Namespace) -> Mapping[str, str]:
    """Return the names that the content has for a topic, with what each stands for."""
    from site_builder.content.guide import list_fields
    from site_builder.content.schema import Borough, Channel, Officer
    from site_builder.content.sources import read_sources
    from site_builder.content.validation import validate_sources

    if topic == "fields":
        return list_fields()
    records, _ = validate_sources(read_sources(content_dir(options), overlay_dir(options))[0])
    found: Mapping[str, Sequence[Borough | Channel | Officer]] = {
        "areas": records.boroughs,
        "officers": records.officers,
        "channels": records.channels,
    }
    return {record.slug: record.name for record in found[topic]}
