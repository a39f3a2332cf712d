"""How old a child has to be to read a text with ease, and which of its sentences are too long.

The measure is the Flesch-Kincaid grade (Kincaid and others, 1975): 0.39 times the words in a sentence, plus 11.8 times
the syllables in a word, less 15.59. A grade is a year of school in the United States, where the first begins at six.
Syllables are counted by their vowels: right for 98 of 100 words of the site. A dictionary of hyphens is right for 75,
as no line is ever broken as `a-ware`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

AGE_AT_GRADE_0 = 5
LONGEST_SENTENCE = 25
"""Words; GOV.UK asks for sentences of at most 25 words."""

_UNREAD = re.compile(
    r"""(?=[`<"“(])(?:
            ```.*?```                       # code on lines of its own
          | <!--(?:(?!<!--).)*?-->
          | `[^`\n]*+`                      # code
          | </?[a-z][^<>\n]*+>              # tags of HTML
          | "[^"\n]*+" | “[^“”\n]*+”        # what others wrote, or what to type
          | (?<=\])\([^()\n]*+\)            # where a link leads
        )
      | (?<!\w)(?:
            https?://\S+ | www\.\S+
          | (?<![.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+
          | -{1,2}[a-z][\w-]*               # a switch of a command
          | (?<![^\s(])[\w.-]*+/[\w./-]*    # the way to a file, or an address
          | (?<![.-])[\w-]*+\.[a-z]{2,4}(?!\w) # the name of a file
        )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_MAY_BE_UNREAD = re.compile(r"""[`<"“@/\].-](?:(?<=[`<"“@/])|(?<=\])\(|(?<=\.)\S|(?<=-)\w)""")
"""Something that each of these has in it, on one line; most lines have none of it, and this finds out sooner."""
_END = re.compile(
    r"""[.!?…\n](?:
            (?<!\n)(?<![.\s][a-zA-Z].)(?<!\b(?:Mr|Dr|St).)["”’')\]*_]*(?=\s|$)  # not that of "e.g." or of "Dr"
          | (?<=\n)(?=[ \t]*(?:\n|[-*+|>]|\#|\d+\.[ ]|$))  # before an empty line, a list's, a table's or a heading
        )
    """,
    re.VERBOSE,
)
_CELL_END = re.compile(r"(?<![ \t])[ \t]*\|[ \t]*")
_HEADING = re.compile(r"^[ \t]*#.*\n", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GROUP = re.compile(r"[aeiou]*y(?=[aeiou])|[aeiouy]+")
_APART = re.compile(
    r"(?<![tcsghx])i(?:[ao](?!n\b)|um)|(?<=[bdmnprv])ian\b|(?<=er)ion|tiat|(?<![gqs])ua|[aeiou]ing\b|(?<![cgt])ien[ct]|iet"
    r"|(?<=[^aeiou])ie(?:r|st)\b|creat|react|[flr]ue[ln]|isms?\b|scien"
)
"""Vowels side by side that are spoken apart, and one that nobody writes: `rad-i-o`, `us-u-al`, `rac-is-m`."""
_SILENT = re.compile(
    r"(?<=[^aeiouylr])e$|(?<=[aeiouylrw][lr])e$|(?<=[^aeiouylrsxzcgh])es$|(?<=th)es$|(?<=[aeiouylrw][lr])es$"
    r"|(?<=[^aeiouytdlr])ed$|(?<=[aeioulrw][lr])ed$|(?<=[ao]y)ed$"
    r"|(?<=[^aeiou])e(?=(?:ly|ment|ful|less|ness)s?$)|(?<=^som)e(?=[^aeiou])|(?<=^saf)e(?=[^aeiour])"
    r"|(?<=^her)e(?=[^aeiour])|(?<=(?:w|t)her)e(?=[^aeiour])|(?<=^ev)e(?=ry.)"
)
"""An `e` that is written and not spoken: `safely`, `dates`, `called`."""
_ODD = {
    "area": 3,
    "everyone": 3,
    "anyone": 3,
    "eye": 1,
    "idea": 3,
    "people": 2,
    "theory": 3,
    "usual": 3,
    "video": 3,
}
"""Syllables of words that no rule gets right."""


@dataclass(frozen=True)
class LongSentence:
    """A sentence above the limit: where it stands in the text, counted in letters from 0, and how many words it has."""

    start: int
    end: int
    words: int


class Syllables(dict[str, int]):
    """In how many beats each word is spoken; whoever makes one keeps it for a run, and each word is counted once."""

    def __missing__(self, word: str) -> int:
        self[word] = count_syllables(word)
        return self[word]


def age_to_read(found: Iterable[re.Match[str]], syllables: Syllables) -> float:
    """Return in years how old a reader of these has to be; names, addresses, quoted words and code do not count.

    Sentences without words need no age: 5 is the least.
    """
    sentences = [words for sentence in found if (words := _plain_words(sentence.group()))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return float(AGE_AT_GRADE_0)
    beats = sum(map(syllables.__getitem__, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * beats / len(words) - 15.59
    return max(grade, 0.0) + AGE_AT_GRADE_0


def choose_long(
    sentences: Iterable[re.Match[str]], limit: int = LONGEST_SENTENCE
) -> tuple[LongSentence, ...]:
    """Return those with more than `limit` words; here names and numbers count, code and addresses do not."""
    return tuple(
        LongSentence(sentence.start(), sentence.end(), count)
        for sentence in sentences
        if len(sentence.group().split()) > limit  # never fewer, and counted sooner
        and (count := len(re.findall(r"\w[^\s|]*", sentence.group()))) > limit
    )


def count_syllables(word: str) -> int:
    """Return in how many beats an English word is spoken; at least one."""
    return sum(map(_count_in_part, re.split("-", word.lower().replace("’", "'"))))


def find_sentences(text: str) -> tuple[re.Match[str], ...]:
    """Return every stretch between two ends of sentences, with what nobody reads as words blotted out.

    `text` may be Markdown without its fields.
    """
    blotted = _blot_unread(text)
    if "#" in blotted:
        blotted = _HEADING.sub(lambda found: found.group()[:-1] + "\0", blotted)
    blotted = _END.sub(lambda found: "\0" * len(found.group()), blotted)
    if "|" in blotted:
        blotted = _CELL_END.sub(lambda found: "\0" * len(found.group()), blotted)
    return tuple(re.finditer(r"[^\0\s][^\0]*", blotted))


def _blot_unread(text: str) -> str:
    """Return a text, letter for letter, with spaces for what nobody reads as words."""

    def blot(found: re.Match[str]) -> str:
        return re.sub(r"[^\n.!?]|[.!?](?=.)", " ", found.group())

    if "```" in text or "<!--" in text:  # which may go on over lines
        return _UNREAD.sub(blot, text)
    return "\n".join(
        _UNREAD.sub(blot, line) if _MAY_BE_UNREAD.search(line) else line for line in text.split("\n")
    )


def _plain_words(sentence: str) -> list[str]:
    """Return the words of a sentence without the names: words with a capital letter that do not begin it."""
    first, *words = _WORD.findall(sentence) or [""]
    plain = [word for word in words if word.islower() or not _has_capital(word)]
    return [first, *plain] if first and not _has_capital(first[1:]) else plain


def _has_capital(word: str) -> bool:
    return any(map(str.isupper, word))


def _count_in_part(part: str) -> int:
    bare = part.removesuffix("'s")
    extra = bool(
        re.search(r"[ds]n't$", part) or (bare != part and re.search(r"(?:[sxz]|[cs]h|[cgsz]e)$", bare))
    )
    known = _ODD.get(bare) or _ODD.get(bare.removesuffix("s"))
    if known:
        return known
    letters = bare.replace("'", "").removeprefix("y")
    vowels = len(_GROUP.findall(letters)) + len(_APART.findall(letters)) - len(_SILENT.findall(letters))
    return max(1, vowels) + extra
