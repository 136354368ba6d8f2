"""Later knowledge: lists as offices receive them, and what was met, missed, or never searched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.addresses import addresses
from sekisho.case.hosts import Names
from sekisho.case.known import Known
from sekisho.case.lookback import normal
from sekisho.case.lookback.indicators import Indicators, IndicatorsError, indicators
from sekisho.case.lookback.look import Looked, contacts, look
from sekisho.case.lookback.meetings import STATES
from sekisho.case.lookback.searched import BEARS
from sekisho.case.places import places
from sekisho.events.kinds import KINDS
from sekisho.text import LANGUAGES, say

from .conftest import Records, at

SHA256, MD5 = "cd" * 32, "ab" * 16
NOW = datetime(2016, 6, 30, tzinfo=UTC)
GOOD = {
    "hxxps://Evil[.]Example/a?b#c": ("url", "evil.example/a?b"),
    "ｈｔｔｐ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ／": ("url", "evil.example"),
    "*.evil[dot]example": ("domain", "evil.example"),
    "日本語.example": ("domain", "xn--wgv71a119e.example"),
    "８．８．８．８": ("ip", "8.8.8.8"),
    "2001:DB8::0:1": ("ip", "2001:db8::1"),
    "a[at]evil(.)example": ("address", "a@evil.example"),
    SHA256.upper(): ("sha256", SHA256),
    "「請求書_*.zip」": ("attachment", "請求書_*.zip"),
    "件名：Re: 請求書　の件": ("subject", "請求書 の件"),
    "検知名,Trojan:Win32/X": ("threat", "trojan:win32/x"),
}
BAD = {
    "ef": "lookback.bad.unknown",
    "10.9.0.0/16": "lookback.bad.range",
    "件名：*": "lookback.bad.broad",
    "添付：*.zip": "lookback.bad.broad",
    "ip: evil.example": "lookback.bad.value",
}


def read(*lines: str) -> Indicators:
    return indicators("\n".join(lines).encode(), "list.txt")


@pytest.mark.parametrize("line", GOOD)
def test_a_line_as_people_write_it(line: str) -> None:
    (one,) = read(line).usable
    assert (one.kind, one.value) == GOOD[line]


@pytest.mark.parametrize("line", BAD)
def test_what_cannot_be_used_is_told_with_its_line(line: str) -> None:
    found = read("# comment", "", line, "evil.example")
    assert [(one.line, one.code) for one in found.unusable] == [(3, BAD[line])]
    assert [one.line for one in found.usable] == [4]
    assert all(say(BAD[line], language) for language in LANGUAGES)


def test_a_table_of_misp_and_one_of_a_prefecture() -> None:
    misp = read(
        "uuid,type,value,comment", f"1,filename|md5,x.doc|{MD5},", "2,ip-dst,192.0.2.9,c2",
        "3,regkey,HKLM,",
    )  # fmt: skip
    assert [one.value for one in misp.usable] == ["x.doc", MD5, "192.0.2.9"]
    assert [(one.line, one.code) for one in misp.unusable] == [(4, "lookback.bad.kind")]
    office = indicators("種別\t値\nドメイン\tevil.example\n".encode("cp932"), "県.txt")
    assert [(one.value, one.line) for one in office.usable] == [("evil.example", 2)]


@pytest.mark.parametrize("content", [b"\x81", b"PK\x03\x04\0\0", b"a" * (8 * 1024 * 1024 + 1)])
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(IndicatorsError):
        indicators(content, "list.txt")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused(content: bytes) -> None:
    try:
        found = indicators(content, "x")
    except IndicatorsError:
        return
    assert all(one.value and one.line >= 1 for one in found.usable)


@given(st.from_regex(r"[a-z0-9]{1,8}(\.[a-z]{2,6}){1,3}", fullmatch=True))
def test_defanging_is_undone(name: str) -> None:
    assert normal.domain(name.replace(".", "[.]")) == normal.domain(name)


@pytest.fixture
def town(records: Records) -> Records:
    records.lease(at("8:00"), "10.0.0.5", "pc05")
    records.page(at("9:00"), "10.0.0.5", "http://evil.example/a/x.js")
    records.tunnel(at("9:01"), at("9:02"), "10.0.0.5", "sub.evil.example")
    records.tunnel(at("9:05"), at("9:06"), "10.0.0.6", "notevil.example")
    records.windows(
        at("9:03"), "PC05.town.example", 1, Hashes=f"MD5={MD5.upper()},SHA256={SHA256.upper()}",
        CommandLine=r'wscript "C:\Users\a\AppData\Local\Temp\Temp1_請求書_06.zip\請求書.js"',
    )  # fmt: skip
    mail = {
        "email.from.address": "A@evil.example", "email.to.addresses": ["t@town.example"],
        "email.subject": "Re: 請求書　の件", "email.attachments.name": ["請求書_06.zip"],
        "email.attachments.sha256": ["ef" * 32], "email.message_id": "<1@evil.example>",
        "email.body": "こちら https://evil.example/a/x.js を開く",
    }  # fmt: skip
    records.add("message", at("8:50"), **mail)
    one = {"email.queue_id": "Q1"}
    records.add("mail", at("8:49"), **one, **{"email.message_id": "1@evil.example"})
    records.add("mail", at("8:49"), **one, **{"event.action": "deliver", "mail.status": "sent",
                "email.to.address": "t@town.example"})  # fmt: skip
    held = {key: value for key, value in mail.items() if key != "email.body"}
    held |= {"email.queue_id": "G1", "email.sha256": "1" * 64, "event.action": "hold"}
    records.add("gate", at("8:55"), **held | {"email.to.addresses": ["held@town.example"]})
    freed = held | {"email.queue_id": "G2", "email.to.addresses": ["freed@town.example"]}
    records.add("gate", at("8:56"), **freed)
    records.add("gate", at("9:56"), **{"email.queue_id": "G2", "email.sha256": "1" * 64,
                "event.action": "release", "event.outcome": "success"})  # fmt: skip
    return records


def looked(town: Records, *lines: str) -> tuple[Looked, ...]:
    connection, names = town.connection(), Names()
    addresses(connection, Known(), names)
    places(connection, [], names)
    return look(connection, read(*lines).usable, names, NOW)


def told(one: Looked) -> list[tuple[str, str, str]]:
    return [(met.state, met.met_in, met.host or met.user or "") for met in one.meetings]


MAILED = [
    ("delivered", "message", "t@town.example"),
    ("held", "gate", "held@town.example"),
    ("delivered", "gate", "freed@town.example"),
]
MET = {
    "ef" * 32: MAILED,
    "件名：請求書 の件": MAILED,
    "a@EVIL.example": MAILED,
    "添付：請求書_*.zip": [*MAILED, ("executed", "windows", "pc05")],
    MD5: [("executed", "windows", "pc05")],
    SHA256: [("executed", "windows", "pc05")],
    "http://evil.example/a/x.js": [
        ("delivered", "message", "t@town.example"), ("contacted", "proxy", "pc05"),
    ],
    "https://sub.evil.example/zzz": [("contacted", "proxy", "pc05")],
    "evil.example": [*MAILED, ("contacted", "proxy", "pc05")],
}  # fmt: skip


@pytest.mark.parametrize("line", MET)
def test_who_met_it_and_how_it_ended(line: str, town: Records) -> None:
    (one,) = looked(town, line)
    assert one.outcome == "met"
    assert sorted(told(one)) == sorted(MET[line])


def test_only_the_server_of_a_url_is_weaker(town: Records) -> None:
    weak, whole = looked(town, "https://sub.evil.example/zzz", "http://evil.example/a/x.js")
    assert {met.how for met in weak.meetings} == {"host"}
    assert {met.how for met in whole.meetings} == {"exact"}


def test_nothing_found_is_not_not_searched(town: Records) -> None:
    other, sha1, domain = looked(town, "12" * 32, "34" * 20, "clean.example")
    assert (other.outcome, sha1.outcome, sha1.searched) == ("not_met", "not_searched", ())
    assert {reach.source for reach in other.searched} == {
        "evtx.windows", "test.gate", "test.message",
    }  # fmt: skip
    (proxy,) = [one for one in domain.searched if one.source == "squid.proxy"]
    assert (proxy.start, proxy.end, proxy.events) == (at("9:00"), at("9:06"), 3)


def test_another_virus_is_told_by_hash_and_detection_name(records: Records) -> None:
    """Theirs and ours: what was detected here, and that theirs was searched for and not met."""
    records.add(
        "antivirus", at("9:10"), **{"host.name": "PC05", "event.action": "detect",
        "threat.name": "Trojan:Win32/Ours", "file.path": "C:\\Users\\a\\x.exe"},
    )  # fmt: skip
    records.windows(at("9:09"), "PC05", 1, Hashes=f"SHA256={SHA256}")
    ours, theirs, hashed = looked(
        records,
        "検知名：trojan:win32/OURS",
        "検知名：Trojan:Win32/Theirs",
        "12" * 32,
    )
    assert told(ours) == [("detected", "antivirus", "pc05")]
    assert (theirs.outcome, hashed.outcome) == ("not_met", "not_met")
    assert [(one.source, one.events) for one in theirs.searched] == [("test.antivirus", 1)]
    assert [(one.source, one.events) for one in hashed.searched] == [("evtx.windows", 1)]


def test_meetings_become_spread_that_cites_the_list(town: Records) -> None:
    found = contacts(looked(town, "# from the prefecture", "ef" * 32))
    assert sorted((one.what, one.user) for one in found) == [
        ("spread.indicator", "freed@town.example"),
        ("spread.indicator", "t@town.example"),
        ("spread.indicator_stopped", "held@town.example"),
    ]
    assert {(one.evidence[1].evidence, one.evidence[1].position) for one in found} == {
        ("list.txt", 2)
    }
    assert found[0].last - found[0].first < timedelta(minutes=1)


def test_states_have_words_and_kinds_have_tables() -> None:
    for language in LANGUAGES:
        assert all(say(f"lookback.state.{state}", language) for state in STATES)
        assert all(say(f"lookback.kind.{kind}", language) for kind in BEARS)
    assert {table for tables in BEARS.values() for table in tables} <= {one.name for one in KINDS}
