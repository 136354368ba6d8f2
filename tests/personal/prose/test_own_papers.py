"""Papers that staff hand in about themselves."""

from __future__ import annotations

import pytest

from sekisho.personal.prose.own_papers import signs_for_oneself


@pytest.mark.parametrize(
    "title", ["退職願", "退　職　願", "住居届", "扶養親族届", "身上異動届出書"]
)
@pytest.mark.parametrize("signed", ["総務課　野口　美咲", "建設課 主事　野口 亮介　㊞"])
def test_who_signs_below_their_department(title: str, signed: str) -> None:
    assert list(signs_for_oneself([title, "", "町長　殿", signed, "お願いします。"])) == [3]


@pytest.mark.parametrize(
    "lines",
    [
        ["復命書", "総務課　野口　美咲"],
        ["退職願", "総務課 人事係"],
        ["退職願", "総務課 野口 美咲は、次のとおり退職します。"],
        ["お知らせ", "", "担当", "総務課　野口　美咲", "〇〇", "退職願"],
    ],
)
def test_nobody_else(lines: list[str]) -> None:
    assert not list(signs_for_oneself(lines))
