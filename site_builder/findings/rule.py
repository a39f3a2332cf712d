"""What a rule is: everything that anybody asks about one, in one value."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Severity(StrEnum):
    """How much a finding weighs: an error stops publishing, a warning and a notice do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Rule:
    """A rule that a finding can name: what it `asks` in one sentence, and what it is `about` at length.

    `before` and `after` are a piece of a file as an editor may write it and the same piece put right. `where` is the
    file inside the content folder, and `part` says what the pieces are of it: some of its fields, the text below
    them, the whole file, or its name. An empty `after` means that the file is deleted. In a piece, `…` stands for
    more of the same. `about` holds code in backticks.

    `found_in` says who can put it right: an editor in the content, or whoever looks after the theme, whose `pages`
    show it. `asked` is when: by every build, by ``check --strict`` before a release, by ``check --external`` or by
    ``audit``. `level` says whether site.yaml may change the weight: an `adjustable` rule fails no record, so nothing
    vanishes with a warning only; a `firm` one may be named as an error alone, save in the example site, where nobody
    is real. What a rule that `keeps_safe` finds is never let pass; what `may_wait` finds is, though its level is fixed.
    """

    name: str
    asks: str
    about: str
    before: str | None = None
    after: str | None = None
    where: str = ""
    part: Literal["fields", "text", "file", "name"] = "fields"
    weight: Severity = Severity.ERROR
    found_in: Literal["content", "pages"] = "content"
    asked: Literal["build", "release", "external", "audit"] = "build"
    level: Literal["fixed", "adjustable", "firm"] = "fixed"
    keeps_safe: bool = False
    may_wait: bool = False

    @property
    def is_acceptable(self) -> bool:
        """Whether its findings may be accepted for a time: no record fails by it, and nobody comes to harm."""
        harmless = self.level == "adjustable" or self.found_in == "pages" or self.asked == "external"
        return (harmless or self.may_wait) and not self.keeps_safe
