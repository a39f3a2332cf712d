"""The container serves the site as nobody, on a root that can only be read, and nothing private gets into it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from launcher.servers import find_server
from site_builder.publish.hosting.header_policy import policy_for
from tests.running_servers import free_port, wait_for
from tests.sites import LONDON, read_site

ROOT = Path(__file__).resolve().parent.parent
CONTAINERFILE = (ROOT / "Containerfile").read_text("utf-8")
ADDRESS = "https://www.example.org/"
IGNORED = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] != "#"]


def test_the_image_begins_with_a_system_that_nobody_can_exchange_and_ends_as_nobody() -> None:
    assert re.findall(r"(?m)^ARG DEBIAN=(\S+)", CONTAINERFILE)[0].partition("@sha256:")[2].isalnum()
    stages = re.findall(r"(?m)^FROM (.+)$", CONTAINERFILE)
    assert stages == ["${DEBIAN} AS build", "${DEBIAN}"]
    last = CONTAINERFILE[CONTAINERFILE.rindex("\nFROM ") :]
    assert re.findall(r"(?m)^USER (.+)$", last) == ["65534:65534"]
    assert last.index("\nUSER ") < last.index("\nENTRYPOINT ")
    copied = re.findall(r"(?m)^COPY (?:--from=build )?(\S+)", last)
    assert copied == ["docs/hosting/container-nginx.conf", "/srv/liaison/nginx", "/srv/liaison/site"]


def test_a_build_of_the_image_sees_only_what_it_is_told_to_see() -> None:
    assert IGNORED[0] == "*"
    seen = [pattern[1:] for pattern in IGNORED if pattern.startswith("!")]
    assert all((ROOT / name).exists() for name in seen if "*" not in name and name != ".git")
    assert not [name for name in seen if re.search(r"desk|env|cache|store|public|xlsx|tests|example", name)]
    for line in re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", CONTAINERFILE):
        assert all(name == "." or name in seen for name in line.split()), line
    private = {"**/*.csv", "**/*.xlsx", "**/*.xls", "**/*.ods", "**/.env"}
    assert private <= set(IGNORED[IGNORED.index("!themes") :])


def test_the_workplace_has_what_the_papers_say() -> None:
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8")
    place = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
    assert re.fullmatch(r"[\w./-]+:[\w.-]+(@sha256:[0-9a-f]{64})?", place["image"])
    assert "python3 build.py" in place["postCreateCommand"]
    assert all(
        Path(ROOT, word).is_file() for word in place["postCreateCommand"].split() if word.startswith(".ci/")
    )
    extensions = json.loads((ROOT / ".vscode" / "extensions.json").read_text("utf-8"))["recommendations"]
    assert place["customizations"]["vscode"]["extensions"] == extensions


@pytest.mark.nightly
def test_the_entry_of_the_image_serves_the_site_as_nobody_on_a_root_that_can_only_be_read(
    tmp_path: Path,
) -> None:
    program = shutil.which("bwrap") or "bwrap"
    if not _makes_rooms(program):
        pytest.skip("a root that can only be read needs bubblewrap, and a Linux that lets people make rooms")
    port = free_port()
    _run_build(tmp_path, port)
    site, _ = read_site(tmp_path / "seen" / "content")
    assert site is not None
    site = site.model_copy(update={"base_url": ADDRESS})
    with _serve(program, tmp_path, port) as address:
        with urlopen(f"{address}/") as answer:
            expected = policy_for(site).headers("index.html")
            assert {name: answer.headers[name] for name in expected} == expected
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{address}/nothing-here/")
        with urlopen(f"{address}/boroughs/camden/card/") as answer:
            assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


def _run_build(folder: Path, port: int) -> None:
    """Run the line of the image that makes the site, where nothing is but what the build may see."""
    for name in (pattern[1:] for pattern in IGNORED if re.fullmatch(r"![\w./-]+", pattern)):
        source, copy = LONDON if name == "content" else ROOT / name, folder / "seen" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir() and name != ".git":
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file() and name != ".git":
            shutil.copy(source, copy)
    settings = folder / "seen" / "content" / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "\nhosting: {host: nginx}\n", "utf-8")
    (line,) = (line for line in re.findall(r"(?m)^RUN ((?:.*\\\n)*.*)$", CONTAINERFILE) if "build.py" in line)
    script = line.replace("/packages/bin/python", sys.executable).replace("--listen 8080", f"--listen {port}")
    script = script.replace("--output /srv/liaison", f"--output {folder}").replace(
        " ${", " --as-of 2026-11-22 ${"
    )
    settings_of_build = {**os.environ, "BASE_URL": ADDRESS}
    subprocess.run(["bash", "-euc", script], cwd=folder / "seen", env=settings_of_build, check=True)


def _makes_rooms(program: str) -> bool:
    try:
        room = [program, "--ro-bind", "/", "/", "--unshare-user", "--uid", "65534", "true"]
        return subprocess.run(room, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@contextmanager
def _serve(program: str, folder: Path, port: int) -> Iterator[str]:
    """Start what the image starts, in a room with its files, in which everything else can only be read."""
    nginx = find_server("nginx", os.environ)
    assert nginx is not None
    (entry,) = re.findall(r"(?m)^ENTRYPOINT (\[.+\])$", CONTAINERFILE)
    files = {
        "nginx": folder / "nginx",
        "site": folder / "site",
        "nginx.conf": ROOT / "docs/hosting/container-nginx.conf",
    }
    room = [
        "--ro-bind",
        "/",
        "/",
        "--dev",
        "/dev",
        "--tmpfs",
        "/dev/shm",
        "--proc",
        "/proc",
        "--tmpfs",
        "/srv",
    ]
    for name, source in files.items():
        room += ["--ro-bind", str(source), f"/srv/liaison/{name}"]
    room += [
        "--remount-ro",
        "/srv",
        "--unshare-user",
        "--uid",
        "65534",
        "--gid",
        "65534",
        "--cap-drop",
        "ALL",
    ]
    words = [program, *room, "--unshare-pid", "--die-with-parent", str(nginx), *json.loads(entry)[1:]]
    with (folder / "log").open("w+") as log:
        server = subprocess.Popen(words, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/", server, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)
