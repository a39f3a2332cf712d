"""When this machine last sent a site, and where to: a note beside it. What the host has, only the host knows."""

import datetime
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sent:
    """That a site was sent whole: to which target, as it was written, and when."""

    target: str
    moment: datetime.datetime


def note_sent(note: Path, sent: Sent) -> None:
    """Write down that a site was sent. Where that cannot be done, nothing is lost but the note."""
    try:
        said = {"target": sent.target, "moment": sent.moment.isoformat()}
        note.write_text(json.dumps(said), "utf-8")
    except OSError:
        return


def read_last_sent(note: Path) -> Sent | None:
    """Return what was noted last, or None where nothing was, or nothing that can be understood."""
    try:
        said = json.loads(note.read_bytes())
        moment = datetime.datetime.fromisoformat(said["moment"])
        return Sent(str(said["target"]), moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
