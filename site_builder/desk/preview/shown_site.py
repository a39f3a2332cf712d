"""What the browser is shown at each address: the site as it was made last, or the report on what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote

from site_builder.desk.preview.faults import Trouble
from site_builder.desk.preview.report_page import format_report
from site_builder.site.published_files import KINDS, NOT_FOUND, kind_of

HTML = KINDS["html"].content_type
LAST_GOOD = "last-good"
"""What stands after the question mark to see a page as it was before the mistake."""
BESIDE = "beside"
"""What stands there to see it as the last save has made it, however long that takes: it is shown beside its text."""


@dataclass(frozen=True)
class Answer:
    """What a browser gets; `moved_to` is where a page stands whose address lacks its last slash."""

    content: bytes = b""
    kind: str = HTML
    status: int = 200
    moved_to: str = ""

    @property
    def is_page(self) -> bool:
        """Whether this is a page, which listens for news."""
        return self.kind == HTML

    @property
    def version(self) -> str:
        """A mark that differs when the content does."""
        return sha256(self.content).hexdigest()[:16]


@dataclass(frozen=True)
class Shown:
    """The files of the site by path, `root` where it begins, and the trouble that stands in place of its pages.

    `desk` has the pages that no published site holds: each is made when somebody first asks for it.
    """

    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    root: str = "/"
    trouble: Trouble | None = None
    desk: Mapping[str, Callable[[], bytes]] = field(default_factory=dict, repr=False, compare=False)

    def answer(self, address: str, query: str = "") -> Answer:
        """Return what stands at an address: ``/boroughs/ashwick/``."""
        if not address.startswith(self.root):
            return Answer(moved_to=self.root) if address == "/" else Answer(b"", status=404)
        if query == LAST_GOOD and not self.trouble:
            return Answer(moved_to=address)
        path = unquote(address[len(self.root) :])
        file = f"{path}index.html" if not path or path.endswith("/") else path
        is_there = file in self.files or file in self.desk
        if self.trouble and _is_page(file) and not (query == LAST_GOOD and is_there):
            return Answer(format_report(self.trouble, is_shown_before=is_there))
        if file in self.desk:
            return Answer(self.desk[file]())
        if file in self.files:
            return Answer(self.files[file], kind_of(file).content_type)
        if any(f"{file}/index.html" in files for files in (self.files, self.desk)):
            return Answer(moved_to=f"{address}/")
        return Answer(self.files.get(NOT_FOUND, b"There is no such page."), status=404)


def _is_page(file: str) -> bool:
    return PurePosixPath(file).suffix in {"", ".html"}
