"""The values of a field that could be misread: what each says, where it is right, and what it was called before."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_BETWEEN = re.compile(r"[\s_]")


class Choice(NamedTuple):
    """One value of a field, in words that a stranger reads as they are meant.

    `code` is what programs know it by, in open data and among the words of pages: it does not change when the value
    finds better words. Once editors wrote the code: `none`, which said that a number is seen, was read as "nothing is
    known of you".
    """

    value: str
    code: str
    means: str
    example: str


Choices = tuple[Choice, ...]


def find_old(written: object, choices: Choices) -> Choice | None:
    """Return the choice that has been written as before, in capitals or with spaces too; of others None."""
    code = _BETWEEN.sub("-", written.casefold()) if isinstance(written, str) else ""
    return next((one for one in choices if code == one.code != one.value), None)


def reads_old(choices: Choices) -> Callable[[object], object]:
    """Return what reads an old value as the new one, so that a file of before says the same as it did."""

    def read(written: object) -> object:
        old = find_old(written, choices)
        return old.value if old else written

    return read


def code_of(value: str, choices: Sequence[Choice]) -> str:
    """Return what programs know a value by."""
    return next(one.code for one in choices if one.value == value)
