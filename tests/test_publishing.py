"""Whole or nothing: what the output folder holds after publishing, refusing, failing and being interrupted."""

import errno
import json
import os
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.publish.output.build_lock import only_one_build
from site_builder.publish.output.changes import Changes
from site_builder.publish.output.exchange import exchange_folders, switch_by_renames, switch_folders
from site_builder.publish.output.manifest import describe_site, format_manifest
from site_builder.publish.output.output_folder import locate_output
from site_builder.publish.output.publication import publish_site
from site_builder.publish.output.publish_refusals import PublishRefused
from site_builder.site.rendering.artifact import Artifact

OLD = {"index.html": "old home", "about/index.html": "about", "officers/sam-okoro/index.html": "Sam Okoro"}
NEW = {"index.html": "new home", "about/index.html": "about", "find/index.html": "find"}
ROOT = Path(__file__).parent.parent


def site(files):
    return [Artifact(path, text.encode()) for path, text in files.items()]


def publish(folder, files, *keep, **options):
    return publish_site(site(files), folder, keep=frozenset(keep), **options)


def content(folder):
    """Return every file under a folder with its text."""
    files = (path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def beside(folder):
    """Return what lies beside a site but for its spare; that may hold the very files of the site and nothing else."""
    spare = folder.parent / f".{folder.name}.spare"
    if spare.exists():
        kept = json.loads(folder.with_name(f"{folder.name}.manifest.json").read_text())["kept"]
        assert numbers(spare, ()) == numbers(folder, kept)
    return sorted(path.name for path in folder.parent.iterdir() if path != spare)


def numbers(folder, kept):
    """Return every path below a folder with its inode, or None for a folder, but for what is kept at the top."""
    paths = {path.relative_to(folder): path for path in folder.rglob("*")}
    return {
        name: None if path.is_dir() else path.lstat().st_ino
        for name, path in paths.items()
        if name.parts[0] not in kept
    }


def stamp(file):
    found = file.stat()
    return found.st_mtime_ns, found.st_ino


@pytest.fixture
def public(tmp_path):
    """A published site."""
    folder = tmp_path / "public"
    publish(folder, OLD)
    return folder


# What is published


def test_the_first_publishing_makes_the_folder_and_those_above_it(tmp_path):
    changes = publish(tmp_path / "deep/down/public", OLD)
    assert content(tmp_path / "deep/down/public") == OLD
    assert changes == Changes(added=tuple(sorted(OLD)))


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "public").mkdir()
    publish(tmp_path / "public", OLD)
    assert content(tmp_path / "public") == OLD


@pytest.mark.parametrize("switch", [switch_folders, switch_by_renames])
def test_the_second_publishing_leaves_exactly_the_new_site(public, switch):
    changes = publish(public, NEW, switch=switch)
    assert content(public) == NEW
    assert beside(public) == ["public", "public.manifest.json"]
    assert changes == Changes(
        added=("find/index.html",),
        changed=("index.html",),
        removed=("officers/sam-okoro/index.html",),
        unchanged=("about/index.html",),
    )
    assert not changes.is_empty


def test_a_removed_officer_leaves_not_even_a_folder(public):
    publish(public, NEW)
    assert not (public / "officers").exists()


def test_unchanged_files_keep_their_times_and_changed_ones_get_new_ones(public):
    for path in OLD:
        os.utime(public / path, ns=(1_000_000_007, 1_000_000_007))
    publish(public, NEW)
    assert (public / "about/index.html").stat().st_mtime_ns == 1_000_000_007
    assert (public / "index.html").stat().st_mtime_ns > 1_000_000_007


def test_an_equal_site_touches_nothing(public):
    before = {
        path: stamp(path) for path in [public, *public.rglob("*"), public.parent / "public.manifest.json"]
    }
    changes = publish(public, OLD)
    assert changes.is_empty
    assert changes.unchanged == tuple(sorted(OLD))
    assert before == {path: stamp(path) for path in before}


def test_publishing_never_writes_into_the_files_of_the_old_site(public):
    os.link(public / "index.html", public.parent / "a copy of the front page")
    publish(public, NEW)
    assert (public.parent / "a copy of the front page").read_text() == "old home"


def test_a_file_altered_by_hand_is_replaced_and_mentioned(public):
    (public / "about/index.html").write_text("altered by hand")
    (public / "officers/sam-okoro/index.html").write_text("altered by hand")
    changes = publish(public, NEW)
    assert content(public) == NEW
    assert changes.overwritten == ("about/index.html", "officers/sam-okoro/index.html")
    assert changes.changed == ("about/index.html", "index.html")


def test_a_file_deleted_by_hand_comes_back(public):
    (public / "officers/sam-okoro/index.html").unlink()
    assert publish(public, OLD).added == ("officers/sam-okoro/index.html",)
    assert content(public) == OLD


def test_a_folder_deleted_by_hand_comes_back(public):
    for path in sorted(public.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    public.rmdir()
    publish(public, NEW)
    assert content(public) == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_folder_keeps_its_permissions(public):
    public.chmod(0o750)
    publish(public, NEW)
    assert public.stat().st_mode & 0o777 == 0o750


paths = st.sampled_from(
    ["index.html", "404.html", "a/index.html", "a/b/index.html", "c/x.css", "é/index.html"]
)
sites = st.dictionaries(paths, st.sampled_from(["", "one", "two"]), min_size=1)
switches = st.sampled_from([switch_folders, switch_by_renames])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(sites, switches), min_size=1, max_size=5))
def test_after_any_sequence_of_sites_the_folder_holds_the_last_one(generations):
    with TemporaryDirectory() as name:
        public, before = Path(name) / "public", {}
        public.mkdir()
        (public / "CNAME").write_text("liaison.example")
        for files, switch in generations:
            times = {path: stamp(public / path) for path in before}
            changes = publish(public, files, "CNAME", switch=switch)
            assert content(public) == files | {"CNAME": "liaison.example"}
            same = {path for path in files if before.get(path) == files[path]}
            assert set(changes.unchanged) == same
            assert {path: stamp(public / path) for path in same} == {path: times[path] for path in same}
            manifest = describe_site(site(files), frozenset({"CNAME"}))
            assert (Path(name) / "public.manifest.json").read_bytes() == format_manifest(manifest)
            assert beside(public) == ["public", "public.manifest.json"]
            before = files


# What is not ours


def test_a_folder_that_we_did_not_make_is_refused_by_name(tmp_path):
    public = tmp_path / "public"
    (public / "photos").mkdir(parents=True)
    (public / "photos/cat.jpg").write_text("a cat")
    (public / "notes.txt").write_text("do not lose")
    with pytest.raises(PublishRefused) as refused:
        publish(public, OLD)
    assert str(refused.value) == (
        f"{public} holds what this program did not make: notes.txt and photos/. Publishing replaces the whole "
        "folder, so nothing was published. Move that away, or publish to another folder. To carry it over into "
        "the new site, add --keep NAME: --keep notes.txt. "
        "(public.manifest.json, the list of our own files, is not there.)"
    )
    assert content(public) == {"photos/cat.jpg": "a cat", "notes.txt": "do not lose"}
    assert beside(public) == ["public"]


def test_at_most_ten_strangers_are_named(public):
    for number in range(13):
        (public / f"{number:02}.txt").write_text("")
    with pytest.raises(PublishRefused, match=r"08\.txt, 09\.txt and 3 more\. "):
        publish(public, NEW)


def test_a_stranger_deep_in_our_folders_is_named_with_its_path_and_cannot_be_kept(public):
    (public / "about/notes.txt").write_text("do not lose")
    with pytest.raises(PublishRefused, match=r"about/notes\.txt") as refused:
        publish(public, NEW)
    assert "--keep" not in str(refused.value)
    assert content(public) == OLD | {"about/notes.txt": "do not lose"}


#: On Windows links are for few, and pipes have no place on the disk.
MAKERS_OF_STRANGERS: list[Callable[[Path], object]] = [Path.mkdir]
if sys.platform != "win32":
    MAKERS_OF_STRANGERS += [lambda path: path.symlink_to("."), os.mkfifo]


@pytest.mark.parametrize("make", MAKERS_OF_STRANGERS)
def test_an_empty_folder_a_link_and_a_pipe_are_strangers_too(public, make):
    make(public / "stranger")
    with pytest.raises(PublishRefused, match="stranger"):
        publish(public, NEW)
    assert os.path.lexists(public / "stranger")
    assert (public / "index.html").read_text() == "old home"


def test_a_link_in_place_of_a_page_is_not_followed(public, tmp_path):
    (tmp_path / "precious").write_text("do not lose")
    (public / "index.html").unlink()
    (public / "index.html").symlink_to(tmp_path / "precious")
    with pytest.raises(PublishRefused, match=r"index\.html"):
        publish(public, NEW)
    assert (tmp_path / "precious").read_text() == "do not lose"


def test_a_link_in_place_of_a_folder_is_not_entered(public, tmp_path):
    (public / "about").rename(tmp_path / "precious")
    (public / "about").symlink_to(tmp_path / "precious")
    with pytest.raises(PublishRefused, match="about"):
        publish(public, NEW)
    assert content(tmp_path / "precious") == {"index.html": "about"}


def test_what_is_kept_is_carried_over_whole(public):
    (public / "CNAME").write_text("liaison.example")
    (public / ".git/objects").mkdir(parents=True)
    (public / ".git/objects/one").write_text("an object")
    (public / ".git/link").symlink_to("objects/one")
    (public / ".git/objects").chmod(0o700)
    times = stamp(public / ".git/objects/one")
    publish(public, NEW, "CNAME", ".git", "not-there")
    kept = {"CNAME": "liaison.example", ".git/objects/one": "an object", ".git/link": "an object"}
    assert content(public) == NEW | kept
    assert os.readlink(public / ".git/link") == "objects/one"
    assert stamp(public / ".git/objects/one") == times
    assert (public / ".git/objects").stat().st_mode & 0o777 == 0o700


def test_what_was_kept_once_is_kept_until_somebody_deletes_it(public):
    (public / "CNAME").write_text("liaison.example")
    publish(public, OLD, "CNAME")
    publish(public, NEW)
    assert content(public) == NEW | {"CNAME": "liaison.example"}
    (public / "CNAME").unlink()
    publish(public, OLD | {"CNAME": "made by the site"})
    assert content(public) == OLD | {"CNAME": "made by the site"}


def test_only_what_was_asked_for_is_kept(public):
    (public / "CNAME").write_text("liaison.example")
    (public / "notes.txt").write_text("do not lose")
    with pytest.raises(PublishRefused, match=r"did not make: notes\.txt\."):
        publish(public, NEW, "CNAME")


@pytest.mark.parametrize("name", ["officers", "Officers", "find"])
def test_a_page_of_the_site_old_or_new_cannot_be_kept(public, name):
    with pytest.raises(PublishRefused, match=f"^{name} cannot be kept: the site itself has"):
        publish(public, NEW, name)
    assert content(public) == OLD


@pytest.mark.parametrize("name", ["", "..", "about/notes.txt", "/etc"])
def test_only_a_name_at_the_top_can_be_kept(public, name):
    with pytest.raises(PublishRefused, match="at the top of the output folder"):
        publish(public, NEW, name)


def test_what_lies_beside_the_folder_is_left_alone(public):
    (public.parent / "notes.txt").write_text("do not lose")
    (public.parent / ".public.publishing").mkdir()
    (public.parent / ".public.publishing/notes.txt").write_text("do not lose")
    with pytest.raises(PublishRefused, match=r"\.public\.publishing holds what this program did not make"):
        publish(public, NEW)
    assert content(public.parent / ".public.publishing") == {"notes.txt": "do not lose"}
    assert (public.parent / "notes.txt").read_text() == "do not lose"


# The spare


@pytest.fixture
def spare(public):
    """The spare of a published site."""
    publish(public, NEW)
    publish(public, OLD)
    return public.parent / ".public.spare"


def publish_on_the_spare(public, files, **options):
    """Publish, and return whether that was made of the spare: its folders are those of the spare then."""
    folder = os.open(public.parent / ".public.spare/about", os.O_RDONLY)  # open, or its number is given away
    publish(public, files, **options)
    assert content(public) == files
    assert beside(public) == ["public", "public.manifest.json"]
    is_the_same = os.path.samestat(os.fstat(folder), (public / "about").stat())
    os.close(folder)
    return is_the_same


@pytest.mark.parametrize("switch", [switch_folders, switch_by_renames])
def test_the_former_folder_is_brought_up_and_is_the_next_one(public, spare, switch):
    assert beside(public) == ["public", "public.manifest.json"]
    assert not (spare / "find").exists()
    assert publish_on_the_spare(public, NEW, switch=switch)
    assert publish_on_the_spare(public, {"about/index.html": "a", "officers": "a list"}, switch=switch)
    assert publish_on_the_spare(public, OLD, switch=switch)


def write_anew(file):
    file.unlink()
    file.write_text("about")


@pytest.mark.parametrize(
    "doubt",
    [
        lambda spare, public: write_anew(spare / "about/index.html"),
        lambda spare, public: write_anew(public / "about/index.html"),
        lambda spare, public: (spare / "about/index.html").unlink(),
        lambda spare, public: (public / "officers/sam-okoro/index.html").unlink(),
        lambda spare, public: (spare / "about").chmod(0o700),
        lambda spare, public: (spare / "about/index.html").rename(spare / "index.html"),
        lambda spare, public: os.replace(spare / "index.html", spare / "officers/sam-okoro/index.html"),
    ],
)
def test_a_spare_that_is_not_the_double_of_the_site_is_not_used(public, spare, doubt):
    doubt(spare, public)
    assert not publish_on_the_spare(public, NEW)
    assert publish_on_the_spare(public, OLD)


def test_a_doubtful_spare_goes_even_if_nothing_else_is_to_do(public, spare):
    (public / "officers/sam-okoro/index.html").unlink()
    assert publish(public, {path: text for path, text in OLD.items() if "sam" not in path}).is_empty
    assert not spare.exists()


def test_a_project_that_was_moved_keeps_its_spare_and_one_that_was_copied_does_not(public, spare, tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    for name in ("public", "public.manifest.json", ".public.spare"):
        (tmp_path / name).rename(project / name)
    assert publish_on_the_spare(project / "public", NEW)
    shutil.copytree(project, tmp_path / "copy")
    assert not publish_on_the_spare(tmp_path / "copy/public", OLD)


def test_after_another_umask_all_folders_are_as_that_says(public, spare):
    before = os.umask(0o027)
    try:
        modes = set()
        for files in (NEW, OLD, NEW):
            publish(public, files)
            modes |= {path.stat().st_mode & 0o777 for path in public.rglob("*") if path.is_dir()}
        assert modes == {0o750}
        assert publish_on_the_spare(public, OLD)
    finally:
        os.umask(before)


@pytest.mark.parametrize("name", ["notes.txt", "about/notes.txt", "mine/notes.txt"])
def test_what_somebody_has_put_into_the_spare_is_not_lost(public, spare, name):
    (spare / name).parent.mkdir(exist_ok=True)
    (spare / name).write_text("do not lose")
    with pytest.raises(
        PublishRefused, match=rf"\.public\.spare holds .*{name}.* Move that away and build again\."
    ):
        publish(public, NEW)
    assert (spare / name).read_text() == "do not lose"
    assert content(public) == OLD
    (spare / name).unlink()
    publish(public, NEW)
    assert content(public) == NEW


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to("public")])
def test_what_is_no_folder_in_the_place_of_the_spare_is_refused(public, make):
    shutil.rmtree(public.parent / ".public.spare")
    make(public.parent / ".public.spare")
    with pytest.raises(PublishRefused, match=r"\.public\.spare was not made by this program\. Move it away"):
        publish(public, NEW)
    assert content(public) == OLD


def test_a_site_that_was_deleted_by_hand_is_published_anew_in_spite_of_its_spare(public, spare):
    shutil.rmtree(public)
    (public.parent / "public.manifest.json").unlink()
    publish(public, NEW)
    assert content(public) == content(spare) == NEW


def test_nothing_that_is_kept_lies_in_the_spare(public, spare):
    (public / "CNAME").write_text("liaison.example")
    (public / ".git").mkdir()
    (public / ".git/HEAD").write_text("ref: main")
    for files in (NEW, OLD, NEW):
        publish(public, files, "CNAME", ".git")
        assert content(public) == files | {"CNAME": "liaison.example", ".git/HEAD": "ref: main"}
        assert beside(public) == ["public", "public.manifest.json"]
        assert content(spare) == files


CHANGES_OF_THE_DISK = ("os.link", "os.rename", "os.mkdir", "os.remove", "os.rmdir")


def in_a_copy_of_this_process(work, meet):
    """Do `work` in a process that calls `meet` before each change of the disk; return how it ended."""
    if sys.platform == "win32":
        pytest.skip("no process can be doubled there")
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    try:
        sys.addaudithook(lambda event, _: meet(event) if event in CHANGES_OF_THE_DISK else None)
        work()
    finally:
        os._exit(0 if sys.exc_info()[0] is None else 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a process be doubled safely")
@pytest.mark.parametrize(("switch", "with_spare"), [(switch_folders, True), (switch_by_renames, False)])
def test_a_kill_before_any_change_of_the_disk_leaves_a_whole_site_and_nothing_behind(
    tmp_path, switch, with_spare
):
    for steps in range(200):
        public = tmp_path / f"{steps}/public"
        publish(public, OLD)
        if with_spare:
            publish(public, NEW)
            publish(public, OLD)
        left = iter(range(steps))

        def die_in_time(event, left=left):
            if next(left, None) is None:
                os._exit(9)

        code = in_a_copy_of_this_process(
            lambda public=public: publish(public, NEW, switch=switch), die_in_time
        )
        publish(public, NEW)
        assert content(public) == NEW
        assert set(beside(public)) <= {"public", "public.manifest.json"}
        assert_no_trace(b"Sam Okoro", tmp_path / str(steps))
        assert_no_trace(b"sam-okoro", tmp_path / str(steps))
        if code == 0:
            break
    assert code == 0
    assert steps > 10


def assert_no_trace(words, folder):
    """Fail if these words stand in any file below a folder, or in the name of one."""
    for path in folder.rglob("*"):
        assert words.decode() not in str(path)
        assert path.is_dir() or words not in path.read_bytes(), path


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a process be doubled safely")
def test_a_disk_without_links_has_no_spare(public):
    def refuse(event):
        if event == "os.link":
            raise PermissionError(errno.EPERM, "no links on this disk")

    for files in (NEW, OLD, NEW):
        assert in_a_copy_of_this_process(lambda: publish(public, files), refuse) == 0  # noqa: B023
        assert content(public) == files
        assert beside(public) == ["public", "public.manifest.json"]
    assert not (public.parent / ".public.spare").exists()


# Unfit folders


def test_a_file_is_no_output(tmp_path):
    (tmp_path / "public").write_text("a file")
    with pytest.raises(PublishRefused, match="public is a file"):
        publish(tmp_path / "public", OLD)
    assert (tmp_path / "public").read_text() == "a file"


def test_a_link_is_no_output_but_may_lead_there(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "real")
    with pytest.raises(PublishRefused, match="public is a link"):
        publish(tmp_path / "public", OLD)
    publish(tmp_path / "public/site", OLD)
    assert content(tmp_path / "real/site") == OLD


def test_a_whole_disk_is_no_output():
    with pytest.raises(PublishRefused, match="is a whole disk"):
        publish(Path(os.path.abspath(os.sep)), OLD)


@pytest.mark.parametrize(
    "output", ["project/content", "project/content/new/public", "project", "link/public"]
)
def test_the_output_may_not_mix_with_the_sources(tmp_path, output):
    (tmp_path / "project/content").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "project/content")
    with pytest.raises(PublishRefused, match="are the same or lie one in the other"):
        publish(tmp_path / output, OLD, protected=[tmp_path / "project/content"])
    assert list((tmp_path / "project/content").iterdir()) == []


def test_the_output_may_lie_beside_the_sources(tmp_path):
    (tmp_path / "content").mkdir()
    publish(tmp_path / "public", OLD, protected=[tmp_path / "content"])
    assert content(tmp_path / "public") == OLD


@pytest.mark.parametrize(
    "paths",
    [
        [],
        [""],
        ["/etc/passwd"],
        ["../outside"],
        ["a/../../outside"],
        ["a//b"],
        ["a/"],
        ["./a"],
        ["a\\b"],
        ["C:a"],
        ["a\0b"],
        ["index.html", "index.html"],
        ["index.html", "Index.HTML"],
        ["\u00e9.html", "e\u0301.html"],
        ["a", "a/b"],
        ["a/b", "A"],
        ["a/x.html", "A/y.html"],
    ],
)
def test_paths_that_cannot_be_one_site_are_a_mistake_of_ours(public, paths):
    with pytest.raises(ValueError):
        publish_site([Artifact(path, b"") for path in paths], public)
    assert content(public) == OLD
    assert beside(public) == ["public", "public.manifest.json"]


# Failing


@pytest.mark.parametrize("switch", [switch_folders, switch_by_renames])
def test_a_publishing_that_fails_half_way_leaves_the_old_site_whole(public, switch):
    before = {path: stamp(path) for path in [public, *public.rglob("*")]}
    with pytest.raises(PublishRefused) as refused:
        publish(public, NEW | {f"{'x' * 300}.html": "no disk takes such a name"}, switch=switch)
    assert "a file name is too long for that disk" in str(refused.value)
    assert str(refused.value).endswith("The site that was there before is whole and unchanged.")
    assert before == {path: stamp(path) for path in before}
    assert content(public) == OLD
    assert beside(public) == ["public", "public.manifest.json"]


def test_a_first_publishing_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(PublishRefused):
        publish(tmp_path / "public", OLD | {"x" * 300: ""})
    assert list(tmp_path.iterdir()) == []


def test_a_stranger_that_comes_while_the_site_is_written_is_not_lost(public):
    """The new site has so many pages that there is time to drop a file while they are written."""

    def drop_a_file():
        while not (public.parent / ".public.publishing/next").exists():
            time.sleep(0.001)
        (public / "notes.txt").write_text("do not lose")

    thread = threading.Thread(target=drop_a_file)
    thread.start()
    with pytest.raises(PublishRefused, match=r"did not make: notes\.txt\."):
        publish(public, NEW | {f"{number}.html": "page" for number in range(2000)})
    thread.join()
    assert content(public) == OLD | {"notes.txt": "do not lose"}


def test_a_switch_that_fails_brings_the_old_site_back(public):
    def lose_the_new_site(output):
        output.next_dir.rename(output.folder.with_name("elsewhere"))
        switch_by_renames(output)

    with pytest.raises(PublishRefused, match="could not be published to"):
        publish(public, NEW, switch=lose_the_new_site)
    assert content(public) == OLD
    publish(public, NEW)
    assert content(public) == NEW


def in_another_process(public, ending, files=NEW):
    """Publish in a process of its own, with `ending` as the body of its switch; return its exit code."""
    script = f"""
        import os
        from pathlib import Path
        from site_builder.publish.output.publication import publish_site
        from site_builder.publish.output.exchange import switch_folders, switch_by_renames
        from site_builder.site.rendering.artifact import Artifact

        def switch(output):
            {ending}
            os._exit(9)

        artifacts = [Artifact(path, text.encode()) for path, text in {files!r}.items()]
        publish_site(artifacts, Path({str(public)!r}), switch=switch)
    """
    return subprocess.run([sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, check=False).returncode


@pytest.mark.parametrize(
    ("ending", "standing"),
    [
        ("pass", OLD),
        ("output.folder.rename(output.previous_dir)", OLD),
        ("switch_by_renames(output)", NEW),
        ("switch_folders(output)", NEW),
        ("switch_folders(output); output.pending_file.replace(output.manifest_file)", NEW),
    ],
)
def test_an_interrupted_publishing_is_put_right_by_the_next(public, ending, standing):
    assert in_another_process(public, ending) == 9
    assert ".public.publishing" in beside(public)
    assert publish(public, standing).is_empty
    assert content(public) == standing
    assert beside(public) == ["public", "public.manifest.json"]
    publish(public, NEW | {"more.html": "more"})
    assert content(public) == NEW | {"more.html": "more"}


@pytest.mark.parametrize(("ending", "standing"), [("pass", None), ("switch_folders(output)", NEW)])
def test_an_interrupted_first_publishing_is_put_right_too(tmp_path, ending, standing):
    public = tmp_path / "public"
    assert in_another_process(public, ending) == 9
    changes = publish(public, NEW)
    assert changes.is_empty == (standing == NEW)
    assert content(public) == NEW


@pytest.mark.parametrize("files", [OLD | {"more.html": "more"}, OLD | {"index.html": "other"}])
def test_a_new_site_that_never_took_its_place_leaves_no_trace(public, files):
    assert in_another_process(public, "pass", files) == 9
    assert publish(public, NEW).overwritten == ()
    assert content(public) == NEW


def test_a_manifest_cut_short_by_an_interruption_counts_for_nothing(public):
    assert in_another_process(public, "output.pending_file.write_text('{')") == 9
    assert publish(public, OLD).is_empty


# Side by side


def test_a_second_build_at_the_same_time_is_refused(public):
    with only_one_build(locate_output(public)):
        with pytest.raises(PublishRefused, match=r"^Another build is publishing to .*public at this moment"):
            publish(public, NEW)
        assert content(public) == OLD
    publish(public, NEW)
    assert content(public) == NEW


def test_a_lock_left_by_a_dead_build_holds_nobody_up(public):
    (public.parent / ".public.lock").write_text("")
    publish(public, NEW)
    assert content(public) == NEW


def test_the_lock_of_a_build_goes_with_its_process(public):
    script = f"""
        import os, sys
        from pathlib import Path
        from site_builder.publish.output.build_lock import only_one_build
        from site_builder.publish.output.output_folder import locate_output

        with only_one_build(locate_output(Path({str(public)!r}))):
            print("held", flush=True)
            sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(PublishRefused, match=r"^Another build is publishing to"):
            publish(public, NEW)
        other.kill()
    assert ".public.lock" in beside(public)
    publish(public, NEW)
    assert beside(public) == ["public", "public.manifest.json"]


@pytest.mark.parametrize("target", ["nowhere", "public/index.html"])
def test_a_link_in_the_place_of_the_lock_is_not_followed(public, target):
    (public.parent / ".public.lock").symlink_to(target)
    with pytest.raises(PublishRefused, match=r"a link stands where a file belongs \(.*/\.public\.lock\)"):
        publish(public, NEW)
    assert content(public) == OLD
    assert not (public.parent / "nowhere").exists()


def test_many_builds_at_once_leave_one_whole_site(tmp_path):
    public = tmp_path / "public"
    refused = []

    def build(number):
        try:
            publish(public, {f"{name}.html": str(number) for name in range(20)})
        except PublishRefused as refusal:
            refused.append(str(refusal))

    builds = [threading.Thread(target=build, args=[number]) for number in range(8)]
    for thread in builds:
        thread.start()
    for thread in builds:
        thread.join()
    assert all(words.startswith("Another build is publishing") for words in refused)
    assert len(content(public)) == 20
    assert len(set(content(public).values())) == 1
    assert beside(public) == ["public", "public.manifest.json"]


def test_this_linux_exchanges_two_folders_in_one_step(tmp_path):
    """Elsewhere there is no such call, and the answer is no."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name)
    exchanged = exchange_folders(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one/name").read_text() == ("other" if exchanged else "one")
    assert exchanged or sys.platform != "linux"


def test_an_exchange_that_goes_wrong_says_which_folder(tmp_path):
    (tmp_path / "one").mkdir()
    if sys.platform == "linux":
        with pytest.raises(FileNotFoundError, match="other"):
            exchange_folders(tmp_path / "one", tmp_path / "other")


class Reader(threading.Thread):
    """Someone who reads two files of the site over and over while it is being published."""

    def __init__(self, public):
        super().__init__()
        self.public = public
        self.stopped = threading.Event()
        self.pairs = set()
        self.missing = 0

    def run(self):
        while not self.stopped.is_set():
            try:
                folder = os.open(self.public, os.O_RDONLY)
            except FileNotFoundError:
                self.missing += 1
                continue
            try:
                self.pairs.add((read_at("first.html", folder), read_at("deep/last.html", folder)))
            except FileNotFoundError:
                pass  # the folder it holds open is the old one, which is being removed
            finally:
                os.close(folder)


def read_at(path, folder):
    descriptor = os.open(path, os.O_RDONLY, dir_fd=folder)
    with open(descriptor, encoding="utf-8") as file:
        return file.read()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot open a folder")
def test_readers_never_see_half_a_site(tmp_path):
    """With two renames the site may be missing for a moment, but it is never mixed."""
    public = tmp_path / "public"
    publish(public, {"first.html": "0", "deep/last.html": "0"})
    reader = Reader(public)
    reader.start()
    for number in range(1, 31):
        publish(public, {"first.html": str(number), "deep/last.html": str(number)})
    reader.stopped.set()
    reader.join()
    assert len(reader.pairs) > 3
    assert [pair for pair in reader.pairs if pair[0] != pair[1]] == []
    if sys.platform == "linux":
        assert reader.missing == 0
