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
            "sync.ffs_db",
            "sync.ffs_lock",
            "dropbox.device",
            "icon",
            "nohup.out",
            "4913",
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
    ".swx",
    ".kate-swp",
    ".asd",
    ".wbk",
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
        ".filepart",
        ".bkp",
        ".alias",
        ".desktop",
        *(".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf"),
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
_NUMBERED = re.compile(
    r".*\.(?:[0-9]{1,3}|r[0-9]+|mine|base|local|remote|theirs|ours|dpkg-\w+|rpm(?:save|new|orig))"
)
"""Old versions of a text that editors, merging programs and packages leave: ``sam.md.1``, ``sam.mine``, ``sam.r12``."""
_FILMS = (".mov", ".mp4", ".m4v", ".avi", ".mkv", ".webm", ".3gp", ".mpg", ".mpeg", ".mts", ".wmv")
_COPY = re.compile(r"(?i)(?:copy|kopie|copie|copia) (?:\(\d+\) )?(?:of|von|de|di) (?P<name>.+)")
_MARK_OF_A_COPY = re.compile(
    r"(?i)(?:[ ._-]*+[(\[]?\d{1,3}[)\]]?){1,3}|[ ._–-]*+\(?(?:(?:[–-] ?)?(?:copy|kopie|copie|kopia|copia)\b[^\n]*+"
    r"|(?:desktop|laptop|win|pc)-\w++|pc\d++|(?:local|remote|base|backup|orig|old|bak|tmp|mine)(?:[._-]?\d++)?\)?)"
)
_WORDS_OF_A_COPY = re.compile(r"(?i)conflict|konflikt|name clash|conf\(|macbook|imac|iphone|ipad|laptop")
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
    is_left = small.endswith(_LEFT_ENDINGS) or _NUMBERED.fullmatch(small)
    return "was left here by another program" if is_left else ""


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
    ends = (at for at, sign in enumerate(stem) if sign in " .([-–_" and is_mark_of_a_copy(stem[at:]))
    originals = (one for end in ends for one in (f"{stem[:end]}{ending}", stem[:end]))
    return next((one for one in originals if one in present), "")


def is_mark_of_a_copy(rest: str) -> bool:
    """Return whether the end of a name says that it is a copy: ``.tmp``, ``(1)``, ``-DESKTOP-AB12``."""
    return bool(_MARK_OF_A_COPY.fullmatch(rest) or _WORDS_OF_A_COPY.search(rest))
