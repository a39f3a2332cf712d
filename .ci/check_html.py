"""Run the Nu HTML checker on every page of finished sites: ``python3 .ci/check_html.py FOLDER...``. Nothing is allowed.

Needs Java 17 or newer and npm. The checker is kept in ``.cache/``.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PROJECT_DIR = Path(__file__).resolve().parent.parent
CHECKER = "vnu-jar@26.9.27"
CHECKER_DIR = PROJECT_DIR / ".cache" / CHECKER
JAR = CHECKER_DIR / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def main(folders: Sequence[str]) -> int:
    """Print one line for each complaint. Return 0 when every folder has pages and no page has any."""
    pages = {folder: len(list(Path(folder).rglob("*.html"))) for folder in folders}
    empty = [folder for folder, count in pages.items() if not count]
    if empty or not pages:
        print(f"No pages to check in: {', '.join(empty) or 'no folder was named'}", file=sys.stderr)
        return 2
    if not JAR.exists():
        _install_checker()
    complaints = _check(folders)
    for complaint in complaints:
        print(_format(complaint))
    print(f"{sum(pages.values())} pages checked, {len(complaints)} complaints.")
    return 1 if complaints else 0


def _install_checker() -> None:
    CHECKER_DIR.mkdir(parents=True, exist_ok=True)
    # Its install script would download a Java of its own.
    options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
    npm = shutil.which("npm") or "npm"
    subprocess.run(
        [npm, "install", "--prefix", str(CHECKER_DIR), *options, CHECKER],
        check=True,
        stdin=subprocess.DEVNULL,
    )


def _check(folders: Sequence[str]) -> list[dict[str, Any]]:
    # -Xss: the checker's grammar goes deep, and Java's usual stack is too small for it.
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(JAR),
        "--stdout",
        "--format",
        "json",
        "--skip-non-html",
        "--Werror",
    ]
    environ = {**os.environ, "LC_ALL": "C.UTF-8"}
    ended = subprocess.run(
        [*command, *folders], capture_output=True, encoding="utf-8", check=False, env=environ
    )
    try:
        complaints: list[dict[str, Any]] = json.loads(ended.stdout)["messages"]
    except (ValueError, KeyError):
        raise SystemExit(f"The checker did not run to its end: {ended.stderr or ended.stdout}") from None
    if ended.returncode and not complaints:
        raise SystemExit(f"The checker ended with {ended.returncode}: {ended.stderr}")
    return complaints


def _format(complaint: dict[str, Any]) -> str:
    page = unquote(urlsplit(complaint.get("url", "")).path)
    page = os.path.relpath(page, PROJECT_DIR) if page else "?"
    kind = complaint.get("subType", complaint["type"])
    return f"{page}:{complaint.get('lastLine', 0)}:{complaint.get('firstColumn', 0)}: {kind}: {complaint['message']}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
