"""Paths that nobody who means well writes down, for the tests of whatever reads a path that comes from outside."""

from site_builder.publish.output.safe_paths import MOST_BYTES

HOSTILE = {
    "empty": "",
    "above": "../outside",
    "above in the middle": "a/../../outside",
    "above at the end": "a/..",
    "the folder itself": ".",
    "absolute": "/tmp/outside",
    "two slashes": "//host/outside",
    "an empty part": "a//b",
    "a folder": "a/",
    "a drive": "C:outside",
    "a drive's root": "C:/outside",
    "above on Windows": "..\\outside",
    "another machine on Windows": "\\\\host\\outside",
    "a hidden stream": "index.html:stream",
    "a dot that Windows drops": "a./b",
    "a space that Windows drops": ".. /outside",
    "NUL": "a\0b",
    "a new line": "a\nb",
    "a line that only Python ends": "a\u2028b",
    "an escape sequence": "a\x1b[2Jb",
    "a turn of direction": "a\u202eb",
    "half a character": "a\ud800b",
    "far too long": "a/" * MOST_BYTES + "b",
}
"""What is wrong with a path, and the path."""

FOREIGN = ("a:b", "x\\y", "what?.html", "dot.", "new\nline", "turned\u202e.html")
"""Names that a disk can hold and that no site of ours has: files of somebody else."""


def written(path: str = "index.html", page: str = "index.html", kept: str = "CNAME", sha256: str = "0" * 64):
    """Return the values of a manifest in which any one path may be hostile."""
    words = {"title": "Home", "serves": [], "state": "", "mark": ""}
    about = {"base_url": "https://directory.example.org/", "example": False, "pages": {page: words}}
    return {"format": 1, "files": {path: {"sha256": sha256, "size": 1}}, "kept": [kept], "about": about}


PLACES = ("path", "page", "kept", "sha256")
"""Where a manifest names files, by the argument of `written`."""
