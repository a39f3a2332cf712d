"""Whether the folder around the content is in order: what git keeps and passes over, whom papers name, the locks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from site_builder.content.git import (
    HistoryUnknown,
    Repository,
    list_ignored,
    list_tracked,
    open_repository,
)
from site_builder.findings.front_door import MACHINE_FILE
from site_builder.inspect.readiness.row import Row, missing, ready, unknown
from site_builder.language.wording import format_list

CONTACT = re.compile(r"(?m)^\*\*Write to:\*\*(.*)$")
"""The line of a paper in which an address is named, or said not to be."""
CONTACT_PAPERS = {"SECURITY.md": "who hears of a weakness", "CODE_OF_CONDUCT.md": "who hears of bad conduct"}
"""Each with what it has to say; the first belongs beside every site, the second where many work together."""
NEEDED_PAPER = "SECURITY.md"
OWNERS_PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_WHY_NO_HISTORY = {
    "no-git": "There is no git here, so what it keeps was not looked at.",
    "not-trusted": "Git does not trust this folder, because somebody else owns it.",
}


def look_at_repository(folder: Path, private: Mapping[str, str]) -> Iterator[Row]:
    """Yield whether git keeps the folder, and neither has nor would take what is `private`: a path, and what it is."""
    try:
        repository = open_repository(folder)
        yield ready("repository", "a git repository")
        yield from _look_at_ignored(repository, folder, private)
        yield from _look_at_tracked(repository)
    except HistoryUnknown as history:
        yield _without_history(history.why, folder)


def _without_history(why: str, folder: Path) -> Row:
    if why == "no-repository":
        words = "This folder is in no git repository. Nobody can see what changed, or bring a text back."
        return missing("repository", words, "git init, then: git add --all, then: git commit")
    words = _WHY_NO_HISTORY.get(why, "Git could not say what it keeps here.")
    trust = f"git config --global --add safe.directory {folder.resolve()}" if why == "not-trusted" else ""
    return unknown("repository", words, trust)


def _look_at_ignored(repository: Repository, folder: Path, private: Mapping[str, str]) -> Iterator[Row]:
    way = folder.resolve().relative_to(repository.folder.resolve())
    paths = {(way / path).as_posix(): path for path in private}
    ignored = list_ignored(repository, tuple(paths))
    taken = [path for whole, path in paths.items() if whole not in ignored]
    if taken:
        what = format_list(list(dict.fromkeys(private[path] for path in taken)))
        lines = ", ".join(dict.fromkeys(map(_as_pattern, taken)))
        then = f"Write into .gitignore, each on a line of its own: {lines}"
        yield missing("gitignore", f"Git would take in {what}: .gitignore does not name them.", then)
    else:
        yield ready("gitignore", ".gitignore")


def _as_pattern(path: str) -> str:
    """Return the line that keeps such files away: a folder at the top, or an ending."""
    first, _, rest = path.partition("/")
    if rest:
        return f"/{first}/"
    return f"*{Path(path).suffix}" if Path(path).suffix and not first.startswith(".") else f"/{first}"


def _look_at_tracked(repository: Repository) -> Iterator[Row]:
    tracked = list_tracked(repository, ("*.desk/", "*.xlsx", "*.xls", "*.ods", ".env", MACHINE_FILE))
    if tracked:
        more = f" and {len(tracked) - 1} more" if len(tracked) > 1 else ""
        words = f"Git has what is nobody else's business: {tracked[0]}{more}."
        yield missing("private-files", words, f"git rm --cached -r {tracked[0]}, then: git commit")
    else:
        yield ready("private-files", "no private papers in git")


def look_at_papers(folder: Path) -> Iterator[Row]:
    """Yield whether the papers that people look for name somebody to write to, and who looks at changes."""
    for name, who in CONTACT_PAPERS.items():
        if name == NEEDED_PAPER or (folder / name).is_file():
            yield from _look_at_contact(folder / name, who)
    owners = next((folder / place for place in OWNERS_PLACES if (folder / place).is_file()), None)
    if owners is None:
        return
    lines = owners.read_text("utf-8", "replace").splitlines()
    if any("@" in line.split("#")[0] for line in lines):
        yield ready("codeowners", "CODEOWNERS")
    else:
        shown = owners.relative_to(folder).as_posix()
        words = f"{shown} names nobody, so nobody is asked to look at a change."
        yield missing("codeowners", words, f"Write teams or accounts into {shown}; it says how.")


def _look_at_contact(paper: Path, who: str) -> Iterator[Row]:
    name = paper.stem.lower()
    if not paper.is_file():
        words = f"There is no {paper.name}, so nobody knows {who}."
        yield missing(name, words, f"Write {paper.name}, with a line: **Write to:** AN ADDRESS THAT IS READ")
        return
    line = CONTACT.search(paper.read_text("utf-8", "replace"))
    if line and re.search(r"\S@\S|https?://\S", line[1]):
        yield ready(name, paper.name)
    else:
        words = f"{paper.name} does not say {who}: no address is named."
        yield missing(name, words, f'In {paper.name}, behind "Write to:": AN ADDRESS THAT IS READ')


def look_at_locks(requirements_dir: Path) -> Iterator[Row]:
    """Yield whether each list of packages and its lock agree: all that is wanted is locked, at an allowed version."""
    wanted = sorted(requirements_dir.glob("*.in"))
    behind = [file.stem for file in wanted if _is_behind(file)]
    if behind:
        names = format_list([f"{name}.lock" for name in behind])
        words = f"{names} {'lacks' if len(behind) == 1 else 'lack'} packages that the list beside it names."
        yield missing("locks", words, "pip install uv, then: .ci/lock")
    elif wanted:
        yield ready("locks", "the locks")


def _is_behind(wanted_file: Path) -> bool:
    lock_file = wanted_file.with_suffix(".lock")
    wanted = re.findall(r"(?m)^[a-z0-9][\w.-]*", wanted_file.read_text("utf-8"))
    locked = _names(lock_file.read_text("utf-8")) if lock_file.is_file() else []
    return not {_same(name) for name in wanted} <= {_same(name) for name in locked}


def _names(lock: str) -> Sequence[str]:
    return re.findall(r"(?m)^([a-z0-9][\w.-]*)==", lock)


def _same(name: str) -> str:
    """Return a package's name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
