"""Rules about the finished pages in a browser, as people with different needs meet them."""

from site_builder.findings.explanations.explanation import Explanation

_THEME = " You cannot mend this in a text: tell whoever looks after the theme, and name the page."
_ELSE = " If it is not in your text, tell whoever looks after the theme."

AUDIT = (
    Explanation(
        "axe-rule",
        "The program axe looks through each page for what shuts people out: pale words, parts without a name, "
        "targets too small to hit. What it names in your text, you can mend there." + _ELSE,
    ),
    Explanation(
        "browser-complaint",
        "The browser met an error, or the page asked for a file that is not there. Or a visit left something "
        "on the phone, where others could find it." + _THEME,
    ),
    Explanation(
        "cut-text",
        "Some people can read only when there is more space between lines, words and letters. Their browser "
        "spaces the text out. Then these words no longer fit into their place, and are cut off." + _ELSE,
    ),
    Explanation(
        "lost-colours",
        "Some people can read only in a few strong colours, which their system picks for all pages. With those, "
        "one cannot see where this part is." + _THEME,
    ),
    Explanation(
        "lost-focus",
        "Many people cannot use a mouse: they go from link to link with the Tab key. Each link must be reached, in "
        "turn, and a line round it must show where one is." + _THEME,
    ),
    Explanation(
        "lost-in-print",
        "People print a page to keep it, or to hand it on. A number that is missing on paper, or too pale to read, "
        "is no help." + _THEME,
    ),
    Explanation(
        "needs-script",
        "Scripts do not always run: on old phones, in safe browsers, on a poor line. All that a page says must be "
        "there without them." + _THEME,
    ),
    Explanation(
        "sideways-scroll",
        "On a small phone, or with very large letters, this part is wider than the screen. People would have to "
        "scroll sideways for each line. Most often it is a long word or address: split it, or write less."
        + _ELSE,
    ),
    Explanation(
        "unasked-motion",
        "Things that move make some people ill. They can ask their system for less motion, and this part does not "
        "listen." + _THEME,
    ),
)
