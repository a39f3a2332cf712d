"""One deploy at a time: a lock on this machine, and a marker on hosts that several machines deploy to.

The system lets go of the lock when a deploy ends, however it ends. The marker can be left behind: it is replaced
when it comes from this machine (whose lock we hold), when it is old, or when a person says so.
"""

import datetime
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from site_builder.publish.deploying.deploy_refusals import HostRefused
from site_builder.publish.deploying.target import MARKER_PATH, Claim, Target
from site_builder.publish.output.build_lock import only_one_build
from site_builder.publish.output.output_folder import Output
from site_builder.publish.output.publish_refusals import PublishRefused

STALE_AFTER = datetime.timedelta(minutes=30)
CROSSING_SECONDS = 1.0
"""How long to wait before looking whether somebody else has put a marker at the same moment."""


@contextmanager
def hold_lock(place: Path, shown: str) -> Iterator[None]:
    """Hold the lock beside `place`, a file that need not exist; raise `HostRefused` if another deploy holds it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(only_one_build(Output(place, shown)))
        except PublishRefused as refused:
            raise busy(shown) from refused
        yield


@contextmanager
def hold_marker(target: Target, claim: Claim) -> Iterator[None]:
    """Put our marker on a host where nothing better can be had, and take it away at the end."""
    refuse_marker_of_others(target, claim)
    list(target.put({MARKER_PATH: format_marker(claim)}))
    time.sleep(CROSSING_SECONDS)
    require_own_marker(target, claim)
    try:
        yield
    finally:
        remove_marker(target)


def refuse_marker_of_others(target: Target, claim: Claim) -> None:
    """Raise `HostRefused` if somebody else's marker lies there and may not be replaced."""
    found = target.read([MARKER_PATH]).get(MARKER_PATH)
    if found is not None and not _may_replace(found, claim):
        raise busy(target.shown, " If you know that it has ended, add --take-over.")


def require_own_marker(target: Target, claim: Claim) -> None:
    """Raise `HostRefused` if the marker that lies there is not ours."""
    if target.read([MARKER_PATH]).get(MARKER_PATH) != format_marker(claim):
        raise busy(target.shown)


def remove_marker(target: Target) -> None:
    """Take our marker away; where the host refuses that, the next deploy from here does it."""
    with suppress(HostRefused):
        list(target.delete([MARKER_PATH]))


def format_marker(claim: Claim) -> bytes:
    """Return what a marker holds: nothing that tells who or where we are."""
    content = {"holder": claim.holder, "token": claim.token, "since": claim.now.isoformat()}
    return json.dumps(content, sort_keys=True).encode()


def busy(shown: str, advice: str = "") -> HostRefused:
    """Return the refusal of a second deploy."""
    words = f"Another deploy to {shown} is going on at this moment. Wait for it to end, then deploy again."
    return HostRefused(f"{words}{advice}")


def _may_replace(marker: bytes, claim: Claim) -> bool:
    try:
        found = json.loads(marker)
        since = datetime.datetime.fromisoformat(found["since"])
        is_old = claim.now - since > STALE_AFTER
    except (ValueError, TypeError, KeyError, RecursionError):
        return True
    return claim.take_over or is_old or bool(found.get("holder") == claim.holder)
