"""How a target is written: `folder:/srv/www`, `user@host:/srv/www`, `s3://bucket/prefix`, `git:gh-pages`."""

import hashlib
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from site_builder.findings.front_door import say_how_to_add
from site_builder.publish.deploying.deploy_refusals import DeployRefused
from site_builder.publish.deploying.folder_target import open_folder
from site_builder.publish.deploying.git_target import GitTarget, Remote, find_remote
from site_builder.publish.deploying.rsync_target import RsyncTarget
from site_builder.publish.deploying.target import Target

EXAMPLES = "folder:/srv/www, user@host:/srv/www, s3://bucket/folder or git:gh-pages"
_HOST = r"[A-Za-z0-9][A-Za-z0-9.-]*"
_USER = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
_OVER_SSH = re.compile(rf"(?P<host>{_USER}@{_HOST}):(?P<path>[^:].*)")
_S3 = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[\w.-]+)*)/?")
_GIT = re.compile(r"git:(?P<branch>[A-Za-z0-9][\w./-]*)(?:@(?P<remote>[^-].*))?")


@dataclass(frozen=True)
class Place:
    """Where this machine keeps what targets need: locks, the project with its repository, and what is no target."""

    locks_dir: Path
    project_dir: Path
    protected: tuple[Path, ...] = ()
    endpoint: str | None = None


@contextmanager
def open_target(written: str, place: Place, *, forgets: bool = False) -> Iterator[Target]:
    """Open the target that a person wrote; raise `DeployRefused` if that cannot be understood."""
    kind = written.split(":", 1)[0]
    if kind == "folder":
        yield _open_folder(written, place.protected)
    elif kind == "s3":
        yield _open_s3(written, place)
    elif kind == "git":
        with _open_git(written, place, forgets) as branch:
            yield branch
    elif kind in {"rsync", "ssh"}:
        yield _open_rsync_url(written, place)
    elif over_ssh := _OVER_SSH.fullmatch(written):
        folder = f"{over_ssh['host']}:{over_ssh['path'].rstrip('/')}/"
        yield RsyncTarget(folder, written, _lock_place(place, folder))
    else:
        raise _not_understood(written)


def require_target(written: str, place: Place) -> None:
    """Raise `DeployRefused` for what is no target; no host is asked."""
    kind = written.split(":", 1)[0]
    if kind == "s3":
        _match(_S3, written)
    elif kind == "git":
        _refuse_passwords(_match(_GIT, written)["remote"] or "")
    else:
        with open_target(written, place):
            return


def is_folder(written: str) -> bool:
    """Return whether a target is a plain folder, where drafts may be looked at."""
    return written.startswith("folder:")


def _open_folder(written: str, protected: Collection[Path]) -> Target:
    name = written.removeprefix("folder:")
    if not name:
        raise _not_understood(written)
    return open_folder(Path(name), name, protected)


def _open_s3(written: str, place: Place) -> Target:
    found = _match(_S3, written)
    try:
        from site_builder.publish.deploying.s3_target import open_bucket  # noqa: PLC0415 (boto3 is large, and not always there)
    except ImportError as error:
        raise DeployRefused(
            f"Deploying to S3 needs packages that are not here. {say_how_to_add('deploy', f'deploy {written}')}"
        ) from error
    bucket, prefix = found[1], found[2].strip("/")
    return open_bucket(bucket, prefix, written, _lock_place(place, written), place.endpoint)


@contextmanager
def _open_git(written: str, place: Place, forgets: bool) -> Iterator[Target]:
    """Use a repository that is soon gone again: the project's own could run programs that others have named."""
    found = _match(_GIT, written)
    name = found["remote"] or "origin"
    _refuse_passwords(name)
    is_name = re.fullmatch(r"[\w-]+", name)
    remote = find_remote(name, place.project_dir) if is_name else Remote(name, place.project_dir)
    with TemporaryDirectory() as folder:
        branch = GitTarget(Path(folder), remote, found["branch"], written, forgets)
        branch.make_repository()
        branch.fetch()
        yield branch


def _open_rsync_url(written: str, place: Place) -> Target:
    _refuse_passwords(written)
    try:
        url = urlsplit(written)
        host, port = url.hostname or "", url.port
    except ValueError:
        raise _not_understood(written) from None
    user = f"{url.username}@" if url.username else ""
    if not re.fullmatch(rf"({_USER}@)?{_HOST}", user + host) or not url.path.strip("/"):
        raise _not_understood(written)
    lock_place = _lock_place(place, written)
    if url.scheme == "rsync":
        return RsyncTarget(f"{written.rstrip('/')}/", written, lock_place)
    return RsyncTarget(f"{user}{host}:{url.path.rstrip('/')}/", written, lock_place, port)


def _refuse_passwords(written: str) -> None:
    if re.search(r"://[^/@]*:[^/@]*@", written):
        raise DeployRefused(
            "There is a password in the address of the target, where others could read it. Take it out, "
            "and log in with an ssh key or with what the host offers for that."
        )


def _match(pattern: re.Pattern[str], written: str) -> re.Match[str]:
    if found := pattern.fullmatch(written):
        return found
    raise _not_understood(written)


def _lock_place(place: Place, written: str) -> Path:
    return place.locks_dir / hashlib.sha256(written.encode()).hexdigest()[:16]


def _not_understood(written: str) -> DeployRefused:
    safe = written if written.isprintable() and "@" not in written.split(":", 1)[0] else "That"
    return DeployRefused(f"{safe} is not a place to deploy to. Write it like {EXAMPLES}.")
