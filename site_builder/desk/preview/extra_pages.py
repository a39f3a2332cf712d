"""Pages that only the preview has; a published site never holds them."""

from collections.abc import Iterator
from pathlib import Path

from site_builder.desk.editing.status import plan_desk_page
from site_builder.pipeline import Draft
from site_builder.site.pages.job import PageJob

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent.parent


def extra_pages(draft: Draft) -> Iterator[PageJob]:
    """Yield the pages that the preview shows beside the site, made from the same directory, records and findings."""
    if draft.directory and draft.records:
        yield plan_desk_page(draft.directory, draft.records, PROJECT_DIR / ".cache", Path.cwd())
