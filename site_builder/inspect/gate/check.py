"""Check a site as continuous integration does before it publishes: the road of a build, without its end."""

from site_builder.content.acceptances import find_unused_acceptances
from site_builder.findings.rules import rules_asked
from site_builder.inspect.gate.coming_year import find_days_without_help, find_errors_to_come
from site_builder.inspect.gate.draft_settings import find_draft_address, find_missing_contact
from site_builder.pipeline import BuildOptions, Built, Draft, Makers, Progress, check_draft, make_site

_MAKERS = Makers()


def check_content(
    options: BuildOptions, progress: Progress, makers: Makers = _MAKERS, *, is_strict: bool = False
) -> Draft:
    """Make a site and look through it as a build does, and publish nothing.

    `is_strict` asks besides what matters only to those who publish. Raises `ThemeError` when the theme is broken.
    """
    draft = make_site(options, progress, makers)
    check_draft(draft)
    if is_strict:
        _check_strictly(draft)
    return draft


def summarise_check(draft: Draft) -> Built:
    """Return what the reports tell of a site that was checked and not published."""
    return Built(
        draft.findings,
        settings_broken=draft.site is None,
        counts=draft.counts,
        texts=draft.texts,
        is_check=True,
    )


def _check_strictly(draft: Draft) -> None:
    site, directory, findings = draft.site, draft.directory, draft.findings
    if site is None or directory is None:
        return
    is_sound = findings.publishable  # a record that failed today would be missing on every day to come
    findings.add(find_draft_address(site, draft.sources))
    findings.add(find_missing_contact(site, draft.sources))
    if is_sound:
        findings.add(find_days_without_help(draft.records, site, directory.as_of))
        to_come = find_errors_to_come(draft.records, site, directory.as_of, findings.acceptances)
        findings.add(tuple(to_come))
        findings.add(tuple(find_unused_acceptances(findings, rules_asked("release"))))
