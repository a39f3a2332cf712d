"""Values of this program as bytes, and back again, with all that was made of them and is kept with them.

Nothing is unpickled: what is read is numbers and words, and an instance is made only of a frozen class of this program,
without running any of its code. Most of what is kept with a record nobody asks for again, nor where its fields stand:
both stay as they are written, packed, until somebody does.
"""

import datetime
import marshal
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from functools import cache, cached_property, partial
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeAlias

from pydantic import BaseModel

from site_builder.content.kept import Deferred, is_kept

Node: TypeAlias = Any
"""A value as it is written down: a plain one, or a tuple that begins with the number of its kind."""
Shape: TypeAlias = tuple[str, tuple[str, ...], bool]
"""The name of a class, those of the fields that are written, and whether it is a model of pydantic's."""
Form: TypeAlias = tuple[int, tuple[tuple[str, bool], ...]]
"""The number of a shape, and the fields to write, each with whether it is no field but kept with the value."""
_PACKAGE = __name__.partition(".")[0]
_PLAIN = frozenset({str, int, float, bool, type(None), bytes})
_LISTS: tuple[type, ...] = (tuple, list, frozenset, set)
_MAPPINGS: tuple[type, ...] = (dict, MappingProxyType)
_INSTANCE, _PLAIN_INSTANCE, _PLAIN_TUPLE, _ROWS, _KEPT, _AGAIN, _DATE, _TIME, _ENUM, _NAMED, _FIRST_LIST = (
    range(11)
)
_new, _set = object.__new__, object.__setattr__
_FIRST_MAPPING = _FIRST_LIST + len(_LISTS)


class Unstorable(Exception):
    """This value cannot be written down, or these bytes are not a value of this program."""


def write_value(value: object) -> bytes:
    """Return a value as bytes; raise `Unstorable` if a part of it is of a kind that we do not write down."""
    writer = _Writer()
    node = writer.describe(value)
    whole: Node = (tuple(writer.shapes), node)
    return marshal.dumps(whole)


def read_value(content: bytes, classes: dict[str, type] | None = None) -> object:
    """Return the value again; raise `Unstorable` where the bytes are not one.

    `classes` are those met in other values, so that each is looked for once.
    """
    known = {} if classes is None else classes
    try:
        shapes, node = marshal.loads(content)
        for name, _, _ in shapes:
            known[name] = known.get(name) or _find_class(name)
        return _Reader([(known[name], names, is_model) for name, names, is_model in shapes]).make(node)
    except (ValueError, TypeError, EOFError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise Unstorable from error


class _Writer:
    """Turns values into tuples of plain ones. `shapes` are the classes met, each with the names of its fields.

    A part that is read by itself, if ever, is written by a writer of its own, which knows what its `maker` knows.
    """

    def __init__(self, maker: "_Writer | None" = None) -> None:
        self.shapes: dict[Shape, int] = maker.shapes if maker else {}
        self._forms: dict[tuple[type, tuple[str, ...]], Form] = maker._forms if maker else {}
        self._met: dict[int, int] = {}
        self._alive: list[object] = []  # or the id of one that is gone could be given to another

    def describe(self, value: object) -> object:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind in _LISTS:
            parts: Node = value
            if _are_plain(parts):  # the fastest to read: it is read as it is
                return (_PLAIN_TUPLE, value) if kind is tuple else value
            return (_FIRST_LIST + _LISTS.index(kind), *map(self.describe, parts))
        if kind in _MAPPINGS:
            if _is_plain(value):
                return value
            return self._describe_mapping(value, _FIRST_MAPPING + _MAPPINGS.index(kind))
        if kind is datetime.date:
            return (_DATE, value.toordinal())  # type: ignore[attr-defined]
        if kind is datetime.time:
            return (_TIME, value.isoformat())  # type: ignore[attr-defined]
        if isinstance(value, tuple):
            return (_NAMED, self._number((_name_class(kind), (), False)), tuple(map(self.describe, value)))
        if isinstance(value, Enum):
            return (_ENUM, _name_class(kind), value.name)
        return self._describe_instance(value)

    def _describe_mapping(self, value: Node, kind: int) -> object:
        if kind == _FIRST_MAPPING + _MAPPINGS.index(MappingProxyType):
            rows: Node = tuple(value.values())
            if rows and _are_plain(value) and _are_alike(rows):  # as the places of all fields are
                shape = self._number((_name_class(type(rows[0])), (), False))
                return (_ROWS, shape, _pack((tuple(value), tuple(map(tuple, rows)))))
        return (kind, self.describe(tuple(value)), tuple(map(self.describe, value.values())))

    def _describe_instance(self, value: object) -> object:
        if id(value) in self._met:
            return (_AGAIN, self._met[id(value)])
        held: Mapping[str, object] = getattr(value, "__dict__", {})
        form = type(value), tuple(held)
        if form not in self._forms:
            self._forms[form] = self._add_form(*form)
        number, names = self._forms[form]
        parts = tuple([held[name] for name, _ in names])
        if _are_plain(parts):
            node: Node = (_PLAIN_INSTANCE, number, parts)
        else:
            described = [
                part if type(part) in _PLAIN else self._describe_part(part, is_kept=is_kept)
                for part, (_, is_kept) in zip(parts, names, strict=True)
            ]
            node = (_INSTANCE, number, tuple(described))
        self._met[id(value)] = len(self._met)
        self._alive.append(value)
        return node

    def _describe_part(self, value: object, *, is_kept: bool) -> object:
        if not is_kept or _is_plain(value):
            return self.describe(value)
        return (_KEPT, _pack(_Writer(self).describe(value)))

    def _add_form(self, kind: type, names: tuple[str, ...]) -> Form:
        """Return the number of a new shape, and the fields to write."""
        class_name, is_model = _name_own_class(kind)
        # A name that begins with a line is a step on the way to what is kept, which nobody asks for again.
        written = tuple(name for name in names if not name.startswith("_"))
        return self._number((class_name, written, is_model)), tuple((name, is_kept(name)) for name in written)

    def _number(self, shape: Shape) -> int:
        return self.shapes.setdefault(shape, len(self.shapes))


class _Reader:
    """Makes values of what a writer wrote."""

    def __init__(self, shapes: list[tuple[type, tuple[str, ...], bool]]) -> None:
        self._shapes = shapes
        self._made: list[object] = []

    def make(self, node: Node) -> Node:
        if type(node) is not tuple:
            return node
        kind = node[0]
        if kind == _PLAIN_TUPLE:
            return node[1]
        if kind == _PLAIN_INSTANCE:
            return self._make_instance(node[1], node[2])
        if kind == _INSTANCE:
            return self._make_instance(node[1], map(self.make, node[2]))
        if kind == _AGAIN:
            return self._made[node[1]]
        if kind == _NAMED:
            return tuple.__new__(self._shapes[node[1]][0], map(self.make, node[2]))
        if kind == _ROWS:
            return MappingProxyType(_Rows(self._shapes[node[1]][0], node[2]))
        if kind == _KEPT:
            return Deferred(partial(_read_kept, self._shapes, node[1]))
        if kind >= _FIRST_MAPPING:
            return self._make_mapping(kind, node[1], map(self.make, node[2]))
        if kind >= _FIRST_LIST:
            return _LISTS[kind - _FIRST_LIST](map(self.make, node[1:]))
        return _READ[kind](*node[1:])

    def _make_mapping(self, kind: int, keys: Node, values: Iterable[object]) -> object:
        pairs = dict(zip(self.make(keys), values, strict=True))
        return pairs if _MAPPINGS[kind - _FIRST_MAPPING] is dict else MappingProxyType(pairs)

    def _make_instance(self, shape: int, values: Iterable[object]) -> object:
        kind, names, is_model = self._shapes[shape]
        value: object = _new(kind)
        parts = dict(zip(names, values, strict=True))
        if is_model:
            _set(value, "__pydantic_fields_set__", set(parts))
            _set(value, "__pydantic_extra__", None)
            _set(value, "__pydantic_private__", None)
        _set(value, "__dict__", parts)
        self._made.append(value)
        return value


_READ: Mapping[int, Callable[..., object]] = {
    _DATE: datetime.date.fromordinal,
    _TIME: datetime.time.fromisoformat,
    _ENUM: lambda kind, name: _find_class(kind)[name],
}


class _Rows(Mapping[Any, object]):
    """Named tuples of one class by their keys, made when somebody first asks for one."""

    def __init__(self, kind: type, packed: bytes) -> None:
        self._written: tuple[Any, ...] = kind, packed

    @cached_property
    def _made(self) -> dict[Any, object]:
        kind, packed = self._written
        keys, rows = _unpack(packed)
        made = (tuple.__new__(kind, row) for row in rows)
        return dict(zip(keys, made, strict=True))

    def __getitem__(self, key: object) -> object:
        return self._made[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _read_kept(shapes: list[tuple[type, tuple[str, ...], bool]], content: bytes) -> object:
    return _Reader(shapes).make(_unpack(content))


def _pack(node: Node) -> bytes:
    """Return a node as bytes in a third of the room; where all fields of a file stand is most of what there is."""
    return zlib.compress(marshal.dumps(node), 1)


def _unpack(packed: bytes) -> Node:
    return marshal.loads(zlib.decompress(packed))


def _is_plain(value: Node) -> bool:
    kind = type(value)
    if kind in _PLAIN:
        return True
    if kind in _LISTS:
        return _are_plain(value)
    return kind is dict and _are_plain(value) and _are_plain(value.values())


def _are_plain(values: Node) -> bool:
    return _PLAIN.issuperset(map(type, values)) or all(map(_is_plain, values))


def _are_alike(rows: Sequence[tuple[object, ...]]) -> bool:
    """Return whether these are named tuples of one class of ours and of nothing but plain values."""
    kinds = set(map(type, rows))
    is_one = len(kinds) == 1 and all(issubclass(kind, tuple) and _is_ours(kind) for kind in kinds)
    return is_one and _PLAIN.issuperset(map(type, chain.from_iterable(rows)))


@cache
def _name_own_class(kind: type[object]) -> tuple[str, bool]:
    """Return the name of a class of this program whose instances are written, and whether it is a model."""
    is_model = issubclass(kind, BaseModel)
    if not (_is_ours(kind) and (is_dataclass(kind) or is_model)):
        raise Unstorable
    return _name_class(kind), is_model


def _is_ours(kind: type) -> bool:
    return kind.__module__.partition(".")[0] == _PACKAGE


def _name_class(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _find_class(name: str) -> Node:
    """Return a class of this program that is loaded already; reading bytes never loads code."""
    module, _, path = name.partition(":")
    found: Any = sys.modules[module]
    for part in path.split("."):
        found = getattr(found, part)
    if not (isinstance(found, type) and _is_ours(found)):
        raise Unstorable
    if not (is_dataclass(found) or issubclass(found, (BaseModel, Enum, tuple))):
        raise Unstorable
    return found
