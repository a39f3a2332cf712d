"""The headers that storage has to be told for each file: its type and how long browsers may keep it.

The policy for the site is `publish/hosting/header_policy`; only what visitors are not shown has a rule of its own.
"""

from site_builder.publish.deploying.target import OWN_FOLDER
from site_builder.publish.hosting.header_policy import ASK_EVERY_TIME, KEEP_A_YEAR, content_type, is_lasting

_NEVER_KEEP = "private, no-store"


def choose_type(path: str) -> str:
    """Return what a file is: ``text/html; charset=utf-8``."""
    return content_type(path)


def choose_caching(path: str) -> str:
    """Return how long a browser may keep a file, as the header Cache-Control says it."""
    if path.startswith(f"{OWN_FOLDER}/"):
        return _NEVER_KEEP
    return KEEP_A_YEAR if is_lasting(path) else ASK_EVERY_TIME
