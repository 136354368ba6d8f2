"""What holds of every gate, and of asking a real system's checker."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.contract import Gate
from sekisho.gates.programs import asked
from sekisho.gates.registry import gates
from sekisho.gates.stages import STAGES, Stages
from sekisho.rulebook import load
from sekisho.text import LANGUAGES, codes

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "rulebook.yaml"


@pytest.mark.parametrize("gate", gates(), ids=lambda gate: gate.name)
def test_every_gate_builds_every_target_at_every_stage(gate: Gate) -> None:
    rulebook = load(EXAMPLE)
    for target in gate.targets:
        built = [target.build(rulebook, Stages(stage)) for stage in STAGES]
        assert all(files for files in built)
        assert built == [target.build(rulebook, Stages(stage)) for stage in STAGES]
        assert len({files[0].content for files in built}) == len(STAGES)
        for language in LANGUAGES:
            assert f"gates.target.{target.name}" in codes(language)
            assert f"gates.gate.{gate.name}" in codes(language)


@pytest.mark.parametrize(
    ("name", "words", "answer"),
    [
        ("true", [], "accepted"),
        ("false", [], "refused"),
        ("no-such-program", [], "not_checked"),
    ],
)
def test_a_checker_is_asked(name: str, words: list[str], answer: str, tmp_path: Path) -> None:
    assert asked(tmp_path / "x.conf", name, words).answer == answer
