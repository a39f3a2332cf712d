"""Pages that only the preview has; a published site never holds them."""

from collections.abc import Iterator
from pathlib import Path

from site_builder.desk.editing.status import plan_desk_page
from site_builder.pipeline import Draft
from site_builder.site.pages.job import PageJob


def extra_pages(draft: Draft, links_dir: Path) -> Iterator[PageJob]:
    """Yield the pages that the preview shows beside the site, made from the same directory and records."""
    if draft.directory and draft.records:
        yield plan_desk_page(draft.directory, draft.records, links_dir, Path.cwd())
