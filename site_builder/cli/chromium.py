"""Find the browser that the tests and the audit drive: any Chromium, Chrome or Edge that is already here will do."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

BROWSER = "LIAISON_CHROMIUM"
"""The setting with the program file of the browser."""
SETTINGS = (BROWSER, "CHROME_PATH")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
MACOS_APPLICATIONS = ("Chromium", "Google Chrome", "Microsoft Edge")
WINDOWS_PLACES = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
# Playwright's own downloads, below its cache folder. Its folder names change over the years, hence the stars.
PLAYWRIGHT_PLACES = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)
NO_CHROMIUM = (
    "This needs a real browser and found none: install Chromium, Chrome or Edge (Debian: `sudo apt install "
    "chromium`; macOS: `brew install --cask chromium`; Windows: `winget install Google.Chrome`), or set "
    "LIAISON_CHROMIUM to the browser's program file. Then run the same command again."
)


class NoBrowser(Exception):
    """There is no browser to look with; in a sentence, what to install."""


def ready_chromium() -> Path:
    """Return the program file of a Chromium. As root on Debian, install the system's if there is none.

    Raises `NoBrowser` with what to install.
    """
    found = find_chromium(os.environ)
    if found is None and _may_install():
        _install()
        found = find_chromium(os.environ)
    if found is None:
        raise NoBrowser(NO_CHROMIUM)
    return found.absolute()


def find_chromium(environ: Mapping[str, str]) -> Path | None:
    """Return the first Chromium there is: named by `environ`, on its PATH, in a usual place, or Playwright's.

    Raises `NoBrowser` when `environ` names a file that does not exist, rather than quietly taking another.
    """
    for setting in SETTINGS:
        if environ.get(setting):
            return _named_by(setting, environ[setting])
    on_path = (shutil.which(name, path=environ.get("PATH", "")) for name in NAMES)
    places = [Path(place) for place in on_path if place] + list(usual_places(environ))
    return next((place for place in places if place.is_file()), None)


def usual_places(environ: Mapping[str, str]) -> Iterator[Path]:
    """Yield where browsers are installed on macOS and Windows and by Playwright, whether they are there or not."""
    for folder in ("/Applications", f"{environ.get('HOME', '')}/Applications"):
        for name in MACOS_APPLICATIONS:
            yield Path(folder, f"{name}.app", "Contents", "MacOS", name)
    for root in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        for place in WINDOWS_PLACES:
            if environ.get(root):
                yield Path(environ[root], place)
    for cache_dir in _playwright_caches(environ):
        for pattern in PLAYWRIGHT_PLACES:
            yield from sorted(cache_dir.glob(pattern), reverse=True)


def _named_by(setting: str, value: str) -> Path:
    if Path(value).is_file():
        return Path(value)
    raise NoBrowser(
        f"{setting} names the browser {value}, but there is no such file: correct or remove the setting."
    )


def _playwright_caches(environ: Mapping[str, str]) -> Iterator[Path]:
    if environ.get("PLAYWRIGHT_BROWSERS_PATH", "0") != "0":
        yield Path(environ["PLAYWRIGHT_BROWSERS_PATH"])
    if environ.get("LOCALAPPDATA"):
        yield Path(environ["LOCALAPPDATA"], "ms-playwright")
    if environ.get("HOME"):
        yield Path(environ["HOME"], "Library", "Caches", "ms-playwright")
        yield Path(environ.get("XDG_CACHE_HOME") or Path(environ["HOME"], ".cache"), "ms-playwright")


def _may_install() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _install() -> None:
    print("This needs a browser: installing Debian's Chromium.", file=sys.stderr, flush=True)
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # fonts-liberation: without any font the browser lays out boxes, and those would be measured.
    packages = ["chromium", "fonts-liberation"]
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        apt_get = ["apt-get", "--quiet", *command]
        if subprocess.run(apt_get, env=settings, stdout=sys.stderr, check=False).returncode:
            raise NoBrowser(
                f"Debian's Chromium could not be installed: {' '.join(apt_get)} failed. {NO_CHROMIUM}"
            )
