"""One style sheet from many: joined in order, made smaller, and read for its colours."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from string import ascii_letters

Tokens = dict[str, str]
"""Names and values of one colour scheme: ``text`` to ``#1d1a26``."""

_STRING = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_KEPT = rf"{_STRING}|url\([^()]*+\)"
_COMMENT_OR_KEPT = re.compile(rf"/\*.*?(?:\*/|\Z)|({_KEPT})", re.DOTALL)
_PIECE = re.compile(rf"((?:{_KEPT}|[^{{}};])*)([{{}};]|$)")
_JOINABLE = re.compile(r"@layer [^,]+|@media .+")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_CUSTOM = re.compile(r"(?<![\w-])--[\w-]+")
_COLOUR = "colour-"

_FAMILIES = {"line": "font", "column": "gap", "columns": "gap", "white": "text"}
"""The first words of properties that a shorthand with another first word sets too."""
_ORDER = """
content grid display max align inline position flex letter gap margin justify min list border vertical padding
pointer overflow background color block inset text break z outline font clip box
"""
_PLACES = {family: place for place, family in enumerate(_ORDER.split())}
"""Where declarations stand in a rule, so that most rules repeat what gzip saw before; found by trying."""

_Changes = tuple[tuple[re.Pattern[str], str], ...]
_SPACES: _Changes = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" ?, ?"), ","),
    (re.compile(r"(?<=\() | (?=\))"), ""),
)
_SELECTOR: _Changes = (*_SPACES, (re.compile(r" ?([>+~]) ?"), r"\1"))
_AT_RULE: _Changes = (*_SPACES, (re.compile(r"(\([\w-]+) ?: ?"), r"\1:"))
_VALUE: _Changes = (*_SPACES, (re.compile(r" ?([*/]) ?"), r"\1"), (re.compile(r"(?<![\w.])0(?=\.\d)"), ""))


@dataclass(frozen=True)
class _Part:
    """A declaration or another line; or, with `inside`, a rule and what stands in its braces."""

    words: str
    inside: "list[_Part] | None" = None


def join_styles(sheets: Iterable[str]) -> str:
    """Join style sheets in order and make the result smaller.

    Nothing outside the sheet may use its custom properties: they get short names, and one that never changes is gone.
    """
    return _shorten_names(_put_constants_in_place(minify_css("\n".join(sheets)))) + "\n"


def minify_css(css: str) -> str:
    """Take out comments and needless characters, and join what follows on in the same layer or media query.

    The order of the layers goes where they stand in this order anyway.
    Strings and addresses stay as they are, and so does every space that could mean something.
    """
    parts = _read_parts(_COMMENT_OR_KEPT.sub(lambda match: match[1] or " ", css))
    return _write(parts[1:] if _is_needless_order(parts) else parts)


def read_colours(sheets: Iterable[str]) -> dict[str, Tokens]:
    """Return the ``--colour-*`` tokens of the `light` and the `dark` scheme; a later one wins, as in a browser."""
    light: Tokens = {}
    dark: Tokens = {}
    for heads, name, value in _custom_properties(minify_css("\n".join(sheets))):
        media = [head for head in heads if head.startswith("@media")]
        if not media:
            light[name] = value
        elif any("prefers-color-scheme:dark" in head for head in media):
            dark[name] = value
    return {"light": _resolve_colours(light), "dark": _resolve_colours({**light, **dark})}


def _is_needless_order(parts: list[_Part]) -> bool:
    """Tell whether the first line is an order of layers and the rest are blocks that stand in this order anyway."""
    lines = [part for part in parts if part.inside is None]
    if lines != parts[:1] or not lines[0].words.startswith("@layer "):
        return False
    blocks = [part.words.removeprefix("@layer ") for part in parts[1:] if part.words.startswith("@layer")]
    return blocks == [name for name in lines[0].words.removeprefix("@layer ").split(",") if name in blocks]


def _put_constants_in_place(css: str) -> str:
    """Write the value of each custom property that is set once and for every element where it is used."""
    for heads, name, value in list(_custom_properties(css)):
        everywhere = heads[-1:] == (":root",) and all(head.startswith("@layer ") for head in heads[:-1])
        not_used = len(re.findall(rf"--{name}(?![\w-])", css)) - css.count(f"var(--{name})")
        if everywhere and "var(" not in value and not_used == 1:
            declaration = re.escape(f"--{name}:{value}")
            css = re.sub(rf"(?<=\{{){declaration};?|;{declaration}(?=[;}}])", "", css)
            css = css.replace(f"var(--{name})", value)
    return css


def _shorten_names(css: str) -> str:
    """Give the custom properties one or two letters, the most used first.

    One that only a script or the page sets keeps its name.
    """
    own = set(re.findall(r"[{;](--[\w-]+):", css))
    uses = Counter(_CUSTOM.findall(css))
    free = (name for name in _short_names() if name not in uses)
    short = dict(zip((name for name, _ in uses.most_common() if name in own), free, strict=False))
    return _outside_strings(
        css, lambda piece: _CUSTOM.sub(lambda match: short.get(match[0], match[0]), piece)
    )


def _short_names() -> Iterator[str]:
    for length in (1, 2):
        for letters in product(ascii_letters, repeat=length):
            yield f"--{''.join(letters)}"


def _read_parts(css: str) -> list[_Part]:
    around: list[list[_Part]] = [[]]
    for text, mark in _PIECE.findall(css):
        words = _tighten(text.strip(), is_head=mark == "{")
        if mark == "{":
            around.append(_open_rule(words, around[-1]))
            continue
        if words:
            around[-1].append(_Part(words))
        if mark == "}" and len(around) > 1:
            around.pop()
    return around[0]


def _open_rule(words: str, before: list[_Part]) -> list[_Part]:
    """Return where the inside of a rule goes: into the one just before, if both are the same layer or query."""
    last = before[-1] if before else None
    if last and last.inside is not None and last.words == words and _JOINABLE.fullmatch(words):
        return last.inside
    inside: list[_Part] = []
    before.append(_Part(words, inside))
    return inside


def _tighten(words: str, *, is_head: bool) -> str:
    if words.startswith("@"):
        return _change(words, _AT_RULE)
    if is_head:
        return _change(words, _SELECTOR)
    name, colon, value = words.partition(":")
    return name.rstrip() + colon + _change(value.strip(), _VALUE)


def _change(words: str, changes: _Changes) -> str:
    def change(piece: str) -> str:
        for pattern, replacement in changes:
            piece = pattern.sub(replacement, piece)
        return piece

    return _outside_strings(words, change)


def _outside_strings(css: str, change: Callable[[str], str]) -> str:
    pieces = re.split(f"({_KEPT})", css)
    return "".join(piece if number % 2 else change(piece) for number, piece in enumerate(pieces))


def _write(parts: Iterable[_Part]) -> str:
    return "".join(
        f"{part.words};"
        if part.inside is None
        else f"{part.words}{{{_write(_in_order(part.inside)).rstrip(';')}}}"
        for part in parts
    )


def _in_order(parts: list[_Part]) -> list[_Part]:
    """Put declarations in one order everywhere; those of one family stay as they are, for the later one wins.

    A rule with anything unknown in it is left alone.
    """
    if any(_family(part) not in _PLACES for part in parts):
        return parts
    return sorted(parts, key=lambda part: _PLACES[_family(part)])


def _family(part: _Part) -> str:
    first = re.split("[-:]", part.words, maxsplit=1)[0] if part.inside is None else ""
    return _FAMILIES.get(first, first)


def _custom_properties(css: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield each custom property with its name and value, after the heads of the rules around it, outermost first."""
    around: list[str] = []
    for text, mark in _PIECE.findall(css):
        name, _, value = text.partition(":")
        if mark == "{":
            around.append(text)
            continue
        if name.startswith("--"):
            yield tuple(around), name.removeprefix("--"), value
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
