"""Under what each package is used: stated, permitted, and with its text."""

from __future__ import annotations

from importlib import metadata

import pytest

from offline.components import declared as requirements
from offline.licences import (
    PERMITTED,
    REPLACEABLE,
    LicenceError,
    declared,
    expression,
    overview,
    parts,
    said,
    texts,
)
from offline.lock import needed
from offline.targets import ALL
from offline.wheels import fields

from .conftest import Make

RUNTIME = sorted(needed("sekisho", requirements(), ALL) | {"pip"})


def told(name: str) -> dict[str, str]:
    return fields(metadata.distribution(name).read_text("METADATA") or "")


@pytest.mark.parametrize("name", RUNTIME)
def test_every_package_that_runs_has_a_licence_that_is_taken(name: str) -> None:
    assert parts(expression(name, told(name), declared())) <= PERMITTED | REPLACEABLE


def test_no_gpl_and_no_agpl_is_taken() -> None:
    taken = PERMITTED | REPLACEABLE
    assert not any(one.startswith(("GPL", "AGPL")) for one in taken)


def test_the_table_says_only_what_packages_do_not_say() -> None:
    assert set(declared()) <= set(RUNTIME)
    assert [name for name in declared() if said(told(name)) is not None] == []


def test_what_a_package_says_goes_before_the_table(make: Make) -> None:
    wheel = make("part", "License-Expression: mit AND (apache-2.0 OR 0bsd)")
    assert expression("part", wheel.metadata, {"part": "Zlib"}) == "MIT AND (Apache-2.0 OR 0BSD)"


@pytest.mark.parametrize(
    "line", ["License: MIT", "License-Expression: Own Terms", "License-Expression: AGPL-3.0-only"]
)
def test_without_a_clear_and_taken_licence_nothing_is_built(make: Make, line: str) -> None:
    with pytest.raises(LicenceError, match="part"):
        expression("part", make("part", line).metadata, {})


def test_a_text_stands_once_and_a_different_one_beside_it(make: Make) -> None:
    windows = make("part", tag="cp311-cp311-win_amd64", files={"INFO/licenses/LICENSE": b"a\r\nb"})
    linux = make("part", tag="cp311-cp311-linux_x86_64", files={"INFO/licenses/LICENSE": b"a\nb"})
    other = make("part", tag="cp312-cp312-win_amd64", files={"INFO/licenses/LICENSE": b"more"})
    found = texts([windows, linux, other])
    assert found == {
        "part-1.0/LICENSE": b"a\nb",
        "part-1.0/part-1.0-cp312-cp312-win_amd64/LICENSE": b"more",
    }


def test_a_package_without_text_is_said_to_have_none(make: Make) -> None:
    table = overview([make("part", "License-Expression: MIT")], {})
    assert "| part | 1.0 | MIT | 配布物に本文なし |" in table


def test_a_text_of_the_source_archive_is_added(make: Make) -> None:
    found = texts([make("xlwt", version="1.3.0")])
    assert b"Stephen John Machin" in found["xlwt-1.3.0/licenses.rst"]
