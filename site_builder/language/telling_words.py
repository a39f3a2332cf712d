"""Words that tell whoever looks over a shoulder what a visitor reads about.

Decided as somebody who shares a phone with the person who hurt them would. Three kinds: words for people, words for
what was done and who is told of it, and words for keeping it hidden. Words that stand on any site, like "privacy" or
"contact", are none. Only whole words count: nobody learns anything from Gayton or from transport.
"""

import re

PEOPLE = r"""
lgbt\w*\+? lgb gays? lesbians? bi bisexual\w* biphob\w* trans transgender\w* transsexual\w* transphob\w* queers?
homosexual\w* homophob\w* non-?binary intersex asexual\w* pansexual\w* sexual\w* sexuality genders? pride rainbows?
"""
EVENTS = r"""
hate\w* crimes? criminal\w* crimestoppers attack\w* assault\w* abus\w* violen\w* harass\w* threat\w* rapes? raped
stalk\w* bull(?:y|ies|ied|ying) hurt victims? danger\w* emergenc\w* police policing officers? liaison constables?
reports? reported reporting helplines? charit(?:y|ies) incidents?
"""
HIDING = (
    r"safe|safer|safety|unsafe|hid(?:e|es|den|ing)|secret\w*|discreet\w*|tracks?|tracked|tracking|anonym\w*"
)

_TELLING = re.compile(
    rf"(?<![^\W_])(?:{'|'.join((*PEOPLE.split(), *EVENTS.split(), HIDING))})(?![^\W_])", re.IGNORECASE
)


def telling_word(text: str) -> str:
    """Return the first word in a text that tells, as it stands there, or nothing."""
    found = _TELLING.search(text)
    return found[0] if found else ""
