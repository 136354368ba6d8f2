"""``sekisho mail`` as a user runs it: judging stored mails, the record, and who may decide."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sekisho.cli.main import main
from sekisho.gates.mail.answers import entry
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.stages import Stages
from tests.gates.mail import docm, locked, mail, program, rulebook, zipped

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)


@pytest.fixture
def rules(tmp_path: Path) -> list[str]:
    rulebook(tmp_path)
    return ["--rulebook", str(tmp_path / "rulebook.yaml")]


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_stored_mails_are_judged(
    rules: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "a.eml").write_bytes(mail())
    (folder / "access.log").write_bytes(b"1466640000.000 12 192.0.2.1 TCP_MISS/200 1 GET x\n")
    (folder / "b.eml").write_bytes(mail(("m.docm", docm())))
    box = b"".join(
        b"From a@firm.example Sat Nov 28 09:00:00 2026\n" + one.replace(b"\r\n", b"\n") + b"\n"
        for one in (mail(), mail(("x.zip", zipped(("y.exe", program())))))
    )
    (folder / "box").write_bytes(box)
    assert main(["mail", "judge", str(folder), *rules, "--json"]) == 0
    assert [(Path(one["name"]).name, one["verdict"]) for one in told(capsys)] == [
        ("a.eml", "accept"), ("b.eml", "harmless"), ("1", "accept"), ("2", "hold"),
    ]  # fmt: skip
    assert main(["mail", "judge", str(folder), *rules, "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert "Mails judged: 4" in shown.out + shown.err
    assert "not judged: 1" in shown.out + shown.err
    assert main(["mail", "judge", str(tmp_path / "none"), *rules]) == 2


def test_rules_with_the_rulebooks_own_verdicts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rulebook(tmp_path, rules=[{"rule": "mail.macro", "verdict": "拒否"}])
    words = ["mail", "rules", "--rulebook", str(tmp_path / "rulebook.yaml"), "--json"]
    assert main(words) == 0
    assert {"rule": "mail.macro", "verdict": "refuse"} in told(capsys)


MAIL = mail(("x.exe", program()), body="本文\u202e \x1b[31m赤")


def recorded(folder: Path, tmp_path: Path, *stages: str, data: bytes = MAIL) -> Sealed:
    sealed = Sealed(folder)
    for number, stage in enumerate(stages):
        judge = Judge(rulebook(tmp_path), Stages(stage))  # type: ignore[arg-type]
        envelope = Envelope(sender="a@firm.example", recipients=("seki-j@town.seki.example",))
        judged, opened = judge.of(data, envelope)
        sealed.record(entry(judged, opened, envelope, f"4AbC{number}", sealed.keep(data), NOW))
    return sealed


def test_the_record_shows_also_what_only_would_be_held(
    rules: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    recorded(state, tmp_path, "enforce", "observe")
    words = ["mail", "held", "list", "--state", str(state)]
    assert main([*words, "--json"]) == 0
    assert [(one["queue_id"], one["done"]) for one in told(capsys)] == [
        ("4AbC0", "hold"), ("4AbC1", "accept"),
    ]  # fmt: skip
    with (state / "mail.jsonl").open("ab") as file:
        file.write(b'{"at": cut')
    assert main(words) == 3


def test_a_mail_is_shown_safely(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recorded(tmp_path / "state", tmp_path, "enforce")
    assert main(["mail", "held", "show", "4AbC0", "--state", str(tmp_path / "state")]) == 0
    shown = capsys.readouterr().out
    assert "mail.program" in shown
    assert "本文" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_password_from_another_mail_shows_what_is_inside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = mail(("資料.zip", locked("名簿.exe", program(), "合言葉".encode("cp932"))))
    recorded(tmp_path / "state", tmp_path, "enforce", data=sent)
    words = ["mail", "held", "show", "4AbC0", "--state", str(tmp_path / "state")]
    (tmp_path / "words.txt").write_text("違う\n合言葉\n", encoding="utf-8")
    assert main(words) == 0
    # by its name alone nobody knows what it is
    assert "encrypted" in capsys.readouterr().out
    assert main([*words, "--passwords", str(tmp_path / "words.txt")]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["program", "資料.zip/名簿.exe"] in [[line[0], line[-1]] for line in lines if line]


@pytest.mark.parametrize(
    "words",
    [
        ["show", "nobody"],
        ["show"],
        ["release", "4AbC0"],
        ["release", "4AbC0", "--by", "真木 花", "--reason", "x"],
        ["release", "4AbC0", "--by", "関 次郎"],
        ["delete", "../../etc", "--by", "関 次郎", "--reason", "x"],
    ],
)
def test_who_may_not_decide(words: list[str], rules: list[str], tmp_path: Path) -> None:
    sealed = recorded(tmp_path / "state", tmp_path, "enforce")
    assert main(["mail", "held", *words, "--state", str(tmp_path / "state"), *rules]) == 2
    assert len(list(sealed.entries())) == 1


def test_serving_where_nothing_can_be_written_says_so(rules: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    where = str(tmp_path / "file" / "mail.sock")
    words = ["mail", "serve", *rules, "--socket", where, "--state", str(tmp_path / "state")]
    assert main(words) == 2
