"""A file in one mail, its password in another: before it, after it, from somebody else."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from sekisho.gates.mail.answers import answers, entry
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.locked import archive, document
from sekisho.gates.mail.sealed import RECORD, Sealed
from sekisho.gates.mail.signs import Envelope, Sign
from sekisho.gates.mail.told.again import Again
from sekisho.gates.mail.told.memory import MOST_TRIES, told_of
from sekisho.gates.stages import Stage, Stages
from sekisho.intake.foreign import available
from tests.gates.mail import docm, docx, large, locked, mail, program, rulebook
from tests.intake.locks.packers import Rar4, Rar5, Seven

AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
WORD = "Seki-2026"
TELLS = mail(body=f"先ほどのファイルのパスワードは {WORD} です。").replace(b"<1@", b"<2@")
CLEAN = ("見積.zip", locked("見積.txt", b"1", WORD.encode()))
PROGRAM = ("見積.zip", locked("見積.exe", program(), WORD.encode()))


@dataclass
class Gate:
    """The gate without its socket: a mail in, what is recorded of it, what follows."""

    folder: Path
    stage: Stage = "enforce"
    released: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    why: str = ""
    mail: dict[str, Any] = field(default_factory=dict)
    count: int = 0

    def again(self) -> Again:
        """As a process of the gate has it, started anew."""
        book = rulebook(self.folder, **self.mail)
        told = told_of(book, self.folder)
        judge = Judge(book, Stages(self.stage), told=told)
        return Again(judge, told, Sealed(self.folder), self._release, self.failures.append)

    def _release(self, queue_id: str, _begun: bool) -> str:
        self.released.append(queue_id)
        return self.why

    def take(
        self, data: bytes, sender: str = "a@firm.example", at: datetime = AT,
        again: Again | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        gate = again or self.again()
        self.count += 1
        envelope = Envelope("192.0.2.9", "", "", sender, ("seki-j@town.seki.example",), at)
        judged, opened = gate.judge.of(data, envelope)
        list(answers(judged, opened, data, gate.sealed, gate.judge.rulebook))
        digest = hashlib.sha256(data).hexdigest()
        line = entry(judged, opened, envelope, f"Q{self.count:05d}", digest, at)
        gate.sealed.record(line)
        gate.after(judged, opened, envelope, f"Q{self.count:05d}", digest, at)
        return line

    def anew(self) -> list[dict[str, Any]]:
        return [one["again"] for one in Sealed(self.folder).entries() if one.get("what") == "again"]


def codes(line: dict[str, Any]) -> list[str]:
    return [one["rule"] for one in line["rules"]]


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(tmp_path)


def test_the_password_first_then_the_file(gate: Gate) -> None:
    gate.take(TELLS)
    clean, bad = gate.take(mail(CLEAN)), gate.take(mail(PROGRAM))
    assert (clean["done"], codes(clean)) == ("tag", ["mail.password_elsewhere"])
    assert clean["rules"][0]["value"] == "<2@firm.example>"
    assert bad["done"] == "hold"
    assert codes(bad) == ["mail.program", "mail.password_elsewhere"]
    assert gate.anew() == []


def test_the_file_first_then_the_password(gate: Gate) -> None:
    assert codes(gate.take(mail(CLEAN))) == ["mail.encrypted"]
    later = AT + timedelta(minutes=1)
    assert codes(gate.take(mail(PROGRAM), at=later)) == ["mail.encrypted", "mail.program"]
    gate.take(TELLS, at=AT + timedelta(minutes=5))
    found, clean = gate.anew()
    assert (clean["result"], clean["verdict"], codes(clean)) == (
        "clean", "tag", ["mail.password_elsewhere"],
    )  # fmt: skip
    assert (found["result"], codes(found)[0]) == ("found", "mail.program")
    assert [one["real"] for one in found["files"]] == ["zip", "program"]
    assert gate.released == []
    gate.take(TELLS.replace(b"<2@", b"<3@"), at=AT + timedelta(minutes=6))
    assert len(gate.anew()) == 2


def office() -> bytes:
    made = document(large(docm()), "a.docm", WORD)
    assert made
    return made


def paper() -> bytes:
    reader = pypdf.PdfReader(io.BytesIO(plain_pdf()))
    writer = pypdf.PdfWriter(clone_from=reader)
    writer.add_metadata({"/Title": "x"})
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject({
        NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("a()"),
    })  # fmt: skip
    out = io.BytesIO()
    writer.write(out)
    made = document(out.getvalue(), "a.pdf", WORD)
    assert made
    return made


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [("a.docm", office, "mail.macro"),
     ("a.zip", lambda: archive([("b.docm", docm())], WORD, AT), "mail.macro")],
)  # fmt: skip
def test_documents_and_aes(gate: Gate, name: str, content: Callable[[], bytes], rule: str) -> None:
    data = mail((name, content()))
    gate.take(data)
    gate.take(TELLS)
    (found,) = gate.anew()
    assert rule in codes(found)
    assert "mail.locked_document" not in codes(found)
    assert "mail.encrypted" not in codes(found)


@pytest.mark.skipif(not available(), reason="libarchive is not installed")
@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("kind", [Seven, Rar4, Rar5])
def test_7z_and_rar_in_either_order(
    gate: Gate, kind: type[Seven | Rar4 | Rar5], hidden: bool
) -> None:
    """Also where the archive keeps its names to itself: then it is the archive that was opened."""
    bad = mail(("見積.bin", kind(WORD, hidden=hidden).made([("見積.exe", program())])))
    clean = mail(("見積.bin", kind(WORD, hidden=hidden).made([("見積.txt", b"1")])))
    assert "mail.encrypted" in codes(gate.take(bad))
    gate.take(TELLS, at=AT + timedelta(minutes=5))
    (found,) = gate.anew()
    assert (found["result"], codes(found)[0]) == ("found", "mail.program")
    later = gate.take(clean, at=AT + timedelta(minutes=6))
    assert codes(later) == ["mail.password_elsewhere"]
    place = "見積.bin" if hidden else "見積.bin/見積.txt"
    assert later["rules"][0]["place"] == place


def test_a_pdf_is_opened_when_the_password_came_before(gate: Gate) -> None:
    """What its names tell in the open is judged without one; it does not wait."""
    data = mail(("a.pdf", paper()))
    assert codes(gate.take(data)) == ["mail.pdf_script"]
    gate.take(TELLS)
    found = gate.take(data)
    assert codes(found) == ["mail.pdf_script", "mail.pdf_script", "mail.password_elsewhere"]
    assert [one["place"] for one in found["files"]] == ["a.pdf", "a.pdf/a.pdf"]


def test_a_clean_document_behind_a_password(gate: Gate) -> None:
    made = document(large(docx()), "a.docx", WORD)
    assert made
    assert gate.take(mail(("a.docx", made)))["done"] == "hold"
    gate.take(TELLS)
    assert [one["result"] for one in gate.anew()] == ["clean"]


def test_nobody_elses_password_is_tried(gate: Gate) -> None:
    gate.take(mail(CLEAN))
    for sender in ("a@other.example", "b@firm.example"):
        gate.take(mail(body=f"パスワード：{WORD}", sender=sender).replace(b"<1@", b"<9@"), sender)
    assert gate.anew() == []
    thread = {"In_Reply_To": "<1@firm.example>"}
    answer = mail(body=f"パスワード：{WORD}", sender="b@firm.example", **thread)
    gate.take(answer.replace(b"Message-ID: <1@", b"Message-ID: <8@"), "b@firm.example")
    assert [one["result"] for one in gate.anew()] == ["clean"]


def test_the_gate_lets_go_where_the_rulebook_says_so(gate: Gate) -> None:
    gate.mail = {"late_passwords": {"clean": "放す"}}
    gate.take(mail(CLEAN))
    gate.take(mail(PROGRAM).replace(b"<1@", b"<5@"))
    gate.take(TELLS)
    assert gate.released == ["Q00001"]
    begun, line = [one for one in Sealed(gate.folder).entries() if one.get("what") == "release"]
    assert begun == {**line, "outcome": "begun"}
    assert (line["decided"], line["by"], line["reason"], line["outcome"]) == (
        "Q00001", "", "mail.password_elsewhere", "done",
    )  # fmt: skip


def test_what_cannot_be_let_go_stays_proposed_and_is_told(gate: Gate) -> None:
    gate.mail = {"late_passwords": {"clean": "放す"}}
    gate.why = "no right"
    gate.take(mail(CLEAN))
    gate.take(TELLS)
    assert gate.failures == ["Q00001: no right"]
    lines = list(Sealed(gate.folder).entries())
    assert [one["outcome"] for one in lines if one.get("what") == "release"] == [
        "begun", "no right",
    ]  # fmt: skip


@pytest.mark.parametrize("rules", [["mail.encrypted"], ["mail.first_contact"]])
def test_two_approvers_are_not_passed_over(gate: Gate, rules: list[str]) -> None:
    gate.mail = {"late_passwords": {"clean": "放す"}, "two_approvers": rules}
    gate.take(mail(CLEAN))
    gate.take(TELLS)
    assert gate.released == ([] if rules == ["mail.encrypted"] else ["Q00001"])


def test_what_a_person_decided_is_not_decided_again(gate: Gate) -> None:
    gate.mail = {"late_passwords": {"clean": "放す"}}
    held = gate.take(mail(CLEAN))
    Sealed(gate.folder).record({
        "at": AT.isoformat(), "decided": held["queue_id"], "what": "delete", "by": "関 次郎",
        "reason": "x", "outcome": "done", "sha256": held["sha256"],
    })  # fmt: skip
    gate.take(TELLS)
    assert gate.released == []


@pytest.mark.parametrize("stage", ["observe", "warn"])
def test_what_passed_is_judged_again_too(tmp_path: Path, stage: Stage) -> None:
    gate = Gate(tmp_path, stage)
    gate.take(mail(PROGRAM))
    gate.take(TELLS)
    (found,) = gate.anew()
    assert (found["result"], found["held"]) == ("found", False)
    assert list((tmp_path / "told").glob("*.eml")) == []


def test_a_campaign_stays_one(gate: Gate) -> None:
    again = gate.again()
    judged, opened = again.judge.of(mail(CLEAN), Envelope(sender="a@firm.example", at=AT))
    burst = replace(judged, signs=(*judged.signs, Sign("mail.burst", value="5")))
    digest = again.sealed.keep(mail(CLEAN))
    again.after(burst, opened, Envelope(sender="a@firm.example", at=AT), "Q1", digest, AT)
    gate.take(TELLS)
    (found,) = gate.anew()
    assert (found["result"], found["verdict"]) == ("found", "hold")


def test_words_in_vain_end(gate: Gate) -> None:
    gate.take(mail(CLEAN))
    for number in range(MOST_TRIES + 2):
        body = f"パスワード：wrong{number}"
        gate.take(mail(body=body).replace(b"<1@", b"<%d@" % (number + 10)))
    gate.take(TELLS)
    assert gate.anew() == []
    assert told_of(gate.again().judge.rulebook, gate.folder).counts()[1] == 0


def test_past_the_term_nothing_is_tried(gate: Gate) -> None:
    gate.take(mail(CLEAN))
    gate.take(TELLS, at=AT + timedelta(hours=25))
    assert gate.anew() == []


def test_what_leaves_teaches_nothing(gate: Gate) -> None:
    again = gate.again()
    data = mail(body=f"パスワード：{WORD}", sender="seki-j@town.seki.example")
    envelope = Envelope("198.18.20.5", "", "", "seki-j@town.seki.example", ("x@firm.example",), AT)
    judged, opened = again.judge.of(data, envelope)
    again.after(judged, opened, envelope, "Q1", "0" * 64, AT)
    assert again.told.counts() == (0, 0)


def test_words_never_stand_in_the_record(gate: Gate) -> None:
    gate.take(mail(CLEAN))
    gate.take(TELLS)
    gate.take(mail(PROGRAM))
    text = (gate.folder / RECORD).read_text(encoding="utf-8")
    assert len(gate.anew()) == 1
    assert WORD not in text
    assert "password_elsewhere" in json.dumps([json.loads(line) for line in text.splitlines()])


def test_a_file_that_breaks_the_judge_is_told_and_waits_on(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate.take(mail(CLEAN))
    again = gate.again()
    monkeypatch.setattr(type(again.sealed), "path", lambda *_: (_ for _ in ()).throw(OSError("x")))
    gate.take(TELLS, again=again)
    assert gate.failures == ["Q00001: OSError: x"]
    assert again.told.counts() == (1, 1)


def test_an_unlocked_pdf_without_a_user_password_is_no_locked_document(gate: Gate) -> None:
    out = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(plain_pdf())))
    writer.encrypt(user_password="", owner_password="x", algorithm="AES-256")
    writer.write(out)
    assert gate.take(mail(("a.pdf", out.getvalue())))["done"] == "accept"


def plain_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
