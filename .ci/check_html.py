"""Run the Nu HTML checker and html-validate on every page of finished sites: ``python3 .ci/check_html.py FOLDER...``.

Nothing is allowed. What a checker is wrong about is passed over: `DATA_BLOCK`, `PASSED_OVER`.

For Nu the pages are served, not read as files: it holds them against their own content security policy, in which
'self' means nothing for a file. Needs Java 17 or newer, and npm. The checkers are kept in ``.cache/``.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PROJECT_DIR = Path(__file__).resolve().parent.parent
NU = "vnu-jar@26.9.27"
HTML_VALIDATE = "html-validate@9.7.1"
"""The last that Debian's own Node runs (18)."""

#: It takes data for search engines (JSON-LD) for a script that the policy would block. To a browser a data block is no
#: script (HTML, section 4.12.1). That no other script stands in a page, our own rule `inline-script` sees to.
DATA_BLOCK = (
    r"Inline script violates Content Security Policy \(meta tag\): blocked by .script-src. directive.*"
)

#: It takes the space in "Call 999" for one inside a number. Those inside are held together, which our own test of every
#: number in a real browser sees to (tests/test_heard.py).
PASSED_OVER = "tel-non-breaking:off"


def main(folders: Sequence[str]) -> int:
    """Print one line for each complaint. Return 0 when every folder has pages and no page has any."""
    pages = {folder: sorted(Path(folder).rglob("*.html")) for folder in folders}
    empty = [folder for folder, files in pages.items() if not files]
    if empty or not pages:
        print(f"No pages to check in: {', '.join(empty) or 'no folder was named'}", file=sys.stderr)
        return 2
    nu, html_validate = _install(NU), _install(HTML_VALIDATE)
    count = 0
    for folder, files in pages.items():
        with _serve(folder) as address:
            complaints = _check(nu, [f"{address}/{file.relative_to(folder).as_posix()}" for file in files])
        lines = [_format(complaint, folder) for complaint in complaints] + _validate(html_validate, folder)
        print(*lines, sep="\n", end="\n" if lines else "")
        count += len(lines)
    print(f"{sum(map(len, pages.values()))} pages checked, {count} complaints.")
    return 1 if count else 0


@contextmanager
def _serve(folder: str) -> Iterator[str]:
    requests = partial(_QuietRequests, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), requests) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _QuietRequests(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Keep quiet: the checker says what went wrong."""


def _install(package: str) -> Path:
    """Return the folder of a package at its version, installed if it is not there yet."""
    folder = PROJECT_DIR / ".cache" / package
    installed = folder / "node_modules" / package.partition("@")[0]
    if not installed.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Nu's install script would download a Java of its own.
        options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
        npm = shutil.which("npm") or "npm"
        install = [npm, "install", "--prefix", str(folder), *options, package]
        subprocess.run(install, check=True, stdin=subprocess.DEVNULL)
    return installed


def _validate(checker: Path, folder: str) -> list[str]:
    """Return a line for each complaint of html-validate, by its own recommended rules.

    A title of 70 characters is long for it. People's names may be longer, and stand as they are.
    """
    program = str(checker / "bin" / "html-validate.mjs")
    options = ["--preset", "recommended", "--rule", PASSED_OVER, "--formatter", "json"]
    ended = subprocess.run(
        ["node", program, *options, folder], capture_output=True, encoding="utf-8", check=False
    )
    try:
        found = json.loads(ended.stdout)
    except ValueError:
        raise SystemExit(f"html-validate did not run to its end: {ended.stderr or ended.stdout}") from None
    return [
        f"{page['filePath']}:{one['line']}:{one['column']}: {one['ruleId']}: {one['message']}"
        for page in found
        for one in page["messages"]
        if not (one["ruleId"] == "long-title" and "/officers/" in page["filePath"])
    ]


def _check(checker: Path, addresses: Sequence[str]) -> list[dict[str, Any]]:
    # -Xss: the checker's grammar goes deep, and Java's usual stack is too small for it.
    command = [
        "java",
        "-Xss4m",
        "-Dnu.validator.servlet.allow-forbidden-hosts=true",  # this machine's own server
        "-jar",
        str(checker / "build" / "dist" / "vnu.jar"),
        "--stdout",
        "--format",
        "json",
        "--skip-non-html",
        "--Werror",
        "--filterpattern",
        DATA_BLOCK,
    ]
    environ = {**os.environ, "LC_ALL": "C.UTF-8"}
    ended = subprocess.run(
        [*command, *addresses], capture_output=True, encoding="utf-8", check=False, env=environ
    )
    try:
        complaints: list[dict[str, Any]] = json.loads(ended.stdout)["messages"]
    except (ValueError, KeyError):
        raise SystemExit(f"The checker did not run to its end: {ended.stderr or ended.stdout}") from None
    if ended.returncode and not complaints:
        raise SystemExit(f"The checker ended with {ended.returncode}: {ended.stderr}")
    return complaints


def _format(complaint: dict[str, Any], folder: str) -> str:
    page = folder + unquote(urlsplit(complaint.get("url", "")).path)
    kind = complaint.get("subType", complaint["type"])
    return f"{page}:{complaint.get('lastLine', 0)}:{complaint.get('firstColumn', 0)}: {kind}: {complaint['message']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
