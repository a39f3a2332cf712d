"""The content as it was before a change, from git or from a folder, and what a reader would notice of the change."""

import datetime
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from site_builder.content.git import HistoryUnknown, find_parting, read_committed
from site_builder.content.sources import take_sources
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.directory.history.comparison import compare_contents
from site_builder.directory.judgement import Folders, Judgement, judge_folders, judge_sources
from site_builder.language.wording import format_count, format_list
from site_builder.site.pages.page_views import FramedView
from site_builder.site.pages.plan import plan_site

_WHY = {
    "no-git": "The program git is not on this computer.",
    "no-repository": "This folder came without its history.",
    "no-revision": 'This copy has no "{revision}". A copy that a server made often has only the newest part of the '
    "history. Get the rest with: git fetch --unshallow. A branch of the server is called origin/main there.",
    "none": "Nothing was ever committed here.",
    "partial": "This copy knows when files changed but not what they said: clone it without --filter.",
    "apart": "The history of this folder is kept in another folder, which is not there.",
    "not-trusted": "Another user owns this folder, so git does not read it. Type git status: it says how to trust it.",
    "unreadable": "git cannot read the history here. Type git status: it says what is wrong.",
    "no-content": "There was no content in this folder then.",
}


@dataclass(frozen=True)
class Earlier:
    """What to compare with: a branch, tag or commit, or a folder in its place."""

    revision: str
    folder: Path | None = None


def tell_changes(
    content_dir: Path, overlay_dir: Path | None, as_of: datetime.date, earlier: Earlier
) -> tuple[str, ...]:
    """Return a sentence for each thing that a reader would notice; raise EditRefused where that cannot be told."""
    if not content_dir.is_dir():
        raise EditRefused(f"There is no folder {content_dir}. Is --content right?")
    after = judge_folders(Folders(content_dir, overlay_dir, as_of))
    if after.site is None or after.directory is None:
        words = "\n".join(map(str, after.findings.sorted()))
        raise EditRefused(f"{words}\nThe settings have to be put right first.")
    try:
        before, notes = _read_before(after.folders, earlier)
    except HistoryUnknown as unknown:
        why = _WHY[unknown.why].format(revision=earlier.revision)
        otherwise = "Or compare with a folder that has the earlier content: --before DIR."
        raise EditRefused(f"What changes cannot be told. {why} {otherwise}") from unknown
    told = (*compare_contents(before, after, after.site), *_count_pages(before, after))
    return (*notes, *(told or ("Nothing changes that a reader would notice.",)))


def _read_before(folders: Folders, earlier: Earlier) -> tuple[Judgement, tuple[str, ...]]:
    """Return the earlier content, and what to say of how it was found; raise HistoryUnknown where it is not here."""
    if earlier.folder is not None:
        if not earlier.folder.is_dir():
            raise HistoryUnknown("no-content")
        return judge_folders(replace(folders, content_dir=earlier.folder)), ()
    commit, is_sure = find_parting(folders.content_dir, earlier.revision)
    files = read_committed(folders.content_dir, commit)
    if not files:
        raise HistoryUnknown("no-content")
    over = read_committed(folders.overlay_dir, commit) if folders.overlay_dir else {}
    sources = take_sources(folders.content_dir, files, folders.overlay_dir, over)
    note = f"Compared with {earlier.revision} as it is: this copy does not know where the two parted."
    return judge_sources(folders, sources), () if is_sure else (note,)


def _count_pages(before: Judgement, after: Judgement) -> tuple[str, ...]:
    """Return one line on all pages that follow: no address, since that of an officer is a name."""
    if before.directory is None:
        return ()
    old, new = (_digest_pages(judged) for judged in (before, after))
    counts = (
        (sum(old[path] != new[path] for path in old.keys() & new.keys()), "changes", "change"),
        (len(new.keys() - old.keys()), "is new", "are new"),
        (len(old.keys() - new.keys()), "goes away", "go away"),
    )
    parts = [
        f"{format_count(count, 'page')} {one if count == 1 else many}" for count, one, many in counts if count
    ]
    return (f"So {format_list(parts)}.",) if parts else ()


def _digest_pages(judged: Judgement) -> dict[str, str]:
    """Map each page to what stands for all that it shows, but for the day of the next build, which no reader sees."""
    assert judged.directory is not None
    plan, _ = plan_site(judged.directory, judged.records)
    views = {job.path: job.view for job in plan.pages if job.path.endswith(".html")}
    shown = {
        path: replace(view, frame=replace(view.frame, renew_on="")) if isinstance(view, FramedView) else view
        for path, view in views.items()
    }
    return {
        path: sha256(repr(view).encode("utf-8", "surrogatepass")).hexdigest() for path, view in shown.items()
    }
