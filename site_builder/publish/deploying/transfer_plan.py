"""What is sent and removed, and in which order: assets, then pages, then what announces them, and deletions last.

So a visitor in between never meets a page whose assets are missing. For the same reason the assets of the two
sites before stay: somebody may have opened a page just before it was replaced.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from site_builder.publish.deploying.deployments import History
from site_builder.publish.deploying.target import HISTORY_PATH, KEPT_FOLDER, MARKER_PATH, OWN_FOLDER
from site_builder.publish.hosting.compression import unpacked_path
from site_builder.site.published_files import PAGE, is_lasting, row_of


@dataclass(frozen=True)
class Plan:
    """The steps of one deploy, in this order; `saved` maps paths to where what they hold now is kept for going back."""

    saved: Mapping[str, str]
    assets: tuple[str, ...]
    pages: tuple[str, ...]
    announcements: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def sent(self) -> tuple[str, ...]:
        """Every path that is sent."""
        return self.assets + self.pages + self.announcements

    @property
    def is_empty(self) -> bool:
        """Whether the host has just what it should have."""
        return not (self.sent or self.removed)


def plan_deploy(history: History, differing: Collection[str], present: Collection[str]) -> Plan:
    """Plan how to bring the newest site of `history` to a host that has the files `present`."""
    finished = history.finish()
    at_path = _map_files(finished)
    needed = _find_needed(finished, at_path)
    sent = sorted(differing, key=lambda path: (path in present, path))  # a page before those that link to it
    outdated = (history.ours & set(present)) - at_path.keys()
    behind_the_scenes = {path for path in present if is_behind_the_scenes(path)}
    useless = behind_the_scenes - {HISTORY_PATH, MARKER_PATH} - {kept_path(sha256) for sha256 in needed}
    return Plan(
        saved={
            path: kept_path(sha256)
            for sha256, path in needed.items()
            if path in present and kept_path(sha256) not in present
        },
        assets=tuple(path for path in sent if not _is_page(path) and not _announces(path)),
        pages=tuple(filter(_is_page, sent)),
        announcements=tuple(filter(_announces, sent)),
        removed=tuple(sorted(outdated | useless)),
    )


def kept_path(sha256: str) -> str:
    """Return where a host keeps a file of an earlier site, by what is in it."""
    return f"{KEPT_FOLDER}/{sha256}"


def is_behind_the_scenes(path: str) -> bool:
    """Return whether a file on the host is none of the site."""
    return path.startswith(f"{OWN_FOLDER}/")


def _is_page(path: str) -> bool:
    """Return whether a file is a page, or a packed copy of one."""
    return PAGE.holds(unpacked_path(path))


def _announces(path: str) -> bool:
    row = row_of(unpacked_path(path))
    return row is not None and row.announces


def _map_files(history: History) -> dict[str, str]:
    """Return the SHA-256 of every path of the site as it will be: the newest, with the assets of the ones before."""
    newest, *older = (deployment.site for deployment in history.deployments)
    at_path = {path: mark.sha256 for path, mark in newest.files.items()}
    for site in older:
        for path, mark in site.files.items():
            if is_lasting(path):  # a digest in its name: files of several sites can lie beside each other
                at_path.setdefault(path, mark.sha256)
    return at_path


def _find_needed(history: History, at_path: Mapping[str, str]) -> dict[str, str]:
    """Return what earlier sites had and the new one will not show, as SHA-256 to path."""
    return {
        mark.sha256: path
        for site in reversed(history.earlier)
        for path, mark in site.files.items()
        if at_path.get(path) != mark.sha256
    }
