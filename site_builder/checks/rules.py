"""What each rule of the third gate asks, in one sentence, for the content guide."""

from collections.abc import Mapping
from types import MappingProxyType

RULES: Mapping[str, str] = MappingProxyType(
    {
        "bad-contact-link": "A phone, text or email link works and reaches the number or address that its words show.",
        "bad-data-block": 'The data for search engines are valid and hold no "<".',
        "bad-security-file": "The security contact file has a contact and a last day.",
        "broken-fragment": "A link to a part of a page (after #) leads to a part that is there.",
        "broken-link": "Every link, picture and file of this site exists.",
        "broken-reference": "A label or description in the page's code belongs to something that is there.",
        "broken-sitemap": "The list of pages for search engines names only pages of this site.",
        "empty-link": "Every link and button has words.",
        "event-attribute": "No part of a page has a script in an attribute such as `onclick`.",
        "heavy-page": "A page stays light: 12 kB in 4 files, of them 7 kB for the page itself.",
        "heavy-photo": "A photograph weighs at most 40 kB.",
        "inline-script": "No page has a script in itself.",
        "inline-style": "No page has a style in itself.",
        "javascript-link": "Links lead to pages and never run a script.",
        "missing-999": "Every page has 999, as a link, before its main heading.",
        "missing-alt": "Every picture says in words what it shows.",
        "missing-description": "Every page has a description for search engines.",
        "missing-file": "The site has its page for wrong addresses, robots.txt and sitemap.xml.",
        "missing-heading": "Every page has a main heading, and no heading is empty.",
        "missing-label": "Every field says what to write in it.",
        "missing-landmark": "Every page has one main part, with the main heading in it.",
        "missing-language": "Every page says which language it is in.",
        "missing-leave-link": "Every page has the link to leave the site, which tells nobody where from.",
        "missing-referrer-policy": "Every page keeps from other sites where their visitor came from.",
        "missing-skip-link": "The first link of every page leads to its main part.",
        "missing-table-headings": "Every table has headings.",
        "missing-title": "Every page has a title.",
        "new-tab": "Links open in the same tab.",
        "repeated-description": "No two pages have the same description.",
        "repeated-h1": "A page has one main heading.",
        "repeated-id": "No two parts of a page have the same id.",
        "repeated-title": "No two pages have the same title.",
        "skipped-heading": "Headings go down one level at a time.",
        "storage-use": "Scripts keep nothing on the visitor's device and send nothing away.",
        "third-party-request": "Nothing is loaded from, or sent to, another site.",
        "unreadable-markup": "The HTML of a page can be read without guessing.",
    }
)
