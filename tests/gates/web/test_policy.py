"""The policy of the proxy's machine: what it holds, what it leaves out, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.stages import Stages
from sekisho.gates.web.policy import PolicyError, policy_of, read, written
from sekisho.rulebook import load
from tests.gates.web import RULES, loaded

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml"
STAGES = Stages("observe", {"総務課": "warn"}, {"PC-1": "enforce"})


def test_a_policy_comes_back_as_it_went(tmp_path: Path) -> None:
    for rulebook in (loaded(RULES, tmp_path), load(EXAMPLE), load(None)):
        policy = policy_of(rulebook, STAGES)
        assert read(written(policy)) == policy
        assert policy.rulebook.digest == rulebook.digest


def test_no_more_of_the_staff_than_is_needed() -> None:
    text = written(policy_of(load(EXAMPLE), STAGES)).decode()
    for person in load(EXAMPLE).people:
        assert not any(mail in text for mail in person.mail)
    assert not any(asset.macs and asset.macs[0] in text for asset in load(EXAMPLE).assets)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b'{"format": "other"}',
        b'{"format": "sekisho web policy 1", "stage": "open", "sections": {}}',
    ],
)  # fmt: skip
def test_what_is_no_policy(data: bytes) -> None:
    with pytest.raises(PolicyError):
        read(data)


def test_a_stage_that_is_none(tmp_path: Path) -> None:
    data = written(policy_of(loaded(RULES, tmp_path), STAGES))
    for before, after in ((b'"observe"', b'"open"'), (b'"enforce"', b'"deny"')):
        with pytest.raises(PolicyError):
            read(data.replace(before, after, 1))
