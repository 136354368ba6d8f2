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
    ("cells", "expected"),
    [
        (("合計", "12"), True),
        (("", "計"), True),
        (("1", "計良 茂"), False),
        (("出席\u3000\u3000名", "欠席\u3000\u3000名", ""), True),
        (("参加 12名", "欠席 3名"), True),
        (("出席\u3000\u3000名", "石黒 明"), False),
    ],
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
    assert signs.body("葛西園")
    assert not signs.body("花園")
    assert not signs.body("青木 茂")
    assert signs.sample_name("山田\u3000太郎")
    assert not signs.sample_name("山田 太一")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("【記入例】", True), ("記入例", True), ("（記載例）", True), ("見本", True),
        ("記入例（世帯主用）", True), ("例", False), ("用例集の作成", False), ("条例", False),
        ("先例", False), ("記入例を参照のうえ記入してください", False),
    ],
)  # fmt: skip
def test_headings_of_examples(text: str, expected: bool) -> None:
    assert signs.example_heading(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("年　月　日", True), ("（　　　）　　　－", True), ("〒　　　－", True), ("円", True),
        ("印", False), ("", False), ("氏名", False), ("令和3年4月1日", False), ("－", False),
    ],
)  # fmt: skip
def test_places_left_free(text: str, expected: bool) -> None:
    assert signs.to_fill(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("妻", True), ("二男", True), ("子の妻", True), ("（長女）", True), ("同居人", True),
        ("青木 妻子", False), ("茂", False), ("孫 文", False), ("妻（未届）", True),
        ("夫（パートナー）", True), ("母（和子）", False),
    ],
)  # fmt: skip
def test_relations(text: str, expected: bool) -> None:
    assert signs.relation(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("谷口地区", True), ("第2班", True), ("【1組】", True), ("青木 茂", False), ("", False)],
)
def test_sections(text: str, expected: bool) -> None:
    assert signs.section(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("リュウ・メイ", True), ("John Smith", True), ("カナ", False), ("青木 カナ", False)],
)
def test_foreign_names(text: str, expected: bool) -> None:
    assert signs.foreign(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本人・同居親族・その他", True),
        ("持家／借家／その他", True),
        ("□有 □無", True),
        ("青木 茂・青木 和子", False),
        ("氏名・住所", False),
    ],
)
def test_choices(text: str, expected: bool) -> None:
    assert signs.choices(text) == expected


@pytest.mark.parametrize("text", ["大正 昭和 平成 年 月 日", "昭和・平成", "半壊", "公営住宅"])
def test_words_of_forms_are_no_names(text: str) -> None:
    assert not signs.name_like(text)


@pytest.mark.parametrize("text", ["石黒 昭和", "家入 茂", "三宅 家康"])
def test_names_like_words_of_forms(text: str) -> None:
    assert signs.name_like(text)


def test_boxes_to_tick_are_no_name() -> None:
    assert signs.boxed("□要　レ不要")
    assert not signs.boxed("□青木 茂")


@pytest.mark.parametrize(
    "text", ["1 大西 勝", "(1) 大西 勝", "1．大西 勝", "①大西 勝", "12: 大西 勝"]
)
def test_a_number_before_a_name(text: str) -> None:
    assert signs.unnumbered(text) == "大西 勝"


def test_numbers_of_other_things_stay() -> None:
    assert signs.unnumbered("3丁目") == "3丁目"
    assert signs.unnumbered("2026.4.1") == "2026.4.1"


def test_nobody_is_told_of_many_like_of_each() -> None:
    texts = ["青木 茂", "山田 太郎", "合 計", "空家", "同上", "㍿青木", "青木–茂", "町 花子", ""]
    assert signs.nobodies(texts) == [signs.nobody(text) for text in texts]
    assert signs.nobodies([]) == []
    assert sum(signs.nobodies(texts)) >= 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青木商店", True),
        ("谷口新田園", True),
        ("田園", False),
        ("大工場", False),
        ("総務課", True),
    ],
)
def test_bodies_by_the_end_of_their_name(text: str, expected: bool) -> None:
    assert signs.body(text) is expected
