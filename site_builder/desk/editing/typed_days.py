"""A day as somebody types it where it is no field of a file."""

import datetime

from pydantic_core import PydanticCustomError

from site_builder.content.field_types import read_day
from site_builder.desk.editing.edit_refusals import EditRefused


def read_typed_day(text: str) -> datetime.date:
    """Return a day; raise EditRefused with the words that a file gets."""
    try:
        return read_day(text)
    except PydanticCustomError as error:
        context = error.context or {}
        raise EditRefused(f"{context.get('message', '')} {context.get('hint', '')}".strip()) from None
