from __future__ import annotations

from sekisho.personal.forms.below_lists import form_at_end, form_below


def test_the_last_row_of_a_list_is_no_head_of_a_card() -> None:
    kinds = ("name", "relation", "department")
    assert form_below(kinds, [("青木 葵", "きょうだい", "保育園")]) == []
    card = ("世帯主", "石黒 明", "電話")
    assert form_below(kinds, [("青木 葵", "長女", ""), card]) == [card]


def test_who_stands_surety_below_a_family_needs_no_label_for_a_home() -> None:
    kinds = ("name", "relation", "age", "other")
    family = ("目黒 沙織", "妻", "33", "パート")
    surety = ("連帯保証人1", "五十嵐 勇", "三条市西裏館1-2-3", "0256-33-4455")
    assert form_at_end(kinds, [family, surety]) == [surety]
    assert form_at_end(kinds, [family, ("合計", "2人", "", "")]) == []
