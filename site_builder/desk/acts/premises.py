"""What the acts need of this machine beside the content: where the site is built, checked, and sent from."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from site_builder.pipeline import BuildOptions, Draft
    from site_builder.publish.deploying.target_address import Place
    from site_builder.site.rendering.renderer import Progress


@dataclass(frozen=True)
class Premises:
    """The machine, as the command that starts the editor knows it.

    `own_content` is the content folder unless it is the project's own; `build_options` are asked for at each build, and
    `place` for each deploy with the storage service, if any. `check_strictly` is what a gatekeeper asks of a site.
    """

    project_dir: Path
    output_dir: Path
    own_content: Path | None
    photo_cache: Path | None
    this_moment: "Callable[[], datetime.datetime]"
    build_options: "Callable[[], BuildOptions]"
    place: "Callable[[str | None], Place]"
    check_strictly: "Callable[[BuildOptions, Progress], Draft]"
