"""``sekisho mail`` as a user runs it: judging stored mails, the record, and who may decide."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from sekisho.cli.main import main
from sekisho.gates.mail.answers import entry
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.left import left
from sekisho.gates.mail.passwords import keep
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


def test_of_a_mail_that_passed_the_record_alone_is_shown_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = recorded(tmp_path / "state", tmp_path, "observe")
    (one,) = sealed.entries()
    sealed.path(one["sha256"]).unlink()
    assert main(["mail", "held", "show", "4AbC0", "--state", str(tmp_path / "state")]) == 0
    told = "".join(capsys.readouterr())
    assert "mail.program" in told
    assert "記録だけである" in told


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


TWO = {"approvers": ["関 次郎", "真木 花"], "two_approvers": ["mail.program"]}


def held(
    folder: Path, tmp_path: Path, sender: str = "a@firm.example", **rules_: Any
) -> tuple[Sealed, list[str]]:
    sealed = Sealed(folder)
    book = rulebook(tmp_path, **rules_)
    data = mail(("x.exe", program()), ("a.csv", b"1,2"), sender=sender)
    envelope = Envelope(sender=sender, recipients=("x@firm.example",))
    judged, opened = Judge(book, Stages("enforce")).of(data, envelope)
    sealed.record(entry(judged, opened, envelope, "4AbC0", sealed.keep(data), NOW))
    return sealed, ["--state", str(folder), "--rulebook", str(tmp_path / "rulebook.yaml")]


def test_two_persons_let_a_mail_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sealed, words = held(tmp_path / "state", tmp_path, **TWO)
    let = ["mail", "held", "release", "4AbC0", *words, "--reason", "確かめた", "--by"]
    assert main([*let, "関 次郎"]) == 0
    assert "もう一人の承認者" in "".join(capsys.readouterr())
    assert main([*let, "関 次郎"]) == 2
    told = [(one["what"], one["by"]) for one in sealed.entries() if "decided" in one]
    assert told == [("approve", "関 次郎")]


def test_nobody_decides_on_a_mail_of_his_own(tmp_path: Path) -> None:
    sealed, words = held(tmp_path / "state", tmp_path, "seki-j@town.seki.example")
    let = ["mail", "held", "release", "4AbC0", *words, "--reason", "x", "--by", "関 次郎"]
    assert main(let) == 2
    assert [one for one in sealed.entries() if "decided" in one] == []


def test_the_sender_is_asked(tmp_path: Path) -> None:
    sealed, words = held(tmp_path / "state", tmp_path)
    ask = ["mail", "held", "ask", "4AbC0", *words, "--by", "関 次郎", "--reason", "覚えはあるか"]
    assert main(ask) == 2
    assert main([*ask, "--out", str(tmp_path / "q.eml")]) == 0
    asked = message_from_bytes((tmp_path / "q.eml").read_bytes(), policy=default)
    assert (asked["To"], asked["From"]) == ("a@firm.example", "seki-j@town.seki.example")
    text = asked.get_content()
    assert "実行できるファイルがある" in text
    assert "覚えはあるか" in text
    assert "パスワード：" not in text
    assert "総務課 関 次郎 です。" in text
    assert asked["In-Reply-To"] == "<1@firm.example>"
    assert [one["what"] for one in sealed.entries() if "decided" in one] == ["ask"]


def test_a_mail_as_pictures(tmp_path: Path) -> None:
    _, words = held(tmp_path / "state", tmp_path)
    page = tmp_path / "page.html"
    assert main(["mail", "held", "show", "4AbC0", *words, "--pages", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "x.exe" in text
    assert "1,2" in text
    assert "<script" not in text


def test_the_password_goes_to_the_sender_or_an_approver(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    book = rulebook(tmp_path, encryption={"rules": [{"name": "すべて"}]})
    data = mail(("a.csv", b"1,2"), sender="maki-h@town.seki.example")
    envelope = Envelope("198.18.20.9", sender="maki-h@town.seki.example",
                        recipients=("x@firm.example",))  # fmt: skip
    judged, opened = Judge(book, Stages("enforce")).of(data, envelope)
    gone = left(judged, opened, envelope, "4AbC1", book, lambda signs: signs[-1], NOW)
    assert gone is not None
    keep(state, gone.password)
    sealed = Sealed(state)
    sealed.record(entry(judged, opened, envelope, "4AbC1", sealed.keep(data), NOW, gone))
    words = ["mail", "password", "4AbC1", "--state", str(state), "--reason", "電話のため",
             "--rulebook", str(tmp_path / "rulebook.yaml"), "--by"]  # fmt: skip
    assert main([*words, "誰か"]) == 2
    for name in ("真木 花", "関 次郎"):
        assert main([*words, name]) == 0
        assert "9999-9999-9999-9999" in capsys.readouterr().out
    assert main([*words, "真木 花", "--out", str(tmp_path / "sheet.txt")]) == 0
    assert "9999-9999" in (tmp_path / "sheet.txt").read_text(encoding="utf-8")
    looks = [one["by"] for one in sealed.entries() if one.get("what") == "look"]
    assert looks == ["真木 花", "関 次郎", "真木 花"]
    assert "9999-" not in (state / "mail.jsonl").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["mail", "sent", "--state", str(state), "--json"]) == 0
    (sent,) = told(capsys)
    assert sent["leaving"]["rules"] == ["すべて"]
    assert sent["leaving"]["encrypted"][0]["names"] == ["a.csv"]
    later = ["mail", "sent", "--state", str(state), "--since", "2026-11-28T12:01", "--json"]
    assert main(later) == 0
    assert told(capsys) == []
    gone_one = ["mail", "password", "4AbC0", "--state", str(state), "--reason", "x", "--rulebook",
                str(tmp_path / "rulebook.yaml"), "--by", "関 次郎"]  # fmt: skip
    assert main(gone_one) == 2


def test_what_is_past_its_term_goes_unless_a_case_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    sealed = recorded(state, tmp_path, "enforce")
    (digest,) = {one["sha256"] for one in sealed.entries()}
    sealed.record({"at": "2026-11-28T04:00:00Z", "decided": "4AbC0", "what": "delete", "by": "x",
                   "reason": "x", "outcome": "done", "sha256": digest})  # fmt: skip
    words = ["--state", str(state), "--rulebook", str(tmp_path / "rulebook.yaml"), "--now",
             "2028-01-01T00:00", "--by", "関 次郎", "--reason", "期限"]  # fmt: skip
    assert main(["mail", "kept", "open", *words]) == 2
    assert main(["mail", "kept", "open", "漏えい", *words]) == 0
    assert main(["mail", "kept", "open", "漏えい", *words]) == 2
    assert main(["mail", "kept", "delete", *words]) == 2
    assert sealed.path(digest).exists()
    assert main(["mail", "kept", "close", "別", *words]) == 2
    assert main(["mail", "kept", "close", "漏えい", *words]) == 0
    assert main(["mail", "kept", "delete", *words[:-4]]) == 2
    capsys.readouterr()
    assert main(["mail", "kept", "list", *words, "--json"]) == 0
    assert [one["sha256"] for one in told(capsys)["past"]] == [digest]
    assert main(["mail", "kept", "delete", *words]) == 0
    assert not sealed.path(digest).exists()
    assert [one["what"] for one in sealed.entries() if "decided" in one] == [
        "delete", "open", "close", "expire",
    ]  # fmt: skip
