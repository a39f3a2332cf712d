"""The site loads nothing from another host, keeps nothing on the visitor's device and sends nothing anywhere."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from site_builder.site.checks.addresses import Kind, find_destination
from site_builder.site.checks.finished_site import IN_THE_THEME, FinishedPage, FinishedSite, Flaw
from site_builder.site.checks.style_addresses import list_style_addresses

DATA_BLOCKS = frozenset({"application/json", "application/ld+json"})
# Lines that are comments; anything after code on the same line is read as code, which can only find too much.
SCRIPT_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*$|/\*.*?\*/)", re.DOTALL | re.MULTILINE)
SCRIPT_ADDRESS = re.compile(r"""["'`]((?:https?:|wss?:)?//[^"'`\s]+)""", re.IGNORECASE)
STORAGE = re.compile(
    r"document\.cookie|\b(?:cookieStore|localStorage|sessionStorage|indexedDB|serviceWorker|sendBeacon|XMLHttpRequest"
    r"|WebSocket|WebTransport|EventSource|RTCPeerConnection|caches\.open)\b"
)
NAMESPACES = "http://www.w3.org/"


def find_third_party_requests(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `third-party-request` for everything a page would load from, or send to, another host by itself."""
    for reference in page.references:
        if reference.use == "ping" or (reference.use and reference.destination.kind is Kind.FOREIGN):
            yield _third_party(f"<{reference.element}> asks {reference.url} for something")


def find_inline_scripts(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `inline-script` for scripts in the page: the site's security policy stops them."""
    for script in page.outline.find("script"):
        if "src" not in script.attributes and script.attributes.get("type", "").lower() not in DATA_BLOCKS:
            yield Flaw(
                "inline-script",
                "there is a script in the page itself.",
                f"Move it into a file. {IN_THE_THEME}",
            )


def find_bad_data_blocks(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `bad-data-block` for data that is not JSON, or holds a "<" that could end it early."""
    for script in page.outline.find("script"):
        if script.attributes.get("type", "").lower() in DATA_BLOCKS:
            if "<" in script.words:
                hint = f"Write it as \\u003c. {IN_THE_THEME}"
                yield Flaw("bad-data-block", 'the data for search engines hold a "<".', hint)
            if not _is_json(script.words):
                yield Flaw("bad-data-block", "the data for search engines are not valid JSON.", IN_THE_THEME)


def find_inline_styles(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `inline-style` for styles in the page: the site's security policy stops them."""
    if page.outline.first("style"):
        yield Flaw(
            "inline-style",
            "there is a style sheet in the page itself.",
            f"Move it into a file. {IN_THE_THEME}",
        )
    for element in page.outline.find_with("style"):
        yield Flaw(
            "inline-style", f"<{element.name}> has a style of its own.", f"Use a class. {IN_THE_THEME}"
        )


def find_event_attributes(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `event-attribute` for scripts in attributes such as ``onclick``."""
    for name, elements in page.outline.by_attribute.items():
        if name.startswith("on"):
            for element in elements:
                yield Flaw("event-attribute", f"<{element.name}> has a script in `{name}`.", IN_THE_THEME)


def find_new_tabs(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `new-tab`: a tab that stays behind is a trace, and Back no longer leads back."""
    for element in page.outline.find_with("target"):
        if element.attributes["target"].lower() not in ("", "_self", "_top", "_parent"):
            fault = f'"{element.words}" opens in a new tab.'
            yield Flaw("new-tab", fault, f"Let it open in the same tab: no `target`. {IN_THE_THEME}")


def find_missing_referrer_policies(page: FinishedPage) -> Iterator[Flaw]:
    """Yield `missing-referrer-policy`: without it other sites learn that somebody came from here."""
    if page.outline.meta("referrer").lower() != "no-referrer":
        hint = f'Put <meta name="referrer" content="no-referrer"> into the head. {IN_THE_THEME}'
        yield Flaw(
            "missing-referrer-policy", "links would tell other sites where their visitor came from.", hint
        )


def find_requests_of_files(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `third-party-request` for addresses of other hosts in style sheets, drawings and scripts."""
    for path in site.files_ending(".css", ".svg"):
        for url, destination in list_style_addresses(site, path):
            is_namespace = path.endswith(".svg") and url.startswith(NAMESPACES)
            if destination.kind is Kind.FOREIGN and not is_namespace:
                yield path, _third_party(f"it asks {url} for something")
    for path in site.files_ending(".js", ".mjs"):
        for url in SCRIPT_ADDRESS.findall(_read_script(site, path)):
            if _is_foreign(url, site, path):
                yield path, _third_party(f"the script names {url}")


def find_storage_use(site: FinishedSite) -> Iterator[tuple[str, Flaw]]:
    """Yield `storage-use` for scripts that could keep something on the visitor's device or send it away."""
    for path in site.files_ending(".js", ".mjs"):
        for word in sorted(set(STORAGE.findall(_read_script(site, path)))):
            fault = f"the script uses {word}: this site keeps nothing on the device and sends nothing away."
            yield path, Flaw("storage-use", fault, f"Do without it. {IN_THE_THEME}")


def _third_party(fault: str) -> Flaw:
    hint = "Keep a copy of the file in this site instead: nothing here may tell others who visits."
    return Flaw("third-party-request", f"{fault}, which is another host.", hint)


def _is_foreign(url: str, site: FinishedSite, path: str) -> bool:
    """Tell whether a script's address is of another host; it may lead away to the leave page, and name a language."""
    if url.startswith(NAMESPACES) or url == site.ground.leave_url:
        return False
    return (
        urlsplit(url).scheme in ("ws", "wss") or find_destination(url, path, site.ground).kind is Kind.FOREIGN
    )


def _read_script(site: FinishedSite, path: str) -> str:
    return SCRIPT_COMMENT.sub("", site.text(path))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
