"""Rules about officers, and about facts that grow old."""

from site_builder.findings.rule import Rule, Severity

_SAM = "officers/sam-okoro.md"
_CHECKED = "checked:\n  on: {day}\n  by: Comms team\n  how: rang the number"
_CONSENT = "consent:\n  by: the officer, by email\n  on: {day}\n  review_by: {review_by}\n  fields: [email]"
_SOURCES = "sources:\n  - publisher: Example Gazette\n    published: 2026-10-01"

RECORDS = (
    Rule(
        "contradicting-state",
        "The days in a file fit each other and the state.",
        "Two lines of this file cannot both be true. An officer in post has no last day, say, and no one "
        "leaves before they begin. The page would tell people the wrong thing. Find out which line is "
        "right, and mend the other.",
        "state: in-post\nuntil: 2026-12-31",
        "state: leaving\nuntil: 2026-12-31",
        _SAM,
    ),
    Rule(
        "day-to-come",
        "What was checked, read or printed happened on a day that has come.",
        "This is a day in the future, but you can only check or read something on a day that has been. "
        "People trust these dates when they choose whom to call. Most often the year is wrong. Write the "
        "day it was done.",
        _CHECKED.format(day="2027-11-21"),
        _CHECKED.format(day="2026-11-21"),
        _SAM,
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "due-officer",
        "An officer's page is checked again in time.",
        "Nobody has checked this officer for some time. People move on, and a call to the wrong person "
        "costs courage. Ask the officer or the force. Then fill in `checked` with the day, who did it and "
        "how.",
        _CHECKED.format(day="2026-08-01"),
        _CHECKED.format(day="2026-11-21"),
        _SAM,
        weight=Severity.NOTICE,
        level="adjustable",
    ),
    Rule(
        "lapsed-consent",
        "Consent is asked for again before it lapses.",
        "The officer agreed to be shown until this day, and the day has passed. We do not show anybody for "
        "longer than they said. Ask the officer again. If they agree, write the new dates. If not, delete "
        "the file.",
        _CONSENT.format(day="2025-06-30", review_by="2026-06-30"),
        _CONSENT.format(day="2026-11-20", review_by="2027-11-20"),
        _SAM,
        level="firm",
    ),
    Rule(
        "long-consent",
        "Consent holds for at most three years.",
        "Nobody can say yes for ever: lives change. So consent holds for three years at most, and the last "
        "day comes after the first. Write an earlier day in `review_by`. You can ask the officer again "
        "then.",
        _CONSENT.format(day="2026-11-20", review_by="2036-11-20"),
        _CONSENT.format(day="2026-11-20", review_by="2029-11-20"),
        _SAM,
    ),
    Rule(
        "missing-photo",
        "Every picture that is named is there.",
        "The file names a picture that is not in the folder. The page would show a gap. Put the picture "
        "into the same folder as the officer's file, or mend its name: capital letters and the ending "
        "count.",
        "photo:\n  file: Sam Okoro.JPG\n  alt: Sam in front of a bookshelf",
        "photo:\n  file: sam-okoro.jpg\n  alt: Sam in front of a bookshelf",
        _SAM,
    ),
    Rule(
        "never-checked",
        "Every way to report is checked by one of us.",
        "None of us has tried this way to report yet. The page tells people so. Ring the number or read the "
        "website. Then add `checked` with the day, who did it and how.",
        _SOURCES,
        f"{_SOURCES}\n{_CHECKED.format(day='2026-11-21')}",
        "channels/galop.md",
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "officer-gone",
        "An officer whose last day has passed is taken out.",
        "The officer's last day is over, so the page is no longer shown. The file is still here, with facts "
        "about a person who has left. Delete it, and the picture too. Then fill in `liaison` for each "
        "area that now has nobody.",
        "state: leaving\nuntil: 2026-10-31",
        "",
        _SAM,
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "overdue-officer",
        "An officer's page is checked before it is too old.",
        "Nobody has checked this officer for so long that we no longer send people there first. The other "
        "ways to get help now come first, and the number cannot be tapped. Ask the officer or the force, "
        "and then fill in `checked`.",
        _CHECKED.format(day="2026-02-01"),
        _CHECKED.format(day="2026-11-21"),
        _SAM,
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "overdue-page",
        "A page is read through again in time.",
        "This page was to be read through by now. Old words can mislead: rules change, and lines close. "
        "Read it, mend what is no longer so, and write the new dates.",
        "reviewed: 2026-01-10\nreview_by: 2026-07-10",
        "reviewed: 2026-11-21\nreview_by: 2027-05-21",
        "pages/about.md",
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "unknown-officer",
        "An officer who is named exists.",
        "This short name stands for no officer. The page would send people to nobody. Write the name of the "
        "officer's file without `.md`, and check the spelling. An officer cannot stand in for themselves.",
        "covered_by: robin-adeyemi",
        "covered_by: robin-adeyemi-hale",
        _SAM,
    ),
    Rule(
        "unspoken-name",
        "An officer's name can be read aloud by whoever calls.",
        "The name has letters that many people cannot read, so they cannot ask for the officer on the phone. "
        "Until then the words to say name the post alone. Ask the officer how to write the name in Latin "
        "letters, and add it as `romanised_name`. Do not guess: it is their name.",
        "name: Лін Ковальчук",
        "name: Лін Ковальчук\nromanised_name: Lin Kovalchuk",
        _SAM,
        weight=Severity.NOTICE,
        level="adjustable",
    ),
    Rule(
        "unused-photo",
        "Each picture in the folder is named in a file.",
        "This picture lies in the folder, and no officer's file names it. So we do not know whether the "
        "person agreed to it. Delete it, or name it in the file of the officer who agreed.",
        "officers/team-day.jpg",
        "officers/sam-okoro.jpg",
        "officers/team-day.jpg",
        "name",
        level="adjustable",
    ),
)
