"""The page that stands for one that was withdrawn: neutral words, 999 and 101, in the frame of the site."""

import html
import re

TITLE = "This page is not here at the moment"
_WORDS = (
    '<p>In danger now? <a href="tel:999">Call 999</a>.</p>'
    '<p>To report what happened, <a href="tel:101">call 101</a> and ask for an LGBT+ liaison officer. '
    "You do not have to say why.</p>"
)
_MAIN = re.compile(r"(<main\b[^>]*>).*?(</main>)", re.DOTALL)
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_ACTIONS = re.compile(r'<p class="actions">.*?</p>', re.DOTALL)
_DESCRIPTION = re.compile(r'(<meta name="description"[^>]* content=")[^"]*(")')
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
    heading = _HEADING.search(page)
    if not heading or not _MAIN.search(page):
        return _BARE.format(title=TITLE, words=_WORDS, root=html.escape(root)).encode()
    actions = _ACTIONS.search(page)
    main = f'<div class="page-head"><h1>{TITLE}</h1></div>{_WORDS}{actions.group() if actions else ""}'
    page = _MAIN.sub(lambda found: f"{found[1]}{main}{found[2]}", page, count=1)
    page = _DESCRIPTION.sub(rf"\1{TITLE}.\2", page)
    return page.replace(heading[1], TITLE).encode()
