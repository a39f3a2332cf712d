"""Write docs/content-guide.md and docs/rules.md from what the program knows: ``python -m tools.make_content_guide``.

The guide is made from its introduction, the schema and the table of rules; the page of rules from their explanations.
"""

from pathlib import Path

from site_builder.content.guide import format_guide, format_rules_page

DOCS_DIR = Path(__file__).resolve().parent.parent / "docs"
INTRODUCTION_FILE = DOCS_DIR / "content-guide-introduction.md"
GUIDE_FILE = DOCS_DIR / "content-guide.md"
RULES_FILE = DOCS_DIR / "rules.md"


def make_content_guide() -> str:
    """Return the guide as it should stand."""
    return format_guide(INTRODUCTION_FILE.read_text("utf-8"))


if __name__ == "__main__":
    GUIDE_FILE.write_text(make_content_guide(), "utf-8")
    RULES_FILE.write_text(format_rules_page(), "utf-8")
