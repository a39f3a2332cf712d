"""Draw a screen of the editor: its template in the one frame that all have, with the theme's own components."""

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from site_builder.desk.editor.screens import News, Screen
from site_builder.language.wording import format_count, format_day
from site_builder.language.words import read_english
from site_builder.site.rendering.theme_files import ThemeFile, merge_files, read_lineage

_TEMPLATES_DIR = Path(__file__).with_name("templates")
_SHEET_FILE = Path(__file__).with_name("static") / "editor.css"
_ICON_FILE = "assets/icon-plain.svg"
_LAYERS = ("site", "tokens", "base", "layout")
_TOKEN_FIELD = Markup('<input type="hidden" name="token" value="{}">')


class Drawing:
    """How screens look: raises ThemeError where the theme is broken."""

    def __init__(self, themes_dir: Path, theme: str) -> None:
        files = merge_files(read_lineage(themes_dir, theme))
        self.style_sheet = _join_sheets(files).encode()
        self.icon = files[_ICON_FILE].content if _ICON_FILE in files else b""
        components = {
            path: file.text
            for path, file in files.items()
            if path.startswith("components/") and path.endswith(".html")
        }
        self._environment = Environment(
            autoescape=True,
            loader=ChoiceLoader([FileSystemLoader(_TEMPLATES_DIR), DictLoader(components)]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {"day": format_day}
        self._environment.globals |= {"count": format_count, "words": SimpleNamespace(**read_english().said)}

    def draw(self, screen: Screen, token: str, news: News | None, acts: Iterable[object]) -> bytes:
        """Return a screen as a page; `acts` are what the start page offers."""
        template = self._environment.get_template(screen.template)
        words = {"screen": screen, "view": screen.view, "news": news, "acts": acts, "token": token}
        return template.render(words, token_field=lambda: _TOKEN_FIELD.format(token)).encode()


def _join_sheets(files: dict[str, ThemeFile]) -> str:
    """Return the theme's sheets, in the order of its pages, and then the editor's own."""
    layers = [files[path].text for layer in _LAYERS if (path := f"styles/{layer}.css") in files]
    parts = [
        file.text for path, file in files.items() if path.startswith("components/") and path.endswith(".css")
    ]
    last = [files["styles/utilities.css"].text] if "styles/utilities.css" in files else []
    return "\n".join([*layers, *parts, *last, _SHEET_FILE.read_text("utf-8")])
