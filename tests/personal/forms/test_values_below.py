"""Names that stand below their label in a form drawn as a table."""

from __future__ import annotations

import pytest

from sekisho.personal.forms.values_below import with_values_beside


@pytest.mark.parametrize(
    ("table", "first"),
    [
        ([("氏名", "ふりがな　あおき しげる"), ("", "青木 茂")], ("氏名", "青木 茂")),
        (
            [("氏名", "", "印"), ("（自署）", "", ""), ("青木 茂", "", "")],
            ("氏名", "青木 茂", "印"),
        ),
        ([("氏名", "青木 茂"), ("", "石黒 明")], ("氏名", "青木 茂")),
        ([("氏名", ""), ("住所", "谷口3"), ("青木 茂", "")], ("氏名", "")),
        ([("氏名", "電話"), ("青木 茂", "38-1111")], ("氏名", "電話")),
        ([("氏名", ""), ("", "山田 太郎")], ("氏名", "")),
    ],
)
def test_the_value_comes_beside_its_label(
    table: list[tuple[str, ...]], first: tuple[str, ...]
) -> None:
    found = with_values_beside(table)
    assert found[0] == first
    assert len(found) == len(table)


def test_a_reading_with_its_label_leaves_the_name_alone() -> None:
    table = [("氏名", "ふりがな", "アオキ　シゲル", "生年月日"), ("", "青木 茂", "", "S30.1.1")]
    assert with_values_beside(table)[0] == ("氏名", "青木 茂", "", "生年月日")
