"""What one build leaves for the next: the same values, whole or not at all, and nothing of anybody who was taken down."""

import contextlib
import datetime
import marshal
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.cli import main
from site_builder.content.kept import Deferred
from site_builder.content.sources import SourceFile, read_sources
from site_builder.content.validation import Validated, validate_source
from site_builder.findings.rule import Severity
from site_builder.pipeline import BuildOptions, build_site
from site_builder.publish.output.build_memory import BuildMemory
from site_builder.publish.output.store import Store
from site_builder.publish.output.stored_values import Unstorable, read_value, write_value
from tests.sites import LONDON, OFFICER, small_site, write_files

PROJECT = Path(__file__).parent.parent
T = TypeVar("T")


def unseen(things: Sequence[T], label: str, count: int) -> Iterator[T]:
    return iter(things)


def content_files() -> tuple[SourceFile, ...]:
    return read_sources(LONDON, PROJECT / "example")[0]


def deep(value: object) -> object:
    """Return a value with all that is kept with it, as something that can be compared."""
    if isinstance(value, (tuple, list, set, frozenset)):
        return type(value), tuple(
            map(deep, sorted(value, key=repr) if isinstance(value, (set, frozenset)) else value)
        )
    if isinstance(value, (dict, MappingProxyType)):
        return type(value), tuple((deep(key), deep(part)) for key, part in value.items())
    if hasattr(value, "__dict__") and not isinstance(value, Severity):
        return type(value), {
            name: deep(part.make() if isinstance(part, Deferred) else part)
            for name, part in vars(value).items()
            if not name.startswith("_")
        }
    return value


def test_every_file_of_both_sites_comes_back_as_it_was_with_all_that_is_kept_with_it() -> None:
    for source in content_files():
        if source.kind in {"officer", "borough", "channel", "page"}:
            value = validate_source(source)
            assert deep(read_value(write_value(value))) == deep(value)


def test_two_names_for_one_value_stay_two_names_for_one_value() -> None:
    source = next(source for source in content_files() if source.kind == "officer")
    document, record, _ = cast("Validated", read_value(write_value(validate_source(source))))
    assert document is not None
    assert record is not None
    assert document.body is record.body


PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**80), 2**80),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
    st.dates(),
    st.times(),
    st.sampled_from(Severity),
)
VALUES = st.recursive(
    PLAIN,
    lambda parts: st.one_of(
        st.lists(parts),
        st.lists(parts).map(tuple),
        st.dictionaries(st.tuples(st.text(), st.integers()), parts),
        st.dictionaries(st.text(), parts).map(MappingProxyType),
        st.frozensets(PLAIN),
    ),
)


@given(VALUES)
def test_any_value_of_the_kinds_we_write_comes_back_as_it_was(value: object) -> None:
    assert deep(read_value(write_value(value))) == deep(value)


@pytest.mark.parametrize(
    "value", [object(), len, datetime.timedelta(1), Path("x"), iter(()), type, [lambda: 0]]
)
def test_a_value_of_another_kind_is_not_written(value: object) -> None:
    with pytest.raises(Unstorable):
        write_value(value)


NODES = st.recursive(
    st.one_of(
        st.none(), st.integers(-3, 20), st.text(max_size=3), st.sampled_from(["os:system", "builtins:exec"])
    ),
    lambda parts: st.lists(parts, max_size=4).map(tuple),
)


@given(NODES, NODES)
def test_bytes_that_we_did_not_write_are_refused_or_are_a_harmless_value(
    shapes: object, node: object
) -> None:
    with contextlib.suppress(Unstorable):
        read_value(marshal.dumps((shapes, node)))


@pytest.mark.parametrize(
    "name",
    [
        "os:system",
        "builtins:exec",
        "site_builder.pipeline:build_site",
        "site_builder.publish.output.store:Store",
        "subprocess:Popen",
        "site_builder.pipeline:Path",
        "site_builder.nowhere:X",
    ],
)
def test_only_a_frozen_class_of_this_program_is_ever_made(name: str) -> None:
    content = marshal.dumps((((name, ("a",), False),), (0, 0, (1,))))
    with pytest.raises(Unstorable):
        read_value(content)


def test_a_store_returns_what_was_left_in_it_and_forgets_what_was_not_used(tmp_path: Path) -> None:
    file = tmp_path / "store"
    Store(file, "program").save([b"1", b"2"], [(b"1", b"one"), (b"2", b"two")])
    second = Store(file, "program")
    assert (second.read(b"1"), second.read(b"2"), second.read(b"3")) == (b"one", b"two", None)
    second.save([b"2"], [])
    assert Store(file, "program").read(b"1") is None
    assert Store(file, "program").read(b"2") == b"two"
    assert b"one" not in file.read_bytes()
    assert Store(file, "another program").read(b"2") is None


def test_entries_that_changed_places_are_damaged(tmp_path: Path) -> None:
    file = tmp_path / "store"
    Store(file, "program").save([b"1", b"2"], [(b"1", b"one"), (b"2", b"two")])
    with sqlite3.connect(file) as connection:
        connection.execute(
            "UPDATE entries SET content = (SELECT content FROM entries WHERE key = ?)", (b"1",)
        )
    connection.close()
    store = Store(file, "program")
    assert (store.read(b"1"), store.read(b"2"), store.is_damaged) == (b"one", None, True)


@given(st.data())
def test_a_damaged_store_never_returns_anything_but_what_was_left_in_it(data: st.DataObject) -> None:
    file = PROJECT / ".cache/damaged-store"
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)
    left = {bytes([number]) * 8: bytes([number]) * 3_000 for number in range(9)}
    Store(file, "program").save(left, left.items())
    content = bytearray(file.read_bytes())
    start = data.draw(st.integers(0, len(content) - 1))
    damage = data.draw(st.binary(min_size=1, max_size=64))
    content[start : start + len(damage)] = damage
    file.write_bytes(content[: data.draw(st.sampled_from([len(content), start]))])
    store = Store(file, "program")
    assert all(store.read(key) in {None, left[key]} for key in left)
    store.save(left, [(key, value) for key, value in left.items() if store.is_damaged or key not in store])
    store = Store(file, "program")
    assert all(store.read(key) in {None, left[key]} for key in left)
    store.save(
        left, left.items()
    )  # which a damaged file may refuse; then it is gone, and the next one is whole
    Store(file, "program").save(left, left.items())
    assert all(Store(file, "program").read(key) == value for key, value in left.items())


def test_a_store_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    Store(tmp_path / "file/store", "program").save([b"1"], [(b"1", b"one")])
    folder = tmp_path / "folder"
    (folder / "in").mkdir(parents=True)
    Store(folder, "program").save([b"1"], [(b"1", b"one")])
    assert (folder / "in").is_dir()


def test_who_was_taken_down_is_in_nothing_that_is_left_beside_the_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = OFFICER.format(
        name="Ann Unmistakable",
        boroughs="north",
        state="in-post",
        more="email: unmistakable@example.org\n",
        body="",
    )
    content = write_files(tmp_path / "content", small_site(ann=text))
    words = ["--content", str(content), "--output", str(tmp_path / "out"), "--as-of", "2026-11-28"]
    north = content / "pages/boroughs/north.md"
    assert main(words) == 0
    north.write_text(north.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert main(words) == 0
    assert {"out", ".out.spare", ".out.store"} <= set(find_word("nmistakable", tmp_path))
    (content / "officers/ann.md").unlink()
    north.write_text(north.read_text("utf-8").replace("tile:", "liaison: {state: unlisted}\ntile:"), "utf-8")
    assert main(words) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        *("content", "out", "out.manifest.json", ".out.spare", ".out.store", ".out.last-build.json")
    }
    assert find_word("nmistakable", tmp_path) == []


def find_word(word: str, folder: Path) -> list[str]:
    """Return what lies in a folder and has this word in a name or a file, below it too, but for the content."""
    return sorted(
        {
            path.relative_to(folder).parts[0]
            for path in folder.rglob("*")
            if word in path.name or (path.is_file() and word.encode() in path.read_bytes())
        }
        - {"content"}
    )


def test_a_second_build_reads_no_file_and_makes_no_page_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path / "content", small_site())
    options = BuildOptions(
        tmp_path / "content",
        tmp_path / "out",
        PROJECT / "themes",
        "liaison",
        datetime.date(2026, 11, 28),
        store_file=tmp_path / "store",
    )
    assert build_site(options, unseen).published
    made: list[object] = []
    for step in ("validate_source", "render_page"):
        monkeypatch.setattr(f"site_builder.publish.output.build_memory.{step}", made.append)
    assert build_site(options, unseen).published
    assert made == []


def test_a_memory_with_no_file_writes_none(tmp_path: Path) -> None:
    memory = BuildMemory()
    memory.start_build()
    memory.validate(SourceFile("pages/a.md", "pages/a.md", b"---\n"))
    memory.save()
    assert list(tmp_path.iterdir()) == []
