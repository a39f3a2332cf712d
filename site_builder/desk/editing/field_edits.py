"""Turn what fields are to hold into changes to single lines: whatever is not changed stays as it is written."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple, Union

from site_builder.content.strict_yaml.yaml_events import Kind, StoppedError
from site_builder.desk.editing.written_fields import AGAIN, LINES, Plain, Written, read_written
from site_builder.desk.editing.yaml_text import block_lines, format_text

Wanted = Union[str, Sequence["Entry"], Mapping[str, "Wanted"]]  # noqa: UP007 (only Union can name the type itself)
Way = tuple[str, ...]
"""The names of the groups round a field, without the numbers of entries."""
Order = Mapping[Way, Sequence[str]]
"""The names of the fields of a group in their order, by the way to it."""
Edit = tuple[int, int, str]
"""Which characters go, from the first to before the last, and what comes in their place, its lines ended by ``\\n``."""


class Entry(NamedTuple):
    """An entry of a list as it is wanted; `was` is its number in the list as it is written, None for a new one."""

    value: Wanted
    was: int | None = None


class TooOddError(Exception):
    """The fields are written in a way that cannot be changed line by line."""


def bare(wanted: Wanted) -> Plain:
    """Return what is wanted, without what was where."""
    if isinstance(wanted, str):
        return wanted
    if isinstance(wanted, Mapping):
        return {name: bare(value) for name, value in wanted.items()}
    return [bare(entry.value) for entry in wanted]


def kept(plain: Plain) -> Wanted:
    """Return a value that is wanted as it is."""
    if isinstance(plain, dict):
        return {name: kept(value) for name, value in plain.items()}
    return plain if isinstance(plain, str) else [Entry(kept(value), at) for at, value in enumerate(plain)]


def with_origins(before: Plain | None, wanted: Plain) -> Wanted:
    """Return a value with what each entry of its lists was before: entries that stay the same, and those between."""
    if isinstance(wanted, str):
        return wanted
    if isinstance(wanted, dict):
        old = before if isinstance(before, dict) else {}
        return {name: with_origins(old.get(name), value) for name, value in wanted.items()}
    entries = before if isinstance(before, list) else []
    steps = SequenceMatcher(None, list(map(repr, entries)), list(map(repr, wanted)), autojunk=False)
    origins: dict[int, int] = {}
    for _, first, stop, begin, end in steps.get_opcodes():
        origins |= dict(zip(range(begin, end), range(first, stop), strict=False))
    return [
        Entry(with_origins(entries[was] if (was := origins.get(at)) is not None else None, value), was)
        for at, value in enumerate(wanted)
    ]


@dataclass(frozen=True)
class FieldText:
    """A text with fields between two of its places, `begin` and `stop`, each at the start of a line."""

    text: str
    begin: int
    stop: int
    order: Order = field(default_factory=dict)

    def read(self) -> Written:
        """Return the fields; raise TooOddError where they cannot be read."""
        try:
            return read_written(self.text, self.begin, self.stop)
        except StoppedError:
            raise TooOddError from None

    def with_fields(self, wanted: Mapping[str, Wanted]) -> str:
        """Return the whole text with these fields and no others; raise TooOddError where that cannot be done.

        Entries that move are moved once everything else is done, each with its own lines.
        """
        still = _unmoved(wanted)
        assert isinstance(still, Mapping)
        done = self._apply(_Edits(self).group(self.read(), still, ()))
        if not _moves(wanted):
            return done.text
        moved = _moved(wanted)
        assert isinstance(moved, Mapping)
        return done._apply(_Edits(done).group(done.read(), moved, ())).text

    def _apply(self, edits: Iterator[Edit]) -> "FieldText":
        pieces: list[str] = []
        done = grown = 0
        for first, stop, new in sorted(edits, key=lambda edit: edit[:2]):
            if first < done:
                raise TooOddError
            is_open = (
                first == len(self.text) and self.text[-1:] not in {"", "\n", "\r"} and new.endswith("\n")
            )
            written = "\n" + new.removesuffix("\n") if is_open else new
            written = written.replace("\n", self._line_end(first))
            pieces += [self.text[done:first], written]
            grown += len(written) - (stop - first)
            done = stop
        text = "".join([*pieces, self.text[done:]])
        return FieldText(text, self.begin, self.stop + grown, self.order)

    def _line_end(self, at: int) -> str:
        """Return how the line before a place ends, or else the first of the text."""
        above = self.text[max(0, at - 2) : at]
        if above.endswith(("\r", "\n")):
            return "\r\n" if above == "\r\n" else above[-1]
        line = LINES.match(self.text)
        return (line[0][len(line[0].rstrip("\r\n")) :] if line else "") or "\n"


def _unmoved(wanted: Wanted) -> Wanted:
    """Return the same with the entries of each list in the order in which they are written, new ones where they are."""
    if isinstance(wanted, str):
        return wanted
    if isinstance(wanted, Mapping):
        return {name: _unmoved(value) for name, value in wanted.items()}
    return [Entry(_unmoved(wanted[at].value), wanted[at].was) for at in _settled(wanted)]


def _moved(wanted: Wanted) -> Wanted:
    """Return the same as seen from what `_unmoved` gives: each entry is there, maybe in another place."""
    if isinstance(wanted, str):
        return wanted
    if isinstance(wanted, Mapping):
        return {name: _moved(value) for name, value in wanted.items()}
    place = {at: number for number, at in enumerate(_settled(wanted))}
    return [Entry(_moved(entry.value), place[at]) for at, entry in enumerate(wanted)]


def _settled(wanted: Sequence[Entry]) -> list[int]:
    """Return the numbers of wanted entries in an order in which no entry moves: a new one follows the one before it."""
    keys: list[tuple[int, int]] = []
    above = -1
    for entry in wanted:
        above = above if entry.was is None else entry.was
        keys.append((above, 0 if entry.was is not None else 1))
    return sorted(range(len(wanted)), key=lambda at: keys[at])


class _Edits:
    """The changes to one text, each found where its value stands."""

    def __init__(self, file: FieldText) -> None:
        self.file, self.text = file, file.text
        ends = (line.end() for line in LINES.finditer(file.text))
        self.begins = [0, *(end for end in ends if file.text[end - 1] in "\r\n")]

    def group(self, written: Written, wanted: Mapping[str, Wanted], way: Way) -> Iterator[Edit]:
        """Yield what makes a group of lines hold these fields."""
        if written.is_flow:
            raise TooOddError
        names = [key.text for key, _ in written.fields]
        staying = [(key, value) for key, value in written.fields if key.text in wanted]
        if written.fields and not staying and wanted and way:
            raise TooOddError  # whoever asks for this writes the group anew
        yield from self._without(written, wanted)
        for key, value in staying:
            is_changed = bare(wanted[key.text]) != value.plain or _moves(wanted[key.text])
            if is_changed and f"{key.text}{AGAIN}" not in wanted:
                yield from self._field(key, value, wanted[key.text], (*way, key.text))
        new = [name for name in self._in_order(wanted, way) if name.rstrip(AGAIN) not in names]
        column = self._column(written.fields[0][0].start) if written.fields else 0
        for name in new:
            at = self._place_for(written, staying, name, way)
            yield at, at, "".join(f"{line}\n" for line in block_lines({name: bare(wanted[name])}, column))

    def _in_order(self, names: Mapping[str, Wanted], way: Way) -> list[str]:
        order = list(self.file.order.get(way, ()))
        return sorted(names, key=lambda name: order.index(name) if name in order else len(order))

    def _place_for(
        self, written: Written, staying: Sequence[tuple[Written, Written]], name: str, way: Way
    ) -> int:
        """Return where the lines of a new field begin: below the nearest that stands before it in the order."""
        order = list(self.file.order.get(way, ()))
        before = order[: order.index(name)] if name in order else [key.text for key, _ in staying]
        above = [pair for wanted in before for pair in staying if pair[0].text == wanted]
        if above:
            return self._line_after(max(above[-1][0].end, above[-1][1].end))
        if not way:
            return self.file.begin
        if self._is_alone(staying[0][0].start):
            return self._line_of(staying[0][0].start)
        return self._line_after(max(staying[0][0].end, staying[0][1].end))

    def _without(self, written: Written, wanted: Mapping[str, Wanted]) -> Iterator[Edit]:
        """Yield what takes away the fields that are not wanted; comments below and above them stay."""
        run: list[tuple[Written, Written]] = []
        for number, (key, value) in enumerate(written.fields):
            if key.text in wanted:
                continue
            end = max(key.end, value.end)
            if self._is_alone(key.start):
                yield self._line_of(key.start), self._line_after(end), ""
            elif number == len(run):
                run.append((key, value))
            else:
                raise TooOddError
        if run and len(run) < len(written.fields):
            yield self._from_hyphen(run, written)

    def _from_hyphen(self, run: Sequence[tuple[Written, Written]], written: Written) -> Edit:
        """Return what takes the field beside the hyphen of an entry away, so that the next stands there."""
        start, end = run[0][0].start, max(run[-1][0].end, run[-1][1].end)
        left = [key for key, _ in written.fields[len(run) :]]
        below = self._line_after(end)
        if self._line_of(left[0].start) == below:
            return start, left[0].start, ""
        hyphen = len(self.text[:start].rstrip(" "))
        return hyphen, self._line_end(end), ""

    def _field(self, key: Written, value: Written, wanted: Wanted, way: Way) -> Iterator[Edit]:
        if key.mark or value.mark or self.text[key.end : key.end + 1] != ":":
            raise TooOddError
        if not self._is_first(key.start):
            raise TooOddError
        yield from self._value(value, wanted, key.end + 1, self._column(key.start), way)

    def _value(self, value: Written, wanted: Wanted, after: int, column: int, way: Way) -> Iterator[Edit]:
        """Yield what makes a value another; `after` is where it may begin, `column` that of its name."""
        if value.mark:
            raise TooOddError
        if value.is_flow and not (isinstance(wanted, str) or not wanted):
            yield from self._in_brackets(value, wanted)
        elif isinstance(wanted, str):
            yield from self._text(value, wanted, after)
        elif isinstance(wanted, Mapping) and value.kind is Kind.GROUP and self._keeps(value, wanted):
            yield from self.group(value, wanted, way)
        elif not isinstance(wanted, Mapping) and value.kind is Kind.LIST:
            yield from self._list(value, wanted, way)
        else:
            yield from self._anew(value, wanted, after, column)

    def _keeps(self, value: Written, wanted: Mapping[str, Wanted]) -> bool:
        return any(key.text in wanted for key, _ in value.fields)

    def _text(self, value: Written, wanted: str, after: int) -> Iterator[Edit]:
        if value.is_text and value.end > value.start:
            yield value.start, value.end, format_text(wanted, value.quotes)
        elif value.is_text:
            yield after, after, f" {format_text(wanted)}"
        else:
            yield after, after, f" {format_text(wanted)}"
            yield self._taken(value, after)

    def _anew(self, value: Written, wanted: Wanted, after: int, column: int) -> Iterator[Edit]:
        """Yield what puts a list or a group in the place of something of another kind."""
        yield self._taken(value, after)
        at = self._line_after(max(after, value.end if value.is_text or value.is_flow else after))
        yield at, at, "".join(f"{line}\n" for line in block_lines(bare(wanted), column + 2))

    def _taken(self, value: Written, after: int) -> Edit:
        """Return what takes a value away, whole lines where it has lines of its own."""
        if value.is_text or value.is_flow or self._line_of(value.start) == self._line_of(after):
            return after, max(after, value.end), ""
        return self._line_of(value.start), self._line_after(value.end), ""

    def _list(self, value: Written, wanted: Sequence[Entry], way: Way) -> Iterator[Edit]:
        """Yield what makes a list with hyphens another; in it no entry moves, or nothing but that happens."""
        hyphens = [self._hyphen(value, number) for number in range(len(value.entries))]
        origins = [entry.was for entry in wanted if entry.was is not None]
        if origins != sorted(origins):
            yield from self._in_other_order(value, hyphens, origins)
            return
        column = self._column(hyphens[0])
        for number, (hyphen, entry) in enumerate(zip(hyphens, value.entries, strict=True)):
            if number not in origins:
                yield self._line_of(hyphen), self._line_after(max(hyphen + 1, entry.end)), ""
        at = self._line_of(hyphens[0])
        for one in wanted:
            if one.was is None:
                yield at, at, "".join(f"{line}\n" for line in block_lines([bare(one.value)], column))
                continue
            hyphen, entry = hyphens[one.was], value.entries[one.was]
            if bare(one.value) != entry.plain or _moves(one.value):
                yield from self._entry(entry, one.value, hyphen, way)
            at = self._line_after(max(hyphen + 1, entry.end))

    def _entry(self, entry: Written, wanted: Wanted, hyphen: int, way: Way) -> Iterator[Edit]:
        is_same_kind = entry.is_text == isinstance(wanted, str) and not entry.mark
        is_kept = isinstance(wanted, str) or (isinstance(wanted, Mapping) and self._keeps(entry, wanted))
        if (is_same_kind and is_kept) or entry.mark:
            yield from self._value(entry, wanted, hyphen + 1, self._column(hyphen), way)
            return
        lines = block_lines([bare(wanted)], self._column(hyphen))
        stop = self._line_after(max(hyphen + 1, entry.end))
        yield self._line_of(hyphen), stop, "".join(f"{line}\n" for line in lines)

    def _hyphen(self, value: Written, number: int) -> int:
        """Return where the hyphen of an entry stands; raise TooOddError where it does not begin a line."""
        entry, text = value.entries[number], self.text
        first = value.entries[number - 1].end if number else self._line_of(value.start)
        between = text[first : entry.start]
        lines = [line for line in LINES.findall(between) if line.lstrip().startswith("-")]
        if not lines or value.is_flow:
            raise TooOddError
        at = first + between.rindex(lines[-1]) + len(lines[-1]) - len(lines[-1].lstrip())
        if not self._is_alone(at):
            raise TooOddError
        return at

    def _in_other_order(
        self, value: Written, hyphens: Sequence[int], origins: Sequence[int]
    ) -> Iterator[Edit]:
        """Yield what puts whole entries in another order: each takes along the comments above it and inside it."""
        if sorted(origins) != list(range(len(hyphens))):
            raise TooOddError
        bounds = [self._line_after_name(value, hyphens[0])]
        for number, hyphen in enumerate(hyphens[1:]):
            bounds.append(self._bound(value.entries[number].end, hyphen))
        last = value.entries[-1]
        bounds.append(self._own_comments(max(hyphens[-1] + 1, last.end), self._column(hyphens[0])))
        pieces = [self._ended(self.text[one:other]) for one, other in pairwise(bounds)]
        for number, was in enumerate(origins):
            is_open = bounds[number + 1] == len(self.text) and self.text[-1:] not in {"\n", "\r"}
            if was != number:
                yield (
                    bounds[number],
                    bounds[number + 1],
                    pieces[was].removesuffix("\n") if is_open else pieces[was],
                )

    def _line_after_name(self, value: Written, hyphen: int) -> int:
        """Return where the comments above the first entry begin."""
        at = self._line_of(hyphen)
        while (above := self._line_of(at - 1)) < at and self._is_aside(above) and at > self.file.begin:
            at = above
        return at

    def _bound(self, end: int, hyphen: int) -> int:
        """Return where the lines of the next entry begin: comments that stand further in belong to the one above."""
        at, last = self._own_comments(end, self._column(hyphen)), self._line_of(hyphen)
        return min(at, last)

    def _own_comments(self, end: int, column: int) -> int:
        """Return the line after the last comment that stands further in than a hyphen does."""
        at = found = self._line_after(end)
        while at < self.file.stop and self._is_aside(at):
            line = self.text[at : self._line_after(at)]
            at = self._line_after(at)
            if line.strip() and len(line) - len(line.lstrip(" ")) > column:
                found = at
            elif line.strip():
                break
        return found

    def _ended(self, lines: str) -> str:
        return lines.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"

    def _in_brackets(self, value: Written, wanted: Wanted) -> Iterator[Edit]:
        """Yield what makes a list or a group in brackets another: of single texts they alone, else all of it."""
        same = self._same_brackets(value, wanted)
        if same is not None:
            yield from same
        else:
            yield value.start, value.end, self._bracketed(value, wanted)

    def _same_brackets(self, value: Written, wanted: Wanted) -> list[Edit] | None:
        if value.kind is Kind.GROUP and isinstance(wanted, Mapping):
            if [key.text for key, _ in value.fields] != list(wanted):
                return None
            pairs = [(one, wanted[key.text]) for key, one in value.fields]
        elif value.kind is Kind.LIST and not isinstance(wanted, Mapping | str):
            if [entry.was for entry in wanted] != list(range(len(value.entries))):
                return None
            pairs = [(one, entry.value) for one, entry in zip(value.entries, wanted, strict=True)]
        else:
            return None
        edits = []
        for one, new in pairs:
            if bare(new) == one.plain:
                continue
            if one.mark or not (one.is_text and isinstance(new, str) and one.end > one.start):
                return None
            edits.append((one.start, one.end, format_text(new, one.quotes, in_brackets=True)))
        return edits

    def _bracketed(self, value: Written | None, wanted: Wanted) -> str:
        if value and value.mark:
            raise TooOddError
        if value and bare(wanted) == value.plain and not _moves(wanted):
            return self._ended(self.text[value.start : value.end]).removesuffix("\n")
        self._require_no_comment(value)
        if isinstance(wanted, str):
            return format_text(wanted, value.quotes if value else "", in_brackets=True)
        if isinstance(wanted, Mapping):
            inside = [
                f"{format_text(name, in_brackets=True)}: "
                + self._bracketed(value.value(name) if value else None, one)
                for name, one in wanted.items()
            ]
            return "{" + ", ".join(inside) + "}"
        old = value.entries if value and value.kind is Kind.LIST else ()
        parts = [self._bracketed(None if one.was is None else old[one.was], one.value) for one in wanted]
        return "[" + ", ".join(parts) + "]"

    def _require_no_comment(self, value: Written | None) -> None:
        """Refuse to write brackets anew that have a comment between their lines: it would be lost."""
        if value and value.is_flow:
            parts = [*value.entries, *(part for pair in value.fields for part in pair)]
            ends = [value.start, *(part.end for part in parts)]
            starts = [*(part.start for part in parts), value.end]
            if any("#" in self.text[one:other] for one, other in zip(ends, starts, strict=True)):
                raise TooOddError

    def _line_of(self, at: int) -> int:
        return self.begins[bisect_right(self.begins, at) - 1]

    def _line_after(self, at: int) -> int:
        number = bisect_right(self.begins, at)
        return self.begins[number] if number < len(self.begins) else len(self.text)

    def _line_end(self, at: int) -> int:
        line = self.text[self._line_of(at) : self._line_after(at)]
        return self._line_of(at) + len(line.rstrip("\r\n"))

    def _column(self, at: int) -> int:
        return at - self._line_of(at)

    def _is_alone(self, at: int) -> bool:
        """Whether nothing stands before a place on its line."""
        return not self.text[self._line_of(at) : at].strip(" ")

    def _is_first(self, at: int) -> bool:
        """Whether nothing but hyphens stands before a place on its line."""
        return not self.text[self._line_of(at) : at].strip(" -")

    def _is_aside(self, at: int) -> bool:
        line = self.text[at : self._line_after(at)]
        return not line.strip() or line.lstrip().startswith("#")


def _moves(wanted: Wanted) -> bool:
    """Whether the entries of a list in it stand in another order, even where they say the same."""
    if isinstance(wanted, str):
        return False
    if isinstance(wanted, Mapping):
        return any(map(_moves, wanted.values()))
    origins = [entry.was for entry in wanted if entry.was is not None]
    return origins != sorted(origins) or any(_moves(entry.value) for entry in wanted)
