"""Paths that others have written: none leads out of the site, wherever it is read, and each is refused in words."""

import json
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import cli
from site_builder.inspect.audit.audit_cache import Memory, read_memory
from site_builder.publish.output import safe_paths
from site_builder.publish.output.manifest import read_manifest
from site_builder.publish.output.publication import publish_site
from site_builder.publish.output.publish_refusals import PublishRefused
from site_builder.publish.output.safe_paths import is_safe_path, keep_safe_paths, require_safe_paths
from site_builder.site.rendering.artifact import Artifact
from tests.deployed_sites import publish_version, read_folder, site_files, visible
from tests.hostile_paths import FOREIGN, HOSTILE, PLACES, written

needs_odd_names = pytest.mark.skipif(sys.platform == "win32", reason="no file of Windows has such a name")
hostile = pytest.mark.parametrize("path", HOSTILE.values(), ids=HOSTILE)
in_every_place = pytest.mark.parametrize("place", PLACES)


@pytest.fixture
def told(capsys):
    """Run a command; return its exit code and all its words."""

    def run(*arguments):
        exit_code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return exit_code, captured.out + captured.err

    return run


@hostile
def test_a_hostile_path_is_no_path_of_a_site(path):
    assert not is_safe_path(path)
    assert keep_safe_paths(["index.html", path]) == {"index.html"}
    with pytest.raises(ValueError):
        require_safe_paths(["index.html", path])


@pytest.mark.parametrize(
    "path", ["index.html", ".nojekyll", ".liaison/deployed.json", "a/b-c_d.1a2b.css", "Zoë/für Elise.html"]
)
def test_a_path_of_an_ordinary_site_is_safe(path):
    require_safe_paths([path])


def test_no_paths_at_all_are_safe():
    require_safe_paths([])


@in_every_place
@hostile
def test_a_manifest_that_names_a_hostile_path_cannot_be_read(path, place, tmp_path):
    file = tmp_path / "public.manifest.json"
    file.write_text(json.dumps(written(**{place: path})))
    with pytest.raises(PublishRefused, match=r"^public\.manifest\.json, the list of the files"):
        read_manifest(file)


@in_every_place
@hostile
def test_a_host_that_remembers_a_hostile_path_is_refused_and_nothing_is_written(path, place, tmp_path, told):
    www, public = tmp_path / "www", publish_version(tmp_path / "public", 1)
    _remember(www, [written(), written(**{place: path})])
    before = read_folder(tmp_path)
    for command in (["rollback"], ["rollback", "--dry-run"], ["deploy", "--from", public]):
        exit_code, said = told(command[0], f"folder:{www}", *command[1:])
        assert (exit_code, said.count("\n")) == (2, 2)
        assert said.startswith(f".liaison/deployed.json, the list of what was deployed to {www}, cannot be")
        assert said.replace("\n", "").isprintable()
    assert read_folder(tmp_path) == before


def _remember(www, sites):
    history = {"format": 1, "deployments": [{"site": site, "whole": True} for site in sites]}
    (www / ".liaison").mkdir(parents=True)
    (www / ".liaison/deployed.json").write_text(json.dumps(history))


@hostile
def test_an_audit_forgets_everything_where_a_hostile_path_is_remembered(path, tmp_path):
    file = tmp_path / "memory.json"
    file.write_text(json.dumps({"seen_by": "eyes", "clean": {"index.html": "0", path: "0"}}))
    assert read_memory(file) == Memory()


@hostile
def test_a_hostile_name_cannot_be_kept(path, tmp_path):
    with pytest.raises(PublishRefused, match="cannot be kept: --keep takes the name of a file or folder"):
        publish_site([Artifact("index.html", b"")], tmp_path / "public", keep=frozenset({path}))
    assert list(tmp_path.rglob("*.html")) == []


@needs_odd_names
def test_files_of_others_with_odd_names_stay_where_they_are(tmp_path, told):
    www = tmp_path / "www"
    www.mkdir()
    foreign = {*map(os.fsencode, FOREIGN), b"not \xff UTF-8"}
    for name in foreign:
        (www / os.fsdecode(name)).write_bytes(b"somebody else's")
    for version in (1, 2):
        publish_version(tmp_path / "public", version)
        assert told("deploy", f"folder:{www}", "--from", tmp_path / "public")[0] == 0
    assert told("rollback", f"folder:{www}")[0] == 0
    assert foreign <= set(os.listdir(os.fsencode(www)))
    assert visible(site_files(1)).items() <= read_folder(www).items()


@needs_odd_names
@pytest.mark.parametrize("name", FOREIGN)
def test_a_kept_file_that_a_host_could_not_give_back_is_refused_by_name(name, tmp_path, told):
    public = tmp_path / "public"
    (public / "old").mkdir(parents=True)
    (public / "old" / name).write_text("kept")
    publish_site([Artifact("index.html", b"")], public, keep=frozenset({"old"}))
    exit_code, said = told("deploy", f"folder:{tmp_path / 'www'}", "--from", public)
    assert exit_code == 2
    assert "Not every host can have files of these names: old/" in said


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("link", ["boroughs", ".liaison", ".liaison/incoming"])
def test_a_link_in_a_folder_leads_no_deploy_out_of_it(link, tmp_path, told):
    www, outside = tmp_path / "www", tmp_path / "outside"
    (outside / "north").mkdir(parents=True)
    (outside / "north/index.html").write_text("somebody else's")
    (www / link).parent.mkdir(parents=True)
    (www / link).symlink_to(outside)
    before = read_folder(outside)
    exit_code, said = told("deploy", f"folder:{www}", "--from", publish_version(tmp_path / "public", 1))
    assert exit_code == 4
    assert f"A link in {www} leads out of that folder" in said
    assert read_folder(outside) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_where_files_come_in_is_not_written_through(tmp_path, told):
    www, outside = tmp_path / "www", tmp_path / "outside"
    outside.write_text("somebody else's")
    (www / ".liaison/incoming").mkdir(parents=True)
    (www / ".liaison/incoming/file").symlink_to(outside)
    assert told("deploy", f"folder:{www}", "--from", publish_version(tmp_path / "public", 1))[0] == 0
    assert outside.read_text() == "somebody else's"


@given(st.text("ab./-_A \\:\u0301", max_size=12))
def test_a_path_that_is_taken_at_a_glance_is_one_that_every_sign_was_looked_at_of(path: str) -> None:
    slowly = all(map(safe_paths._is_name, path.split("/"))) and len(path.encode()) <= safe_paths.MOST_BYTES
    assert is_safe_path(path) == slowly
