"""nginx, Apache and Caddy, each started on a free port with the configuration that the program writes for it."""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from launcher.servers import require_servers
from launcher.stop import Stop
from site_builder.content.settings import Site
from site_builder.publish.hosting.configurations import Placement
from site_builder.publish.hosting.host_files import write_host_files
from site_builder.site.rendering.artifact import Artifact
from tests.sites import write_files

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NGINX = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/liaison.conf;
}}
"""
APACHE_MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "alias", "rewrite", "env", "unixd")
APACHE_FOLDERS = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/opt/homebrew/lib/httpd/modules")
APACHE = """ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}
ErrorLog /dev/stderr
{user}DocumentRoot {site_dir}
<Directory {site_dir}>
AllowOverride All
Require all granted
</Directory>
"""
CADDY = "{\n\tadmin off\n\tauto_https off\n}\n"


@contextmanager
def start_server(name: str, site: Site, artifacts: Sequence[Artifact]) -> Iterator[str]:
    """Serve files with a server configured for `site`, and give the address, without a slash at its end."""
    with ExitStack() as stack:
        # Not pytest's own folder, which only its owner may enter: servers give up the rights of root.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        folder.chmod(0o755)
        site_dir = write_files(folder / "site", {artifact.path: artifact.content for artifact in artifacts})
        port = free_port()
        command = _COMMANDS[name](_program(name), folder, site_dir, port, site, artifacts)
        log = stack.enter_context((folder / "log").open("w+"))
        settings = {
            **os.environ,
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
        }
        server = subprocess.Popen(command, stdout=log, stderr=log, env=settings)
        try:
            wait_for(f"http://127.0.0.1:{port}/", server, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _program(name: str) -> Path:
    try:
        return require_servers((name,), os.environ)[name]
    except Stop as stop:
        pytest.fail(str(stop), pytrace=False)


def _nginx(
    program: Path, folder: Path, site_dir: Path, port: int, site: Site, artifacts: Sequence[Artifact]
) -> list[str]:
    placement = Placement(str(site_dir), "localhost", f"127.0.0.1:{port}")
    write_files(folder, _files(write_host_files(site, "nginx", artifacts, placement)))
    write_files(folder, {"main.conf": NGINX.format(folder=folder)})
    return [str(program), "-p", str(folder), "-c", str(folder / "main.conf"), "-e", "stderr"]


def _apache(
    program: Path, folder: Path, site_dir: Path, port: int, site: Site, artifacts: Sequence[Artifact]
) -> list[str]:
    write_files(site_dir, _files(write_host_files(site, "apache", artifacts, Placement("", ""))))
    modules_dir = next(Path(place) for place in APACHE_FOLDERS if Path(place).is_dir())
    loaded = "".join(
        f"LoadModule {name}_module {modules_dir}/mod_{name}.so\n"
        for name in APACHE_MODULES
        if (modules_dir / f"mod_{name}.so").is_file()
    )
    user = "User #65534\nGroup #65534\n" if IS_ROOT else ""
    types = write_files(folder, {"mime.types": ""}) / "mime.types"
    words = APACHE.format(folder=folder, port=port, site_dir=site_dir, user=user) + f"TypesConfig {types}\n"
    write_files(folder, {"main.conf": loaded + words})
    return [str(program), "-D", "FOREGROUND", "-f", str(folder / "main.conf")]


def _caddy(
    program: Path, folder: Path, site_dir: Path, port: int, site: Site, artifacts: Sequence[Artifact]
) -> list[str]:
    placement = Placement(str(site_dir), f"http://127.0.0.1:{port}")
    (file,) = write_host_files(site, "caddy", artifacts, placement)
    write_files(folder, {"Caddyfile": CADDY + file.content.decode()})
    return [str(program), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


_COMMANDS = {"nginx": _nginx, "apache": _apache, "caddy": _caddy}


def _files(artifacts: Sequence[Artifact]) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in artifacts}


def free_port() -> int:
    """Return a port of this machine on which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes], log_file: Path) -> None:
    """Wait until a server answers at an address; fail with what it wrote if it ends before."""
    for _ in range(300):
        try:
            with urlopen(address, timeout=5):
                return
        except HTTPError:  # below a path, there is nothing at the top
            return
        except URLError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    pytest.fail(log_file.read_text("utf-8", "replace")[-2000:], pytrace=False)
