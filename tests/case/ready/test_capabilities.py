"""The truth of each capability, laid out by hand: whole, with a hole, without what decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.case.ready.capabilities import capabilities
from sekisho.case.ready.facts import Level
from sekisho.rulebook import load

from ..conftest import Records  # noqa: TID252 - the rows of the folder above
from .laying import (
    HOSTS,
    PERIOD,
    RULEBOOK,
    days,
    ground,
    hours,
    levels,
    on_all,
    on_hosts,
    town_list,
)

Lay = Callable[[Records, int], None]
PAGE = {"source__ip": "10.0.0.1", "cs-host": "a.example", "event__action": "allowed"}
FLOW = {"source__ip": "10.0.1.1", "destination__ip": "10.0.2.2", "event__action": "allowed"}
MAIL = {"event__action": "deliver", "email__to__address": "a@town.example"}
SECURITY, SYSTEM = "Security", "System"
USB = "Microsoft-Windows-DriverFrameworks-UserMode/Operational"
WIN = "Microsoft-Windows-"


def web(**more: object) -> Lay:
    return on_all("proxy", hours(), **{**PAGE, **more})


def wall(**more: object) -> Lay:
    return on_all("firewall", hours(), **{**FLOW, **more})


def mail(**more: object) -> Lay:
    return on_all("mail", days(), **{**MAIL, **more})


def share(act: str, **more: object) -> Lay:
    return on_all("share", days(), event__action=act, file__path="a.docx", **more)


def months() -> list[datetime]:
    """A moment in each stretch of 30 days of a year, the newest first."""
    return [PERIOD.until - timedelta(days=30 * number + 4) for number in range(13)]


TIMED: dict[str, Lay] = {
    "web.requests": web(),
    "web.spans": web(event__start=days()[0], event__end=days()[0]),
    "web.users": web(user__name="seki"),
    "web.sites": web(),
    "web.pages": web(**{"c-uri": "https://a.example/b", "cs-method": "GET"}),
    "web.referrers": web(**{"cs-referrer": "https://a.example/"}),
    "web.sent_bytes": web(**{"cs-bytes": 10}),
    "web.verdicts": web(),
    "web.categories": web(url__category="掲示板"),
    "firewall.sessions": wall(),
    "firewall.spans": wall(event__start=days()[0], event__end=days()[0]),
    "firewall.sent_bytes": wall(source__bytes=10),
    "firewall.denied": on_all("firewall", days(), **{**FLOW, "event__action": "denied"}),
    "firewall.applications": on_all("firewall", days(), **FLOW, network__application="AnyDesk"),
    "firewall.crossing": on_all("firewall", days(), **FLOW),
    "address.leases": on_all(
        "dhcp", days(), client__ip="10.0.0.1", client__name="PC1", event__action="renew"
    ),
    "assets.complete": on_all(
        "dhcp", days(), client__ip="10.0.0.1", client__name="PC1", event__action="renew"
    ),
    "mail.received": mail(event__action="queue", email__from__address="b@x.example"),
    "mail.recipients": mail(),
    "mail.sent": mail(mail__relay="mx.x.example[192.0.2.5]:25"),
    "mail.subjects": mail(event__action="header", email__subject="請求書"),
    "mail.verdicts": mail(event__action="reject"),
    "mail.stored": on_all("message", days(), email__message_id="<1@x.example>"),
    "mail.samples": on_all("message", days(), **{"email.attachments.sha256": ["0" * 64]}),
    "share.reads": share("read"),
    "share.writes": share("write"),
    "share.users": share("read", user__name="seki", source__ip="10.0.0.1"),
    "windows.security": on_hosts(4634, channel=SECURITY),
    "windows.system": on_hosts(7036, channel=SYSTEM),
    "windows.application": on_hosts(1033, channel="Application"),
    "windows.defender": on_hosts(1000, channel=f"{WIN}Windows Defender/Operational"),
    "windows.firewall_rules": on_hosts(
        2004, channel=f"{WIN}Windows Firewall With Advanced Security/Firewall"
    ),
    "windows.processes": on_hosts(4688, channel=SECURITY, NewProcessName="a.exe"),
    "windows.command_lines": on_hosts(4688, channel=SECURITY, CommandLine="a.exe /x"),
    "windows.logons": on_hosts(4624, channel=SECURITY, LogonType="2"),
    "windows.file_reads": on_hosts(4663, channel=SECURITY, ObjectType="File"),
    "windows.scripts": on_hosts(4104),
    "windows.printing": on_hosts(307, channel=f"{WIN}PrintService/Operational"),
    "windows.networks": on_hosts(10000, channel=f"{WIN}NetworkProfile/Operational"),
    "windows.lookups": on_hosts(3008, channel=f"{WIN}DNS-Client/Operational"),
    "windows.time_service": on_hosts(35, provider=f"{WIN}Time-Service"),
    "windows.off_host": on_hosts(4624, channel="ForwardedEvents"),
    "devices.connected": on_hosts(6416, channel=SECURITY),
    "devices.copied": on_hosts(4663, ObjectName="\\Device\\HarddiskVolume7\\a.xlsx"),
    "antivirus.detections": on_hosts(1116, channel=f"{WIN}Windows Defender/Operational"),
    "reach.proxy": on_all("proxy", months(), **PAGE),
}
"""What is there whole when nothing is left out, and partly when the last cell or computer is."""


@pytest.mark.parametrize("name", TIMED)
def test_whole_records_are_enough(name: str, records: Records) -> None:
    town_list(records)
    TIMED[name](records, 0)
    assert levels(records)[name] == Level.FULL


@pytest.mark.parametrize("name", TIMED)
def test_a_hole_leaves_a_part(name: str, records: Records) -> None:
    town_list(records)
    TIMED[name](records, 1)
    assert levels(records)[name] == Level.PARTLY


def test_nothing_is_never_something(records: Records) -> None:
    records.paper("memo.txt", "nothing to see")
    found = levels(records)
    assert {name for name, level in found.items() if level > Level.NONE} == set()


LACKING: dict[str, Lay] = {
    "web.sent_bytes": web(),
    "web.spans": web(),
    "web.users": web(user__name="-"),
    "web.pages": web(**{"c-uri": "a.example:443", "cs-method": "CONNECT"}),
    "web.referrers": web(**{"cs-referrer": "-"}),
    "web.categories": web(),
    "firewall.sent_bytes": wall(),
    "firewall.crossing": wall(destination__ip="203.0.113.5"),
    "firewall.denied": wall(),
    "address.leases": on_all("dhcp", days(), client__ip="10.0.0.1", event__action="renew"),
    "windows.command_lines": on_hosts(4688, channel=SECURITY, CommandLine=""),
    "windows.processes": on_hosts(4688, channel="Application"),
    "windows.file_reads": on_hosts(4663, channel=SECURITY, ObjectType="Key"),
    "windows.off_host": on_hosts(4624, channel=SECURITY),
    "mail.sent": mail(mail__relay="127.0.0.1[127.0.0.1]:10024"),
    "mail.samples": on_all("message", days(), **{"email.attachments.sha256": []}),
    "share.reads": share("list"),
    "share.users": share("read", user__name="seki"),
    "devices.copied": on_hosts(4663, channel=SECURITY, ObjectName="C:\\a.xlsx"),
}
"""Records that look alike and do not hold what decides."""


@pytest.mark.parametrize("name", LACKING)
def test_what_looks_alike_is_not_enough(name: str, records: Records) -> None:
    town_list(records)
    LACKING[name](records, 0)
    assert levels(records)[name] == Level.NONE


def rulebook_with(text: str, tmp_path: object) -> object:
    path = tmp_path / "rulebook.yaml"  # type: ignore[operator]
    path.write_text(f"version: 1\n{text}", encoding="utf-8", newline="\n")
    return load(path)


STATED = {
    "address.fixed": "assets:\n  - {name: PC1, addresses: [10.0.0.1]}\n",
    "assets.listed": "assets:\n  - {name: PC1}\n",
    "assets.departments": "assets:\n  - {name: PC1, department: 総務課}\n",
    "assets.users": "assets:\n  - {name: PC1, user: 関 次郎}\n",
    "assets.purchased": "assets:\n  - {name: PC1, purchased: 令和6年度}\n",
    "assets.zones": "zones:\n  - {name: 行政系, kind: 行政系}\n  - {name: 議会系, kind: 議会}\n",
    "assets.council": "zones:\n  - {name: 議会系, kind: 議会}\n",
    "assets.permissions": (
        "support:\n  - {tool: TeamViewer, host: PC1, ticket: R8-1, reason: 保守}\n"
        "assets:\n  - {name: PC1}\n"
    ),
    "devices.registered": 'devices:\n  - {name: USB1, id: "USB\\\\VID_0781&PID_5581\\\\4C5300"}\n',
    "clocks.stated": "clocks:\n  known:\n    - {host: p, source: squid, offset_seconds: 95}\n",
}


@pytest.mark.parametrize("name", STATED)
def test_what_the_rulebook_states_counts(name: str, records: Records, tmp_path: object) -> None:
    records.paper("memo.txt", "nothing")
    town = rulebook_with(STATED[name], tmp_path)
    assert levels(records, town)[name] == Level.FULL  # type: ignore[arg-type]
    assert levels(records)[name] == Level.NONE


REGISTERS = {
    "people.warned": ["件名", "通知日"],
    "people.read": ["氏名", "確認日"],
    "people.trained": ["研修名", "受講者"],
    "people.checked": ["端末名", "点検日"],
    "people.calls": ["相手番号", "通話開始"],
    "people.contacts": ["連絡者", "連絡日時"],
    "people.voices": ["受付日", "意見の内容"],
    "people.custody": ["引渡先", "引渡日"],
}


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_counts_when_a_row_stands_in_it(name: str, records: Records) -> None:
    records.paper("簿.xlsx", REGISTERS[name])
    assert levels(records)[name] == Level.NONE
    records.paper("簿2.xlsx", REGISTERS[name], ["x", "y"])
    assert levels(records)[name] == Level.FULL


def test_a_notice_alone_is_a_part(records: Records) -> None:
    records.paper(
        "通知/不審メール.docx", "不審なメールの取扱いについて（通知）", "周知徹底すること"
    )
    assert levels(records)["people.warned"] == Level.PARTLY


def test_histories_and_documents_are_of_the_computer_in_their_path(records: Records) -> None:
    town_list(records)
    for host in HOSTS:
        records.add("browser", days()[0], evidence=f"pc/{host}/C/History", **{"cs-host": "a"})
        records.paper(f"pc/{host}/C/Users/a/Documents/名簿.xlsx", ["氏名"], ["関"])
    found = levels(records)
    assert found["desk.history"] == found["desk.documents"] == Level.FULL
    assert found["desk.tool_logs"] == Level.NONE


def test_antivirus_is_judged_for_every_computer(records: Records) -> None:
    town_list(records)
    defender = f"{WIN}Windows Defender/Operational"
    for host in HOSTS:
        records.windows(
            days()[0], host, 2000, channel=defender, provider=f"{WIN}Windows Defender",
            **{"Current Signature Version": "1.1", "Product Name": "Defender"},
        )  # fmt: skip
        records.windows(
            days()[1], host, 1001, channel=defender, provider=f"{WIN}Windows Defender",
            **{"Scan Parameters": "%%805" if host == "PC1" else "%%806"},
        )  # fmt: skip
    found = levels(records)
    assert found["antivirus.present"] == found["antivirus.definitions"] == Level.FULL
    assert found["antivirus.full_scan"] == Level.PARTLY


def test_without_a_list_nobody_says_all(records: Records) -> None:
    on_hosts(4688, channel=SECURITY, CommandLine="a")(records, 0)
    held = capabilities()["windows.command_lines"](ground(records))
    assert held.level == Level.PARTLY
    assert held.grounds[0].code == "readiness.held.hosts_unlisted"


def test_a_list_among_the_evidence_is_no_list_of_the_town(records: Records) -> None:
    records.paper("台帳.xlsx", ["端末名", "部署", "使用者"], ["PC1", "総務課", "関"])
    assert levels(records)["assets.listed"] == Level.PARTLY


def test_a_log_that_reaches_back_a_day_is_a_part(records: Records) -> None:
    town_list(records)
    for host in HOSTS:
        records.windows(days()[-1], host, 4688, channel=SECURITY, CommandLine="a")
    assert levels(records)["windows.command_lines"] == Level.PARTLY


def test_an_old_record_alone_reaches_nowhere(records: Records) -> None:
    records.add("proxy", PERIOD.until - timedelta(days=364), **PAGE)
    assert levels(records)["reach.proxy"] == Level.NONE


def test_a_hole_of_a_month_in_the_year_is_a_part(records: Records) -> None:
    for number, moment in enumerate(months()):
        if number != 5:
            records.add("proxy", moment, **PAGE)
    assert levels(records)["reach.proxy"] == Level.PARTLY


def test_a_silent_file_server_is_told(records: Records, tmp_path: object) -> None:
    share("read", observer__name="fs01")(records, 0)
    assets = "assets:\n  - {name: FS01, role: ファイルサーバー}\n"
    one = rulebook_with(assets, tmp_path)
    assert levels(records, one)["share.reads"] == Level.FULL  # type: ignore[arg-type]
    two = rulebook_with(f"{assets}  - {{name: FS02, role: ファイルサーバー}}\n", tmp_path)
    assert levels(records, two)["share.reads"] == Level.PARTLY  # type: ignore[arg-type]


def test_a_stranger_in_the_address_log_is_told_and_lowers_nothing(records: Records) -> None:
    town_list(records)
    TIMED["assets.complete"](records, 0)
    records.lease(days()[0], "10.0.0.9", "STRANGER")
    held = capabilities()["assets.complete"](ground(records))
    assert held.level == Level.FULL
    assert held.grounds[-1].values["hosts"] == "STRANGER"


def test_every_capability_is_tried() -> None:
    by_hand = {"desk.history", "desk.documents", "desk.tool_logs", "antivirus.present",
               "antivirus.definitions", "antivirus.full_scan"}  # fmt: skip
    reached = {name for name in capabilities() if name.startswith("reach.")}
    tried = TIMED.keys() | STATED.keys() | REGISTERS.keys() | by_hand | reached
    assert set(capabilities()) == tried


def pieces() -> Iterator[tuple[str, int]]:
    for name in TIMED:
        for hole in (0, 1):
            yield name, hole


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(sorted(pieces())), max_size=8), st.data())
def test_a_file_less_never_raises(laid: set[tuple[str, int]], data: st.DataObject) -> None:
    """Any evidence taken away leaves every capability where it was or lower."""
    kept = data.draw(st.sets(st.sampled_from(sorted(laid)))) if laid else set()
    whole, less = Records(), Records()
    for records, names in ((whole, laid), (less, kept)):
        records.paper("memo.txt", "x")
        town_list(records)
        for name, hole in sorted(names):
            TIMED[name](records, hole)
    before, after = levels(less), levels(whole)
    assert {name for name in before if before[name] > after[name]} == set()
    assert PERIOD.days
    assert RULEBOOK.hours
