"""Find the servers that the tests run: any nginx, Apache, Caddy, rsync and ssh that is already here will do."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher.environment import say
from launcher.stop import Stop

#: Each server with the names of its program and of Debian's package.
PROGRAMS = {
    "nginx": ("nginx",),
    "apache": ("apache2", "httpd"),
    "caddy": ("caddy",),
    "rsync": ("rsync",),
    "sshd": ("sshd",),
}
PACKAGES = {
    "nginx": "nginx-light",
    "apache": "apache2",
    "caddy": "caddy",
    "rsync": "rsync",
    "sshd": "openssh-server",
}
#: Debian keeps servers where only root's PATH leads.
MORE_FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")
NO_SERVER = (
    "The tests start real servers and did not find {names}: install {names} (Debian: `sudo apt install "
    "{packages}`; macOS: `brew install nginx httpd caddy`). Then run the same command again."
)


def ready_servers() -> Mapping[str, Path]:
    """Return the program file of every server. As root on Debian, install the system's where one is missing.

    Raises `Stop` with what to install.
    """
    missing = [name for name in PROGRAMS if find_server(name, os.environ) is None]
    if missing and _may_install():
        _install(missing)
    return {name: require_server(name, os.environ) for name in PROGRAMS}


def require_server(name: str, environ: Mapping[str, str]) -> Path:
    """Return the program file of a server, or raise `Stop` with what to install."""
    found = find_server(name, environ)
    if found is None:
        raise Stop(NO_SERVER.format(names=name, packages=PACKAGES[name]))
    return found


def find_server(name: str, environ: Mapping[str, str]) -> Path | None:
    """Return the first program of that name on the PATH or where servers usually are."""
    folders = os.pathsep.join((environ.get("PATH", ""), *MORE_FOLDERS))
    found = (shutil.which(program, path=folders) for program in PROGRAMS[name])
    return next((Path(place) for place in found if place), None)


def _may_install() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _install(names: Sequence[str]) -> None:
    """Install servers without starting them: the tests start their own, on free ports."""
    say(f"The tests need servers: installing Debian's {', '.join(names)}.")
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    packages = [PACKAGES[name] for name in names]
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        apt_get = ["apt-get", "--quiet", *command]
        if subprocess.run(apt_get, env=settings, stdout=sys.stderr, check=False).returncode:
            raise Stop(f"The servers could not be installed: {' '.join(apt_get)} failed.")
