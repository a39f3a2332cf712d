"""Firefox as the machine has it, driven by its own protocol Marionette: lengths and JSON over a socket."""

import base64
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PREFERENCES = {"marionette.port": 0, "ui.useOverlayScrollbars": 1, "ui.prefersReducedMotion": 1}
"""Any free port; scrollbars that take no room, as on phones; and nothing that moves in a picture."""
SIZE = """const [width, height] = arguments;
    Object.assign(gBrowser.selectedBrowser.style, {flex: "none", width: `${width}px`, height: `${height}px`});"""
HAS_SIZE = """const has = (times) => innerWidth === arguments[0] && innerHeight === arguments[1] ? true :
        times && new Promise((done) => setTimeout(done, 50)).then(() => has(times - 1));
    return has(200);"""
"""A page hears of its size a little later."""
ERRORS = """const found = Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError)
        .filter((one) => !(one.flags & one.warningFlag) && one.sourceName.startsWith("http"))
        .map((one) => `${one.sourceName}:${one.lineNumber}: ${one.errorMessage}`);
    Services.console.reset();
    return found;"""


class Firefox:
    """One window of a running Firefox."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._answers = connection.makefile("rb")
        self._read()  # it greets first

    def ask(self, command: str, **values: Any) -> Any:
        """Return what Firefox answers to a command of WebDriver's or Marionette's, or fail with its words."""
        call = json.dumps([0, 1, command, values]).encode()
        self._connection.sendall(b"%d:%s" % (len(call), call))
        _, _, error, answer = self._read()
        assert error is None, error
        return answer

    def run(self, script: str, *arguments: Any, context: str = "content") -> Any:
        """Return what a script returns in the page, or in the window around it (``chrome``)."""
        self.ask("Marionette:SetContext", value=context)
        answer = self.ask("WebDriver:ExecuteScript", script=script, args=arguments)["value"]
        self.ask("Marionette:SetContext", value="content")
        return answer

    def open(self, url: str, width: int, height: int) -> None:
        """Load a page into that many CSS pixels. The window itself cannot be as narrow as a phone."""
        self.run(SIZE, width, height, context="chrome")
        self.ask("WebDriver:Navigate", url=url)
        assert self.run(HAS_SIZE, width, height), f"{url} did not get {width} by {height} pixels"

    def take_errors(self) -> list[str]:
        """Return what the console has called errors of pages since it was last asked."""
        return self.run(ERRORS, context="chrome")

    def take_picture(self) -> bytes:
        """Return a PNG of what the window shows of the page."""
        return base64.b64decode(self.ask("WebDriver:TakeScreenshot", full=False)["value"])

    def close(self) -> None:
        self.ask("Marionette:Quit")
        self._answers.close()

    def _read(self) -> Any:
        length = b""
        while (letter := self._answers.read(1)) != b":":
            assert letter, "Firefox has hung up"
            length += letter
        return json.loads(self._answers.read(int(length)))


@contextmanager
def start_firefox(program: Path, folder: Path) -> Iterator[Firefox]:
    """Run a headless Firefox with a new profile in `folder`, which must exist."""
    lines = (f"user_pref({json.dumps(name)}, {value});\n" for name, value in PREFERENCES.items())
    (folder / "user.js").write_text("".join(lines), "utf-8")
    switches = ("--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile")
    with (folder / "log").open("w") as log:
        environ = {**os.environ, "HOME": str(folder)}
        running = subprocess.Popen([program, *switches, folder], stdout=log, stderr=log, env=environ)
        try:
            with socket.create_connection(("127.0.0.1", _wait_for_port(folder)), timeout=60) as connection:
                firefox = Firefox(connection)
                firefox.ask("WebDriver:NewSession", capabilities={})
                yield firefox
                firefox.close()
                running.wait(20)
        finally:
            running.kill()
            running.wait(20)


def _wait_for_port(folder: Path) -> int:
    said = folder / "MarionetteActivePort"
    for _ in range(600):
        if said.is_file() and said.read_text():
            return int(said.read_text())
        time.sleep(0.1)
    raise AssertionError(f"Firefox did not start: {(folder / 'log').read_text()}")
