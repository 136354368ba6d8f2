"""The questions a rulebook answers."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sekisho.events.time import JAPAN
from sekisho.rulebook import Rulebook, load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(ROOT / "examples" / "rulebook.yaml")


@pytest.fixture(scope="module")
def odd(data: Path) -> Rulebook:
    """A rulebook of corner cases."""
    return load(data / "rulebook" / "odd.yaml")


def jst(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def test_working_hours_are_those_of_the_book(book: Rulebook) -> None:
    assert book.is_working(jst("2026-06-14 10:00")) == "work"  # election, a Sunday
    assert book.is_working(jst("2026-04-01 10:00")) == "off"  # the town's own day off


@pytest.mark.parametrize(
    ("address", "zone"),
    [
        ("10.1.2.3", "内"),
        ("10.2.0.1", "全体"),
        ("::ffff:10.1.2.3", "内"),
        ("fd00::1", "全体"),
        ("203.0.113.1", None),
        ("192.168.0.1", None),
    ],
)
def test_the_narrowest_network_wins(odd: Rulebook, address: str, zone: str | None) -> None:
    found = odd.zone_of(address)
    assert (found.name if found else None) == zone


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("198.18.40.11", "council"),
        ("203.0.113.1", "outside"),
        ("2001:db8::1", "outside"),
        ("192.168.0.1", None),
        ("fe80::1", None),
    ],
)
def test_outside_is_what_is_not_private(book: Rulebook, address: str, kind: str | None) -> None:
    found = book.zone_of(address)
    assert (found.kind if found else None) == kind


def test_no_address_is_refused(book: Rulebook) -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        book.zone_of("PC-SOMU-01")


@pytest.mark.parametrize(
    ("name", "asset"),
    [
        ("PC1.A.example.", "pc1.a.example"),
        ("pc1", None),  # two fit
        ("pc1.c.example", None),
        ("pc2.town.example", "PC2"),
        ("PC3", "pc3.a.example"),
        ("pc3.b.example", None),
        ("10.1.2.3", "pc3.a.example"),
        ("10", None),
        ("", None),
    ],
)
def test_assets_by_name(odd: Rulebook, name: str, asset: str | None) -> None:
    found = odd.asset(name)
    assert (found.name if found else None) == asset


@pytest.mark.parametrize(
    ("account", "name"),
    [
        *(("KOU", "甲"), ("TOWN\\kou", "甲"), ("甲", "甲"), ("town\\OTSU", "乙"), ("同名", None)),
        *(("d2", "同名"), ("kou@elsewhere.example", None), ("otsu", None), ("", None)),
    ],
)
def test_people_by_account(odd: Rulebook, account: str, name: str | None) -> None:
    found = odd.person(account)
    assert (found.name if found else None) == name


def test_an_account_at_the_towns_own_domain(book: Rulebook) -> None:
    found = book.person("SEKI-J@town.seki.example")
    assert found is not None
    assert found.name == "関 次郎"


@pytest.mark.parametrize(
    ("tool", "host", "start", "end", "ticket"),
    [
        ("TeamViewer", "PC-SOMU-01", "2026-06-03 13:00", "2026-06-03 13:38", "R8-012"),
        (
            "team viewer",
            "pc-somu-01.TOWN.seki.example",
            "2026-06-03 13:00",
            "2026-06-03 16:59",
            "R8-012",
        ),
        ("TeamViewer", "PC-SOMU-01", "2026-06-03 12:59", "2026-06-03 13:38", None),
        ("TeamViewer", "PC-SOMU-01", "2026-06-03 16:00", "2026-06-03 17:00", None),
        ("TeamViewer", "PC-SOMU-01", "2026-06-03 14:00", "2026-06-04 14:00", None),
        ("TeamViewer", "PC-SOMU-01", "2026-05-31 14:00", "2026-05-31 14:10", None),
        ("TeamViewer", "PC-SOMU-01", "2026-06-30 14:00", "2026-06-30 14:10", "R8-012"),
        ("TeamViewer", "PC-SOMU-01", "2026-07-01 14:00", "2026-07-01 14:10", None),
        ("TeamViewer", "PC-GIKAI-01", "2026-06-03 13:00", "2026-06-03 13:38", None),
        ("AnyDesk", "PC-SOMU-01", "2026-06-03 13:00", "2026-06-03 13:38", None),
    ],
)
def test_allowed_support(
    book: Rulebook, tool: str, host: str, start: str, end: str, ticket: str | None
) -> None:
    assert book.support_for(tool, host, jst(start), jst(end)) == ticket


def test_support_across_two_permissions(odd: Rulebook) -> None:
    noon = jst("2026-06-03 12:00")
    hour = timedelta(hours=1)
    assert odd.support_for("QuickAssist", "pc1.b.example", noon, noon) == "T-1"
    assert odd.support_for("TeamViewer", "pc2", noon - hour, noon - hour) == "T-2"
    assert odd.support_for("TeamViewer", "pc2", noon, noon + hour) == "T-3"
    assert odd.support_for("TeamViewer", "pc2", noon - hour, noon + hour) is None


def test_support_without_a_register(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    entry = "support: [{tool: T, host: PC-B, ticket: T-9}]"
    path.write_text(f"version: 1\n{entry}\n", encoding="utf-8")
    noon = jst("2026-06-03 12:00")
    assert load(path).support_for("T", "pc-b", noon, noon) == "T-9"
    assert load(path).support_for("T", "pc-c", noon, noon) is None


def test_support_in_utc(book: Rulebook) -> None:
    start = datetime(2026, 6, 3, 4, 0, tzinfo=UTC)
    assert book.support_for("TeamViewer", "PC-SOMU-01", start, start) == "R8-012"
    with pytest.raises(ValueError, match="zone"):
        book.support_for("TeamViewer", "PC-SOMU-01", start.replace(tzinfo=None), start)


@pytest.mark.parametrize(
    ("instance_id", "at", "name"),
    [
        (r"USB\VID_0001&PID_0002\ABC", None, "A"),
        (r"usbstor\disk&ven_x&prod_y&rev_1\abc&0", None, "A"),
        (r"USB\VID_0781&PID_5581\XYZ", None, "B"),
        (r"USB\VID_0781&PID_5581\XYZ", "2026-03-31 23:00", "B"),
        (r"USB\VID_0781&PID_5581\XYZ", "2026-04-01 00:00", None),
        (r"USB\VID_0781&PID_5582\XYZ", None, None),
        (r"USB\VID_0999&PID_0001\QRS", None, "C"),
        (r"USB\VID_0781&PID_5581\6&1A2B&0&1", None, None),
        (r"USB\VID_0781&PID_5581\UNKNOWN", None, None),
        ("", None, None),
    ],
)
def test_registered_devices(
    odd: Rulebook, instance_id: str, at: str | None, name: str | None
) -> None:
    found = odd.device(instance_id, jst(at) if at else None)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("host", "path", "name"),
    [
        ("a.example", "/", "広"),
        ("WWW.A.example.", "/", "広"),
        ("z.x.a.example", "/", "狭"),
        ("xa.example", "/", None),
        ("z.a.example", "/game?id=1", "型"),
        ("z.a.example", "/gameXid=1", "広"),
    ],
)
def test_web_categories(odd: Rulebook, host: str, path: str, name: str | None) -> None:
    found = odd.category_of(host, path)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("host", "account", "at", "reason"),
    [
        ("x.a.example", "kou", "2026-06-30 23:59", "調査"),
        ("x.a.example", "kou", "2026-05-31 23:59", None),
        ("x.a.example", "kou", "2026-07-01 00:00", None),
        ("x.a.example", "d1", "2026-06-03 10:00", None),
        ("x.a.example", "stranger", "2026-06-03 10:00", None),
        ("y.a.example", "stranger", "2026-06-03 10:00", "全員"),
    ],
)
def test_web_exceptions(
    odd: Rulebook, host: str, account: str, at: str, reason: str | None
) -> None:
    found = odd.exception_for(host, account, jst(at))
    assert (found.reason if found else None) == reason


def test_web_exceptions_of_a_department(book: Rulebook) -> None:
    at = jst("2026-06-03 10:00")
    assert book.exception_for("video.example", "seki-j", at) is not None
    assert book.exception_for("video.example", "maki-h", at) is None


@pytest.mark.parametrize(
    ("source", "host", "at", "offset"),
    [
        ("squid", "GW", "2026-06-03 10:00", 3),
        ("squid", "gw", "2026-06-04 00:00", 2),
        ("squid", "other", "2026-06-03 10:00", 1),
        ("evtx", "gw", "2026-06-03 10:00", 2),
        ("evtx", "other", "2026-06-03 10:00", None),
    ],
)
def test_clocks(odd: Rulebook, source: str, host: str, at: str, offset: float | None) -> None:
    found = odd.clock_for(source, host, jst(at))
    assert (found.offset_seconds if found else None) == offset


def test_retention_and_readers(book: Rulebook) -> None:
    assert book.retention.days_for("squid") == 1095
    assert book.retention.days_for("evtx") == 365
    reader = book.reader("ifilter")
    assert reader is not None
    assert [(column.field, column.at) for column in reader.columns] == [
        ("c-ip", 8),
        ("cs-username", 11),
    ]
    assert book.reader("squid") is None


def test_a_book_travels_to_other_processes(book: Rulebook) -> None:
    assert book.asset("FS01") is not None
    assert pickle.loads(pickle.dumps(book)) == book  # noqa: S301 - our own bytes
