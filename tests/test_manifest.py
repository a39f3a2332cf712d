"""The list of our own files: what it says, and that it says it in one way only."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.publish.output.manifest import (
    About,
    Manifest,
    describe_site,
    fingerprint,
    format_manifest,
    read_manifest,
    revise_manifest,
)
from site_builder.publish.output.publication import publish_site
from site_builder.publish.output.publish_refusals import PublishRefused
from site_builder.publish.output.safe_paths import is_safe_name
from site_builder.site.pages.job import PageWords
from site_builder.site.rendering.artifact import Artifact

HOME = Artifact("index.html", b"<h1>Home</h1>")
CAMDEN = Artifact("boroughs/camden/index.html", b"<h1>Camden</h1>")


def test_the_manifest_names_each_file_with_its_digest_and_size():
    page = Artifact("index.html", b"abc")
    content = json.loads(format_manifest(describe_site([page], frozenset({"CNAME"}))))
    assert content == {
        "format": 1,
        "files": {
            "index.html": {
                "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "size": 3,
            }
        },
        "kept": ["CNAME"],
    }


def test_the_order_of_the_files_leaves_no_trace():
    assert format_manifest(describe_site([HOME, CAMDEN], frozenset("ab"))) == format_manifest(
        describe_site([CAMDEN, HOME], frozenset("ba"))
    )


def test_the_manifest_lies_beside_the_folder_and_not_in_it(tmp_path):
    publish_site([HOME], tmp_path / "public")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".public.spare",
        "public",
        "public.manifest.json",
    ]
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["index.html"]


def test_two_sites_with_equal_files_have_equal_manifests_whatever_came_before(tmp_path):
    publish_site([CAMDEN], tmp_path / "one")
    publish_site([HOME, CAMDEN], tmp_path / "one")
    publish_site([CAMDEN, HOME], tmp_path / "other")
    one, other = (tmp_path / f"{name}.manifest.json" for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_where_there_is_no_manifest_none_is_read(tmp_path):
    assert read_manifest(tmp_path / "public.manifest.json") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"format": 2, "files": {}, "kept": []}',
        b'{"format": 1, "files": [], "kept": []}',
        b'{"format": 1, "files": {"index.html": 7}, "kept": []}',
        b'{"format": 1, "files": {"index.html": {"sha256": 1, "size": 1}}, "kept": []}',
        b'{"format": 1, "files": {}, "kept": "CNAME"}',
        b'{"format": 1, "files": {}, "kept": [1]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_manifest_stops_publishing_in_words(tmp_path, content):
    publish_site([HOME], tmp_path / "public")
    (tmp_path / "public.manifest.json").write_bytes(content)
    with pytest.raises(
        PublishRefused, match=r"^public\.manifest\.json, the list of the files .* cannot be read"
    ):
        publish_site([CAMDEN], tmp_path / "public")
    assert (tmp_path / "public/index.html").read_bytes() == HOME.content


NAMES = st.text("ab1é .-_~'&{}", min_size=1).filter(is_safe_name)


@given(
    files=st.dictionaries(NAMES | NAMES.map("officers/é/{}".format), st.binary()),
    kept=st.frozensets(NAMES),
)
def test_what_is_written_is_read_back(files, kept, tmp_path_factory):
    manifest = Manifest({path: fingerprint(content) for path, content in files.items()}, kept)
    file = tmp_path_factory.mktemp("manifest") / "public.manifest.json"
    file.write_bytes(format_manifest(manifest))
    assert read_manifest(file) == manifest


def test_some_rows_of_a_manifest_are_renewed_as_if_it_were_written_anew():
    odd = Artifact("a %s (1)/é.html", b"odd")
    about = About("https://x.example/", False, {"index.html": PageWords("Home", mark="0a")})
    before = describe_site([HOME, odd], frozenset(), about)
    now = [Artifact(HOME.path, b"another home"), Artifact(odd.path, b"odder")]
    rows = {one.path: (fingerprint(one.content), "1b") for one in now}
    others = replace(about, content="c" * 64, pages={"index.html": PageWords("Home", mark="1b")})
    after = format_manifest(describe_site(now, frozenset(), others))
    assert revise_manifest(format_manifest(before), "c" * 64, rows) == (after, frozenset(rows))
    assert revise_manifest(after, "c" * 64, rows) == (after, frozenset())
    for other in (
        describe_site([HOME], frozenset(), about),
        describe_site([odd], frozenset({"CNAME"}), about),
    ):
        with pytest.raises(ValueError, match=r"row|kept"):
            revise_manifest(format_manifest(other), "c" * 64, rows)
