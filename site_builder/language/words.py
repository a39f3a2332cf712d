"""The words that frame every page, in one language: what templates and the program say themselves.

English is in ``en.yaml`` beside this module. Every other language has the same words in a file of the content.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

_SLOT = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class Words:
    """The words of one language by their names; `language` is its code: ``pl``."""

    language: str
    said: Mapping[str, str] = field(repr=False)

    def __call__(self, name: str, **parts: str) -> str:
        """Return what a name stands for, with something in the place of each word in braces."""
        return fill(self.said[name], parts)


def fill(pattern: str, parts: Mapping[str, str]) -> str:
    """Return a pattern with something in the place of each word in braces; what is put in is not looked through."""
    return _SLOT.sub(lambda slot: parts[slot[1]], pattern)


def slots_of(pattern: str) -> frozenset[str]:
    """Return the words in braces: ``{area}``."""
    return frozenset(found.group() for found in _SLOT.finditer(pattern))


@cache
def read_english() -> Words:
    """Return the words in English."""
    text = Path(__file__).with_name("en.yaml").read_text("utf-8")
    return Words(
        "en", MappingProxyType(yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    )
