"""What is told of a sheet that is taken in: what it changes, what is wrong by its cell, and who stands in no row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from site_builder.desk.sheets.sheet_import import ImportPlan
from site_builder.desk.sheets.sheet_rows import Remark
from site_builder.findings.front_door import FRONT_DOOR
from site_builder.language.wording import format_count

NOTHING_CHANGES = "Nothing changes: the files say all of this already."
_FEW = 5
"""So many of the same words on one column are told one by one; of more, the first and how many."""
_MANY = 30
_MISSING = f"""\
In no row, and not touched: {{names}}.
If one of them has left: {FRONT_DOOR} leave NAME --on DATE"""


def tell_plan(plan: ImportPlan) -> Iterator[str]:
    """Yield what a sheet would change, in lines."""
    yield from _grouped(_in_order(plan.notes))
    if not plan.faults:
        yield from plan.words
    new = sum(change.before is None for change in plan.changes)
    changed = len(plan.changes) - new
    if plan.changes:
        yield f"\n{format_count(changed, 'file')} would change, and {new:,} would be new."
    if plan.missing:
        more = f" and {len(plan.missing) - _MANY:,} more" if len(plan.missing) > _MANY else ""
        yield _MISSING.format(names=", ".join(plan.missing[:_MANY]) + more)


def tell_faults(plan: ImportPlan, shown: str) -> Iterator[str]:
    """Yield what is wrong in the sheet `shown`, in lines: each with its cell."""
    yield f"\n{shown}: {format_count(len(plan.faults), 'mistake')}. Nothing was written."
    yield from (f"  {fault}" for fault in _in_order(plan.faults))


def tell_written(plan: ImportPlan) -> str:
    """Return what became of it when it is written."""
    return f"Written: {format_count(len(plan.changes), 'file')}. Next: build and look: {FRONT_DOOR}"


def _in_order(remarks: Iterable[Remark]) -> list[Remark]:
    return sorted(remarks, key=lambda one: (-1 if one.row is None else one.row, one.column or 0))


def _grouped(remarks: Sequence[Remark]) -> Iterator[str]:
    """Yield each remark; of many that say the same of one column the first, and how many there are."""
    times = Counter((one.heading, one.words) for one in remarks)
    seen = set()
    for one in remarks:
        key = one.heading, one.words
        if times[key] <= _FEW:
            yield str(one)
        elif key not in seen:
            seen.add(key)
            yield f"{one} So also in {times[key] - 1:,} other rows."
