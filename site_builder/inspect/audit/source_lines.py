"""Where a fault of a page was made: the line of the content file that holds its words, or the page itself."""

import re
from collections.abc import Iterator, Mapping

from site_builder.findings.diagnostics import Place
from site_builder.inspect.audit.sightings import Part

_ENOUGH_WORDS = 6
_LONG_WORD = 20
_SHORTEST = 4


def find_line(part: Part | None, path: str, texts: Mapping[str, str]) -> Place | None:
    """Return the line of the content file at `path` that a part of its page came from, where its words stand there.

    A link is looked for by its address, then anything by its longest word, if that is very long, and by its first
    words. What stands outside the main part of a page is the theme's.
    """
    if part is None or not part.in_main or path not in texts:
        return None
    lines = texts[path].splitlines()
    for wanted in _clues(part):
        for number, line in enumerate(lines, 1):
            found = wanted.search(line)
            if found:
                return Place(path, number, found.start() + 1, found.end() + 1)
    return None


def _clues(part: Part) -> Iterator[re.Pattern[str]]:
    if ":" in part.url:
        yield re.compile(re.escape(part.url))
    words = re.findall(r"\w+", part.words)
    longest = max(re.findall(r"\S+", part.words), key=len, default="")
    if len(longest) >= _LONG_WORD:
        yield re.compile(re.escape(longest))
    if len("".join(words)) >= _SHORTEST:
        # Between two words there may be signs of Markdown; the words are those of the page.
        pattern = r"\W+".join(map(re.escape, words[:_ENOUGH_WORDS]))
        not_a_field = (
            r"(?!\s*:)" if len(words) == 1 else ""
        )  # "Email" on a page is not the field of that name
        yield re.compile(rf"(?<!\w){pattern}(?!\w){not_a_field}", re.IGNORECASE)
