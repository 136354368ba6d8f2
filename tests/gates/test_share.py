"""The share gate as a whole: checked by the real program, and what cannot be built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sekisho.gates.contract import NotBuildableError
from sekisho.gates.programs import program
from sekisho.gates.share.gate import GATE, TESTPARM
from sekisho.gates.share.samba import settings as built
from sekisho.gates.stages import STAGES, Stage, Stages
from tests.gates.share import loaded
from tests.gates.share.test_access import RULES


@pytest.mark.skipif(program(TESTPARM) is None, reason="needs testparm (apt-get install samba)")
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(
    ("old", "new"), [(b"", b""), (b"full_audit:prefix", b"ful_audit"), (b"[somu]", b"[somu")]
)
def test_the_real_checker_answers(stage: Stage, old: bytes, new: bytes, tmp_path: Path) -> None:
    target = GATE.target("samba")
    assert target is not None
    (file,) = target.build(loaded(RULES, tmp_path), Stages(stage))
    (tmp_path / file.name).write_bytes(file.content.replace(old, new) if old else file.content)
    (answer,) = target.check(tmp_path)
    assert answer.answer == ("refused" if old else "accepted"), answer


@pytest.mark.parametrize(
    "changed",
    [
        {"shares": []},
        {"shares": [{"name": "a]b", "server": "FS01"}]},
        {"shares": [{"name": "global", "server": "FS01"}]},
        {"shares": [{"name": "a", "server": "FS01", "path": "/srv/%u"}]},
        {
            "shares": [{"name": "a", "server": "FS01", "departments": ["税務課"]}],
            "people": [{"name": "x", "accounts": ["@wheel"], "department": "税務課"}],
        },
    ],
)
def test_what_smb_conf_cannot_say_is_not_built(changed: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(NotBuildableError):
        built(loaded({**RULES, **changed}, tmp_path), Stages("enforce"))
