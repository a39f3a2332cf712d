"""Work that several processes share comes out as if one had done it, whatever becomes of the others."""

import datetime
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from site_builder.content.processors import share_work
from site_builder.pipeline import BuildOptions, build_site
from site_builder.publish.output import build_memory
from tests.sites import officer, small_site, write_files

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Only Linux doubles a process safely.")
T = TypeVar("T")


def unseen(things: Sequence[T], label: str, count: int) -> Iterator[T]:
    return iter(things)


def test_each_process_does_its_share_and_answers() -> None:
    assert sorted(share_work(3, lambda number: b"x" * 200_000 * number)) == [b"x" * 200_000, b"x" * 400_000]


def test_a_process_that_fails_or_dies_leaves_its_work_to_be_done() -> None:
    def work(number: int) -> bytes:
        if number == 1:
            raise ValueError
        if number == 2:
            os.kill(os.getpid(), 9)
        return b"done"

    assert share_work(4, work) == (b"done",)


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_shared_build_is_the_build_of_one_process(
    is_lost: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = write_files(
        tmp_path / "content", small_site(ann=officer("Ann Example", "north", body="Some words."))
    )
    options = BuildOptions(
        content, tmp_path / "out", Path(__file__).parent.parent / "themes", "liaison", datetime.date(2026, 11, 28),
        store_file=tmp_path / "store",
    )  # fmt: skip
    asked: list[int] = []

    def share(processes: int, work: object) -> tuple[bytes, ...]:
        asked.append(processes)
        return () if is_lost else share_work(processes, work)

    monkeypatch.setattr(build_memory, "WORTH_SHARING", 2)
    monkeypatch.setattr(build_memory, "count_processes", lambda: 2)
    monkeypatch.setattr(build_memory, "share_work", share)
    shared = build_site(options, unseen)
    assert asked == [2, 2]
    assert build_site(options, unseen).changes.is_empty
    assert asked == [2, 2], "a build that was left something shares nothing"
    alone = build_site(replace(options, output_dir=tmp_path / "alone", store_file=None), unseen)
    assert shared.findings.sorted() == alone.findings.sorted()
    files = [{file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
             for folder in (tmp_path / "out", tmp_path / "alone")]  # fmt: skip
    assert files[0] == files[1]
