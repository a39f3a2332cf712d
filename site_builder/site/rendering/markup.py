"""The text of a page as markup: its links lead where the site has them, and wide tables scroll."""

import re
from collections.abc import Mapping
from html import escape, unescape

from site_builder.content.markdown_source import normalise_target
from site_builder.findings.diagnostics import Checked
from site_builder.language.wording import keep_numbers
from site_builder.language.words import Words, read_english
from site_builder.site.pages.views import Prose

_LINK = re.compile(r'<a (?P<title>title="[^"]*" )?href="(?P<href>[^"]*)"')
"""As nh3 writes it: a quotation mark inside a value is a character reference."""
_BETWEEN_TAGS = re.compile(r"(?<=>)[^<]+")
_SCROLLS = '<div class="scrolls" role="group" aria-label="{}" tabindex="0">'
"""Around a wide table, which scrolls on a small screen: the keyboard can scroll it too (WCAG 2.1.1)."""
_FITS = '<div class="scrolls">'
"""Around another, which scrolls only where letters are very large: Tab does not stop there for nothing."""
_MOST_THAT_FIT = 3
"""Columns whose words have room beside each other."""


def render_prose(prose: Prose, words: Words | None = None) -> Checked[str]:
    """Return a text as clean HTML with its links finished, and a finding for everything that cannot stand in it."""
    links, names = dict(prose.links), dict(prose.saved_as)
    linked = _LINK.sub(lambda found: _finish_link(found, links, names), _keep_numbers(prose.body.markup))
    scrolls = _SCROLLS.format(escape((words or read_english())("table")))
    before, *tables = linked.split("<table>")
    framed = (f"{scrolls if _is_wide(table) else _FITS}<table>{table}" for table in tables)
    finished = "".join((before, *framed)).replace("</table>", "</table></div>")
    return finished.replace("<th>", '<th scope="col">'), prose.body.faults


def _is_wide(table: str) -> bool:
    return table.partition("</tr>")[0].count("<th") > _MOST_THAT_FIT


def _keep_numbers(markup: str) -> str:
    return _BETWEEN_TAGS.sub(lambda found: keep_numbers(found[0], among=markup), markup)


def _finish_link(found: re.Match[str], links: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return the beginning of a link, silent about where a visitor comes from if it leads to another site."""
    finished = links.get(normalise_target(unescape(found["href"])))
    href = escape(finished) if finished else found["href"]
    rel = ' rel="noreferrer"' if href.startswith(("https://", "http://")) else ""
    saved_as = f' download="{escape(names[finished])}"' if finished and finished in names else ""
    return f'<a {found["title"] or ""}href="{href}"{rel}{saved_as}'
