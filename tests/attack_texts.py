"""Texts made to keep a regular expression busy, from nothing but the expression itself.

Whatever repeats is written many times over: after what stands before it, alone, and in turn with what else repeats; and
at the end comes what none of it expects. An expression that looks from many places to the end of such a text takes time
that grows with the square of its length.
"""

import ast
import importlib
import pkgutil
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser  # type: ignore[import-not-found]
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path
from types import ModuleType
from typing import Any

import site_builder

REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
METHODS = {"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split"}
MANY = 50
"""A repetition with a limit below this is short, whatever is written."""
SPOILERS = ("\x00", "\n")
MOST_PUMPS = 10
LETTERS = "ax0 \t\n-.|:>`\"'<(/_é"
"""Which letter stands for a class of characters: the first of these that it holds."""


@dataclass(frozen=True)
class Use:
    """A regular expression and the way it is used: the name of a method of `re.Pattern`."""

    where: str
    pattern: re.Pattern[Any]
    method: str

    def run(self, text: str) -> None:
        """Look for the expression in a text, to the last match."""
        given = text.encode() if isinstance(self.pattern.pattern, bytes) else text
        if self.method in {"match", "fullmatch"}:
            getattr(self.pattern, self.method)(given)
        else:
            for _ in self.pattern.finditer(given):
                pass


@cache
def find_uses() -> tuple[Use, ...]:
    """Return every regular expression of the package that is written in one piece, with each way it is used."""
    modules = [*_modules()]
    uses: dict[tuple[str, int, str], Use] = {}
    everywhere = _methods_by_name(modules)
    for module in modules:
        for name, pattern in _named_patterns(module):
            for method in everywhere.get(_known_as(module, name), {"finditer"}):
                uses.setdefault(
                    (str(pattern.pattern), pattern.flags, method),
                    Use(f"{module.__name__}.{name}", pattern, method),
                )
        for line, written, method, flags in _written_in_calls(module):
            uses.setdefault(
                (written, flags, method), Use(f"{module.__name__}:{line}", re.compile(written, flags), method)
            )
    return tuple(uses.values())


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(site_builder.__path__, "site_builder."):
        if found.name != "site_builder.__main__":
            yield importlib.import_module(found.name)


def _named_patterns(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in vars(module).items():
        for pattern in _inside(value):
            yield name, pattern


def _inside(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _inside(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _inside(one)


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text("utf-8"))


def _methods_by_name(modules: list[ModuleType]) -> dict[str, set[str]]:
    """Return by which methods the expression of a name is used: ``_SLUG.fullmatch(…)``."""
    methods: dict[str, set[str]] = {}
    for module in modules:
        for node in ast.walk(_tree(module)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in METHODS:
                methods.setdefault(_known_as(module, node.value.id), set()).add(_way(node.attr))
    return methods


def _known_as(module: ModuleType, name: str) -> str:
    """Return a name that is one of a kind: those that begin with a line belong to their module alone."""
    return f"{module.__name__}.{name}" if name.startswith("_") else name


def _way(method: str) -> str:
    return method if method in {"match", "fullmatch"} else "finditer"


def _written_in_calls(module: ModuleType) -> Iterator[tuple[int, str, str, int]]:
    for node in ast.walk(_tree(module)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        is_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        if is_re and node.func.attr not in {"compile", "escape"} and isinstance(node.args[0], ast.Constant):
            yield node.lineno, node.args[0].value, _way(node.func.attr), _flags(node)


def _flags(call: ast.Call) -> int:
    words = ast.unparse(call)
    return sum(getattr(re, name) for name in ("IGNORECASE", "MULTILINE", "DOTALL") if f"re.{name}" in words)


def attack_texts(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Yield texts of about `size` letters that an expression may take long for."""
    pumps = list(dict.fromkeys(_pumps(_parsed(pattern), "")))[:MOST_PUMPS]
    for lead, pump in pumps:
        for unit in dict.fromkeys((pump, lead + pump)):
            if unit:
                for spoiler in SPOILERS:
                    yield lead + unit * (size // len(unit)) + spoiler
    once = list(dict.fromkeys(pump for _, pump in pumps if pump))[:4]
    for one, other in permutations(once, 2):
        lead = next(lead for lead, pump in pumps if pump == one)
        yield lead + one * (size // 2 // len(one)) + other * (size // 2 // len(other)) + "\x00"
        yield lead + (one + other) * (size // len(one + other)) + "\x00"


def _parsed(pattern: re.Pattern[Any]) -> Any:
    return re._parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)


def _pumps(tree: Any, lead: str) -> Iterator[tuple[str, str]]:
    """Yield what repeats without a limit, with one text that may stand before it."""
    for kind, value in tree:
        for inner in _parts(kind, value):
            yield from _pumps(inner, lead)
        if kind in REPEATS and value[1] >= MANY:
            for sample in _samples(value[2]):
                yield lead, sample
        lead += _sample([(kind, value)])


def _parts(kind: Any, value: Any) -> list[Any]:
    if kind in REPEATS:
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.BRANCH:
        return list(value[1])
    if kind in {op.ASSERT, op.ASSERT_NOT}:
        return [value[1]]
    return [value] if kind is op.ATOMIC_GROUP else []


def _samples(tree: Any) -> list[str]:
    """Return texts that match: one for each kind of letter where that is a single class."""
    items = list(tree)
    if len(items) == 1 and items[0][0] is op.BRANCH:
        return [_sample(branch) for branch in items[0][1][1]]
    if len(items) == 1 and items[0][0] in {op.IN, op.NOT_LITERAL, op.ANY}:
        return _letters(items[0])[:5]
    return [_sample(items)]


def _sample(tree: Any) -> str:
    """Return one text that matches, but for what looks round."""
    return "".join(_sample_of(kind, value) for kind, value in tree)


def _sample_of(kind: Any, value: Any) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind in {op.IN, op.NOT_LITERAL, op.ANY}:
        return _letters((kind, value))[0]
    if kind in REPEATS:
        return _sample(value[2]) * max(1, min(value[0], 5))
    parts = [] if kind in {op.ASSERT, op.ASSERT_NOT} else _parts(kind, value)
    return _sample(parts[0]) if parts else ""


def _letters(item: Any) -> list[str]:
    """Return letters of a class, a literal one first."""
    literal = [chr(value) for kind, value in (item[1] if item[0] is op.IN else []) if kind is op.LITERAL]
    one = re.compile(_class_of(item), re.DOTALL)
    return [letter for letter in dict.fromkeys([*literal, *LETTERS]) if one.fullmatch(letter)] or ["a"]


def _class_of(item: Any) -> str:
    kind, value = item
    if kind is op.ANY:
        return "."
    if kind is op.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    return "[" + "".join(_member(*one) for one in value) + "]"


def _member(kind: Any, value: Any) -> str:
    if kind is op.NEGATE:
        return "^"
    if kind is op.RANGE:
        return "-".join(re.escape(chr(end)) for end in value)
    return re.escape(chr(value)) if kind is op.LITERAL else CLASSES[value]


CLASSES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


LENGTH = 20_000
SLOWEST = 0.05
"""Seconds of the processor, at the best of three. In step with its length, such a text takes a tenth of that."""


def main() -> None:
    """Try every expression, and print each before it is tried and each that is slow."""
    for use in find_uses():
        print(use.where, flush=True)
        for text in attack_texts(use.pattern, LENGTH):
            if all(_seconds(use, text) > SLOWEST for _ in range(3)):
                print(f"slow: {use.where} {use.method} {text[:40]!r}", flush=True)
                break


def _seconds(use: Use, text: str) -> float:
    began = time.process_time()
    use.run(text)
    return time.process_time() - began


if __name__ == "__main__":
    main()
