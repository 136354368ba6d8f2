"""Machines a folder is made for: what pip is told, and by what markers are judged."""

from __future__ import annotations

import pytest
from packaging.markers import Marker, default_environment

from offline.targets import ALL, Target, chosen


def test_every_system_with_every_python() -> None:
    assert [target.name for target in ALL] == [
        "windows-3.11", "windows-3.12", "windows-3.13", "linux-3.11", "linux-3.12", "linux-3.13"
    ]  # fmt: skip


def test_pip_chooses_for_the_target_and_not_for_itself() -> None:
    words = Target("windows", "3.12").pip_words()
    pairs = set(zip(words[::2], words[1::2], strict=True))
    assert {("--python-version", "3.12"), ("--platform", "win_amd64")} <= pairs
    assert {value for word, value in pairs if word == "--abi"} == {"cp312", "abi3", "none"}
    linux = Target("linux", "3.11").platforms
    assert linux[0] == "manylinux_2_28_x86_64"
    assert "manylinux2014_x86_64" in linux


@pytest.mark.parametrize(
    ("marker", "windows", "linux"),
    [
        ("sys_platform == 'win32'", True, False),
        ("os_name == 'posix'", False, True),
        ("platform_system == 'Windows'", True, False),
        ("python_version < '3.12'", True, True),
        ("python_full_version >= '3.12'", False, False),
        ("implementation_name == 'cpython'", True, True),
        ("extra == 'dev'", False, False),
    ],
)
def test_markers_are_judged_for_the_target(marker: str, windows: bool, linux: bool) -> None:
    told = [Target(system, "3.11").markers() for system in ("windows", "linux")]
    assert [Marker(marker).evaluate(one) for one in told] == [windows, linux]


def test_every_variable_of_a_marker_has_its_value() -> None:
    assert set(default_environment()) <= set(ALL[0].markers())


def test_targets_by_name() -> None:
    assert chosen([]) == ALL
    assert chosen(["linux-3.12"]) == (Target("linux", "3.12"),)
    with pytest.raises(ValueError, match="solaris-2"):
        chosen(["linux-3.12", "solaris-2"])
