"""Write docs/content-guide.md from its introduction and the schema: ``python -m tools.make_content_guide``."""

from pathlib import Path

from site_builder.guide import format_guide

DOCS_DIR = Path(__file__).resolve().parent.parent / "docs"
INTRODUCTION_FILE = DOCS_DIR / "content-guide-introduction.md"
GUIDE_FILE = DOCS_DIR / "content-guide.md"


def make_content_guide() -> str:
    """Return the guide as it should stand."""
    return format_guide(INTRODUCTION_FILE.read_text("utf-8"))


if __name__ == "__main__":
    GUIDE_FILE.write_text(make_content_guide(), "utf-8")
