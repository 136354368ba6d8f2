from __future__ import annotations

import pytest

from sekisho.personal.columns.by_cells import kinds_by_content
from sekisho.personal.columns.columns import kind_of_heading, refined


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("氏　名", "name"),
        ("氏名（漢字）", "name"),
        ("フリガナ", "reading"),
        ("氏名フリガナ", "reading"),
        ("世帯主", "head"),
        ("世帯主との続柄", "relation"),
        ("世帯番号", "household"),
        ("世帯員３", "member"),
        ("家族数", "other"),
        ("生年月日", "birth"),
        ("年 齢", "age"),
        ("電話番号", "phone"),
        ("緊急連絡先", "phone"),
        ("内線", "extension"),
        ("現住所", "address"),
        ("所在地", "office_address"),
        ("担当者名", "staff"),
        ("所属", "department"),
        ("総務課", None),
        ("議員", None),
        ("議員名", "name"),
        ("世帯主との関係", "relation"),
        ("受診者", "name"),
        ("納税義務者", "name"),
        ("代理人", "name"),
        ("緊急連絡先氏名", "contact"),
        ("保証人", "contact"),
        ("郵便番号", "other"),
        ("世帯人員", "other"),
        ("うち65歳以上", "other"),
        ("宛名番号", "addressee_number"),
        ("被保険者証番号", "insurance"),
        ("落札者", "department"),
        ("受付者", "staff"),
        ("本人", None),
        ("法人名", None),
        ("就業者数", "other"),
        ("要介護度", "health"),
        ("霧谷町谷口3番地", None),
        ("品名", None),
        ("", None),
        ("この欄には必ず氏名を記入してください。なお訂正は二重線で", None),
    ],
)
def test_headings(heading: str, kind: str | None) -> None:
    assert kind_of_heading(heading) == kind


def test_a_heading_over_roles_is_no_heading_of_names() -> None:
    rows = [["世帯主", "青木 茂"], ["世帯員", "青木 和子"]]
    assert refined(("head", "name"), rows) == ("role", "name")
    assert refined(("head", "name"), [["青木 茂", "青木 和子"]]) == ("head", "name")
    assert refined(("member",), [["3"], ["2"]]) == ("other",)


def test_kinds_seen_from_cells() -> None:
    rows = [["1", "青木 茂", "霧谷町谷口3番地", "0770-00-0001"], ["2", "石黒 明", "谷口町4-1", ""]]
    assert kinds_by_content(rows) == ("other", "name", "address", "phone")
    assert kinds_by_content([]) == ()


def test_a_heading_over_parts_alone_names_nobody() -> None:
    assert refined(("name",), [["譲受人"], ["譲渡人"]]) == ("role",)
    assert refined(("name",), [["貸主"], ["借主"]]) == ("role",)
    assert refined(("name",), [["貸主"], ["青木 和子"]]) == ("name",)


def test_an_unknown_heading_says_in_brackets_who_stands_below() -> None:
    assert kind_of_heading("返還先（受領者）") == "name"
    assert kind_of_heading("返還先（棚）") is None
