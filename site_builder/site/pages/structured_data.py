"""JSON-LD for search engines: the force and how to reach it for an area, never a person."""

import json
from collections.abc import Sequence

from site_builder.content.schema import Borough
from site_builder.content.settings import Force
from site_builder.site.pages.views import Link

HOME_AND_PAGE = 2
"""So many steps has the way to a page that stands just below the home page."""


def describe_breadcrumbs(breadcrumbs: Sequence[Link], host: str) -> str:
    """Return the way to a page as a schema.org BreadcrumbList, or nothing where it is home and this page alone.

    Such a way says no more than the page's address, and the heaviest pages are of that kind.
    """
    return _json_ld([_breadcrumbs(breadcrumbs, host)]) if len(breadcrumbs) > HOME_AND_PAGE else ""


def describe_borough(
    borough: Borough, force: Force, phone: str, breadcrumbs: Sequence[Link], host: str
) -> str:
    """Return the force with its contact point for a borough (schema.org ContactPoint), and the way to the page."""
    organization: dict[str, object] = {
        "@type": "GovernmentOrganization",
        "name": force.name,
        "url": force.url,
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": "LGBT+ community liaison",
            "telephone": phone,
            "areaServed": {"@type": "AdministrativeArea", "name": borough.name, "identifier": borough.gss},
            "availableLanguage": "en-GB",
        },
    }
    return _json_ld([organization, _breadcrumbs(breadcrumbs, host)])


def describe_site(name: str, url: str, description: str) -> str:
    """Return the site as a schema.org WebSite."""
    return _json_ld(
        [{"@type": "WebSite", "name": name, "url": url, "description": description, "inLanguage": "en-GB"}]
    )


def _breadcrumbs(breadcrumbs: Sequence[Link], host: str) -> dict[str, object]:
    items = [
        {"@type": "ListItem", "position": position, "name": link.text, "item": host + link.url}
        for position, link in enumerate(breadcrumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _json_ld(graph: list[dict[str, object]]) -> str:
    """Return the document with every ``<`` escaped, so that no text can end its script element."""
    document = (
        {"@context": "https://schema.org", "@graph": graph}
        if len(graph) > 1
        else {"@context": "https://schema.org", **graph[0]}
    )
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
