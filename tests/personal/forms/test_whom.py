from __future__ import annotations

import pytest

from sekisho.personal.forms.whom import with_whom


@pytest.mark.parametrize(
    "row",
    [
        ("本人", "青木 茂（76歳）", "電話", "38-1111"),
        ("相手方", "青木 茂　様", "電話", "38-1111"),
        ("相手方", "青木 茂　28歳　谷口町3番地　電話 38-1111", "相手方", ""),
        ("目撃者", "石黒 明"),
    ],
)
def test_a_word_for_whom_a_record_is_about_labels_the_name(row: tuple[str, ...]) -> None:
    (found,) = with_whom([row])
    assert found[0] == "氏名"
    assert found[1] == row[1]


@pytest.mark.parametrize(
    "row",
    [
        ("本人", "要支援2"),
        ("本人", "S12.3.4", "青木 茂"),
        ("相手方", "谷口建設"),
        ("青木 茂", "本人", "38-1111"),
        ("相手方", ""),
    ],
)
def test_other_rows_stay_as_they_are(row: tuple[str, ...]) -> None:
    assert with_whom([row]) == [row]
