"""Write schemas/, which tells text editors the fields of each kind of file: ``python -m tools.make_schemas``."""

from pathlib import Path

from site_builder.content.json_schema import format_schemas

SCHEMAS_DIR = Path(__file__).resolve().parent.parent / "schemas"


if __name__ == "__main__":
    SCHEMAS_DIR.mkdir(exist_ok=True)
    for name, text in format_schemas().items():
        (SCHEMAS_DIR / name).write_text(text, "utf-8")
