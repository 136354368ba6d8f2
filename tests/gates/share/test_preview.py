"""Past records of Samba and Windows through the share gate's model."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from sekisho.events import events
from sekisho.events.kinds import SHARE, WINDOWS
from sekisho.gates.between import Between
from sekisho.gates.share.access import Access, Shares
from sekisho.gates.share.preview import judge, preview
from sekisho.ledger.tables import of_batches
from tests.gates import counted, every, refused
from tests.gates.share import accesses, loaded, rulebooks
from tests.gates.share.test_access import RULES

START = datetime(2026, 6, 1, tzinfo=UTC)


def samba(rows: list[dict[str, Any]]) -> Any:
    columns = {
        "@timestamp": [START + timedelta(minutes=at) for at in range(len(rows))],
        "observer.name": "fs01",
        "evidence": "samba.log",
        "position": list(range(1, len(rows) + 1)),
        "unit": "line",
    }
    names = ("user.name", "source.ip", "share.name", "file.path", "event.action", "event.outcome")
    columns |= {name: [row.get(name) for row in rows] for name in names}
    return events(SHARE, len(rows), columns)


def row(access: Access) -> dict[str, Any]:
    return {
        "user.name": access.account,
        "source.ip": str(access.address),
        "share.name": access.share,
        "file.path": "/srv/x/a.txt",
        "event.action": "write" if access.writes else "read",
        "event.outcome": "success",
    }


@settings(max_examples=30, deadline=None)
@given(content=rulebooks(), sent=accesses())
def test_records_and_model_agree(
    content: dict[str, Any], sent: list[Access], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    shares = Shares(rulebook)
    said = [judged for one in sent if (judged := shares.judge(one))]
    with of_batches([samba([row(one) for one in sent])]) as connection:
        found = preview(connection, rulebook)
        told = judge(connection, rulebook, every(connection, "share"))
    assert refused(told) == counted(found)
    assert len(told) == len(sent)
    assert (found.judged, found.unjudged) == (len(sent), {})
    assert found.refused == sum(not one.allowed for one in said)
    for code in {one.code for one in said if not one.allowed}:
        times = sum(one.count for one in found.refusals if one.code == code)
        assert times == sum(one.code == code for one in said)


def test_what_is_judged_and_what_is_not(tmp_path: Path) -> None:
    rows = [
        {"user.name": "kaze", "source.ip": "198.18.20.1", "share.name": "somu",
         "event.action": "connect"},
        {"user.name": "kaze", "source.ip": "198.18.20.1", "file.path": "/srv/somu/a.xlsx",
         "event.action": "read"},
        {"user.name": "kaze", "source.ip": "198.18.20.1", "share.name": "somu",
         "event.action": "read", "event.outcome": "failure"},
        {"user.name": "kaze", "source.ip": "198.18.20.1", "share.name": "IPC$",
         "event.action": "connect"},
        {"user.name": "kaze", "source.ip": "198.18.20.1", "share.name": "hoka",
         "event.action": "read"},
        {"source.ip": "198.18.20.1", "share.name": "somu", "event.action": "read"},
        {"user.name": "tsuki", "share.name": "somu", "event.action": "read"},
    ]  # fmt: skip
    with of_batches([samba(rows)]) as connection:
        found = preview(connection, loaded(RULES, tmp_path))
        nothing = preview(connection, loaded(RULES, tmp_path), Between(end=START))
        rows = judge(connection, loaded(RULES, tmp_path), every(connection, "share")).to_pylist()
    assert {row["position"]: row["refused"] for row in rows} == {
        1: True, 2: True, 5: None, 6: None, 7: None,
    }  # fmt: skip
    assert (found.judged, found.refused) == (2, 2)
    assert found.unjudged == {
        "gates.unjudged.no_account": 1,
        "gates.unjudged.odd_address": 1,
        "gates.unjudged.unknown_share": 1,
    }
    (one,) = found.refusals
    assert (one.code, one.host, one.person, one.department, one.to, one.hours) == (
        "S-FS01-somu-部署外", "PC-1", "風 二", "税務課", r"\\fs01\somu", {9: 2},
    )  # fmt: skip
    assert (one.evidence, one.position, one.first) == ("samba.log", 1, START)
    assert (nothing.judged, nothing.first) == (0, None)


def test_windows_records_count_too(tmp_path: Path) -> None:
    fields = {
        "SubjectUserName": "umi", "IpAddress": "198.18.20.1", "ShareName": r"\\*\somu",
        "RelativeTargetName": "a.xlsx",
    }  # fmt: skip
    masks = ["1", "2", "65536"]
    columns = {
        "@timestamp": [START] * 3,
        "EventID": [5145] * 3,
        "host.name": "FS01.town.example",
        "event.outcome": "success",
        "evidence": "Security.evtx",
        "position": [1, 2, 3],
        "unit": "record",
        "fields": [list({**fields, "AccessMask": mask}.items()) for mask in masks],
    }
    with of_batches([events(WINDOWS, 3, columns)]) as connection:
        found = preview(connection, loaded(RULES, tmp_path))
        told = judge(connection, loaded(RULES, tmp_path), every(connection, "windows"))
    assert refused(told) == counted(found)
    assert (found.judged, found.refused) == (3, 2)
    assert [(one.code, one.count) for one in found.refusals] == [("S-FS01-somu-読取のみ", 2)]
    assert ip_address(found.refusals[0].address) == ip_address("198.18.20.1")
