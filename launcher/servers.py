"""Find the servers that the tests run, and Firefox: any nginx, Apache, Caddy, rsync and ssh already here will do."""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from launcher.stop import Stop

#: Each with the names of its program and of Debian's package.
PROGRAMS = {
    "nginx": ("nginx",),
    "apache": ("apache2", "httpd"),
    "caddy": ("caddy",),
    "rsync": ("rsync",),
    "sshd": ("sshd",),
    "firefox": ("firefox-esr", "firefox"),
}
PACKAGES = {
    "nginx": "nginx-light",
    "apache": "apache2",
    "caddy": "caddy",
    "rsync": "rsync",
    "sshd": "openssh-server",
    "firefox": "firefox-esr",
}
#: Debian keeps servers where only root's PATH leads, macOS its browsers where none does.
MORE_FOLDERS = (
    "/usr/sbin",
    "/usr/local/sbin",
    "/opt/homebrew/bin",
    "/Applications/Firefox.app/Contents/MacOS",
)
NO_SERVER = (
    "The tests start real servers and a second browser, and did not find {names}: install {names} (Debian: "
    "`sudo apt install {packages}`; macOS: `brew install nginx httpd caddy rsync firefox`). "
    "Then run the same command again."
)


def require_servers(names: Iterable[str], environ: Mapping[str, str]) -> Mapping[str, Path]:
    """Return the program file of each server, or raise `Stop` with what to install."""
    found = {name: find_server(name, environ) for name in names}
    missing = [name for name, program in found.items() if program is None]
    if missing:
        packages = " ".join(PACKAGES[name] for name in missing)
        raise Stop(NO_SERVER.format(names=", ".join(missing), packages=packages))
    return {name: program for name, program in found.items() if program is not None}


def find_server(name: str, environ: Mapping[str, str]) -> Path | None:
    """Return the first program of that name on the PATH or where servers usually are."""
    folders = os.pathsep.join((environ.get("PATH", ""), *MORE_FOLDERS))
    found = (shutil.which(program, path=folders) for program in PROGRAMS[name])
    return next((Path(place) for place in found if place), None)
