"""A photograph from any phone becomes small, square and upright, and nothing of the old file is left in it."""

import datetime
import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from pillow_heif import from_pillow
from playwright.sync_api import Browser
from pydantic_core import PydanticCustomError

from site_builder.content.focus_point import read_focus
from site_builder.content.photo_metadata import without_metadata
from site_builder.content.sources import SourceFile
from site_builder.findings.diagnostics import Diagnostic
from site_builder.pipeline import BuildOptions, Built, build_site
from site_builder.publish.output.photo_cache import PhotoCache
from site_builder.site.pages.job import PhotoJob
from site_builder.site.pages.portraits import plan_photo
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.photos.decoding import MOST_PIXELS
from site_builder.site.rendering.photos.formats import READABLE
from site_builder.site.rendering.photos.renditions import MOST_BYTES, render_photo
from tests.conftest import PROJECT_DIR
from tests.sites import officer, small_site, write_files

THEMES_DIR = Path(__file__).resolve().parent.parent / "themes"
SECRET = b"Flat 7, 51.5033 north"
FORMATS = sorted(READABLE)
RED, BLUE, WHITE, GREEN = (220, 30, 30), (30, 30, 220), (255, 255, 255), (0, 255, 0)
ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825


def job(content: bytes, focus: tuple[float, float] | None = None, name: str = "sam.jpg") -> PhotoJob:
    return plan_photo("sam", SourceFile(f"content/officers/{name}", f"officers/{name}", content), focus)


def drawn(content: bytes, focus: tuple[float, float] | None = None) -> tuple[Artifact, ...]:
    """Return the files of a photograph that nothing is wrong with."""
    files, found = render_photo(job(content, focus))
    assert found == ()
    return files


def refused(content: bytes) -> str:
    """Return what a person is told about a file that cannot be drawn."""
    files, found = render_photo(job(content))
    assert files == ()
    (finding,) = found
    return f"{finding.message} {finding.hint} [{finding.rule}]"


def seen(content: bytes, focus: tuple[float, float] | None = None) -> Image.Image:
    """Return a drawn photograph as a browser without newer formats shows it."""
    return Image.open(io.BytesIO(drawn(content, focus)[-1].content)).convert("RGB")


def saved(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    stream = io.BytesIO()
    if kind == "HEIF":
        from_pillow(picture).save(stream, quality=90, **options)
    else:
        picture.save(stream, kind, **options)
    return stream.getvalue()


def halves(left: tuple[int, ...] = RED, right: tuple[int, ...] = BLUE, size: tuple[int, int] = (800, 600)):
    picture = Image.new("RGB", size, left)
    picture.paste(right, (size[0] // 2, 0, *size))
    return picture


def near(picture: Image.Image, point: tuple[int, int], colour: tuple[int, ...]) -> bool:
    got = picture.getpixel(point)
    return all(abs(one - other) < 24 for one, other in zip(got, colour, strict=True))


def exif(orientation: int = 1) -> bytes:
    marks = Image.Exif()
    marks[DESCRIPTION] = SECRET.decode()
    marks[ORIENTATION] = orientation
    marks.get_ifd(GPS)[29] = SECRET.decode()
    return marks.tobytes()


def jpeg_segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def spoken_profile(description: bytes = SECRET) -> bytes:
    """Return a colour profile with `description` in an unknown part at its end."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + description
    return len(profile).to_bytes(4) + profile[4:]


def every_secret(kind: str) -> bytes:
    """Return a picture with a secret in every place that its format has for one."""
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    picture = halves()
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", SECRET.decode())
        notes.add_text("Packed", SECRET.decode(), zip=True)
        notes.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return saved(picture, kind, exif=exif(), pnginfo=notes, icc_profile=spoken_profile()) + SECRET
    content = saved(picture, kind, exif=exif(), xmp=xmp, icc_profile=spoken_profile())
    if kind == "JPEG":
        notes = jpeg_segment(0xFE, SECRET) + jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + xmp)
        content = content[:2] + notes + content[2:]
    return content + SECRET


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_that_a_camera_wrote_is_left(kind: str) -> None:
    photo = every_secret(kind)
    assert photo.count(SECRET) >= 3
    for file in drawn(photo):
        traces = (
            SECRET,
            SECRET.decode().encode("utf-16-le"),
            b"Exif\x00",
            b"xmp",
            b"ns.adobe",
            b"ICC",
            b"prof",
        )
        assert [trace for trace in traces if trace in file.content] == []
        assert {"exif", "xmp", "icc_profile", "comment", "photoshop"}.isdisjoint(
            Image.open(io.BytesIO(file.content)).info
        )


@pytest.mark.parametrize("kind", FORMATS)
def test_a_photo_in_any_format_becomes_six_light_squares(kind: str) -> None:
    files = drawn(saved(halves(), kind))
    made = [
        (Image.open(io.BytesIO(file.content)).format, Image.open(io.BytesIO(file.content)).size)
        for file in files
    ]
    assert made == [(name, (side, side)) for name in ("AVIF", "WEBP", "JPEG") for side in (240, 480)]
    assert max(len(file.content) for file in files) <= MOST_BYTES
    assert [file.path.rpartition(".")[2] for file in files] == ["avif", "avif", "webp", "webp", "jpg", "jpg"]


def test_the_busiest_picture_is_light_too() -> None:
    noise = Image.effect_noise((1000, 1000), 90).convert("RGB")
    assert max(len(file.content) for file in drawn(saved(noise, "PNG"))) <= MOST_BYTES


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_phone_was_held(orientation: int) -> None:
    upright = Image.new("RGB", (600, 600), RED)
    upright.paste(BLUE, (300, 0, 600, 300))
    upright.paste(WHITE, (0, 300, 300, 600))
    turned = {  # how a camera held like that stores it: the way back from what EXIF 2.3 says
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    stored = upright.transpose(turned) if turned is not None else upright
    picture = seen(saved(stored, exif=exif(orientation), quality=95))
    corners = [(20, 20), (460, 20), (20, 460), (460, 460)]
    assert [near(picture, *pair) for pair in zip(corners, (RED, BLUE, WHITE, RED), strict=True)] == [True] * 4


def test_a_broken_note_on_which_way_is_up_does_not_lose_the_photo() -> None:
    photo = saved(halves())
    assert drawn(photo[:2] + jpeg_segment(0xE1, b"Exif\x00\x00MM\x00*\xff\xff") + photo[2:])


def test_colours_are_those_that_the_camera_meant() -> None:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * profile[131], 12)}
    red, green = tags[b"rXYZ"] + 4, tags[b"gXYZ"] + 4  # exchange what the profile calls red and green
    profile[red : red + 8], profile[green : green + 8] = profile[green : green + 8], profile[red : red + 8]
    red_by_number = Image.new("RGB", (600, 600), (255, 0, 0))
    assert near(seen(saved(red_by_number, "PNG", icc_profile=bytes(profile))), (200, 200), GREEN)
    assert near(seen(saved(red_by_number, "PNG", icc_profile=b"no profile")), (200, 200), (255, 0, 0))


def test_what_is_transparent_becomes_a_neutral_grey() -> None:
    for picture in (Image.new("RGBA", (500, 500), (255, 0, 0, 0)), Image.new("LA", (500, 500), (0, 0))):
        assert near(seen(saved(picture, "PNG")), (100, 100), (238, 238, 238))
    palette = Image.new("P", (500, 500), 3)
    palette.putpalette([0, 0, 0, 50, 50, 50, 90, 90, 90, 255, 0, 0])
    assert near(seen(saved(palette, "PNG", transparency=3)), (100, 100), (238, 238, 238))


@pytest.mark.parametrize(
    ("picture", "kind", "colour"),
    [
        (Image.new("CMYK", (500, 500), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (Image.new("L", (500, 500), 90), "JPEG", (90, 90, 90)),
        (Image.new("1", (500, 500), 1), "PNG", WHITE),
        (Image.new("I;16", (500, 500), 100 * 256), "PNG", (100, 100, 100)),
    ],
    ids=["print colours", "grey", "black and white", "sixteen bits"],
)
def test_every_way_to_store_a_colour_is_read(
    picture: Image.Image, kind: str, colour: tuple[int, ...]
) -> None:
    assert near(seen(saved(picture, kind)), (100, 100), colour)


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "AVIF"])
def test_of_a_moving_picture_the_first_is_shown(kind: str) -> None:
    first, then = Image.new("RGB", (500, 500), RED), Image.new("RGB", (500, 500), BLUE)
    film = saved(first, kind, save_all=True, append_images=[then], duration=100)
    assert near(seen(film), (240, 240), RED)


def test_a_jpeg_with_a_second_picture_inside_shows_the_first() -> None:
    both = saved(halves(RED, RED), "MPO", save_all=True, append_images=[halves(BLUE, BLUE)])
    assert near(seen(both), (240, 240), RED)


@pytest.mark.parametrize(
    ("focus", "left", "right"),
    [(None, RED, BLUE), ((0, 50), RED, RED), ((100, 50), BLUE, BLUE), ((50, 50), RED, BLUE)],
)
def test_the_focus_stays_in_the_picture(
    focus: tuple[float, float] | None, left: object, right: object
) -> None:
    picture = seen(saved(halves(size=(1200, 500)), quality=95), focus)
    assert near(picture, (20, 240), left)
    assert near(picture, (460, 240), right)


def test_without_a_focus_a_tall_photo_is_cut_a_little_above_its_centre() -> None:
    tall = Image.new("RGB", (600, 900), RED)
    tall.paste(BLUE, (0, 0, 600, 100))  # the square begins below this at 105
    tall.paste(WHITE, (0, 710, 600, 900))  # and ends above this at 705
    picture = seen(saved(tall, quality=95))
    assert near(picture, (240, 8), RED)
    assert near(picture, (240, 470), RED)


def test_a_photo_of_48_million_pixels_is_drawn() -> None:
    assert drawn(saved(Image.new("RGB", (8064, 6048), RED)))


def test_a_jpeg_of_thousands_of_scans_is_refused_before_it_is_unpacked() -> None:
    content = saved(Image.new("RGB", (2000, 2000), RED), progressive=True)
    last = content[content.rindex(b"\xff\xda") : -2]
    assert drawn(content[:-2] + last * 20 + content[-2:])
    assert refused(content[:-2] + last * 2000 + content[-2:]).startswith(
        "This picture is packed in far too many layers."
    )


@pytest.mark.nightly
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says in kilobytes how much memory was taken")
@pytest.mark.parametrize("form", sorted(MOST_PIXELS))
def test_the_largest_picture_of_each_format_takes_at_most_256_megabytes(form: str, tmp_path: Path) -> None:
    side = int(MOST_PIXELS[form] ** 0.5)
    picture = Image.radial_gradient("L").resize((side, side))
    colours = picture.convert("RGB")
    if form != "JPEG":
        colours.putalpha(picture)
    options = {
        "JPEG": {"progressive": True},
        "AVIF": {"speed": 10},
        "WEBP": {"method": 0},
        "PNG": {},
        "HEIF": {},
    }
    (tmp_path / "large").write_bytes(saved(colours, form, **options[form]))
    script = (
        "import resource, sys; from pathlib import Path; import PIL.ImageCms, PIL.ImageOps, pillow_heif;"
        "from site_builder.site.rendering.photos.decoding import open_photo;"
        "taken = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "content = Path(sys.argv[1]).read_bytes(); before = taken(); open_photo(content, 800);"
        "print((taken() - before) // 1024)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "large")]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT_DIR)
    assert int(told.stdout) <= 256


def png_claiming(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\x00\x00\x00\x00IDAT"


def webp_claiming(kind: bytes, width: int, height: int) -> bytes:
    if kind == b"VP8X":
        body = b"\x10\x00\x00\x00" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    elif kind == b"VP8L":
        body = b"\x2f" + ((height - 1) << 14 | (width - 1)).to_bytes(4, "little") + bytes(8)
    else:
        body = b"\x30\x01\x00\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(8)
    chunk = kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


AS_JPEG = "Open it on your computer and save it as JPEG. [bad-photo]"
FROM_INSIDE = "Open it, and save the picture in it as JPEG. [bad-photo]"
MAY_SAY_WHY = "Open it: it may say why the picture did not come. Then save the picture as JPEG. [bad-photo]"
AGAIN = "Copy it once more from the phone or camera, or save it again as JPEG. [bad-photo]"
SMALLER = "Save it as JPEG with at most 64 million pixels. 2,000 by 2,000 is plenty. [bad-photo]"
DAMAGED = f"This picture is damaged: part of it may be missing. {AGAIN}"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", f"This file is empty. {AGAIN}"),
        (b"\x01\x02not a picture", f"This file is not a picture we can read. {AS_JPEG}"),
        (b'<?xml version="1.0"?><svg xmlns="x"/>', f"This is a drawing (SVG), not a photo. {AS_JPEG}"),
        (b"<!DOCTYPE html><title>Sign in</title>", f"This is a web page, not a photo. {MAY_SAY_WHY}"),
        (b"PK\x03\x04rest", f"This is a Zip or Word file, not a photo. {FROM_INSIDE}"),
        (b"%PDF-1.7", f"This is a PDF, not a photo. {AS_JPEG}"),
        (b"GIF89a", f"This is a GIF, not a photo. {AS_JPEG}"),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", f"This is a film, not a photo. {AS_JPEG}"),
        (b"\xff\xd8\xff", DAMAGED),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", DAMAGED),
        (png_claiming(9000, 9000), f"This picture has 9,000 by 9,000 pixels, which is too many. {SMALLER}"),
        (png_claiming(90_000, 90_000), f"This picture has too many pixels. {SMALLER}"),
        *(
            (
                webp_claiming(kind, 16_000, 16_000),
                f"This picture has 16,000 by 16,000 pixels, which is too many. {SMALLER}",
            )
            for kind in (b"VP8X", b"VP8L", b"VP8 ")
        ),
    ],
    ids=[
        "empty",
        "unknown bytes",
        "drawing",
        "web page",
        "zip",
        "PDF",
        "GIF",
        "film",
        "JPEG",
        "HEIC",
        "large",
        "huge",
        "WebP with more",
        "WebP without loss",
        "WebP",
    ],
)
def test_what_is_no_photo_is_said_with_the_cure(content: bytes, told: str) -> None:
    assert refused(content) == told


@pytest.mark.parametrize(
    ("content", "what", "cure"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "a note of Git LFS", "git lfs pull"),
        (b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X", "a note of macOS", "Delete it."),
        (b"bplist00\xd4", "a note of iCloud", "download the picture itself"),
        (
            b"[InternetShortcut]\r\nURL=https://www.example.org/",
            "a shortcut to a web page",
            "save the picture itself",
        ),
        (b"L\x00\x00\x00\x01\x14\x02\x00\x00", "a shortcut to another file", "Copy the picture itself"),
        (b"data:image/jpeg;base64,/9j/4AAQ", "a picture written out as letters", "as JPEG"),
        (b"---\nname: Sam\n---\n", "a page of this site", "ends in .md"),
        (
            b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
            "an answer of a server",
            "as JPEG",
        ),
        (b'{"error": "not found"}', "an answer of a server", "as JPEG"),
        (b"\xff\x0a\xfa\x7f", "a JPEG XL", "as JPEG"),
        (b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom", "a raw picture of a camera", "as JPEG"),
        (b"RIFF\x24\x00\x00\x00AVI LIST", "a film", "as JPEG"),
        (b"\x1a\x45\xdf\xa3\x01", "a film", "as JPEG"),
        (b"\x1f\x8b\x08\x00", "a packed file", "as JPEG"),
        (bytes(5_000), "only zeros", "Copy it once more"),
        (b" \r\n", "is empty", "Copy it once more"),
        (b"\xef\xbb\xbf---\r\nname: Sam\r\n", "a page of this site", "ends in .md"),
        (b"<!-- " + b"x" * 3_000 + b" --><html>", "a web page", "may say why"),
        (b"<h1>Not Found \xa3</h1>", "a web page", "may say why"),
        ("\ufeff<!DOCTYPE html>".encode("utf-16-le"), "a web page", "may say why"),
        (b"Access denied", "a text", "may say why"),
        (b'[\n  {"error": "expired"}]', "an answer of a server", "may say why"),
        (b"From: Sam <sam@example.org>\r\nSubject: photo\r\n", "an email", "came with it"),
        (b"/annex/objects/SHA256E-s31390--f50d.jpg\n", "git-annex", "git annex get"),
        (b"<<<<<<< HEAD\nversion https://git-lfs.github.com/spec/v1\n", "Git LFS", "git lfs pull"),
        (b"../photos/sam.jpg", "the name of another file", "Copy the picture itself"),
        (b"book\x00\x00\x00\x00mark\x00", "a shortcut to another file", "Copy the picture itself"),
        (b"iVBORw0KGgoAAAANSUhEUgAA\n", "a picture written out as letters", "as JPEG"),
        (b"\xd0\xcf\x11\xe0" + bytes(90) + "Catalog".encode("utf-16-le"), "that Windows made", "Delete it"),
        (b"\x89PNG\n\x1a\n\x00", "sent as if it were text", "as a file"),
        (saved(halves()).decode("latin-1").encode(), "sent as if it were text", "as a file"),
        (saved(halves()).decode("utf-8", "replace").encode(), "sent as if it were text", "as a file"),
        (b"\x00\x00\x00\x08wide\x00\x00\x00\x00mdat", "a film", "as JPEG"),
    ],
)
def test_a_file_that_only_has_the_name_of_a_picture_says_what_it_is_and_what_to_do(
    content: bytes, what: str, cure: str
) -> None:
    said = refused(content)
    assert what in said
    assert cure in said


@pytest.mark.parametrize("kind", FORMATS)
def test_a_photo_that_was_cut_short_is_damaged(kind: str) -> None:
    noisy = Image.effect_noise((500, 500), 90).convert("RGB")
    photo = saved(noisy, kind)
    assert refused(photo[: len(photo) // 2]) == DAMAGED


def test_a_picture_too_small_is_drawn_with_a_warning() -> None:
    files, found = render_photo(job(saved(halves(size=(200, 100)))))
    assert len(files) == 6
    assert [str(finding) for finding in found] == [
        "content/officers/sam.jpg: warning: This picture has only 200 by 100 pixels, so it will look blurred. "
        "Use one with at least 480 by 480. [bad-photo]"
    ]


SMALL_PHOTOS = {kind: saved(halves(size=(64, 48)), kind, exif=exif()) for kind in FORMATS}


@hypothesis_settings(max_examples=150)
@given(
    st.sampled_from(FORMATS),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=5),
    st.floats(0, 1),
)
def test_broken_bytes_are_a_finding_or_a_picture(
    kind: str, spots: list[tuple[float, bytes]], kept: float
) -> None:
    photo = SMALL_PHOTOS[kind]
    for share, spoiled in spots:
        at = int(share * len(photo))
        photo = photo[:at] + spoiled + photo[at + len(spoiled) :]
    files, found = render_photo(job(photo[: int(len(photo) * max(kept, 0.5))]))
    assert files or found
    assert all(finding.rule == "bad-photo" and finding.hint for finding in found)


def test_the_same_photo_is_drawn_to_the_same_bytes() -> None:
    grain = saved(Image.effect_noise((700, 700), 12).convert("RGB"), "PNG")
    assert drawn(grain) == drawn(grain)


def test_another_photo_or_focus_has_another_address() -> None:
    photo, other = saved(halves()), saved(halves(BLUE, RED))
    jobs = (job(photo), job(other), job(photo, (10, 10)))
    assert len({file.path for one in jobs for file in one.files}) == 18
    assert job(photo, (50.0, 45.0)).files == job(photo).files


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


@pytest.fixture
def cached(tmp_path: Path) -> tuple[PhotoCache, PhotoJob, Path]:
    """A cache that remembers one photograph, the job of that, and its entry."""
    cache, one = PhotoCache(tmp_path / "photos"), job(saved(halves()))
    cache.render(one)
    (entry,) = entries(tmp_path / "photos")
    return cache, one, entry


def test_a_remembered_photo_is_not_drawn_again(cached: tuple[PhotoCache, PhotoJob, Path]) -> None:
    cache, one, entry = cached
    assert cache.render(one) == render_photo(one)
    body = entry.read_bytes().partition(b"\n")[2]
    marked = body[:-4] + b"mark"
    entry.write_bytes(sha256(marked).hexdigest().encode() + b"\n" + marked)
    assert cache.render(one)[0][-1].content.endswith(b"mark")


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:-1],
        lambda whole: whole[:200] + b"?" + whole[201:],
        lambda whole: b"0" * 64 + whole[64:],
        lambda whole: b"\n" * 9,
    ],
    ids=["empty", "cut short", "one byte", "checksum", "lines"],
)
def test_a_damaged_entry_is_drawn_anew(
    damage: Callable[[bytes], bytes], cached: tuple[PhotoCache, PhotoJob, Path]
) -> None:
    cache, one, entry = cached
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert cache.render(one) == render_photo(one)
    assert entry.read_bytes() == whole


def test_another_focus_is_another_entry(cached: tuple[PhotoCache, PhotoJob, Path]) -> None:
    cache, one, entry = cached
    cache.render(job(one.content, (10, 10)))
    assert len(entries(entry.parent)) == 2


def test_what_is_not_used_is_forgotten_and_strangers_are_left(
    cached: tuple[PhotoCache, PhotoJob, Path],
) -> None:
    cache, one, entry = cached
    other = job(saved(halves(BLUE, RED)))
    cache.render(other)
    write_files(entry.parent, {"half.part": "interrupted", "notes.txt": "not ours"})
    cache.forget_others([one])
    assert entries(entry.parent) == sorted([entry, entry.parent / "notes.txt"])
    cache.forget_others([])
    assert entries(entry.parent) == [entry.parent / "notes.txt"]


def test_a_finding_is_told_every_time(tmp_path: Path) -> None:
    cache, small = PhotoCache(tmp_path / "photos"), job(saved(halves(size=(200, 100))))
    told = [cache.render(small)[1] for _ in range(2)]
    assert told[0] == told[1] != ()


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    in_the_way = tmp_path / "photos"
    in_the_way.write_text("a file where the folder should be")
    cache, one = PhotoCache(in_the_way), job(saved(halves()))
    assert cache.render(one) == render_photo(one)
    cache.forget_others([])
    assert in_the_way.is_file()


PHOTO_LINES = (
    "email: team@example.org\nchecked: {on: 2026-11-01, by: us, how: rang}\n"
    "photo:\n  file: {file}\n  alt: Ada, smiling\n"
)


def site_with_photo(file: str, content: bytes, more: str = "") -> dict[str, str | bytes]:
    lines = PHOTO_LINES.replace("{file}", file) + more
    agreed = officer("Ada Wenlock", "north", more=lines).replace("text, body]", "text, body, photo]")
    return {**small_site(ada=agreed), f"officers/{file}": content}


def whatever_pages_weigh(files: dict[str, str | bytes]) -> dict[str, str | bytes]:
    """Return the files with settings that leave the weight of pages, which other tests measure, out of it."""
    settings = str(files["site.yaml"]).replace(
        "uncovered-area: warning", "uncovered-area: warning, heavy-page: notice"
    )
    return {**files, "site.yaml": settings}


def build(tmp_path: Path, files: dict[str, str | bytes]) -> Built:
    """Build a site of these files into ``public``, with a cache beside it."""
    content = tmp_path / "content"
    for old in sorted(content.rglob("*.*")):
        old.unlink()
    options = BuildOptions(
        write_files(content, whatever_pages_weigh(files)),
        tmp_path / "public",
        THEMES_DIR,
        "liaison",
        datetime.date(2026, 11, 22),
        cache_dir=tmp_path / "cache/photos",
    )
    return build_site(options, lambda things, label, count: iter(things))


def about_photos(built: Built) -> list[str]:
    """Return what is told about photographs."""
    words = ("photo", "picture", "Picture", "focus")
    return [_line(found) for found in built.findings.sorted() if any(word in _line(found) for word in words)]


def _line(found: Diagnostic) -> str:
    """Return a finding with the name of its file alone."""
    return str(found).removeprefix(found.place.path.rpartition("/")[0] + "/")


def test_a_photo_from_a_phone_stands_on_the_page_in_three_formats(tmp_path: Path) -> None:
    built = build(tmp_path, site_with_photo("IMG_0123.HEIC", without_metadata(every_secret("HEIF"))))
    assert built.published, built.findings.sorted()
    page = (tmp_path / "public/officers/ada/index.html").read_text("utf-8")
    stem = (
        next((tmp_path / "public/officers/ada").glob("*.avif"))
        .name.removesuffix("-large.avif")
        .removesuffix(".avif")
    )
    at = f"/officers/ada/{stem}"
    assert f'<source type="image/avif" srcset="{at}.avif 1x, {at}-large.avif 2x">' in page
    assert f'<source type="image/webp" srcset="{at}.webp 1x, {at}-large.webp 2x">' in page
    assert (
        f'src="{at}.jpg" srcset="{at}.jpg 1x, {at}-large.jpg 2x" width="240" height="240" alt="Ada, smiling"'
        in page
    )
    published = b"".join(file.read_bytes() for file in (tmp_path / "public").rglob("*") if file.is_file())
    assert SECRET not in published


def test_a_person_who_is_taken_down_leaves_the_cache_with_the_next_good_build(tmp_path: Path) -> None:
    files = site_with_photo("ada.jpg", saved(halves()))
    assert build(tmp_path, files).published
    cache = tmp_path / "cache/photos"
    assert len(entries(cache)) == 1
    assert not build(tmp_path, {**files, "pages/officers.md": "---\ntitle:no\n---\n"}).published
    assert len(entries(cache)) == 1
    assert build(tmp_path, dict(small_site())).published
    assert entries(cache) == []
    assert list((tmp_path / "public").rglob("photo-*")) == []


def test_with_a_cache_and_without_the_site_is_the_same(tmp_path: Path) -> None:
    files = site_with_photo("ada.png", saved(halves(), "PNG"))
    first = build(tmp_path, files)
    again = build(tmp_path, files)
    assert first.changes is not None
    assert again.changes is not None
    assert again.changes.is_empty


FOCUS_LIKE = "Write two numbers: how far from the left, then how far from the top, like 50% 30%."


def test_a_bad_focus_is_told_at_its_line(tmp_path: Path) -> None:
    built = build(tmp_path, site_with_photo("ada.jpg", saved(halves()), "  focus: 130% 20%\n"))
    told = '"130% 20%" lies outside the picture. Both numbers go from 0% to 100%.'
    assert about_photos(built) == [f"ada.md:11:10: error: {told} {FOCUS_LIKE} [bad-value]"]


@pytest.mark.parametrize("written", ["left", "30%", "-5% 20%", "30%20%", "1 2 3", "५ ६", ""])
def test_what_is_no_focus_is_refused(written: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        read_focus(written)
    assert refusal.value.type == "bad-value"
    assert refusal.value.context == {
        "message": f'"{written}" is not a point in a picture.',
        "hint": FOCUS_LIKE,
        "field": "",
        "mended": "",
    }


@pytest.mark.parametrize("written", ["10% 50%", "10 50", "10%, 50%", "10,50", "10.0%  50.0 %"])
def test_a_focus_is_read_however_it_is_written(written: str) -> None:
    assert read_focus(written) == (10.0, 50.0)


def test_the_focus_of_the_file_reaches_the_page(tmp_path: Path) -> None:
    photo = saved(halves(size=(1200, 500)), quality=95)
    assert build(tmp_path, site_with_photo("ada.jpg", photo, "  focus: 0% 50%\n")).published
    shown = next((tmp_path / "public/officers/ada").glob("*-large.jpg"))
    assert near(Image.open(shown), (460, 240), RED)


def test_a_photo_needs_the_consent_of_the_officer(tmp_path: Path) -> None:
    files = site_with_photo("ada.jpg", saved(halves()))
    agreed = str(files["officers/ada.md"])
    silent = {**files, "officers/ada.md": agreed.replace(", photo]", "]")}
    assert about_photos(build(tmp_path, silent)) == [
        'ada.md:8:1: error: "photo" may not be shown: the officer has not consented to it. Delete it, or add "photo" to '
        "the fields of the consent once the officer agrees. [field-outside-basis]"
    ]
    start, end = agreed.index("basis: consent"), agreed.index("fields: [")
    named = agreed[:start] + "basis: published\n" + agreed[agreed.index("\n", end) + 1 :]
    assert any(
        '"photo" may not be shown' in line
        for line in about_photos(build(tmp_path, {**files, "officers/ada.md": named}))
    )
    undated = {**files, "officers/ada.md": agreed.replace("on: 2026-01-01, ", "")}
    assert not build(tmp_path, undated).published


def test_a_photo_needs_words_for_people_who_cannot_see_it(tmp_path: Path) -> None:
    files = site_with_photo("ada.jpg", saved(halves()))
    files["officers/ada.md"] = str(files["officers/ada.md"]).replace("  alt: Ada, smiling\n", "  alt:\n")
    assert not build(tmp_path, files).published


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "channels/bo.JPG",
            "bo.JPG: error: Pictures belong to officers, and this one is in channels/. Move it into officers/. "
            "[unexpected-file]",
        ),
        (
            "officers/bo.GIF",
            "bo.GIF: error: A photo of an officer cannot be a .gif file. Save it as JPEG, so that its name ends in "
            ".jpg. [unexpected-file]",
        ),
    ],
)
def test_a_picture_in_the_wrong_place_or_form_is_told(name: str, told: str, tmp_path: Path) -> None:
    files = {**small_site(), name: b"GIF89a"}
    found = [_line(finding) for finding in build(tmp_path, files).findings.sorted()]
    assert told in found


def test_a_browser_loads_one_file_for_a_photo(tmp_path: Path, browser: Browser, serve: Callable) -> None:
    assert build(tmp_path, site_with_photo("ada.jpg", saved(halves()))).published
    with serve(tmp_path / "public") as base_url:
        page = browser.new_page(device_scale_factor=2, viewport={"width": 375, "height": 700})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{base_url}/officers/ada/", wait_until="networkidle")
        shown = page.locator("img[alt='Ada, smiling']")
        assert (
            shown.evaluate("image => image.naturalWidth") == 240
        )  # 480 pixels for a screen of twice the density
        facts = page.locator(".officer-profile__facts").bounding_box()
        assert shown.bounding_box()["x"] == facts["x"]  # nothing unseen stands beside it
        page.close()
    assert [url.rpartition("-")[2] for url in asked if "photo-" in url] == ["large.avif"]
