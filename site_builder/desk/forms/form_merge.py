"""Bring together what somebody typed and what somebody else saved meanwhile: what only one has changed is theirs.

Numbers of repeated groups are those that they have in the file as it stands now; new ones keep their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from site_builder.content.strict_yaml import Location
from site_builder.desk.forms.filled_form import FIRST_NEW, one_of_several
from site_builder.desk.forms.record_form import Form, FormField
from site_builder.desk.forms.text_lines import as_sent
from site_builder.desk.forms.typed_fields import Typed, name_of, numbers_in

Values = tuple[str, ...]


@dataclass(frozen=True)
class Clash:
    """What both have changed, each in their own way; of a group that one of them took away nothing is left.

    `order` is the name of the list in which such a group stands, `number` what it is called there.
    """

    name: str
    label: str
    mine: Mapping[str, Values]
    theirs: Mapping[str, Values]
    order: str = ""
    number: int = -1

    def shown(self, side: str) -> str:
        """Return one of the two versions, ``mine`` or ``theirs``, for people to read."""
        values = self.mine if side == "mine" else self.theirs
        return "\n".join(value for several in values.values() for value in several if value)


@dataclass(frozen=True)
class Merged:
    """What a form holds after both: of each clash what was typed here stands in `typed`."""

    typed: Mapping[str, Values]
    clashes: tuple[Clash, ...]

    def settled(self, choices: Mapping[str, str]) -> dict[str, Values]:
        """Return what was typed with the choice for each clash by its name: ``mine`` or ``theirs``."""
        found = dict(self.typed)
        for clash in self.clashes:
            if choices.get(clash.name) == "theirs":
                found = {name: values for name, values in found.items() if name not in clash.mine} | dict(
                    clash.theirs
                )
                if clash.order:
                    numbers = [one for one in found[clash.order] if one != str(clash.number)]
                    found[clash.order] = (*numbers, *([str(clash.number)] if clash.theirs else ()))
        return found


def merge_forms(form: Form, base: Typed, mine: Typed, theirs: Typed) -> Merged:
    """Return what was typed here and what stands in the file now, put together.

    `base` is what the form held when it was opened. What was not sent stays as it was.
    """
    merging = _Merging(_as_sent(base), _as_sent(mine), _as_sent(theirs))
    for one in form.fields:
        merging.merge(one, one.way, one.way)
    return Merged(merging.typed, tuple(merging.clashes))


def merge_parts(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Return a list with the changes of two people, None where they touch."""
    changes = sorted({*_changes(base, mine), *_changes(base, theirs)})
    merged: list[str] = []
    done = -1
    for first, stop, new in changes:
        if first <= done:
            return None
        merged += [*base[max(done, 0) : first], *new]
        done = stop
    return [*merged, *base[max(done, 0) :]]


def _changes(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, Values]]:
    steps = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    return [
        (first, stop, tuple(other[begin:end])) for step, first, stop, begin, end in steps if step != "equal"
    ]


@dataclass
class _Merging:
    base: Typed
    mine: Typed
    theirs: Typed
    typed: dict[str, Values] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)

    def merge(self, one: FormField, here: Location, there: Location) -> None:
        """Merge a field; `here` is where it was when the form was opened, `there` where it stands in the file now."""
        if one.kind == "group":
            for inner in one.inner:
                self.merge(inner, (*here, inner.way[-1]), (*there, inner.way[-1]))
        elif one.kind == "groups":
            self._groups(one, here, there)
        else:
            self._single(one, name_of(here), name_of(there))

    def _single(self, one: FormField, here: str, there: str) -> None:
        before = tuple(self.base.get(here, ()))
        mine = tuple(self.mine.get(here, before))
        theirs = tuple(self.theirs.get(there, ()))
        if mine in (before, theirs):
            self.typed[there] = theirs
        elif theirs == before:
            self.typed[there] = mine
        elif (merged := _merged(one, before, mine, theirs)) is not None:
            self.typed[there] = merged
        else:
            self.typed[there] = mine
            self.clashes.append(Clash(there, one.label, {there: mine}, {there: theirs}))

    def _groups(self, one: FormField, here: Location, there: Location) -> None:
        name = name_of(here)
        before, theirs = _order(self.base, name), _order(self.theirs, name_of(there))
        mine = _order(self.mine, name) if name in self.mine else before
        if any(not value.isdecimal() for value in (*before, *mine, *theirs)):
            self._whole(one, name, name_of(there))
            return
        pairs = self._pairs(one, here, there)
        order = list(map(int, theirs))
        if mine != before:
            own = [
                pairs.get(number, number)
                for number in map(int, mine)
                if number in pairs or number >= FIRST_NEW
            ]
            order = [*own, *(number for number in order if number not in pairs.values())]
        left = [number for number in map(int, before) if number not in pairs and str(number) in mine]
        order += self._changed_here_and_gone_there(one, here, there, left)
        for number, now in pairs.items():
            if now in order:
                for inner in one.inner:
                    self.merge(inner, (*here, number, inner.way[-1]), (*there, now, inner.way[-1]))
            elif _content(self.theirs, (*there, now)) != _content(self.base, (*here, number)):
                clash = self._clash(one, there, now, {}, _named(self.theirs, (*there, now)))
                self.clashes.append(clash)
        for number in order:
            if number not in pairs.values():
                side = self.mine if number >= FIRST_NEW else self.theirs
                self.typed |= _named(
                    side, (*(here if number >= FIRST_NEW else there), number), (*there, number)
                )
        self.typed[name_of(there)] = ("", *map(str, order))

    def _changed_here_and_gone_there(
        self, one: FormField, here: Location, there: Location, left: Sequence[int]
    ) -> list[int]:
        """Keep groups that were changed here and taken away there, until somebody has chosen; each has a new number."""
        taken = [int(part) for name in self.mine for part in name.split(".") if part.isdecimal()]
        fresh = max([FIRST_NEW - 1, *taken]) + 1
        kept = []
        for number in left:
            mine = {**self.base, **self.mine}
            if _content(mine, (*here, number)) != _content(self.base, (*here, number)):
                fields = _named(mine, (*here, number), (*there, fresh))
                self.typed |= fields
                self.clashes.append(self._clash(one, there, fresh, fields, {}))
                kept.append(fresh)
                fresh += 1
        return kept

    def _clash(
        self,
        one: FormField,
        there: Location,
        number: int,
        mine: Mapping[str, Values],
        theirs: Mapping[str, Values],
    ) -> Clash:
        name = name_of((*there, number))
        return Clash(name, one_of_several(one.label), mine, theirs, name_of(there), number)

    def _whole(self, one: FormField, here: str, there: str) -> None:
        """Merge a list that may be written in short: only all of it."""
        before, mine, theirs = (
            {
                there + other[len(name) :]: tuple(values)
                for other, values in side.items()
                if f"{other}.".startswith(f"{name}.")
            }
            for side, name in ((self.base, here), ({**self.base, **self.mine}, here), (self.theirs, there))
        )
        self.typed |= theirs if mine in (before, theirs) else mine
        if mine not in (before, theirs) and theirs != before:
            self.clashes.append(Clash(there, one.label, mine, theirs))

    def _pairs(self, one: FormField, here: Location, there: Location) -> dict[int, int]:
        """Map the number that a group had when the form was opened to that which it has now."""
        old, new = numbers_in(self.base, name_of(here)), numbers_in(self.theirs, name_of(there))
        was = [_content(self.base, (*here, number)) for number in old]
        now = [_content(self.theirs, (*there, number)) for number in new]
        pairs: dict[int, int] = {}
        for _, first, stop, begin, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            pairs |= dict(zip(old[first:stop], new[begin:end], strict=False))
        return pairs


def _as_sent(typed: Typed) -> dict[str, Values]:
    return {name: tuple(map(as_sent, values)) for name, values in typed.items()}


def _order(typed: Typed, name: str) -> tuple[str, ...]:
    return tuple(value for value in typed.get(name, ()) if value)


def _named(typed: Typed, at: Location, now: Location | None = None) -> dict[str, Values]:
    """Return what was typed in a group, by the names that it has somewhere else."""
    begin = f"{name_of(at)}."
    to = begin if now is None else f"{name_of(now)}."
    return {
        to + name[len(begin) :]: tuple(values) for name, values in typed.items() if name.startswith(begin)
    }


def _content(typed: Typed, at: Location) -> str:
    """Return what stands in a group, to compare it with others."""
    return repr(sorted(_named(typed, at, ()).items()))


def _merged(one: FormField, before: Values, mine: Values, theirs: Values) -> Values | None:
    """Return both changes of one field together where they go together: of lists, and of the paragraphs of a text."""
    if one.kind == "several":
        stays = [value for value in before if value in mine and value in theirs]
        new = [value for value in (*theirs, *mine) if value not in before]
        return tuple(dict.fromkeys(("", *stays, *new)))
    if one.kind not in {"entries", "body"}:
        return None
    sign = "\n" if one.kind == "entries" else "\n\n"
    parts = [values[-1].split(sign) if values else [] for values in (before, mine, theirs)]
    merged = merge_parts(*parts)
    return None if merged is None else (sign.join(merged),)
