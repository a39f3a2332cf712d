"""What a deploy changes, in words: people first, then what visitors see, and the rest as a number."""

from dataclasses import replace
from pathlib import Path

import pytest

from site_builder import cli
from site_builder.publish.deploying.differences import compare_sites
from site_builder.publish.output.manifest import Manifest, read_manifest
from site_builder.publish.output.output_folder import locate_output
from tests.conftest import AS_OF
from tests.sites import officer, small_site, write_files


def build(folder: Path, checked: str, monkeypatch: pytest.MonkeyPatch) -> Manifest:
    """Return the manifest of a small site with an officer who was last checked on a day."""
    folder.mkdir()
    monkeypatch.chdir(folder)
    more = f"email: team@example.org\nchecked: {{on: {checked}, by: us, how: rang}}\n"
    write_files(folder / "content", small_site(ada=officer("Ada", "north", more=more)))
    assert cli.main(["--content", "content", "--output", "out", "--as-of", AS_OF]) == 0
    manifest = read_manifest(locate_output(folder / "out").manifest_file)
    assert manifest is not None
    return manifest


def test_pages_on_which_only_the_day_of_the_next_rebuild_moves_are_not_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (build(tmp_path / day, day, monkeypatch) for day in ("2026-11-01", "2026-11-09"))
    assert (
        len([path for path in new.files if path.endswith(".html") and old.files[path] != new.files[path]])
        > 10
    )
    difference = compare_sites(old, new)
    changed = " ".join(difference.pages_changed)
    assert "/boroughs/north/ (Northton)" in changed
    assert "/officers/ada/ (Ada)" in changed
    assert "/report/ " not in changed
    assert difference.lines[-2 if difference.other_files else -1] == (
        f"{difference.pages_renewed} pages look the same: only the day of the next rebuild moves, which no visitor sees."
    )
    assert difference.pages_renewed > 5


def test_a_site_that_an_older_version_put_online_is_compared_by_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (build(tmp_path / day, day, monkeypatch) for day in ("2026-11-01", "2026-11-09"))
    words = {path: replace(one, mark="") for path, one in old.about.pages.items()}
    difference = compare_sites(replace(old, about=replace(old.about, pages=words)), new)
    assert difference.pages_renewed == 0
    assert len(difference.pages_changed) > 10
