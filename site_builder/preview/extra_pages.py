"""Pages that only the preview has; a published site never holds them."""

from collections.abc import Iterator

from site_builder.pages.job import PageJob
from site_builder.pipeline import Draft


def extra_pages(draft: Draft) -> Iterator[PageJob]:
    """Yield the pages that the preview shows beside the site, made from the same directory, records and findings."""
    yield from ()
