"""Labels whose blanks a print lost."""

from __future__ import annotations

from sekisho.personal.prose.glued import unglued


def test_labels_are_set_apart_from_their_values() -> None:
    lines = [
        "住所谷口町3番地",
        "氏名今井登美",
        "職業会社員",
        "推薦者分団長長谷川ゆかり",
        "電話をください。",
    ]
    assert list(unglued(lines)) == [
        "住所 谷口町3番地",
        "氏名 今井登美",
        "職業 会社員",
        "推薦者 分団長 長谷川ゆかり",
        "電話をください。",
    ]


def test_words_that_begin_like_a_label_stay_whole() -> None:
    for lines in (["氏名変更届", "住所変更届"], ["住所地特例"], ["氏名　今井 登美", "職業欄"]):
        assert list(unglued(lines)) == lines
