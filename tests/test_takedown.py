"""A person who is taken out is gone from everything that is published, and "Done" is said only then."""

import gzip
import io
import json
import re
import shutil
import sqlite3
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
import zstandard
from PIL import Image

from site_builder import cli
from site_builder.content.traces.person_in_text import Person
from site_builder.content.traces.search import Found, search_files
from site_builder.publish.output.manifest import read_manifest
from site_builder.site.checks.addresses import Ground
from site_builder.site.checks.site_checks import check_site, finish_site
from site_builder.site.rendering.artifact import Artifact
from tests.deployed_sites import publish_version, read_folder, words
from tests.sites import officer, small_site, write_files

NAME = "Zoë O’Neill-Smith"
ZOE = Person.of_words((NAME, "zoe-oneill-smith", "07700 900123"))
Told = Callable[..., tuple[int, str]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Run a command in an empty folder; return its exit code and all its words."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> tuple[int, str]:
        exit_code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return exit_code, captured.out + captured.err

    return run


# what is searched


def zipped(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def mail(text: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = f"About {text}"
    message.set_content(text, cte="base64")
    return message.as_bytes()


def database(text: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE a (b BLOB)")
        connection.execute("INSERT INTO a VALUES (?)", (b"\x00\x01" + zlib.compress(text.encode()),))
        connection.commit()
        return connection.serialize()


def pdf(text: str) -> bytes:
    """Return a page that is drawn with glyphs of a font of its own, in two pieces and packed."""
    glyphs = {letter: number for number, letter in enumerate(dict.fromkeys(text), 1)}
    letters = "\n".join(f"<{number:04X}> <{ord(letter):04X}>" for letter, number in glyphs.items())
    font = f"begincmap\n{len(glyphs)} beginbfchar\n{letters}\nendbfchar\nendcmap".encode()
    pieces = ["".join(f"{glyphs[letter]:04X}" for letter in part) for part in (text[:7], text[7:])]
    drawn = f"BT /F1 12 Tf <{pieces[0]}> Tj [<{pieces[1]}>] TJ ET".encode()
    streams = [zlib.compress(one) for one in (drawn, font)]
    objects = [
        b"<</Type/Font/ToUnicode 3 0 R>>",
        *(b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(one), one) for one in streams),
        b"<</Font<</F1 1 0 R>>>>",
    ]
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % one for one in enumerate(objects, 1))


def pdf_in_brackets(text: str) -> bytes:
    """Return a page whose glyphs have the numbers of brackets, which need no sign before them where they pair up."""
    font = (
        b"begincmap\n2 beginbfchar\n<28> <%b>\n<29> <>\nendbfchar\nendcmap"
        % text.encode("utf-16-be").hex().encode()
    )
    objects = [b"<</Font<</F1 2 0 R>>>>", b"<</Type/Font/ToUnicode 3 0 R>>"]
    objects += [b"<<>>stream\n%b\nendstream" % one for one in (font, b"BT /F1 12 Tf (()) Tj ET")]
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % one for one in enumerate(objects, 1))


PACKED = {
    "page.html.gz": gzip.compress(NAME.encode()),
    "page.html.br": brotli.compress(NAME.encode()),
    "page.html.zst": zstandard.compress(NAME.encode()),
    "two layers.gz": gzip.compress(gzip.compress(NAME.encode())),
    "two parts.gz": gzip.compress(b"nobody") + gzip.compress(NAME.encode()),
    "list.xlsx": zipped({"xl/sharedStrings.xml": "<t>Zoë</t><t>O’Neill</t><t>-Smith</t>"}),
    "letter.docx": zipped({"word/document.xml": "<r>Zo</r><r>ë O’Ne</r><r>ill-Smith</r>"}),
    "asked.eml": mail(NAME),
    "old.csv": f"name;phone\n{NAME};".encode("cp1252"),
    "notepad.txt": NAME.encode("utf-16"),
    "wide.bin": NAME.encode("utf-16-le"),
    "built.store": database(NAME),
    "poster.pdf": pdf(NAME),
    "brackets.pdf": pdf_in_brackets(NAME),
    "data.json": json.dumps({"text": f"from\n{NAME}"}).encode(),
    "officers/zoe-oneill-smith/photo.jpg": b"\xff\xd8\xff",
}


@pytest.mark.parametrize("path", PACKED)
def test_a_person_is_found_in_a_file_of_every_kind(path: str) -> None:
    assert [one.path for one in search_files([(path, PACKED[path])], ZOE).sure][:1] == [path]


def test_a_picture_is_known_by_its_bytes_under_any_name() -> None:
    from hashlib import sha256

    picture = b"\xff\xd8\xff\xe0 a face"
    person = Person.of_words((NAME, sha256(picture).hexdigest()))
    assert [one.words for one in search_files([("IMG_1.jpg", picture)], person).sure] == [
        "the picture itself"
    ]


@pytest.mark.parametrize("kind", ["gz", "br", "zst", "xlsx", "pdf"])
def test_what_cannot_be_unpacked_is_told(kind: str) -> None:
    path, content = next((path, content) for path, content in PACKED.items() if path.endswith(kind))
    broken = content.replace(b"%PDF-1.7", b"%PDF-1.7 /Encrypt") if kind == "pdf" else content[:-9]
    found = search_files([(path, broken)], ZOE)
    assert found.unread and found.unread[0].startswith(path)


def test_other_files_say_nothing() -> None:
    assert search_files([("a.html", b"<p>Zoey O'Neil</p>"), ("a.bin", bytes(range(256)) * 50)], ZOE) == Found(
        files=2
    )


# the proof


def site_with_zoe(tmp_path: Path, version: int = 1) -> Path:
    """Publish a small site in which only the first version names Zoe: on a page that says nothing in its address."""
    from site_builder.publish.output.publication import publish_site
    from tests.deployed_sites import site_files

    files = site_files(version)
    if version == 1:
        files["boroughs/north/index.html"] += f"<p>{NAME}</p>".encode()
        files["officers/zoe-oneill-smith/photo-1a2b3c4d.avif"] = b"a face"
        files["officers/zoe-oneill-smith/index.html"] = b"somebody"
    publish_site(
        [Artifact(path, content) for path, content in files.items()], tmp_path / "public", about=words()
    )
    return tmp_path / "public"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_files(tmp_path / "content", small_site())


def test_done_is_said_only_when_the_person_is_gone_here_and_from_every_copy_on_the_host(
    told: Told, tmp_path: Path, content: Path
) -> None:
    www = f"folder:{tmp_path / 'www'}"
    ask = ("gone", NAME, "--content", content, "--from", tmp_path / "public", "--host", www)
    for version in (1, 2, 3):
        public = site_with_zoe(tmp_path, version)
        assert told("deploy", www, "--from", public)[0] == 0
        exit_code, said = told(*ask)
        assert (exit_code, "Done" in said) == (1, False)
    assert "/.liaison/kept/" in said and "a copy of officers/zoe-oneill-smith/index.html" in said
    assert "www/officers/zoe-oneill-smith/photo-1a2b3c4d.avif: in its name" in said
    assert told("deploy", www, "--from", public, "--forget")[0] == 0
    exit_code, said = told(*ask)
    assert (exit_code, said.splitlines()[-1]) == (
        0,
        "Done. Nothing of the person was found, here or on the host.",
    )


def test_leftovers_that_git_ignores_drafts_and_mails_are_searched_too(
    told: Told, tmp_path: Path, content: Path
) -> None:
    public = publish_version(tmp_path / "public", 1)
    write_files(content, {"officers/.zoe.md.swp": PACKED["wide.bin"]})
    write_files(tmp_path, {".public.store": PACKED["built.store"], "mails/asked.eml": PACKED["asked.eml"]})
    write_files(tmp_path, {"Officers for Met.CSV": f"Name,Phone\n{NAME},101\n"})
    exit_code, said = told("gone", NAME, "--content", content, "--from", public, "--in", tmp_path / "mails")
    assert exit_code == 1
    for place in (
        "content/officers/.zoe.md.swp",
        ".public.store",
        "mails/asked.eml",
        "Officers for Met.CSV:2",
    ):
        assert f"  {place}: " in said


def test_a_surname_alone_is_looked_at_before_done_is_said(told: Told, tmp_path: Path, content: Path) -> None:
    public = publish_version(tmp_path / "public", 1)
    write_files(content, {"notes.txt": "Ask PC O'Neill-Smith."})
    ask = ("gone", NAME, "--content", content, "--from", public, "--host", f"folder:{tmp_path / 'www'}")
    assert told("deploy", f"folder:{tmp_path / 'www'}", "--from", public)[0] == 0
    exit_code, said = told(*ask)
    assert exit_code == 1 and "Here the surname stands alone" in said and "Done" not in said
    exit_code, said = told(*ask, "--not-them")
    assert exit_code == 0 and "\nDone." in said


def test_what_cannot_be_reached_is_listed_and_without_the_host_it_is_not_done(
    told: Told, tmp_path: Path, content: Path
) -> None:
    exit_code, said = told("gone", NAME, "--content", content, "--from", tmp_path / "public")
    assert exit_code == 0 and "Done" not in said and "The host was not asked" in said
    for place in ("git filter-repo", "Search engines", "Cloudflare", "Actions"):
        assert place in said


@contextmanager
def answering(files: dict[str, bytes], status: int = 200) -> Iterator[str]:
    """Serve these files on this machine; those of a name that ends in .gz are what is sent packed."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/") + ("index.html" if self.path.endswith("/") else "")
            packed = files.get(f"{path}.gz") if "gzip" in self.headers["Accept-Encoding"] else None
            content = packed or files.get(path)
            self.send_response(status if content else 404)
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(content or b"not here")

        def log_message(self, *words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"boroughs/north/index.html": f"<p>{NAME}".encode()}, "boroughs/north/:1: "),
        ({"index.html.gz": gzip.compress(NAME.encode()), "index.html": b"hello"}, "/.gz: "),
        ({"officers/zoe-oneill-smith/index.html": b"moved"}, "zoe-oneill-smith/: it still answers"),
    ],
    ids=["a page", "a packed copy", "a page of their own"],
)
def test_what_the_host_still_shows_is_found_at_its_own_address(
    files: dict[str, bytes], place: str, told: Told, tmp_path: Path, content: Path
) -> None:
    ask = ("gone", NAME, "--content", content, "--from", publish_version(tmp_path / "public", 1), "--url")
    with answering(files) as url:
        exit_code, said = told(*ask, url)
    assert exit_code == 1
    assert f"{place}" in said
    with answering({"index.html": b"hello"}) as url:
        assert told(*ask, url)[0] == 0
    with answering({"index.html": b"busy"}, 503) as url:
        exit_code, said = told(*ask, url)
    assert exit_code == 1 and "it gave no answer" in said


# out of the published site, whatever state things are in


PHOTO = Image.new("RGB", (700, 700), "grey")


def zoe(more: str = "", body: str = "") -> str:
    """Return the file of the officer who goes, with a photograph and a number of their own."""
    fields = f"phone: 020 7946 0999\nphoto: {{file: face.png, alt: Somebody smiling}}\n{more}"
    checked = "checked: {on: 2026-11-01, by: us, how: rang}\n"
    return officer(NAME, "north", more=fields + checked, body=body).replace("[email,", "[photo, email,")


def picture() -> bytes:
    stream = io.BytesIO()
    PHOTO.save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site with Zoe in it, once: its content is `content`, the site `public` beside it."""
    folder = tmp_path_factory.mktemp("built")
    files = small_site(zoe=zoe(), lou=officer("Lou Kim", "south"))
    write_files(folder / "content", files | {"officers/face.png": picture()})
    site = ("--content", folder / "content", "--output", folder / "public", "--as-of", "2026-11-22")
    assert cli.main(["build", *map(str, site)]) == 0
    return folder


@pytest.fixture
def published(told: Told, built: Path, tmp_path: Path) -> Path:
    """A copy of that site, in which commands are run."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path / "public"


SITE = ("--content", "content", "--output", "public", "--as-of", "2026-11-22")
BUILD = ("build", *SITE)
TAKE_DOWN = ("remove", "zoe", "--publish", "--yes", *SITE)
PROOF = (
    "gone",
    NAME,
    "officers/zoe",
    "020 7946 0999",
    "--content",
    "content",
    "--from",
    "public",
    "--in",
    ".",
)


def break_other_file(content: Path) -> None:
    (content / "channels/helpline.md").write_text("---\nname: [\n", "utf-8")


def break_settings(content: Path) -> None:
    (content / "site.yaml").write_text("name: {", "utf-8")


def write_half(content: Path) -> None:
    """Leave the content as a program that was killed and a merge leave it."""
    whole = (content / "officers/zoe.md").read_bytes()
    (content / "officers/.4711.zoe.md.tmp").write_bytes(whole[:100])
    (content / "officers/zoe.md").write_bytes(whole[:90])
    (content / "officers/zoe.md.orig").write_bytes(whole)
    north = content / "pages/boroughs/north.md"
    north.write_text(f"<<<<<<< HEAD\n{north.read_text('utf-8')}=======\nby {NAME}\n>>>>>>> theirs\n", "utf-8")


def add_what_is_not_published_yet(content: Path) -> None:
    write_files(content, {"officers/new.md": officer("Noor New", "far")})
    far = content / "pages/boroughs/far.md"
    far.write_text(far.read_text("utf-8").replace("liaison: {state: unlisted}\n", ""), "utf-8")
    (content / "pages/report.md").write_text("no fields", "utf-8")


def write_in_every_spelling(content: Path) -> None:
    from tests.test_person_in_text import SPELLINGS

    others = [text.replace("zoe-oneill/photo", "zoe/photo") for text in SPELLINGS.values()]
    sentences = "\n\n".join(f"We are here. {text.lstrip('> ')}.".replace("\n> ", "\n") for text in others)
    about = content / "pages/report.md"
    about.write_text(f"{about.read_text('utf-8')}\n{sentences}\n", "utf-8")
    break_other_file(content)


BAD_STATES = [break_other_file, write_half, add_what_is_not_published_yet, write_in_every_spelling]


@pytest.mark.parametrize("spoil", BAD_STATES)
def test_a_person_leaves_the_published_site_though_the_content_does_not_build(
    spoil: Callable[[Path], None], published: Path, told: Told
) -> None:
    before = read_folder(published)
    spoil(published.parent / "content")
    assert told(*BUILD)[0] != 0
    exit_code, said = told(*TAKE_DOWN)
    assert exit_code == 0, said
    assert "officers/zoe/index.html: removed" in said and "\nDone" not in said
    if spoil is write_half:  # who knows which half is right?
        assert re.search(rf"by hand:\n  content/pages/boroughs/north.md:\d+  by {NAME}", said)
        (published.parent / "content/pages/boroughs/north.md").unlink()
    exit_code, said = told(*PROOF, "--not-them")
    assert exit_code == 0, said
    after = read_folder(published)
    assert after.keys() >= {
        path for path in before if not path.startswith(("officers/zoe", "data", "assets"))
    } - {"sitemap.xml"}
    assert after["report/helpline/index.html"] == before["report/helpline/index.html"]
    assert b"101" in after["boroughs/north/index.html"]
    assert read_manifest(published.parent / "public.manifest.json").about.content


def test_where_the_settings_are_broken_neutral_words_stand_in_the_frame_of_the_site(
    published: Path, told: Told
) -> None:
    break_settings(published.parent / "content")
    assert told(*TAKE_DOWN)[0] == 0
    page = (published / "boroughs/north/index.html").read_text("utf-8")
    assert "<h1>This page is not here at the moment</h1>" in page
    for sign in ('href="tel:999"', 'href="tel:101"', "site.", "noindex"):
        assert sign in page
    assert "Northton" not in page
    shutil.rmtree(published.parent / "content")
    assert told(*PROOF[:-2])[0] == 0


def test_a_page_made_anew_leads_nowhere_that_is_not_there(published: Path, told: Told) -> None:
    add_what_is_not_published_yet(published.parent / "content")
    assert told(*TAKE_DOWN)[0] == 0
    files = [Artifact(path, content) for path, content in read_folder(published).items()]
    found = check_site(finish_site(files, Ground("/", "directory.example", "https://www.bbc.co.uk/weather")))
    assert {one.rule for one in found} <= {"broken-sitemap"}
    assert (published / "officers/new/index.html").exists()


@pytest.mark.nightly
def test_nothing_is_kept_beside_the_site_and_packed_copies_are_packed_anew(
    published: Path, told: Told
) -> None:
    settings = published.parent / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8") + "hosting: {compress: [gz, br]}\n", "utf-8")
    assert told(*BUILD)[0] == 0
    break_other_file(published.parent / "content")
    assert told(*TAKE_DOWN)[0] == 0
    packed = published / "officers/index.html.gz"
    assert gzip.decompress(packed.read_bytes()) == (published / "officers/index.html").read_bytes()
    assert not (published.parent / ".public.store").exists()
    assert told(*PROOF)[0] == 0


def test_without_any_content_the_published_site_alone_is_enough(published: Path, told: Told) -> None:
    (published.parent / "content").rename(published.parent / "elsewhere")
    exit_code, said = told(*("zoe" if word == "zoe" else word for word in TAKE_DOWN))
    assert exit_code == 0, said
    (published.parent / "content").mkdir()
    shutil.rmtree(published.parent / "elsewhere")
    exit_code, said = told("gone", "officers/zoe", *PROOF[4:])
    assert exit_code == 0, said


def test_a_name_that_nobody_has_changes_nothing(published: Path, told: Told) -> None:
    before = read_folder(published.parent)
    exit_code, said = told("remove", "zeo", "--publish", "--yes", *SITE)
    assert exit_code == 2 and 'Did you mean "zoe"?' in said
    after = read_folder(published.parent)
    assert {path for path in before if not path.startswith(".public")} <= after.keys()
    assert after["public/officers/zoe/index.html"] == before["public/officers/zoe/index.html"]


def test_everybody_who_is_gone_since_an_earlier_content_goes(published: Path, told: Told) -> None:
    """As the emergency run on GitHub does it: the change is made in the browser, and other files have mistakes."""
    content = published.parent / "content"
    shutil.copytree(content, published.parent / "earlier")
    (content / "officers/zoe.md").unlink()
    (content / "officers/face.png").unlink()
    break_other_file(content)
    exit_code, said = told("remove", "--publish", "--yes", "--gone-from", "earlier", *SITE)
    assert exit_code == 0, said
    look = ("gone", "--gone-from", "earlier", "--content", "content", "--from", "public")
    assert told(*look) == (0, "Who is gone since earlier (1 person) is not shown any more.\n")
    (published / "data/more.txt").write_text(NAME, "utf-8")
    exit_code, said = told(*look)
    assert exit_code == 1 and "data/more.txt" in said and "Neill" not in said
    (published / "data/more.txt").unlink()
    shutil.rmtree(published.parent / "earlier")
    assert told(*PROOF)[0] == 0
    assert b"A helpline" in (published / "boroughs/north/index.html").read_bytes()
