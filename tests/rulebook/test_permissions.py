"""A permission's term cuts that of everything that rests on it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.events.time import JAPAN
from sekisho.rulebook import Permission, load
from sekisho.rulebook.permissions import NEVER, Term, key_of, standing, term_of

HEAD = """version: 1
assets: [{name: PC1}]
devices: [{name: U1, serial: ABC123, ticket: R8-1}]
software: {allowed: [{name: X, files: [x.exe], ticket: Ｒ８－１}]}
web: {exceptions: [{domains: [a.example], reason: r, until: 令和9年3月31日, ticket: r8-1}]}
support: [{tool: T, host: PC1, ticket: R8-1}]
wireless: {allowed: [{ssid: s, ticket: R8-1}]}
"""


def jst(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def permission(**more: object) -> Permission:
    given = {"ticket": "R8-1", "kind": "device", "what": "x", "state": "approved", **more}
    return Permission(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "at", "stands"),
    [
        ({}, "2026-06-03", "in_force"),
        ({"since": jst("2026-06-03")}, "2026-06-02", "not_yet"),
        ({"since": jst("2026-06-03")}, "2026-06-03", "in_force"),
        ({"approved": date(2026, 6, 3)}, "2026-06-02T23:59", "not_yet"),
        ({"until": jst("2026-07-01")}, "2026-06-30T23:59", "in_force"),
        ({"until": jst("2026-07-01")}, "2026-07-01", "expired"),
        ({"state": "applied"}, "2026-06-03", "applied"),
        ({"state": "refused"}, "2026-06-03", "refused"),
        ({"state": "revoked"}, "2026-06-03", "revoked"),
        ({"state": "revoked", "ended": date(2026, 6, 4)}, "2026-06-03", "in_force"),
        ({"state": "revoked", "ended": date(2026, 6, 4)}, "2026-06-04", "revoked"),
        ({"state": "ended", "ended": date(2026, 6, 4)}, "2026-06-05", "ended"),
    ],
)
def test_how_a_permission_stands(more: dict[str, object], at: str, stands: str) -> None:
    assert standing(permission(**more), jst(at)) == stands


def asked(path: Path, at: str) -> tuple[bool, ...]:
    """Whether each kind of entry is in force on a day."""
    book, moment = load(path), jst(at)
    (program,) = book.software.allowed
    (network,) = book.wireless.allowed
    return (
        book.device("USBSTOR\\DISK&VEN_A\\ABC123&0", moment) is not None,
        book.exception_for("a.example", "anybody", moment) is not None,
        book.support_for("T", "PC1", moment, moment) is not None,
        Term(program.since, program.until).holds(moment),
        Term(network.since, network.until).holds(moment),
    )


@pytest.mark.parametrize(
    ("register", "days"),
    [
        ("", {"2026-06-01": True, "2026-06-10": True}),
        ("{ticket: R8-2, kind: ソフト, what: x, state: 却下}", {"2026-06-10": True}),
        (
            (
                "{ticket: R8-1, kind: 機器接続, what: x, state: 許可, since: 令和8年6月3日, "
                "until: 令和8年6月9日}"
            ),
            {"2026-06-02": False, "2026-06-03": True, "2026-06-09": True, "2026-06-10": False},
        ),
        ("{ticket: R8-1, kind: 機器接続, what: x, state: 申請中}", {"2026-06-03": False}),
        (
            "{ticket: R8-1, kind: 機器接続, what: x, state: 取消, ended: 令和8年6月5日}",
            {"2026-06-04": True, "2026-06-05": False},
        ),
    ],
)
def test_everything_that_names_it_respects_it(
    tmp_path: Path, register: str, days: dict[str, bool]
) -> None:
    path = tmp_path / "r.yaml"
    listed = f"permissions: [{register}]\n" if register else ""
    path.write_text(HEAD + listed, encoding="utf-8")
    for day, held in days.items():
        assert asked(path, day) == (held,) * 5, day


def test_an_entry_that_is_not_in_force_stays_an_entry(tmp_path: Path) -> None:
    """A register whose only device lost its permission is not a town without a register."""
    path = tmp_path / "r.yaml"
    register = "permissions: [{ticket: R8-1, kind: 機器接続, what: x, state: 却下}]\n"
    path.write_text(HEAD + register, encoding="utf-8")
    (device,) = load(path).devices
    assert (device.name, device.until) == ("U1", NEVER)


def test_one_spelling_of_a_ticket() -> None:
    assert key_of("Ｒ８－０１２ ") == key_of("r8-012")


MOMENTS = st.none() | st.integers(0, 365 * 24).map(
    lambda hours: datetime(2026, 1, 1, tzinfo=JAPAN) + timedelta(hours=hours)
)


@given(one=st.tuples(MOMENTS, MOMENTS), other=st.tuples(MOMENTS, MOMENTS), days=st.integers(0, 370))
def test_a_cut_term_holds_what_both_hold(
    one: tuple[datetime | None, ...], other: tuple[datetime | None, ...], days: int
) -> None:
    first, second, at = Term(*one), Term(*other), jst("2026-01-01") + timedelta(days=days)
    assert first.cut(second).holds(at) == (first.holds(at) and second.holds(at))


@given(st.sampled_from(["applied", "refused"]), MOMENTS, MOMENTS, st.integers(0, 370))
def test_what_was_never_approved_never_counts(
    state: str, since: datetime | None, until: datetime | None, days: int
) -> None:
    own = permission(state=state, since=since, until=until)
    assert not term_of(own).holds(jst("2026-01-01") + timedelta(days=days))
