"""Rules about pages in other languages than English, and the words that frame them."""

from site_builder.findings.rule import Rule, Severity

_ABOUT = "pages/about.pl.md"
_POLISH = "words/pl.yaml"
_READ = "reviewed_by: tłumaczka\nreviewed: 2026-11-21\ntranslates: {mark}"

TRANSLATIONS = (
    Rule(
        "lost-translation",
        "A file in another language stands beside the one it says anew.",
        "`about.pl.md` says the words of `about.md` in Polish. All facts come from that file. Here there is no such "
        "file in the same folder, or its page is in English only. Mend the name, or delete the file.",
        "pages/abuot.pl.md",
        "pages/about.pl.md",
        "pages/abuot.pl.md",
        "name",
    ),
    Rule(
        "missing-words",
        "A language has all the words that frame a page.",
        "Each page has words around it that no editor writes: the menu, Leave, labels and dates. They are in a "
        "file for each language. Without the file no page can be in that language. Words that are missing in it "
        "are shown in English. Copy the lines from `site_builder/language/en.yaml`, and translate them.",
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "other-number",
        "A day, a year or a time limit is the same in every language.",
        "The translation has a number that its original has nowhere: a slip, or something that has changed. Readers "
        "of two languages would be told two things. Write the number of the original. If the original is wrong, mend "
        "it there first. An hour on the clock of 24 hours and a month in digits are no other numbers.",
        "summary: Od 2019 roku.",
        "summary: Od tego roku.",
        _ABOUT,
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "other-telephone",
        "A number to ring is the same in every language.",
        "The translation has a number to ring or to text that its original has not, or the words of a link name "
        "another number than the way to report that it leads to. Somebody would ring the wrong number. Write the "
        "number of the original. If the original is wrong, mend it there first.",
        "summary: Zadzwoń pod 102.",
        "summary: Zadzwoń.",
        _ABOUT,
    ),
    Rule(
        "outdated-translation",
        "Words in another language are as new as those in English.",
        "Somebody has changed the words in English since. The page now tells readers so in their language, and "
        "leads them to the English page. See what is new, and mend the words here. Have them read by somebody who "
        "speaks the language. Then write the mark that you are told here.",
        _READ.format(mark="0a1b2c3d"),
        _READ.format(mark="4a50e8bc"),
        _ABOUT,
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "repeated-fact",
        "A fact stands in one file.",
        "A number, an address, hours or a kind stands in the original alone. A translation shows it from there. "
        "If both had it, one day they would differ, and somebody would ring the wrong number. Delete it here. "
        "Officers have no translations at all: what is in their files are facts.",
        "nav: O nas\nreview_by: 2027-05-21",
        "nav: O nas",
        _ABOUT,
    ),
    Rule(
        "unknown-language",
        "The code in a file's name is a language.",
        "The letters before the ending say which language a file is in: `about.pl.md` is Polish, `words/cy.yaml` "
        "is Welsh. The program does not know this code. Mend it. If the file is no translation, take the dot "
        "out of its name. A language that is missing can be added to `site_builder/language/languages.py`.",
        "pages/about.xx.md",
        "pages/about.pl.md",
        "pages/about.xx.md",
        "name",
    ),
    Rule(
        "unknown-words",
        "The words that frame a page have the names and the braces of the English ones.",
        "The program asks for words by the name before the colon, and puts something in the place of each word "
        "in braces. With another name the words are never shown. With other braces a number or a date would be "
        "missing. Write both as they are in `site_builder/language/en.yaml`.",
        'map_of: "Mapa"',
        'map_of: "Mapa: {region}"',
        _POLISH,
    ),
)
