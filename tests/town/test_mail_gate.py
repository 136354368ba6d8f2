"""A real Postfix before its users, with the gate: every mail is delivered, held or refused once."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sekisho.cli.main import main
from tests.gates.mail import docm, mail, program, rulebook, zipped
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
        "accept", "tag", "harmless", "hold", "refuse", "release",
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
