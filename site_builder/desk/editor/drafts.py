"""What was typed and not saved: it waits beside the content, where git and the site never look, until it is saved.

Each is a paper of the desk's own folder, so that whoever takes a person out finds it there.
"""

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from site_builder.desk.editing.desk_folder import DeskFolder
from site_builder.desk.editor.screens import Typed

_ENDING = ".draft.json"
_MOST_NAME = 80


@dataclass(frozen=True)
class Draft:
    """A form that was not saved: `record` is its file's way from the content folder, `before` what the file held then.

    `title` is what the record is called, `url` where its form stands.
    """

    record: str
    title: str
    url: str
    on: datetime.date
    typed: Typed
    before: bytes | None

    @property
    def paper(self) -> str:
        """Return the name under which it waits."""
        return _paper(self.record)


def keep_draft(desk: DeskFolder, draft: Draft) -> None:
    """Keep what was typed, in the place of what was kept before. Raises EditRefused where that cannot be written."""
    before = draft.before.decode("utf-8", "surrogateescape") if draft.before is not None else None
    facts = {
        "record": draft.record.removesuffix(".md"),
        "file": draft.record,
        "title": draft.title,
        "url": draft.url,
        "on": draft.on.isoformat(),
        "typed": {name: list(values) for name, values in draft.typed.items()},
        "before": before,
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    desk.write({draft.paper: text.encode("utf-8", "surrogateescape")})


def read_draft(desk: DeskFolder, record: str) -> Draft | None:
    """Return what waits for a record; None where there is nothing, or nothing that could be read."""
    return _read(desk.read(_paper(record)))


def forget_draft(desk: DeskFolder, record: str) -> None:
    """Delete what waits: it was saved, or nobody wants it."""
    if desk.read(_paper(record)) is not None:
        desk.write({_paper(record): None})


def list_drafts(desk: DeskFolder) -> Iterator[Draft]:
    """Yield everything that waits, by name."""
    for file in sorted(desk.folder.glob(f"*{_ENDING}")) if desk.folder.is_dir() else ():
        if draft := _read(desk.read(file.name)):
            yield draft


def _paper(record: str) -> str:
    """Return the name of a draft: ``officers.sam-okoro.draft.json``; a very long one is cut, and told apart."""
    name = record.removesuffix(".md").replace("/", ".")
    if len(name) > _MOST_NAME:
        name = f"{name[:_MOST_NAME]}-{sha256(record.encode()).hexdigest()[:8]}"
    return f"{name}{_ENDING}"


def _read(content: bytes | None) -> Draft | None:
    try:
        facts = json.loads((content or b"").decode("utf-8", "surrogateescape"))
        typed = {str(name): tuple(map(str, values)) for name, values in facts["typed"].items()}
        on, before = datetime.date.fromisoformat(facts["on"]), facts["before"]
        draft = Draft(str(facts["file"]), str(facts["title"]), str(facts["url"]), on, typed, None)
        return replace(draft, before=None if before is None else before.encode("utf-8", "surrogateescape"))
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return None
