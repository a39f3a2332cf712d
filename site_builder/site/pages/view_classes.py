"""The maker of the classes of views: `dataclass` as the standard library's, for frozen ones, in a third of the time.

Python before 3.13 compiles each of the six methods of such a class by itself, and there are sixty of these with many
fields: that took a tenth of the time after an edit. Here the constructor alone is compiled.
"""

import dataclasses
import sys
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

__all__ = ["dataclass"]

Made: TypeAlias = Any
"""A class, an instance or a method of it: no type checker follows what is made while the program runs."""

if TYPE_CHECKING or sys.version_info >= (3, 13):
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, kw_only: bool) -> Made:
        """Return what makes a frozen dataclass of a class, its fields given by name."""
        assert frozen
        assert kw_only
        return _freeze


def _freeze(plain: Made) -> Made:
    above = [one.__dataclass_params__ for one in plain.__mro__[1:] if "__dataclass_params__" in vars(one)]
    for params in above:  # or the standard library freezes this one by itself, because those are
        params.frozen = False
    made: Made = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=True)(plain)
    for params in (*above, made.__dataclass_params__):
        params.frozen = True
    made.__init__ = _make_constructor(fields(made))
    made.__eq__, made.__hash__ = _make_comparison([one.name for one in fields(made) if one.compare])
    made.__repr__, made.__setattr__, made.__delattr__ = _show, _refuse, _refuse
    return made


def _make_constructor(all_fields: tuple[Field[Any], ...]) -> Made:
    known: dict[str, Any] = {"missing": MISSING, "keep": object.__setattr__}
    parameters, lines = [], []
    for one in all_fields:
        name, usual = one.name, f"usual_{one.name}"
        value = name
        if one.default_factory is not MISSING:
            known[usual] = one.default_factory
            value = f"{usual}() if {name} is missing else {name}"
            name += "=missing"
        elif one.default is not MISSING:
            known[usual] = one.default
            name += f"={usual}"
        parameters.append(name)
        lines.append(f" keep(self, {one.name!r}, {value})\n")
    head = ", ".join(["self", *(["*"] if parameters else []), *parameters])
    exec(f"def __init__({head}):\n{''.join(lines)} return None", known)
    return known["__init__"]


def _make_comparison(names: list[str]) -> tuple[Made, Made]:
    values = attrgetter("__class__", *names)

    def equals(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equals, lambda self: hash(values(self))


def _show(self: Made) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, value: object = None) -> NoReturn:
    raise FrozenInstanceError(f"cannot change the field {name!r}")
