"""The languages that pages can be in, by their codes (BCP 47), each with its name in itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Language:
    """A language; `code` is what browsers call it, and `is_leftward` says that it runs from right to left."""

    code: str
    name: str
    is_leftward: bool = False


ENGLISH = Language("en-GB", "English")
_RIGHTWARD = {
    "am": "አማርኛ", "bg": "Български", "bn": "বাংলা", "cs": "Čeština", "cy": "Cymraeg", "da": "Dansk", "de": "Deutsch",
    "el": "Ελληνικά", "es": "Español", "et": "Eesti", "fi": "Suomi", "fr": "Français", "ga": "Gaeilge",
    "gd": "Gàidhlig", "gu": "ગુજરાતી", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "it": "Italiano",
    "ja": "日本語", "ko": "한국어", "kw": "Kernewek", "lt": "Lietuvių", "lv": "Latviešu", "ml": "മലയാളം",
    "mt": "Malti", "ne": "नेपाली", "nl": "Nederlands", "no": "Norsk", "pa": "ਪੰਜਾਬੀ", "pl": "Polski",
    "pt": "Português", "ro": "Română", "ru": "Русский", "si": "සිංහල", "sk": "Slovenčina", "sl": "Slovenščina",
    "so": "Soomaali", "sq": "Shqip", "sr": "Српски", "sv": "Svenska", "sw": "Kiswahili", "ta": "தமிழ்",
    "te": "తెలుగు", "th": "ไทย", "ti": "ትግርኛ", "tl": "Tagalog", "tr": "Türkçe", "uk": "Українська",
    "vi": "Tiếng Việt", "yo": "Yorùbá", "zh-Hans": "简体中文", "zh-Hant": "繁體中文",
}  # fmt: skip
_LEFTWARD = {
    "ar": "العربية", "ckb": "کوردی", "fa": "فارسی", "he": "עברית", "ps": "پښتو", "ur": "اردو", "yi": "ייִדיש",
}  # fmt: skip
LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {code: Language(code, name) for code, name in _RIGHTWARD.items()}
    | {code: Language(code, name, is_leftward=True) for code, name in _LEFTWARD.items()}
)
"""Those that a page may be translated into: what is spoken in Britain by many, with the names that CLDR gives them.
A language that is missing is a line here."""
