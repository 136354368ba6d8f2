from __future__ import annotations

from sekisho.personal.columns.completed import completed, names_below


def test_unknown_headings_are_typed_by_their_cells_beside_something_private() -> None:
    rows = [("青木 茂", "090-0000-0001"), ("石黒 明", "090-0000-0002"), ("宇野 正", "")]
    layout, kinds = ("ご連絡の方", "電話"), ("other", "phone")
    assert completed(layout, kinds, rows) == ("name", "phone")
    assert completed(("ご連絡の方", "件数"), ("other", "other"), [("青木 茂", "3")]) == (
        "other",
        "other",
    )
    assert completed(("氏名", "電話"), ("name", "phone"), rows) == ("name", "phone")
    sales = [("青木 茂", "2024/1/5"), ("石黒 明", "2024/2/6")]
    assert completed(("売った人", "売上日"), ("other", "other"), sales) == ("other", "other")


def test_the_children_of_a_row_are_members_of_its_family() -> None:
    rows = [("青木 茂", "葵", "颯太"), ("石黒 明", "結衣", "")]
    layout = ("氏名", "児童１", "児童２")
    assert completed(layout, ("name", "other", "other"), rows) == ("name", "member", "member")


def test_names_below_an_unknown_word() -> None:
    names = ["青木 茂", "石黒 明", "宇野 正一"]
    assert names_below("当たった方々", names)
    assert not names_below("担当", names)
    assert not names_below("当たった方々", ["谷口", "宮本", "栄町"])
