"""Our own list of words to avoid, each with a better one.

Three kinds: words of offices, words that lay the blame on the person who was hurt, and outdated words for people. Words
that people use of themselves, such as lesbian, gay or queer, are not on it and never will be. A pattern matches whole
words in small letters; the first letter may be a capital.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

OFFICE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        r"utili[sz](?:e|es|ed|ing|ation)": "use",
        r"commenc(?:e|es|ed|ing|ement)": "start",
        r"prior to": "before",
        r"in order to": "to",
        r"regarding": "about",
        r"(?:with|in) (?:regard|respect|relation) (?:to|of)": "about",
        r"pertaining to": "about",
        r"concerning the": "about the",
        r"subsequent(?:ly)?(?: to)?": "after",
        r"in the event (?:of|that)": "if",
        r"at this (?:point|moment) in time": "now",
        r"at the present time": "now",
        r"due to the fact that": "because",
        r"in spite of the fact that": "although",
        r"for the purposes? of": "to",
        r"with a view to": "to",
        r"by means of": "by",
        r"in the majority of cases": "mostly",
        r"a (?:large|significant) number of": "many",
        r"on a regular basis": "often",
        r"in a timely manner": "soon",
        r"going forward": "from now on",
        r"ascertain(?:s|ed|ing)?": "find out",
        r"endeavour(?:s|ed|ing)?": "try",
        r"facilitat(?:e|es|ed|ing|ion)": "help",
        r"terminat(?:e|es|ed|ing|ion)": "end",
        r"purchas(?:e|es|ed|ing)": "buy",
        r"initiat(?:e|es|ed|ing)": "start",
        r"disseminat(?:e|es|ed|ing|ion)": "share",
        r"expedit(?:e|es|ed|ing)": "speed up",
        r"leverag(?:e|es|ed|ing)": "use",
        r"liais(?:e|es|ed|ing) with": "talk to",
        r"signpost(?:s|ed|ing)": "point to",
        r"sufficient(?:ly)?": "enough",
        r"insufficient(?:ly)?": "not enough",
        r"numerous": "many",
        r"approximately": "about",
        r"additional(?:ly)?": "more",
        r"assistance": "help",
        r"aforementioned": "this",
        r"notwithstanding": "even if",
        r"henceforth": "from now on",
        r"forthwith": "at once",
        r"here(?:in|by|with|to)": "here",
        r"thereof": "of it",
        r"whilst": "while",
        r"amongst": "among",
        r"stakeholders?": "the people involved",
        r"service users?": "people who use it",
    }
)
"""Words of offices, with the word that people say."""

BLAMING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        r"(?:alleged|so-called|supposed) victims?": "the person who was hurt",
        r"claim(?:s|ed|ing)? (?:to have been|to be a victim|that (?:he|she|they) (?:was|were))": "said",
        r"lovers['’] (?:tiff|quarrel)": "abuse",
        r"crimes? of passion": "abuse",
        r"domestic (?:dispute|incident)s?": "domestic abuse",
        r"(?:failed|failing|failure) to report": "did not report",
        r"refus(?:e|es|ed|ing|al) to (?:co-?operate|engage)": "did not want to go on",
        r"(?:put|puts|putting) (?:yourself|themselves|himself|herself) at risk": "was put at risk by somebody else",
        r"provok(?:e|es|ed|ing) (?:the|an|their) (?:attack|assault|abuse)(?:er)?": "was attacked",
        r"ask(?:s|ed|ing)? for it": "was attacked",
        r"accuser": "the person who reported it",
        r"hard[- ]to[- ]reach": "people we have not reached yet",
    }
)
"""Words that put the doubt or the blame on the person who was hurt."""

OUTDATED_WORDS: Mapping[str, str] = MappingProxyType(
    {
        r"homosexuals?": "gay, lesbian or bi people",
        r"homosexuality": "being gay, lesbian or bi",
        r"sexual preferences?": "sexual orientation",
        r"(?:gay|homosexual|lgbt\+?|alternative) lifestyles?": "being LGBT+",
        r"lifestyle choices?": "who people are",
        r"(?:admitted|confessed|practising|avowed) (?:homosexual|gay|lesbian|bisexual)s?": "openly gay",
        r"transsexuals?": "trans people",
        r"transgendered": "trans",
        r"(?:a transgender(?! \w)|transgenders)": "a trans person",
        r"transvestites?": "the word that the person uses",
        r"transgenderism": "being trans",
        r"sex[- ](?:change|swap)s?": "transition",
        r"(?:pre|post)-op(?:erative)? trans\w*": "trans",
        r"gender identity disorder": "gender dysphoria",
        r"hermaphrodites?": "intersex people",
        r"preferred pronouns?": "pronouns",
        r"gay marriages?": "marriage",
        r"sufferers?": "people who have it",
        r"(?:suffers|suffering) from (?:hiv|aids|a disability)": "has",
        r"confined to (?:a|the|his|her|their) wheelchair": "uses a wheelchair",
        r"wheelchair[- ]bound": "who uses a wheelchair",
        r"(?:commit|commits|committed|committing) suicide": "died by suicide",
        r"the (?:disabled|handicapped)(?! \w)": "disabled people",
        r"the elderly(?! \w)": "older people",
        r"(?:child|underage) prostitut(?:e|es|ion)": "a child who was abused",
        r"prostitutes?": "sex worker",
    }
)
"""Words that people no longer use of themselves."""

WORDS_TO_AVOID: Mapping[str, str] = MappingProxyType({**BLAMING_WORDS, **OUTDATED_WORDS, **OFFICE_WORDS})
"""Every pattern with what to write instead; where two fit in one place, the first of them counts."""

_NO_WORD_BEHIND = r"(?!\s\w)"
_ANY = "|".join(WORDS_TO_AVOID).replace(" ", r"\s")  # a line may end between two words
ANY_WORD = re.compile(rf"(?<![\w-])(?:{_ANY})(?![\w-])", re.IGNORECASE)
_MAY_BE_ANY = re.compile(rf"(?<![\w-])(?:{_ANY.replace(_NO_WORD_BEHIND, '')})")


def may_have_any(text: str) -> bool:
    """Return whether `ANY_WORD` can be in a text, or in what is left when parts are blotted out.

    In small letters that is found out four times as fast. Three signs of other scripts stand for an "i" or an "s" when
    a pattern does not look at capitals.
    """
    small = text.replace("ı", "i").replace("İ", "i").replace("ſ", "s").lower()
    return _MAY_BE_ANY.search(small) is not None


def better_word(found: str) -> str:
    """Return what to write instead of a word that was found: ``to`` for ``in order to``."""
    return next(
        better
        for pattern, better in WORDS_TO_AVOID.items()
        if re.fullmatch(pattern.replace(r"(?! \w)", ""), found, re.IGNORECASE)
    )
