"""Each notation: what it takes, what it gives, what it proposes instead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.form.dates import NotThisFormError
from sekisho.form.notations import NOTATIONS, zone_named

GOOD = [
    ("date", "令和8年6月3日", "2026-06-03"),
    ("time", "8:30", "08:30"),
    ("time", "0:00", "00:00"),
    ("time", "0:00:30", "00:00:30"),
    ("month-day", "1月3日", "01-03"),
    ("year", "平成23年度", "2011"),
    ("moment-start", "令和8年6月3日", "2026-06-03T00:00:00+09:00"),
    ("moment-end", "令和8年6月3日", "2026-06-04T00:00:00+09:00"),
    ("moment", "令和8年6月3日 午後4時50分", "2026-06-03T16:50:00+09:00"),
    ("when", "令和8年6月3日 午後4時ごろ", "2026-06-03T16:00:00+09:00~"),
    ("when", "2026-06-03", "2026-06-03"),
    ("network", "１９２．１６８．１．０／２４", "192.168.1.0/24"),
    ("network", "192.168.1.0/255.255.255.0", "192.168.1.0/24"),
    ("network", "192.168.1.10", "192.168.1.10/32"),
    ("network", "2001:DB8::/32", "2001:db8::/32"),
    ("address", "2001:DB8:0:0::1", "2001:db8::1"),
    ("mac", "02:00:5e:00:53:01", "02-00-5E-00-53-01"),
    ("mac", "0200.5e00.5301", "02-00-5E-00-53-01"),
    ("port", "TCP/443", "tcp/443"),
    ("port", "udp/8000-8010", "udp/8000-8010"),
    ("port", "icmp", "icmp"),
    ("domain", "*.Example.JP", "example.jp"),
    ("domain", "関町.example", "関町.example"),
    ("extension", "EXE", ".exe"),
    ("extension", "*.tar.gz", ".tar.gz"),
    ("mail-address", "A@Town.example", "a@town.example"),
    ("time-zone", "utc", "UTC"),
    ("time-zone", "+9:00", "+09:00"),
    ("time-zone", "Asia/Tokyo", "Asia/Tokyo"),
    ("encoding", "CP932", "cp932"),
    ("device-id", r"usb\vid_0781&pid_5581\4c53", r"USB\VID_0781&PID_5581\4C53"),
    ("device-serial", "4c53", "4C53"),
    ("usb-id", "VID_0781", "0781"),
    ("sha256", "SHA256:" + "AB" * 32, "ab" * 32),
]
BAD = [
    ("sha256", "ab" * 31, ""),
    ("sha256", "d41d8cd98f00b204e9800998ecf8427e", ""),
    ("date", "2016-02-30", ""),
    ("time", "8.30", "8:30"),
    ("month-day", "13-01", ""),
    ("year", "平成", ""),
    ("moment-start", "平成31年5月1日 9:00", "2019-05-01"),
    ("moment-end", "いつか", ""),
    ("moment", "2026-06-03", ""),
    ("when", "16:50", ""),
    ("when", "平成31年5月1日", "2019-05-01"),
    ("network", "192.168.1.5/24", "192.168.1.0/24"),
    ("network", "192.168.1.0/33", ""),
    ("address", "192.168.1.5/24", "192.168.1.5"),
    ("mac", "02-00-5E-00-53", ""),
    ("port", "443", "tcp/443"),
    ("port", "53/udp", "udp/53"),
    ("port", "tcp/70000", ""),
    ("domain", "https://town.example/x", "town.example"),
    ("domain", "a@town.example", "town.example"),
    ("domain", "localhost", ""),
    ("extension", "a b", ""),
    ("mail-address", "town.example", ""),
    ("time-zone", "JST", "Asia/Tokyo"),
    ("time-zone", "Asia/Tokio", "Asia/Tokyo"),
    ("time-zone", "../etc/passwd", ""),
    ("encoding", "x-sjis", "cp932"),
    ("encoding", "hex", ""),
    ("device-id", "4C53", ""),
    ("device-id", r"USB\VID_0781&PID_5581\6&1A2B&0&1", ""),
    ("device-serial", "6&1A2B&0&1", ""),
    ("usb-id", "781", ""),
]


@pytest.mark.parametrize(("name", "text", "kept"), GOOD)
def test_right(name: str, text: str, kept: str) -> None:
    assert NOTATIONS[name](text) == kept
    assert NOTATIONS[name](kept) == kept or name == "moment-end"


@pytest.mark.parametrize(("name", "text", "meant"), BAD)
def test_wrong(name: str, text: str, meant: str) -> None:
    with pytest.raises(NotThisFormError) as raised:
        NOTATIONS[name](text)
    assert raised.value.meant == meant


def test_every_notation_has_both_cases() -> None:
    assert {name for name, *_ in GOOD} == {name for name, *_ in BAD} == set(NOTATIONS)


def test_a_serial_made_up_by_windows_has_its_own_code() -> None:
    with pytest.raises(NotThisFormError) as raised:
        NOTATIONS["device-id"](r"USB\VID_0781&PID_5581\6&1A2B&0&1")
    assert raised.value.code == "device_without_serial"


@given(name=st.sampled_from(sorted(NOTATIONS)), text=st.text(max_size=40))
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    try:
        kept = NOTATIONS[name](text)
    except NotThisFormError:
        return
    assert isinstance(kept, str)


@pytest.mark.parametrize(("name", "hours"), [("UTC", 0), ("+09:00", 9), ("Asia/Tokyo", 9)])
def test_named_zones(name: str, hours: int) -> None:
    moment = datetime(2026, 6, 3, tzinfo=UTC).astimezone(zone_named(name))
    assert moment.utcoffset() == timedelta(hours=hours)


def test_an_offset_to_the_west() -> None:
    moment = datetime(2026, 6, 3, tzinfo=UTC).astimezone(zone_named("-03:30"))
    assert moment.utcoffset() == -timedelta(hours=3, minutes=30)
