"""Verdicts on documents: each rule with the record that decides and the twin that does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sekisho.case.build import Given, build
from sekisho.case.facts import Case, Count, Counted, MadeBy
from sekisho.ledger.manifest import Entry

from .conftest import Records, at, entry

IP, RELAY = "10.0.0.21", "relay-0a1b2c3d.net.anydesk.com"
LIST = "share/fs01/gikai/名簿.xlsx"
ROLL = "/srv/share/gikai/名簿.xlsx"
PRIVATE = "pc/PC-A/C/Users/t/Documents/集落/連絡先.xlsx"
MADE_BY = MadeBy("sekisho", "0", None, None, "0", {})


@pytest.fixture
def afternoon(records: Records) -> Records:
    """A window from 16:03 to 16:41 on PC-A with an interruption, and an office at work."""
    records.lease(at("8:20"), IP, "PC-A")
    records.lease(at("8:21"), "10.0.0.22", "PC-B")
    page = "http://alert1.z11.web.core.windows.net/werrx01/index.html?phone=050-0000-1234"
    records.page(at("15:50"), IP, page)
    records.tunnel(at("16:03"), at("16:20"), IP, RELAY)
    records.tunnel(at("16:24"), at("16:41"), IP, RELAY)
    records.windows(at("8:30"), "PC-A", 6005)
    for minute in range(0, 540, 4):
        moment = at("8:30") + timedelta(minutes=minute)
        records.share(moment, "10.0.0.22", "read", "/srv/share/somu/予算.xlsx")
    records.paper(LIST, ["番号", "件名"], ["1", "陳情"])
    records.paper(PRIVATE, ["住所", "電話"], ["甲", "0"])
    return records


def case(records: Records, *more: Entry, **given: Any) -> Case:
    entries = records.entries(*more)
    return build(records.connection(), Given(at("23:00"), MADE_BY, entries, **given))


def verdict(made: Case, path: str | None) -> tuple[str, str]:
    found = next(one for one in made.exposure if one.path == path)
    return found.verdict, found.reasons[0].code


def read(records: Records, time: str, **more: Any) -> None:
    records.share(at(time), IP, "read", ROLL, **more)


Act = Callable[[Records], object]
CASES: list[tuple[str, Act, str, str]] = [
    ("untouched", lambda _: None, "excluded", "exposure.audited_not_read"),
    ("read", lambda r: read(r, "16:10"), "proven", "exposure.opened_server"),
    ("read_before", lambda r: read(r, "15:30"), "excluded", "exposure.audited_not_read"),
    ("read_after", lambda r: read(r, "16:50"), "excluded", "exposure.audited_not_read"),
    ("read_near_the_edge", lambda r: read(r, "16:41:30"), "possible", "exposure.edge"),
    ("read_in_interruption", lambda r: read(r, "16:22"), "possible", "exposure.interruption"),
    ("read_by_another", lambda r: r.share(at("16:10"), "10.0.0.22", "read", ROLL),
     "excluded", "exposure.audited_not_read"),
    ("refused", lambda r: read(r, "16:10", **{"event.outcome": "failure"}),
     "excluded", "exposure.refused"),
    ("refused_then_read", lambda r: (read(r, "16:10", **{"event.outcome": "failure"}),
                                     read(r, "16:12")), "proven", "exposure.opened_server"),
    ("attributes", lambda r: r.share(at("16:10"), IP, "attributes", ROLL),
     "excluded", "exposure.audited_not_read"),
    ("made_later", lambda r: r.share(at("17:10"), "10.0.0.22", "create", ROLL),
     "excluded", "exposure.made_later"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "verdict_", "code"), [one[1:] for one in CASES],
                         ids=[one[0] for one in CASES])  # fmt: skip
def test_on_an_audited_share(afternoon: Records, act: Act, verdict_: str, code: str) -> None:
    act(afternoon)
    assert verdict(case(afternoon), LIST) == (verdict_, code)


def test_without_any_audit_nothing_is_known(records: Records) -> None:
    records.lease(at("8:20"), IP, "PC-A")
    page = "http://alert1.z11.web.core.windows.net/werrx01/index.html?phone=050-0000-1234"
    records.page(at("15:50"), IP, page)
    records.tunnel(at("16:03"), at("16:41"), IP, RELAY)
    records.paper(LIST, ["番号", "件名"])
    assert verdict(case(records), LIST) == ("unknown", "exposure.no_audit")


def test_a_gap_of_the_audit_over_the_window_leaves_it_unknown(records: Records) -> None:
    records.lease(at("8:20"), IP, "PC-A")
    page = "http://alert1.z11.web.core.windows.net/werrx01/index.html?phone=050-0000-1234"
    records.page(at("15:50"), IP, page)
    records.tunnel(at("16:03"), at("16:41"), IP, RELAY)
    for day in (1, 2, 3):
        for minute in range(0, 540, 4):
            moment = at("8:30", day=day) + timedelta(minutes=minute)
            if day < 3 or not at("15:40") <= moment < at("17:00"):
                records.share(moment, "10.0.0.22", "read", "/srv/share/somu/予算.xlsx")
    records.paper(LIST, ["番号", "件名"])
    made = case(records)
    assert verdict(made, LIST) == ("unknown", "exposure.audit_gap")
    assert [(gap.start, gap.end) for gap in made.coverage.gaps if gap.source == "samba.share"] == [
        (at("15:39"), at("17:02"))
    ]


def test_on_the_controlled_pc(afternoon: Records) -> None:
    assert verdict(case(afternoon), PRIVATE) == ("possible", "exposure.on_controlled_pc")


@pytest.mark.parametrize(
    ("program", "mask", "expected"),
    [
        (r"C:\Program Files (x86)\AnyDesk\AnyDesk.exe", "0x1", "proven"),
        (r"C:\ProgramData\Microsoft\Windows Defender\MsMpEng.exe", "0x1", "possible"),
        (r"C:\Windows\explorer.exe", "0x80", "possible"),
    ],
)
def test_what_the_pc_itself_noted(
    afternoon: Records, program: str, mask: str, expected: str
) -> None:
    fields = {"ObjectName": r"C:\Users\t\Documents\集落\連絡先.xlsx", "ObjectType": "File"}
    names = {"ProcessName": program, "AccessMask": mask, "SubjectUserName": "tanaka"}
    # the PC's clock cannot be compared here: a minute of doubt, so well inside the window
    afternoon.windows(at("16:10"), "PC-A", 4663, **fields, **names)
    assert verdict(case(afternoon), PRIVATE)[0] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"event.action": "file"}, ("proven", "exposure.transferred_pc")),
        (
            {"event.action": "file", "fields": {"phase": "start"}},
            ("proven", "exposure.opened_pc"),
        ),
        ({"event.action": "other"}, ("possible", "exposure.on_controlled_pc")),
    ],
)
def test_what_the_tools_own_list_of_files_says(
    afternoon: Records, said: dict[str, object], expected: tuple[str, str]
) -> None:
    """Sent, only begun to be sent, received from the other side."""
    log = {"host.name": "PC-A", "remote.tool": "AnyDesk", "file.path": "連絡先.xlsx"}
    afternoon.add("remote", at("16:12"), **{**log, **said})
    assert verdict(case(afternoon), PRIVATE) == expected


def test_a_transfer_says_more_than_its_beginning(afternoon: Records) -> None:
    log = {"host.name": "PC-A", "event.action": "file", "file.path": "連絡先.xlsx"}
    afternoon.add("remote", at("16:12"), **log, fields={"phase": "start"})
    afternoon.add("remote", at("16:13"), **log)
    assert verdict(case(afternoon), PRIVATE) == ("proven", "exposure.transferred_pc")


@pytest.mark.parametrize(
    ("text", "expected"), [("2016-06-03 07:08:30", "proven"), ("2016-06-03, 07:08", "possible")]
)
def test_a_list_to_the_minute_is_no_second_exact(
    afternoon: Records, text: str, expected: str
) -> None:
    """A PC's clock is unknown to five minutes, and a time to the minute to one more."""
    log = {"host.name": "PC-A", "event.action": "file", "file.path": "連絡先.xlsx"}
    afternoon.add("remote", at("16:08:30"), **log, **{"time.text": text})
    assert verdict(case(afternoon), PRIVATE)[0] == expected


def test_a_program_that_opens_it_and_a_browser_that_shows_it(afternoon: Records) -> None:
    line = r'"C:\Office\EXCEL.EXE" "C:\Users\t\Documents\集落\連絡先.xlsx"'
    afternoon.windows(at("16:12"), "PC-A", 4688, NewProcessName="EXCEL.EXE", CommandLine=line)
    uri = "file:///C:/Users/t/Documents/%E5%90%8D%E7%B0%BF.pdf"
    columns = {"c-uri": uri, "event.action": "visit", "host.name": "PC-A"}
    afternoon.add("browser", at("16:13"), **columns)
    made = case(afternoon)
    assert verdict(made, PRIVATE) == ("proven", "exposure.opened_pc")
    (shown,) = [one for one in made.exposure if one.path is None and one.verdict == "proven"]
    assert (shown.original_path, shown.host) == (r"C:\Users\t\Documents\名簿.pdf", "PC-A")


def test_documents_known_from_records_alone_are_there(afternoon: Records) -> None:
    afternoon.share(at("16:10"), IP, "read", "/srv/share/gikai/会派別連絡先.xlsx")
    afternoon.share(at("16:11"), IP, "read", "/srv/share/gikai/~$会派別連絡先.xlsx")
    made = case(afternoon)
    found = {one.original_path: one for one in made.exposure if one.path is None}
    assert set(found) == {
        r"\\fs01\srv\share\gikai\会派別連絡先.xlsx",
        r"\\fs01\srv\share\somu\予算.xlsx",
    }
    one = found[r"\\fs01\srv\share\gikai\会派別連絡先.xlsx"]
    assert (one.verdict, one.host, one.persons) == ("proven", "fs01", None)
    assert one.count_reason is not None
    assert one.count_reason.code == "exposure.not_among_evidence"


def test_a_renamed_file_is_still_the_one_that_was_read(afternoon: Records) -> None:
    old = "/srv/share/gikai/古い名簿.xlsx"
    afternoon.share(at("16:10"), IP, "read", old)
    afternoon.share(at("17:00"), "10.0.0.22", "rename", old, **{"file.target_path": ROLL})
    assert verdict(case(afternoon), LIST) == ("proven", "exposure.opened_server")


def test_registers_memos_and_records_are_no_documents(afternoon: Records) -> None:
    afternoon.paper("台帳/機器台帳.csv", ["端末名", "所属", "使用者"], ["PC-A", "議会", "田中"])
    afternoon.paper("聞き取りメモ.txt", "聞き取りメモ", "午後3時ごろ警告が表示され電話をした。")
    paths = {one.path for one in case(afternoon).exposure}
    assert paths == {LIST, PRIVATE, None}


def test_what_could_not_be_read_is_a_document_all_the_same(afternoon: Records) -> None:
    made = case(
        afternoon,
        entry("pc/PC-A/C/Users/t/Documents/回覧.jtd", "not_read"),
        entry("pc/PC-A/C/Windows/x.dll", "not_read"),
        entry("pc/PC-A/C/Users/t/写し.xlsx", "duplicate", entry(PRIVATE).sha256),
    )
    paths = {one.path for one in made.exposure if one.verdict == "possible"}
    assert paths == {
        PRIVATE,
        "pc/PC-A/C/Users/t/Documents/回覧.jtd",
        "pc/PC-A/C/Users/t/写し.xlsx",
    }


def test_without_a_window_nothing_is_judged(records: Records) -> None:
    records.paper(PRIVATE, ["住所"], ["甲"])
    made = case(records)
    assert made.window is None
    assert made.window_reason is not None
    assert verdict(made, PRIVATE) == ("unknown", "exposure.no_window")


def test_persons_are_those_counted(afternoon: Records) -> None:
    counted = {PRIVATE: Counted(Count(300, 313), Count(117, 117), None)}
    made = case(afternoon, personal=counted)
    one = next(one for one in made.exposure if one.path == PRIVATE)
    assert (one.persons, one.households) == (Count(300, 313), Count(117, 117))
    assert made.persons == Count(0, 313)


def test_a_flattened_path_is_the_one_that_records_name(afternoon: Records) -> None:
    path = "PC-A_C_Users_t_Documents/面談記録.docx"
    afternoon.paper(path, "面談の記録")
    opened = {
        "ObjectName": r"C:\Users\t\Documents\面談記録.docx",
        "ObjectType": "File",
        "AccessMask": "0x1",
        "AccessList": "%%4416",
        "ProcessName": r"C:\t\AnyDesk.exe",
    }
    afternoon.windows(at("16:10"), "PC-A", 4663, **opened)
    named = [one for one in case(afternoon).exposure if "面談" in f"{one.path}{one.original_path}"]
    assert [(one.path, one.original_path) for one in named] == [(path, opened["ObjectName"])]


@pytest.mark.parametrize(("user", "expected"), [("t", "possible"), ("suzuki", "unknown")])
def test_a_file_of_the_users_profile_may_have_been_within_reach(
    afternoon: Records, user: str, expected: str
) -> None:
    logon = {"LogonType": "2", "TargetUserName": "t"}
    afternoon.windows(at("8:31"), "PC-A", 4624, **logon)
    path = f"C_Users_{user}_Documents_手紙.docx"
    afternoon.paper(path, "手紙")
    assert verdict(case(afternoon), path)[0] == expected


def test_what_was_taken_out_of_a_mailbox_lay_in_it(afternoon: Records) -> None:
    afternoon.add("message", at("9:00"), evidence="uno.mbox")
    afternoon.paper("uno.mbox!/1/名簿.docx", "名簿")
    assert verdict(case(afternoon), "uno.mbox!/1/名簿.docx")[1].startswith("exposure.mailbox_")


def test_a_document_known_from_records_is_named_by_its_share(afternoon: Records) -> None:
    columns = {"configuration.key": "gikai/path", "configuration.value": "/srv/share/gikai"}
    afternoon.add("configuration", None, **columns)
    afternoon.share(at("16:10"), IP, "read", "/srv/share/gikai/別/会議録.docx")
    found = {one.original_path: one.verdict for one in case(afternoon).exposure if not one.path}
    assert found[r"\\fs01\gikai\別\会議録.docx"] == "proven"


def test_what_windows_audited_for_another_computer_is_excluded(afternoon: Records) -> None:
    for hour in range(9, 18):
        for minute in range(0, 60, 5):
            fields = {
                "ShareName": r"\\*\jinji", "RelativeTargetName": r"名簿\他.xlsx",
                "IpAddress": "10.0.0.22", "AccessMask": "0x1", "AccessList": "%%4416",
                "SubjectUserName": "t",
            }  # fmt: skip
            afternoon.windows(at(f"{hour}:{minute}"), "FSV1", 5145, **fields)
    found = {one.original_path: one.verdict for one in case(afternoon).exposure if not one.path}
    assert found[r"\\fsv1\jinji\名簿\他.xlsx"] == "excluded"


@pytest.mark.parametrize(
    ("read_at", "expected"), [("16:35", "possible"), (None, "unknown")], ids=["read", "audit_ends"]
)
def test_an_unknown_end_excludes_nothing_until_the_audit_covers_it(
    records: Records, read_at: str | None, expected: str
) -> None:
    """A tunnel that was open when the proxy's records stopped, half an hour before the audit's."""
    records.lease(at("8:20"), IP, "PC-A")
    records.page(at("15:50"), IP, "http://a1.z11.web.core.windows.net/x.html?p=050-0000-1234")
    records.tunnel(at("16:03"), at("16:03:02"), IP, "boot.net.anydesk.com")
    records.page(at("16:10"), "10.0.0.22", "http://news.example.jp/")
    for minute in range(0, 490, 4):
        moment = at("8:30") + timedelta(minutes=minute)
        records.share(moment, "10.0.0.22", "read", "/srv/share/somu/予算.xlsx")
    records.paper(LIST, ["番号", "件名"], ["1", "陳情"])
    if read_at:
        records.share(at(read_at), IP, "read", ROLL)
    assert verdict(case(records), LIST)[0] == expected
