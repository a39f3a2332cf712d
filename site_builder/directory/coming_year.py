"""The coming year, as it changes by itself: what would stop the site."""

import datetime
from collections.abc import Iterator, Mapping

from site_builder.content.settings import Site
from site_builder.content.validation import Records
from site_builder.directory.assemble import assemble_directory
from site_builder.directory.calendar import DATE_PASSES, plan_changes
from site_builder.directory.freshness import days_after
from site_builder.findings.diagnostics import Acceptance, Diagnostic, Findings, Place
from site_builder.language.wording import format_day

DAYS_AHEAD = 365


def find_errors_to_come(
    records: Records, site: Site, as_of: datetime.date, acceptances: tuple[Acceptance, ...] = ()
) -> Iterator[Diagnostic]:
    """Yield what is right on the day of the build and will be an error later: each once, with its first day."""
    known = set(_errors_on(as_of, records, site, acceptances))
    for day in list_days(records, site, as_of)[1:]:
        for (rule, place), error in _errors_on(day, records, site, acceptances).items():
            if (rule, place) not in known:
                known.add((rule, place))
                message = f"From {format_day(day)} on nothing can be published. {error.message}"
                yield Diagnostic(place, "error-to-come", message, error.hint)


def list_days(records: Records, site: Site, as_of: datetime.date) -> tuple[datetime.date, ...]:
    """Return the day of the build, and each day of the year after it on which something changes by itself."""
    last = days_after(as_of, DAYS_AHEAD) or datetime.date.max
    changes = plan_changes(records, site, as_of, last)
    return (as_of, *sorted({change.day for change in changes if change.kind != DATE_PASSES}))


def _errors_on(
    day: datetime.date, records: Records, site: Site, acceptances: tuple[Acceptance, ...]
) -> Mapping[tuple[str, Place], Diagnostic]:
    findings = Findings()
    findings.adjust(site.severities)
    findings.accept(tuple(one for one in acceptances if day <= one.until))
    findings.keep(assemble_directory(records, site, day))
    return {(error.rule, error.place): error for error in findings.errors}
