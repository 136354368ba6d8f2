"""Who is named in a column of telephones."""

from __future__ import annotations

import pytest

from sekisho.personal.lists.called import contacts_apart


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["青木 花子（長女）090-1111-1111", "38-2222 石黒 京子"], ["青木 花子", "石黒 京子"]),
        (["妻 青木 和子 携帯090-1111-1111"], ["青木 和子"]),
        (["青木 花子 38-1111", ""], ["青木 花子", ""]),
    ],
)
def test_a_name_beside_the_telephone(cells: list[str], names: list[str]) -> None:
    assert contacts_apart((), ("phone",), [(cell,) for cell in cells]) == [(0, names)]


@pytest.mark.parametrize(
    "cells",
    [
        ["38-1111", "090-1111-1111"],
        ["谷口診療所 38-1111"],
        ["長男 38-1111"],
        ["自宅 38-1111"],
        [""],
    ],
)
def test_nobody_there(cells: list[str]) -> None:
    assert contacts_apart((), ("phone",), [(cell,) for cell in cells]) == []
