"""The model and the loaded ruleset judge the same packets alike."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from sekisho.gates.contract import NotBuildableError
from sekisho.gates.line.matrix import INSIDE, Matrix, Packet
from sekisho.gates.line.nftables import ruleset
from sekisho.gates.line.strictness import strictness
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook
from tests.gates.line import departments_stages, loaded, owners, packets, rulebooks

JUDGE = Path(__file__).parent / "kernel.py"


def can_judge() -> bool:
    if not all(shutil.which(program) for program in ("unshare", "nft", "ip")):
        return False
    tried = subprocess.run(
        ["unshare", "-rn", "nft", "list", "tables"], capture_output=True, check=False
    )
    return tried.returncode == 0 and Path("/dev/net/tun").exists()


pytestmark = pytest.mark.skipif(
    not can_judge(), reason="needs nftables and network namespaces (apt-get install nftables)"
)


def judged(rulebook: Rulebook, sent: list[Packet], stages: Stages) -> dict[str, Any]:
    file, _collector = ruleset(rulebook, stages)
    job = {
        "ruleset": file.content.decode(),
        "packets": [
            {
                "source": str(one.source),
                "destination": str(one.destination),
                "transport": one.transport,
                "port": one.port,
            }
            for one in sent
        ],
    }
    told = subprocess.run(
        ["unshare", "-rn", sys.executable, str(JUDGE)],
        input=json.dumps(job).encode(),
        capture_output=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr.decode()
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


@pytest.mark.slow
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(content=rulebooks(), sent=packets())
def test_kernel_and_model_agree(
    content: dict[str, Any], sent: list[Packet], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    matrix = Matrix(rulebook)
    said = [matrix.judge(one) for one in sent]
    answer = judged(rulebook, sent, Stages("enforce"))
    assert answer["passed"] == [number for number, one in enumerate(said, 1) if one.allowed]
    expected = Counter(one.code for one in said if one.code != INSIDE)
    assert {code: count for code, count in answer["counted"].items() if count} == dict(expected)


ZONES = {
    "version": 1,
    "zones": [
        {"name": "行政系", "kind": "LGWAN接続系", "networks": ["198.18.20.0/24"]},
        {"name": "住民", "kind": "マイナンバー利用事務系", "networks": ["198.18.30.0/24"]},
    ],
}


@pytest.mark.parametrize("stage", ["observe", "warn"])
def test_nothing_is_refused_before_enforcement(stage: str, tmp_path: Path) -> None:
    rulebook = loaded(ZONES, tmp_path)
    sent = [Packet(ip_address("198.18.20.1"), ip_address("198.18.30.9"), "tcp", 445)]
    assert not Matrix(rulebook).judge(sent[0]).allowed
    answer = judged(rulebook, sent, Stages(stage))  # type: ignore[arg-type]
    assert answer["passed"] == [1]
    assert answer["counted"]["L-行政系-住民"] == 1


@pytest.mark.slow
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(content=rulebooks(), sent=packets(), owned=owners(), stages=departments_stages())
def test_only_those_who_are_enforced_are_refused(
    content: dict[str, Any],
    sent: list[Packet],
    owned: list[dict[str, Any]],
    stages: Stages,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    rulebook = loaded({**content, "assets": owned}, tmp_path_factory.mktemp("rules"))
    matrix, strict = Matrix(rulebook), strictness(rulebook, stages)
    passes = [matrix.judge(one).allowed or strict.of(one.source) != "enforce" for one in sent]
    answer = judged(rulebook, sent, stages)
    assert answer["passed"] == [number for number, one in enumerate(passes, 1) if one]
    expected = Counter(one.code for one in map(matrix.judge, sent) if one.code != INSIDE)
    assert {code: count for code, count in answer["counted"].items() if count} == dict(expected)


def test_whoever_administers_the_gate_reaches_it(tmp_path: Path) -> None:
    """The zones judge nothing but what passes through, and replies to what was let through come
    back. Only the quarantine closes the machine's own services, and never to a responder."""
    assets = [{"name": "ADMIN", "addresses": ["198.18.20.5"]}]
    never = {"assets": ["ADMIN"], "reason": "保守"}
    rulebook = loaded({**ZONES, "assets": assets, "never_refused": never}, tmp_path)
    file, _collector = ruleset(rulebook, Stages("enforce"))
    text = file.content.decode()
    apart, zones = text.split("\ntable inet sekisho { }\n")
    hooks = [line.split("hook ")[1].split()[0] for line in zones.splitlines() if " hook " in line]
    assert hooks == ["forward"]
    rules = apart.rpartition("chain input {")[2].splitlines()[2:]
    assert [line.split()[-1] for line in rules if line.strip() != "}"] == [
        "accept", "drop", "accept", "drop",
    ]  # fmt: skip
    assert "elements = { 198.18.20.5 }" in apart
    assert text.index("ct state established,related accept") < text.index("vmap")


def test_the_stage_stands_in_the_records_prefix(tmp_path: Path) -> None:
    assets = [{"name": "PC-1", "addresses": ["198.18.20.1"], "department": "税務課"}]
    rulebook = loaded({**ZONES, "assets": assets}, tmp_path)
    file, _collector = ruleset(rulebook, Stages("observe", {"税務課": "enforce"}))
    text = file.content.decode()
    chain = text.split("chain pair_1_2 {")[1].split("}")[0]
    assert 'ip saddr @enforce_v4 log prefix "enforce L-行政系-住民 "' in chain
    assert 'log prefix "observe L-行政系-住民 " group 5 snaplen 128 counter accept' in chain
    assert "@enforce_v4" not in text.split("chain pair_2_1 {")[1].split("}")[0]


def test_a_computer_that_no_filter_can_tell_is_never_refused_against_the_rulebook(
    tmp_path: Path,
) -> None:
    assets = [{"name": "PC-1", "department": "税務課"}]
    rulebook = loaded({**ZONES, "assets": assets}, tmp_path)
    with pytest.raises(NotBuildableError) as caught:
        ruleset(rulebook, Stages("enforce", {"税務課": "observe"}))
    assert (caught.value.code, caught.value.values["names"]) == ("gates.line.bare", "PC-1")
    file, _collector = ruleset(rulebook, Stages("observe", {"税務課": "enforce"}))
    assert "固定アドレスがなく observe のまま 1" in file.content.decode()
