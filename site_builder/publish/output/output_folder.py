"""The output folder and everything that lies beside it."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Output:
    """The folder a site is published to. Its companions lie beside it, so on the same disk, and never in it.

    `shown` is the folder as the person named it.
    """

    folder: Path
    shown: str

    @property
    def manifest_file(self) -> Path:
        """The list of the files that are ours: ``public.manifest.json``."""
        return self.folder.with_name(f"{self.folder.name}.manifest.json")

    @property
    def lock_file(self) -> Path:
        """Held by the build that is publishing."""
        return self.folder.with_name(f".{self.folder.name}.lock")

    @property
    def store_file(self) -> Path:
        """What the last build leaves for the next."""
        return self.folder.with_name(f".{self.folder.name}.store")

    @property
    def sent_file(self) -> Path:
        """When this machine last sent the site, and where to."""
        return self.folder.with_name(f".{self.folder.name}.sent.json")

    @property
    def paper_dir(self) -> Path:
        """The posters, leaflets and cards that the command `print` has made."""
        return self.folder.with_name(f".{self.folder.name}.paper")

    @property
    def spare_dir(self) -> Path:
        """The very files of the folder once more, for the next site to be made of."""
        return self.folder.with_name(f".{self.folder.name}.spare")

    @property
    def work_dir(self) -> Path:
        """There only while a site is being published, or after that was interrupted."""
        return self.folder.with_name(f".{self.folder.name}.publishing")

    @property
    def next_dir(self) -> Path:
        """The new site while it is written; after an exchange, the old one."""
        return self.work_dir / "next"

    @property
    def previous_dir(self) -> Path:
        """The old site, where two renames stand in for an exchange."""
        return self.work_dir / "previous"

    @property
    def double_dir(self) -> Path:
        """The old site while it is made the spare."""
        return self.work_dir / "spare"

    @property
    def pending_file(self) -> Path:
        """The manifest of the new site until that has taken its place."""
        return self.work_dir / "manifest.json"


def locate_output(output_dir: Path) -> Output:
    """Return where `output_dir` really is; a link at its very end is not followed."""
    absolute = Path(os.path.abspath(output_dir))
    return Output(Path(os.path.realpath(absolute.parent)) / absolute.name, str(output_dir))
