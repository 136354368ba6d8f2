"""The model and a real smbd with the generated settings judge the same accesses alike."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sekisho.detect.copies import COPIED, share_findings
from sekisho.events.evidence import Evidence
from sekisho.gates.between import ALWAYS
from sekisho.gates.confront import confronted
from sekisho.gates.share.access import Access, Shares
from sekisho.gates.share.gate import GATE
from sekisho.gates.share.preview import preview
from sekisho.gates.share.samba import settings as built
from sekisho.gates.stages import STAGES, Stages
from sekisho.ledger.tables import of_batches
from sekisho.rulebook import Rulebook
from sekisho.sources.contract import Context, Events
from sekisho.sources.reading import read
from sekisho.sources.syslog.syslog import SOURCE
from tests.gates.share import (
    ACCOUNTS,
    PORT,
    SERVER,
    SHARES,
    accesses,
    loaded,
    rulebooks,
)  # fmt: skip
from tests.gates.share.test_access import RULES

JUDGE = Path(__file__).parent / "server.py"
STAGE = st.sampled_from(STAGES)


def can_judge() -> bool:
    programs = ("unshare", "mount", "ip", "smbd", "smbclient", "smbpasswd")
    return os.geteuid() == 0 and all(shutil.which(one) for one in programs)


real = pytest.mark.skipif(
    not can_judge(), reason="needs root and Samba (apt-get install samba smbclient)"
)


def judged(text: str, sent: list[Access], base: str = "", new: str = "") -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # smbd works as the person who asks
        job = {
            "folder": folder,
            "settings": text.replace("/srv/", f"{folder}/shares/"),
            "base": base.replace("/srv/", f"{folder}/shares/"),
            "accounts": list(ACCOUNTS),
            "shares": SHARES,
            "server": SERVER,
            "port": PORT,
            "accesses": [
                {
                    "share": one.share,
                    "account": one.account,
                    "address": str(one.address),
                    "writes": one.writes,
                    "new": new,
                }
                for one in sent
            ],
        }
        told = subprocess.run(
            ["unshare", "-mn", sys.executable, str(JUDGE)],
            input=json.dumps(job).encode(),
            capture_output=True,
            check=False,
        )
    assert told.returncode == 0, told.stderr.decode()
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def text_of(rulebook: Rulebook, stages: Stages) -> str:
    (file,) = built(rulebook, stages)
    return file.content.decode()


@real
@pytest.mark.slow
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    content=rulebooks(),
    sent=accesses(),
    stages=st.builds(
        Stages,
        STAGE,
        st.dictionaries(st.sampled_from(["総務課", "税務課"]), STAGE),
        st.dictionaries(st.sampled_from(["PC-1", "PC-2"]), STAGE),
    ),
)
def test_server_and_model_agree(
    content: dict[str, Any],
    sent: list[Access],
    stages: Stages,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    shares = Shares(rulebook)
    answer = judged(text_of(rulebook, stages), sent, TODAY)
    for one, allowed in zip(sent, answer["allowed"], strict=True):
        refused = shares.refused(stages, one)
        assert allowed == (refused is None), (one, refused)


TODAY = (
    "".join(f"[{name}]\n path = /srv/{name}\n read only = no\n guest ok = yes\n" for name in SHARES)
    + "[global]\n map to guest = bad user\n"
)
"""What the server had before: everything is open to everybody."""


def access(account: str, address: str, *, writes: bool = False) -> Access:
    return Access("FS01", "somu", account, ip_address(address), writes)


@real
def test_what_the_server_says_comes_back_as_events(tmp_path: Path) -> None:
    """Settings → smbd → syslog → reader: who came, what he did, whom the server turned away."""
    rulebook = loaded(RULES, tmp_path)
    sent = [
        access("tsuki", "198.18.20.1"),
        access("tsuki", "198.18.20.1", writes=True),
        access("umi", "198.18.20.1", writes=True),
        access("kaze", "198.18.20.1"),
        access("tsuki", "198.18.40.3"),
    ]
    answer = judged(text_of(rulebook, Stages("enforce")), sent, TODAY)
    assert answer["allowed"] == [True, True, False, False, False]
    found = rows(answer["lines"], tmp_path)
    acts = {
        (row["user.name"], row["event.action"], Path(row["file.path"] or "").name)
        for row in found["share"]
        if row["event.outcome"] == "success"
    }
    assert {
        ("tsuki", "connect", ""), ("tsuki", "read", "known.txt"), ("tsuki", "write", "new1.txt"),
        ("umi", "connect", ""),
    } <= acts  # fmt: skip
    assert {row["share.name"] for row in found["share"] if row["user.name"]} <= {"somu", "IPC$"}
    refused = [
        (row["user.name"], row["source.ip"], row["event.action"])
        for row in found["share"]
        if row["event.outcome"] == "failure"
    ]
    assert refused == [
        ("umi", "198.18.20.1", "write"),
        ("kaze", None, "connect"),
        (None, "198.18.40.3", "connect"),
    ]
    logons = [(row["user.name"], row["source.ip"]) for row in found["login"]]
    assert logons == [(one.account, str(one.address)) for one in sent]
    assert {row["event.outcome"] for row in found["login"]} == {"success"}


@real
def test_what_was_observed_is_what_would_be_refused(tmp_path: Path) -> None:
    """The server records and refuses nothing; the preview says what it would have refused."""
    rulebook = loaded(RULES, tmp_path)
    sent = [access("tsuki", "198.18.20.1"), access("kaze", "198.18.20.1")]
    answer = judged(text_of(rulebook, Stages("observe")), sent, TODAY)
    assert answer["allowed"] == [True, True]
    with of_batches(batches(answer["lines"], tmp_path)) as connection:
        found = preview(connection, rulebook)
    assert [(one.code, one.person) for one in found.refusals] == [("S-FS01-somu-部署外", "風 二")]
    assert 0 < found.refused < found.judged


@real
def test_a_copy_to_another_share_is_found_and_judged_at_both_ends(tmp_path: Path) -> None:
    """What a real client reads and writes: a doubt with both records, held against the gate."""
    shares = [RULES["shares"][0], {"name": "zeimu", "server": "FS01", "departments": ["税務課"]}]
    rulebook = loaded({**RULES, "shares": shares}, tmp_path)
    sent = [
        access("tsuki", "198.18.20.1"),
        replace(access("tsuki", "198.18.20.1", writes=True), share="zeimu"),
    ]
    answer = judged(text_of(rulebook, Stages("observe")), sent, TODAY, "known.txt")
    assert answer["allowed"] == [True, True]
    with of_batches(batches(answer["lines"], tmp_path)) as connection:
        found = tuple(share_findings(connection))
        assert [one.rule_id for one in found] == [COPIED, COPIED]
        against = confronted(
            preview(connection, rulebook), GATE, connection, rulebook, found, ALWAYS
        )
    assert [(one.code, one.count) for one in against.stopped or ()] == [("S-FS01-zeimu-部署外", 1)]
    assert [one.count for one in against.missed or ()] == [1]  # he may read his own


def batches(lines: list[str], folder: Path) -> list[pa.RecordBatch]:
    """The lines as a collecting rsyslog writes them, read."""
    path = folder / "messages"
    framed = [line.replace(" smbd", " FS01 smbd", 1) for line in lines]
    path.write_text("\n".join(framed) + "\n", encoding="utf-8")
    evidence = Evidence("messages", path, path.stat().st_size, "0" * 64, None)
    read_items = read(SOURCE, evidence, Context(now=datetime.now(tz=UTC)))
    return [item.batch for item in read_items if isinstance(item, Events)]


def rows(lines: list[str], folder: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"share": [], "login": []}
    for batch in batches(lines, folder):
        found.setdefault(batch.schema.metadata[b"kind"].decode(), []).extend(batch.to_pylist())
    for own in found.values():
        own.sort(key=lambda row: row["position"])
    return found


def test_stages_differ_and_observe_refuses_nobody(tmp_path: Path) -> None:
    rulebook = loaded(RULES, tmp_path)
    texts = {stage: text_of(rulebook, Stages(stage)) for stage in STAGES}
    assert len(set(texts.values())) == len(STAGES)
    refusing = ("valid users", "hosts", "read list", "guest", "signing", "encrypt", "path")
    for stage in ("observe", "warn"):
        settings_only = [line for line in texts[stage].splitlines() if not line.startswith("#")]
        assert not any(word in line for line in settings_only for word in refusing)
    assert "full_audit:priority = WARNING" in texts["warn"]


def test_a_share_that_nobody_may_use_is_closed_not_open(tmp_path: Path) -> None:
    shares = [{"name": "aki", "server": "FS01", "departments": ["空き課"]}]
    text = text_of(loaded({**RULES, "shares": shares}, tmp_path), Stages("enforce"))
    assert "available = no" in text
    assert "valid users" not in text


def test_modules_of_today_stay(tmp_path: Path) -> None:
    share = {**RULES["shares"][0], "modules": ["acl_xattr"], "snapshots": ".snapshots"}
    text = text_of(loaded({**RULES, "shares": [share]}, tmp_path), Stages("observe"))
    assert "vfs objects = shadow_copy2 acl_xattr full_audit\n" in text
    assert "shadow:snapdir = .snapshots\n" in text
