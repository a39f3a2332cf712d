"""A page from its job and the theme, and from nothing else: equal jobs are equal pages.

A template sees `view`, `frame` (what surrounds the page), `body` (the page's text as markup), `json_ld` (data for
machines), `assets` (the addresses of the theme's files, from the root of the site) and `style_sheet` (that of its
kind).
"""

import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

from jinja2 import Environment, TemplateNotFound
from markupsafe import Markup

from site_builder.findings.diagnostics import Checked, Diagnostic, Place
from site_builder.language.words import Words, read_english
from site_builder.site.pages.job import Job, PhotoJob, SitePlan
from site_builder.site.pages.page_views import FramedView
from site_builder.site.pages.views import Frame
from site_builder.site.rendering.artifact import Artifact
from site_builder.site.rendering.assets import render_assets
from site_builder.site.rendering.contrast import find_low_contrast
from site_builder.site.rendering.links_to_english import mark_links_to_english
from site_builder.site.rendering.markup import render_prose
from site_builder.site.rendering.templates import TEMPLATE_ENDINGS
from site_builder.site.rendering.theme import Component, Theme, ThemeError

T = TypeVar("T")

_KEPT_AS_WRITTEN = re.compile(
    r"(<pre\b[^<]*+(?:<(?!/?pre\b)[^<]*+)*</pre>|<textarea\b[^<]*+(?:<(?!/?textarea\b)[^<]*+)*</textarea>)"
)
_NEEDLESS_LINE_END = re.compile(
    r"\n(?=</?(?:d[dlt]|div|footer|h[1-6]|header|li|link|main|meta|nav|[ou]l|p|script|section|t[dhr]|tbody|thead)[ >])"
)
"""Before parts of a page that begin a line of their own, where no browser shows a space."""


class Progress(Protocol):
    """Passes things on one by one and may draw how far it is."""

    def __call__(self, things: Iterable[T], label: str, count: int) -> Iterator[T]:
        """Yield the things; `label` says what they are and `count` how many."""
        ...


def render_site(
    plan: SitePlan,
    theme: Theme,
    render: Callable[[Job, Theme], Checked[Artifact]],
    draw: Callable[[PhotoJob], Checked[tuple[Artifact, ...]]],
    progress: Progress,
) -> Checked[tuple[Artifact, ...]]:
    """Render every file of a plan, in its order: pages with `render`, photographs with `draw`."""
    artifacts = list(render_assets(theme, is_discreet=plan.is_discreet))
    found = list(find_low_contrast(theme))
    for job in progress(plan.pages, "Making pages", len(plan.pages)):
        artifact, faults = render(job, theme)
        artifacts.append(artifact)
        found += faults
    artifacts += [Artifact(file.path, file.content) for file in plan.files]
    for prose in plan.unpublished:
        found += prose.body.faults
    for photo in progress(plan.photos, "Photographs", len(plan.photos)):
        files, faults = draw(photo)
        artifacts += files
        found += faults
    return tuple(artifacts), tuple(found)


def render_page(job: Job, theme: Theme) -> Checked[Artifact]:
    """Render a job with its template; findings are about the page's own text.

    Raises ThemeError when the template fails.
    """
    view = job.view
    findings: tuple[Diagnostic, ...] = ()
    shown: dict[str, object] = {"view": view, "assets": theme.addresses}
    tongue = view.frame.tongue if isinstance(view, FramedView) else None
    words = Words(tongue.code, dict(tongue.said)) if tongue else read_english()
    if isinstance(view, FramedView):
        body, findings = render_prose(view.prose, words) if view.prose else ("", ())
        shown |= {"frame": view.frame, "body": Markup(body), "json_ld": _machine_data(view.frame)}
        shown["style_sheet"] = theme.sheet_address(job.template)
    environment = theme.environment_in(words) if tongue else theme.environment
    text = _render(theme, environment, f"templates/{job.template}", shown)
    if not job.template.endswith(".txt"):
        text = _tidy(text)
    if isinstance(view, FramedView) and tongue:
        text = mark_links_to_english(text, view.frame.root, tongue)
    return Artifact(job.path, text.encode(), job.origin), findings


def render_component(component: Component, arguments: Mapping[str, Any], theme: Theme) -> str:
    """Render one component by itself, as the examples in its description do."""
    try:
        macro = getattr(theme.environment.get_template(component.template).module, component.macro)
        return _tidy(str(macro(**arguments)))
    except Exception as error:
        raise _theme_error(component.template, error) from error


def _machine_data(frame: Frame) -> Markup:
    """Return the JSON-LD as markup. Browsers never run it, so the content security policy need not name it."""
    return Markup("".join(map(str.strip, frame.json_ld.replace("<", "\\u003c").split("\n"))))


def _render(theme: Theme, environment: Environment, template: str, shown: Mapping[str, object]) -> str:
    try:
        return environment.get_template(template).render(shown)
    except TemplateNotFound as error:
        raise ThemeError(Place(f"themes/{theme.name}"), f"The theme has no {template}.") from error
    except Exception as error:
        raise _theme_error(template, error) from error


def _theme_error(template: str, error: Exception) -> ThemeError:
    """Say where in the theme a template failed: the innermost template line of the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename.endswith(TEMPLATE_ENDINGS)]
    place = Place(inside[-1].filename, inside[-1].lineno or 0) if inside else Place(template)
    return ThemeError(place, f"This template failed: {error}.")


def _tidy(markup: str) -> str:
    """Take out indentation and ends of lines that mean nothing in markup, outside ``pre`` and ``textarea``."""
    pieces = _KEPT_AS_WRITTEN.split(markup)
    pieces[::2] = (_NEEDLESS_LINE_END.sub("", _without_indents(piece)) for piece in pieces[::2])
    return "".join(pieces).strip() + "\n"


def _without_indents(markup: str) -> str:
    """Make one line end of every white space that has a line end in it."""
    first, *lines = markup.split("\n")
    if not lines:
        return markup
    inner = (line for line in map(str.strip, lines[:-1]) if line)
    return "\n".join([first.rstrip(), *inner, lines[-1].lstrip()])
