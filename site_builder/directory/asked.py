"""Who was asked whether what we publish of them is still right, and who has not answered yet."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.content.schema import Channel, Officer
from site_builder.content.settings import FreshnessLimits
from site_builder.directory.freshness import age_of
from site_builder.directory.model import Directory


@dataclass(frozen=True)
class Asked:
    """One question that was put: to an officer, a way to report, or a force about its areas, by short name.

    `answered` is the day on which somebody noted that an answer came.
    """

    kind: str
    slug: str
    on: datetime.date
    answer_by: datetime.date
    answered: datetime.date | None = None

    @property
    def key(self) -> str:
        """What tells whom it was put to: ``officer/sam-okoro``."""
        return f"{self.kind}/{self.slug}"

    def is_fresh(self, limits: FreshnessLimits, today: datetime.date) -> bool:
        """Whether the answer is not due to be asked for again."""
        due = age_of(self.answered, limits).due if self.answered else None
        return self.answered is not None and (due is None or today < due)


def find_unanswered(asked: Iterable[Asked], directory: Directory) -> Iterator[Asked]:
    """Yield what nobody has answered: a check or a consent of that day or later is an answer, and so is leaving."""
    for one in asked:
        if one.answered is None and _is_published(one, directory):
            record = record_of(one.kind, one.slug, directory)
            if record is None or not any(day >= one.on for day in _answers(record)):
                yield one


def record_of(kind: str, slug: str, directory: Directory) -> Officer | Channel | None:
    """Return the record that was asked about; None for a force, and for what is not published any more."""
    if kind == "officer":
        standing = directory.standing(slug)
        return standing.officer if standing else None
    return directory.channel(slug) if kind == "channel" else None


def name_of(kind: str, slug: str, directory: Directory) -> str:
    """Return what somebody who was asked is called."""
    record = record_of(kind, slug, directory)
    force = directory.site.forces.get(slug) if kind == "force" else None
    return record.name if record else force.name if force else slug


def _is_published(one: Asked, directory: Directory) -> bool:
    return (
        one.slug in directory.site.forces
        if one.kind == "force"
        else record_of(one.kind, one.slug, directory) is not None
    )


def _answers(record: Officer | Channel) -> Iterator[datetime.date]:
    if record.checked:
        yield record.checked.on
    if isinstance(record, Officer) and record.consent:
        yield record.consent.on
