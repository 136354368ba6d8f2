"""Columns judge as the model does; the preview says what, whose and when."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.events import events
from sekisho.events.kinds import PROXY
from sekisho.gates.between import Between
from sekisho.gates.stages import Stages
from sekisho.gates.web.judgement import Judge
from sekisho.gates.web.lists.compiled import mapped
from sekisho.gates.web.policy import policy_of
from sekisho.gates.web.preview import judge as judge_records
from sekisho.gates.web.preview import preview
from sekisho.gates.web.request import Request
from sekisho.ledger.tables import of_batches
from tests.gates import counted, every, refused
from tests.gates.web import BREAK, RULES, WORK, lists_file, loaded, request, requests


def seen(asked: list[Request]) -> pa.RecordBatch:
    rows = len(asked)
    columns = {
        "@timestamp": [one.at.astimezone(UTC) for one in asked],
        "source.ip": [one.address for one in asked],
        "user.name": [one.user or None for one in asked],
        "cs-host": [one.host for one in asked],
        "c-uri": [
            f"http://{one.host}{one.path}" if one.path else f"{one.host}:443" for one in asked
        ],
        "tls.client.server_name": [one.sni or None for one in asked],
        "evidence": "access.log",
        "position": list(range(1, rows + 1)),
        "unit": "line",
    }
    return events(PROXY, rows, columns)


@settings(max_examples=25, deadline=None)
@given(
    asked=st.lists(requests(), min_size=1, max_size=30),
    later=st.integers(0, 3 * 86400),
    files=st.sampled_from([[], [".exe", ".scr"]]),
)
def test_columns_and_model_agree(
    asked: list[Request],
    later: int,
    files: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("rules")
    asked = [
        Request(one.at + timedelta(seconds=later), one.address, one.user, one.method, one.host,
                one.port, one.path, one.sni)
        for one in asked
    ]  # fmt: skip
    rulebook = loaded({**RULES, "web": {**RULES["web"], "refused_files": files}}, folder)
    lists = mapped(lists_file(folder))
    judge = Judge(policy_of(rulebook, Stages("enforce")), lists)
    wanted: Counter[tuple[str, str, str]] = Counter()
    for one in asked:
        said = judge.judge(one)
        if said.refused:
            wanted[said.code, one.address, str(one.host)] += 1
    with of_batches([seen(asked)]) as connection:
        found = preview(connection, rulebook, lists=lists)
        blind = preview(connection, rulebook)
        said = judge_records(connection, rulebook, every(connection, "proxy"))
    assert refused(said) == counted(blind)
    assert len(said) == len(asked)
    told: Counter[tuple[str, str, str]] = Counter()
    for group in found.refusals:
        told[group.code, group.address, group.to] += group.count
        assert sum(group.hours.values()) == group.count
    assert told == wanted
    assert (found.judged, found.refused, found.unjudged) == (len(asked), wanted.total(), {})


def test_it_says_whose_and_where_it_stands(tmp_path: Path) -> None:
    rulebook = loaded(RULES, tmp_path)
    lists = mapped(lists_file(tmp_path))
    asked = [
        request("www.video.example", at=WORK, address="127.0.0.3"),
        request("www.video.example", at=BREAK, address="127.0.0.3"),
        request("www.video.example", at=WORK + timedelta(minutes=5), address="127.0.0.3"),
        request("www.example.jp"),
    ]
    with of_batches([seen(asked)]) as connection:
        found = preview(connection, rulebook, lists=lists)
    (one,) = found.refusals
    assert (found.judged, found.refused) == (4, 2)
    assert (one.code, one.host, one.person) == ("web.category.動画", "PC-2", "真木 花")
    assert (one.department, one.to, one.hours) == ("住民課", "www.video.example", {10: 2})
    assert (one.evidence, one.position, one.unit) == ("access.log", 1, "line")
    between = Between(WORK + timedelta(minutes=1), WORK + timedelta(minutes=10))
    with of_batches([seen(asked)]) as connection:
        assert preview(connection, rulebook, between, lists).refused == 1


def test_what_it_could_not_judge_by_is_told(tmp_path: Path) -> None:
    rulebook = loaded(RULES, tmp_path)
    asked = [request("play.example"), request("board.example")]
    nowhere = events(PROXY, 1, {"@timestamp": [datetime(2026, 6, 1, tzinfo=UTC)],
                                "evidence": "x", "position": [1], "unit": "line"})  # fmt: skip
    with of_batches([seen(asked), nowhere]) as connection:
        found = preview(connection, rulebook)
        said = judge_records(connection, rulebook, every(connection, "proxy")).to_pylist()
    told = {(row["evidence"], row["position"]): (row["code"], row["refused"]) for row in said}
    assert told == {
        ("access.log", 1): ("web.allowed", None),  # a list might refuse it
        ("access.log", 2): ("web.category.掲示板", True),
        ("x", 1): (None, None),
    }
    assert (found.judged, found.refused) == (2, 1)
    assert found.unjudged == {"gates.unjudged.web_no_host": 1, "gates.unjudged.web_lists": 1}


def test_no_records_is_not_nothing_refused(tmp_path: Path) -> None:
    with of_batches([]) as connection:
        found = preview(connection, loaded(RULES, tmp_path))
    assert (found.judged, found.first, found.refusals) == (0, None, ())
