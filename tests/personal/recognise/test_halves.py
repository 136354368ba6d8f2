from __future__ import annotations

import pytest

from sekisho.personal.recognise.halves import given_last, half_known, surname_first, without_place


@pytest.mark.parametrize(
    ("name", "plain", "honoured", "called"),
    [
        ("本間 凰雅", True, True, True),
        ("国重 康弘", True, True, True),
        ("本間 一華", False, True, False),
        ("四月一日 登美", True, True, True),
        ("民生委員 小川", False, False, False),
        ("青木 工務店", False, False, False),
        ("谷口", False, False, False),
    ],
)
def test_one_half_is_known(name: str, plain: bool, honoured: bool, called: bool) -> None:
    found = [
        half_known([name])[0],
        half_known([name], honoured=True)[0],
        half_known([name], called=1)[0],
    ]
    assert found == [plain, honoured, called]


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("小西暖", True),
        ("林以豆美", True),
        ("音信不通", False),
        ("田中兄", False),
        ("小林課長", False),
        ("中村宅", False),
        ("前川公民館", False),
        ("病院", False),
    ],
)
def test_a_surname_and_what_goes_on(name: str, fits: bool) -> None:
    assert surname_first([name]) == [fits]


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("八月一日友紀", True),
        ("一番合戦伸一", True),
        ("保護者各位", False),
        ("建設課長", False),
        ("住民", False),
    ],
)
def test_a_rare_surname_before_a_known_given_name(name: str, fits: bool) -> None:
    assert given_last([name]) == [fits]


@pytest.mark.parametrize(
    ("text", "before"),
    [("小池 村上邦彦", 3), ("青木 茂", 0), ("谷口", 0), ("小池 集会所", 0)],
)
def test_a_place_before_a_whole_name(text: str, before: int) -> None:
    assert without_place([text]) == [before]
