"""When records are gone: by pace, by what was seen, by contract, by default."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.overwriting import Overwriting, by_holder, filling, overwriting
from sekisho.ledger.manifest import Entry
from sekisho.rulebook import Rulebook, load

from .conftest import Records, at, entry

NOW = at("9:00", day=4)
SINCE = at("16:00", day=3)


def ask(records: Records, rulebook: Rulebook | None = None, *more: Entry) -> dict[str, Overwriting]:
    found = overwriting(records.connection(), records.entries(*more), rulebook, NOW, SINCE)
    assert [one.gone_at for one in found] == sorted(one.gone_at for one in found)
    return {one.limit.id if one.host is None else one.host: one for one in found}


def channel(records: Records, host: str, size: int, oldest: datetime) -> None:
    told = [("bytes", str(size)), ("bytes_max", str(20 * 1024 * 1024))]
    records.add("state", at("18:00"), event__action="channel", state__name="Security",
                host__name=host, event__start=oldest, fields=told)  # fmt: skip


def test_a_full_log_holds_what_it_holds_and_one_that_fills_is_reckoned(records: Records) -> None:
    channel(records, "FULL", 20 * 1024 * 1024, at("18:00", day=1))
    channel(records, "HALF", 10 * 1024 * 1024, at("18:00", day=1))
    found = ask(records)
    assert (found["FULL"].lasts_h, found["FULL"].basis) == (48.0, "seen")
    assert (found["HALF"].lasts_h, found["HALF"].basis) == (96.0, "rate")
    assert found["FULL"].hours_left == 31.0
    assert "evtx" not in found


def test_a_log_file_by_its_pace_and_the_usual_limit(records: Records) -> None:
    records.windows(at("9:00", day=1), "PC01", 4624)
    quick = replace(
        entry("Security.evtx"), source="evtx", size=10 * 1024 * 1024, events=5000,
        first="2016-06-01T00:00:00+00:00", last="2016-06-03T00:00:00+00:00",
    )  # fmt: skip
    few = replace(quick, name="x.evtx", events=3, last="2016-06-01T02:00:00+00:00")
    found = ask(records, None, quick, few)["evtx"]
    assert (found.lasts_h, found.basis) == (96.0, "rate")


def test_what_was_there_had_lasted_whatever_the_default_says(records: Records) -> None:
    records.page(at("9:00", day=3), "192.0.2.1", "http://a.example/")
    assert ask(records)["squid"].basis == "default"
    records.add("proxy", datetime(2016, 5, 1, tzinfo=UTC))
    found = ask(records)["squid"]
    assert found.basis == "seen"
    assert found.lasts_h == pytest.approx(792.0, abs=1)
    assert found.received


def test_of_systems_a_town_has_one_of_the_others_are_not_asked_for(records: Records) -> None:
    assert {"ifilter", "squid", "exchange", "mail"} <= ask(records).keys()
    records.page(at("9:00"), "192.0.2.1", "http://a.example/")
    found = ask(records)
    assert "ifilter" not in found
    assert {"squid", "security_cloud", "provider"} <= found.keys()
    assert not found["provider"].received


def test_the_rulebook_names_holders_and_contracts(records: Records, tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        "version: 1\nholders:\n"
        "- {name: 架空ネット, kind: 事業者, sources: [mail, mail_service], days: 10}\n"
        "- {name: 架空県, kind: 県, sources: [squid]}\n",
        encoding="utf-8",
    )
    found = ask(records, load(path))
    mail = found["mail"]
    assert (mail.lasts_h, mail.basis, mail.holder_kind) == (240.0, "contract", "contractor")
    assert found["squid"].holder_kind == "prefecture"
    held = by_holder(tuple(found.values()))
    assert [(one.kind, one.holder.name if one.holder else None) for one in held] == [
        ("town", None), ("contractor", "架空ネット"), ("contractor", None),
        ("prefecture", "架空県"), ("prefecture", None), ("provider", None),
    ]  # fmt: skip
    assert sum(len(one.records) for one in held) == len(found)


def test_naive_moments_are_refused(records: Records) -> None:
    with pytest.raises(ValueError, match="zone"):
        overwriting(records.connection(), [], None, datetime(2016, 6, 4), NOW)  # noqa: DTZ001


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_greater_limit_never_lasts_shorter(size: int, most: int, more: int, span: int) -> None:
    oldest = datetime(2016, 1, 1, tzinfo=UTC)
    newest = oldest + timedelta(seconds=span)
    less, _ = filling(size, most, oldest, newest)
    greater, _ = filling(size, most + more, oldest, newest)
    assert greater >= less * 0.999999
    assert less > 0


def test_what_tells_no_pace_gives_none() -> None:
    moment = datetime(2016, 1, 1, tzinfo=UTC)
    assert filling(None, 5, moment, moment + timedelta(1))[0] == 0
    assert filling(5, 5, moment, moment)[0] == 0
    assert filling(0, 5, moment, moment + timedelta(1))[0] == 0
