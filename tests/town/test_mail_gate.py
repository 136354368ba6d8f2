"""A real Postfix before its users, with the gate: every mail is delivered, held or refused once."""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import pyzipper

from sekisho.cli.main import main
from tests.gates.mail import docm, locked, mail, program, rulebook, zipped
from tests.town.killed import BLOWS, play
from tests.town.postfix import Town, can_run, laid_out, town

pytestmark = pytest.mark.skipif(not can_run(), reason="needs postfix and root (apt-get install)")


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


KINDS = {
    "plain": (mail(), 250),
    "odd": (mail(("not.pdf", b"text")), 250),
    "macro": (mail(("通知.docm", docm())), 250),
    "held": (mail(("a.zip", zipped(("b.exe", program())))), 250),
    "refused": (mail(("a.scr", program())), 550),
}


def numbered(kind: str, number: int) -> bytes:
    return KINDS[kind][0].replace(b"<1@firm", b"<%s.%d@firm" % (kind.encode(), number))


def test_each_verdict_as_the_user_sees_it(gate: Town, tmp_path: Path) -> None:
    for kind, (_, code) in KINDS.items():
        assert gate.send(numbered(kind, 1)) == code, kind
    gate.settle()
    came = {str(one["Message-ID"]).partition(".")[0]: one for one in gate.delivered()}
    assert came.keys() == {"<plain", "<odd", "<macro"}
    assert came["<plain"]["X-Sekisho"] is None
    assert came["<odd"]["X-Sekisho"] == "tag; enforce; mail.other_type"
    clean = came["<macro"]
    body = clean.get_body(("plain",))
    assert body is not None
    assert "通知.docm" in body.get_content()
    assert [one.get_filename() for one in clean.iter_attachments()] == ["通知.docx"]
    (held,) = gate.held()
    words = ["--state", str(gate.state), "--rulebook", str(gate.rulebook)]
    assert main(["mail", "held", "list", *words]) == 0
    assert main(["mail", "held", "show", held, *words]) == 0
    let = ["mail", "held", "release", held, *words, "--postfix", str(gate.own / "etc")]
    assert main([*let, "--by", "真木 花", "--reason", "確かめた"]) == 2
    assert main([*let, "--by", "関 次郎"]) == 2
    assert gate.held() == [held]
    assert main([*let, "--by", "関 次郎", "--reason", "差出人に電話で確かめた"]) == 0
    gate.settle()
    assert gate.held() == []
    assert len(gate.delivered()) == 4
    record = [json.loads(line) for line in (gate.state / "mail.jsonl").read_text().splitlines()]
    assert [one.get("done", one.get("what")) for one in record] == [
        "accept", "tag", "harmless", "hold", "refuse", "release", "release",
    ]  # fmt: skip
    assert len(list((gate.state / "originals").iterdir())) == 3


def test_without_the_gate_nothing_passes_and_nothing_is_lost(gate: Town) -> None:
    gate.kill_gate()
    assert gate.send(numbered("plain", 1)) == 451
    gate.settle()
    assert gate.delivered() == []
    gate.start_gate()
    assert gate.send(numbered("plain", 1)) == 250
    gate.settle()
    assert len(gate.delivered()) == 1


def test_observing_changes_nothing(folder: Path, tmp_path: Path) -> None:
    rulebook(tmp_path)
    with town(folder, tmp_path / "rulebook.yaml", "observe") as gate:
        for kind in KINDS:
            assert gate.send(numbered(kind, 1)) == 250
        gate.settle()
        assert gate.held() == []
        came = gate.delivered()
        assert len(came) == len(KINDS)
        assert all(one["X-Sekisho"] is None for one in came)
        (scr,) = [one for one in came if str(one["Message-ID"]).startswith("<refused")]
        (file,) = scr.iter_attachments()
        assert file.get_content() == program()


def test_every_mail_ends_once_whatever_is_killed(folder: Path, tmp_path: Path) -> None:
    """The gate, single programs of Postfix, all of Postfix, and everything at one moment."""
    rulebook(tmp_path)
    town = laid_out(folder, tmp_path / "rulebook.yaml")
    ends = play(town, 400, senders=6, pause=(0.1, 0.5))
    assert list(ends.wrong()) == []
    assert all(ends.blows[what] for what in BLOWS)
    counts = ends.counts()
    assert counts["delivered"] + counts["held"] + counts["refused"] == 400


ROSTER = "氏名,住所,電話番号\n" + "".join(
    f"{name},岐阜県関市若草通{number}丁目{number}番地,0575-22-{number:04d}\n"
    for number, name in enumerate(("佐藤 一郎", "鈴木 花子", "高橋 健太"), start=1)
)
LEAVING = {
    "personal_outgoing": "暗号化",
    "encryption": {"handover": "差出人"},
    "two_approvers": ["mail.many_recipients"],
    "approvers": ["関 次郎", "真木 花"],
    "thresholds": {"many_recipients": 2},
}
SENDER = "seki-j@town.seki.example"
WHY = ("--reason", "確かめた")


def opened_with(password: str, data: bytes) -> dict[str, bytes]:
    with pyzipper.AESZipFile(io.BytesIO(data)) as whole:
        whole.setpassword(password.encode())
        return {name: whole.read(name) for name in whole.namelist()}


def attachments(arrived: EmailMessage) -> dict[str, bytes]:
    return {str(one.get_filename()): one.get_content() for one in arrived.iter_attachments()
            if one.get_filename()}  # fmt: skip


def password_in(letter: EmailMessage) -> str:
    (found,) = re.findall(r"^ {4}([a-z2-9-]{19})\r?$", letter.get_content(), re.MULTILINE)
    return str(found)


def test_a_roster_leaves_encrypted_and_the_sender_gets_the_password(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rulebook(tmp_path, **LEAVING)
    with town(folder, tmp_path / "rulebook.yaml") as gate:
        data = mail(("名簿.csv", ROSTER.encode("cp932")), sender=SENDER)
        assert gate.send(data, SENDER, "x@partner.example") == 250
        gate.settle()
        (sent,) = [one for one in gate.delivered() if one["Auto-Submitted"] is None]
        (letter,) = [one for one in gate.delivered() if one["Auto-Submitted"]]
        assert letter["To"] == SENDER
        assert sent["X-Sekisho"] is None
        assert opened_with(password_in(letter), attachments(sent)["添付.zip"]) == {
            "名簿.csv": ROSTER.encode("cp932")
        }
        capsys.readouterr()
        assert main(["mail", "sent", "--state", str(gate.state), "--json"]) == 0
        (row,) = json.loads(capsys.readouterr().out)
        assert (row["to"], row["done"]) == (["x@partner.example"], "encrypt")
        assert (row["leaving"]["persons"], row["leaving"]["my_number"]) == ([3, 3], False)
        told = (gate.state / "mail.jsonl").read_text(encoding="utf-8")
        assert password_in(letter) not in told
        assert "佐藤" not in told


def test_what_two_persons_let_go_leaves_encrypted(folder: Path, tmp_path: Path) -> None:
    people = {**LEAVING, "approvers": ["関 次郎", "真木 花"]}
    rulebook(tmp_path, **people)
    with town(folder, tmp_path / "rulebook.yaml") as gate:
        data = mail(("名簿.csv", ROSTER.encode("cp932")), sender="x@town.seki.example",
                    Cc="x@partner.example, y@partner.example")  # fmt: skip
        assert gate.send(data, "x@town.seki.example", "x@partner.example") == 250
        gate.settle()
        assert gate.delivered() == []
        (held,) = gate.held()
        words = ["mail", "held", "release", held, "--state", str(gate.state), "--rulebook",
                 str(gate.rulebook), "--postfix", str(gate.own / "etc"), *WHY]  # fmt: skip
        assert main([*words, "--by", "関 次郎"]) == 0
        assert gate.held() == [held]
        assert main([*words, "--by", "真木 花"]) == 0
        gate.settle()
        assert gate.held() == []
        arrived = gate.delivered()
        (letter,) = [one for one in arrived if one["Auto-Submitted"]]
        (sent,) = [one for one in arrived if one["Auto-Submitted"] is None]
        assert opened_with(password_in(letter), attachments(sent)["添付.zip"]).keys() == {
            "名簿.csv"
        }
        record = [json.loads(line) for line in (gate.state / "mail.jsonl").open(encoding="utf-8")]
        assert [one.get("what") for one in record[1:]] == [
            "approve", "release", "release", "password",
        ]  # fmt: skip
        assert record[-1]["outcome"] == "done"
        assert main([*words, "--by", "真木 花"]) == 2


WORD = "Seki-2026"
LATE = {"approvers": ["関 次郎"], "late_passwords": {"clean": "放す"}}


def late(number: int, *files: tuple[str, bytes], body: str = "送ります。") -> bytes:
    return mail(*files, body=body).replace(b"<1@firm", b"<%d@firm" % number)


def test_a_password_that_comes_later_lets_the_clean_mail_go(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over a restart of the gate: the file first, then the password; what holds a program stays."""
    rulebook(tmp_path, **LATE)
    with town(folder, tmp_path / "rulebook.yaml") as gate:
        clean = late(1, ("見積.zip", locked("見積.txt", b"1", WORD.encode())))
        bad = late(2, ("請求.zip", locked("請求.exe", program(), WORD.encode())))
        assert (gate.send(clean), gate.send(bad)) == (250, 250)
        gate.settle()
        assert len(gate.held()) == 2
        gate.kill_gate()
        gate.start_gate()
        assert gate.send(late(3, body=f"パスワード：{WORD}")) == 250
        gate.settle()
        assert {str(one["Message-ID"]) for one in gate.delivered()} == {
            "<1@firm.example>", "<3@firm.example>",
        }  # fmt: skip
        (held,) = gate.held()
        capsys.readouterr()
        words = ["--state", str(gate.state), "--rulebook", str(gate.rulebook)]
        assert main(["mail", "held", "list", *words, "--json"]) == 0
        first, second = json.loads(capsys.readouterr().out)
        assert (first["again"]["result"], first["decision"]["what"]) == ("clean", "release")
        assert (second["queue_id"], second["again"]["result"]) == (held, "found")
        assert main(["mail", "held", "show", held, *words]) == 0
        assert "mail.program" in capsys.readouterr().out
        # password first, file second
        assert gate.send(late(4, ("見積.zip", locked("再見積.txt", b"2", WORD.encode())))) == 250
        gate.settle()
        (tagged,) = [one for one in gate.delivered() if "<4@" in str(one["Message-ID"])]
        assert tagged["X-Sekisho"] == "tag; enforce; mail.password_elsewhere"
        assert WORD not in (gate.state / "mail.jsonl").read_text(encoding="utf-8")


def test_the_sender_is_asked_for_the_password_and_answers(
    gate: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """As an officer does it: held, asked, answered, proposed, released."""
    sender = "a@partner.example"
    data = mail(("見積.zip", locked("見積.txt", b"1", WORD.encode())), sender=sender)
    assert gate.send(data, sender) == 250
    gate.settle()
    (held,) = gate.held()
    words = ["--state", str(gate.state), "--rulebook", str(gate.rulebook),
             "--by", "関 次郎", *WHY, "--postfix", str(gate.own / "etc")]  # fmt: skip
    assert main(["mail", "held", "ask", held, *words, "--send"]) == 0
    gate.settle()
    (question,) = gate.delivered()
    assert "「パスワード：」に続けて" in question.get_content()
    assert question["In-Reply-To"] == "<1@firm.example>"
    answer = mail(body=f"送りました。\nパスワード：{WORD}", sender=sender,
                  In_Reply_To=str(question["Message-ID"]))  # fmt: skip
    assert gate.send(answer.replace(b"<1@firm", b"<2@firm"), sender) == 250
    gate.settle()
    assert gate.held() == [held]
    capsys.readouterr()
    assert main(["mail", "held", "list", "--state", str(gate.state)]) == 0
    assert "放すことを提案" in capsys.readouterr().out
    assert main(["mail", "held", "release", held, *words]) == 0
    gate.settle()
    assert gate.held() == []
    assert len(gate.delivered()) == 3


def test_what_is_not_in_the_queue_is_not_said_to_be_released(
    gate: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate.send(numbered("held", 1)) == 250
    gate.settle()
    (held,) = gate.held()
    gate.command("postsuper", "-d", held)
    words = ["mail", "held", "release", held, "--state", str(gate.state), "--rulebook",
             str(gate.rulebook), "--postfix", str(gate.own / "etc"), *WHY]  # fmt: skip
    assert main([*words, "--by", "関 次郎"]) == 2
    assert held in capsys.readouterr().err
    record = [json.loads(line) for line in (gate.state / "mail.jsonl").open(encoding="utf-8")]
    assert (record[-1]["what"], record[-1]["outcome"] == "done") == ("release", False)
