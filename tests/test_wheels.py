"""Whoever installs the site needs no compiler: every package of a lock has a wheel for their system and Python."""

import json

from packaging.requirements import Requirement

from tools.check_wheels import SYSTEMS, TABLE_FILE, find_gaps, read_locks


def test_every_package_that_a_user_installs_has_a_wheel_for_each_system_and_python():
    locked, table = read_locks(), json.loads(TABLE_FILE.read_text("utf-8"))
    assert len(locked) > 40
    assert [*find_gaps(locked, table)] == []
    assert table.keys() == locked.keys(), "the locks were made anew: run python -m tools.check_wheels"


def test_a_wheel_that_is_missing_is_named_with_the_system_and_the_python_that_lack_it():
    locked = {pinned: lines for pinned, lines in read_locks().items() if lines[0].name == "pyyaml"}
    ((pinned, _),) = locked.items()
    assert [*find_gaps(locked, {})] == [f"{pinned}: not in the table"]
    table = {pinned: json.loads(TABLE_FILE.read_text("utf-8"))[pinned]}
    table[pinned] = [wheel for wheel in table[pinned] if wheel != "cp314-cp314-win_amd64"]
    assert [*find_gaps(locked, table)] == [f"{pinned}: no wheel for win32 AMD64, Python 3.14"]
    source_only = [*find_gaps(locked, {pinned: []})]
    assert len(source_only) == len(SYSTEMS) * 4


def test_a_package_for_one_system_or_for_an_old_python_needs_a_wheel_there_alone():
    lines = [
        Requirement(f"some=={marked}")
        for marked in ('1; sys_platform == "win32"', '1; python_version < "3.12"')
    ]
    assert [*find_gaps({"some==1": lines}, {"some==1": ["py3-none-manylinux_2_28_x86_64"]})] == [
        "some==1: no wheel for linux aarch64, Python 3.11",
        "some==1: no wheel for darwin x86_64, Python 3.11",
        "some==1: no wheel for darwin arm64, Python 3.11",
        *(f"some==1: no wheel for win32 AMD64, Python 3.{minor}" for minor in (11, 12, 13, 14)),
    ]


def test_a_wheel_for_a_newer_system_or_another_python_is_no_wheel():
    lines = {"some==1": [Requirement("some==1")]}
    for wheel in ("cp310-cp310-win_amd64", "py3-none-manylinux_2_39_x86_64", "py3-none-macosx_26_0_arm64"):
        assert len([*find_gaps(lines, {"some==1": [wheel]})]) == len(SYSTEMS) * 4, wheel
    assert [*find_gaps(lines, {"some==1": ["py2.py3-none-any"]})] == []
