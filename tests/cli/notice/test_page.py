"""What keeps the drill's page from opening. That it answers: tests/town/test_notice_drill.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.case.notices.register import DRILL, Told, append
from sekisho.cli.main import main

MADE = Told("2026-06-08T09:00:00+09:00", "made", "1", "0", "関", "a@b.example", "m",
            "SEKISHO-00112233445566AA", DRILL)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "listen", "code"),
    [
        (DRILL, "8088", "bad_listen"),
        (DRILL, "127.0.0.1:99999", "bad_listen"),
        (DRILL, "192.0.2.254:1", "no_page"),
        ("", "127.0.0.1:0", "no_drill"),
    ],
)
def test_what_is_refused(
    tmp_path: Path, source: str, listen: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "d.jsonl"
    append(register, [Told(**{**vars(MADE), "source": source})])
    words = ["notice", "page", "--register", str(register), "--log", str(tmp_path / "p.jsonl")]
    assert main([*words, "--listen", listen]) == 2
    assert f"[cli.notice.{code}]" in capsys.readouterr().err
