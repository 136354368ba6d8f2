"""A real Postfix and an officer whose command is killed before or after Postfix did it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sekisho.cli.main import main
from sekisho.gates.mail.sealed import RECORD
from tests.gates.mail import locked, mail, program, rulebook, zipped
from tests.town.postfix import PATH, Town, can_run, town

pytestmark = pytest.mark.skipif(not can_run(), reason="needs postfix and root (apt-get install)")
SEKISHO = "import sys; from sekisho.cli.main import main; sys.exit(main(sys.argv[1:]))"
HELD = mail(("a.zip", zipped(("b.exe", program()))))
BY = ("--by", "関 次郎", "--reason", "差出人に電話で確かめた")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path that the users of the mail server may enter."""
    own = Path(tempfile.mkdtemp(prefix="sekisho-mail-", dir="/tmp"))
    yield own
    shutil.rmtree(own, ignore_errors=True)


@pytest.fixture
def gate(folder: Path, tmp_path: Path) -> Iterator[Town]:
    rulebook(tmp_path)
    with town(folder, tmp_path / "rulebook.yaml") as one:
        yield one


def held(gate: Town, data: bytes = HELD) -> str:
    assert gate.send(data) == 250
    gate.settle()
    (one,) = gate.held()
    return one


def words(gate: Town, what: str, queue_id: str) -> list[str]:
    return ["mail", "held", what, queue_id, "--state", str(gate.state), "--rulebook",
            str(gate.rulebook), "--postfix", str(gate.own / "etc"), *BY]  # fmt: skip


def killed(gate: Town, command: list[str], name: str, when: str, tmp_path: Path) -> None:
    """Runs a command; a program of Postfix that it calls kills it, before or after its work."""
    real, kill = shutil.which(name, path=PATH), "kill -9 $PPID"
    steps = {"before": [kill], "after": [f'{real} "$@"', kill]}[when]
    own = tmp_path / "bin"
    own.mkdir()
    (own / name).write_text("\n".join(("#!/bin/sh", *steps, "")), encoding="utf-8")
    (own / name).chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", SEKISHO, *command], capture_output=True, check=False,
        env={**os.environ, "PATH": f"{own}:{PATH}"},
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr


def decisions(gate: Town) -> list[tuple[str, str]]:
    lines = (gate.state / RECORD).read_text(encoding="utf-8").splitlines()
    record: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [(one["what"], one["outcome"]) for one in record if "decided" in one]


def listed(gate: Town, capsys: pytest.CaptureFixture[str]) -> tuple[Any, str]:
    capsys.readouterr()
    own = ["mail", "held", "list", "--state", str(gate.state)]
    assert main([*own, "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert main(own) == 0
    return row, "".join(capsys.readouterr())


@pytest.mark.parametrize("what", ["release", "delete"])
def test_killed_before_postfix_did_it(
    what: str, gate: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The mail is still held, nothing says that it is not, and the same command does it."""
    one = held(gate)
    killed(gate, words(gate, what, one), "postsuper", "before", tmp_path)
    assert gate.held() == [one]
    assert decisions(gate) == [(what, "begun")]
    row, told = listed(gate, capsys)
    assert row["perhaps"]["what"] == what
    assert "済んでいるかもしれない" in told
    assert "保留" in told
    assert main(words(gate, what, one)) == 0
    gate.settle()
    assert gate.held() == []
    assert len(gate.delivered()) == (what == "release")
    assert decisions(gate)[1:] == [(what, "begun"), (what, "done")]
    row, told = listed(gate, capsys)
    assert row["perhaps"] is None
    assert "済んでいるかもしれない" not in told
    assert main(words(gate, what, one)) == 2


@pytest.mark.parametrize("what", ["release", "delete"])
def test_killed_after_postfix_did_it(
    what: str, gate: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The mail is gone and the record tells that this was begun; the same command does no more
    and claims no more, and says where to look."""
    one = held(gate)
    killed(gate, words(gate, what, one), "postsuper", "after", tmp_path)
    gate.command("postqueue", "-f")
    gate.settle()
    assert gate.held() == []
    assert decisions(gate) == [(what, "begun")]
    assert main(["mail", "held", "show", one, "--state", str(gate.state)]) == 0
    assert "済んでいるかもしれない" in "".join(capsys.readouterr())
    assert main(words(gate, what, one)) == 2
    assert "[cli.mail.perhaps_gone]" in capsys.readouterr().err
    assert len(gate.delivered()) == (what == "release")
    assert ("done" in dict(decisions(gate)).values()) is False
    row, told = listed(gate, capsys)
    assert row["perhaps"]["what"] == what
    assert "済んでいるかもしれない" in told
    # where it says to look it is
    log = (gate.own / "log" / "mail.log").read_text(encoding="utf-8")
    sign = "released from hold" if what == "release" else "removed"
    assert any("postsuper" in line and f"{one}: {sign}" in line for line in log.splitlines())


def test_killed_after_it_was_let_go_and_still_on_its_way(gate: Town, tmp_path: Path) -> None:
    """What the queue itself shows to be let go is recorded as done."""
    one = held(gate)
    gate.command("postconf", "defer_transports=virtual")
    gate.command("postfix", "reload")
    killed(gate, words(gate, "release", one), "postsuper", "after", tmp_path)
    assert gate.held() == []
    assert main(words(gate, "release", one)) == 0
    assert decisions(gate) == [("release", "begun"), ("release", "begun"), ("release", "done")]


@pytest.mark.parametrize(("when", "came"), [("before", 1), ("after", 2)])
def test_a_question_that_was_perhaps_sent(
    when: str, came: int, gate: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sender = "a@partner.example"
    assert (
        gate.send(mail(("x.zip", locked("x.txt", b"1", b"Seki-2026")), sender=sender), sender)
        == 250
    )
    gate.settle()
    (one,) = gate.held()
    ask = [*words(gate, "ask", one), "--send"]
    killed(gate, ask, "sendmail", when, tmp_path)
    assert decisions(gate) == [("ask", "begun")]
    capsys.readouterr()
    assert main(ask) == 0
    assert "済んでいるかもしれない" in "".join(capsys.readouterr())
    gate.settle()
    assert len(gate.delivered()) == came
    assert gate.held() == [one]
    assert decisions(gate) == [("ask", "begun"), ("ask", "begun"), ("ask", "done")]


def test_the_password_of_a_mail_that_was_let_go_is_handed_over_later(
    folder: Path, tmp_path: Path
) -> None:
    """Killed between the release and the letter to the sender: the command brings the letter."""
    roster = "氏名,住所,電話番号\n佐藤 一郎,岐阜県関市若草通1丁目1番地,0575-22-0001\n"
    rulebook(
        tmp_path, personal_outgoing="暗号化", encryption={"handover": "差出人"},
        thresholds={"many_recipients": 2},
    )  # fmt: skip
    sender = "x@town.seki.example"
    with town(folder, tmp_path / "rulebook.yaml") as gate:
        data = mail(("名簿.csv", roster.encode("cp932")), sender=sender,
                    Cc="x@partner.example, y@partner.example")  # fmt: skip
        assert gate.send(data, sender, "x@partner.example") == 250
        gate.settle()
        (one,) = gate.held()
        killed(gate, words(gate, "release", one), "sendmail", "before", tmp_path)
        gate.settle()
        assert decisions(gate) == [("release", "begun"), ("release", "done")]
        assert [each for each in gate.delivered() if each["Auto-Submitted"]] == []
        assert main(words(gate, "release", one)) == 0
        gate.settle()
        (letter,) = [each for each in gate.delivered() if each["Auto-Submitted"]]
        assert letter["To"] == sender
        assert main(words(gate, "release", one)) == 2
