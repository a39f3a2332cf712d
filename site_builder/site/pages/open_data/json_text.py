"""JSON as this site publishes it."""

from pydantic_core import to_json


def format_json(value: object) -> bytes:
    """Return a value as JSON that people can read: indented, in UTF-8, with a line end after it."""
    return to_json(value, indent=1, by_alias=True) + b"\n"
