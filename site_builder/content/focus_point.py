"""The point of a photograph that must not be cut off."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from site_builder.content.field_types import as_written, fault, read_text

_TWO_SHARES = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%?(?: ?, ?| )([0-9]+(?:\.[0-9]+)?) ?%?")
_WHOLE = 100
_LIKE = "Write two numbers: how far from the left, then how far from the top, like 50% 30%."


def read_focus(value: object) -> tuple[float, float]:
    """Return how far a point lies from the left and from the top, both in per cent: ``30% 20%``."""
    text = read_text(value)
    found = _TWO_SHARES.fullmatch(text)
    if not found:
        raise fault("bad-value", f'"{text}" is not a point in a picture.', _LIKE)
    across, down = float(found[1]), float(found[2])
    if max(across, down) > _WHOLE:
        raise fault(
            "bad-value", f'"{text}" lies outside the picture. Both numbers go from 0% to 100%.', _LIKE
        )
    return across, down


FocusPoint = Annotated[
    tuple[float, float], BeforeValidator(read_focus), as_written(_TWO_SHARES.pattern, _LIKE)
]
