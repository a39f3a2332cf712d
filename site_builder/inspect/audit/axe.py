"""The accessibility rules of axe: which of them are asked, and what came of it.

https://github.com/dequelabs/axe-core, as the package axe-playwright-python carries it.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from site_builder.findings.rule import Severity
from site_builder.inspect.audit.probes import read_probe
from site_builder.inspect.audit.sightings import Sighting, read_part

REQUIRED = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
"""Every rule of WCAG 2.0 to 2.2 at level A and AA, and what axe calls best practice."""
ENHANCED = ("wcag2aaa", "wcag21aaa", "wcag22aaa")
"""Level AAA, told apart."""
ON_REQUEST = (
    "target-size",
    "color-contrast-enhanced",
    "identical-links-same-purpose",
    "meta-refresh-no-exceptions",
)
"""Rules of these kinds that axe leaves out unless they are asked for by name."""
ENHANCED_RULES = frozenset(ON_REQUEST) - {"target-size"}
"""Those of them that only level AAA asks for."""
LOOK_RULES = frozenset(
    {
        "color-contrast",
        "color-contrast-enhanced",
        "link-in-text-block",
        "scrollable-region-focusable",
        "target-size",
    }
)
"""Rules that depend on sizes and colours."""


@cache
def axe_script() -> str:
    """Return axe's own source. The package's Python part is not used: it reads this in the system's encoding."""
    package = find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("axe_playwright_python")
    return Path(package.origin).with_name("axe.min.js").read_text("utf-8")


def axe_call(*, only_looks: bool = False, is_enhanced: bool = True) -> str:
    """Return the script that runs axe on a page where its source has run before, and gives what it found.

    `only_looks` asks only the rules that depend on how the page is shown, where all were asked of another look at it;
    `is_enhanced` asks those of level AAA too.
    """
    tags = [*REQUIRED, *(ENHANCED if is_enhanced else ())]
    left_out = frozenset() if is_enhanced else ENHANCED_RULES
    everything = {
        "runOnly": {"type": "tag", "values": tags},
        "rules": {name: {"enabled": name not in left_out} for name in ON_REQUEST},
    }
    some = {"runOnly": {"type": "rule", "values": sorted(LOOK_RULES - left_out)}}
    options = {**(some if only_looks else everything), "resultTypes": ["violations"]}
    return f"({read_probe('axe')})({json.dumps(options)}, {read_probe('describe')})"


def read_violations(violations: list[Mapping[str, Any]], look: str) -> Iterator[Sighting]:
    """Yield each rule of axe that a part of the page breaks; `look` says how the page was shown.

    What only the highest level of WCAG (AAA) asks for is a warning.
    """
    for violation in violations:
        is_enhanced = bool(set(ENHANCED).intersection(violation["tags"]))
        for told in violation["parts"]:
            part = read_part(told)
            yield Sighting(
                "axe-rule",
                f"{part} breaks a rule of axe, {look}: {violation['help']} ({violation['id']}).",
                f"More on this: {violation['url']}",
                part,
                Severity.WARNING if is_enhanced else Severity.ERROR,
            )
