"""What was found, on one screen for people and as JSON for programs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import wrap

from site_builder.inspect.readiness.row import Part, Row
from site_builder.language.wording import format_count

NARROWEST, WIDEST = 40, 100
"""Letters in a line."""


def format_screen(parts: Sequence[Part], columns: int = WIDEST) -> str:
    """Return what is ready in a few words, and the rest in sentences, each with what to type next."""
    width = max(NARROWEST, min(columns, WIDEST))
    lacking = sum(len(part.missing) for part in parts)
    end = f"{format_count(lacking, 'thing is', 'things are')} missing." if lacking else "All is ready."
    return "\n".join([*(line for part in parts for line in (*_format_part(part, width), "")), end])


def format_json(parts: Sequence[Part]) -> str:
    """Return the same for a program."""
    said = {
        "ready": not any(part.missing for part in parts),
        "parts": [
            {"name": part.name, "ready": not part.missing, "rows": [asdict(row) for row in part.rows]}
            for part in parts
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _format_part(part: Part, width: int) -> Iterator[str]:
    yield f"{part.name}: {_say_how_it_stands(part)}"
    yield from _lay_out(", ".join(row.words for row in part.of("ready")), "  ", "  ", width)
    for row in (*part.missing, *part.of("unknown")):
        yield from _format_open(row, width)


def _say_how_it_stands(part: Part) -> str:
    if part.missing:
        return f"{format_count(len(part.missing), 'thing')} missing"
    return "ready" if part.of("ready") else "not seen from here"


def _format_open(row: Row, width: int) -> Iterator[str]:
    sign = "!" if row.standing == "missing" else "?"
    yield from _lay_out(row.words, f"  {sign} ", "    ", width)
    yield from _lay_out(row.then, "    > ", "      ", width)


def _lay_out(words: str, first: str, further: str, width: int) -> list[str]:
    """Return a sentence in lines; what is typed is never broken inside a word."""
    return wrap(
        words,
        width,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
