"""One lock: which part of it runs, and whether a target's wheels have all they need."""

from __future__ import annotations

from pathlib import Path

import pytest

from offline.components import declared
from offline.lock import LockError, needed, pins, runtime, unmet
from offline.targets import ALL, Target

ROOT = Path(__file__).resolve().parents[2]
HASH = "sha256:" + "a" * 64
LOCK = (
    f"# a remark\nOne.Part==1.0 \\\n    --hash={HASH} \\\n    --hash={HASH[:-1]}b\n"
    f"    # via sekisho\ntwo==2 \\\n    --hash={HASH}\n"
)
WORLD = {
    "sekisho": ["one-part>=1", "tool; extra == 'dev'", "gone; python_version < '3.9'"],
    "one-part": ["Two[fast]", "winonly; sys_platform == 'win32'"],
    "two": ["quick; extra == 'fast'", "slow; extra == 'slow'", "old; python_version < '3.12'"],
}
WINDOWS, LINUX = Target("windows", "3.12"), Target("linux", "3.11")


def test_pins_have_every_hash() -> None:
    found = pins(LOCK)
    assert list(found) == ["one-part", "two"]
    assert found["one-part"].hashes == (HASH, HASH[:-1] + "b")
    assert found["two"].line() == f"two==2 --hash={HASH}"


def test_what_runs_is_followed_for_each_target() -> None:
    def requires(name: str) -> list[str]:
        return WORLD.get(name, [])

    assert needed("sekisho", requires, [WINDOWS]) == {"one-part", "two", "quick", "winonly"}
    assert needed("sekisho", requires, [LINUX]) == {"one-part", "two", "quick", "old"}
    both = needed("sekisho", requires, [WINDOWS, LINUX])
    assert both == {"one-part", "two", "quick", "winonly", "old"}


def test_what_the_lock_lacks_is_named() -> None:
    with pytest.raises(LockError, match="three"):
        runtime(pins(LOCK), ["two", "three"])


def test_a_set_of_wheels_is_enough_or_says_what_is_missing() -> None:
    packages = {"one": ("1.0", ["two>=2", "win>=1; sys_platform == 'win32'"]), "two": ("1.5", [])}
    assert unmet(packages, LINUX) == ["linux-3.11: one needs two>=2, but 1.5 is there"]
    assert len(unmet(packages, WINDOWS)) == 2
    packages = {"one": ("1.0", ["two>=2"]), "two": ("2.1rc1", [])}
    assert unmet(packages, LINUX) == []


def test_the_lock_holds_all_that_runs_and_not_the_tools_of_developers() -> None:
    lock = pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    names = needed("sekisho", declared(), ALL)
    assert {pin.name for pin in runtime(lock, names)} == names
    assert {"pyarrow", "duckdb", "lxml"} <= names
    assert names & {"pytest", "mypy", "ruff", "hypothesis", "selenium"} == set()


def test_every_pin_of_the_lock_is_read() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert len(pins(text)) == sum("==" in line and line[0].isalnum() for line in text.splitlines())
