"""Rules about what is let pass for a time, and about what is asked before the site is put online."""

from site_builder.findings.rule import Rule, Severity

_ACCEPTED = (
    "accepted:\n"
    "  - rule: {rule}\n"
    "    path: content/pages/about.md\n"
    "    reason: The words are with the lawyers\n"
    "    until: {until}\n"
    "    by: Comms team"
)

GATE = (
    Rule(
        "bad-acceptance",
        "Only what harms nobody may be accepted, and for 180 days at most.",
        "Some findings can wait for a while, but not all can, and none for ever. A page that could put "
        "somebody in danger is never let pass. What is left out of the site by a mistake is not, either. "
        "Write a day at most 180 days ahead, or put right what the finding is about.",
        _ACCEPTED.format(rule="missing-999", until="2027-03-03"),
        _ACCEPTED.format(rule="hard-to-read", until="2027-03-03"),
        "accepted.yaml",
        "file",
    ),
    Rule(
        "dead-link",
        "A link to another site leads to a page that is there.",
        "The link leads to a page or a site that is no longer there. People in need would end up at an error "
        "page. Look for the new address of the page. If there is none, take the link out.",
        asked="external",
    ),
    Rule(
        "draft-address",
        "The address of the site is a real one.",
        "The address of the site ends in `.example`. Nobody can own such an address: it is for drafts only. "
        "Write the real one in `base_url` in `site.yaml` before you put the site online. "
        "Or add `--base-url` to the command.",
        asked="release",
    ),
    Rule(
        "error-to-come",
        "Nothing stops the site on a day of the coming year.",
        "All is well today, but on this day something becomes an error by itself. The consent of an officer "
        "may run out, say. From then on no change to the site can be put online. Put it right before that day.",
        weight=Severity.WARNING,
        asked="release",
    ),
    Rule(
        "expired-acceptance",
        "What was accepted for a time is put right by then.",
        "Somebody agreed to let this finding pass, and the day they agreed on is over. Put right what it is "
        "about. Then delete the lines in `accepted.yaml`. If it needs more time, agree on a new day.",
        _ACCEPTED.format(rule="hard-to-read", until="2026-11-01"),
        _ACCEPTED.format(rule="hard-to-read", until="2027-03-03"),
        "accepted.yaml",
        "file",
    ),
    Rule(
        "missing-publisher-contact",
        "The publisher of the site can be reached.",
        "The site says who runs it, but not how to write to them. People who find a mistake, such as a number that "
        "has changed, cannot tell you. So a site is not put online for the first time without it. Add a line "
        "`contact` below `publisher` in `site.yaml`, with an address that somebody reads.",
        asked="release",
        may_wait=True,
    ),
    Rule(
        "moved-link",
        "A link to another site names the address where the page is now.",
        "The page has a new address, and the old one still leads there. One day it will not. "
        "Write the new address.",
        weight=Severity.NOTICE,
        asked="external",
    ),
    Rule(
        "unchecked-link",
        "A link to another site can be tried.",
        "We tried the link and did not get an answer that tells us enough. Some sites turn away programs, and "
        "some have a bad day. Open the link in a browser. If the page is there, all is well.",
        weight=Severity.NOTICE,
        asked="external",
    ),
    Rule(
        "unused-acceptance",
        "What is accepted in accepted.yaml is still there.",
        "The file `accepted.yaml` lets a finding pass that is no longer there. Somebody has put it right, or "
        "the path is not spelt as in the report. Lines that are left there could hide a new mistake. Delete "
        "them, or mend the path.",
        weight=Severity.WARNING,
    ),
)
