"""The content guide: every field and every rule in words, made from the schema so that it cannot fall behind."""

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from site_builder.content.choices import Choices
from site_builder.content.field_facts import facts_of
from site_builder.content.models import choices_of, model_within
from site_builder.content.schema import Borough, Channel, Notice, Officer, Page, Record, Retired
from site_builder.content.settings import Site
from site_builder.content.translations import TRANSLATIONS
from site_builder.findings.explanation import format_section
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.findings.rules import RULES

_KINDS: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("An officer", "`content/officers/sam-okoro.md`; the file name becomes the address.", Officer),
    ("An area", "`content/pages/boroughs/ashwick.md`", Borough),
    ("A way to report", "`content/channels/galop.md`", Channel),
    ("A page of text", "`content/pages/about.md`", Page),
    ("A notice", "`content/notices/mail-over-christmas.md`", Notice),
    ("A page of text in another language", "`content/pages/about.pl.md`", TRANSLATIONS["page"]),
    ("A way to report in another language", "`content/channels/galop.pl.md`", TRANSLATIONS["channel"]),
    ("An area in another language", "`content/pages/boroughs/ashwick.pl.md`", TRANSLATIONS["borough"]),
    ("The settings", "`content/site.yaml`", Site),
    ("What is out of use", "`content/retired.yaml`", Retired),
)
_HOW_TO_READ = """\
- `source › publisher` means the line `publisher:` below the line `source:`, two spaces further in.
- **Needed** says that the line must be there. For a line inside a group it means: if the group is there.
- A list is shown like `[ashwick, elderholt]`. You may write it like that, or one entry to a line, after a hyphen.
- In a list of groups, such as `sources`, each group begins with a hyphen: see `content/channels/galop.md`.
- A **short name** is a file's name without `.md`. The areas are in `content/pages/boroughs/`, the officers in
  `content/officers/`, the ways to report in `content/channels/`."""
_BY_CONSENT = "(fields by consent)"
"""Stands in the introduction for the names of the fields that an officer agrees to."""
_MADE = (
    "<!-- This guide is made by `python -m tools.make_content_guide` from docs/content-guide-introduction.md, "
    "the schema and the table of rules. -->"
)
_RULES_PAGE = f"""\
# The rules

Each finding names its rule in square brackets. Here is what each rule means, why it is there and how to mend the
mistake. The command `{FRONT_DOOR} explain RULE` prints the same, with the name of a rule in place of `RULE`.

A piece of a file is shown before and after. Everybody in the pieces is made up, and `…` stands for more of the same.
"""


def format_rules_page() -> str:
    """Return the page of all rules as Markdown: for each what it means, why, how to mend it, before and after."""
    made = "<!-- This page is made by `python -m tools.make_content_guide` from findings/rules/. -->"
    sections = [format_section(RULES[name]) for name in sorted(RULES)]
    return "\n\n".join([_RULES_PAGE.strip(), *sections, made]) + "\n"


def format_guide(introduction: str) -> str:
    """Return the whole content guide as Markdown: the introduction, then every field, then every rule."""
    names = [f"`{name}`" for name in Officer.consentable() if name != "body"]
    introduction = introduction.replace(_BY_CONSENT, ", ".join(names))
    parts = [introduction.strip(), "## Every field", _HOW_TO_READ]
    parts += [_format_kind(*kind) for kind in _KINDS]
    parts += [
        "## Every rule",
        "Each finding names its rule in square brackets.",
        "### Rules about content",
        _rule_table("content"),
        "### Rules about finished pages and the theme",
        "These are checked on the pages that the program made. If you changed only content and your text does not "
        "explain the finding, tell whoever looks after the program.",
        _rule_table("pages"),
        _MADE,
    ]
    return "\n\n".join(parts) + "\n"


def list_fields() -> dict[str, str]:
    """Return every field with what it is, the kind of file before it: ``officer: source › publisher``."""
    return {
        f"{model.__name__.lower()}: {' › '.join(path)}": field.description or ""
        for _, _, model in _KINDS
        for path, field in _fields(model, ())
    }


def _format_kind(heading: str, place: str, model: type[BaseModel]) -> str:
    rows = "\n".join(_rows(model, ()))
    table = f"| Field | Needed | What it is | Write it like |\n| --- | --- | --- | --- |\n{rows}"
    explained = (
        _choice_table(name, choices)
        for name, field in model.model_fields.items()
        if (choices := facts_of(field).choices)
    )
    return "\n\n".join([f"### {heading}\n\nFile: {place}\n\n{table}", *explained])


def _choice_table(name: str, choices: Choices) -> str:
    """Return what each value of a field says, where it is right, and what an older file has in its place."""
    lines = [f"#### What `{name}` says", "", "| Write | It says | For example | Before, and in open data |"]
    lines.append("| --- | --- | --- | --- |")
    for one in choices:
        before = f"`{one.code}`" if one.code != one.value else ""
        lines.append(f"| `{one.value}` | {_cell(one.means)} | {_cell(one.example)} | {before} |")
    return "\n".join(lines)


def _rows(model: type[BaseModel], above: tuple[str, ...]) -> Iterator[str]:
    for path, field in _fields(model, above):
        needed = "yes" if field.is_required() else ""
        yield f"| `{' › '.join(path)}` | {needed} | {_cell(field.description or '')} | {_cell(_example(field))} |"


def _fields(model: type[BaseModel], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], FieldInfo]]:
    """Yield the way to each field an editor may write, and the field; those of a group follow the group."""
    hidden = model.OWN if issubclass(model, Record) else frozenset()
    for name, field in model.model_fields.items():
        if name in hidden:
            continue
        path = (*above, name)
        yield path, field
        inner = model_within(field.annotation)
        if inner is not None:
            yield from _fields(inner, path)


def _example(field: FieldInfo) -> str:
    if field.examples:
        return f"`{_written(field.examples[0])}`"
    return " or ".join(f"`{choice}`" for choice in choices_of(field.annotation))


def _written(example: object) -> str:
    return f"[{', '.join(map(str, example))}]" if isinstance(example, list) else str(example)


def _rule_table(found_in: str) -> str:
    rules = sorted(rule.name for rule in RULES.values() if rule.found_in == found_in)
    lines = "\n".join(f"| `{name}` | {_cell(RULES[name].asks)} |" for name in rules)
    return f"| Rule | What it asks |\n| --- | --- |\n{lines}"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
