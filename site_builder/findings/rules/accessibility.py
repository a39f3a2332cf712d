"""Rules about the finished pages in a browser, as people with different needs meet them."""

from functools import partial

from site_builder.findings.rule import Rule
from site_builder.findings.rules.finished_pages import THEME_TO_MEND

_audit_rule = partial(Rule, found_in="pages", asked="audit")
_ELSE = " If it is not in your text, tell whoever looks after the theme."

AUDIT = (
    _audit_rule(
        "axe-rule",
        "Each page keeps the rules for access that the program axe can try (WCAG 2.2).",
        "The program axe looks through each page for what shuts people out: pale words, parts without a name, "
        "targets too small to hit. What it names in your text, you can mend there." + _ELSE,
    ),
    _audit_rule(
        "browser-complaint",
        "A browser shows each page with no error. A visit leaves nothing behind.",
        "The browser met an error, or the page asked for a file that is not there. Or a visit left something "
        "on the phone, where others could find it." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _audit_rule(
        "cut-text",
        "No words are cut off when a reader spaces the text out (WCAG 1.4.12).",
        "Some people can read only when there is more space between lines, words and letters. Their browser "
        "spaces the text out. Then these words no longer fit into their place, and are cut off." + _ELSE,
    ),
    _audit_rule(
        "lost-colours",
        "A page can be used in the colours that a reader has picked for all pages.",
        "Some people can read only in a few strong colours, which their system picks for all pages. With those, "
        "one cannot see where this part is." + THEME_TO_MEND,
    ),
    _audit_rule(
        "lost-focus",
        "The Tab key gets to each link and field in turn, and one can see where it is.",
        "Many people cannot use a mouse: they go from link to link with the Tab key. Each link must be reached, in "
        "turn, and a line round it must show where one is." + THEME_TO_MEND,
    ),
    _audit_rule(
        "lost-in-print",
        "A printed page has all the numbers, in ink that can be read.",
        "People print a page to keep it, or to hand it on. A number that is missing on paper, or too pale to read, "
        "is no help." + THEME_TO_MEND,
    ),
    _audit_rule(
        "needs-script",
        "Each page says all it has to say without a script too.",
        "Scripts do not always run: on old phones, in safe browsers, on a poor line. All that a page says must be "
        "there without them." + THEME_TO_MEND,
        keeps_safe=True,
    ),
    _audit_rule(
        "sideways-scroll",
        "Nobody has to scroll sideways on a small phone (WCAG 1.4.10).",
        "On a small phone, or with very large letters, this part is wider than the screen. People would have to "
        "scroll sideways for each line. Most often it is a long word or address: split it, or write less."
        + _ELSE,
    ),
    _audit_rule(
        "unasked-motion",
        "Nothing moves when the reader asked for less motion.",
        "Things that move make some people ill. They can ask their system for less motion, and this part does not "
        "listen." + THEME_TO_MEND,
    ),
)
