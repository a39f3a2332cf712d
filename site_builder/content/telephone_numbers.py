"""A UK telephone number, however it is written: whether it is one, in which form it is shown, and what is wrong.

Nobody else reads one: fields ask here (`field_types`), and so does the search in texts (`contacts_in_text`).
"""

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberType

_DEAR_TYPES = frozenset(
    {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.PERSONAL_NUMBER, PhoneNumberType.PAGER}
)
"""Kinds of number that nobody in need should be sent to (Ofcom: 09, 070 and 076 numbers)."""
_SHORT_CODES = {
    code.replace(" ", ""): code
    for code in ("999", "112", "101", "111", "105", "159", "116 000", "116 111", "116 123", "18000")
}
"""Numbers too short for a numbering plan, in the groups that people read (Ofcom, National Telephone Numbering Plan)."""
_TEXT_CODE = re.compile("[6-8][0-9]{4}")
"""A number that takes text messages, rented by whoever pays for it: 61016, 85258 (Phone-paid Services Authority)."""
_DRAMA = re.compile(r"02079460[0-9]{3}|07700900[0-9]{3}|01632960[0-9]{3}|08081570[0-9]{3}|03069990[0-9]{3}")
"""Ofcom's numbers for drama use, as bare digits."""
_MAY_BE_DIALLED = re.compile("0[1-357-9][0-9]{8,9}|08(?:001111|45464[0-9])")
"""What numbers of the UK look like, so that no other row of digits is looked up in the plan."""
_RELAYED_EMERGENCY = "18000"
"""What a textphone or Relay UK calls for 999, with no number behind it (Ofcom, National Telephone Numbering Plan)."""
_PREFIXED = re.compile(r"(1800[12])\b(?! ?\+ ) ?(.*)|(1800[12])([0-9].*)")
"""Dialled before another number: 18001 from a textphone or Relay UK, 18002 to reach somebody who has one."""
_PREFIX_AS_WRITTEN = re.compile(
    r"\(?(1 ?8 ?0 ?0 ?[12])\)?[ ,;:.+-]*+(?:(?:then|and|followed by|before)[ ,;:.+-]*+)?(?=[0-9(])",
    re.IGNORECASE,
)
LIKE_A_NUMBER = "Write digits and spaces only, like 0800 999 5428."
_UNITED_KINGDOM = 44
_ROW_WITHOUT_ZERO = 10
_ROWS_WITHOUT_ZERO = (9, 7)
"""Digits that are left of the shorter numbers, like 0800 555 111 and 0800 1111, when a spreadsheet took the 0."""
_FROM_AMERICA = 14
"""Digits of a number behind 011, the way out of America; in England 0114 is Sheffield."""
_BETWEEN = str.maketrans(dict.fromkeys("./\\·•−_*`'’\t\n\v\f\r\x1c\x1d\x1e\x1f", " "))
"""What may stand between two groups of a number, apart from spaces and dashes: marks of Markdown among it."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LIKE_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_NOT_DIALLED = re.compile(r"[^0-9 +()]")
_GROUPED = re.compile(r"0[0-9]++(?: [0-9]++)+")
_FROM_ABROAD = re.compile(r"(?:\+|00)44 ?(?:\(0\))? ?")
_EXTENSION = re.compile(r"(.*[0-9])[ ,;(]*(?:extension|extn|ext|x|#)[ .:]*([0-9]+)\)?", re.IGNORECASE)
_NUMBER_AND_WORDS = re.compile(
    r"(?P<before>[^0-9+(]*+(?:\((?![+(]{0,3}[0-9])[^0-9+(]*+)*)(?P<number>[+(]{0,4}[0-9][0-9 ()+-]*[0-9])"
    r"(?P<after>[^0-9]*+)"
)
_NUMBER_THEN_WORDS = re.compile(
    r"(?P<before>)(?P<number>[0-9 +-]++)(?P<after>[,;]*+ *+(?:\(.*\)|[A-Za-z].*))"
)
_TWO_NUMBERS = re.compile(r"([0-9 ()+-]++)(?:/|,|;|&|or\b|and\b) *+([0-9 ()+-]{1,20})", re.IGNORECASE)


def in_plain_signs(letters: str) -> str:
    """Return as many letters, with 0 to 9 for the digits of any script and a space for what may stand between two."""
    return (
        _NOT_ASCII.sub(lambda found: _plain_sign(found.group()), letters)
        .translate(_BETWEEN)
        .replace("-", " ")
    )


def _plain_sign(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    return " " if letter.isspace() or unicodedata.category(letter) in {"Pd", "Zs", "Mn", "Me"} else letter


def plain_number(written: str) -> str:
    """Return a number in digits, single spaces, brackets and ``+``; letters stay, so that they can be refused."""
    simple = written if written.isascii() else unicodedata.normalize("NFKC", written)
    visible = "".join(sign for sign in simple if sign.isascii() or unicodedata.category(sign) != "Cf")
    return " ".join(in_plain_signs(visible).split())


def digits_of(number: str) -> str:
    """Return the digits of a number in the national form: ``+44 20 …``, ``020 …`` and ``20 …`` are the same."""
    plain = number if number.isdigit() and number.isascii() else plain_number(number)
    return at_home(re.sub(r"[^0-9]", "", plain), is_abroad=plain.lstrip("( ").startswith("+"))


def at_home(bare: str, *, is_abroad: bool) -> str:
    """Return digits as they are dialled at home; `is_abroad` says that a ``+`` stood before them."""
    if is_abroad and not bare.startswith(str(_UNITED_KINGDOM)):
        return bare
    if is_abroad or bare.startswith("0044") or (bare.startswith("01144") and len(bare) >= _FROM_AMERICA):
        return "0" + re.sub("^(?:0(?:0|11))?440?", "", bare)
    if bare.startswith(str(_UNITED_KINGDOM)) and is_number(home := "0" + re.sub("^440?", "", bare)):
        return home
    lacks_zero = len(bare) == _ROW_WITHOUT_ZERO and bare[0] in "12378"
    lacks_zero = lacks_zero or (len(bare) in _ROWS_WITHOUT_ZERO and bare[0] != "0" and is_number(f"0{bare}"))
    return f"0{bare}" if lacks_zero else bare


def is_drama_number(number: str) -> bool:
    """Return whether Ofcom keeps this number free for films, so that nobody answers it."""
    return bool(_DRAMA.fullmatch(digits_of(number)))


def is_number(digits: str) -> bool:
    """Return whether these are the digits of a number of the UK, as it is dialled at home."""
    may_be = _MAY_BE_DIALLED.fullmatch(digits)
    return may_be is not None and (bool(_DRAMA.fullmatch(digits)) or _read(digits) is not None)


def is_text_code(number: str) -> bool:
    """Return whether a number has the form of those that only take text messages: five digits, like 61016."""
    return bool(_TEXT_CODE.fullmatch(number))


def shown_form(written: str) -> str:
    """Return the one form in which a UK number or a short code is shown, or nothing when it is none that we show.

    The code of a place or a service stands alone. How the digits behind it are grouped is the editor's, where their
    groups can be read out: 0808 2000 247.
    """
    plain = plain_number(written)
    if short := _short_code(plain):
        return short
    if _NOT_DIALLED.search(plain):
        return ""
    prefix, number = _without_prefix(plain)
    form = _short_code(number) or _long_form(number)
    if not form or (prefix and form in {"999", "112", _RELAYED_EMERGENCY}):
        return ""
    return f"{prefix} {form}".strip()


def form_from_abroad(written: str) -> str:
    """Return a number as it is dialled from other countries, or nothing: ``+44 20 7946 0123``."""
    form = shown_form(written)
    return f"+{_UNITED_KINGDOM} {form[1:]}" if form.startswith("0") else ""


def restore_zero(written: str) -> str:
    """Return the form in which a number is shown that has lost its first 0, or nothing where it has it."""
    bare = re.sub(r"[^0-9]", "", plain_number(written))
    is_lost = bare[:1] not in {"", "0"} and "+" not in written and digits_of(written) == f"0{bare}"
    return shown_form(f"0{plain_number(written).lstrip('( ')}") if is_lost else ""


def _without_prefix(plain: str) -> tuple[str, str]:
    """Return what is dialled before a number, and the number; of most numbers nothing is."""
    found = _PREFIXED.fullmatch(plain)
    return (found[1] or found[3], found[2] or found[4] or "") if found else ("", plain)


def _short_code(text: str) -> str:
    """Return a short code in the groups that people read, or nothing."""
    bare = re.sub("[ ()]", "", text)
    return bare if _TEXT_CODE.fullmatch(bare) else _SHORT_CODES.get(bare, "")


def _long_form(plain: str) -> str:
    digits = digits_of(plain)
    if f"0{re.sub('[^0-9]', '', plain)}" == digits or not is_number(digits):
        return ""
    number = phonenumbers.parse(digits, "GB")
    if phonenumbers.number_type(number) in _DEAR_TYPES:
        return ""
    usual = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    usual = re.sub("^(0[358][0-9]+) ([0-9]{3})([0-9]{3})$", r"\1 \2 \3", usual)
    return plain if _is_well_grouped(plain, usual) else usual


def _is_well_grouped(plain: str, usual: str) -> bool:
    """Return whether a number as it is dialled at home has its code apart, and groups that can be read out."""
    if plain == usual or not _GROUPED.fullmatch(plain) or plain.startswith("02"):
        return plain == usual
    code, *groups = plain.split()
    return code == usual.split(maxsplit=1)[0] and all(2 <= len(group) <= 4 for group in groups)  # noqa: PLR2004


def _read(digits: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return None
    is_ours = number.country_code == _UNITED_KINGDOM and phonenumbers.is_valid_number(number)
    return number if is_ours else None


def explain_refusal(text: str) -> tuple[str, str]:
    """Return what is wrong with a number that cannot be shown, and what to write."""
    plain = plain_number(text)
    prefix, number = _without_prefix(plain)
    if _NOT_DIALLED.search(plain):
        return _explain_signs(text)
    if not prefix and (mended := _mend_prefix(text)):
        return f'"{text}" cannot be dialled as it is written.', f"Write: {mended}"
    if prefix and not number:
        message = f'"{text}" is only what is dialled before another number.'
        return message, f"Write the number after it: {prefix} 101"
    if prefix and _short_code(number):
        message = f'"{text}" is not how a textphone reaches the emergency services.'
        return message, f"Write: {_RELAYED_EMERGENCY}"
    if mended := restore_zero(number):
        message = f'"{text}" lacks the 0 at its beginning, which a spreadsheet takes away.'
        return message, f"Write: {prefix} {mended}".replace(":  ", ": ")
    return _explain_two_numbers(text) or _explain_digits(text, number)


def _explain_digits(text: str, number: str) -> tuple[str, str]:
    digits = digits_of(number)
    if is_number(digits):
        message = f'"{text}" is a number that costs extra, or that forwards to somebody unknown.'
        return message, "Find the ordinary number."
    if len(digits) < 2:  # noqa: PLR2004 (a number has more than one)
        return f'"{text}" is not a telephone number.', "Write it like 01632 960123 or 101."
    short = _short_code(_FROM_ABROAD.sub("", number))
    advice = "A number looks like 01632 960123, a mobile like 07700 900123. Check each digit."
    message = f'"{text}" is not a UK telephone number: it has {len(digits)} digits.'
    return message, f"Write: {short}" if short else advice


def _mend_prefix(text: str) -> str:
    """Return a number behind 18001 as it is dialled, where signs or words stand about the prefix; or nothing."""
    found = _PREFIX_AS_WRITTEN.match(text)
    number = shown_form(text[found.end() :]) if found else ""
    return f"{found[1].replace(' ', '')} {number}" if found and number else ""


def _explain_signs(text: str) -> tuple[str, str]:
    """Return message and hint for a number with something in it that nobody can dial."""
    extension = _EXTENSION.fullmatch(text)
    if extension and (number := shown_form(extension[1])):
        hint = f'Write {number}, and put "ask for extension {extension[2]}" into the text.'
        return f'"{text}" has an extension, and only the number itself can be called from a page.', hint
    odd = _NOT_DIALLED.findall(plain_number(text))
    what = "a letter" if any(map(str.isalpha, odd)) else f'"{odd[0]}"'
    if mended := _mend_prefix(text):
        return f'"{text}" cannot be dialled as it is written.', f"Write: {mended}"
    if mended := shown_form(plain_number(text).translate(_LIKE_DIGITS)):
        return f'"{text}" has {what} in it.', f"Write: {mended}"
    return (
        _explain_two_numbers(text) or _explain_words(text) or (f'"{text}" has {what} in it.', LIKE_A_NUMBER)
    )


def _explain_two_numbers(text: str) -> tuple[str, str] | None:
    two = _TWO_NUMBERS.fullmatch(text)
    first = shown_form(two[1]) if two else ""
    second = two and first and (shown_form(two[2]) or shown_form(first[: -len(two[2])] + two[2]))
    if not second:
        return None
    return f'"{text}" is two numbers.', f"Write {first} here, and {second} where another number goes."


def _explain_words(text: str) -> tuple[str, str] | None:
    found = _NUMBER_AND_WORDS.fullmatch(text)
    if not (found and shown_form(found["number"])):
        found = _NUMBER_THEN_WORDS.fullmatch(text)
    if not (found and shown_form(found["number"])):
        return None
    words = [f'"{part}"' for part in (found["before"].strip(), found["after"].strip()) if part]
    return f'"{text}" has more in it than a number.', f"Delete {' and '.join(words)}."
