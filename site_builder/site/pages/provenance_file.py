"""The file that tells staff where each fact on a page comes from."""

from site_builder.content.schema import RECORDS
from site_builder.directory.history.provenance import TracedFact
from site_builder.site.pages.job import FileJob
from site_builder.site.pages.open_data.json_text import format_json
from site_builder.site.published_files import PROVENANCE_DATA
from site_builder.site.urls import Urls


def plan_provenance(facts: tuple[TracedFact, ...] | None, urls: Urls) -> tuple[FileJob, ...]:
    """Return the file, or none where the settings do not ask for it."""
    if facts is None:
        return ()
    rows = [
        {
            "page": _page(fact, urls),
            "file": fact.file,
            "field": fact.field,
            "line": fact.line,
            "commit": fact.commit or None,
            "date": fact.on.isoformat() if fact.on else None,
        }
        for fact in facts
    ]
    return (FileJob(PROVENANCE_DATA.path(), format_json({"version": "1.0", "facts": rows})),)


def _page(fact: TracedFact, urls: Urls) -> str:
    return urls.record(fact.kind, fact.slug) if fact.kind in RECORDS else urls.home()
