"""What is told of a new record: what else has to change with it, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.desk.editing.new_record import NewRecord
from site_builder.findings.front_door import FRONT_DOOR

FILE_NAME = "What should the file be called? Small Latin letters (a to z), digits and hyphens."
_READ_THROUGH = f"Next: read the file through, then build and look: {FRONT_DOOR}"
_NEXT = {
    "officer": _READ_THROUGH,
    "page": (
        "Next: write the text below the second line of hyphens, and link to the page from another one. "
        f"Then build and look: {FRONT_DOOR}"
    ),
    "notice": (
        "Next: if there is more to say, write it below the second line of hyphens. "
        f"Then build and look: {FRONT_DOOR}"
    ),
    "channel": _READ_THROUGH,
    "borough": _READ_THROUGH,
}
_NO_NEIGHBOURS = (
    "It has no neighbours yet: name those areas under neighbours, and this one in the files of each."
)


@dataclass(frozen=True)
class Contradiction:
    """Why the files of areas must change with a new record, what the editor is asked, and why a no stops it."""

    why: str
    question: str
    refusal: str


_CONTRADICTIONS = {
    "officer": Contradiction(
        "These files say that no officer serves there, which is no longer so:",
        'Take "liaison" out of them?',
        "an officer and such a line contradict each other.",
    ),
    "borough": Contradiction(
        "These areas do not name the new one as their neighbour yet:",
        "Add it to them?",
        "two neighbours each name the other.",
    ),
}


def find_contradiction(plan: NewRecord, kind: str) -> Contradiction | None:
    """Return what is to be agreed on before a record is written, if anything; each file is told below its reason."""
    if not plan.boroughs:
        return None
    found = _CONTRADICTIONS[kind]
    files = (f"  {change.file}: {plan.news}" for change in plan.boroughs)
    return Contradiction(
        "\n".join([found.why, *files]), found.question, f"Nothing was written: {found.refusal}"
    )


def refuse_name(name: str) -> str:
    """Return why no file can be called after a name."""
    return f'"{name}" has letters that no file name can have.'


def tell_new_record(plan: NewRecord, kind: str) -> Iterator[str]:
    """Yield what was written and what comes next, in lines."""
    yield f"\nWritten: {plan.record.file}"
    yield from (f"Changed: {change.file} ({plan.news})" for change in plan.boroughs)
    if plan.photo_to_come:
        yield (
            f"{plan.photo_to_come} is not beside it yet, so what you said of it stands in the file as notes. Save the "
            "picture there, and take away the # in front of those lines."
        )
    for change in plan.photos:
        yield f"Changed: {change.file} (what the camera wrote into it is taken out)"
    if kind == "borough" and not plan.boroughs:
        yield _NO_NEIGHBOURS
    yield _NEXT[kind]
