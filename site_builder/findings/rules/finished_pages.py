"""Rules about the finished pages that no content file can break: whoever looks after the theme mends them."""

from functools import partial

from site_builder.findings.rule import Rule, Severity

_page_rule = partial(Rule, found_in="pages")
THEME_TO_MEND = " You cannot mend this in a text: tell whoever looks after the theme, and name the page."
_PROGRAM = " You cannot mend this in a text: tell whoever looks after the program."

FINISHED = (
    _page_rule(
        "bad-data-block",
        'The data for search engines are valid and hold no "<".',
        "Each page tells search engines in a small hidden block what it is about. This block cannot be "
        "read, so people may not find the page." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _page_rule(
        "bad-security-file",
        "The security contact file has a contact and a last day.",
        "The file `security.txt` tells people whom to write to when they find a weak spot in the site. It "
        "has no address, or no last day. Check `security_contact` in `site.yaml`. If it is right, tell "
        "whoever looks after the program.",
    ),
    _page_rule(
        "broken-reference",
        "Each label in the code of the page is there.",
        "A part of the page points to its label, and the label is not there. Who listens to the page would "
        "not hear what the part is for." + THEME_TO_MEND,
    ),
    _page_rule(
        "broken-sitemap",
        "The list of pages for search engines names only pages of this site.",
        "The list of pages for search engines names a page that we do not have. People would find a dead "
        "link. Check that `base_url` in `site.yaml` is the address of the site. If it is right, tell "
        "whoever looks after the program.",
    ),
    _page_rule(
        "event-attribute",
        "No part of a page has a script in an attribute such as `onclick`.",
        "A part of the page has a piece of script in it. Our pages allow no such thing, so that nobody can "
        "slip in a script that spies on people." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _page_rule(
        "inline-script",
        "No page has a script in itself.",
        "There is a script in the page itself. Our pages run only scripts that lie in their own files, so "
        "that nobody can slip one in." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _page_rule(
        "inline-style",
        "No page has a style in itself.",
        "The page says how a part looks in the page itself. Browsers will not follow it here, as we allow "
        "that only in the style sheet. The page would look wrong." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _page_rule(
        "javascript-link",
        "Links lead to pages and never run a script.",
        "A link runs a script and leads nowhere. It is of no use to people who have scripts switched off, "
        "and such links can be used to do harm." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _page_rule(
        "broken-theme",
        "The theme is whole, so that pages can be made with it.",
        "A file of the theme cannot be used, so no page can be shown. The line says which file, and what is wrong "
        "with it. Undo your last change to the theme." + THEME_TO_MEND,
    ),
    _page_rule(
        "low-contrast",
        "The theme's colours can be told apart by people who see poorly (WCAG 1.4.3, 1.4.6, 1.4.11).",
        "Two colours of the theme are too close to each other. People who see poorly, and anyone in bright "
        "sun, could not read the words." + THEME_TO_MEND,
        level="adjustable",
    ),
    _page_rule(
        "missing-999",
        "Every page has 999, as a link, before its main heading.",
        "Each page shows 999 before all else, as a link that dials. Somebody in danger must not have to "
        "look for it." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _page_rule(
        "missing-alt",
        "Every picture says in words what it shows.",
        "A picture has no words that say what it shows. Who cannot see it would not know what they miss. "
        "For a photo of an officer, write them in `alt`. For any other picture, tell whoever looks after "
        "the theme.",
    ),
    _page_rule(
        "missing-description",
        "Every page has a few words for a list of search results.",
        "The page has no summary. Search engines show it below the title, and it helps people to choose. "
        "Write one in the field `summary`. If there is one, tell whoever looks after the theme.",
    ),
    _page_rule(
        "missing-file",
        "The site has its page for wrong addresses, robots.txt and sitemap.xml.",
        "A file is not there that each site needs: the page for a wrong address, or one of the two that "
        "search engines ask for. People who mistype an address would get no help." + _PROGRAM,
    ),
    _page_rule(
        "missing-heading",
        "Every page has a main heading, and no heading is empty.",
        "The page has no main heading, or a heading has no words. People who listen to a page find their "
        "way by its headings. Check the field `title` and the headings in your text. If they are there, "
        "tell whoever looks after the theme.",
    ),
    _page_rule(
        "missing-label",
        "Every field says what to write in it.",
        "A box to type in does not say what to write there. Who listens to the page would hear only that "
        "there is a box." + THEME_TO_MEND,
    ),
    _page_rule(
        "missing-landmark",
        "Every page has one main part, with the main heading in it.",
        "The page has no main part, or more than one. People who use a screen reader or the keys jump "
        "straight to it." + THEME_TO_MEND,
    ),
    _page_rule(
        "missing-language",
        "Every page says which language it is in.",
        "The page does not say that it is in English. A screen reader may then read it out in the voice of "
        "another tongue." + THEME_TO_MEND,
    ),
    _page_rule(
        "missing-leave-link",
        "Every page has the link to leave the site, which tells nobody where from.",
        "Each page has a link to leave the site at once, and it tells nobody where the person was. On this "
        "page it is not there, or it would give them away. Check `leave_url` in `site.yaml`. If it is "
        "right, tell whoever looks after the theme.",
        keeps_safe=True,
    ),
    _page_rule(
        "missing-referrer-policy",
        "Every page keeps from other sites where their visitor came from.",
        "When people follow a link, other sites could learn that they came from here. Each page has a line "
        "to stop that. This page lacks it." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _page_rule(
        "missing-skip-link",
        "The first link of every page leads to its main part.",
        "The first link on each page jumps to its main part. Without it, people who use the keys have to "
        "step through the top of the page each time." + THEME_TO_MEND,
    ),
    _page_rule(
        "missing-title",
        "Every page has a title.",
        "The page has no title, so its tab has no name. Write one in the field `title`. If there is one, "
        "tell whoever looks after the theme.",
    ),
    _page_rule(
        "new-tab",
        "Links open in the same tab.",
        "A link opens in a new tab. The old tab stays behind and shows what the person was reading. Links "
        "here open in the same tab." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _page_rule(
        "repeated-h1",
        "A page has one main heading.",
        "The page has two main headings. Who listens to the page cannot tell which one names it. Begin "
        "headings in your text with `##`. If you did, tell whoever looks after the theme.",
    ),
    _page_rule(
        "repeated-id",
        "No two parts of a page have the same id.",
        "Two parts of the page have the same hidden name. A link could reach only the first of them. If you "
        "gave two headings the same words, change one. If not, tell whoever looks after the theme.",
    ),
    _page_rule(
        "shallow-history",
        "The whole history of the content is there, so that the page on changes can be made.",
        "The page on changes is made from the history that git keeps. Here that history is cut short, or git "
        "cannot read it. The site is whole, but it tells less of what has changed. The message says what to do. "
        "If that does not help, tell whoever looks after the website.",
        weight=Severity.NOTICE,
    ),
    _page_rule(
        "storage-use",
        "Scripts keep nothing on the phone of the reader and send nothing away.",
        "A script could keep something on the phone of the person who reads, or send it away. Somebody else "
        "might find it there. This site keeps nothing and sends nothing." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _page_rule(
        "third-party-request",
        "Nothing is loaded from, or sent to, another site.",
        "The page would load something from another site. That site would then know who reads us, and when. "
        "We keep a copy of all we need here." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _page_rule(
        "unreadable-markup",
        "The HTML of a page can be read without guessing.",
        "A part of the page can be read in two ways, so each browser may show it in another way. Words "
        "could be lost. If you wrote HTML in a text, close each tag and quote. If not, tell whoever looks "
        "after the theme.",
        keeps_safe=True,
    ),
)
