"""What a page of the editor gets and gives: what was asked, and what answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Typed = Mapping[str, tuple[str, ...]]
"""What was typed, by the name of each part of a form; a part that can be given twice has several values."""


@dataclass(frozen=True)
class Upload:
    """A file that was chosen: `name` is what it was called on the computer it comes from."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Asked:
    """A request that may come in.

    `parts` are the named pieces of the address, `typed` what stands after its question mark or in the form.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    typed: Typed = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return what was typed in one place, without the spaces round it; nothing where there is none."""
        return next(iter(self.typed.get(name, ())), "").strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Return all that was chosen under one name: the ticked boxes of a list."""
        return self.typed.get(name, ())


@dataclass(frozen=True)
class Crumb:
    """A page above this one."""

    text: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class News:
    """What has just been done, as the next screen tells it; `lines` are told below it."""

    words: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Something to mend, in the words of the command line; `url` leads to the field or the record, if anywhere."""

    message: str
    hint: str = ""
    where: str = ""
    url: str = ""


@dataclass(frozen=True)
class Screen:
    """A page of the editor: `view` is what its template sees, with `faults` told first and linked to their fields."""

    title: str
    template: str
    view: Mapping[str, Any] = field(default_factory=dict)
    crumbs: tuple[Crumb, ...] = ()
    faults: tuple[Fault, ...] = ()
    status: int = 200


@dataclass(frozen=True)
class Moved:
    """What was asked is done: the browser goes on to another page, which tells the news."""

    url: str
    news: News | None = None


@dataclass(frozen=True)
class Told:
    """A few facts for one of the editor's scripts."""

    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Picture:
    """The bytes of a photograph, as it lies in the content."""

    content: bytes = field(repr=False)
    kind: str


@dataclass(frozen=True)
class Download:
    """A file that is taken away, by its name."""

    name: str
    content: bytes = field(repr=False)
    kind: str


@dataclass(frozen=True)
class Drawn:
    """A page of the site, as it stands beside the form that it is made from."""

    content: bytes = field(repr=False)


Answered = Screen | Moved | Told | Picture | Download | Drawn
