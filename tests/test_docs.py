"""The papers say what the program does."""

import re
from pathlib import Path

import pytest

from site_builder.cli import COMMANDS, main
from site_builder.content.schema import Borough, Channel, Officer, Page, Record
from site_builder.content.settings import Site
from site_builder.findings.rules import RULES
from tests.sites import small_site, write_files
from tools.make_content_guide import GUIDE_FILE, make_content_guide

ROOT = Path(__file__).resolve().parent.parent
PAPERS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "CODE_OF_CONDUCT.md",
    "docs/content-guide.md",
    "docs/editing.md",
    "docs/git-editor.md",
    "docs/online.md",
    "docs/sheets.md",
    "docs/theme-guide.md",
    "LICENSE",
)


def test_the_content_guide_is_what_the_schema_makes() -> None:
    assert GUIDE_FILE.read_text("utf-8") == make_content_guide(), "run: python -m tools.make_content_guide"


@pytest.mark.parametrize("model", [Officer, Borough, Channel, Page, Site])
def test_every_field_is_in_the_content_guide_and_has_words(model: type[Site]) -> None:
    guide = GUIDE_FILE.read_text("utf-8")
    for name, field in model.model_fields.items():
        if name not in Record.OWN:
            assert f"| `{name}` |" in guide
            assert field.description, f"{model.__name__}.{name} has no words"


def test_every_rule_in_the_code_is_in_the_table_and_every_rule_of_the_table_is_used() -> None:
    code = "\n".join(
        file.read_text("utf-8")
        for file in (ROOT / "site_builder").rglob("*.py")
        if file.parent.name != "rules"
    )
    unused = {rule for rule in RULES if f'"{rule}"' not in code} - {
        f"{kind}-officer" for kind in ("due", "overdue")
    }
    unused -= {f"unknown-{kind}" for kind in ("borough", "officer", "channel", "force")}
    assert unused == set()
    raised = set(
        re.findall(r'(?:fault|Diagnostic)\(\s*(?:[^"()]|\([^()]*\))*?"([a-z]+(?:-[a-z0-9]+)+)"', code)
    )
    assert raised - set(RULES) == set()


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_there_and_its_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)):
        if "://" not in target:
            assert (ROOT / name).parent.joinpath(target).exists(), f"{name} links to {target}"


def test_architecture_stays_at_two_pages() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text("utf-8").split()) <= 1_300


def test_the_readme_names_only_commands_and_files_that_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for command in re.findall(r"python3 build\.py ([a-z]+)", text):
        assert command in COMMANDS
    for path in re.findall(r"`((?:content|site_builder|themes|docs|tests|tools|example)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), f"the README names {path}"


def test_what_the_readme_shows_is_what_the_program_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    officer = (ROOT / "example/officers/q-amberline.md").read_text("utf-8")
    areas = {"north": "wandsworth", "south": "merton"}
    files = {**small_site(), "officers/q-amberline.md": officer}
    for old, new in areas.items():
        files = {name.replace(old, new): text.replace(old, new) for name, text in files.items()}
    files |= {
        name: text.replace("liaison: {state: unlisted}\n", "")
        for name, text in files.items()
        if name.endswith(("wandsworth.md", "merton.md"))
    }
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path / "example", files)
    options = ["--content", "example", "--output", "example-site", "--as-of", "2026-11-28"]
    assert main(options) == 0
    said = re.sub("[0-9.]+[0-9]|[0-9]", "0", capsys.readouterr().out.strip())
    shown = re.sub("[0-9.]+[0-9]|[0-9]", "0", readme[readme.index("Built ") :].split("```")[0].strip())
    outcome = said[said.index("Built ") :].replace("example-site", "public")
    assert re.sub("officers?", "officer", outcome) == re.sub("officers?", "officer", shown)
    spoiled = officer.replace("rank: PC", "rnak: PC").replace("- merton", "- mertno")
    write_files(tmp_path / "example", {"officers/q-amberline.md": spoiled})
    assert main(options) == 1
    assert capsys.readouterr().err.strip() in readme


def test_nothing_of_the_place_where_it_was_made_is_in_the_project() -> None:
    unwanted = re.compile(
        "/wor" + "k/|/roo" + "t/|pythonhoste" + "d|registry\\.npm" + "js|deb\\.debia" + "n\\.org"
    )
    kept = [
        file
        for folder in (
            "site_builder",
            "launcher",
            "themes",
            "content",
            "example",
            "docs",
            "tools",
            "requirements",
            "tests",
            ".ci",
            ".github",
        )
        for file in (ROOT / folder).rglob("*")
        if file.suffix
        in {".py", ".md", ".lock", ".in", ".yaml", ".yml", ".html", ".css", ".txt", ".toml", ""}
    ]
    for file in [*kept, *ROOT.glob("*.md"), *ROOT.glob("*.toml")]:
        if file.is_file():
            assert not unwanted.search(file.read_text("utf-8", "replace")), file
