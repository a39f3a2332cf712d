"""What is remembered of a plan: a page whose inputs are those of the last build is not planned again.

A page is made from its own text and from everything else that the plan of a site is made from. Of everything else one
digest is enough: nothing in it can be forgotten, since it holds all there is. Only the texts below the fields are left
out of it: each is shown on its own page alone, with whose outline its digest stands. What another page shows of one,
the questions that it answers, is in the digest, and so is whether a translation is older than the text of its original.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from site_builder.content.body import Body
from site_builder.content.document import Document
from site_builder.content.kept import kept_with_value
from site_builder.content.odd_addresses import find_addresses_of
from site_builder.content.schema import Retired
from site_builder.content.shown_words import list_contacts
from site_builder.content.sources import SourceFile
from site_builder.content.validation import Records
from site_builder.directory.model import Directory
from site_builder.directory.retired_contacts import list_codes, list_retired
from site_builder.directory.tongues import list_translated
from site_builder.site.pages.job import FileJob, PageJob, PageOutline, PaperFile
from site_builder.site.pages.views import Prose

if TYPE_CHECKING:
    from site_builder.directory.history.history import History
    from site_builder.site.pages.papers import Printed

QUESTIONS_PAGE = "worth-reporting"
"""The page whose questions the home page shows."""
_QUESTION = re.compile(r"^## ++(\S.*\?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Outline:
    """Every page of a plan, the files published as they are, the day that pages name for the next build, the sheets."""

    pages: tuple[PageOutline, ...]
    files: tuple[FileJob, ...]
    renew_on: str
    papers: tuple[PaperFile, ...] = ()


Revise = Callable[[Callable[[Outline | None], Outline]], Outline]
"""Has an outline made from that of the last build, if everything else was the same then, and remembers it."""


def revise_nothing(make: Callable[[Outline | None], Outline]) -> Outline:
    """Make an outline where nobody remembers any."""
    return make(None)


def outline_page(job: PageJob, text: Prose | None) -> PageOutline:
    """Return what is remembered of a page."""
    return PageOutline(job.path, job.template, job.origin, job.words, job.digest, digest_text(text))


def digest_text(text: Prose | None) -> str:
    """Return what stands for the text of a page with its links."""
    return _digest(text) if text else ""


def digest_inputs(
    sources: Sequence[SourceFile],
    records: Records,
    directory: Directory,
    history: "History",
    printed: "Printed",
) -> str:
    """Return a digest of everything that a plan is made from, but for the texts that stand on one page each."""
    without_text = {document.path: _digest_fields(document) for document in records.documents}
    files = [(source.name, source.path, without_text.get(source.path) or source.digest) for source in sources]
    others = tuple(list_translated(directory, records))
    pages = (page for one in (directory, *(other.directory for other in others)) for page in one.pages)
    questions = [list_questions(page.body) for page in pages if page.slug == QUESTIONS_PAGE]
    outdated = [(other.words.language, sorted(other.outdated)) for other in others]
    given = directory.as_of, directory.site.base_url, sorted(printed.items())
    return _digest((files, questions, outdated, sorted(records.failed), given, history))


def list_questions(body: Body) -> tuple[str, ...]:
    """Return the questions that a text answers, each with a heading of its own."""
    return tuple(_QUESTION.findall(body.text))


def tell_crossing(document: Document, host: str, retired: Retired) -> object:
    """Return all of a file that anything else is made from or judged by than its own page, and than itself alone.

    While it is as it was, another text in the file changes nothing else. `host` is where the site is published.
    """
    body, origin = document.body, document.origin
    fields = (dict(document.fields), dict(origin.places), dict(origin.key_places))
    form = (document.kind, document.slug, document.faulty, document.whole, document.repeats)
    links = tuple(link.target for link in body.links)
    addresses = tuple(found.url for found in find_addresses_of(host, body.masked))
    text = (body.line, bool(body.text.strip()), list_questions(body), links, addresses)
    return fields, form, text, list_contacts(document), list_codes(document), list_retired(document, retired)


@kept_with_value
def _digest_fields(document: Document) -> str:
    return _digest(
        (dict(document.fields), sorted(map(repr, document.faulty)), document.whole, document.repeats)
    )


def _digest(value: object) -> str:
    """Return the digest of a frozen value by its canonical form."""
    return sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()
