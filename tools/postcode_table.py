"""Pack postcodes and the area of each into one small file, exactly, and read that file again.

A postcode is an outward code ("SW9") and an inward code: a digit and two of twenty letters ("8HE"). Outward code and
digit name a *sector*, and a sector has 400 *units* in alphabetical order, twenty *rows* of twenty. Neighbouring units
are mostly in the same area, so only the changes are written, as yes-or-no answers:

- the letters of each outward code, then which of the ten sectors it has;
- for each sector its first area, guessed in the order in which areas were last seen, and whether it has another one;
- if it has: for each row whether anything changes in it, and if so for each unit whether the area changes, and to
  which one.

Each answer is foretold from four circumstances ("contexts") by what happened before in the same circumstances, and an
arithmetic coder spends the fewer bits the better the forecast was. Units without a postcode may answer anything: they
take what is cheapest.

The file: one byte for the format, four for the checksum of the rest, then the coder's bytes. All numbers are computed
with + - * / on IEEE doubles only, so that every browser computes the same. The browser's reader of the same file is
``themes/liaison/scripts/postcodes/postcodes.js``: the two must agree in every context. It is kept short rather than
the table small: a context that saves less than it costs there is not worth it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

FORMAT = 1
HEADER_SIZE = 5
OUTWARD = re.compile(r"([A-Z]{1,2})(\d{1,2})([A-Z]?)")
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
ROW = len(UNIT_LETTERS)
UNITS = ROW * ROW
NOBODY = -1  # a unit without a postcode
CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
END = len(CHARACTERS)  # stands behind an outward code; alone, behind the last one
CHARACTER_TOP = 64  # six answers name a character
AREA_LIMIT = 999  # so many areas there can be; the reader on the page says the same

#: Outward code -> digit -> the area of each of the 400 units.
Sectors = Mapping[str, Mapping[int, Sequence[int]]]
Contexts = tuple[int, int, int, int]

# The kinds of answers: each has forecasts of its own.
CHARACTER, SECTOR_EXISTS, FIRST_AREA, NEXT_AREA, HAS_MORE_AREAS = 0, 1, 2, 3, 4
ROW_CHANGES, UNIT_CHANGES, UNIT_CHANGES_AGAIN = 5, 6, 7
KINDS = 8

CONTEXT_SIZE = 1 << 13
LEARNING_RATE = 0.1
LAST_BYTE = 255
CODE_TOP = 1 << 48
RANGE_LOW = 1 << 40


class DamagedTable(ValueError):
    """The bytes are not a postcode table of this format."""


def encode(sectors: Sectors) -> bytes:
    """Return the smallest file from which every postcode's area can be read again."""
    writer = _AnswerWriter()
    _write_table(writer, {code: sectors[code] for code in sorted(sectors, key=outward_order)})
    payload = writer.finish()
    return bytes([FORMAT]) + checksum(payload).to_bytes(4, "big") + payload


def decode(table: bytes) -> dict[str, dict[int, list[int]]]:
    """Return the sectors of a file, every unit with an area."""
    payload = table[HEADER_SIZE:]
    if table[:1] != bytes([FORMAT]) or table[1:HEADER_SIZE] != checksum(payload).to_bytes(4, "big"):
        raise DamagedTable("this is not a whole postcode table")
    return _read_table(_AnswerReader(payload))


def checksum(payload: bytes) -> int:
    """Return the FNV-1a checksum: short to write in JavaScript, and any single changed bit changes it."""
    result = 0x811C9DC5
    for byte in payload:
        result = (result ^ byte) * 0x01000193 & 0xFFFFFFFF
    return result


def split_outward(code: str) -> tuple[str, int, str]:
    """Return an outward code's letters, number and last letter: ``SW9`` -> SW, 9, "" and ``EC1A`` -> EC, 1, A."""
    found = OUTWARD.fullmatch(code)
    if found is None:
        raise ValueError(f"{code} is not an outward code")
    return found[1], int(found[2]), found[3]


def outward_order(code: str) -> tuple[str, int, str]:
    """Sort outward codes as the file has them: E2 before E10."""
    return split_outward(code)


# --- the walk through the table: once for writing, once for reading ---


def _write_table(writer: "_AnswerWriter", sectors: Sectors) -> None:
    so_far = _SoFar()
    for code, digits in sectors.items():
        _write_code(writer, so_far, code)
        so_far.begin_district(code)
        for digit in range(10):
            writer.write(SECTOR_EXISTS, digit in digits, so_far.digit_contexts(digit))
            so_far.note_digit(digit in digits)
            if digit in digits:
                _write_sector(writer, so_far, fill_gaps(digits[digit]))
    _write_code(writer, so_far, "")


def _read_table(reader: "_AnswerReader") -> dict[str, dict[int, list[int]]]:
    sectors: dict[str, dict[int, list[int]]] = {}
    so_far = _SoFar()
    while code := _read_code(reader, so_far):
        so_far.begin_district(code)
        sectors[code] = {}
        for digit in range(10):
            exists = reader.read(SECTOR_EXISTS, so_far.digit_contexts(digit))
            so_far.note_digit(exists)
            if exists:
                sectors[code][digit] = list(_read_sector(reader, so_far))
    return sectors


def _write_code(writer: "_AnswerWriter", so_far: "_SoFar", code: str) -> None:
    before = END
    for place, character in enumerate([*map(CHARACTERS.index, code), END]):
        node = 1
        while node < CHARACTER_TOP:
            bit = (character + CHARACTER_TOP) >> (CHARACTER_TOP.bit_length() - 1 - node.bit_length()) & 1
            writer.write(CHARACTER, bool(bit), so_far.character_contexts(node, place, before))
            node = node * 2 + bit
        before = character


def _read_code(reader: "_AnswerReader", so_far: "_SoFar") -> str:
    code, before = "", END
    while True:
        node = 1
        while node < CHARACTER_TOP:
            node = node * 2 + reader.read(CHARACTER, so_far.character_contexts(node, len(code), before))
        before = node - CHARACTER_TOP
        if before == END:
            return code
        code += CHARACTERS[before]


def _write_sector(writer: "_AnswerWriter", so_far: "_SoFar", units: Sequence[int]) -> None:
    so_far.begin_sector()
    _write_area(writer, so_far, FIRST_AREA, units[0])
    so_far.first = units[0]
    is_mixed = len(set(units)) > 1
    writer.write(HAS_MORE_AREAS, is_mixed, so_far.more_areas_contexts())
    so_far.sector += is_mixed
    if not is_mixed:
        return
    for start in range(0, UNITS, ROW):
        row = units[start : start + ROW]
        changes = any(unit != so_far.area for unit in row)
        writer.write(ROW_CHANGES, changes, so_far.unit_contexts(start // ROW))
        if not changes:
            so_far.skip_row()
            continue
        kind = UNIT_CHANGES
        for column, area in enumerate(row):
            changes = area != so_far.area
            writer.write(kind, changes, so_far.unit_contexts(column))
            if changes:
                so_far.begin_run()
                _write_area(writer, so_far, NEXT_AREA, area)
                kind = UNIT_CHANGES_AGAIN
            so_far.note_unit()


def _read_sector(reader: "_AnswerReader", so_far: "_SoFar") -> Iterator[int]:
    so_far.begin_sector()
    _read_area(reader, so_far, FIRST_AREA)
    so_far.first = so_far.area
    is_mixed = reader.read(HAS_MORE_AREAS, so_far.more_areas_contexts())
    so_far.sector += is_mixed
    for row in range(ROW):
        if not is_mixed or not reader.read(ROW_CHANGES, so_far.unit_contexts(row)):
            so_far.skip_row()
            yield from [so_far.area] * ROW
            continue
        kind = UNIT_CHANGES
        for column in range(ROW):
            if reader.read(kind, so_far.unit_contexts(column)):
                so_far.begin_run()
                _read_area(reader, so_far, NEXT_AREA)
                kind = UNIT_CHANGES_AGAIN
            so_far.note_unit()
            yield so_far.area


def _write_area(writer: "_AnswerWriter", so_far: "_SoFar", kind: int, area: int) -> None:
    found = so_far.ranked.index(area)
    for rank in range(kind == NEXT_AREA, found + 1):
        writer.write(kind, rank == found, so_far.area_contexts(rank))
    so_far.see(found)


def _read_area(reader: "_AnswerReader", so_far: "_SoFar", kind: int) -> None:
    rank = int(kind == NEXT_AREA)
    while not reader.read(kind, so_far.area_contexts(rank)):
        rank += 1
    so_far.see(rank)


def fill_gaps(units: Sequence[int]) -> list[int]:
    """Give units without a postcode an area: that of the unit before, changing at the start of a row if it may."""
    filled = list(units)
    known = [place for place, area in enumerate(units) if area != NOBODY]
    filled[: known[0]] = [units[known[0]]] * known[0]
    for before, after in zip(known, [*known[1:], UNITS], strict=True):
        row_start = after - after % ROW
        change = row_start if after < UNITS and row_start > before else after
        filled[before + 1 : change] = [units[before]] * (change - before - 1)
        filled[change:after] = [units[after % UNITS]] * (after - change)
    return filled


class _SoFar:
    """What is known so far while the table is walked through: from it come the contexts of the next answer."""

    def __init__(self) -> None:
        self.ranked = list(range(AREA_LIMIT))  # the areas, the one seen last first
        self.code = ""
        self.digits = 1  # a bit for each digit after a leading one
        self.sector = 0  # counts those with several areas
        self.near: set[int] = set()  # areas of the district
        self.here: set[int] = set()  # areas of the sector
        self.first = 0
        self.run = self.last_run = 0
        self.strangers = 0  # of the last eight units, a bit for each outside the first area

    @property
    def area(self) -> int:
        return self.ranked[0]

    def begin_district(self, code: str) -> None:
        self.code = code
        self.digits = 1
        self.near = set()

    def note_digit(self, exists: bool) -> None:
        self.digits = self.digits * 2 + exists

    def begin_sector(self) -> None:
        self.here = set()
        self.run = self.last_run = self.strangers = 0

    def see(self, rank: int) -> None:
        area = self.ranked.pop(rank)
        self.ranked.insert(0, area)
        self.near.add(area)
        self.here.add(area)

    def begin_run(self) -> None:
        self.last_run, self.run = self.run, 0

    def skip_row(self) -> None:
        self.run += ROW
        self.strangers = 0 if self.area == self.first else 255

    def note_unit(self) -> None:
        self.run += 1
        self.strangers = self.strangers * 2 + (self.area != self.first) & 255

    def character_contexts(self, node: int, place: int, before: int) -> Contexts:
        """`node` is the bits of the character so far after a leading one, `before` the character before it."""
        above = CHARACTERS.index(self.code[place]) if place < len(self.code) else END
        return (node + 64 * before, node + 64 * above, node + 64 * place, node)

    def digit_contexts(self, digit: int) -> Contexts:
        return (self.digits, self.digits & 15, digit, 0)

    def area_contexts(self, rank: int) -> Contexts:
        area = self.ranked[rank]
        here, near = area in self.here, area in self.near
        return (
            rank + 64 * here + 128 * len(self.here),
            self.area * 64 + area,
            rank + 8 * self.sector,
            rank + 64 * near,
        )

    def more_areas_contexts(self) -> Contexts:
        return (self.area, self.digits, 0, 0)

    def unit_contexts(self, place: int) -> Contexts:
        """`place` is the number of the row or of the column in it."""
        is_first = self.area == self.first
        return (
            place,
            self.sector * 2 + is_first,
            _magnitude(self.run) * 32 + _magnitude(self.last_run),
            self.strangers * 2 + is_first,
        )


def _magnitude(count: int) -> int:
    """Tell counts apart by their magnitude, as JavaScript's `clz32` does."""
    return 32 - count.bit_length()


# --- forecasts and the coder ---


class _Forecast:
    """Foretells yes-or-no answers from their contexts and learns from each answer.

    Every context of every kind leans towards yes (above 0) or no (below). The four leanings are added, the sum becomes
    a chance, and the error of the forecast then moves all four: a logistic regression that learns as it goes.
    """

    def __init__(self) -> None:
        self.leanings = [0.0] * (KINDS * 4 * CONTEXT_SIZE)
        self.places = (0, 0, 0, 0)
        self.yes = 0.5

    def chance(self, kind: int, contexts: Contexts) -> float:
        """Return how likely the answer is yes."""
        leanings, start, size = self.leanings, kind * 4 * CONTEXT_SIZE, CONTEXT_SIZE
        a, b, c, d = contexts
        self.places = (start + a, start + size + b, start + 2 * size + c, start + 3 * size + d)
        a, b, c, d = self.places
        # This is nearly the exponential function of the sum, without a call that engines round differently.
        against = 1 - (leanings[a] + leanings[b] + leanings[c] + leanings[d]) / 32
        for _ in range(5):
            against *= against
        self.yes = 1 / (1 + against)
        return self.yes

    def learn(self, answer: bool) -> None:
        """Move the leanings of the last forecast towards its answer."""
        error = (answer - self.yes) * LEARNING_RATE
        for place in self.places:
            self.leanings[place] += error


class _AnswerWriter:
    """Writes answers with an arithmetic coder: a yes takes the lower part of the range."""

    def __init__(self) -> None:
        self.forecast = _Forecast()
        self.low, self.range = 0, RANGE_LOW
        self.out = bytearray()

    def write(self, kind: int, answer: bool, contexts: Contexts) -> None:
        part = int(self.range * self.forecast.chance(kind, contexts))
        if not 0 < part < self.range:
            raise ValueError("a forecast was so sure that its contrary cannot be written")
        self.forecast.learn(answer)
        if answer:
            self.range = part
        else:
            self.low += part
            self.range -= part
        while self.range < RANGE_LOW:
            self._shift()
            self.range *= 256

    def finish(self) -> bytes:
        """Return the bytes, as few as name a number within the last range (missing ones are read as 0)."""
        end = self.low
        for zeros in range(0, 48, 8):
            rounded = -(-self.low >> zeros) << zeros
            if rounded < self.low + self.range:
                end = rounded
        self.low = end
        for _ in range(6):
            self._shift()
        return bytes(self.out[1:]).rstrip(b"\0")  # the first range leaves the first byte 0

    def _shift(self) -> None:
        if self.low >= CODE_TOP:
            self.low -= CODE_TOP
            place = len(self.out) - 1
            while self.out[place] == LAST_BYTE:
                self.out[place] = 0
                place -= 1
            self.out[place] += 1
        self.out.append(self.low >> 40)
        self.low = (self.low & RANGE_LOW - 1) << 8


class _AnswerReader:
    """Reads what an `_AnswerWriter` wrote."""

    def __init__(self, payload: bytes) -> None:
        self.forecast = _Forecast()
        self.payload = iter(payload)
        self.code, self.range = 0, 1

    def read(self, kind: int, contexts: Contexts) -> bool:
        while self.range < RANGE_LOW:
            self.range *= 256
            self.code = self.code * 256 + next(self.payload, 0)
        part = int(self.range * self.forecast.chance(kind, contexts))
        answer = self.code < part
        self.forecast.learn(answer)
        if answer:
            self.range = part
        else:
            self.code -= part
            self.range -= part
        return answer
