"""What did not come by mail is entered by hand, with how it is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.case.notices.register import BY_HAND, read
from sekisho.cli.main import main

RULES = """\
version: 1
people: [{name: 関 次郎, department: 総務課}, {name: 山田 花子, department: 税務課}]
notices:
  - {number: 研修1, date: 令和8年6月8日, title: 個人情報研修, addressees: [全課]}
"""


def record(place: Path, *people: str, number: str = "研修1", what: str = "confirmed") -> int:
    rulebook = place / "r.yaml"
    rulebook.write_text(RULES, encoding="utf-8")
    given = [word for one in people for word in ("--person", one)]
    return main(["notice", "record", number, "--rulebook", str(rulebook), "--register",
                 str(place / "n.jsonl"), *given, "--what", what, "--at",
                 "2026-06-09T15:00:00+09:00", "--how", "受講票", "--lang", "ja"])  # fmt: skip


def test_a_training_with_its_attendance(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert record(tmp_path, "関 次郎") == 0
    (one,) = read((tmp_path / "n.jsonl").read_bytes())
    assert (one.act, one.person, one.source, one.reason) == (
        "confirmed", "関 次郎", BY_HAND, "受講票",
    )  # fmt: skip
    capsys.readouterr()
    words = ["--rulebook", str(tmp_path / "r.yaml"), "--register", str(tmp_path / "n.jsonl")]
    assert main(["notice", "status", "研修1", *words, "--json"]) == 0
    (status,) = json.loads(capsys.readouterr().out)
    assert status["silent"] == ["山田 花子"]
    assert status["people"][0]["confirmed"] == "2026-06-09T15:00:00+09:00"


@pytest.mark.parametrize(
    ("number", "person", "code"),
    [("研修9", "関 次郎", "no_such"), ("研修1", "誰か", "no_person")],
)
def test_who_or_what_is_not_known(
    tmp_path: Path, number: str, person: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record(tmp_path, "関 次郎", person, number=number) == 2
    assert f"[cli.notice.{code}]" in capsys.readouterr().err
    assert not (tmp_path / "n.jsonl").exists()
