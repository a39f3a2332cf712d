"""Files that no person made: what systems, phones, cloud drives and other programs leave beside those of a person."""

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from site_builder.content.slug import is_slug

_SYSTEM_NAMES = frozenset(
    {
        *(
            "thumbs.db",
            "thumbs.db:encryptable",
            "ehthumbs.db",
            "ehthumbs_vista.db",
            "desktop.ini",
            "autorun.inf",
        ),
        *("icon\r", "icon\n", "icon\uf00d", "__macosx", "$recycle.bin", "system volume information"),
        *(
            "lost+found",
            "@eadir",
            "#recycle",
            "network trash folder",
            "temporary items",
            "picasa.ini",
            "zbthumbnail.info",
        ),
    }
)
"""As Windows, macOS and network drives call them, in small letters."""
_SYSTEM_ENDINGS = (
    "~",
    ".tmp",
    ".temp",
    ".swp",
    ".swo",
    "zone.identifier",
    ".lnk",
    ".icloud",
    ".lock",
    ".lck",
    ".aae",
)
_SYSTEM_BEGINNINGS = (".", "~", "._", "#", "$")
_LEFT_ENDINGS = (
    *(".orig", ".bak", ".backup", ".rej", ".old", ".save", ".sav", ".patch", ".diff", "_original", ".prev"),
    *(
        ".crdownload",
        ".part",
        ".partial",
        ".download",
        ".gdoc",
        ".gsheet",
        ".gslides",
        ".url",
        ".webloc",
        ".xmp",
        ".thm",
    ),
)
_FILMS = (".mov", ".mp4", ".m4v", ".avi", ".mkv", ".webm", ".3gp", ".mpg", ".mpeg", ".mts", ".wmv")
_COPY = re.compile(r"(?i)(?:copy|kopie|copie|copia) (?:\(\d+\) )?(?:of|von|de|di) (?P<name>.+)")
_MARK_OF_A_COPY = re.compile(
    r"(?i)[ ._-]*+(?:[(\[]?\d{1,3}[)\]]?|(?:- ?)?(?:copy|kopie|copie)\b[^\n]*+|(?:desktop|laptop|win|pc)-\w++)"
)
_WORDS_OF_A_COPY = re.compile(r"(?i)conflict|konflikt|conf\(|macbook|imac|iphone|ipad|laptop")
"""What Dropbox, OneDrive, iCloud, Google Drive, Syncthing, Nextcloud and file managers put behind a name."""
_MOST_LETTERS = 200


def is_of_a_system(name: str) -> bool:
    """Return whether a file or folder of this name is passed over without a word."""
    small = name.casefold()
    return small in _SYSTEM_NAMES or small.startswith(_SYSTEM_BEGINNINGS) or small.endswith(_SYSTEM_ENDINGS)


def why_passed_over(name: str) -> str:
    """Return what a file is that some program, or a phone, left beside another, or nothing."""
    small = name.casefold()
    if small.endswith(_FILMS):
        return "is a film, and only photographs are shown"
    return "was left here by another program" if small.endswith(_LEFT_ENDINGS) else ""


def find_original(name: str, present: Collection[str]) -> str:
    """Return the file of which a cloud drive or a file manager made this copy, or nothing.

    ``sam (1).md``, ``Copy of sam.md``, ``sam-DESKTOP-AB12.md`` and ``sam.sync-conflict-2026.md`` are copies of
    ``sam.md`` where that is there too. A name that could be an address is nobody's copy.
    """
    ending = PurePosixPath(name).suffix
    stem = name.removesuffix(ending)[:_MOST_LETTERS]
    if is_slug(stem):
        return ""
    named = _COPY.fullmatch(stem)
    if named:
        return f"{named['name']}{ending}" if f"{named['name']}{ending}" in present else ""
    ends = (at for at, sign in enumerate(stem) if sign in " .([-_" and _is_mark_of_a_copy(stem[at:]))
    return next((one for end in ends if (one := f"{stem[:end]}{ending}") in present), "")


def _is_mark_of_a_copy(rest: str) -> bool:
    return bool(_MARK_OF_A_COPY.fullmatch(rest) or _WORDS_OF_A_COPY.search(rest))
