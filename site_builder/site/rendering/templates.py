"""The templates of a theme, compiled and found whole before the first page is rendered.

A template sees only what it is handed: there is no clock, no chance, no way to mark text as safe, and no way to pass
over a misspelt name in silence.
"""

from collections.abc import Iterator, Mapping

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateSyntaxError, Undefined, nodes

from site_builder.findings.diagnostics import Place, suggest
from site_builder.site.rendering.theme_files import ThemeError, ThemeFile, ThemeFolder

TEMPLATE_DIRS = ("layouts/", "templates/", "components/")
TEMPLATE_ENDINGS = (".html", ".xml", ".txt")
HIDDEN_FILTERS = ("d", "default", "pprint", "random", "safe")
"""Filters that would hide a typing mistake, make two builds differ or let text become markup."""
KEPT_GLOBALS = ("range",)


def create_environment(lineage: tuple[ThemeFolder, ...], files: Mapping[str, ThemeFile]) -> Environment:
    """Return the environment for these templates; raises ThemeError for the first that cannot work."""
    sources = _name_templates(lineage, files)
    environment = Environment(
        loader=FunctionLoader(lambda name: _load(sources, name)),
        undefined=StrictUndefined,
        autoescape=_is_escaped,
        finalize=_only_words,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.globals = {name: environment.globals[name] for name in KEPT_GLOBALS}
    for name in HIDDEN_FILTERS:
        environment.filters.pop(name)
    for name in sources:
        _check_template(environment, sources, name)
    return environment


def _name_templates(lineage: tuple[ThemeFolder, ...], files: Mapping[str, ThemeFile]) -> dict[str, ThemeFile]:
    """Name the templates: a parent's own also answer to its name, so that a child can extend what it replaces."""
    named = {path: file for path, file in files.items() if _is_template(path)}
    for folder in lineage[:-1]:
        named |= {f"{folder.name}/{path}": file for path, file in folder.files.items() if _is_template(path)}
    return named


def _is_template(path: str) -> bool:
    return path.startswith(TEMPLATE_DIRS) and path.endswith(TEMPLATE_ENDINGS)


def _is_escaped(name: str | None) -> bool:
    return not (name or "").endswith(".txt")


def _load(sources: Mapping[str, ThemeFile], name: str) -> tuple[str, str, None] | None:
    """Return source and file name, in the shape jinja2 asks for."""
    return (sources[name].text, sources[name].shown_path, None) if name in sources else None


def _only_words(value: object) -> object:
    """Let only words and numbers onto a page: `None`, a list or a method there is a slip in a template."""
    if isinstance(value, str | int | Undefined) and not isinstance(value, bool):
        return value  # printing an Undefined fails by itself, and says which name it was
    raise TypeError(f"this would print {value!r}, which is neither words nor a number")


def _check_template(environment: Environment, sources: Mapping[str, ThemeFile], name: str) -> None:
    source = sources[name]
    try:
        tree = environment.parse(source.text, filename=source.shown_path)
        environment.get_template(name)  # compiled now, and kept for the pages
    except TemplateSyntaxError as error:
        raise ThemeError(Place(source.shown_path, error.lineno), _as_sentence(error.message or "")) from error
    for line, message in _find_faults(environment, sources, tree):
        raise ThemeError(Place(source.shown_path, line), message)


def _find_faults(
    environment: Environment, sources: Mapping[str, ThemeFile], tree: nodes.Template
) -> Iterator[tuple[int, str]]:
    for block in tree.find_all(nodes.EvalContextModifier):
        yield block.lineno, "Escaping cannot be switched off: text from content must never become markup."
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        wanted = node.template  # type: ignore[attr-defined]  # each of the four has it, their base has not
        if not isinstance(wanted, nodes.Const):
            yield node.lineno, "Write the name of the other template here, in quotes."
        elif wanted.value not in sources:
            yield (
                node.lineno,
                f'There is no template "{wanted.value}". {suggest(str(wanted.value), sources)}'.strip(),
            )
        elif isinstance(node, nodes.FromImport):
            yield from _find_missing_macros(environment, sources[wanted.value], node)


def _find_missing_macros(
    environment: Environment, source: ThemeFile, node: nodes.FromImport
) -> Iterator[tuple[int, str]]:
    known = {macro.name for macro in environment.parse(source.text).find_all(nodes.Macro)}
    for name in node.names:
        wanted = name if isinstance(name, str) else name[0]
        if wanted not in known:
            yield (
                node.lineno,
                f"{source.shown_path} has no macro `{wanted}`. {suggest(wanted, known)}".strip(),
            )


def _as_sentence(words: str) -> str:
    return f"This template cannot be read: {words.rstrip('.')}."
