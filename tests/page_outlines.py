"""The outline of a page as text, which goldens hold: what somebody hears who walks it with a screen reader."""

from collections.abc import Iterator

from site_builder.content.safe_markup import HEADINGS
from site_builder.site.checks.elements import Element, PageOutline
from site_builder.site.checks.page_reader import read_outline
from site_builder.site.rendering.artifact import Artifact

LANDMARKS = frozenset({"aside", "footer", "form", "header", "main", "nav", "section"})
SECTIONING = frozenset({"article", "aside", "main", "nav", "section"})
FIELDS = frozenset({"input", "select", "textarea"})


def format_outline(artifact: Artifact) -> str:
    """Return a page as one line for each landmark, heading, link, button, field, picture and table.

    Lines stand below their landmark; headings go in by their level. A link in a heading is told with it::

        main
          h1 Camden
            h2 Sam Okoro -> /officers/sam-okoro/
          link Report a crime -> /report/
    """
    page = read_outline(artifact.content.decode("utf-8", "replace"))
    return "".join(f"{line}\n" for element in page.elements for line in _format_element(page, element))


def _format_element(page: PageOutline, element: Element) -> Iterator[str]:
    words = _describe(page, element)
    if words:
        depth = sum(_is_landmark(page, outer) for outer in element.outer) + max(element.level - 1, 0)
        yield "  " * depth + words


def _describe(page: PageOutline, element: Element) -> str:
    name = page.name_of(element)
    if element.level:
        return f"{element.name} {element.words}{_find_target(page, element)}"
    if element.name == "a" and "href" in element.attributes and not _is_in_heading(element):
        return f"link {name} -> {element.attributes['href']}"
    if element.name == "img" and element.attributes.get("alt"):
        return f"picture {element.attributes['alt']}"
    if element.name == "button":
        return f"button {name}"
    if element.name in FIELDS:
        return f"field {_find_label(page, element)}"
    if element.name == "table":
        captions = (inner.words for inner in page.inside(element) if inner.name == "caption")
        return f"table {next(captions, name)}".rstrip()
    return f"{element.name} {_label_of(page, element)}".rstrip() if _is_landmark(page, element) else ""


def _is_landmark(page: PageOutline, element: Element) -> bool:
    """Tell whether screen readers announce this part: headers of articles and sections without a name are not."""
    if element.name in ("header", "footer"):
        return SECTIONING.isdisjoint(element.within)
    return element.name in LANDMARKS and (
        element.name not in ("section", "form") or bool(_label_of(page, element))
    )


def _label_of(page: PageOutline, element: Element) -> str:
    return page.label_of(element)


def _is_in_heading(element: Element) -> bool:
    return any(name in element.within for name in HEADINGS)


def _find_target(page: PageOutline, heading: Element) -> str:
    links = (inner for inner in page.inside(heading) if inner.name == "a" and "href" in inner.attributes)
    return next((f" -> {link.attributes['href']}" for link in links), "")


def _find_label(page: PageOutline, field: Element) -> str:
    labels = (
        label
        for label in page.find("label")
        if label.attributes.get("for", "-") == field.attributes.get("id")
    )
    around = (label for label in page.find("label") if label.position < field.position < label.end)
    words = [label.words for label in (*labels, *around)]
    return words[0] if words else _label_of(page, field)
