"""A text of several lines in a form: a browser ends each line in its own way, and the file keeps its own."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from site_builder.content.characters import find_refused_characters, normalise_line_ends
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.field_lines import with_mark
from site_builder.desk.editing.written_fields import LINES

_MOST_COMPARED = 2_000
"""Lines that are compared with those before, so that each keeps its own end."""


def as_sent(text: str) -> str:
    """Return a text as a browser sends back what it was given: the ends of its lines are all one."""
    return normalise_line_ends(text).replace("\0", "\ufffd")


def line_end(line: str) -> str:
    """Return how a line ends, nothing for the last of a text that does not end in a new line."""
    return line[len(line.rstrip("\r\n")) :]


def text_in(body: str) -> str:
    """Return the text below the fields as a form holds it, without the empty lines round it."""
    return as_sent("".join(_parts(body)[1])).removesuffix("\n")


def with_text(body: str, text: str, usual: str) -> str:
    """Return what stands below the fields with another text in it; new lines end in the `usual` way."""
    above, before, below = _parts(body)
    _, typed, _ = _parts(as_sent(text))
    if not typed:
        return ""
    last = line_end(before[-1]) if before else usual
    lines = _ended_as_before(before, [line.removesuffix("\n") for line in typed], usual)
    lines[-1] = lines[-1].rstrip("\r\n") + last
    return "".join([*(above or ([] if before else [usual])), *lines, *below])


def whole_text(path: str, content: bytes) -> str:
    """Return a whole file as a form holds it; raise EditRefused for one that is no text."""
    try:
        return as_sent(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise EditRefused(
            f"{path} is not saved as UTF-8. Open it in a text editor and save it as UTF-8."
        ) from None


def with_whole_text(path: str, content: bytes, text: str) -> bytes:
    """Return a whole file with what was typed for it: lines that stay are not touched, not even their ends."""
    shown, typed = whole_text(path, content), as_sent(text)
    if typed == shown:
        return content
    before = LINES.findall(content.decode("utf-8-sig"))
    usual = (line_end(before[0]) if before else "") or "\n"
    new = [line.removesuffix("\n") for line in LINES.findall(typed)]
    known = set(shown.split("\n"))
    unknown = "\n".join(line for line in normalise_line_ends(text).split("\n") if line not in known)
    if found := find_refused_characters(unknown, path):
        raise EditRefused(f"{path} was not saved. {found[0].message} {found[0].hint}")
    lines = _ended_as_before(before, new, usual)
    has_end = not before or line_end(before[-1])
    if lines and not has_end:
        lines[-1] = lines[-1].rstrip("\r\n")
    return with_mark(content, "".join(lines))


def _parts(body: str) -> tuple[list[str], list[str], list[str]]:
    """Return the lines of a text with their ends: the empty ones above it, the text, and the empty ones below."""
    lines = LINES.findall(body)
    filled = [at for at, line in enumerate(lines) if line.strip()] or [len(lines)]
    return lines[: filled[0]], lines[filled[0] : filled[-1] + 1], lines[filled[-1] + 1 :]


def _ended_as_before(before: Sequence[str], new: Sequence[str], usual: str) -> list[str]:
    """Return lines with their ends; one that was there is what it was."""
    old = [as_sent(line).removesuffix("\n") for line in before]
    found = [f"{line}{usual}" for line in new]
    for first, begin, size in _stayed(old, new):
        for step in range(size):
            line = before[first + step]
            found[begin + step] = line if line_end(line) else f"{line}{usual}"
    return found


def _stayed(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the runs of lines that are in both: where each begins in the old and in the new ones, and its size."""
    most = min(len(old), len(new))
    above = next((at for at in range(most) if old[at] != new[at]), most)
    below = next((at for at in range(most - above) if old[-1 - at] != new[-1 - at]), most - above)
    middle_old, middle_new = old[above : len(old) - below], new[above : len(new) - below]
    runs = [(0, 0, above), (len(old) - below, len(new) - below, below)]
    if max(len(middle_old), len(middle_new)) <= _MOST_COMPARED:
        blocks = SequenceMatcher(None, middle_old, middle_new, autojunk=False).get_matching_blocks()
        runs += [(one.a + above, one.b + above, one.size) for one in blocks]
    return runs
