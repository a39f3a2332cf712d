"""The report on a run: for people as text, for programs as JSON, SARIF, JUnit or notes on a pull request."""

from collections.abc import Callable, Mapping

from site_builder.inspect.reports.github import format_github
from site_builder.inspect.reports.json_report import format_json
from site_builder.inspect.reports.junit import format_junit
from site_builder.inspect.reports.sarif import format_sarif
from site_builder.pipeline import BuildOptions, Built

MACHINE_FORMATS: Mapping[str, Callable[[Built, BuildOptions], str]] = {
    "json": format_json,
    "sarif": format_sarif,
    "github": format_github,
    "junit": format_junit,
}
"""Every format but text, by the name it has on the command line. All of them hold the same findings."""
FORMATS = ("text", *MACHINE_FORMATS)
