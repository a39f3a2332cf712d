"""Bring a site to a target, file by file, so that it can be interrupted anywhere and ends right when run again.

First what the host has is made sure of for going back, then the site is written down as begun, its files are sent
and read back, what is no longer needed is removed, and the site is written down as whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from site_builder.language.wording import format_count
from site_builder.publish.deploying.deploy_refusals import DeployRefused, HostRefused
from site_builder.publish.deploying.deployments import Deployment, History, format_history, read_history
from site_builder.publish.deploying.differences import Difference, compare_sites
from site_builder.publish.deploying.published_site import PublicSite, refuse_without_contact
from site_builder.publish.deploying.target import HISTORY_PATH, Progress, Target
from site_builder.publish.deploying.transfer_plan import Plan, is_behind_the_scenes, kept_path, plan_deploy
from site_builder.publish.output.manifest import Manifest
from site_builder.publish.output.publish_refusals import format_names


@dataclass(frozen=True)
class DeployOptions:
    """What a person added to the command.

    `adopt`: files of the same name that no deploy has put there may be overwritten. `everything`: send also what
    has not changed. `forget`: keep nothing of earlier sites on the host.
    """

    adopt: bool = False
    everything: bool = False
    forget: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a deploy did, or would do: the paths it sent and removed, and what that means to people."""

    sent: tuple[str, ...]
    removed: tuple[str, ...]
    difference: Difference


@dataclass(frozen=True)
class Intent:
    """A deploy that is thought through: the history as it will be, its steps and what it means to people."""

    begun: History
    plan: Plan
    difference: Difference
    is_new: bool

    @property
    def outcome(self) -> Outcome:
        """Return what this deploy will have done."""
        removed = tuple(path for path in self.plan.removed if not is_behind_the_scenes(path))
        return Outcome(self.plan.sent, removed, self.difference)


def intend_deploy(site: PublicSite, target: Target, options: DeployOptions) -> Intent:
    """Compare a site with what the host has, and change nothing."""
    present = target.list_files()
    history = read_history(target) if HISTORY_PATH in present else History()
    if not history.deployments:
        refuse_without_contact(site.manifest)
    differing = target.find_differing(site.contents)
    if not options.adopt:
        _refuse_strangers(target, (differing & present) - history.ours)
    begun = history.begin(site.manifest)
    aim = replace(begun, deployments=begun.deployments[:1]) if options.forget else begun
    plan = plan_deploy(begun, frozenset(site.contents) if options.everything else differing, present)
    if options.forget:
        plan = _forget(plan, begun, present)
    is_new = aim.finish() != history
    return Intent(begun, plan, compare_sites(history.current or Manifest(), site.manifest), is_new)


def describe_outcome(outcome: Outcome, verb: str, shown: str) -> Iterator[str]:
    """Yield what a deploy to `shown` has done, or what it would do, in lines; `verb` is ``changed`` if it has."""
    lines = outcome.difference.lines
    if not (outcome.sent or outcome.removed):
        yield f"{shown} has this very site already. Nothing {verb}."
        return
    yield from lines or ("Nothing changes for visitors.",)
    sent, removed = format_count(len(outcome.sent), "file"), format_count(len(outcome.removed), "file")
    if verb == "changed":
        yield f"\n{shown} has the new site: {sent} sent and read back, {removed} removed."
    else:
        yield f"\n{sent} would be sent to {shown} and {removed} removed. Nothing was changed."


def deploy_site(site: PublicSite, target: Target, options: DeployOptions, progress: Progress) -> Outcome:
    """Make the target show this site; the caller holds it. Raises `HostRefused` where the host does not play along."""
    intent = intend_deploy(site, target, options)
    plan, begun = intent.plan, intent.begun
    if plan.is_empty and not intent.is_new:
        return intent.outcome
    if not options.forget:
        _save(plan, target, progress)
    _write_history(target, begun)
    for paths, label in ((plan.assets, "Assets"), (plan.pages, "Pages"), (plan.announcements, "Other files")):
        files = {path: site.contents[path] for path in paths}
        _run_through(progress(target.put(files), label, len(files)))
    _read_back(site, plan.sent, target)
    _run_through(progress(target.delete(plan.removed), "Removing", len(plan.removed)))
    _write_history(target, begun.forget().finish() if options.forget else begun.finish())
    target.settle(intent.difference.headline)
    return intent.outcome


def read_previous_site(target: Target) -> PublicSite:
    """Return the site that a host had before, as it remembers it; raise `DeployRefused` if that is not whole."""
    history = read_history(target)
    newest = history.newest
    before = history.previous if newest is None or newest.whole else history.current
    if before is None:
        raise DeployRefused(
            f"{target.shown} remembers no site before this one, so there is nothing to go back to."
        )
    kept = {kept_path(mark.sha256) for mark in before.files.values()}
    found = target.read(target.list_files() & {*before.files, *kept})
    contents = dict(_find_contents(before, found))
    missing = sorted(before.files.keys() - contents.keys())
    if missing:
        raise DeployRefused(
            f"The site that {target.shown} had before cannot be put together again: {format_names(missing)} "
            "is gone from the host. Build that site from its commit and deploy it instead."
        )
    return PublicSite(before, contents)


def _find_contents(site: Manifest, found: Mapping[str, bytes]) -> Sequence[tuple[str, bytes]]:
    return [
        (path, found[place])
        for path, mark in site.files.items()
        for place in (kept_path(mark.sha256), path)
        if place in found and sha256(found[place]).hexdigest() == mark.sha256
    ]


def _save(plan: Plan, target: Target, progress: Progress) -> None:
    """Keep what will be replaced or removed, unless somebody has altered it on the host."""
    found = target.read(plan.saved)
    files = {
        place: found[path]
        for path, place in plan.saved.items()
        if path in found and kept_path(sha256(found[path]).hexdigest()) == place
    }
    _run_through(progress(target.put(files), "Keeping the site of before", len(files)))


def _forget(plan: Plan, begun: History, present: frozenset[str]) -> Plan:
    """Return the plan that leaves nothing of earlier sites on the host."""
    alone = History((Deployment(begun.deployments[0].site, whole=False),))
    bare = plan_deploy(alone, (), present)
    ours = (begun.ours & present) - begun.deployments[0].site.files.keys()
    return replace(plan, saved={}, removed=tuple(sorted({*bare.removed, *ours})))


def _write_history(target: Target, history: History) -> None:
    _run_through(target.put({HISTORY_PATH: format_history(history)}))


def _read_back(site: PublicSite, paths: Sequence[str], target: Target) -> None:
    found = target.read(paths)
    wrong = sorted(path for path in paths if found.get(path) != site.contents[path])
    if wrong:
        raise HostRefused(
            f"{target.shown} did not keep what it was given: {format_names(wrong)}. Deploy again; "
            "if that does not help, somebody else may be writing there."
        )


def _refuse_strangers(target: Target, paths: frozenset[str]) -> None:
    if paths:
        raise DeployRefused(
            f"{target.shown} has files that no deploy has put there and that would be overwritten: "
            f"{format_names(sorted(paths))}. Is it the right place? If it is, add --adopt."
        )


def _run_through(steps: Iterable[object]) -> None:
    for _ in steps:
        pass
