"""Rules about the finished pages that no content file can break: whoever looks after the theme mends them."""

from site_builder.findings.explanations.explanation import Explanation

_THEME = " You cannot mend this in a text: tell whoever looks after the theme, and name the page."
_PROGRAM = " You cannot mend this in a text: tell whoever looks after the program."

FINISHED = (
    Explanation(
        "bad-data-block",
        "Each page tells search engines in a small hidden block what it is about. This block cannot be "
        "read, so people may not find the page." + _THEME,
    ),
    Explanation(
        "bad-security-file",
        "The file `security.txt` tells people whom to write to when they find a weak spot in the site. It "
        "has no address, or no last day. Check `security_contact` in `site.yaml`. If it is right, tell "
        "whoever looks after the program.",
    ),
    Explanation(
        "broken-reference",
        "A part of the page points to its label, and the label is not there. Who listens to the page would "
        "not hear what the part is for." + _THEME,
    ),
    Explanation(
        "broken-sitemap",
        "The list of pages for search engines names a page that we do not have. People would find a dead "
        "link. Check that `base_url` in `site.yaml` is the address of the site. If it is right, tell "
        "whoever looks after the program.",
    ),
    Explanation(
        "event-attribute",
        "A part of the page has a piece of script in it. Our pages allow no such thing, so that nobody can "
        "slip in a script that spies on people." + _THEME,
    ),
    Explanation(
        "inline-script",
        "There is a script in the page itself. Our pages run only scripts that lie in their own files, so "
        "that nobody can slip one in." + _THEME,
    ),
    Explanation(
        "inline-style",
        "The page says how a part looks in the page itself. Browsers will not follow it here, as we allow "
        "that only in the style sheet. The page would look wrong." + _THEME,
    ),
    Explanation(
        "javascript-link",
        "A link runs a script and leads nowhere. It is of no use to people who have scripts switched off, "
        "and such links can be used to do harm." + _THEME,
    ),
    Explanation(
        "broken-theme",
        "A file of the theme cannot be used, so no page can be shown. The line says which file, and what is wrong "
        "with it. Undo your last change to the theme." + _THEME,
    ),
    Explanation(
        "low-contrast",
        "Two colours of the theme are too close to each other. People who see poorly, and anyone in bright "
        "sun, could not read the words." + _THEME,
    ),
    Explanation(
        "missing-999",
        "Each page shows 999 before all else, as a link that dials. Somebody in danger must not have to "
        "look for it." + _THEME,
    ),
    Explanation(
        "missing-alt",
        "A picture has no words that say what it shows. Who cannot see it would not know what they miss. "
        "For a photo of an officer, write them in `alt`. For any other picture, tell whoever looks after "
        "the theme.",
    ),
    Explanation(
        "missing-description",
        "The page has no summary. Search engines show it below the title, and it helps people to choose. "
        "Write one in the field `summary`. If there is one, tell whoever looks after the theme.",
    ),
    Explanation(
        "missing-file",
        "A file is not there that each site needs: the page for a wrong address, or one of the two that "
        "search engines ask for. People who mistype an address would get no help." + _PROGRAM,
    ),
    Explanation(
        "missing-heading",
        "The page has no main heading, or a heading has no words. People who listen to a page find their "
        "way by its headings. Check the field `title` and the headings in your text. If they are there, "
        "tell whoever looks after the theme.",
    ),
    Explanation(
        "missing-label",
        "A box to type in does not say what to write there. Who listens to the page would hear only that "
        "there is a box." + _THEME,
    ),
    Explanation(
        "missing-landmark",
        "The page has no main part, or more than one. People who use a screen reader or the keys jump "
        "straight to it." + _THEME,
    ),
    Explanation(
        "missing-language",
        "The page does not say that it is in English. A screen reader may then read it out in the voice of "
        "another tongue." + _THEME,
    ),
    Explanation(
        "missing-leave-link",
        "Each page has a link to leave the site at once, and it tells nobody where the person was. On this "
        "page it is not there, or it would give them away. Check `leave_url` in `site.yaml`. If it is "
        "right, tell whoever looks after the theme.",
    ),
    Explanation(
        "missing-referrer-policy",
        "When people follow a link, other sites could learn that they came from here. Each page has a line "
        "to stop that. This page lacks it." + _THEME,
    ),
    Explanation(
        "missing-skip-link",
        "The first link on each page jumps to its main part. Without it, people who use the keys have to "
        "step through the top of the page each time." + _THEME,
    ),
    Explanation(
        "missing-title",
        "The page has no title, so its tab has no name. Write one in the field `title`. If there is one, "
        "tell whoever looks after the theme.",
    ),
    Explanation(
        "new-tab",
        "A link opens in a new tab. The old tab stays behind and shows what the person was reading. Links "
        "here open in the same tab." + _THEME,
    ),
    Explanation(
        "repeated-h1",
        "The page has two main headings. Who listens to the page cannot tell which one names it. Begin "
        "headings in your text with `##`. If you did, tell whoever looks after the theme.",
    ),
    Explanation(
        "repeated-id",
        "Two parts of the page have the same hidden name. A link could reach only the first of them. If you "
        "gave two headings the same words, change one. If not, tell whoever looks after the theme.",
    ),
    Explanation(
        "shallow-history",
        "The page on changes is made from the history that git keeps. Here that history is cut short, or git "
        "cannot read it. The site is whole, but it tells less of what has changed. The message says what to do. "
        "If that does not help, tell whoever looks after the website.",
    ),
    Explanation(
        "storage-use",
        "A script could keep something on the phone of the person who reads, or send it away. Somebody else "
        "might find it there. This site keeps nothing and sends nothing." + _THEME,
    ),
    Explanation(
        "third-party-request",
        "The page would load something from another site. That site would then know who reads us, and when. "
        "We keep a copy of all we need here." + _THEME,
    ),
    Explanation(
        "unreadable-markup",
        "A part of the page can be read in two ways, so each browser may show it in another way. Words "
        "could be lost. If you wrote HTML in a text, close each tag and quote. If not, tell whoever looks "
        "after the theme.",
    ),
)
