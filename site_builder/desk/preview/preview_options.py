"""Which content is shown or edited, on which day."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[str], None]
"""Tells whoever looks at the terminal."""


@dataclass(frozen=True)
class PreviewOptions:
    """What is shown: `choose_day` says which day it is, and `cache_dir` is where drawn photographs are remembered.

    `links_dir` is where a check of links to other sites leaves what it found.
    """

    content_dir: Path
    themes_dir: Path
    theme: str
    choose_day: Callable[[], datetime.date]
    overlay_dir: Path | None = None
    cache_dir: Path | None = None
    links_dir: Path = Path(".cache")
