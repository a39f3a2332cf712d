"""Which style sheet a kind of page loads, and which components are styled in it.

All kinds share ``site.css``, so that whoever goes on to the next page has it; those that ``sheets.yaml`` names, which
few people open, have sheets of their own. A component that only these use is styled there and nowhere else.
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from site_builder.findings.diagnostics import Place, suggest
from site_builder.site.rendering.theme_files import ThemeError, ThemeFile

SHARED_SHEET = "site.css"
_ANOTHER = re.compile(r'\{%[-+]?\s*(?:extends|include|import|from)\s+"([^"]+)"')
_STYLES = re.compile(r"components/([^/]+)/[^/]+\.css")


@dataclass(frozen=True)
class Sheet:
    """A style sheet by `name`, for these templates; `components` are those whose styles it has."""

    name: str
    templates: frozenset[str]
    components: frozenset[str]


def plan_sheets(files: Mapping[str, ThemeFile], sources: Mapping[str, ThemeFile]) -> tuple[Sheet, ...]:
    """Return ``site.css`` and the other sheets; `sources` are the templates by name.

    Raises ThemeError where ``sheets.yaml`` names what does not exist.
    """
    named = dict(_read_sheets(files))
    own = [Sheet(name, templates, _used(templates, sources)) for name, templates in named.items()]
    apart = frozenset[str]().union(*named.values())
    others = frozenset(_pages(sources)) - apart
    styled = {found[1] for path in files if (found := _STYLES.fullmatch(path))}
    elsewhere = frozenset[str]().union(*(sheet.components for sheet in own)) - _used(others, sources)
    return Sheet(SHARED_SHEET, others, frozenset(styled - elsewhere)), *own


def _read_sheets(files: Mapping[str, ThemeFile]) -> Iterator[tuple[str, frozenset[str]]]:
    if not (file := files.get("sheets.yaml")):
        return
    for name, templates in file.fields().items():
        wanted = [str(template) for template in (templates if isinstance(templates, list) else [templates])]
        for template in wanted:
            if f"templates/{template}" not in files:
                known = [path.removeprefix("templates/") for path in files if path.startswith("templates/")]
                message = f"The sheet `{name}` is for `{template}`, and the theme has no such template."
                raise ThemeError(Place(file.shown_path, 1), f"{message} {suggest(template, known)}".strip())
        yield f"{name}.css", frozenset(wanted)


def _pages(sources: Mapping[str, ThemeFile]) -> Iterator[str]:
    return (name.removeprefix("templates/") for name in sources if name.startswith("templates/"))


def _used(templates: Set[str], sources: Mapping[str, ThemeFile]) -> frozenset[str]:
    """Return the components that any of the templates calls, by way of others too."""
    waiting = [f"templates/{template}" for template in templates]
    met: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in met:
            met.add(name)
            waiting += _ANOTHER.findall(sources[name].text)
    return frozenset(name.split("/")[-2] for name in met if "components/" in name)
