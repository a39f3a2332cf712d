"""Where the content still names a person who is taken out, in whatever file, and how each place is mended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.content.document import Document
from site_builder.content.sources import SourceFile
from site_builder.content.traces.person_in_text import Person, Trace, find_traces
from site_builder.content.traces.search import IN_NAME, search_files, walk_files
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.file_changes import FileChange

_SENTENCE_BEGINS = re.compile(r"(?:\A|(?<=[.!?])\s+|^[ \t]*(?:[-*+>] +|\d+\. +)?)", re.MULTILINE)
_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)]*(?=\s|\Z)|\n[ \t]*(?=\n|[-*+>#|]|\d+\. )|\n*\Z")
_ENDS = tuple(".!?\"'”’)")
_NO_SENTENCES = re.compile(r"\s*[|#]")
"""Rows of tables and headings, of which nothing can be cut out unseen."""
_EMPTY_POINT = re.compile(r"^[ \t]*(?:[-*+>]|\d+\.)[ \t]*\n", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Mention:
    """A place that still names the person: its words, and what would mend it, in words, unless a person must.

    `after` is what the file holds when it is mended, None where it is deleted; `before` what it holds now.
    """

    file: Path
    line: int
    words: str
    is_sure: bool
    mend: str = ""
    before: bytes = b""
    after: bytes | None = None

    @property
    def key(self) -> str:
        """What tells it from every other place, however many lines are taken out above it."""
        return "\n".join((self.file.as_posix(), self.words, self.mend))

    @property
    def question(self) -> str:
        """What an editor is asked where something would mend it."""
        return f"{self.mend[:1].upper()}{self.mend[1:]}?"

    @property
    def place(self) -> str:
        """Where a person finds it: ``content/pages/about.md:12``."""
        return f"{self.file.as_posix()}{f':{self.line}' if self.line else ''}"

    def with_line(self, written: str) -> "Mention":
        """Return the mention with its line written anew; what stands before the line's words stays."""
        lines = self.before.decode("utf-8", "surrogateescape").splitlines(keepends=True)
        line = lines[self.line - 1]
        lines[self.line - 1] = line.replace(line.strip(), written, 1)
        return replace(self, after="".join(lines).encode("utf-8", "surrogateescape"))

    @property
    def change(self) -> FileChange:
        """The file before and after it is mended."""
        return FileChange(self.file, self.file.as_posix(), self.before, self.after)


def unlink_officer(source: SourceFile, text: bytes, slug: str) -> bytes:
    """Return a text in which the words of each link to the officer stand without the link."""
    folder = r"(?:[^()\s]*?officers/|(?:\./)?)" if source.kind == "officer" else r"[^()\s]*?officers/"
    link = rf"\[([^\[\]\n]*)\]\({folder}{re.escape(slug)}(?:\.md|/)(?:#[^()\s]*)?(?: \"[^\"\n]*\")?\)"
    return re.sub(link.encode(), rb"\1", text)


def find_mentions(after: Content, person: Person) -> Iterator[Mention]:
    """Yield each place in the content that names the person, file by file, as it is on the disk after the removal."""
    known = {Path(source.path): source for source in after.sources}
    dirs = [one for one in (after.folders.content_dir, after.folders.overlay_dir) if one is not None]
    for folder in dirs:
        for shown, content in walk_files(folder, folder.as_posix(), lambda place: place.name == ".git"):
            file = Path(shown)
            document = after.document(shown) if file in known else None
            if content is not None and file in known and known[file].kind != "photo":
                yield from _find_in_text(file, content, document, person)
            elif content is not None:
                yield from _find_in_stray(file, content, person)


def _find_in_text(file: Path, content: bytes, document: Document | None, person: Person) -> Iterator[Mention]:
    text = content.decode("utf-8-sig", "replace")
    for trace in find_traces(text, person):
        line = text.count("\n", 0, trace.start) + 1
        words = text.split("\n")[line - 1].strip()
        mention = Mention(file, line, words, trace.is_sure, before=content)
        in_body = document is not None and bool(document.body.text) and line >= document.body.line
        yield _with_sentence_cut(mention, content, trace) if in_body and trace.is_sure else mention


def _with_sentence_cut(mention: Mention, content: bytes, trace: Trace) -> Mention:
    """Return the mention with the offer to take its sentence out; the file keeps its mark and its line ends."""
    text = content.decode("utf-8-sig", "replace")
    if _NO_SENTENCES.match(mention.words) or text.encode() not in (content, content[3:]):
        return mention
    start, end = _sentence(text, trace)
    cut = _EMPTY_POINT.sub("", f"{text[:start]}{text[end:]}")
    mark = content[: len(content) - len(text.encode())]
    after = mark + _EMPTY_LINES.sub("\n\n", cut).encode()
    gone = " ".join(text[start:end].split())
    return replace(mention, mend=f'take out: "{gone}"', after=after)


def _sentence(text: str, trace: Trace) -> tuple[int, int]:
    """Return where the sentence begins and ends in which a name stands, with the space behind it."""
    above = text.rfind("\n\n", 0, trace.start) + 1
    begins = [found.end() for found in _SENTENCE_BEGINS.finditer(text, above, trace.start)]
    start = max((one for one in begins if one <= trace.start), default=above)
    end = next(found.end() for found in _SENTENCE_ENDS.finditer(text, trace.end))
    while text[end : end + 1] == " ":
        end += 1
    is_last = text[end : end + 1] in ("\n", "") and text[:start].rstrip(" ")[-1:] in _ENDS
    start = len(text[:start].rstrip(" ")) if is_last else start
    return start, end


def _find_in_stray(file: Path, content: bytes, person: Person) -> Iterator[Mention]:
    """Yield a picture, or a file that no page is made of, which names or shows the person: it can only go whole."""
    found = search_files([(file.as_posix(), content)], person)
    if found.sightings:
        sure = next(iter(found.sure), None)
        shown = sure or found.sightings[0]
        words = f'"{file.name}"' if shown.words == IN_NAME else shown.words
        mend = "delete this file" if sure else ""
        yield Mention(file, shown.line, words, sure is not None, mend, content, None)
    for path in found.unread:
        yield Mention(file, 0, path.rpartition(": ")[2], is_sure=False)
