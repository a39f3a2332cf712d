"""Send a finished site: which one may be sent, who sends it, and what is told of it before and after."""

import datetime
import platform
import uuid
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from site_builder.publish.deploying.deploy import (
    DeployOptions,
    Outcome,
    describe_outcome,
    intend_deploy,
)
from site_builder.publish.deploying.live_site import check_over_http, shows_history
from site_builder.publish.deploying.published_site import (
    PublicSite,
    read_public_site,
    refuse_drafts,
    refuse_outdated,
)
from site_builder.publish.deploying.target import Claim, Progress, Target
from site_builder.publish.deploying.target_address import is_folder

NOTHING_DEPLOYED = "Nothing was deployed."
_OPEN_HISTORY = (
    "Careful: everybody can read {url}.liaison/, where the host keeps earlier sites for going back. "
    "docs/hosting/ says how to close it."
)


def read_fit_site(
    public_dir: Path, content_dir: Path | None, written: str, *, allow_draft: bool
) -> PublicSite:
    """Return the published site; raise `DeployRefused` where it may not go to the target that is `written` so.

    It must be just what is in `content_dir` now, unless that is None.
    """
    site = read_public_site(public_dir)
    refuse_drafts(site.manifest, str(public_dir), allow_draft=allow_draft and is_folder(written))
    if content_dir:
        refuse_outdated(site.manifest, public_dir, content_dir)
    return site


def make_claim(project_dir: Path, now: datetime.datetime, *, take_over: bool = False) -> Claim:
    """Return who sends: this machine and folder, in this very run."""
    holder = sha256(f"{platform.node()} {project_dir}".encode()).hexdigest()
    return Claim(holder, uuid.uuid4().hex, now, take_over)


def tell_intent(site: PublicSite, target: Target, asked: DeployOptions) -> Iterator[str]:
    """Yield who and what would change if a site were sent, in lines; nothing is changed."""
    yield from describe_outcome(intend_deploy(site, target, asked).outcome, "would change", target.shown)


def tell_sent(outcome: Outcome, target: Target) -> Iterator[str]:
    """Yield what sending a site has changed, in lines."""
    yield from describe_outcome(outcome, "changed", target.shown)


def look_as_visitor(url: str, site: PublicSite, outcome: Outcome, progress: Progress) -> tuple[str, str]:
    """Return what a visitor is shown, and a warning, if any; raise `HostRefused` where it is not what was sent."""
    for _ in progress(check_over_http(url, site, outcome.sent), "Looking", len(outcome.sent)):
        pass
    warning = _OPEN_HISTORY.format(url=url) if shows_history(url) else ""
    return f"{url} shows every file as it was sent.", warning
