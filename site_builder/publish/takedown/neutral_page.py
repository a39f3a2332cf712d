"""The page that stands for one that was withdrawn: neutral words, 999 and 101, in the frame of the site."""

import html
import re

TITLE = "This page is not here at the moment"
_WORDS = (
    '<p>In danger now? <a href="tel:999">Call 999</a>.</p>'
    '<p>To report what happened, <a href="tel:101">call 101</a> and ask for an LGBT+ liaison officer. '
    "You do not have to say why.</p>"
)
_ACTIONS = '<p class="actions">'
_DESCRIPTION = re.compile(r'(<meta name="description"[^<>]{0,100} content=")[^"<>]{0,500}(")')
_BARE = (
    '<!DOCTYPE html>\n<html lang="en-GB">\n<head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title>'
    '<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"></head>\n'
    '<body><main id="main"><h1>{title}</h1>{words}<p><a href="{root}">Go to the start page</a></p></main></body>\n'
    "</html>\n"
)


def make_neutral_page(not_found: bytes | None, root: str) -> bytes:
    """Return the page, in the frame of the site's own page for addresses where nothing stands, if that is there.

    `root` is where the site begins: ``/`` or ``/liaison/``.
    """
    page = (not_found or b"").decode("utf-8", "replace")
    before, main, after = _cut(page, "<main", "</main>")
    _, begin, inside = main.partition("<h1")
    heading = inside.partition(">")[2].partition("</h1>")[0]
    if not (begin and heading):
        return _BARE.format(title=TITLE, words=_WORDS, root=html.escape(root)).encode()
    tag = main.partition(">")[0]
    actions = _cut(main, _ACTIONS, "</p>")[1]
    words = f'{tag}><div class="page-head"><h1>{TITLE}</h1></div>{_WORDS}{actions}</main>'
    frame = [_DESCRIPTION.sub(rf"\1{TITLE}.\2", piece).replace(heading, TITLE) for piece in (before, after)]
    return words.join(frame).encode()


def _cut(text: str, begin: str, end: str) -> tuple[str, str, str]:
    """Return what stands before a piece that begins and ends like this, the piece, and what stands behind it."""
    before, found, rest = text.partition(begin)
    inside, closed, after = rest.partition(end)
    return (before, f"{found}{inside}{closed}", after) if closed else (text, "", "")
