"""A letter as a mail that any mail program opens (RFC 5322): a draft to look at and to send, one for each addressee."""

import datetime
import email.policy
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

SUBJECT = "Please check what we publish, by {day}"
"""No name and nothing personal: subjects are shown on locked screens and kept in logs."""


@dataclass(frozen=True)
class Letter:
    """What is asked of somebody; `address` is empty, or none that a mail can bear, where they are told otherwise."""

    kind: str
    slug: str
    name: str
    text: str
    day: str
    address: str = ""
    telephone: str = ""
    website: str = ""

    @property
    def file(self) -> str:
        """The name of the mail's file without its ending."""
        return f"{self.kind}-{self.slug}"


def can_be_addressed(address: str | None) -> bool:
    """Return whether a mail can bear this address: one, in plain letters, and nothing else beside it."""
    if not address or not address.isascii() or not address.isprintable() or " " in address:
        return False
    try:
        return Address(addr_spec=address).addr_spec == address
    except (IndexError, MessageError, ValueError):
        return False


def write_mail(letter: Letter, sender: str, today: datetime.date) -> bytes:
    """Return the file: a draft (``X-Unsent``), in UTF-8 packed as plain letters, its lines ended as mail asks for."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["Subject"] = SUBJECT.format(day=letter.day)
    mail["From"] = Address(addr_spec=sender)
    mail["To"] = Address(addr_spec=letter.address)
    noon = datetime.datetime(today.year, today.month, today.day, 12, tzinfo=datetime.UTC)
    mail["Date"] = format_datetime(noon)
    mail["X-Unsent"] = "1"  # by which Outlook knows a draft
    mail.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    return mail.as_bytes()
