"""The third gate: links, headings, names, privacy, safety and weight of the finished files."""

from site_builder.checks.gate import check_site
from site_builder.checks.outline import format_outline

__all__ = ["check_site", "format_outline"]
