"""The folder of the Git editor: one page, its scripts, and the configuration. It asks no host but the one with Git."""

import base64
import json
from collections.abc import Mapping
from hashlib import sha256, sha384
from importlib.resources import files
from typing import Any

from site_builder.desk.cms.cms_configuration import Configuration, Repository

CONFIGURATION = "config.json"
PAGE = "index.html"
MARK = "<!-- Made by cms-files. -->"
"""By which a page is known as ours, so that no other is overwritten."""
_LANGUAGES = "locales/"
_OWN = ("start.js", "record-file.js")
_NO_FRAMES = "  X-Frame-Options: DENY\n  Content-Security-Policy: frame-ancestors 'none'\n"
_HEADERS = f"/*\n{_NO_FRAMES}  X-Robots-Tag: noindex\n  Referrer-Policy: no-referrer\n"
"""For Netlify and Cloudflare Pages, which read it; other hosts are told in the guide."""


def make_folder(
    configuration: Configuration, repository: Repository, packaged: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return every file of the folder by its way in it; `packaged` are those that npm has."""
    own = files("site_builder.desk.cms").joinpath("static")
    made = {
        **dict(map(_as_script, packaged.items())),
        **{name: own.joinpath(name).read_bytes() for name in _OWN},
        "formats.js": f"export default {_as_json(configuration.formats)};\n".encode(),
        CONFIGURATION: f"{_as_json(configuration.settings)}\n".encode(),
        "_headers": _HEADERS.encode(),
    }
    page = own.joinpath(PAGE).read_text("utf-8")
    return made | {PAGE: _fill_in(page, made, configuration, repository).encode()}


def _as_script(file: tuple[str, bytes]) -> tuple[str, bytes]:
    """Return the words of a language as a script: as JSON no browser loads them for a script that asks in this way."""
    name, content = file
    if not name.startswith(_LANGUAGES):
        return file
    return f"{name.removesuffix('.json')}.js", b"export default " + content.strip() + b";\n"


def _fill_in(
    page: str, made: Mapping[str, bytes], configuration: Configuration, repository: Repository
) -> str:
    """Return the page with the hash of every script, so that a browser runs no other, and of the list of them."""
    hashes = {f"./{name}": _integrity(content) for name, content in made.items() if name.endswith(".js")}
    words_of = {f"{name[:-3]}.json": name for name in hashes if name.startswith(f"./{_LANGUAGES}")}
    scripts = json.dumps({"imports": words_of, "integrity": hashes}, indent=1)
    listed = base64.b64encode(sha256(scripts.encode()).digest()).decode()
    words = {
        "mark": MARK,
        "title": _as_text(configuration.settings["app_title"]),
        "scripts": scripts,
        "scripts-hash": f"sha256-{listed}",
        "start-hash": hashes["./start.js"],
        "hosts": " ".join(repository.hosts_asked),
    }
    for name, value in words.items():
        page = page.replace(f"[[{name}]]", value)
    return page


def _integrity(content: bytes) -> str:
    return f"sha384-{base64.b64encode(sha384(content).digest()).decode()}"


def _as_json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _as_text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
