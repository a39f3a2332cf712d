"""A page can be read in order and by ear: title, headings, names, language.

WCAG 2.2, criteria 1.1.1, 1.3.1, 2.4.2, 2.4.4, 2.4.6, 3.1.1, 3.3.2 and 4.1.2.
"""

from collections.abc import Callable, Iterator

from site_builder.site.checks.elements import Element
from site_builder.site.checks.finished_site import IN_THE_THEME, FinishedPage, FinishedSite, Flaw, PageFacts

BUTTONS = frozenset({"button", "hidden", "image", "reset", "submit"})


def find_unreadable_markup(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `unreadable-markup` where browsers would have to guess what is meant."""
    for start in page.outline.unreadable:
        yield Flaw(
            "unreadable-markup",
            f"the HTML near {start} cannot be read with certainty.",
            "Close every tag and quote.",
        )


def find_missing_headings(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-heading` for a page without h1 and for headings without words."""
    if not page.outline.first("h1"):
        yield Flaw("missing-heading", "there is no main heading (h1).", IN_THE_THEME)
    for heading in page.outline.headings:
        if not (heading.words or page.outline.name_of(heading)):
            yield Flaw(
                "missing-heading",
                f"a heading ({heading.name}) has no words.",
                "Write the words, or take it away.",
            )


def find_repeated_h1(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `repeated-h1` when a page has several main headings."""
    for heading in list(page.outline.find("h1"))[1:]:
        fault = f'"{heading.words}" is a second main heading (h1).'
        yield Flaw("repeated-h1", fault, "Make it a heading of a part: headings in your text start with ##.")


def find_skipped_headings(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `skipped-heading` where a heading is more than one level below the one before it."""
    before = 1  # a page may begin with the h2 of its emergency strip
    for heading in page.outline.headings:
        if heading.level > before + 1:
            fault = f'the heading "{heading.words}" is a level {heading.level} after a level {before}.'
            yield Flaw(
                "skipped-heading", fault, f"Make it a level {before + 1}: {'#' * (before + 1)} in your text."
            )
        before = heading.level


def find_repeated_ids(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `repeated-id`: links and labels would reach the first one only."""
    for name, elements in page.outline.ids.items():
        if len(elements) > 1:
            hint = "If these are two headings with the same words, change one of them."
            yield Flaw("repeated-id", f'{len(elements)} parts have the same id, "{name}".', hint)


def find_broken_references(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `broken-reference` where a label or description names an id that the page does not have."""
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        for element in page.outline.find_with(attribute):
            for name in element.attributes[attribute].split():
                if name not in page.outline.ids:
                    fault = f'{attribute} of <{element.name}> names "{name}", which the page does not have.'
                    yield Flaw("broken-reference", fault, IN_THE_THEME)


def find_missing_titles(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-title`."""
    if not page.outline.title:
        yield Flaw("missing-title", "there is no title.", "Write one in the field `title`.")


def find_missing_descriptions(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-description`: search engines show it below the title."""
    if not page.outline.meta("description"):
        yield Flaw("missing-description", "there is no description.", "Write one in the field `summary`.")


def find_missing_languages(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-language`: without it a screen reader may read English with another language's voice."""
    page_element = page.outline.first("html")
    if not page_element or not page_element.attributes.get("lang", "").strip():
        yield Flaw("missing-language", "the page does not say which language it is in.", IN_THE_THEME)


def find_missing_alternatives(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-alt` for pictures that neither say what they show nor that they are decoration (``alt=""``)."""
    for picture in page.outline.find("img", "area", "input"):
        is_picture = picture.name != "input" or picture.attributes.get("type", "").lower() == "image"
        if is_picture and "alt" not in picture.attributes:
            fault = f"the picture {picture.attributes.get('src', '')} has no alternative text."
            yield Flaw("missing-alt", fault, "Say in a few words what it shows: ![a few words](picture.jpg).")
    for drawing in page.outline.find("svg"):
        if drawing.attributes.get("role") == "img" and not _is_named(page, drawing):
            yield Flaw("missing-alt", "a drawing has no alternative text.", IN_THE_THEME)


def find_empty_links(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `empty-link` for links and buttons that a screen reader has no words for."""
    for element in page.outline.find("a", "button", "summary"):
        is_one = element.name != "a" or "href" in element.attributes
        if is_one and not (element.words or page.outline.name_of(element)):
            what = f"link to {element.attributes['href']}" if element.name == "a" else element.name
            yield Flaw(
                "empty-link", f"a {what} has no words.", "Write what it leads to: [the words](the address)."
            )


def find_missing_table_headings(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-table-headings` for tables without a heading cell."""
    for table in page.outline.find("table"):
        is_layout = table.attributes.get("role") in ("presentation", "none")
        if not is_layout and not any(element.name == "th" for element in page.outline.inside(table)):
            yield Flaw(
                "missing-table-headings", "a table has no headings.", "Begin it with a row of headings."
            )


def find_missing_labels(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-label` for fields that do not say what to write in them."""
    labelled = {label.attributes.get("for", "") for label in page.outline.find("label") if label.words}
    for field in page.outline.find("input", "select", "textarea"):
        is_field = field.name != "input" or field.attributes.get("type", "").lower() not in BUTTONS
        is_labelled = (
            "label" in field.within or field.attributes.get("id") in labelled or _is_named(page, field)
        )
        if is_field and not is_labelled:
            fault = f"the field {field.attributes.get('name', '')} has no label.".replace("  ", " ")
            yield Flaw("missing-label", fault, IN_THE_THEME)


def find_repeated_titles(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `repeated-title` for pages that cannot be told apart in a list of tabs."""
    for page, other, title in _find_repetitions(site, lambda page: page.title):
        fault = f'the title "{title}" is also that of page {other.address}.'
        yield page.path, Flaw("repeated-title", fault, "Give each page a title of its own.")


def find_repeated_descriptions(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `repeated-description` for pages that cannot be told apart in search results."""
    for page, other, _ in _find_repetitions(site, lambda page: page.description):
        fault = f"the description is also that of page {other.address}."
        yield page.path, Flaw("repeated-description", fault, "Give each page a summary of its own.")


def _find_repetitions(
    site: FinishedSite, words_of: Callable[[PageFacts], str]
) -> Iterator[tuple[PageFacts, PageFacts, str]]:
    """Yield pages that share words with an earlier page, with that page and the words."""
    seen: dict[str, PageFacts] = {}
    for page in site.pages.values():
        words = words_of(page)
        if words and (first := seen.setdefault(words, page)) is not page:
            yield page, first, words


def _is_named(page: FinishedPage, element: Element) -> bool:
    """Tell whether an element has a name from its attributes, or from the ``<title>`` of a drawing."""
    titles = (inner for inner in page.outline.inside(element) if inner.name == "title")
    return bool(page.outline.label_of(element) or any(title.words for title in titles))
