"""Where a site stands on a server of one's own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Placement:
    """`folder` is where the published files lie on the server; `listen` the port, with or without an address."""

    folder: str
    name: str
    listen: str = "80"
