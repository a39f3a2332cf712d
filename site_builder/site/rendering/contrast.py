"""How far the colours of a theme stand apart, in light and in dark, as WCAG counts it."""

import re

from site_builder.findings.diagnostics import Diagnostic, Place
from site_builder.site.rendering.theme import ContrastPair, Theme

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_SHORT_HEX = 4


def find_low_contrast(theme: Theme) -> tuple[Diagnostic, ...]:
    """Find the pairs of the theme's contrast.yaml that do not reach their ratio (rule `low-contrast`)."""
    found = (
        _check_pair(theme, scheme, pair) for scheme in ("light", "dark") for pair in theme.contrast_pairs
    )
    return tuple(finding for finding in found if finding)


def contrast_ratio(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours like ``#1d1a26``, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _check_pair(theme: Theme, scheme: str, pair: ContrastPair) -> Diagnostic | None:
    colours = [theme.tokens(scheme).get(name, "") for name in (pair.colour, pair.on)]
    for name, colour in zip((pair.colour, pair.on), colours, strict=True):
        if not _HEX.fullmatch(colour):
            return _finding(
                pair.place,
                f"The {scheme} colour `{name}` cannot be measured.",
                "Give it a value like #1d1a26.",
            )
    ratio = contrast_ratio(*colours)
    if ratio >= pair.at_least:
        return None
    words = f"In the {scheme} scheme `{pair.colour}` on `{pair.on}` has a contrast of {ratio:.2f}"
    words = f"{words}, less than {pair.at_least:g}."
    return _finding(pair.place, words, "Make one of the two colours darker or lighter in styles/tokens.css.")


def _finding(place: Place, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place, "low-contrast", message, hint)


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance), from 0 to 1."""
    digits = "".join(digit * 2 for digit in colour[1:]) if len(colour) == _SHORT_HEX else colour[1:]
    red, green, blue = (_linear(int(digits[start : start + 2], 16) / 255) for start in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
