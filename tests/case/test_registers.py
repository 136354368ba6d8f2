from __future__ import annotations

import pytest

from sekisho.case.registers import heading, registers

from .conftest import Records, at

TICKETS = ["受付番号", "端末名", "ツール", "開始日時", "終了日時", "保守業者"]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (TICKETS, "tickets"),
        (["管理番号", "端末名", "所属", "使用者", "ＭＡＣアドレス", "購入年度"], "assets"),
        (["登録番号", "所属", "製品名", "シリアル番号"], "devices"),
        (["コンピュータ名", "製品名", "パターンファイル", "最終全体検索日時"], "antivirus"),
        (["職員名", "所属", "ログイン名"], "staff"),
        (["端末名", "設置場所", "ネットワーク", "対策ソフト", "点検日", "結果"], "checks"),
        (["端末名", "所属", "使用者", "確認日"], "assets"),
        (["氏名", "住所", "電話番号"], None),
        (["番号", "氏名", "所属", "職名"], None),
        (["端末名", "備考"], None),
        ([], None),
    ],
)
def test_a_heading_tells_the_kind(cells: list[str], kind: str | None) -> None:
    found = heading(cells)
    assert (found[0] if found else None) == kind


def test_rows_become_facts_with_their_places(records: Records) -> None:
    title = ["情報機器管理台帳", "情報機器管理台帳", "", "", ""]
    head = ["管理番号", "端末名", "使用者", "MACアドレス", "IPアドレス"]
    first = ["PC-1", "ＰＣ１０１", "田中　明", "00-1B-EE-00-00-01", "DHCP"]
    records.paper("台帳.xlsx", title, head, first, ["SV-1", "SV1", "(共用)", "", "10.0.0.2"])
    known = registers(records.connection())
    pc, server = known.machines
    assert (pc.name, pc.user, pc.macs, pc.addresses) == (
        "PC101", "田中　明", ("00:1b:ee:00:00:01",), ()
    )  # fmt: skip
    assert (server.user, server.addresses) == ("", ("10.0.0.2",))
    assert [one.position for one in pc.evidence] == [3]
    assert known.registers == {"台帳.xlsx"}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2016/06/03 16:00", "2016/06/03 17:00"),
        ("平成28年6月3日 午後4時", "平成28年6月3日 午後5時"),
        ("2016-06-03 16:00:00", "2016-06-03 17:00:00"),
        ("Ｈ２８．６．３", "Ｈ２８．６．３"),
    ],
)
def test_a_ticket_permits_its_time(records: Records, start: str, end: str) -> None:
    records.paper("許可.csv", TICKETS, ["遠隔-1", "PC-A", "AnyDesk", start, end, "業者"])
    (ticket,) = registers(records.connection()).tickets
    assert ticket.allows(at("16:00"), at("16:59"))
    assert not ticket.allows(at("16:00", day=4), at("16:59", day=4))
    assert (ticket.ticket, ticket.contractor) == ("遠隔-1", "業者")


def test_a_ticket_without_a_time_permits_nothing(records: Records) -> None:
    records.paper("許可.csv", TICKETS, ["遠隔-1", "PC-A", "AnyDesk", "未定", "", "業者"])
    assert registers(records.connection()).tickets == ()


def test_a_list_of_checks_is_no_list_of_computers(records: Records) -> None:
    head = ["端末名", "設置場所", "ネットワーク", "点検日", "結果"]
    records.paper("点検.csv", head, ["ＧＩＩＮ１", "議員控室", "議員系", "2016/06/01", "異常なし"])
    known = registers(records.connection())
    (one,) = known.checks
    told = (one.host, one.place, one.network, one.day, one.result)
    assert told == ("GIIN1", "議員控室", "議員系", "2016/06/01", "異常なし")
    assert one.evidence
    assert known.machines == ()
