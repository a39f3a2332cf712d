"""Rules about areas, ways to report, names and numbers."""

from site_builder.findings.front_door import FRONT_DOOR
from site_builder.findings.rule import Rule, Severity

_ABOUT = "pages/about.md"
_BRACKENFOLD = "pages/boroughs/brackenfold.md"
_ASHWICK = "pages/boroughs/ashwick.md"
_SAM = "officers/sam-okoro.md"
_GALOP = "channels/galop.md"

PLACES = (
    Rule(
        "broken-geography",
        "The files on postcodes and maps are whole and fit together.",
        "The files in `content/geography/` answer which area a postcode is in. They are made by a "
        "program and fit together, so one that is changed or missing could send people to the wrong place. "
        f"Do not edit them. To make them again, run `{FRONT_DOOR} refresh-postcodes`. If that does not "
        "help, tell whoever looks after the program.",
    ),
    Rule(
        "contradicting-liaison",
        "An area is called vacant only if no one serves it.",
        "The area's page says that it has no officer, but an officer's file names the area. People "
        "would read both. If the officer serves it, delete `liaison` and the lines that belong to it. If "
        "not, take the area out of the officer's list.",
        "liaison:\n  state: unlisted",
        "# Sam Okoro serves this area, so there is no liaison here.",
        _ASHWICK,
    ),
    Rule(
        "made-up-contact",
        "No number or address that is kept free for examples is published.",
        "This number or address is kept free for films and guides. Nobody is there to answer. It was most "
        "likely copied from an example. Write the real one, or delete the line.",
        "phone: 020 7946 0123",
        "phone: 0800 999 5428",
        _GALOP,
    ),
    Rule(
        "missing-liaison",
        "An area that has no officer says why.",
        "No officer serves this area, and its page does not say why. People need to know where they "
        "stand. Add `liaison` with `state: unlisted` if we just know of nobody. Write `vacant` only with a "
        "source.",
        "name: Brackenfold",
        "name: Brackenfold\nliaison:\n  state: unlisted",
        _BRACKENFOLD,
    ),
    Rule(
        "one-sided-border",
        "Two neighbours each name the other.",
        "Two areas share a border, or they do not. One file names the other as a neighbour, but not the "
        "other way round. The page offers neighbours to people who live near the edge. Add the name to the "
        "other file, or take it out here.",
        "neighbours: [brackenfold, cindermere, elderholt]",
        "neighbours: [brackenfold, elderholt]",
        _ASHWICK,
    ),
    Rule(
        "repeated-value",
        "What must be an area's own is not shared by two.",
        "Two things have the same name, code or place on the map, or one thing stands in a list twice. "
        "People could not tell them apart. Keep one and change or delete the other.",
        "boroughs: [ashwick, ashwick]",
        "boroughs: [ashwick]",
        _SAM,
    ),
    Rule(
        "retired-contact",
        "No number or address that is out of use is shown.",
        "This number or address is out of use: it is on our list of old ones in `retired.yaml`. Somebody "
        "who calls it in need would reach nobody, or a stranger. The finding names what to use now. If the "
        "line is open again, take it off the list.",
        "phone: 020 7946 0999",
        "phone: 020 7946 0001",
        _GALOP,
    ),
    Rule(
        "retired-name",
        "Names that have changed are written as they are today.",
        "This name has changed. Who looks for the old one may find old pages and dead lines. Write the new "
        "name. If you tell of the past and mean the old name, you may leave it: in a text this is only a "
        "note.",
        "You can also use Text Relay.",
        "You can also use Relay UK.",
        _ABOUT,
        "text",
    ),
    Rule(
        "stray-contact",
        "The numbers of officers stand in their own fields, where consent covers them.",
        "A number or an email address stands among other words. There it is not covered by what the officer "
        "agreed to, and we cannot take it off the page when it grows old. Put it in a field of its own, "
        "such as `phone`, or take it out.",
        "You can reach me on 020 7946 0456.",
        "You can reach me on the number above.",
        _SAM,
        "text",
    ),
    Rule(
        "uncovered-area",
        "Each area has a page, and somebody to turn to.",
        "Every area that `site.yaml` lists needs a page, and each page needs somebody to turn to. Here an area "
        "has no file, or a way to report that pages rely on is not there. Nobody may be left with "
        "nothing. Put the file back, or mend its name.",
        "charities: [glop]",
        "charities: [galop]",
        "site.yaml",
        level="firm",
    ),
    Rule(
        "unknown-area",
        "An area that is named exists.",
        "There is no area with this short name, so the officer would be missing from its page. Write the "
        f"name of the area's file without `.md`. To see them all, run `{FRONT_DOOR} explain areas`.",
        "boroughs: [ashwik]",
        "boroughs: [ashwick]",
        _SAM,
    ),
    Rule(
        "unknown-channel",
        "A way to report that is named exists.",
        "There is no way to report with this short name. The page would offer people something that is not "
        f"there. Write the name of its file without `.md`. To see them all, run `{FRONT_DOOR} explain "
        "channels`.",
        "channels: [gallop]",
        "channels: [galop]",
        _ASHWICK,
    ),
    Rule(
        "unknown-code",
        "A number of five digits to text belongs to a way to report, which says what it costs.",
        "The words tell people to text a short number that no way to report has. Anybody can rent such a "
        "number, and a text to it may cost money. So it needs a place where its cost is said. Check each "
        "digit, or add the number to a way to report.",
        "Text HELP to 61061.",
        "Call 101.",
        "pages/about.md",
        "text",
        keeps_safe=True,
    ),
    Rule(
        "unknown-force",
        "A police force that is named is in site.yaml.",
        "The site does not know this police force. The page could not say whom to call. The forces are in "
        "`site.yaml`. Write one of their short names.",
        "force: fenmor",
        "force: fenmoor",
        _ASHWICK,
    ),
    Rule(
        "unknown-rule",
        "A rule that site.yaml or accepted.yaml names exists.",
        "You want to change how much a rule weighs, but there is no such rule, or this one cannot be "
        "changed. Rules that keep people safe always stop the site. Mend the name, or delete the line.",
        "levels:\n  unlistd-area: notice",
        "levels:\n  unlisted-area: notice",
        "site.yaml",
    ),
    Rule(
        "unlisted-area",
        "Each area has an officer with a name.",
        "We know of no named officer for this area, and its page says so. Nothing is broken: this is to "
        "remind you. When you hear of an officer, add a file for them and delete `liaison` here.",
        "liaison:\n  state: unlisted",
        "# Alex Penrose-Marsh serves this area now, so there is no liaison here.",
        _BRACKENFOLD,
        weight=Severity.WARNING,
        level="adjustable",
    ),
)
