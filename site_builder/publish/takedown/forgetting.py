"""Delete what builds remember, which the next good build would only do at its end: a person may be in it."""

import os
import shutil
from pathlib import Path

from site_builder.publish.output.last_build import record_file
from site_builder.publish.output.output_folder import locate_output


def forget_last_build(output_dir: Path, photo_cache: Path | None) -> None:
    """Delete the record and the store of the last build into a folder, the printed sheets and the drawn photographs."""
    output = locate_output(output_dir)
    for file in (Path(record_file(os.fspath(output_dir))), output.store_file):
        file.unlink(missing_ok=True)
    for folder in filter(None, (output.paper_dir, photo_cache)):
        shutil.rmtree(folder, ignore_errors=True)
