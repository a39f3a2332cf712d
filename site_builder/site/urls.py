"""The addresses of the site: from a record's short name to where its page stands."""

from dataclasses import dataclass

from site_builder.site.published_files import NOT_FOUND

COMPARE_PAGE = "compare"
"""The page that compares all ways to report: it stands below them."""


@dataclass(frozen=True)
class Urls:
    """Addresses below `root` (``/`` or ``/sub-path/``).

    With a `language` they are those for readers of it: ``/pl/report/`` for what is `translated`, as kind and short
    name, and for all else the English page.
    """

    root: str
    language: str = ""
    translated: frozenset[tuple[str, str]] = frozenset()

    def home(self) -> str:
        """Return the address of the home page."""
        return self.page("home")

    def borough(self, slug: str) -> str:
        """Return the address of a borough's page: ``/boroughs/ashwick/``."""
        return f"{self._root_of('borough', slug)}boroughs/{slug}/"

    def card(self, slug: str) -> str:
        """Return the address of a borough's card for other sites: ``/boroughs/ashwick/card/``."""
        return f"{self.root}boroughs/{slug}/card/"

    def officer(self, slug: str) -> str:
        """Return the address of an officer's page: ``/officers/sam-okoro/``."""
        return f"{self.root}officers/{slug}/"

    def channel(self, slug: str) -> str:
        """Return the address of a way to report: ``/report/galop/``."""
        return f"{self._root_of('channel', slug)}report/{slug}/"

    def page(self, slug: str) -> str:
        """Return the address of a page of text: ``/about/``."""
        elsewhere = {"home": "", "not-found": NOT_FOUND, COMPARE_PAGE: f"report/{COMPARE_PAGE}/"}
        return self._root_of("page", slug) + elsewhere.get(slug, f"{slug}/")

    def notice(self, slug: str) -> str:
        """Return the address of a notice: ``/notices/mail-over-christmas/``."""
        return f"{self.root}notices/{slug}/"

    def record(self, kind: str, slug: str) -> str:
        """Return the address of a record's page, by its kind."""
        at = {
            **{"borough": self.borough, "officer": self.officer, "channel": self.channel},
            **{"notice": self.notice, "page": self.page},
        }
        return at[kind](slug)

    def is_english(self, kind: str, slug: str) -> bool:
        """Whether readers of another language find this in English alone."""
        return bool(self.language) and (kind, slug) not in self.translated

    def path(self, url: str) -> str:
        """Return the file behind an address: ``boroughs/ashwick/index.html``."""
        below = url.removeprefix(self.root)
        return f"{below}index.html" if not below or below.endswith("/") else below

    @property
    def own_root(self) -> str:
        """Where the pages in the language begin: ``/pl/``."""
        return f"{self.root}{self.language}/" if self.language else self.root

    def _root_of(self, kind: str, slug: str) -> str:
        return self.own_root if (kind, slug) in self.translated else self.root
