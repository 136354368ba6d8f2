"""The mail gate as a whole: settings, guard, preview, and the milter spoken to over its socket."""

from __future__ import annotations

import json
import shutil
import socket
import struct
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from sekisho.gates.between import ALWAYS
from sekisho.gates.contract import NotBuildableError
from sekisho.gates.mail.gate import GATE
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.milter import Milter, listening_at
from sekisho.gates.mail.protocol import packet
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.programs import program as installed
from sekisho.gates.stages import STAGES, Stages, from_data
from tests.gates.mail import OWN, docm, mail, program, rulebook

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
(TARGET,) = GATE.targets


@pytest.mark.parametrize("stage", STAGES)
def test_lines_for_postfix(stage: str, tmp_path: Path) -> None:
    stages = Stages(stage, {"総務課": "enforce"})  # type: ignore[arg-type]
    file, staged = TARGET.build(rulebook(tmp_path), stages)
    text = file.content.decode()
    assert f"段階: {stage} 総務課=enforce" in text
    assert "smtpd_milters = { unix:sekisho/mail.sock, default_action=tempfail," in text
    assert from_data(json.loads(staged.content)) == stages
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / file.name).write_bytes(file.content)
    (checked,) = TARGET.check(tmp_path / "out")
    there = installed("postconf") is not None
    assert checked.answer == ("accepted" if there else "not_checked"), checked.said


@pytest.mark.skipif(installed("postconf") is None, reason="needs postfix (apt-get install)")
def test_postfix_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    file, _ = TARGET.build(rulebook(tmp_path), Stages())
    (tmp_path / file.name).write_bytes(file.content + b"smtpd_miltres = x\n")
    (checked,) = TARGET.check(tmp_path)
    assert checked.answer == "refused"
    assert "smtpd_miltres" in checked.said


def test_what_cannot_be_built(tmp_path: Path) -> None:
    with pytest.raises(NotBuildableError, match="no_domains"):
        TARGET.build(rulebook(tmp_path, domains=[]), Stages())
    rules = [{"rule": "mail.nonsense", "verdict": "保留"}]
    with pytest.raises(NotBuildableError, match="no_such_rule"):
        TARGET.build(rulebook(tmp_path, rules=rules), Stages())


@pytest.mark.parametrize("stage", STAGES)
def test_somebody_must_be_able_to_release(stage: str, tmp_path: Path) -> None:
    stages = Stages(stage)  # type: ignore[arg-type]
    assert GATE.guard(rulebook(tmp_path), stages) == ()
    found = [one.code for one in GATE.guard(rulebook(tmp_path, approvers=[]), stages)]
    assert found == (["gates.lockout.no_approver"] if stage == "enforce" else [])


MESSAGES = """
CREATE TABLE message (evidence VARCHAR, position BIGINT, unit VARCHAR, "@timestamp" TIMESTAMPTZ,
  "email.from.address" VARCHAR, "email.to.addresses" VARCHAR[], "email.attachments.name" VARCHAR[],
  "email.subject" VARCHAR, "email.body" VARCHAR);
INSERT INTO message VALUES
 ('m', 1, 'message', '2026-11-20 00:30:00Z', 'a@firm.example', ['seki-j@town.seki.example',
  'maki-h@town.seki.example'], ['a.exe', 'b.exe', 'c.txt'], '', ''),
 ('m', 2, 'message', '2026-11-20 15:30:00Z', 'b@firm.example', ['seki-j@town.seki.example'],
  ['x.SCR '], '', ''),
 ('m', 3, 'message', '2026-11-21 00:00:00Z', 'c@firm.example', ['x@town.seki.example'], ['a.pdf'],
  NULL, NULL),
 ('m', 4, 'message', NULL, 'd@firm.example', [], ['a.exe'], '', '')
"""


def test_preview_counts_mails_and_says_what_it_did_not_judge(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone='UTC'")
        connection.execute(MESSAGES)
        found = GATE.preview(connection, rulebook(tmp_path), ALWAYS)
    assert (found.judged, found.refused) == (3, 2)
    assert [(one.code, one.person, one.count, dict(one.hours)) for one in found.refusals] == [
        ("mail.forbidden_ending", "関 次郎", 1, {0: 1}),
        ("mail.program", "真木 花", 1, {9: 1}),
        ("mail.program", "関 次郎", 1, {9: 1}),
    ]
    assert found.unjudged == {"gates.unjudged.mail_content": 3, "gates.unjudged.mail_undated": 1}


LEAVING = """
INSERT INTO message VALUES
 ('m', 5, 'message', '2026-11-22 00:00:00Z', 'Seki-j@town.seki.example',
  ['x@seki-kensetu.example', 'maki-h@town.seki.example'], [], '資料', '送ります。'),
 ('m', 6, 'message', '2026-11-22 01:00:00Z', 'seki-j@town.seki.example',
  ['p1@firm.example', 'p2@firm.example', 'p3@firm.example', 'P3@firm.example'], [], '案内', NULL),
 ('m', 7, 'message', '2026-11-22 02:00:00Z', 'maki-h@town.seki.example',
  ['x@firm.example'], ['契約 書.docx'], '', ''),
 ('m', 8, 'message', '2026-11-22 03:00:00Z', 'maki-h@town.seki.example',
  ['x@firm.example'], [], '契約書の件', ''),
 ('m', 9, 'message', '2026-11-22 04:00:00Z', 'maki-h@town.seki.example',
  ['x@firm.example'], [], '', E'\n株式会社 関建設\n田中様\n'),
 ('m', 10, 'message', '2026-11-22 05:00:00Z', 'maki-h@town.seki.example',
  ['x@seki-kensetsu.example', 'y@firm.example'], [], '', E'関建設\n田中様\n')
"""


def test_preview_says_whom_the_rules_for_leaving_would_disturb(tmp_path: Path) -> None:
    book = rulebook(
        tmp_path,
        thresholds={"many_recipients": 3},
        partners=[{"name": "関建設", "domains": ["seki-kensetsu.example"]}],
        encryption={"rules": [{"name": "契約", "words": ["契約書"]}]},
    )
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone='UTC'")
        connection.execute(MESSAGES)
        connection.execute(LEAVING)
        found = GATE.preview(connection, book, ALWAYS)
    assert (found.judged, found.refused) == (9, 6)
    ours = [one for one in found.refusals if one.address.endswith(OWN)]
    assert {(one.code, one.person, one.to, one.position) for one in ours} == {
        ("mail.addressee_alike", "関 次郎", "x@seki-kensetu.example", 5),
        ("mail.many_recipients", "関 次郎", "p1@firm.example", 6),
        ("mail.must_encrypt", "真木 花", "x@firm.example", 7),
        ("mail.other_addressee", "真木 花", "x@firm.example", 9),
    }
    assert found.unjudged["gates.unjudged.mail_leaving"] == 6


@pytest.fixture
def short() -> Iterator[Path]:
    own = Path(tempfile.mkdtemp())
    yield own
    shutil.rmtree(own)


def spoken(milter: Milter, path: Path, packets: list[bytes]) -> list[bytes]:
    """What the milter answers on one connection."""
    # it waits for the next connection until the tests end
    Thread(target=milter.serve, args=(listening_at(path),), daemon=True).start()
    return answered(path, packets)


def answered(path: Path, packets: list[bytes]) -> list[bytes]:
    """What comes back from a socket, packet by packet."""
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(str(path))
        one.sendall(b"".join(packets))
        one.shutdown(socket.SHUT_WR)
        told = b"".join(iter(lambda: one.recv(65536), b""))
    answers = []
    while told:
        (size,) = struct.unpack("!I", told[:4])
        answers.append(told[4 : 4 + size])
        told = told[4 + size :]
    return answers


def said(data: bytes) -> list[bytes]:
    head, _, body = data.partition(b"\r\n\r\n")
    fields = head.replace(b"\r\n\t", b"\n\t").replace(b"\r\n ", b"\n ").split(b"\r\n")
    return [
        packet(b"O", struct.pack("!III", 6, 0x1FF, 0x1FFFFF)),
        packet(b"C", b"mx\x004\x00\x19203.0.113.5\0"),
        packet(b"M", b"<a@firm.example>\0"),
        packet(b"R", f"<seki-j@{OWN}>\0".encode()),
        packet(b"D", b"Ei\0004AbC\0"),
        *(packet(b"L", b"\0".join(one.split(b":", 1)) + b"\0") for one in fields),
        packet(b"N"),
        packet(b"B", body),
        packet(b"E"),
        packet(b"Q"),
    ]


def milter(folder: Path, stage: str, told: list[str]) -> Milter:
    judge = Judge(rulebook(folder), Stages(stage))  # type: ignore[arg-type]
    return Milter(judge, Sealed(folder / "state"), lambda: NOW, told.append)


@pytest.mark.parametrize(
    ("stage", "content", "commands"),
    [
        ("enforce", b"", b"a"),
        ("enforce", program(), b"hqa"),
        ("warn", program(), b"ha"),
        ("observe", program(), b"a"),
        ("enforce", docm(), b"hmmba"),
    ],
)
def test_the_milter_answers_and_writes_down_before(
    stage: str, content: bytes, commands: bytes, short: Path
) -> None:
    told: list[str] = []
    files = [("a.docm" if content == docm() else "a.dat", content)] if content else []
    data = mail(*files)
    answers = spoken(milter(short, stage, told), short / "s", said(data))
    assert answers[0][:1] == b"O"
    assert b"".join(one[:1] for one in answers[1:]) == commands
    (entry,) = [json.loads(one) for one in (short / "state/mail.jsonl").read_bytes().splitlines()]
    assert (entry["queue_id"], entry["client"], entry["stage"]) == ("4AbC", "203.0.113.5", stage)
    assert entry["size"] == len(data)
    assert told == []
    if entry["done"] in ("hold", "harmless"):
        assert (short / "state/originals" / f"{entry['sha256']}.eml").read_bytes() == data


def test_the_stages_of_the_moment_hold_from_the_next_mail_on(short: Path) -> None:
    now = [Stages("observe"), Stages("enforce")]
    own = replace(milter(short, "warn", []), staged=lambda: now.pop(0))
    held = said(mail(("a.exe", program())))
    answers = spoken(own, short / "s", [*held[:-1], *held[1:]])
    assert b"".join(one[:1] for one in answers[1:]) == b"ahqa"
    record = (short / "state" / "mail.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["stage"] for line in record] == ["observe", "enforce"]


def test_a_failure_means_later(short: Path) -> None:
    told: list[str] = []
    (short / "state").write_bytes(b"in the way")
    answers = spoken(milter(short, "enforce", told), short / "s", said(mail()))
    assert answers[-1] == b"t"
    assert "4AbC" in told[0]


@pytest.mark.parametrize("hostile", [b"\xff\xff\xff\xff", packet(b"O", b"x"), b"\0\0\0\0"])
def test_hostile_packets_end_the_connection_alone(hostile: bytes, short: Path) -> None:
    told: list[str] = []
    assert spoken(milter(short, "enforce", told), short / "s", [hostile]) == []
    while not told:  # it is told once the connection has ended
        time.sleep(0.01)
    assert told[0].startswith("milter: ")


def test_a_mail_that_stops_half_way_is_forgotten(short: Path) -> None:
    told: list[str] = []
    spoken(milter(short, "enforce", told), short / "s", said(mail())[:-3])
    assert not (short / "state").exists()
    assert told == []
