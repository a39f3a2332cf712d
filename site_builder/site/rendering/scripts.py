"""Scripts of a theme: each entry and the modules it imports, joined into one file that needs no other.

A module names what it needs on lines of their own (``import { Table } from "./table.js";``) and what it offers with
``export`` before a declaration. No more of the language of modules is used, so that joining them is a matter of lines:
no parser, no Node. Comments on lines of their own and indentation are left out of what visitors load; the packages that
would squeeze more were tried and each has a catch (docs/decisions/scripts-joined-by-lines.md).
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

from site_builder.findings.diagnostics import Place, suggest
from site_builder.site.rendering.theme_files import ThemeError, ThemeFile

ENTRIES = "scripts/"
_IMPORT = re.compile(r'import \{ [^}]* \} from "(\.{1,2}/[^"]+)";')
_EXPORT = re.compile(r"export (?=(?:async )?(?:class|function|const|let) )")
_DECLARATION = re.compile(r"(?:export )?(?:async )?(?:class|function|const|let) (\w+)")
_AIR = re.compile(r" ?(=>|[!={}()\[\],;:?<>*|&]+) ?")
_GOES_ON = (";", "{", "(", "[", ",")
"""A line that ends so needs no end of line; one with a comment behind it does."""
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)$", re.DOTALL | re.MULTILINE)
_HOW_TO_IMPORT = 'Write an import like `import { Table } from "./table.js";`, on one line.'


def join_scripts(files: Mapping[str, ThemeFile]) -> Iterator[tuple[str, str]]:
    """Yield name and text of each entry; raises ThemeError when one cannot be joined.

    Every script directly in ``scripts/`` is an entry: ``scripts/site.js`` becomes ``site.js``. Only its own exports
    stay, because nobody else can import from the result.
    """
    for path, file in files.items():
        if path.startswith(ENTRIES) and path.count("/") == 1 and path.endswith(".js"):
            modules = list(dict.fromkeys(_needed_first(file, files, ())))
            _check_names(modules)
            texts = [_offered(module, is_entry=module is file) for module in modules]
            yield path.removeprefix(ENTRIES), "\n".join(text.rstrip("\n") for text in texts if text) + "\n"


def _needed_first(
    module: ThemeFile, files: Mapping[str, ThemeFile], asked_by: tuple[ThemeFile, ...]
) -> Iterator[ThemeFile]:
    """Yield what a module needs, then the module."""
    if module in asked_by:
        raise ThemeError(Place(module.shown_path, 1), "This script imports itself, by way of others.")
    for number, line in enumerate(module.text.splitlines(), 1):
        if not line.startswith("import "):
            continue
        place = Place(module.shown_path, number)
        if not (found := _IMPORT.fullmatch(line.rstrip())):
            raise ThemeError(place, f"This import cannot be read. {_HOW_TO_IMPORT}")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(module.path), found[1]))
        if path not in files:
            raise ThemeError(place, f"There is no script {path} in the theme. {suggest(path, files)}".strip())
        yield from _needed_first(files[path], files, (*asked_by, module))
    yield module


def _check_names(modules: list[ThemeFile]) -> None:
    """Refuse what would mean something else once joined: a name used twice, a text over several lines."""
    known: dict[str, str] = {}
    for module in modules:
        for number, line in enumerate(module.text.splitlines(), 1):
            place = Place(module.shown_path, number)
            if (found := _DECLARATION.match(line)) and found[1] in known:
                raise ThemeError(place, f"`{found[1]}` is the name of something in {known[found[1]]} too.")
            if found:
                known[found[1]] = module.shown_path
            if line.startswith("export ") and not _EXPORT.match(line):
                raise ThemeError(
                    place, "Write `export` in front of a class, a function or a constant, and nowhere else."
                )
            if line.count("`") % 2 and not line.lstrip().startswith(("//", "*", "/*")):
                raise ThemeError(place, "Keep a text between backticks on one line.")


def _offered(module: ThemeFile, *, is_entry: bool) -> str:
    lines = (line.strip() for line in _COMMENT.sub("", module.text).splitlines())
    kept = (_without_air(line) for line in lines if line and not line.startswith("import {"))
    offered = (line if is_entry else _EXPORT.sub("", line, count=1) for line in kept)
    return "".join(line if line.endswith(_GOES_ON) and "//" not in line else line + "\n" for line in offered)


def _without_air(line: str) -> str:
    """Return a line without spaces that only please the eye, unless it may hold a pattern or words in backticks."""
    if any(sign in line for sign in "`/\\'"):
        return line
    parts = line.split('"')
    return '"'.join(part if number % 2 else _AIR.sub(r"\1", part) for number, part in enumerate(parts))
