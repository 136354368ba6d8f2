"""Real packets → ruleset → NFLOG → ulogd2 → file → reader → event, with the same code."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pyarrow as pa
import pytest

from sekisho.events.evidence import Evidence
from sekisho.gates.line.gate import GATE
from sekisho.gates.line.matrix import INSIDE, Matrix, Packet
from sekisho.gates.line.nftables import ruleset
from sekisho.gates.line.preview import preview
from sekisho.gates.line.ulogd import FOLDER, NAME, PROGRAM, check
from sekisho.gates.programs import program
from sekisho.gates.stages import STAGES, Stage, Stages
from sekisho.ledger.tables import of_batches
from sekisho.rulebook import Rulebook
from sekisho.sources.contract import Context, Events
from sekisho.sources.reading import read
from sekisho.sources.ulogd import SOURCE
from tests.gates.line import loaded
from tests.gates.line.test_nftables import JUDGE, can_judge

pytestmark = pytest.mark.skipif(
    not can_judge() or program(PROGRAM) is None,
    reason="needs ulogd2 and nftables (apt-get install ulogd2 ulogd2-json nftables)",
)
RULES = {
    "version": 1,
    "zones": [
        {
            "name": "行政系",
            "kind": "LGWAN接続系",
            "networks": ["198.18.20.0/24", "2001:db8:20::/48"],
            "allow": [{"to": "庁外", "ports": ["tcp/443"]}],
        },
        {
            "name": "住民情報系",
            "kind": "マイナンバー利用事務系",
            "networks": ["198.18.30.0/24", "2001:db8:30::/48"],
        },
        {"name": "庁外", "kind": "庁外"},
    ],
}
SENT = [
    Packet(ip_address(source), ip_address(target), transport, port)  # type: ignore[arg-type]
    for source, target, transport, port in [
        ("198.18.20.1", "198.18.30.9", "tcp", 445),
        ("198.18.20.1", "198.18.30.9", "udp", 53),
        ("198.18.20.1", "198.18.30.9", "icmp", None),
        ("198.18.20.1", "198.18.20.9", "tcp", 445),
        ("198.18.20.1", "203.0.113.9", "tcp", 443),
        ("203.0.113.9", "198.18.20.1", "tcp", 3389),
        ("2001:db8:20::5", "2001:db8:30::9", "tcp", 445),
        ("192.168.7.7", "198.18.30.9", "tcp", 22),
    ]
]


def recorded(rulebook: Rulebook, stage: Stage, folder: Path) -> list[str]:
    rules, collector = ruleset(rulebook, Stages(stage))
    settings = folder / NAME
    settings.write_bytes(collector.content.replace(FOLDER.encode(), str(folder).encode()))
    packets = [
        {
            "source": str(one.source),
            "destination": str(one.destination),
            "transport": one.transport,
            "port": one.port,
        }
        for one in SENT
    ]
    job = {
        "ruleset": rules.content.decode(),
        "packets": packets,
        "collector": str(settings),
        "records": str(folder / "sekisho-line.json"),
    }
    told = subprocess.run(
        ["unshare", "-rn", sys.executable, str(JUDGE)],
        input=json.dumps(job).encode(),
        capture_output=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr.decode()
    lines: list[str] = json.loads(told.stdout)["recorded"]
    return lines


def batches(lines: list[str], folder: Path) -> list[pa.RecordBatch]:
    path = folder / "evidence.json"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64, None)
    items = read(SOURCE, evidence, Context(now=datetime.now(tz=UTC)))
    return [item.batch for item in items if isinstance(item, Events)]


@pytest.mark.parametrize("stage", STAGES)
def test_what_the_kernel_refused_comes_back_with_its_code(stage: Stage, tmp_path: Path) -> None:
    rulebook = loaded(RULES, tmp_path)
    matrix = Matrix(rulebook)
    refused = [one for one in SENT if not matrix.judge(one).allowed]
    assert 0 < len(refused) < len(SENT)
    assert INSIDE in {matrix.judge(one).code for one in SENT}
    found = batches(recorded(rulebook, stage, tmp_path), tmp_path)
    rows = [row for batch in found for row in batch.to_pylist()]
    action = "denied" if stage == "enforce" else "allowed"
    assert Counter(
        (row["source.ip"], row["destination.ip"], row["destination.port"], row["rule.name"],
         row["event.action"])
        for row in rows
    ) == Counter(
        (str(one.source), str(one.destination), one.port, matrix.judge(one).code, action)
        for one in refused
    )  # fmt: skip
    with of_batches(found) as connection:
        tried = preview(connection, rulebook)
    assert (tried.judged, tried.refused, tried.unjudged) == (len(refused), len(refused), {})
    assert {one.code for one in tried.refusals} == {matrix.judge(one).code for one in refused}


@pytest.mark.parametrize(("broken", "answer"), [(False, "accepted"), (True, "refused")])
def test_a_real_ulogd_is_asked(answer: str, tmp_path: Path, *, broken: bool) -> None:
    target = GATE.target("nftables")
    assert target is not None
    collector = target.build(loaded(RULES, tmp_path), Stages())[1]
    content = collector.content.replace(b"IP2STR", b"IP3STR") if broken else collector.content
    (tmp_path / NAME).write_bytes(content)
    assert check(tmp_path / NAME).answer == answer


def test_without_ulogd_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_args, **_named: None)
    assert check(tmp_path / NAME).answer == "not_checked"
