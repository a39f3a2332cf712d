"""Why a site was not deployed, in sentences for the person who asked for it."""

from collections.abc import Sequence

UNREACHED = (
    ("Host key verification failed", "this machine does not know that host yet: log in there once with ssh"),
    ("Could not resolve", "there is no host of that name"),
    ("Connection refused", "nothing answers there"),
    ("timed out", "it did not answer in time"),
)
"""What ssh and the programs that use it say when they do not get as far as the host, and why."""


class DeployRefused(Exception):
    """This site may not be deployed like this: something on our side has to be put right first."""


class HostRefused(Exception):
    """The host did not let us in, did not answer or did not keep what it was given."""


def find_reason(reasons: Sequence[tuple[str, str]], said: str, otherwise: str) -> str:
    """Return the words for the first of the `reasons` whose beginning stands anywhere in what a program said.

    What it said is never repeated: there may be a secret in it.
    """
    return next((words for sign, words in reasons if sign.lower() in said.lower()), otherwise)
