"""Classes of views are those that the standard library would make."""

import dataclasses
from typing import Any

import pytest

from site_builder.site.pages.view_classes import dataclass


def _two(make: Any) -> Any:
    @make(frozen=True, kw_only=True)
    class Above:
        """A view that others follow."""

        name: str
        more: tuple[str, ...] = ()

    @make(frozen=True, kw_only=True)
    class View(Above):
        """A view with every kind of field."""

        kept: dict[str, int] = dataclasses.field(default_factory=dict, compare=False, repr=False)
        number: int = 7

        @property
        def shown(self) -> str:
            """Its name, and its number."""
            return f"{self.name} {self.number}"

    return View


def test_a_class_of_views_is_as_the_standard_library_makes_it() -> None:
    ours, theirs = _two(dataclass), _two(dataclasses.dataclass)
    for view in (ours, theirs):
        one, other = view(name="a", kept={"x": 1}), view(name="a")
        assert one == other
        assert hash(one) == hash(other)
        assert one != dataclasses.replace(one, number=8)
        assert one != "a"
        assert (one.shown, other.kept) == ("a 7", {})
        assert view(name="b").kept is not view(name="b").kept
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.name = "b"
        with pytest.raises(dataclasses.FrozenInstanceError):
            del one.name
        for wrong in ({}, {"name": "a", "unknown": 1}):
            with pytest.raises(TypeError):
                view(**wrong)
    assert repr(ours(name="a")) == repr(theirs(name="a"))
    assert dataclasses.asdict(ours(name="a")) == dataclasses.asdict(theirs(name="a"))
