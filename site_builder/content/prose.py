"""Turn Markdown into HTML as an editor expects it. What comes out is not safe yet: rendering/markup.py cleans it.

Python-Markdown wants an empty line before a list and four spaces for a nested one. Editors write neither, and no other
program asks them to, so the lines are laid out for it first.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

RESERVED_IDS = frozenset({"main", "top"})
"""Ids of the page's frame, which a heading must not take."""

QUOTE_MARK = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap> +|$)(?P<text>.*)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
_DELIMITER_ROW = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?")
_NESTED_FROM = 2
"""An item belongs to the one above when it is indented by this many spaces more."""
_WIDTH = 4
"""Spaces for each level of a list, as Python-Markdown counts them."""


def convert_markdown(text: str) -> str:
    """Return a body as HTML, each time with a fresh converter, so that no document leaves a trace in the next."""
    converter = markdown.Markdown(
        extensions=[
            TocExtension(slugify=_heading_id),
            TableExtension(),
            SaneListExtension(),
            DefListExtension(),
        ],
        output_format="html",
    )
    return converter.convert("\n".join(lay_out(text.split("\n"))))


def lay_out(lines: list[str]) -> list[str]:
    """Return the lines of a body as Python-Markdown needs them: lists apart from paragraphs, and nested by four spaces."""
    return [line for part in _parts(lines) for line in _lay_out_part(part)]
