"""One style sheet from many: joined in order, made smaller, and read for its colours."""

import re
from collections.abc import Iterable, Iterator

Tokens = dict[str, str]
"""Names and values of one colour scheme: ``text`` to ``#1d1a26``."""

_STRING = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_COMMENT_OR_STRING = re.compile(rf"/\*.*?\*/|({_STRING})", re.DOTALL)
_PIECE = re.compile(r"([^{};]*)([{};])")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_COLOUR = "colour-"


def join_styles(sheets: Iterable[str]) -> str:
    """Join style sheets in order and make the result smaller."""
    return minify_css("\n".join(sheets)) + "\n"


def minify_css(css: str) -> str:
    """Take out comments and needless space.

    Strings stay as they are, and so does every space that could mean something.
    """
    without_comments = _COMMENT_OR_STRING.sub(lambda match: match[1] or " ", css)
    pieces = re.split(f"({_STRING})", without_comments)
    return "".join(piece if number % 2 else _squeeze(piece) for number, piece in enumerate(pieces)).strip()


def read_colours(sheets: Iterable[str]) -> dict[str, Tokens]:
    """Return the ``--colour-*`` tokens of the `light` and the `dark` scheme; a later one wins, as in a browser."""
    light: Tokens = {}
    dark: Tokens = {}
    for media, name, value in _custom_properties(minify_css("\n".join(sheets))):
        if not media:
            light[name] = value
        elif "prefers-color-scheme:dark" in media.replace(" ", ""):
            dark[name] = value
    return {"light": _resolve_colours(light), "dark": _resolve_colours({**light, **dark})}


def _squeeze(css: str) -> str:
    spaced = re.sub(r"\s+", " ", css)
    tight = re.sub(r" ?([{};,]) ?", r"\1", spaced)
    return re.sub(r"([{;][\w-]+): ", r"\1:", tight).replace(";}", "}")


def _custom_properties(css: str) -> Iterator[tuple[str, str, str]]:
    """Yield the media query around each custom property, "" for none, with its name and value."""
    around: list[str] = []
    for text, mark in _PIECE.findall(css):
        name, _, value = text.strip().partition(":")
        if mark == "{":
            around.append(text.strip())
            continue
        if name.startswith("--"):
            yield (
                " ".join(rule for rule in around if rule.startswith("@media")),
                name.removeprefix("--"),
                value.strip(),
            )
        if mark == "}" and around:
            around.pop()


def _resolve_colours(tokens: Tokens) -> Tokens:
    return {
        name.removeprefix(_COLOUR): _resolve(value, tokens)
        for name, value in tokens.items()
        if name.startswith(_COLOUR)
    }


def _resolve(value: str, tokens: Tokens) -> str:
    for _ in tokens:
        if not (variable := _VARIABLE.fullmatch(value)):
            break
        value = tokens.get(variable[1], "")
    return value
