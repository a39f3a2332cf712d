"""Rules about fields and their values."""

from site_builder.findings.front_door import FRONT_DOOR
from site_builder.findings.rule import Rule, Severity

_SAM = "officers/sam-okoro.md"
_GALOP = "channels/galop.md"
_OFFICER_FIELDS = (
    "name: Sam Okoro\nrole: LGBT+ community liaison officer\nboroughs: [ashwick]\nstate: in-post\n"
    "source:\n  publisher: Example Police Newsroom\n  published: 2026-11-02\n"
)
_CONSENT = "consent:\n  by: the officer, by email\n  on: 2026-11-20\n  review_by: 2027-11-20\n  fields: [email{more}]\n"
_CHANNEL_FIELDS = (
    "name: A helpline\nkind: support\norder: 150\nsummary: Somebody listens.\nwho_answers: Volunteers\n"
    "reaches_police: police-not-told\nanonymity: they-know-but-do-not-tell\ncost: free\n"
    "when_to_use: You want to talk.\nconfidence: high\n"
    "sources:\n  - publisher: Example Gazette\n    published: 2026-10-01\n"
)

VALUES = (
    Rule(
        "bad-choice",
        "A field with a fixed choice has one of the choices.",
        "This field takes one word out of a short list. Each of those words shows the public something "
        "else, so another word would show them nothing. The finding lists the words you may use. Pick the "
        "one that fits.",
        "state: on leave",
        "state: away",
        _SAM,
    ),
    Rule(
        "bad-date",
        "A date exists and is written year-month-day.",
        "A date is written with the year first, then the month, then the day. `3/4/2026` is April to some "
        "and March to others. People must be able to trust the dates on a page. Write the date again as "
        "shown.",
        "state: leaving\nuntil: 31/12/2026",
        "state: leaving\nuntil: 2026-12-31",
        _SAM,
    ),
    Rule(
        "bad-email",
        "An email address has the form of one.",
        "This is not an email address that works. Somebody would write about a bad day and get no answer. "
        "Check each letter, and write the address with nothing round it.",
        "email: team at example.org",
        "email: team@example.org",
        _SAM,
    ),
    Rule(
        "bad-name",
        "The short name of a page has small letters, digits and hyphens.",
        "Here you name another file by its short name: the name of the file without `.md`. The page can "
        "then link to it. Write it in small letters, with hyphens in place of spaces.",
        "covered_by: Robin Adeyemi-Hale",
        "covered_by: robin-adeyemi-hale",
        _SAM,
    ),
    Rule(
        "bad-number",
        "A number is written in digits.",
        "This field takes a whole number, such as a place in a list. Words cannot be put in order. Write "
        "digits only.",
        "order: first",
        "order: 150",
        _GALOP,
    ),
    Rule(
        "bad-phone",
        "A phone number is a UK number or a known short one.",
        "Nobody can call this number: a digit is wrong, or there is more in the line than a number. A "
        "person who needs help may try only once. Check each digit against the source, and then ring it. "
        "A number that lost its first zero in a spreadsheet is shown with it: write that.",
        "phone: 020 7946 012",
        "phone: 020 7946 0123",
        _SAM,
    ),
    Rule(
        "bad-time",
        "A time is written on the 24-hour clock.",
        "Times run from `00:00` to `24:00` here, so that we know whether a line is open now. The page shows "
        "them as people say them. Write the hour with two digits, a colon and the minutes.",
        "schedule:\n  - days: Mo-Fr\n    opens: 10am\n    closes: 8.30pm",
        'schedule:\n  - days: Mo-Fr\n    opens: "10:00"\n    closes: "20:30"',
        _GALOP,
    ),
    Rule(
        "bad-value",
        "A value has the form that its field needs.",
        "The value does not have the form that this field needs. The finding says which. The code "
        "of an area, say, has a letter and eight digits, and is one of those that `site.yaml` lists. Look "
        "the value up and write it again.",
        "gss: X0100001",
        "gss: X01000001",
        "pages/boroughs/ashwick.md",
    ),
    Rule(
        "bad-web-address",
        "A web address is written in full.",
        "A web address begins with `https://`. Without that, a browser looks for a page of this site, and "
        "the link is dead. Open the page in your browser and copy the address from the bar at the top.",
        "url: www.example.org",
        "url: https://www.example.org/",
        _GALOP,
    ),
    Rule(
        "field-outside-basis",
        "Only what the source published, or the officer agreed to, is shown.",
        "We show only what the officer agreed to, or what a public source printed. To show more could put a "
        "person at risk. Ask the officer first. If they agree, add the field to the list in `consent`. If "
        "not, delete the line.",
        "languages: [English, Polish]\n" + _CONSENT.format(more=""),
        "languages: [English, Polish]\n" + _CONSENT.format(more=", languages"),
        _SAM,
    ),
    Rule(
        "missing-consent",
        "An officer who is published by consent has the consent filled in.",
        "The file says that the officer agreed, but not when and to what. We show nobody without knowing "
        "that. Fill in `consent`: who gave it, on which day, until when, and for which fields. If you have "
        "not asked, write `basis: published`.",
        f"---\n{_OFFICER_FIELDS}basis: consent\n---\n",
        f"---\n{_OFFICER_FIELDS}basis: consent\n{_CONSENT.format(more='')}---\n",
        _SAM,
        "file",
    ),
    Rule(
        "missing-field",
        "Every field that must be there is there.",
        "A field that this kind of file needs is not there. Without it the page would have a hole: no name, "
        "say, or no source. The finding shows the line to add. If you do not know the value, find it out "
        "first.",
        "source:\n  publisher: Example Police Newsroom",
        "source:\n  publisher: Example Police Newsroom\n  published: 2026-11-02",
        _SAM,
    ),
    Rule(
        "missing-source",
        "A post is called vacant only with a source.",
        "To call a post vacant is to say that the police have nobody there. We say that only if a source "
        "says so. Add the source. If there is none, write `unlisted`: it means that we know of nobody.",
        "liaison:\n  state: vacant",
        "liaison:\n  state: vacant\n  source:\n    publisher: Example Gazette\n    published: 2026-10-05",
        "pages/boroughs/brackenfold.md",
    ),
    Rule(
        "no-contact",
        "A way to report can be reached.",
        "This way to report has no number, no address, no app and no steps. Somebody who reads its page "
        "would not know what to do next. Add at least one way to reach it.",
        f"---\n{_CHANNEL_FIELDS}---\n",
        f"---\n{_CHANNEL_FIELDS}phone: 020 7946 0001\n---\n",
        _GALOP,
        "file",
    ),
    Rule(
        "phone-spacing",
        "A telephone number is written in groups, as people read it.",
        "A long row of digits is hard to read, and harder to read out to somebody. So are old groups, like "
        "`0207 946 0123`, dots, and `0044`. In fields and in texts, the page shows the number in its right groups "
        f"all the same. Put the spaces where people make a stop when they say it, or run `{FRONT_DOOR} --fix`.",
        "phone: 02079460123",
        "phone: 020 7946 0123",
        _SAM,
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "renamed-value",
        "A value that could be misread has its new words.",
        "The word in this field could be read as its opposite: `anonymity: none` said that they see your number, "
        "and not that they know nothing. The page would then tell people something wrong. The finding says what "
        f"the old word meant. If that is true here, write the new line, or run `{FRONT_DOOR} --fix`. If it is "
        "not true, take another one from the content guide.",
        "anonymity: none",
        "anonymity: they-see-your-number-or-name",
        _GALOP,
    ),
    Rule(
        "unknown-field",
        "Every field has a name that is known.",
        "No field has this name, so what stands there would never be seen. Most often it is a slip of the "
        "keys. Mend the name, or delete the line. The content guide lists all names.",
        "rnak: PC",
        "rank: PC",
        _SAM,
    ),
    Rule(
        "unused-consent",
        "Consent names only what the file has.",
        "The officer agreed to something that is not in the file. Perhaps it was forgotten, or taken out because "
        "they changed their mind. What somebody writes there later would look as if they had agreed to it. Fill the "
        "field in, or take its name out of the consent.",
        _CONSENT.format(more=", pronouns"),
        _CONSENT.format(more=""),
        _SAM,
        weight=Severity.WARNING,
        level="adjustable",
    ),
    Rule(
        "wrong-shape",
        "A field holds a line, a list or a group, whichever it takes.",
        "Some fields take one value, some take a list, and some take a group of lines. This one got another "
        "kind. The finding shows how to write it. In a group or a list, begin each line with two spaces.",
        "source: Example Police Newsroom, 2026",
        "source:\n  publisher: Example Police Newsroom\n  published: 2026",
        _SAM,
    ),
)
