"""``sekisho gates preview mail`` over mails whose bytes are still there, and over what is left."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sekisho.cli.main import main
from tests.gates.mail import docm, mail, program, rulebook, zipped

DAY = "Fri, 27 Nov 2026 0{n}:00:00 +0900"
NOW = ("--now", "2026-11-28T12:00", "--workers", "0")
LOG = (
    "Nov 27 09:00:00 mx postfix/cleanup[1]: 4fGhJkXqQ0c1z1d: message-id=<9@firm.example>\n"
    "Nov 27 09:00:01 mx postfix/qmgr[2]: 4fGhJkXqQ0c1z1d: from=<x@firm.example>, size=900, nrcpt=1 "
    "(queue active)\n"
    "Nov 27 09:00:02 mx postfix/virtual[3]: 4fGhJkXqQ0c1z1d: to=<seki-j@town.seki.example>, "
    "relay=virtual, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to maildir)\n"
)


def dated(number: int, *files: tuple[str, bytes], **more: Any) -> bytes:
    made = mail(*files, Date=DAY.format(n=number), **more)
    return made.replace(b"<1@firm", b"<%d@firm" % number)


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """A clean mail, a macro, a program in an archive under a harmless name, and a log."""
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "clean.eml").write_bytes(dated(1))
    (folder / "macro.eml").write_bytes(dated(2, ("通知.docm", docm())))
    inner = dated(3, ("資料.zip", zipped(("資料.txt", program()))), Cc="maki-h@town.seki.example")
    box = b"From a@firm.example Fri Nov 27 03:00:00 2026\n" + inner.replace(b"\r\n", b"\n") + b"\n"
    (folder / "box").write_bytes(box)
    (folder / "mail.log").write_text(LOG, encoding="utf-8")
    rulebook(tmp_path)
    return folder


def previewed(origin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    out = tmp_path / "preview.json"
    words = ["gates", "preview", "mail", "--from", str(origin), "--out", str(out), "--rulebook",
             str(tmp_path / "rulebook.yaml"), *NOW]  # fmt: skip
    capsys.readouterr()
    assert main(words) == 3
    return json.loads(out.read_bytes())


def test_what_the_gate_would_have_done_is_what_mail_judge_says(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = previewed(evidence, tmp_path, capsys)
    assert "うち 3 通は、残っているメールそのものを" in "".join(capsys.readouterr())
    assert (found["judged"], found["whole"], found["refused"]) == (3, 3, 2)
    rows = {(one["code"], one["person"], one["evidence"]) for one in found["refusals"]}
    assert rows == {
        ("mail.macro", "関 次郎", "macro.eml"), ("mail.program", "関 次郎", "box"),
        ("mail.program", "真木 花", "box"),
    }  # fmt: skip
    assert found["unjudged"] == {"gates.unjudged.mail_log": 1}
    judge = ["mail", "judge", str(evidence), "--rulebook", str(tmp_path / "rulebook.yaml")]
    capsys.readouterr()
    assert main([*judge, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    stopped = {rule["rule"] for one in told for rule in one["rules"] if one["verdict"] != "accept"}
    assert stopped >= {code for code, _, _ in rows}


def test_of_a_case_whose_evidence_is_gone_the_names_are_left(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case"
    main(["investigate", str(evidence), "--case", str(case), "--rulebook",
          str(tmp_path / "rulebook.yaml"), *NOW])  # fmt: skip
    there = previewed(case, tmp_path, capsys)
    assert (there["whole"], there["refused"]) == (3, 2)
    (evidence / "box").write_bytes(b"")
    shutil.move(evidence / "macro.eml", tmp_path / "macro.eml")
    found = previewed(case, tmp_path, capsys)
    assert (found["judged"], found["whole"], found["refused"]) == (3, 1, 0)
    assert found["unjudged"] == {
        "gates.unjudged.mail_not_there": 2, "gates.unjudged.mail_log": 1,
    }  # fmt: skip


def test_only_the_stretch_asked_for_is_judged(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "preview.json"
    words = ["gates", "preview", "mail", "--from", str(evidence), "--out", str(out), "--rulebook",
             str(tmp_path / "rulebook.yaml"), "--between", "2026-11-27T01:30", "2026-11-27T02:30",
             *NOW]  # fmt: skip
    assert main(words) == 0
    found = json.loads(out.read_bytes())
    assert (found["judged"], found["whole"], found["refused"]) == (1, 1, 1)
