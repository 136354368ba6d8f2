from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sekisho.personal.writing import (
    address_key,
    each,
    name_key,
    phone_key,
    plain,
    plain_each,
    reading_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋\u3000誠", "高橋 誠"),
        ("山﨑茂", "山崎 茂"),
        ("渡邉 正", "渡辺正"),
        ("齋藤明", "斉藤明"),
        ("佐々木 茂", "佐佐木茂"),
        ("ｱｵｷ ｼｹﾞﾙ", "アオキシゲル"),
    ],
)
def test_two_writings_of_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_different_names_stay_different() -> None:
    assert name_key("青木茂") != name_key("青木繁")


@example("\u0339 \u0334")
@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    for key in (name_key, reading_key, plain):
        assert key(key(text)) == key(text)


@pytest.mark.parametrize(
    "address",
    [
        "霧谷町谷口１丁目２番３号",
        "霧谷町谷口一丁目2番地の3",
        "霧谷町谷口1-2-3",
        "〒910-2512 霧谷町谷口１－２－３",
    ],
)
def test_writings_of_one_address(address: str) -> None:
    assert address_key(address) == "霧谷町谷口1-2-3"


def test_tens_in_an_address() -> None:
    assert address_key("谷口二十一番地") == "谷口21"
    assert address_key("谷口十番地") == "谷口10"


@pytest.mark.parametrize(
    "phone", ["0770-00-0001", "０７７０（００）０００１", "0770 00 0001", "+81 770-00-0001"]
)
def test_writings_of_one_telephone(phone: str) -> None:
    assert phone_key(phone) == "0770000001"


def test_readings_in_either_kana() -> None:
    assert reading_key("アオキ シゲル") == reading_key("あおき\u3000しげる")


@given(st.lists(st.text(st.characters(exclude_characters="\0"))))
def test_many_are_made_plain_like_each(texts: list[str]) -> None:
    assert plain_each(texts) == [plain(text) for text in texts]


@pytest.mark.parametrize("key", [name_key, reading_key, address_key])
def test_dashes_figures_and_repeated_signs_of_many_stay_apart(key: Callable[[str], str]) -> None:
    texts = ["佐々木 茂", "々", "二十三番", "十二三番", "三丁目1番ー2号-", "-", "〒100-0001 一〇番"]
    assert each(key, texts) == [key(text) for text in texts]
