"""An officer's photograph: brought in without what a camera writes into it, with its words and its point of focus."""

import io
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING

from site_builder.content.focus_point import read_focus
from site_builder.content.photo_metadata import CannotClean, without_metadata
from site_builder.content.schema import Officer
from site_builder.content.sources import MOST_PHOTO_BYTES, SourceFile
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.field_lines import delete_field, set_field
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editor.opened_record import OpenedRecord
from site_builder.desk.editor.saving import as_faults, save_change
from site_builder.desk.editor.screens import Answered, Asked, Crumb, Fault, Moved, News, Picture, Screen
from site_builder.desk.editor.workroom import Workroom
from site_builder.site.rendering.photos.decoding import PhotoRefused, open_photo
from site_builder.site.rendering.photos.formats import recognise

if TYPE_CHECKING:
    from PIL import Image

MOST_UPLOADED = MOST_PHOTO_BYTES + 100_000
"""Bytes of the form: the photograph, its words and the token."""
_SHOWN = 960
"""Pixels of the longer side of a photograph in the editor."""
_ENDINGS: Mapping[str, str] = MappingProxyType(
    {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "HEIF": "heic"}
)
_USUAL = ("50", "45")
"""Where a photograph is cut round when nothing is said: just above the middle."""
_GOES = "remove"


def show_photo(room: Workroom, asked: Asked) -> Screen:
    """Show the photograph of an officer and what can be changed about it."""
    opened = OpenedRecord.at(room.content(), asked)
    return _screen(opened, _written(opened))


def show_picture(room: Workroom, asked: Asked) -> Answered:
    """Show the picture itself, redrawn so that every browser can show it."""
    opened = OpenedRecord.at(room.content(), asked)
    source = _file(opened, _written(opened))
    if source is None:
        raise EditRefused("There is no photograph.")
    try:
        picture = open_photo(source.content, _SHOWN)
    except PhotoRefused as refused:
        raise EditRefused(f"{refused.message} {refused.hint}") from refused
    picture.thumbnail((_SHOWN, _SHOWN))
    return Picture(_as_jpeg(picture), "image/jpeg")


def act_on_photo(room: Workroom, asked: Asked) -> Answered:
    """Bring in a photograph, change its words or its focus, or take it out."""
    opened = OpenedRecord.at(room.content(), asked)
    typed = {name: asked.one(name) for name in ("alt", "across", "down")}
    try:
        changes = tuple(_removed(opened) if asked.one("act") == _GOES else _changed(opened, asked, typed))
        words = save_change(room, opened.content, changes)
    except PhotoRefused as refused:
        return _screen(opened, typed, (Fault(refused.message, refused.hint, url="#file"),))
    except EditRefused as refused:
        faults = tuple(as_faults(opened.content, refused.findings)) or (Fault(str(refused)),)
        return _screen(opened, typed, faults, str(refused) if refused.findings else "")
    return Moved(f"{opened.url}photo/", News("The photograph is saved.", words))


def _screen(
    opened: OpenedRecord, typed: Mapping[str, str], faults: tuple[Fault, ...] = (), refused: str = ""
) -> Screen:
    fields = opened.document.fields if opened.document else {}
    view = {
        "record": opened,
        "url": f"{opened.url}photo/",
        "has_photo": _file(opened, _written(opened)) is not None,
        "has_consent": fields.get("basis") == "consent",
        "refused": refused,
        **{name: typed.get(name, "") for name in ("alt", "across", "down")},
    }
    crumbs = (*opened.crumbs, Crumb(opened.title, opened.url))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return Screen(f"Photograph of {opened.title}", "photo.html", view, crumbs, faults, status)


def _written(opened: OpenedRecord) -> Mapping[str, str]:
    """Return what the officer's file says of the photograph; of the point of focus both numbers."""
    photo = opened.document.fields.get("photo") if opened.document else None
    written = {name: str(value) for name, value in photo.items()} if isinstance(photo, Mapping) else {}
    try:
        across, down = (f"{share:g}" for share in read_focus(written["focus"]))
    except (KeyError, ValueError):
        across, down = _USUAL
    return {**written, "across": across, "down": down}


def _file(opened: OpenedRecord, written: Mapping[str, str]) -> SourceFile | None:
    return opened.content.source(f"officers/{written['file']}") if "file" in written else None


def _removed(opened: OpenedRecord) -> Iterator[FileChange]:
    source = opened.source
    if opened.document and "photo" in opened.document.fields:
        yield FileChange.of(source, delete_field(source.path, source.content, "photo"))
    yield from _old_file(opened, "")


def _old_file(opened: OpenedRecord, new_name: str) -> Iterator[FileChange]:
    """Yield the deletion of the picture that was shown before, unless another officer's file names it."""
    old = _file(opened, _written(opened))
    if old and old.name not in {*_used_by_others(opened), new_name}:
        yield FileChange.of(old, None)


def _used_by_others(opened: OpenedRecord) -> set[str]:
    others = (one for one in opened.content.records.documents if one.path != opened.source.path)
    photos = (one.fields.get("photo") for one in others)
    return {f"officers/{one.get('file')}" for one in photos if isinstance(one, Mapping)}


def _changed(opened: OpenedRecord, asked: Asked, typed: Mapping[str, str]) -> Iterator[FileChange]:
    written = _written(opened)
    upload = asked.uploads.get("file")
    is_new = upload is not None and upload.content != b""
    if not is_new and "file" not in written:
        raise EditRefused("Choose a photograph first.")
    picture = _clean(upload.content) if upload and is_new else b""
    name = _new_name(opened, picture) if is_new else written["file"]
    values = {"file": name, "alt": typed["alt"], "focus": _focus(typed, written)}
    source = opened.source
    filled = {key: value for key, value in values.items() if value or key in written}
    order = tuple(Officer.model_fields)
    yield FileChange.of(source, set_field(source.path, source.content, "photo", filled, order))
    if is_new:
        yield from _old_file(opened, f"officers/{name}")
        yield _photo_change(opened, f"officers/{name}", picture)


def _new_name(opened: OpenedRecord, picture: bytes) -> str:
    ending = _ENDINGS[recognise(picture)]
    name = f"{opened.source.slug}.{ending}"
    return f"{opened.source.slug}-2.{ending}" if f"officers/{name}" in _used_by_others(opened) else name


def _photo_change(opened: OpenedRecord, name: str, picture: bytes) -> FileChange:
    before = opened.content.source(name)
    if before is not None:
        return FileChange.of(before, picture)
    return FileChange(opened.content.folders.new_file(name), name, None, picture)


def _focus(typed: Mapping[str, str], written: Mapping[str, str]) -> str:
    """Return the point of focus as it is written; nothing where it is the usual one and none was written."""
    point = (typed["across"] or _USUAL[0], typed["down"] or _USUAL[1])
    return "" if point == _USUAL and "focus" not in written else f"{point[0]}% {point[1]}%"


def _clean(content: bytes) -> bytes:
    """Return a photograph without what a camera wrote into it; raises PhotoRefused for what is none."""
    picture = open_photo(content, _SHOWN)
    try:
        return without_metadata(content)
    except CannotClean:
        return _as_jpeg(picture)


def _as_jpeg(picture: "Image.Image") -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=85)
    return stream.getvalue()
