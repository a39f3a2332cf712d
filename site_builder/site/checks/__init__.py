"""The third gate: links, headings, names, privacy, safety and weight of the finished files."""

from site_builder.site.checks.site_checks import check_site, finish_site

__all__ = ["check_site", "finish_site"]
