"""The folder beside the content that is nobody's business but the editor's: ``content.desk``, which git passes over.

Unfinished answers, mails and who was asked are kept there. It is never read for the site, and never published; it keeps
git away by itself, wherever the content lies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from site_builder.desk.editing.file_changes import FileChange, write_changes

DESK_ENDING = ".desk"
KEEP_GIT_AWAY = {".gitignore": b"# Nothing in here is for others: no git, no site.\n*\n"}


@dataclass(frozen=True)
class DeskFolder:
    """Where the desk keeps its papers; each is named by its way from there."""

    folder: Path

    @classmethod
    def beside(cls, content_dir: Path, overlay_dir: Path | None) -> Self:
        """Return that of a content; the example has its own."""
        content = (overlay_dir or content_dir).absolute()
        return cls(content.parent / f"{content.name}{DESK_ENDING}")

    def read(self, name: str) -> bytes | None:
        """Return what a paper holds; None where there is none, or nobody can read it."""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def write(self, papers: Mapping[str, bytes | None]) -> None:
        """Write papers, all of them or none; None deletes one. Raise EditRefused where that cannot be done."""
        wanted = papers if self.read(".gitignore") else {**KEEP_GIT_AWAY, **papers}
        changes = [
            FileChange(self.folder / name, name, self.read(name), after) for name, after in wanted.items()
        ]
        write_changes([one for one in changes if one.before != one.after])
