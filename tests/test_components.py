"""Every component of the shipped themes, with every example of its description."""

import re
from dataclasses import is_dataclass
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from site_builder.content.html_pieces import VOID
from site_builder.site.rendering.renderer import render_component
from site_builder.site.rendering.theme import ThemeError, load_theme
from tests.component_examples import real_arguments

THEMES_DIR = Path(__file__).resolve().parent.parent / "themes"
THEMES = {name: load_theme(THEMES_DIR, name) for name in ("liaison", "high-contrast")}
COMPONENTS = [(theme, component) for theme in THEMES.values() for component in theme.components]
EXAMPLES = [
    pytest.param(
        theme, component, real_arguments(component, arguments), id=f"{theme.name}/{component.name}: {title}"
    )
    for theme, component in COMPONENTS
    for title, arguments in component.examples.items()
]
IDS = [f"{theme.name}/{component.name}" for theme, component in COMPONENTS]


class Outline(HTMLParser):
    """Reads a piece of markup strictly: which elements, which attributes, and whether all are closed."""

    def __init__(self, markup):
        super().__init__()
        self.open, self.elements, self.attributes, self.text = [], [], [], ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += [(tag, *attribute) for attribute in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        self.text += data


def texts_in(value):
    """Return every text in an example's arguments."""
    if is_dataclass(value):
        value = tuple(vars(value).values())
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts_in(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize(("theme", "component", "arguments"), EXAMPLES)
def test_every_example_is_sound_markup(theme, component, arguments):
    outline = Outline(render_component(component, arguments, theme))
    assert outline.open == []
    assert not {"script", "style", "iframe", "object", "form"} & set(outline.elements)
    names = {name for _, name, _ in outline.attributes}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]


@pytest.mark.parametrize(("theme", "component", "arguments"), EXAMPLES)
def test_words_in_examples_are_escaped(theme, component, arguments):
    page = render_component(component, arguments, theme)
    outline = Outline(page)
    shown = outline.text + "".join(str(value) for _, _, value in outline.attributes)
    shown = shown.replace("\u00a0", " ")  # which holds numbers together
    tries = [text for text in texts_in(arguments) if "<" in text]
    assert not [text for text in tries if text in page]
    assert not tries or [text for text in tries if text in shown]


@pytest.mark.parametrize(("theme", "component"), COMPONENTS, ids=IDS)
def test_some_example_of_every_component_tries_to_break_out(theme, component):
    tries = [
        text
        for arguments in component.examples.values()
        for text in texts_in(arguments)
        if re.search(r"<b>|&", text)
    ]
    assert tries or component.name == "action"


@pytest.mark.parametrize(("theme", "component"), COMPONENTS, ids=IDS)
def test_the_description_names_every_parameter(theme, component):
    macro = getattr(theme.environment.get_template(component.template).module, component.macro)
    assert sorted(component.parameters) == sorted(macro.arguments)
    assert all(isinstance(words, str) and words for words in component.parameters.values())


@pytest.mark.parametrize(("theme", "component"), COMPONENTS, ids=IDS)
def test_headings_begin_at_the_level_that_is_asked_for(theme, component):
    for arguments in component.examples.values():
        outline = Outline(render_component(component, real_arguments(component, arguments), theme))
        levels = [int(tag[1]) for tag in outline.elements if re.fullmatch(r"h[1-6]", tag)]
        if "heading_level" in arguments and levels:
            assert levels[0] == arguments["heading_level"]
        assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize(("theme", "component"), COMPONENTS, ids=IDS)
def test_a_component_uses_only_functional_names(theme, component):
    sheet = THEMES_DIR / Path(component.place.path).relative_to("themes").with_suffix(".css")
    css = sheet.read_text() if sheet.exists() else ""
    assert "!important" not in css
    assert not re.search(r"(?:^|[,}\s])#[a-z][\w-]*[^;{}]*\{", css), "an id in a selector"
    colours = set(re.findall(r"#[0-9a-f]{3,8}\b", css))
    assert not colours or component.name == "emergency-strip", "colours belong into tokens.css"


def test_an_example_that_lacks_a_field_is_an_error_with_its_line():
    theme = THEMES["liaison"]
    component = next(component for component in theme.components if component.name == "say")
    with pytest.raises(ThemeError, match=r"themes/liaison/components/say/say\.html:\d+: "):
        render_component(component, {}, theme)
