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

from sekisho.gates.line.matrix import INSIDE, Matrix, Packet
from sekisho.gates.line.nftables import ruleset
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook
from tests.gates.line import loaded, packets, rulebooks

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


def judged(rulebook: Rulebook, sent: list[Packet], stage: str) -> dict[str, Any]:
    file, _collector = ruleset(rulebook, Stages(stage))  # type: ignore[arg-type]
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
    answer = judged(rulebook, sent, "enforce")
    assert answer["passed"] == [number for number, one in enumerate(said, 1) if one.allowed]
    expected = Counter(one.code for one in said if one.code != INSIDE)
    assert {code: count for code, count in answer["counted"].items() if count} == dict(expected)


@pytest.mark.parametrize("stage", ["observe", "warn"])
def test_nothing_is_refused_before_enforcement(stage: str, tmp_path: Path) -> None:
    content = {
        "version": 1,
        "zones": [
            {"name": "行政系", "kind": "LGWAN接続系", "networks": ["198.18.20.0/24"]},
            {"name": "住民", "kind": "マイナンバー利用事務系", "networks": ["198.18.30.0/24"]},
        ],
    }
    rulebook = loaded(content, tmp_path)
    sent = [Packet(ip_address("198.18.20.1"), ip_address("198.18.30.9"), "tcp", 445)]
    assert not Matrix(rulebook).judge(sent[0]).allowed
    answer = judged(rulebook, sent, stage)
    assert answer["passed"] == [1]
    assert answer["counted"]["L-行政系-住民"] == 1
