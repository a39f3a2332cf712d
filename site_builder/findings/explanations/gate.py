"""Rules about what is let pass for a time, and about what is asked before the site is put online."""

from site_builder.findings.explanations.explanation import Explanation

_ACCEPTED = (
    "accepted:\n"
    "  - rule: {rule}\n"
    "    path: content/pages/about.md\n"
    "    reason: The words are with the lawyers\n"
    "    until: {until}\n"
    "    by: Comms team"
)

GATE = (
    Explanation(
        "bad-acceptance",
        "Some findings can wait for a while, but not all can, and none for ever. A page that could put "
        "somebody in danger is never let pass. What is left out of the site by a mistake is not, either. "
        "Write a day at most 180 days ahead, or put right what the finding is about.",
        _ACCEPTED.format(rule="missing-999", until="2027-03-03"),
        _ACCEPTED.format(rule="hard-to-read", until="2027-03-03"),
        "accepted.yaml",
        "file",
    ),
    Explanation(
        "dead-link",
        "The link leads to a page or a site that is no longer there. People in need would end up at an error "
        "page. Look for the new address of the page. If there is none, take the link out.",
    ),
    Explanation(
        "draft-address",
        "The address of the site ends in `.example`. Nobody can own such an address: it is for drafts only. "
        "Write the real one in `base_url` in `site.yaml` before you put the site online. "
        "Or add `--base-url` to the command.",
    ),
    Explanation(
        "error-to-come",
        "All is well today, but on this day something becomes an error by itself. The consent of an officer "
        "may run out, say. From then on no change to the site can be put online. Put it right before that day.",
    ),
    Explanation(
        "expired-acceptance",
        "Somebody agreed to let this finding pass, and the day they agreed on is over. Put right what it is "
        "about. Then delete the lines in `accepted.yaml`. If it needs more time, agree on a new day.",
        _ACCEPTED.format(rule="hard-to-read", until="2026-11-01"),
        _ACCEPTED.format(rule="hard-to-read", until="2027-03-03"),
        "accepted.yaml",
        "file",
    ),
    Explanation(
        "missing-publisher-contact",
        "The site says who runs it, but not how to write to them. People who find a mistake cannot tell you. "
        "Add a line `contact` below `publisher` in `site.yaml`, with an address that somebody reads.",
    ),
    Explanation(
        "moved-link",
        "The page has a new address, and the old one still leads there. One day it will not. "
        "Write the new address.",
    ),
    Explanation(
        "unchecked-link",
        "We tried the link and did not get an answer that tells us enough. Some sites turn away programs, and "
        "some have a bad day. Open the link in a browser. If the page is there, all is well.",
    ),
    Explanation(
        "uncovered-day",
        "On this day nobody would be left to turn to in an area. No officer could be reached, and the numbers "
        "of the police there would be too old to show as links. Check those numbers and addresses, and "
        "confirm them.",
    ),
    Explanation(
        "unused-acceptance",
        "The file `accepted.yaml` lets a finding pass that is no longer there. Somebody has put it right, or "
        "the path is not spelt as in the report. Lines that are left there could hide a new mistake. Delete "
        "them, or mend the path.",
    ),
)
