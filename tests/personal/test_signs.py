from __future__ import annotations

import pytest

from sekisho.personal import signs


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("記入例", "青木茂"), True),
        (("例", "青木茂"), True),
        (("（例）山田太郎", ""), True),
        (("1", "○○ ○○", "○○町"), True),
        (("1", "青木茂", "000-000-0000"), True),
        (("1", "青木茂", "090-0000-0002"), False),
        (("1", "例幣使街道1番地"), False),
        (("1", "青木茂", "〇"), False),
    ],
)
def test_examples(cells: tuple[str, ...], expected: bool) -> None:
    assert signs.example(cells) is expected


@pytest.mark.parametrize(
    ("cells", "expected"), [(("合計", "12"), True), (("", "計"), True), (("1", "計良 茂"), False)]
)
def test_totals(cells: tuple[str, ...], expected: bool) -> None:
    assert signs.total(cells) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青木\u3000茂", True),
        ("𠮷田 葵", True),
        ("佐々木さくら", True),
        ("マイケル・スミス", True),
        ("Maria dos Santos", True),
        ("なし", False),
        ("空き家", False),
        ("※ 変更は事務局へ", False),
        ("3名", False),
        ("", False),
    ],
)
def test_names(text: str, expected: bool) -> None:
    assert signs.name_like(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("霧谷町上野田1-2", True),
        ("上野田12番地", True),
        ("大字谷口 字北 3", True),
        ("PC-0001", False),
        ("0770-00-0001", False),
        ("総務課", False),
    ],
)
def test_addresses(text: str, expected: bool) -> None:
    assert signs.address_like(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "0770-00-0001",
        "090-0000-0001",
        "０９０００００１２３４",
        "0770(00)0001",
        "携帯 090-0000-0001",
    ],
)
def test_telephones(text: str) -> None:
    assert signs.phone_like(text)


@pytest.mark.parametrize("text", ["00-1B-EE-00-00-FE", "2016-06-03", "12345", "青木"])
def test_no_telephones(text: str) -> None:
    assert not signs.phone_like(text)


def test_bodies_and_sample_names() -> None:
    assert signs.body("青木商店")
    assert signs.body("上野田集会所")
    assert not signs.body("青木 茂")
    assert signs.sample_name("山田\u3000太郎")
    assert not signs.sample_name("山田 太一")
