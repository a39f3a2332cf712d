"""Small finished sites for the tests of deploying: each version has pages, and assets with a digest in their names."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from site_builder.content.sources import digest_sources, read_sources
from site_builder.publish.output.manifest import About
from site_builder.publish.output.publication import publish_site
from site_builder.site.pages.job import PageWords
from site_builder.site.rendering.artifact import Artifact
from tests.conftest import PROJECT_DIR

BASE_URL = "https://directory.example.org/"
ALWAYS = ("index.html", "boroughs/north/index.html", "404.html")


def publish_version(folder: Path, version: int, about: About | None = None) -> Path:
    """Publish one version of a small site, as a build would, and return its folder."""
    files = site_files(version)
    publish_site([Artifact(path, content) for path, content in files.items()], folder, about=about or words())
    return folder


def site_files(version: int) -> dict[str, bytes]:
    """Return what a version holds: every page needs a style sheet and a script of its own version."""
    assets = {}
    for name, kind in (("site", "css"), ("site", "js"), ("finder", "js")):
        content = f"/* {name}.{kind}, version {version} */".encode()
        assets[f"assets/{name}.{sha256(content).hexdigest()[:8]}.{kind}"] = content
    links = " ".join(f'<link href="/{path}">' for path in assets)
    pages = [*ALWAYS, f"officers/officer-{version}/index.html"]
    html = {path: f"<title>{path}</title>{links} version {version}".encode() for path in pages}
    return html | assets | {"sitemap.xml": f"<urlset>{version}</urlset>".encode(), "favicon.ico": b"icon"}


def words(
    serves: Mapping[str, tuple[str, ...]] = {}, base_url: str = BASE_URL, example: bool = False
) -> About:
    """Return what the manifest says of the site: who serves where, by the name of the officer's page."""
    pages = {
        f"officers/{name}/index.html": PageWords(f"PC {name.title()}", areas, "In post")
        for name, areas in serves.items()
    }
    return About(base_url, example, {"index.html": PageWords("Home"), **pages}, content_now())


@cache
def content_now() -> str:
    """Return what stands for the content of this project."""
    return digest_sources(read_sources(PROJECT_DIR / "content")[0])


def visible(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a host that belong to the newest site or to nobody, without what earlier sites left."""
    return {path: content for path, content in files.items() if not path.startswith((".liaison/", "assets/"))}


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }
