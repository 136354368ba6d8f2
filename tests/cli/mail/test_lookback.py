"""``sekisho mail lookback``: over a folder, and over a case that is then investigated again."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from sekisho import investigate as module
from sekisho.cli.main import main
from sekisho.gates.programs import program
from sekisho.investigate import CHANGES, INTERNAL, PUBLIC

PROGRAM = b"MZ invented"
DIGEST = hashlib.sha256(PROGRAM).hexdigest()
MAIL = (
    "From: info@sender.example\r\nTo: tanaka@town.example\r\nSubject: notice\r\n"
    "Date: Thu, 02 Jun 2016 08:00:00 +0900\r\nMessage-ID: <1@sender.example>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    "--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x\r\n"
    "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
    'Content-Disposition: attachment; filename="notice.exe"\r\n\r\n'
    f"{base64.b64encode(PROGRAM).decode()}\r\n--x--\r\n"
)
LINE = (
    "1464937391.827    781 192.0.2.33 TCP_MISS/200 1785 GET http://c2.example/ tanaka "
    "HIER_DIRECT/198.51.100.7 text/html\n"
)
AT = ["--now", "2016-06-23T11:00:00+09:00", "--workers", "0", "--lang", "ja"]


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "notice.eml").write_bytes(MAIL.encode())
    (folder / "access.log").write_text(LINE, encoding="utf-8")
    return folder


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "県からの指標.txt"
    path.write_text(f"{DIGEST}\nhxxp://c2[.]example/\n添付：other_*.zip\n", encoding="utf-8")
    return path


def test_over_a_folder_what_was_met_and_what_was_searched(
    evidence: Path, listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "result.json"
    words = ["mail", "lookback", str(listed), "--from", str(evidence), "--out", str(out), *AT]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert f"当たり\tSHA-256\t{DIGEST}" in told
    assert "メールボックスにある　tanaka@town.example　H28.6.2 08:00:00" in told
    assert "当たらず\t添付ファイル名\tother_*.zip" in told
    assert "調べた記録：eml.message　H28.6.2 08:00:00" in told
    mail, url, name = json.loads(out.read_bytes())["indicators"]
    assert (mail["outcome"], mail["meetings"][0]["evidence"]["evidence"]) == ("met", "notice.eml")
    assert (url["meetings"][0]["state"], url["meetings"][0]["address"]) == (
        "contacted", "192.0.2.33",
    )  # fmt: skip
    assert (name["outcome"], name["meetings"]) == ("not_met", [])


def test_bad_lines_and_what_no_record_could_show_are_not_all_read(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{'ab' * 20}\nwhat is this\n", encoding="utf-8")
    assert main(["mail", "lookback", str(path), "--from", str(evidence), *AT]) == 3
    told = capsys.readouterr().out
    assert "list.txt の 2 行目は使えない" in told
    assert "調べられず\tSHA-1" in told


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"what is this\n", "cli.lookback.nothing_usable"), (b"\0\0", "lookback.not_text")],
)
def test_a_list_of_nothing_is_bad_input(
    content: bytes, code: str, evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(content)
    assert main(["mail", "lookback", str(path), "--from", str(evidence), *AT]) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_a_folder_that_is_no_case_is_not_reopened(
    evidence: Path, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["mail", "lookback", str(listed), "--case", str(evidence), *AT]) == 2
    assert "[cli.case_not_ours]" in capsys.readouterr().err


def test_a_case_takes_later_knowledge_in_and_says_what_changed(
    evidence: Path,
    listed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(module, "papers", lambda *_: {INTERNAL: b"i\n", PUBLIC: b"p\n"})
    case = tmp_path / "case"
    again = ["investigate", str(evidence), "--case", str(case), *AT]
    assert main(again) == 0
    back = ["mail", "lookback", str(listed), "--case", str(case), *AT]
    assert main(back) == 0
    assert main(["ledger", "verify", str(case)]) == 0
    assert main(back) == 0
    assert "この一覧は前に残した" in capsys.readouterr().out
    assert main(again) == 0
    (kept,) = (case / "indicators").iterdir()
    name = f"indicators/{kept.name}"
    facts = json.loads((case / "case.json").read_bytes())
    assert facts["evidence_files"][name] == hashlib.sha256(listed.read_bytes()).hexdigest()
    assert [(one["what"], one["user"]) for one in facts["spread"]] == [
        ("spread.mail", "tanaka@town.example"), ("spread.indicator", "tanaka@town.example"),
        ("spread.indicator", "tanaka"),
    ]  # fmt: skip
    found = json.loads((case / CHANGES).read_bytes())
    assert [(one["what"], one["before"], one["after"], one["because"]) for one in found] == [
        ("spread", None, "1", [name]), ("spread", None, "1", [name]), ("spread", None, "1", [name]),
    ]  # fmt: skip
    assert main(["ledger", "verify", str(case)]) == 0
    assert main(again) == 0
    assert json.loads((case / CHANGES).read_bytes()) == []


TABLE = b"name,place\ninvented,here\n"


def _with_attachment(number: int, name: str, data: bytes) -> bytes:
    return (
        MAIL.replace("<1@", f"<{number}@").replace("tanaka@", f"staff{number}@")
        .replace("08:00:00", f"08:0{number}:00").replace("notice.exe", name)
        .replace(base64.b64encode(PROGRAM).decode(), base64.b64encode(data).decode())
    ).encode()  # fmt: skip


def _numbers(facts: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    (one,) = facts["changes"]
    return {each["step"]: (each["before"], each["after"]) for each in one["numbers"]}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_outbreak_says_what_was_said_before_number_by_number(
    lang: str, evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody knew that the file was bad; the prefecture's list says so days later. Then the mail
    server's log is found. Both papers tell the numbers of before, and why they are others."""
    (evidence / "notice.eml").unlink()
    for number in (2, 3):
        data = _with_attachment(number, f"guide{number}.csv", TABLE)
        (evidence / f"{number}.eml").write_bytes(data)
    case, words = tmp_path / "case", [*AT[:-1], lang]
    again = ["investigate", str(evidence), "--case", str(case), *words]
    assert main(again) == 0
    facts = json.loads((case / "case.json").read_bytes())
    assert (facts["outbreaks"], facts["changes"]) == ([], [])
    path = tmp_path / "list.txt"
    path.write_text(f"{hashlib.sha256(TABLE).hexdigest()}\n", encoding="utf-8")
    assert main(["mail", "lookback", str(path), "--case", str(case), *words]) == 0
    assert main(again) == 0
    facts = json.loads((case / "case.json").read_bytes())
    (account,) = facts["outbreaks"]
    assert account["received"] == {"low": 2, "high": 2}
    assert _numbers(facts)["delivered"] == (None, {"low": 2, "high": 2})
    (because,) = facts["changes"][0]["because"]
    assert because["code"] == "changed.list"
    first = (case / "case.json").read_bytes()
    assert main(again) == 0
    assert (case / "case.json").read_bytes() == first, "what was said stays said"
    (evidence / "4.eml").write_bytes(_with_attachment(4, "guide4.csv", TABLE))
    assert main(again) == 0
    facts = json.loads((case / "case.json").read_bytes())
    assert [one["outbreak"] for one in facts["changes"]] == [0, 0]
    numbers = {one["step"]: one for one in facts["changes"][1]["numbers"]}
    assert (numbers["mailboxes"]["before"], numbers["mailboxes"]["after"]) == (
        {"low": 2, "high": 2}, {"low": 3, "high": 3},
    )  # fmt: skip
    assert facts["changes"][1]["because"][0]["code"] == "changed.evidence"
    inside = (case / INTERNAL).read_text(encoding="utf-8")
    outside = (case / PUBLIC).read_text(encoding="utf-8")
    said = {"ja": ("前に示した数", "調べ直した", "新たに集めた", "少なくとも3箱に改めた"),
            "en": ("Said before", "made known later", "collected since",
                   "corrected to at least 3 mailboxes")}[lang]  # fmt: skip
    assert said[0] in inside
    assert "4.eml" in inside
    assert said[1] in outside
    assert said[2] in outside
    assert said[3] in outside
    assert "4.eml" not in outside
    assert main(["ledger", "verify", str(case)]) == 0


YARA = 'rule invented { strings: $a = "MZ invented" condition: $a at 0 }\n'
NDB = f"Town.Invented:0:0:{PROGRAM.hex()}\n"
RECORD = {
    "at": "2016-06-02T08:00:01+09:00", "queue_id": "4A", "verdict": "accept", "done": "accept",
    "stage": "observe", "rules": [], "from": "info@sender.example", "client": "203.0.113.9",
    "to": ["sato@town.example"], "message_id": "<2@sender.example>", "subject": "notice",
    "files": [{"place": "a.zip/b.exe", "real": "program", "sha256": DIGEST}], "size": 900,
    "sha256": "ab" * 32,
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [("late.yar", YARA), ("late.ndb", NDB)])
def test_late_signatures_find_in_one_copy_who_else_got_it(
    evidence: Path, tmp_path: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The mail to sato was not kept: the record alone knows that it bore the same file."""
    if name.endswith(".yar"):
        pytest.importorskip("yara_x")
    elif program("clamscan") is None:
        pytest.skip("needs clamscan (apt-get install clamav)")
    (evidence / "mail.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert main(["mail", "lookback", str(path), "--from", str(evidence), *AT]) == 0
    told = capsys.readouterr().out
    assert f"署名 {name} で、保存したメール 1 通を調べた" in told
    assert f"当たり\tSHA-256\t{DIGEST}" in told
    assert "tanaka@town.example" in told
    assert "sato@town.example" in told


def test_signatures_that_meet_nothing_say_how_much_was_searched(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("yara_x")
    path = tmp_path / "none.yar"
    path.write_text('rule not_there { strings: $a = "not there" condition: $a }', encoding="utf-8")
    assert main(["mail", "lookback", str(path), "--from", str(evidence), *AT]) == 0
    assert "保存したメール 1 通を調べた。当たり 0 件" in capsys.readouterr().out
    (evidence / "notice.eml").unlink()
    assert main(["mail", "lookback", str(path), "--from", str(evidence), *AT]) == 2
    assert "--mails" in capsys.readouterr().err
    path.write_text("rule {", encoding="utf-8")
    assert main(["mail", "lookback", str(path), "--from", str(evidence), *AT]) == 2
    assert "none.yar" in capsys.readouterr().err
