"""Check a site as continuous integration does before it publishes: the road of a build, without its end."""

from dataclasses import replace

from site_builder.content.acceptances import find_unused_acceptances
from site_builder.findings.rules import rules_asked
from site_builder.inspect.gate.draft_settings import find_draft_address, find_missing_contact
from site_builder.pipeline import BuildOptions, Built, Draft, Makers, check_draft, make_site
from site_builder.site.rendering.renderer import Progress


def check_content(
    options: BuildOptions, progress: Progress, makers: Makers | None = None, *, is_strict: bool = False
) -> Draft:
    """Make a site and look through it as a build does, and publish nothing.

    `is_strict` asks besides what matters only to those who publish. Raises `ThemeError` when the theme is broken.
    """
    draft = check_draft(make_site(options, progress, makers), makers)
    return _check_strictly(draft) if is_strict else draft


def summarise_check(draft: Draft) -> Built:
    """Return what the reports tell of a site that was checked and not published."""
    return Built(
        draft.findings,
        draft.judged.folders.as_of,
        settings_broken=draft.site is None,
        counts=draft.counts,
        texts=draft.texts,
        is_check=True,
    )


def _check_strictly(draft: Draft) -> Draft:
    site = draft.site
    if site is None:
        return draft
    findings = draft.findings.plus((*find_draft_address(site), *find_missing_contact(site)))
    if draft.findings.publishable:  # a record that failed today would be missing on every day to come
        findings = findings.plus(draft.judged.errors_to_come(findings.acceptances))
        findings = findings.plus(find_unused_acceptances(findings, rules_asked("release")))
    return replace(draft, findings=findings)
