"""The templates of a theme, compiled and found whole before the first page is rendered.

A template sees only what it is handed and the words of its language: there is no clock, no chance, no way to mark text
as safe, and no way to pass over a misspelt name in silence.
"""

import marshal
import re
from collections.abc import Iterator, Mapping, MutableMapping
from types import SimpleNamespace
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    nodes,
)
from markupsafe import Markup, escape

from site_builder.findings.diagnostics import Place, suggest
from site_builder.language.wording import keep_numbers
from site_builder.language.words import Words, fill, read_english
from site_builder.site.rendering.theme_files import ThemeError, ThemeFile, ThemeFolder

TEMPLATE_DIRS = ("layouts/", "templates/", "components/")
TEMPLATE_ENDINGS = (".html", ".xml", ".txt")
HIDDEN_FILTERS = ("d", "default", "pprint", "random", "safe")
"""Filters that would hide a typing mistake, make two builds differ or let text become markup."""
KEPT_GLOBALS = ("range",)
IN_ENGLISH = "in_english"
"""What templates write into the tag of an element whose words are English in every language; in English it is empty."""
_ENGLISH_ATTRIBUTES = ' lang="en" dir="ltr"'
_LINE_ENDS = re.compile(r"(?<=\w)(?=[@./]\w)")
_LONG = 20
"""Letters that a line of a phone has room for at twice the size."""
WORDS = "words"
"""What templates call the words of the page's language: ``{{ words.menu }}``."""


def compile_templates(
    lineage: tuple[ThemeFolder, ...], files: Mapping[str, ThemeFile]
) -> Mapping[str, bytes]:
    """Return the code of every template by its name; raises ThemeError for the first that cannot work."""
    environment = _create_environment()
    sources = name_templates(lineage, files)
    trees = {name: _parse(environment, source) for name, source in sources.items()}
    return {name: _compile(environment, sources, trees, name) for name in sources}


def create_environment(compiled: Mapping[str, bytes], words: Words) -> Environment:
    """Return the environment that renders with these templates in one language."""
    environment = _create_environment()
    environment.globals[WORDS] = SimpleNamespace(**words.said)
    is_english = words.language == read_english().language
    environment.globals[IN_ENGLISH] = Markup("" if is_english else _ENGLISH_ATTRIBUTES)  # our own
    if not is_english:
        environment.filters["english"] = _mark_english
    environment.loader = _CompiledLoader(compiled)
    return environment


class _CompiledLoader(BaseLoader):
    """Loads templates from their code."""

    def __init__(self, compiled: Mapping[str, bytes]) -> None:
        self._compiled = compiled

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return a template; raise TemplateNotFound where there is none of that name."""
        if name not in self._compiled:
            raise TemplateNotFound(name)
        code = marshal.loads(self._compiled[name])
        return environment.template_class.from_code(environment, code, globals if globals is not None else {})


def _create_environment() -> Environment:
    environment = Environment(
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
    environment.filters |= {"fill": _fill, "divided": _divided, "english": lambda text: text}
    return environment


def _mark_english(text: str) -> Markup:
    """Return words that are English in every language, marked as such for a page in another."""
    return Markup(f"<span{_ENGLISH_ATTRIBUTES}>{escape(text)}</span>") if text else Markup("")  # escaped here


def _fill(pattern: str, **parts: str) -> Markup:
    """Return words with something in the place of each name in braces; markup among it stays markup."""
    escaped = {name: str(escape(part)) for name, part in parts.items()}
    return Markup(keep_numbers(fill(str(escape(pattern)), escaped)))  # all of it is escaped


def _divided(address: str) -> Markup:
    """Return an address with places where a narrow line may end: before its ``@`` and, where it is long, its dots.

    A number stays in one piece.
    """
    parts = str(escape(address)).split("@")
    long = (_LINE_ENDS.sub("<wbr>", part) if len(part) > _LONG or len(parts) == 1 else part for part in parts)
    return Markup(keep_numbers("<wbr>@".join(long)))


def name_templates(lineage: tuple[ThemeFolder, ...], files: Mapping[str, ThemeFile]) -> dict[str, ThemeFile]:
    """Return the templates by name: a parent's own also answer to its, so that a child can extend them."""
    named = {path: file for path, file in files.items() if _is_template(path)}
    for folder in lineage[:-1]:
        named |= {f"{folder.name}/{path}": file for path, file in folder.files.items() if _is_template(path)}
    return named


def _is_template(path: str) -> bool:
    return path.startswith(TEMPLATE_DIRS) and path.endswith(TEMPLATE_ENDINGS)


def _is_escaped(name: str | None) -> bool:
    return not (name or "").endswith(".txt")


def _only_words(value: object) -> object:
    """Let only words and numbers onto a page: `None`, a list or a method there is a slip in a template."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return keep_numbers(value)
    if isinstance(value, str | int | Undefined) and not isinstance(value, bool):
        return value  # printing an Undefined fails by itself, and says which name it was
    raise TypeError(f"this would print {value!r}, which is neither words nor a number")


def _parse(environment: Environment, source: ThemeFile) -> nodes.Template:
    try:
        return environment.parse(source.text, filename=source.shown_path)
    except TemplateSyntaxError as error:
        raise ThemeError(Place(source.shown_path, error.lineno), _as_sentence(error.message or "")) from error


def _compile(
    environment: Environment, sources: Mapping[str, ThemeFile], trees: Mapping[str, nodes.Template], name: str
) -> bytes:
    source, tree = sources[name], trees[name]
    for line, message in _find_faults(sources, trees, tree):
        raise ThemeError(Place(source.shown_path, line), message)
    try:
        return marshal.dumps(environment.compile(tree, name, source.shown_path))
    except TemplateSyntaxError as error:
        raise ThemeError(Place(source.shown_path, error.lineno), _as_sentence(error.message or "")) from error


def _find_faults(
    sources: Mapping[str, ThemeFile], trees: Mapping[str, nodes.Template], tree: nodes.Template
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
            yield from _find_missing_macros(sources[wanted.value], trees[wanted.value], node)
    yield from _find_unknown_words(tree)


def _find_unknown_words(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield the words that no language has; a template may have something of its own that it calls `words`."""
    known = read_english().said
    if any(name.name == WORDS and name.ctx != "load" for name in tree.find_all(nodes.Name)):
        return
    for asked in tree.find_all(nodes.Getattr):
        if isinstance(asked.node, nodes.Name) and asked.node.name == WORDS and asked.attr not in known:
            yield asked.lineno, f"There is no `{WORDS}.{asked.attr}`. {suggest(asked.attr, known)}".strip()


def _find_missing_macros(
    source: ThemeFile, tree: nodes.Template, node: nodes.FromImport
) -> Iterator[tuple[int, str]]:
    known = {macro.name for macro in tree.find_all(nodes.Macro)}
    for name in node.names:
        wanted = name if isinstance(name, str) else name[0]
        if wanted not in known:
            yield (
                node.lineno,
                f"{source.shown_path} has no macro `{wanted}`. {suggest(wanted, known)}".strip(),
            )


def _as_sentence(words: str) -> str:
    return f"This template cannot be read: {words.rstrip('.')}."
