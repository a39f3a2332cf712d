"""Why a site was not published, in sentences for the person who asked for it."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

SHOWN_NAMES = 10

_REASONS = {
    errno.ENOSPC: "there is no room left on the disk",
    errno.EDQUOT: "there is no room left on the disk for you",
    errno.EACCES: "you are not allowed to write there",
    errno.EPERM: "you are not allowed to write there",
    errno.EROFS: "that disk can only be read",
    errno.EXDEV: "the system cannot move that folder, perhaps because it came with a container",
    errno.ELOOP: "a link stands where a file belongs",
    errno.ENAMETOOLONG: "a file name is too long for that disk",
}


class PublishRefused(Exception):
    """Nothing was published, for a reason that the person building can put right."""


@contextmanager
def refuse_in_words(sentence: str, advice: str) -> Iterator[None]:
    """Turn a refusal by the operating system into `sentence`, its reason and `advice`."""
    try:
        yield
    except OSError as error:
        raise PublishRefused(f"{sentence}: {_reason(error)}. {advice}") from error


def format_names(names: Sequence[str]) -> str:
    """Return at most ten names in words, and how many more there are."""
    shown = [printable(name) for name in names[:SHOWN_NAMES]]
    left_out = len(names) - len(shown)
    if left_out:
        return f"{', '.join(shown)} and {left_out} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def printable(name: str) -> str:
    """Return a file name with `?` for whatever could upset a terminal or has no character at all."""
    return "".join(character if character.isprintable() else "?" for character in name)


def _reason(error: OSError) -> str:
    known = _REASONS.get(error.errno) if error.errno else None
    words = known or (error.strerror or str(error)).lower()
    where = error.filename2 or error.filename
    return f"{words} ({printable(str(where))})" if where else words
