"""``sekisho web icap``: what it does not start with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.cli.exits import Exit
from sekisho.cli.main import main
from sekisho.gates.stages import Stages
from sekisho.gates.web.policy import policy_of, written
from tests.gates.web import RULES, loaded


@pytest.mark.parametrize(
    ("policy", "more", "code"),
    [
        ("{", [], "cli.web.no_policy"),
        (None, ["--lists", "LISTS"], "cli.gates.no_lists_file"),
        (None, ["--listen", "here"], "cli.web.cannot_listen"),
        (None, ["--listen", "127.0.0.1:99999"], "cli.web.cannot_listen"),
        (None, ["--listen", "192.0.2.77:1"], "cli.web.cannot_listen"),
    ],
)
def test_what_cannot_be_used_is_told(
    policy: str | None, more: list[str], code: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path, lists = tmp_path / "web.json", tmp_path / "web.lists"
    lists.write_text(json.dumps({}), encoding="utf-8")
    made = written(policy_of(loaded(RULES, tmp_path), Stages()))
    path.write_bytes(made if policy is None else policy.encode())
    words = ["web", "icap", "--policy", str(path)]
    words += [str(lists) if word == "LISTS" else word for word in more]
    assert main(words) == Exit.BAD_INPUT
    assert code in capsys.readouterr().err
