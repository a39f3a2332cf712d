"""Whatever an editor or a publisher does to the content, as the guides say it, the tests of the program stay green."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from site_builder.content.hosts import Host
from tests.conftest import PROJECT_DIR
from tests.sites import LONDON

READ_IT = {
    "deployed_sites.py": "what a deploy compares with",
    "test_json_schema.py": "whatever is there follows its schema",
    "test_postcodes.py": "asking for help leaves it alone",
}
"""The only tests that look at ``content/``, and what of it they ask: it holds for any content."""
SAMPLE = (
    "tests/test_json_schema.py::test_the_editor_uses_the_schemas_for_the_files_that_it_can",
    "tests/test_docs.py",
)
FOLDERS = re.compile(r'\b(?:ROOT|PROJECT|PROJECT_DIR) / "content["/]')
NOT_COPIED = (
    *(".git", ".venv", ".cache", ".hypothesis", ".*_cache", ".*.store", ".*.spare", "node_modules"),
    *("__pycache__", "public", "public.*", ".public*", "example-site"),
)


def set_up(content: Path, host: str) -> None:
    """Do what the guides say: address, contact and host, a number, texts, and an officer who leaves."""
    shutil.copytree(LONDON, content)
    settings = content / "site.yaml"
    text = settings.read_text("utf-8")
    text = re.sub(r"(?m)^base_url: .*$", "base_url: https://www.contacts.org.uk/london/", text)
    text = re.sub(r"(?m)^name: .*$", "name: Police contacts in London", text)
    text = re.sub(r"(?m)^(publisher:\n  name: ).*$", r"\1Contacts\n  contact: site@contacts.org.uk", text)
    settings.write_text(f"{text}hosting: {{host: {host}}}\nsecurity_contact: safe@contacts.org.uk\n", "utf-8")
    galop = content / "channels/galop.md"
    galop.write_text(galop.read_text("utf-8").replace("0800 999 5428", "0800 999 5477"), "utf-8")
    for page in (content / "pages").glob("*.md"):
        page.write_text(f"{page.read_text('utf-8')}\nYou can ask us.\n", "utf-8")
    for officer in (content / "officers").glob("*.md"):
        areas = re.findall(r"(?m)^  - (\w+)$", officer.read_text("utf-8"))
        officer.unlink()
        for area in (content / f"pages/boroughs/{slug}.md" for slug in areas):
            area.write_text(
                re.sub(
                    "(?m)^council:", "liaison: {state: unlisted}\ncouncil:", area.read_text("utf-8"), count=1
                )
            )


def replace_all(content: Path, _host: str) -> None:
    """Put another region in its place."""
    shutil.copytree(PROJECT_DIR / "example-region", content)


def run_tests(project: Path, change: Callable[[Path, str], None], host: str, *words: str) -> None:
    """Change the content of a copy of the project, see that it can be published, and run tests there."""
    shutil.copytree(PROJECT_DIR, project, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)
    shutil.rmtree(project / "content")
    change(project / "content", host)
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    for command in (
        ["-m", "site_builder", "check", "--as-of", "2026-11-22"],
        ["-m", "pytest", "-q", "-p", "no:cacheprovider", *words],
    ):
        ended = subprocess.run(
            [sys.executable, *command], cwd=project, env=environ, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, f"{ended.stdout}\n{ended.stderr}"


@pytest.mark.nightly
@pytest.mark.parametrize("change", [set_up, replace_all], ids=["set up", "replaced"])
def test_nor_any_other_test_when_a_site_is_set_up_or_replaced(
    change: Callable[[Path, str], None], tmp_path: Path
) -> None:
    run_tests(
        tmp_path, change, "github-pages", "-n", "auto", "--deselect", "tests/test_any_content.py", "tests"
    )


@pytest.mark.nightly
@pytest.mark.parametrize("host", get_args(Host))
def test_nor_does_any_host(host: str, tmp_path: Path) -> None:
    run_tests(tmp_path, set_up, host, *SAMPLE, "tests/test_deploy.py", "tests/test_cli.py")


def test_no_other_test_reads_the_content() -> None:
    files = (PROJECT_DIR / "tests").glob("*.py")
    assert {file.name for file in files if FOLDERS.search(file.read_text("utf-8"))} == set(READ_IT)
