"""What systems, phones and other programs leave in the content never stops a publication, and no cure is a taken name."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.left_behind import find_original, is_of_a_system, why_passed_over
from site_builder.content.slug import advise_name
from site_builder.content.sources import read_sources
from site_builder.content.validation import validate_sources
from site_builder.findings.rule import Severity
from site_builder.site.rendering.theme import load_theme
from tests.conftest import PROJECT_DIR
from tests.sites import officer, small_site, write_files

SYSTEMS = (
    *(
        "Thumbs.db",
        "thumbs.db",
        "THUMBS.DB",
        "ehthumbs.db",
        "desktop.ini",
        "Desktop.ini",
        "Icon\r",
        ".DS_Store",
        "._ada.md",
    ),
    *(
        "~$ada.docx",
        "~ada.tmp",
        "ada.md~",
        ".ada.md.swp",
        "ada.jpg:Zone.Identifier",
        "ada.jpgZone.Identifier",
        "#ada.md#",
    ),
    *(
        "ada.md - Shortcut.lnk",
        ".ada.md.icloud",
        "ada.md.icloud",
        ".~lock.ada.md#",
        "IMG_0412.AAE",
        ".goutputstream-X1",
        *("sync.ffs_db", "dropbox.device", "Icon", "nohup.out", "4913", "ada.asd", "ada.wbk", "ada.md.swx"),
    ),
)
PROGRAMS = (
    *(
        "ada.md.orig",
        "ada.md.bak",
        "ada.md.rej",
        "ada.orig",
        "ada.md.old",
        "ada.BAK",
        "ada.jpg_original",
        "ada.md.crdownload",
    ),
    *(
        "IMG_0412.MOV",
        "IMG_0412.mov",
        "ada.mp4",
        "film.webm",
        "ada.gdoc",
        "Met page.url",
        "ada.jpg.xmp",
        "0001-mend.patch",
        *(
            "ada.md.1",
            "ada.mine",
            "ada.r12",
            "ada.md.BASE",
            "ada.md.dpkg-old",
            "ada.md.rpmsave",
            "ada.md.bkp",
        ),
        *("ada.md.filepart", "ada.md.alias", "ada.md.desktop", "IMG_0412.DNG", "IMG_0412.CR2"),
    ),
)
COPIES = (
    *(
        "ada (1).md",
        "ada (conflicted copy 2026-11-02).md",
        "ada (Kim's conflicted copy 2026-11-02).md",
        "ada - Copy.md",
        "ada copy.md",
    ),
    *(
        "ada copy 2.md",
        "Copy of ada.md",
        "Kopie von ada.md",
        "ada 2.md",
        "ada.sync-conflict-20261102-101010-ABCDEF.md",
    ),
    *(
        "ada-DESKTOP-AB12CD.md",
        "ada-Kims-MacBook-Pro.md",
        "ada_conf(1).md",
        "ada (Case Conflict).md",
        "ada[conflicted].md",
        "ada(2).md",
        *("ada (1) (1).md", "ada – Kopie.md", "ada (kopia).md", "ada (# Name clash 2026-11-02 xx #).md"),
        *(
            "ada_LOCAL_123.md",
            "ada_BACKUP_123.md",
            "ada.md.REMOTE.123.md",
            "ada_backup.md",
            "ada.tmp.md",
            "ada-PC01.md",
        ),
    ),
)
FOLDERS = ("", "officers/", "channels/", "pages/", "pages/boroughs/")


def judge(folder: Path, extra: dict[str, str]) -> tuple[set[str], list[tuple[str, Severity]]]:
    """Return the officers that are read, and what is found in the small site with some more files in it."""
    write_files(folder, small_site(ada=officer("Ada", "north")) | extra)
    sources, found = read_sources(folder)
    records, more = validate_sources(sources)
    return {one.slug for one in records.officers}, [(one.rule, one.severity) for one in (*found, *more)]


@pytest.mark.parametrize("name", SYSTEMS)
def test_what_a_system_leaves_is_passed_over_without_a_word(name: str, tmp_path: Path) -> None:
    assert judge(tmp_path, {f"{folder}{name}": "x" for folder in FOLDERS}) == ({"ada"}, [])


@pytest.mark.parametrize(
    "folder", ["__MACOSX", "@eaDir", "$RECYCLE.BIN", ".git", "System Volume Information"]
)
def test_folders_of_a_system_are_not_entered(folder: str, tmp_path: Path) -> None:
    assert judge(tmp_path, {f"officers/{folder}/ada.md": "x"}) == ({"ada"}, [])


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_another_program_leaves_is_noticed_and_stops_nothing(name: str, tmp_path: Path) -> None:
    seen, found = judge(tmp_path, {f"{folder}{name}": "x" for folder in FOLDERS})
    assert (seen, set(found)) == ({"ada"}, {("unexpected-file", Severity.NOTICE)})
    assert len(found) == len(FOLDERS)


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_that_a_drive_made_in_a_conflict_is_noticed_and_not_read(name: str, tmp_path: Path) -> None:
    assert judge(tmp_path, {f"officers/{name}": "x"}) == ({"ada"}, [("unexpected-file", Severity.NOTICE)])


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_whose_original_is_gone_is_a_file_with_a_wrong_name(name: str, tmp_path: Path) -> None:
    assert "bad-file-name" in {rule for rule, _ in judge(tmp_path, {f"channels/{name}": "x"})[1]}


@pytest.mark.parametrize(
    "name",
    [
        "ada-old.md",
        "ada-Oldham.md",
        "ada Local.md x",
        "ada-Maria.md",
        "ada okoro.md",
        "ada Conway.md",
        "ada.confidential.md",
        "ada (Barnet).md",
        "Ada.md",
    ],
)
def test_another_persons_file_with_a_wrong_name_is_no_copy(name: str) -> None:
    assert find_original(name, {"ada.md", name}) == ""


@pytest.mark.parametrize("name", ["Ada.md", "ADA.md", "ada.txt", "ada.MD", "Ädà.md", "ada!.md"])
def test_no_cure_is_a_name_that_is_there_already(name: str, tmp_path: Path) -> None:
    write_files(
        tmp_path,
        small_site(ada=officer("Ada", "north")) | {f"officers/{name}": "x", "officers/ada-2.md": "x"},
    )
    sources, found = read_sources(tmp_path)
    (hint,) = (
        one.hint
        for one in (*found, *validate_sources(sources)[1])
        if one.place.path.endswith(f"/{name}") and "ename" in one.hint
    )
    assert (
        hint
        == 'There is "ada.md" already. Keep only the one that is right, or rename this one, for example to "ada-3.md".'
    )


@given(
    st.text(max_size=20),
    st.sets(st.sampled_from(["a.md", "b.md", "a-2.md", "a-3.md", "b-2.md", "sam-okoro.md"])),
)
def test_a_name_that_is_advised_is_free(stem: str, taken: set[str]) -> None:
    for tried in (stem, "A", "b!"):
        advised = advise_name(tried, taken=taken).rpartition('to "')[2].removesuffix('".')
        assert advised not in taken or not any(sign.isalnum() for sign in tried) or advised == "sam-okoro.md"


@given(st.text(max_size=40))
def test_any_name_is_judged(name: str) -> None:
    assert is_of_a_system(name) in {True, False}
    assert why_passed_over(name) == why_passed_over(name.lower())
    assert find_original(name, {name}) == ""


def test_a_theme_is_read_without_what_systems_leave_in_it(tmp_path: Path) -> None:
    theme = load_theme(PROJECT_DIR / "themes", "liaison")
    copy = Path(shutil.copytree(PROJECT_DIR / "themes", tmp_path / "themes"))
    for folder in [copy / "liaison", *(one for one in (copy / "liaison").rglob("*") if one.is_dir())]:
        for name in ("Thumbs.db", "desktop.ini", "Icon\r", "site.css.orig"):
            (folder / name).write_bytes(b"x")
    assert load_theme(copy, "liaison").fingerprint == theme.fingerprint
