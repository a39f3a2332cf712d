"""Every page of the acts of the desk, below ``/edit/``. What an act needs is imported when its page is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from site_builder.desk.editor.record_lists import LIST_NAMES
from site_builder.desk.editor.screens import Answered, Asked, Screen
from site_builder.desk.editor.workroom import Workroom

Page = Callable[[Workroom, Asked], Answered]
_MOST_TYPED = 1_000_000
_MOST_OF_A_SHEET = 21_000_000
"""Bytes: a sheet may have 20 MB, and the form round it takes some more."""
_PERSON = "(?P<person>[A-Za-z0-9_-]{8,40})/"


@dataclass(frozen=True)
class Pages:
    """What shows a page, and what its form does: either may be missing."""

    show: Page | None = None
    act: Page | None = None


@dataclass(frozen=True)
class ActPages:
    """The pages of an act: `pattern` is their address, whose part `rest` tells them apart; `most` as in `Route`."""

    pattern: str
    load: Callable[[], Mapping[str, Pages]]
    title: str = ""
    about: str = ""
    most: int = _MOST_TYPED

    @property
    def url(self) -> str:
        """Where its first page stands."""
        return f"/edit/{self.pattern.partition('(')[0]}"

    def show(self, room: Workroom, asked: Asked) -> Answered:
        """Show one of the pages."""
        page = self.load()[asked.parts.get("rest", "")].show
        return page(room, asked) if page else _no_page()

    def act(self, room: Workroom, asked: Asked) -> Answered:
        """Do what the form of one of the pages asks."""
        page = self.load()[asked.parts.get("rest", "")].act
        return page(room, asked) if page else _no_page()


def _no_page() -> Screen:
    return Screen("There is no such page", "refused.html", {"words": ""}, status=404)


def _confirm() -> Mapping[str, Pages]:
    from site_builder.desk.acts.confirm_pages import CONFIRM

    return {"": Pages(CONFIRM.show, CONFIRM.act)}


def _leave() -> Mapping[str, Pages]:
    from site_builder.desk.acts.leave_pages import LEAVE

    return {"": Pages(LEAVE.show, LEAVE.act)}


def _remove() -> Mapping[str, Pages]:
    from site_builder.desk.acts.remove_pages import REMOVE

    return {"": Pages(REMOVE.show, REMOVE.act)}


def _removed() -> Mapping[str, Pages]:
    from site_builder.desk.acts import remove_pages as own

    return {
        "": Pages(own.show_left, own.mend_left),
        "publish/": Pages(own.show_publish, own.publish_without),
    }


def _gone() -> Mapping[str, Pages]:
    from site_builder.desk.acts import gone_pages as own

    return {"": Pages(own.show, own.act)}


def _ask() -> Mapping[str, Pages]:
    from site_builder.desk.acts import ask_pages as own

    return {"": Pages(own.ASK.show, own.ASK.act)}


def _letters() -> Mapping[str, Pages]:
    from site_builder.desk.acts import ask_pages as own

    return {"": Pages(own.show_mails), "paper": Pages(own.show_paper)}


def _import() -> Mapping[str, Pages]:
    from site_builder.desk.acts import import_pages as own

    return {"": Pages(own.IMPORT.show, own.IMPORT.act), "officers.xlsx": Pages(own.make_officers)}


def _new() -> Mapping[str, Pages]:
    from site_builder.desk.acts import new_pages as own

    return {"": Pages(own.show, own.act), "draft/": Pages(None, own.keep_typed)}


def _kinds() -> Mapping[str, Pages]:
    from site_builder.desk.acts import new_pages as own

    return {"": Pages(own.show_kinds)}


def _send() -> Mapping[str, Pages]:
    from site_builder.desk.acts import send_pages as own

    return {
        "": Pages(own.show, own.prepare),
        "now/": Pages(None, own.send),
        "where/": Pages(own.show_where, own.set_target),
    }


def _done() -> Mapping[str, Pages]:
    from site_builder.desk.acts.deeds import show_done, show_steps

    return {"": Pages(show_done), "steps": Pages(show_steps)}


ACT_PAGES = (
    ActPages("new/", _kinds, "New", "An officer, area, way to report, page or notice."),
    ActPages(f"new/(?P<list>{LIST_NAMES})/(?P<rest>|draft/)", _new),
    ActPages("confirm/", _confirm, "Confirm", "It was checked and is still right: one or many, in one go."),
    ActPages("ask/", _ask, "Ask", "Mails that ask whether all is still right. None is sent."),
    ActPages("ask/(?P<day>[0-9-]{10,14})/", _letters),
    ActPages("ask/(?P<day>[0-9-]{10,14})/(?P<rest>paper)/(?P<name>[a-z0-9.-]{1,100})", _letters),
    ActPages("leave/", _leave, "An officer leaves", "The last day, and who covers until then."),
    ActPages(
        "remove/", _remove, "Take somebody out", "The file, the picture, and every place that names them."
    ),
    ActPages(f"remove/{_PERSON}(?P<rest>|publish/)", _removed),
    ActPages("gone/", _gone, "Are they gone?", "Looks for a person in every file here, and online."),
    ActPages(
        "import/(?P<rest>|officers[.]xlsx)",
        _import,
        "Take in a sheet",
        "The list of officers that went round, as .xlsx or .csv.",
        _MOST_OF_A_SHEET,
    ),
    ActPages(
        "send/(?P<rest>|now/|where/)", _send, "Send online", "Build, check, look, and send it to visitors."
    ),
    ActPages("done/(?P<number>[A-Za-z0-9_-]{8,40})/(?P<rest>|steps)", _done),
)
