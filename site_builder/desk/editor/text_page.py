"""The whole text of a file: the settings, and records that no form can show."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from site_builder.content.sources import ACCEPTED_FILE, RETIRED_FILE, SITE_FILE, SourceFile
from site_builder.desk.editing.content_state import Content
from site_builder.desk.editing.edit_refusals import EditRefused, require_ours
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editor.drafts import Draft, forget_draft, keep_draft, read_draft
from site_builder.desk.editor.opened_record import OpenedRecord
from site_builder.desk.editor.record_lists import START
from site_builder.desk.editor.saving import as_faults, before_of, save_change, saved_news
from site_builder.desk.editor.screens import Answered, Asked, Crumb, Fault, Moved, News, Screen, Told
from site_builder.desk.editor.workroom import Workroom
from site_builder.desk.forms.text_lines import whole_text, with_whole_text

_FILES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "site": (
            SITE_FILE,
            "What the directory is called, who runs it, its forces, its limits and its hosting.",
        ),
        "retired": (RETIRED_FILE, "Numbers, addresses and names that must not be shown any more."),
        "accepted": (ACCEPTED_FILE, "Findings that somebody agreed to let pass until a day."),
    }
)
_HOW = "Lines between the two --- are fields; what follows is the text of the page."
_WHOLE = "whole/"
SETTINGS_NAMES = "|".join(_FILES)


def show_settings(room: Workroom, asked: Asked) -> Screen:
    """Show which settings there are."""
    content = room.content()
    rows = tuple(
        (name, about, f"/edit/settings/{key}/")
        for key, (name, about) in _FILES.items()
        if content.source(name)
    )
    return Screen("Settings", "settings.html", {"rows": rows}, (START,))


def show_text(room: Workroom, asked: Asked) -> Screen:
    """Show the whole text of a file, or the draft of it that waits."""
    opened = _Opened.at(room, asked)
    draft = read_draft(room.desk, opened.draft_name)
    if draft is None:
        return _screen(room, opened, opened.text, opened.source.content)
    text = next(iter(draft.typed.get("text", ())), "")
    return _screen(room, opened, text, draft.before or b"", draft=draft)


def act_on_text(room: Workroom, asked: Asked) -> Answered:
    """Save a whole text, keep a draft of it, or throw the draft away."""
    opened, text = _Opened.at(room, asked), "\n".join(asked.typed.get("text", ()))
    if asked.one("act") == "forget":
        forget_draft(room.desk, opened.draft_name)
        return Moved(opened.url, News("The draft is thrown away. This is what the file says."))
    before = before_of(room, opened.draft_name, asked)
    _keep(room, opened, text, before)
    if asked.one("act") == "draft":
        return Moved(opened.url, News("The draft is kept. It is not in the content, so nobody sees it."))
    if before != opened.source.content:
        return _screen(
            room,
            opened,
            text,
            opened.source.content,
            theirs=opened.text,
        )
    return _save(room, opened, text)


def keep_text(room: Workroom, asked: Asked) -> Told:
    """Keep what is typed just now: a script asks."""
    opened = _Opened.at(room, asked)
    before = before_of(room, opened.draft_name, asked)
    _keep(room, opened, "\n".join(asked.typed.get("text", ())), before)
    return Told({"kept": True})


@dataclass(frozen=True)
class _Opened:
    """A file whose whole text is open: `url` is where."""

    content: Content
    source: SourceFile
    title: str
    url: str
    above: Crumb
    about: str = ""

    @classmethod
    def at(cls, room: Workroom, asked: Asked) -> "_Opened":
        """Return the file at an address; raise EditRefused where there is none."""
        content = room.content()
        if "file" not in asked.parts:
            record = OpenedRecord.at(content, asked)
            title, above = f"The whole file of {record.title}", Crumb(record.title, record.url)
            return cls(content, record.source, title, f"{record.url}text/", above, _HOW)
        name, about = _FILES[asked.parts["file"]]
        source = content.source(name)
        if source is None:
            raise EditRefused(f"There is no {name} in the content.")
        require_ours(source, content.folders.overlay_dir)
        above = Crumb("Settings", "/edit/settings/")
        return cls(content, source, name, f"/edit/settings/{asked.parts['file']}/", above, about)

    @property
    def text(self) -> str:
        """What it holds; raises EditRefused where that is no text."""
        return whole_text(self.source.path, self.source.content)

    @property
    def draft_name(self) -> str:
        """Under which name a draft waits."""
        return f"{_WHOLE}{self.source.name}"


def _save(room: Workroom, opened: _Opened, text: str) -> Answered:
    source = opened.source
    try:
        changed = with_whole_text(source.path, source.content, text)
        words = save_change(room, opened.content, [FileChange.of(source, changed)])
    except EditRefused as refused:
        faults = tuple(as_faults(opened.content, refused.findings))
        return _screen(room, opened, text, source.content, faults=faults, refused=str(refused))
    forget_draft(room.desk, opened.draft_name)
    return Moved(opened.url, saved_news(source, changed, words))


def _keep(room: Workroom, opened: _Opened, text: str, before: bytes | None) -> None:
    today = opened.content.folders.as_of
    keep_draft(
        room.desk, Draft(opened.draft_name, opened.title, opened.url, today, {"text": (text,)}, before)
    )


def _screen(
    room: Workroom,
    opened: _Opened,
    text: str,
    before: bytes,
    *,
    draft: Draft | None = None,
    theirs: str | None = None,
    faults: tuple[Fault, ...] = (),
    refused: str = "",
) -> Screen:
    found = (one for one in opened.content.judged.findings.errors if one.place.path == opened.source.path)
    view = {
        "about": opened.about,
        "path": opened.source.path,
        "url": opened.url,
        "text": text,
        "base": room.remember_version(before),
        "draft": draft,
        "theirs": theirs,
        "refused": refused,
    }
    told = faults or tuple(as_faults(opened.content, found))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    status = HTTPStatus.CONFLICT if theirs is not None else status
    return Screen(opened.title, "text.html", view, (START, opened.above), told, status)
