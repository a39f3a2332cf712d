"""What a camera wrote into a photograph is cut out of the file in the content, and the picture stays the same."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import cli
from site_builder.content.photo_metadata import CannotClean, without_metadata
from site_builder.site.rendering.photos.decoding import open_photo
from tests.sites import write_files
from tests.test_editing import Desk, desk  # noqa: F401 (a fixture)
from tests.test_photos import (
    FORMATS,
    SECRET,
    SMALL_PHOTOS,
    every_secret,
    exif,
    halves,
    saved,
    site_with_photo,
)


def shown(content: bytes) -> bytes:
    """Return the pixels of a photograph as they are drawn: upright, and in the colours that were meant."""
    return open_photo(content, 480).tobytes()


@pytest.mark.parametrize("kind", FORMATS)
def test_everything_but_the_picture_and_its_colours_is_cut_out(kind: str) -> None:
    photo = every_secret(kind)
    cleaned = without_metadata(photo)
    assert photo.count(SECRET) >= 3
    assert cleaned.count(SECRET) <= 1  # in the colour profile, which is kept
    assert [sign for sign in (b"xmp", b"ns.adobe", b"tEXt", b"zTXt", b"iTXt") if sign in cleaned] == []
    assert without_metadata(cleaned) == cleaned
    assert shown(cleaned) == shown(photo)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_is_turned_as_before(kind: str, orientation: int) -> None:
    photo = saved(halves(size=(160, 120)), kind, exif=exif(orientation))
    cleaned = without_metadata(photo)
    assert SECRET in photo and SECRET not in cleaned
    assert shown(cleaned) == shown(photo)


def test_the_film_and_the_smaller_picture_behind_the_end_go_too() -> None:
    photo = saved(halves(), "JPEG", exif=exif())
    assert without_metadata(photo + b"\x00\x00\x00\x18ftypmp42" + SECRET) == without_metadata(photo)


@given(st.sampled_from(FORMATS), st.integers(0, 2_000), st.integers(0, 255), st.integers(0, 2_000))
def test_a_damaged_photo_is_cleaned_or_refused_and_never_more_than_that(
    kind: str, place: int, value: int, end: int
) -> None:
    photo = bytearray(SMALL_PHOTOS[kind])
    photo[place % len(photo)] = value
    for damaged in (bytes(photo), bytes(photo[:end])):
        with suppress(CannotClean):
            assert len(without_metadata(damaged)) <= len(damaged) + 60


def test_a_photo_of_a_phone_is_told_and_mended_and_then_the_site_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = site_with_photo("IMG_1.jpg", saved(halves(), "JPEG", exif=exif(6)))
    write_files(tmp_path / "content", files)
    build = ("build", "--content", "content", "--output", "public", "--as-of", "2026-11-22")
    assert cli.main([*build]) == 1
    assert "[photo-metadata]" in capsys.readouterr().err
    cli.main([*build, "--fix"])
    said = capsys.readouterr()
    assert "content/officers/IMG_1.jpg: what the camera wrote into it is taken out" in said.err
    assert "[photo-metadata]" not in said.err
    assert SECRET not in (tmp_path / "content/officers/IMG_1.jpg").read_bytes()


def test_a_new_officers_photo_is_cleaned_with_the_first_command(desk: Desk) -> None:  # noqa: F811
    (desk.content / "officers/robin.jpg").write_bytes(saved(halves(), "JPEG", exif=exif()))
    answers = {
        "name": "Robin Hale", "role": "Liaison officer", "boroughs": "south", "state": "in-post", "basis": "consent",
        "source-publisher": "Example Gazette", "source-published": "2026-10-01", "consent-by": "Robin",
        "consent-on": "2026-11-01", "consent-review-by": "2027-11-01", "consent-fields": "photo",
        "photo-file": "robin.jpg", "photo-alt": "Robin smiling",
    }  # fmt: skip
    words = [word for flag, answer in answers.items() for word in (f"--{flag}", answer)]
    code, said, errors = desk.run("new", "officer", *words, "--tidy-area")
    assert code == 0, errors
    assert "officers/robin.jpg (what the camera wrote into it is taken out)" in said
    assert SECRET not in desk.files()["officers/robin.jpg"]
