"""Every rule that a finding can name, with what it asks in one sentence.

The content guide is made from this table and site.yaml may change the level of these rules; a test holds the table
against the code.
"""

from collections.abc import Mapping
from types import MappingProxyType

CONTENT_RULES: Mapping[str, str] = MappingProxyType(
    {
        # Files and their form
        "bad-file-name": "The name of a file has small letters, digits and hyphens: it becomes the address.",
        "bidirectional-character": "No hidden sign turns the text round.",
        "control-character": "A file holds only characters that can be seen.",
        "duplicate-field": "Each field is filled in once.",
        "empty-field": "A field that is there is filled in; one that is not known is left out.",
        "empty-file": "A file is not empty.",
        "missing-front-matter": "A file begins with a line of three hyphens and its fields.",
        "missing-front-matter-end": "The fields end with a second line of three hyphens.",
        "missing-settings": "A content folder has its settings in site.yaml.",
        "not-text": "A file is plain text, not a Word document or a picture.",
        "not-utf-8": "A file is saved as UTF-8.",
        "too-deep": "Fields stand inside each other at most 4 deep; lists, quotes and brackets of a text at most 20.",
        "too-dense": "A text is not full of signs, columns or terms.",
        "too-large": "A file stays below its size limit.",
        "too-long": "A line of text stays below 2,000 letters.",
        "too-many": "A list has at most 200 entries.",
        "too-many-files": "A directory has at most 20,000 files.",
        "too-many-lines": "The fields take at most 200 lines, a text at most 4,000.",
        "unexpected-file": "Every file stands in a folder that is read.",
        "unreadable-file": "Every file can be opened.",
        "yaml-feature": "Fields hold words, lists and groups; the special signs of YAML are not used.",
        "yaml-syntax": "Each field is written as its name, a colon, a space and the value.",
        # Fields and their values
        "bad-choice": "A field with a fixed choice has one of the choices.",
        "bad-date": "A date exists and is written year-month-day.",
        "bad-email": "An email address has the form of one.",
        "bad-name": "The short name of a page has small letters, digits and hyphens.",
        "bad-number": "A number is written in digits.",
        "bad-phone": "A phone number is a UK number or a known short one.",
        "bad-time": "A time is written on the 24-hour clock.",
        "bad-value": "A value has the form that its field needs.",
        "bad-web-address": "A web address is written in full.",
        "field-outside-basis": "Only what the source published, or the officer agreed to, is shown.",
        "missing-consent": "An officer who is published by consent has the consent filled in.",
        "missing-field": "Every field that must be there is there.",
        "missing-source": "A post is called vacant only with a source.",
        "no-contact": "A way to report can be reached.",
        "phone-spacing": "A telephone number is written in groups, as people read it.",
        "unknown-field": "Every field has a name that is known.",
        "wrong-shape": "A field holds a line, a list or a group, whichever it takes.",
        # Records together
        "contradicting-state": "The days in a file fit each other and the state.",
        "day-to-come": "What was checked, read or printed happened on a day that has come.",
        "contradicting-liaison": "A borough is called vacant only if no one serves it.",
        "due-officer": "An officer's page is checked again in time.",
        "lapsed-consent": "Consent is asked for again before it lapses.",
        "long-consent": "Consent holds for at most three years.",
        "made-up-contact": "No number or address that is kept free for examples is published.",
        "missing-liaison": "A borough that has no officer says why.",
        "missing-photo": "Every picture that is named is there.",
        "never-checked": "Every way to report is checked by one of us.",
        "officer-gone": "An officer whose last day has passed is taken out.",
        "one-sided-border": "Two neighbours each name the other.",
        "overdue-officer": "An officer's page is checked before it is too old.",
        "overdue-page": "A page is read through again in time.",
        "repeated-value": "What must be a borough's own is not shared by two.",
        "retired-contact": "No number or address that is out of use is shown.",
        "retired-name": "Names that have changed are written as they are today.",
        "uncovered-area": "Each of the 33 areas has a page, and somebody to turn to.",
        "stray-contact": "The numbers of officers stand in their own fields, where consent covers them.",
        "unknown-borough": "A borough that is named exists.",
        "unknown-channel": "A way to report that is named exists.",
        "unknown-force": "A police force that is named is in site.yaml.",
        "unknown-officer": "An officer who is named exists.",
        "unknown-rule": "A rule that site.yaml or accepted.yaml names exists.",
        "unlisted-area": "Each area has an officer with a name.",
        "unused-photo": "Each picture in the folder is named in a file.",
        # What is let pass for a time
        "bad-acceptance": "Only what harms nobody may be accepted, and for 180 days at most.",
        "expired-acceptance": "What was accepted for a time is put right by then.",
        "unused-acceptance": "What is accepted in accepted.yaml is still there.",
        # Asked only by `check --strict`, before the site is put online
        "draft-address": "The address of the site is a real one.",
        "error-to-come": "Nothing stops the site on a day of the coming year.",
        "missing-publisher-contact": "The publisher of the site can be reached.",
        "uncovered-day": "Each area has help on every day for a year.",
        # Asked only by `check --external`, of links to other sites
        "dead-link": "A link to another site leads to a page that is there.",
        "moved-link": "A link to another site names the address where the page is now.",
        "unchecked-link": "A link to another site can be tried.",
        # Texts and pictures
        "broken-geography": "The files on postcodes and maps are whole and fit together.",
        "bad-photo": "A picture can be read and is not too large.",
        "empty-heading": "A heading has words.",
        "heading-level": "A heading in a text begins with two hash signs. Only the title of the page stands above.",
        "unsafe-html": "A text holds no HTML that could do harm, and none that would be taken out.",
        "unsafe-link": "A link leads to a page, an address or a number, and never runs a script.",
        "unreadable-text": "A text can be read as Markdown.",
        # Plain English
        "hard-to-read": "A child of eleven can read a page.",
        "long-sentence": "A sentence has at most 25 words.",
        "vague-link": "The words of a link say where it leads.",
        "word-to-avoid": "Words are plain, and kind to the people they are about.",
    }
)
"""What an editor can put right, in a content file."""

FINISHED_RULES: Mapping[str, str] = MappingProxyType(
    {
        "bad-contact-link": "A phone, text or email link works and reaches the number or address that its words show.",
        "bad-data-block": 'The data for search engines are valid and hold no "<".',
        "bad-security-file": "The security contact file has a contact and a last day.",
        "broken-fragment": "A link to a part of a page (after #) leads to a part that is there.",
        "broken-link": "Every link, picture and file of this site exists.",
        "broken-reference": "Each label in the code of the page is there.",
        "broken-theme": "The theme is whole, so that pages can be made with it.",
        "broken-sitemap": "The list of pages for search engines names only pages of this site.",
        "empty-link": "Every link and button has words.",
        "event-attribute": "No part of a page has a script in an attribute such as `onclick`.",
        "heavy-page": "A page stays light: 12 kB in 4 files, of them 7 kB for the page itself.",
        "heavy-photo": "A photograph weighs at most 40 kB.",
        "inline-script": "No page has a script in itself.",
        "inline-style": "No page has a style in itself.",
        "javascript-link": "Links lead to pages and never run a script.",
        "low-contrast": "The theme's colours can be told apart by people who see poorly (WCAG 1.4.3, 1.4.6, 1.4.11).",
        "missing-999": "Every page has 999, as a link, before its main heading.",
        "missing-alt": "Every picture says in words what it shows.",
        "missing-description": "Every page has a few words for a list of search results.",
        "missing-file": "The site has its page for wrong addresses, robots.txt and sitemap.xml.",
        "missing-heading": "Every page has a main heading, and no heading is empty.",
        "missing-label": "Every field says what to write in it.",
        "missing-landmark": "Every page has one main part, with the main heading in it.",
        "missing-language": "Every page says which language it is in.",
        "missing-leave-link": "Every page has the link to leave the site, which tells nobody where from.",
        "missing-referrer-policy": "Every page keeps from other sites where their visitor came from.",
        "missing-skip-link": "The first link of every page leads to its main part.",
        "missing-table-headings": "Each table has a row of headings.",
        "missing-title": "Every page has a title.",
        "new-tab": "Links open in the same tab.",
        "repeated-description": "No two pages have the same description.",
        "repeated-h1": "A page has one main heading.",
        "repeated-id": "No two parts of a page have the same id.",
        "repeated-title": "No two pages have the same title.",
        "shallow-history": "The whole history of the content is there, so that the page on changes can be made.",
        "skipped-heading": "Headings go down one level at a time.",
        "storage-use": "Scripts keep nothing on the phone of the reader and send nothing away.",
        "third-party-request": "Nothing is loaded from, or sent to, another site.",
        "unreadable-markup": "The HTML of a page can be read without guessing.",
        # Asked only by `audit`, which looks at the finished pages in a browser
        "axe-rule": "Each page keeps the rules for access that the program axe can try (WCAG 2.2).",
        "browser-complaint": "A browser shows each page with no error. A visit leaves nothing behind.",
        "cut-text": "No words are cut off when a reader spaces the text out (WCAG 1.4.12).",
        "lost-colours": "A page can be used in the colours that a reader has picked for all pages.",
        "lost-focus": "The Tab key gets to each link and field in turn, and one can see where it is.",
        "lost-in-print": "A printed page has all the numbers, in ink that can be read.",
        "needs-script": "Each page says all it has to say without a script too.",
        "sideways-scroll": "Nobody has to scroll sideways on a small phone (WCAG 1.4.10).",
        "unasked-motion": "Nothing moves when the reader asked for less motion.",
    }
)
"""What is asked of the finished pages and of the theme: seldom something that an editor can put right."""

RULES: Mapping[str, str] = MappingProxyType({**CONTENT_RULES, **FINISHED_RULES})

ADJUSTABLE = frozenset(
    {
        "day-to-come",
        "due-officer",
        "heavy-page",
        "heavy-photo",
        "low-contrast",
        "never-checked",
        "officer-gone",
    }
    | {"overdue-officer", "overdue-page", "phone-spacing", "unlisted-area", "unused-photo"}
    | {"hard-to-read", "long-sentence", "vague-link", "word-to-avoid"}
)
"""Rules whose level site.yaml may change: no record fails by them, so nothing vanishes with a warning only."""

FIRM = frozenset({"lapsed-consent", "uncovered-area"})
"""Rules that site.yaml may name, but only as errors; the example site, where nobody is real, may change them."""

STRICT_RULES = frozenset({"draft-address", "error-to-come", "missing-publisher-contact", "uncovered-day"})
"""Rules that are asked only before the site is put online."""

EXTERNAL_RULES = frozenset({"dead-link", "moved-link", "unchecked-link"})
"""Rules that are asked only of links to other sites, when somebody wants them tried."""

AUDIT_RULES = frozenset(
    {
        "axe-rule",
        "browser-complaint",
        "cut-text",
        "lost-colours",
        "lost-focus",
        "lost-in-print",
        "needs-script",
        "sideways-scroll",
        "unasked-motion",
    }
)
"""Rules that are asked only of finished pages in a browser."""

SAFETY = frozenset(
    {
        "bad-contact-link",
        "bad-data-block",
        "browser-complaint",
        "event-attribute",
        "inline-script",
        "inline-style",
        "javascript-link",
        "missing-999",
        "missing-leave-link",
        "missing-referrer-policy",
        "needs-script",
        "new-tab",
        "storage-use",
        "third-party-request",
        "unreadable-markup",
    }
)
"""Rules on finished pages that keep people safe: nobody may accept that they are broken."""

ACCEPTABLE = frozenset(
    (ADJUSTABLE | set(FINISHED_RULES) | EXTERNAL_RULES | {"missing-publisher-contact"}) - SAFETY
)
"""Rules whose findings may be accepted for a time: no record fails by them, and nobody comes to harm."""
