"""The editor of a Git host: its configuration is what the CMS takes, and nothing leads out of its folder.

At night, in a real browser and with the packaged script: what somebody changes in a form changes those lines alone.
"""

import base64
import io
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from hashlib import sha256, sha384
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from site_builder import cli
from site_builder.content.settings import read_site
from site_builder.content.sources import FOLDER_OF, SourceFile, read_sources
from site_builder.content.validation import validate_sources
from site_builder.desk.cms.cms_configuration import Configuration, Repository, make_configuration
from site_builder.desk.cms.cms_folder import make_folder
from site_builder.desk.cms.cms_package import SVELTIA, Package, PackageRefused, read_packed
from site_builder.desk.forms.record_form import form_of
from site_builder.findings.rule import Severity
from tests.sites import LONDON, SITE, write_files

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = Path(__file__).with_name("sveltia-cms.schema.json")
"""The schema that the package ships, without its words: a test at night compares the two."""
KEPT_DIR = ROOT / ".cache" / "npm"
OURS = Repository("github", "example-council/liaison", "main", "content")
GITLAB = Repository("gitlab", "example/group/liaison", "publish", "site/content", app_id="4f2a")
WITH_BUTTON = Repository("github", "a/b", "main", "content", sign_in="https://auth.example.org/cms/auth")


def configuration(content: Path = LONDON, repository: Repository = OURS) -> Configuration:
    site, _ = read_site(read_sources(content)[0], content)
    assert site
    return make_configuration(site, repository)


def collections(made: Configuration) -> dict[str, Any]:
    return {one["name"]: one for one in made.settings["collections"]}


def fields_within(fields: list[Any]) -> Iterator[Any]:
    for field in fields:
        yield field
        inner = [*field.get("fields", ()), *([field["field"]] if "field" in field else ())]
        yield from fields_within(inner)


def test_the_configuration_is_what_the_cms_takes(whole: bool) -> None:
    """Each collection takes a quarter of a second: at night all of them, with every way to sign in."""
    judge = Draft7Validator(json.loads(SCHEMA.read_text("utf-8")))
    for folder, repository in ((LONDON, OURS), (ROOT / "example-region", GITLAB), (LONDON, WITH_BUTTON)):
        settings = dict(configuration(folder, repository).settings)
        if not whole:
            settings["collections"] = settings["collections"][: 2 if repository is OURS else 0]
        assert list(judge.iter_errors(settings)) == []
    settings["collections"] = [{"name": "x", "folder": "x", "fields": [{"name": "x", "widget": "select"}]}]
    assert list(judge.iter_errors(settings)), "a choice without choices is refused"


def test_every_field_of_every_kind_has_its_control_its_words_and_its_place() -> None:
    made = collections(configuration())
    assert [made[name]["folder"] for name in ("officers", "areas", "ways-to-report", "pages", "notices")] == [
        f"content/{FOLDER_OF[kind]}" for kind in ("officer", "borough", "channel", "page", "notice")
    ]
    for name, kind in (("officers", "officer"), ("areas", "borough"), ("ways-to-report", "channel")):
        asked = [field["name"] for field in made[name]["fields"]]
        assert asked == [field.way[-1] for field in form_of(kind).fields]
    for one in made.values():
        for field in fields_within(one["fields"]):
            assert field["label"], (one["name"], field)
            assert field.get("hint") or field["name"] == "entry", (one["name"], field)
            assert isinstance(field["required"], bool)


def test_days_choices_records_and_numbers_are_asked_for_as_what_they_are() -> None:
    made = collections(configuration())
    officer, way = (
        {field["name"]: field for field in made[name]["fields"]} for name in ("officers", "ways-to-report")
    )
    assert officer["since"]["format"] == "YYYY-MM-DD" and officer["since"]["type"] == "date"
    assert officer["boroughs"]["collection"] == "areas" and officer["boroughs"]["multiple"]
    assert officer["covered_by"]["collection"] == "officers" and "multiple" not in officer["covered_by"]
    assert [one["value"] for one in officer["state"]["options"]] == ["in-post", "acting", "away", "leaving"]
    assert way["cost"]["options"][0] == {"label": "Free: It costs nothing.", "value": "free"}
    assert (way["order"]["widget"], way["order"]["min"], way["order"]["max"]) == ("number", 0, 9999)
    pattern, advice = way["url"]["pattern"]
    assert re.fullmatch(pattern, "https://www.example.org/") and not re.fullmatch(pattern, "www.example.org")
    assert advice.startswith("Write it in full")
    picture = next(field for field in officer["photo"]["fields"] if field["name"] == "file")
    assert picture["widget"] == "image"
    assert (made["officers"]["media_folder"], made["officers"]["public_folder"]) == ("/content/officers", "")
    area = {field["name"]: field for field in made["areas"]["fields"]}
    assert {"label": "Met Police", "value": "met"} in area["force"]["options"]


def test_a_translation_has_a_list_of_its_own_and_is_in_no_other() -> None:
    made = collections(configuration())
    assert made["pages"]["filter"]["field"] == "owner"
    assert made["pages-translated"]["filter"]["field"] == "translates"
    assert made["pages-translated"]["folder"] == made["pages"]["folder"]
    assert not re.search(made["pages"]["filter"]["pattern"], "null"), "the word stands where nothing is"


def test_everything_goes_through_a_pull_request_and_nobody_else_signs_people_in() -> None:
    settings = configuration().settings
    assert settings["publish_mode"] == "editorial_workflow"
    assert settings["backend"]["auth_methods"] == ["token"]
    assert "open_authoring" not in settings["backend"], "a fork would show unpublished names to everybody"
    button = configuration(repository=WITH_BUTTON).settings["backend"]
    assert (button["base_url"], button["auth_endpoint"]) == ("https://auth.example.org", "cms/auth")
    assert configuration(repository=GITLAB).settings["backend"]["auth_type"] == "pkce"


def test_the_page_runs_these_scripts_alone_and_asks_only_the_host_of_the_repository() -> None:
    packaged = {
        "sveltia-cms/index.js": b"export function init() {}",
        "locales/pl.json": b'{"save": "Zapisz"}',
    }
    files = make_folder(configuration(), OURS, packaged)
    page = files["index.html"].decode()
    assert "[[" not in page
    listed = re.findall(r'<script type="importmap">(.*?)</script>', page, re.DOTALL)[0]
    hashes = json.loads(listed)["integrity"]
    assert json.loads(listed)["imports"] == {"./locales/pl.json": "./locales/pl.js"}
    assert files["locales/pl.js"] == b'export default {"save": "Zapisz"};\n'
    scripts = {f"./{name}": content for name, content in files.items() if name.endswith(".js")}
    assert hashes == {
        name: f"sha384-{base64.b64encode(sha384(content).digest()).decode()}"
        for name, content in scripts.items()
    }
    assert f"'sha256-{base64.b64encode(sha256(listed.encode()).digest()).decode()}'" in page
    assert f'src="start.js" integrity="{hashes["./start.js"]}"' in page
    asked = set(re.findall(r"https?://[^ ;\"'<]+", page))
    assert asked == {"https://api.github.com", "https://avatars.githubusercontent.com"}


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("content", "lies in the content"),
        (ROOT / "docs" / "editor", "lies in a folder of the program"),
        ("content/officers/editor", "lies in the content"),
        ("site", "lies in the public site"),
        ("site/admin", "lies in the public site"),
        ("other", "holds another page already"),
        ("file", "is a file"),
    ],
)
def test_the_editor_never_lies_in_the_site_in_its_content_or_over_another_page(
    output: str | Path, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"content/site.yaml": SITE, "site.manifest.json": "{}", "other/index.html": "<p>Mine", "file": ""}
    write_files(tmp_path, files)
    command = ["cms-files", "--content", str(tmp_path / "content"), "--repo", "a/b"]
    before = sorted(tmp_path.rglob("*"))
    assert cli.main([*command, "--output", str(tmp_path / output)]) == 2
    assert words in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("written", ["liaison", "a b/c", "../../etc", "a/b?x", ""])
def test_what_is_no_repository_is_refused_in_words(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["cms-files", "--repo", written, "--output", "x"])
    assert "is not a repository; write it like example-council/liaison" in capsys.readouterr().err


def test_another_package_than_the_pinned_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / SVELTIA.file_name).write_bytes(b"something else")
    with pytest.raises(PackageRefused, match="is not @sveltia/cms"):
        read_packed(SVELTIA, tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PackageRefused, match="there is no npm here to fetch it"):
        read_packed(Package("some-package", "1.0.0", "", ()), tmp_path)


@pytest.mark.nightly
def test_the_schema_that_is_kept_here_is_the_packages() -> None:
    with tarfile.open(fileobj=io.BytesIO(read_packed(SVELTIA, KEPT_DIR))) as archive:
        shipped = archive.extractfile("package/schema/sveltia-cms.json")
        assert shipped
        assert json.loads(SCHEMA.read_text("utf-8")) == without_words(json.load(shipped))


def without_words(part: Any) -> Any:
    if isinstance(part, list):
        return [without_words(one) for one in part]
    if not isinstance(part, dict):
        return part
    words = {
        name for name in ("description", "markdownDescription", "$comment") if isinstance(part.get(name), str)
    }
    return {name: without_words(one) for name, one in part.items() if name not in words}


PUT = """async files => {
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
    await root.getDirectoryHandle(".git", { create: true });
    for (const [path, text] of Object.entries(files)) {
        const names = path.split("/");
        let folder = root;
        for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
        const file = await (await folder.getFileHandle(names.at(-1), { create: true })).createWritable();
        await file.write(text);
        await file.close();
    }
}"""
GET = """async path => {
    const names = path.split("/");
    let folder = await navigator.storage.getDirectory();
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
    const found = {};
    for await (const [name, handle] of folder.entries()) {
        if (handle.kind === "file" && name.startsWith(names.at(-1))) {
            const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
            found[name] = btoa(bytes.reduce((made, byte) => made + String.fromCharCode(byte), ""));
        }
    }
    return found;
}"""


class Forms:
    """The editor, opened in a browser with a folder of files; the folder is the browser's own."""

    def __init__(self, page: Page, address: str, files: dict[str, str]) -> None:
        self.page, self.address = page, address
        page.add_init_script("window.showDirectoryPicker = () => navigator.storage.getDirectory()")
        page.goto(f"{address}/config.json")
        page.evaluate(PUT, files)
        page.goto(f"{address}/")
        page.get_by_role("button", name="Work with Local Repository").click()
        page.wait_for_url("**/#/collections/*")

    def open(self, collection: str, name: str) -> Locator:
        """Open a record, or ``new``, and return the button that saves it."""
        entry = name if name == "new" else f"entries/{name}"
        self.page.goto(f"{self.address}/#/collections/{collection}/{entry}")
        save = self.page.get_by_role("button", name="Save", exact=True)
        save.wait_for()
        return save

    def field(self, name: str) -> Locator:
        """Return a field, in sight: those far below are not there before."""
        found = self.page.locator(f"[data-key-path='{name}']").first
        self.page.locator("[data-key-path]").first.hover()
        for _ in range(60):
            if found.count():
                break
            self.page.mouse.wheel(0, 300)
            self.page.wait_for_timeout(50)
        found.scroll_into_view_if_needed()
        return found

    def fill_in(self, name: str, words: str) -> None:
        """Type into a field."""
        self.field(name).locator("input[type=text], input[type=date], textarea").first.fill(words)

    def save(self, collection: str) -> None:
        """Save, and wait until it is."""
        save = self.page.get_by_role("button", name="Save", exact=True)
        expect(save).to_be_enabled()
        save.click()
        self.page.wait_for_url(f"**/#/collections/{collection}")

    def read(self, begins: str) -> dict[str, bytes]:
        """Return the files of a folder whose names begin so."""
        found = self.page.evaluate(GET, begins)
        return {name: base64.b64decode(content) for name, content in found.items()}


@pytest.fixture(scope="module")
def editor_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as the command writes it; npm fetches the pinned packages once."""
    folder = tmp_path_factory.mktemp("cms") / "editor"
    content = write_files(folder.parent / "content", {"site.yaml": (LONDON / "site.yaml").read_text("utf-8")})
    assert cli.main(["cms-files", "--content", str(content), "--repo", "a/b", "--output", str(folder)]) == 0
    return folder


@pytest.fixture
def forms(browser: Browser, serve: Callable[..., Any], editor_folder: Path) -> Iterator[Callable[..., Forms]]:
    contexts, missing = [], []
    with serve(editor_folder) as address:

        def open_with(files: dict[str, str]) -> Forms:
            contexts.append(browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB"))
            page = contexts[-1].new_page()
            page.on("requestfailed", lambda asked: missing.append(asked.url))
            page.on("response", lambda answer: missing.append(answer.url) if answer.status == 404 else None)
            page.on("pageerror", lambda fault: pytest.fail(str(fault)))
            return Forms(page, address, files)

        yield open_with
        for context in contexts:
            context.close()
        elsewhere = ("https://cdn.jsdelivr.net/", "https://www.githubstatus.com/")  # the policy refuses these
        assert [url for url in missing if not url.startswith((*elsewhere, f"{address}/favicon.ico"))] == []


def all_records() -> dict[str, str]:
    """Return every record of the example and of the region, as one repository has them."""
    found = {}
    for folder in (LONDON, ROOT / "example-region", ROOT / "example"):
        for file in sorted(folder.rglob("*.md")):
            found[f"content/{file.relative_to(folder).as_posix()}"] = file.read_text("utf-8")
    return found


@pytest.mark.nightly
def test_what_is_changed_in_a_record_changes_its_line_and_no_other_byte(
    forms: Callable[..., Forms], editor_folder: Path
) -> None:
    files = all_records()
    opened = forms(files)
    settings = json.loads((editor_folder / "config.json").read_text("utf-8"))
    tried = 0
    for collection in settings["collections"]:
        name, first = collection["name"], collection["fields"][0]["name"]
        for path, text in files.items():
            folder, _, file_name = path.rpartition("/")
            slug = file_name.removesuffix(".md")
            if folder != collection["folder"] or ("." in slug) != name.endswith("-translated"):
                continue
            save = opened.open(name, slug)
            box = opened.field(first).locator("input").first
            expect(save, f"{path} is as it was").to_be_disabled()
            box.press("End")
            box.press_sequentially("X")
            opened.save(name)
            line = re.search(rf"^{first}: *(.*?)(['\"]?)$", text, re.MULTILINE)
            assert line, path
            wanted = f"{text[: line.end(1)]}X{text[line.end(1) :]}"
            assert opened.read(path)[file_name].decode() == wanted, path
            tried += 1
    assert tried == len(files)


WRITTEN = """---
# Who looks after this file: Comms
name: "Sam O'Hara"  # as the officer writes it
rank: 'PC'

role: Liaison officer ---
boroughs: [camden]
state: in-post
source:
  publisher: Example Gazette # and its paper
  # asked on the telephone
  published: 2026-02
checked: {on: 2026-11-01, by: us, how: rang}
basis: consent
consent:
  by: the officer
  on: 2026-01-01
  review_by: 2028-01-01
  fields: [phone, helps_with, body]
phone: 0207 946 0123 # the desk
helps_with:
  # the commonest first
  - Threats: online and off
  - Lost property  # rarely
---

Ring  me.
"""


@pytest.mark.nightly
def test_comments_order_and_quotes_stay_whatever_kind_of_field_is_changed(
    forms: Callable[..., Forms],
) -> None:
    path = "content/officers/sam.md"
    opened = forms(all_records() | {path: WRITTEN.replace("Threats: online", "Threats online")})
    opened.open("officers", "sam")
    opened.fill_in("name", "Sam Q")
    opened.fill_in("rank", "it's")
    opened.field("boroughs").get_by_role("combobox").first.click()
    opened.page.get_by_role("option", name="Barnet").click()
    opened.field("state").get_by_role("radio", name="Away").click()
    opened.fill_in("until", "2027-01-04")
    opened.fill_in("source.published", "2026-03")
    opened.fill_in("consent.on", "2026-02-02")
    opened.fill_in("phone.value", "020 7946 0999")
    opened.fill_in("helps_with.1", "Lost: property")
    opened.fill_in("body", "Ring  me.\n\nOr write.")
    opened.save("officers")
    changes = {
        '"Sam O\'Hara"': '"Sam Q"',
        "'PC'": "'it''s'",
        "boroughs: [camden]": "boroughs:\n  - camden\n  - barnet",
        "in-post": "away\nuntil: 2027-01-04",
        "published: 2026-02": "published: 2026-03",
        "on: 2026-01-01": "on: 2026-02-02",
        "0207 946 0123": "020 7946 0999",
        "- Lost property  # rarely": "- 'Lost: property'",
        "Threats: online": "Threats online",
        "Ring  me.\n": "Ring  me.\n\nOr write.\n",
    }
    wanted = WRITTEN
    for before, after in changes.items():
        assert wanted.count(before) == 1, before
        wanted = wanted.replace(before, after)
    assert opened.read(path)["sam.md"].decode() == wanted
    assert faults("officers/sam.md", wanted) == []


@pytest.mark.nightly
def test_a_new_officer_is_a_whole_file_and_a_photograph_does_not_say_where_it_was_taken(
    forms: Callable[..., Forms], tmp_path: Path
) -> None:
    picture = tmp_path / "IMG 1 (2).JPG"
    picture.write_bytes(photograph_with_a_place())
    opened = forms(all_records())
    opened.open("officers", "new")
    for name, words in {"name": "Zoë O'Hara-Lund", "role": "Liaison officer", "since": "2026-03-04"}.items():
        opened.fill_in(name, words)
    opened.field("boroughs").get_by_role("combobox").first.click()
    opened.page.get_by_role("option", name="Camden").click()
    opened.field("state").get_by_role("radio", name="In post").click()
    opened.fill_in("source.publisher", "Example Gazette: news")
    opened.fill_in("source.published", "2026-02")
    opened.field("basis").get_by_role("radio", name="Published").click()
    opened.field("photo").get_by_role("checkbox").first.click()
    opened.field("photo.file").locator("input[type=file]").first.set_input_files(picture)
    opened.fill_in("photo.alt", "A person in uniform")
    opened.save("officers")
    made = opened.read("content/officers/zoe-o-hara-lund.md")["zoe-o-hara-lund.md"].decode()
    assert made.startswith("---\nname: Zoë O'Hara-Lund\nrole: Liaison officer\nboroughs:\n  - camden\n")
    assert made.endswith("photo:\n  file: img-1-2.webp\n  alt: A person in uniform\n---\n")
    assert faults("officers/zoe-o-hara-lund.md", made) == ["field-outside-basis"], "a photo needs consent"
    with Image.open(io.BytesIO(opened.read("content/officers/img-1")["img-1-2.webp"])) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (900, 900), {})


def photograph_with_a_place() -> bytes:
    written, image = io.BytesIO(), Image.new("RGB", (900, 900), (90, 120, 140))
    exif = image.getexif()
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    image.save(written, "JPEG", exif=exif)
    return written.getvalue()


def faults(name: str, text: str) -> list[str]:
    found = validate_sources([SourceFile(name, name, text.encode())])[1]
    return [one.rule for one in found if one.severity is Severity.ERROR]
