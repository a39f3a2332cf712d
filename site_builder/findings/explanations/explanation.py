"""What the long text on a rule is made of."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Explanation:
    """The long text on one rule, with a piece of a file as an editor may write it and the same piece put right.

    `where` is the file inside the content folder. `part` says what the two pieces are of it: some of its fields, the
    text below them, the whole file, or its name. An empty `after` means that the file is deleted. In a piece, `…`
    stands for more of the same. `about` holds code in backticks.
    """

    rule: str
    about: str
    before: str | None = None
    after: str | None = None
    where: str = ""
    part: Literal["fields", "text", "file", "name"] = "fields"
