"""One style sheet from many: joined in order, made smaller, and read for its colours."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from string import ascii_letters

from lightningcss import process_stylesheet

from site_builder.findings.diagnostics import Place
from site_builder.site.rendering.theme_files import ThemeError, ThemeFile

BROWSERS = ["safari >= 15.4"]
"""The oldest browser that the themes are written for; what it cannot read is written in its words where it has some."""

Tokens = dict[str, str]
"""Names and values of one colour scheme: ``text`` to ``#1d1a26``."""

_STRING = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_KEPT = rf"{_STRING}|url\([^()]*+\)"
_PIECE = re.compile(rf"((?:{_KEPT}|[^{{}};])*)([{{}};]|$)")
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_CUSTOM = re.compile(r"(?<![\w-])--[\w-]+")
_RULE_OR_KEPT = re.compile(rf"{_KEPT}|\{{((?:{_KEPT}|[^{{}}])+)\}}")
_DECLARATION = re.compile(rf"(?:{_KEPT}|[^;])+")
_COLOUR = "colour-"
_FAMILIES = {"line": "font", "column": "gap", "columns": "gap", "white": "text"}
"""The first words of properties that a shorthand with another first word sets too."""
_LAYER = re.compile(r"(?<=@layer )[\w-]+(?=[{;])")
_ORDER = """
content max table box inline clip scroll position letter margin min border vertical padding list overflow outline
background grid block display align flex color inset fill gap pointer justify order text stroke font break z aspect
"""
_PLACES = {family: place for place, family in enumerate(_ORDER.split())}
"""Where declarations stand in a rule, so that most rules repeat what gzip saw before; found by trying."""

_POSITION = re.compile(r" at :(\d+):(\d+)$")  # lines count from 0, columns from 1


def read_sheet(file: ThemeFile) -> str:
    """Return what a style sheet says, minified; raises ThemeError with line and column when it is broken."""
    try:
        return minify_css(file.text)
    except ValueError as error:
        reason, *position = _POSITION.split(str(error))[:3]
        line, column = map(int, position or (-1, 0))
        raise ThemeError(Place(file.shown_path, line + 1, column), f"{reason}.") from error


def join_styles(sheets: Iterable[str]) -> str:
    """Join style sheets in order and make the result smaller.

    Nothing outside the sheet may use its custom properties: they get short names, and one that never changes is gone.
    """
    css = minify_css(_put_constants_in_place(minify_css("\n".join(sheets))))
    css = _shorten_names(_RULE_OR_KEPT.sub(_put_in_order, css))
    return re.sub(rf"{_KEPT}|, ", lambda match: "," if match[0] == ", " else match[0], css) + "\n"


def minify_css(css: str) -> str:
    """Write a sheet shorter, so that each of `BROWSERS` shows the same; raises ValueError when it is broken."""
    return process_stylesheet(css, browsers_list=BROWSERS)


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


def _put_in_order(rule: re.Match[str]) -> str:
    """Put declarations in one order everywhere; those of one family stay as they are, for the later one wins.

    A rule with anything unknown in it is left alone.
    """
    declarations = _DECLARATION.findall(rule[1] or "")
    if not declarations or any(_family(declaration) not in _PLACES for declaration in declarations):
        return rule[0]
    in_order = sorted(declarations, key=lambda declaration: _PLACES[_family(declaration)])
    return f"{{{';'.join(in_order)}}}"


def _family(declaration: str) -> str:
    first = re.split("[-:]", declaration, maxsplit=1)[0]
    return _FAMILIES.get(first, first)


def _shorten_names(css: str) -> str:
    """Give the custom properties one or two letters, the most used first, and each layer its own.

    A property that only a script or the page sets keeps its name.
    """
    layers = dict(zip(dict.fromkeys(_LAYER.findall(css)), ascii_letters, strict=False))
    css = _LAYER.sub(lambda layer: layers.get(layer[0], layer[0]), css)
    own = set(re.findall(r"[{;](--[\w-]+):", css))
    uses = Counter(_CUSTOM.findall(css))
    letters = sorted(ascii_letters, key=_CUSTOM.sub("", css).count, reverse=True)
    names = (f"--{''.join(name)}" for length in (1, 2) for name in product(letters, repeat=length))
    free = (name for name in names if name not in uses)
    short = dict(zip((name for name, _ in uses.most_common() if name in own), free, strict=False))
    return re.sub(rf"{_KEPT}|{_CUSTOM.pattern}", lambda match: short.get(match[0], match[0]), css)


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
