"""The one table of published files, held against the files of the sites that are really built."""

from pathlib import Path

import pytest

from site_builder.desk.preview.shown_site import Shown
from site_builder.publish.hosting.host_files import add_host_files
from site_builder.site.published_files import CLOSED_FOLDER, KINDS, TABLE, kind_of, row_of
from site_builder.site.rendering.artifact import Artifact
from tests.sites import SITE, read_site, write_files


def paths_of(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def what_hosts_read(folder: Path) -> list[str]:
    """The files that are published for the hosts that read some, beside a page."""
    found: list[str] = []
    for host in ("netlify", "apache", "github-pages"):
        more = f"hosting: {{host: {host}}}\nredirects:\n  - {{old: /a/old.html, new: /about/}}\n"
        site, _ = read_site(write_files(folder / host, {"site.yaml": SITE + more}))
        assert site is not None
        found += [file.path for file in add_host_files(site, [Artifact("index.html", b"")])]
    return found


def test_every_file_of_the_built_sites_belongs_to_exactly_one_row(
    real_site: Path, example_site: Path, tmp_path: Path
) -> None:
    served = [*paths_of(real_site), *paths_of(example_site)]
    for path in [*served, *what_hosts_read(tmp_path)]:
        assert len([row for row in TABLE if row.holds(path)]) == 1, path
    assert [path for path in served if path.rpartition(".")[2] not in KINDS] == []
    without = [row.pattern for row in TABLE if not any(map(row.holds, [*served, *what_hosts_read(tmp_path)]))]
    expected = ["data/provenance.json", "print/{sheet}.pdf", f"{CLOSED_FOLDER}/{{path}}"]
    assert without == expected, "asked for, printed, and made by a deploy"


@pytest.mark.parametrize(
    "path",
    [
        "data/more.csv",
        "data/contacts/a/b.vcf",
        "boroughs/camden/feed.atom",
        "boroughs/changes.json",
        "assets/site.css",
        "assets/icons/icon.0a1b2c3d.svg",
        "about/favicon.ico",
        "notes.txt",
        "photo-0a1b2c3d.avif",
    ],
)
def test_a_file_that_nobody_planned_belongs_to_no_row(path: str) -> None:
    assert row_of(path) is None


def test_the_preview_serves_every_file_as_what_it_is(example_site: Path) -> None:
    paths = paths_of(example_site)
    shown = Shown({path: (example_site / path).read_bytes() for path in paths})
    kinds = {path: shown.answer(f"/{path}").kind for path in paths}
    assert kinds == {path: kind_of(path).content_type for path in paths}
    assert {path.rpartition(".")[2]: kind for path, kind in kinds.items()}.items() >= {
        "atom": "application/atom+xml; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "vcf": "text/vcard; charset=utf-8",
        "json": "application/json",
    }.items()
