"""What was deployed to a host: the newest site and the two before it. It is kept on the host itself.

A site is written down before its first file is sent and marked as whole after its last, so that a deploy that
was interrupted can be told from one that ended.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from site_builder.publish.deploying.deploy_refusals import DeployRefused
from site_builder.publish.deploying.target import HISTORY_PATH, Target
from site_builder.publish.output.manifest import Manifest, describe_manifest, parse_manifest

FORMAT_VERSION = 1
REMEMBERED = 2
"""How many whole sites before the newest are remembered: as long as their assets stay."""


@dataclass(frozen=True)
class Deployment:
    """One site that was sent; `whole` says whether the last of its files got there."""

    site: Manifest
    whole: bool


@dataclass(frozen=True)
class History:
    """The deployments that a host remembers, newest first."""

    deployments: tuple[Deployment, ...] = ()

    @property
    def newest(self) -> Deployment | None:
        """The deployment that began last."""
        return self.deployments[0] if self.deployments else None

    @property
    def earlier(self) -> tuple[Manifest, ...]:
        """The whole sites before the newest, newest first."""
        return tuple(deployment.site for deployment in self.deployments[1:] if deployment.whole)

    @property
    def current(self) -> Manifest | None:
        """The last site that was whole."""
        return next((deployment.site for deployment in self.deployments if deployment.whole), None)

    @property
    def previous(self) -> Manifest | None:
        """The site to go back to: the last whole one that is not the newest."""
        newest = self.newest
        return next((site for site in self.earlier if newest and site.files != newest.site.files), None)

    @property
    def ours(self) -> frozenset[str]:
        """Every path that a deploy may have put there."""
        return frozenset(path for deployment in self.deployments for path in deployment.site.files)

    def begin(self, site: Manifest) -> "History":
        """Return the history with this site as the newest, not whole yet."""
        begun = Deployment(site, whole=False)
        newest = self.newest
        if newest and newest.site.files == site.files:
            return History((begun, *self.deployments[1:]))
        return History((begun, *self.deployments))

    def finish(self) -> "History":
        """Return the history with the newest site whole, and without what need not be remembered any longer."""
        newest, *older = self.deployments
        kept: list[Deployment] = []
        different = 0
        for deployment in older:
            if different == REMEMBERED:
                break
            kept.append(deployment)
            different += deployment.whole and deployment.site.files != newest.site.files
        return History((replace(newest, whole=True), *kept))

    def forget(self) -> "History":
        """Return the history of a host that keeps nothing of what was before."""
        return History(self.deployments[:1])


def read_history(target: Target) -> History:
    """Return what the host remembers: an empty history where nothing was deployed yet."""
    content = target.read([HISTORY_PATH]).get(HISTORY_PATH)
    if content is None:
        return History()
    try:
        return _parse(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DeployRefused(
            f"{HISTORY_PATH}, the list of what was deployed to {target.shown}, cannot be read. "
            "Remove that file from the host and deploy again with --adopt."
        ) from error


def format_history(history: History) -> bytes:
    """Return the one way to write this history down."""
    deployments = [
        {"site": describe_manifest(deployment.site), "whole": deployment.whole}
        for deployment in history.deployments
    ]
    content = {"format": FORMAT_VERSION, "deployments": deployments}
    return (json.dumps(content, ensure_ascii=True, separators=(",", ":"), sort_keys=True) + "\n").encode()


def _parse(content: Mapping[str, Any]) -> History:
    if content["format"] != FORMAT_VERSION:
        raise ValueError("another format")
    return History(
        tuple(
            Deployment(parse_manifest(deployment["site"]), bool(deployment["whole"]))
            for deployment in content["deployments"]
        )
    )
