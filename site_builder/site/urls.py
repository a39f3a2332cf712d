"""The addresses of the site: from a record's short name to where its page stands."""

from dataclasses import dataclass

from site_builder.site.published_files import NOT_FOUND

COMPARE_PAGE = "compare"
"""The page that compares all ways to report: it stands below them."""


@dataclass(frozen=True)
class Urls:
    """Addresses below `root` (``/`` or ``/sub-path/``)."""

    root: str

    def home(self) -> str:
        """Return the address of the home page."""
        return self.root

    def borough(self, slug: str) -> str:
        """Return the address of a borough's page: ``/boroughs/ashwick/``."""
        return f"{self.root}boroughs/{slug}/"

    def officer(self, slug: str) -> str:
        """Return the address of an officer's page: ``/officers/sam-okoro/``."""
        return f"{self.root}officers/{slug}/"

    def channel(self, slug: str) -> str:
        """Return the address of a way to report: ``/report/galop/``."""
        return f"{self.root}report/{slug}/"

    def page(self, slug: str) -> str:
        """Return the address of a page of text: ``/about/``."""
        elsewhere = {"home": "", "not-found": NOT_FOUND, COMPARE_PAGE: f"report/{COMPARE_PAGE}/"}
        return self.root + elsewhere.get(slug, f"{slug}/")

    def record(self, kind: str, slug: str) -> str:
        """Return the address of a record's page, by its kind."""
        at = {"borough": self.borough, "officer": self.officer, "channel": self.channel, "page": self.page}
        return at[kind](slug)

    def path(self, url: str) -> str:
        """Return the file behind an address: ``boroughs/ashwick/index.html``."""
        below = url.removeprefix(self.root)
        return f"{below}index.html" if not below or below.endswith("/") else below
