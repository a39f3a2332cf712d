"""The one table of published files: how each is called, who may read it, and how long a browser may keep it.

Who plans a file takes its path from its row; who serves, packs, weighs or sends files reads the rows. So a new file
of the site is a new row, and nothing else has to hear of it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


@dataclass(frozen=True)
class FileKind:
    """What a file is to a browser; text gains by being packed."""

    media_type: str
    is_text: bool = False

    @property
    def is_photo(self) -> bool:
        """Whether this is a picture made of pixels."""
        return self.media_type.startswith("image/") and not self.is_text

    @property
    def says_letters(self) -> bool:
        """Whether it is told how the letters are written; JSON is always UTF-8 and cannot say so (RFC 8259)."""
        return self.is_text and not self.media_type.endswith("json")

    @property
    def content_type(self) -> str:
        """The header Content-Type: ``text/html; charset=utf-8``."""
        return self.media_type + ("; charset=utf-8" if self.says_letters else "")


KINDS: Mapping[str, FileKind] = MappingProxyType(
    {
        "atom": FileKind("application/atom+xml", is_text=True),
        "avif": FileKind("image/avif"),
        "bin": FileKind("application/octet-stream"),
        "css": FileKind("text/css", is_text=True),
        "csv": FileKind("text/csv", is_text=True),
        "html": FileKind("text/html", is_text=True),
        "ico": FileKind("image/x-icon"),
        "ics": FileKind("text/calendar", is_text=True),
        "jpg": FileKind("image/jpeg"),
        "js": FileKind("text/javascript", is_text=True),
        "json": FileKind("application/json", is_text=True),
        "pdf": FileKind("application/pdf"),
        "png": FileKind("image/png"),
        "svg": FileKind("image/svg+xml", is_text=True),
        "txt": FileKind("text/plain", is_text=True),
        "vcf": FileKind("text/vcard", is_text=True),
        "webmanifest": FileKind("application/manifest+json", is_text=True),
        "webp": FileKind("image/webp"),
        "xml": FileKind("application/xml", is_text=True),
        "zip": FileKind("application/zip"),
    }
)
"""By the ending of a file's name. A theme may bring files of each of these kinds."""
UNKNOWN_KIND = FileKind("application/octet-stream")
"""What the program did not make itself: a file that a person keeps beside the site."""


class Keeping(StrEnum):
    """How long a browser may keep a file, in the words of the header Cache-Control."""

    A_YEAR = "public, max-age=31536000, immutable"
    #: It is kept, but before it is shown again the browser asks whether it is still the same. That is what "no-cache"
    #: means, in the words in which Netlify and Cloudflare Pages say it of themselves.
    ASK_EVERY_TIME = "public, max-age=0, must-revalidate"
    NEVER = "private, no-store"


_PARTS = {"path": ".+", "digest": "[0-9a-f]{8}", "size": "(?:-large)?", "ending": "[a-z0-9]+"}
"""What can stand for a name in braces, as regular expressions; for all others anything without a slash."""


@dataclass(frozen=True)
class PublishedFile:
    """A row of the table: `pattern` is a path with names in braces, from where the site begins, without a slash.

    `is_open`: scripts of other sites may read it. `announces`: machines learn from it what is new, so it is sent last.
    """

    pattern: str
    keeping: Keeping = Keeping.ASK_EVERY_TIME
    is_open: bool = False
    announces: bool = False

    def path(self, **names: str) -> str:
        """Return the path of one file, with a word for each name in braces."""
        return self.pattern.format(**names)

    @cached_property
    def expression(self) -> str:
        """The paths of all its files as a regular expression that browsers, servers and Python all understand."""
        return re.sub(r"{(\w+)}", lambda name: _PARTS.get(name[1], "[^/]+"), self.pattern.replace(".", r"\."))

    def holds(self, path: str) -> bool:
        """Return whether a path belongs to this row."""
        return re.fullmatch(self.expression, path) is not None


PAGE = PublishedFile("{path}.html")
"""Pages, those at old addresses too."""
CARD = PublishedFile("boroughs/{area}/card/index.html")
"""A page that other sites may show in a frame; where the host cannot allow that for it alone, there is none."""
AREA_PAGE = PublishedFile("boroughs/{area}/index.html")
NOT_FOUND = "404.html"
"""The page for addresses where nothing stands."""
ASSET = PublishedFile("assets/{name}.{digest}.{ending}", Keeping.A_YEAR)
"""What a page loads. Other bytes are another digest and so another address."""
PHOTO = PublishedFile("officers/{officer}/photo-{digest}{size}.{ending}", Keeping.A_YEAR)
FAVICON = PublishedFile("favicon.ico")
TOUCH_ICON = PublishedFile("apple-touch-icon.png")
SITEMAP = PublishedFile("sitemap.xml", announces=True)
ROBOTS = PublishedFile("robots.txt", announces=True)
SECURITY = PublishedFile(".well-known/security.txt", announces=True)
FEED_OF_ALL = PublishedFile("changes/feed.atom", is_open=True, announces=True)
JSON_FEED_OF_ALL = PublishedFile("changes/feed.json", is_open=True, announces=True)
FEED_OF_AREA = PublishedFile("boroughs/{area}/changes.atom", is_open=True, announces=True)
JSON_FEED_OF_AREA = PublishedFile("boroughs/{area}/changes.json", is_open=True, announces=True)
AREAS_TABLE = PublishedFile("data/areas.csv", is_open=True)
CHANNELS_TABLE = PublishedFile("data/channels.csv", is_open=True)
OFFICERS_TABLE = PublishedFile("data/officers.csv", is_open=True)
DIRECTORY_DATA = PublishedFile("data/directory.json", is_open=True)
DIRECTORY_SCHEMA = PublishedFile("data/directory.schema.json", is_open=True)
SERVICES_DATA = PublishedFile("data/hsds.json", is_open=True)
CHANGES_DATA = PublishedFile("data/changes.json", is_open=True)
PROVENANCE_DATA = PublishedFile("data/provenance.json", is_open=True)
PAPER = PublishedFile("print/{sheet}.pdf")
"""A poster, a leaflet or cards, made by the command `print`."""
CONTACT_CARD = PublishedFile("data/contacts/{numbers}.vcf", is_open=True)
CALENDAR_OF_ALL = PublishedFile("data/drop-ins.ics", is_open=True)
CALENDAR_OF_AREA = PublishedFile("boroughs/{area}/drop-ins.ics", is_open=True)

CLOSED_FOLDER = ".liaison"
"""Where a deploy keeps on the host what visitors are not shown: earlier sites, for going back."""
HOST_FILES = (".htaccess", "_headers", "_redirects", ".nojekyll", "CNAME")
"""What a host reads in the published folder, and shows to nobody."""

TABLE = (
    PAGE, ASSET, PHOTO, FAVICON, TOUCH_ICON, SITEMAP, ROBOTS, SECURITY,
    FEED_OF_ALL, JSON_FEED_OF_ALL, FEED_OF_AREA, JSON_FEED_OF_AREA,
    AREAS_TABLE, CHANNELS_TABLE, OFFICERS_TABLE, DIRECTORY_DATA, DIRECTORY_SCHEMA, SERVICES_DATA, CHANGES_DATA,
    PROVENANCE_DATA, CONTACT_CARD, CALENDAR_OF_ALL, CALENDAR_OF_AREA, PAPER,
    PublishedFile(f"{CLOSED_FOLDER}/{{path}}", Keeping.NEVER),
    *(PublishedFile(name) for name in HOST_FILES),
)  # fmt: skip


def row_of(path: str) -> PublishedFile | None:
    """Return the row that a file belongs to; None for one that nobody planned."""
    return next((row for row in TABLE if row.holds(path)), None)


def kind_of(path: str) -> FileKind:
    """Return what a file is, by the ending of its name."""
    return KINDS.get(path.rsplit("/", maxsplit=1)[-1].rsplit(".", maxsplit=1)[-1], UNKNOWN_KIND)


def keeping_of(path: str) -> Keeping:
    """Return how long a file may be kept; what nobody planned is asked for every time."""
    row = row_of(path)
    return row.keeping if row else Keeping.ASK_EVERY_TIME


def is_lasting(path: str) -> bool:
    """Return whether a file never changes under its name."""
    return keeping_of(path) is Keeping.A_YEAR
