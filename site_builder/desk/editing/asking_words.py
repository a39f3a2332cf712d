"""What is told of questions that were put: which mails there are, whom to ring, and who was left out and why."""

import datetime
from collections.abc import Iterator

from site_builder.desk.editing.asking import BY_HAND, MERGE, Addressees, Asking
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.language.wording import format_count, format_day


def tell_asking(
    asking: Asking, addressees: Addressees, folder: str, answer_by: datetime.date
) -> Iterator[str]:
    """Yield what was asked of whom, in lines; `folder` is where the mails lie."""
    if asking.is_empty:
        yield "Nobody is asked today."
    else:
        yield from _tell_mails(asking, folder)
        yield f"\nAnswers are asked for by {format_day(answer_by)}. When one came: {FRONT_DOOR} confirm NAME"
    yield from tell_left_out(asking, addressees)
    if addressees.content.errors:
        yield f"\nThe content has mistakes. Of files with one nothing is known here: {FRONT_DOOR}"


def _tell_mails(asking: Asking, folder: str) -> Iterator[str]:
    if asking.mails:
        count = format_count(len(asking.mails), "mail")
        yield f"{count} to look at and send, with any mail program, in {folder}:"
        yield from (f"  {one.name}: {one.file}.eml" for one in asking.mails)
        yield f"The same as a table for a mail merge: {folder}/{MERGE}"
    if asking.others:
        count = format_count(len(asking.others), "question")
        yield f"\n{count} to those without a mail address; ring, write, or read the page: {folder}/{BY_HAND}"
        yield from (
            f"  {one.name}: {one.telephone or one.website or 'no way is known'}" for one in asking.others
        )


def tell_left_out(asking: Asking, addressees: Addressees) -> Iterator[str]:
    """Yield who is not asked and why, in lines."""
    if asking.earlier:
        yield "\nAsked already, and left out (--again asks them again):"
        for one in asking.earlier:
            day, last_day = format_day(one.on), format_day(one.answer_by)
            yield f"  {addressees.called(one)}: on {day}, to answer by {last_day}"
    if asking.left_out:
        yield "\nNot asked, because nothing of them is published:"
        yield from (f"  {words}" for words in asking.left_out)
