"""The mails of a drill: harmless, from the town itself, a sign of each person's own."""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from pathlib import Path

import pytest

from sekisho.case.notices.drill import HEADER, WORD
from sekisho.case.notices.register import DRILL, read
from sekisho.case.notices.wording import THEMES
from sekisho.cli.main import main
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.stages import Stages
from sekisho.rulebook import load

RULES = """\
version: 1
mail: {domains: [town.seki.example]}
people:
  - {name: 関 次郎, department: 総務課, mail: [seki-j@town.seki.example]}
  - {name: 山田 花子, department: 税務課, mail: [yamada@town.seki.example]}
  - {name: 佐藤 一, department: 税務課}
notices: [{number: 総第45号, date: 令和8年6月8日, title: 周知}]
"""


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    path = tmp_path / "r.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


def make(rulebook: Path, *more: str, number: str = "訓練1") -> int:
    place = rulebook.parent
    given = {"--from": "joho@town.seki.example", "--link": "http://192.168.10.5:8088"}
    words = list(more)
    for name, value in given.items():
        if name not in words:
            words += [name, value]
    return main(["notice", "drill", number, "--rulebook", str(rulebook), "--out",
                 str(place / "out"), "--register", str(place / "d.jsonl"), "--now",
                 "2026-06-08T09:00:00+09:00", "--lang", "ja", *words])  # fmt: skip


def mails(rulebook: Path) -> list[email.message.EmailMessage]:
    files = sorted((rulebook.parent / "out").glob("*.eml"))
    return [email.message_from_bytes(one.read_bytes(), policy=email.policy.default)
            for one in files]  # type: ignore[misc]  # fmt: skip


def test_a_link_of_each_persons_own(rulebook: Path) -> None:
    assert make(rulebook, "--to", "税務課", "--to", "関 次郎") == 3  # 佐藤 has no address
    told = read((rulebook.parent / "d.jsonl").read_bytes())
    assert {(one.act, one.source) for one in told} == {("made", DRILL)}
    assert {one.person for one in told} == {"関 次郎", "山田 花子"}
    for mail in mails(rulebook):
        (one,) = [each for each in told if each.address == mail["To"]]
        sign = one.token.removeprefix("SEKISHO-").lower()
        text = mail.get_content()
        assert re.findall(r"http\S+", text) == [f"http://192.168.10.5:8088/{sign}"]
        # what servers write down of the mail does not give away the link
        assert sign not in str(mail.items())
        assert one.person in text
        assert mail[HEADER] == "1"
        assert "SEKISHO" not in text


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_in_it_can_run(rulebook: Path, theme: str) -> None:
    assert make(rulebook, "--theme", theme, "--attach", "--to", "総務課") == 0
    (mail,) = mails(rulebook)
    (attached,) = mail.iter_attachments()
    assert attached.get_content_type() == WORD
    with zipfile.ZipFile(io.BytesIO(attached.get_content())) as package:
        names = package.namelist()
        related = package.read("word/_rels/document.xml.rels").decode()
    assert not [one for one in names if "vba" in one.lower() or "embed" in one.lower()]
    outside = re.findall(r'<Relationship [^>]*TargetMode="External"[^>]*>', related)
    assert len(outside) == 1
    assert "hyperlink" in outside[0]
    judged, _ = Judge(load(rulebook), Stages("enforce")).of(
        mail.as_bytes(), Envelope(sender="", recipients=("seki-j@town.seki.example",))
    )
    assert judged.verdict in ("accept", "tag")


@pytest.mark.parametrize(
    ("more", "number", "code"),
    [
        (("--from", "bank@bank.example"), "訓練1", "not_ours"),
        (("--from", "nobody"), "訓練1", "bad_address"),
        (("--link", "file:///etc/passwd"), "訓練1", "bad_link"),
        (("--link", "http://a.example/?q=1"), "訓練1", "bad_link"),
        (("--link", "http://[a"), "訓練1", "bad_link"),
        (("--to", "水道課"), "訓練1", "nobody"),
        ((), "総第45号", "drill_is_notice"),
        (("--text", "own.yaml", "--theme", "scan"), "訓練1", "text_and_theme"),
    ],
)
def test_what_is_refused(
    rulebook: Path,
    more: tuple[str, ...],
    number: str,
    code: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert make(rulebook, *more, number=number) == 2
    assert f"[cli.notice.{code}]" in capsys.readouterr().err
    assert not (rulebook.parent / "d.jsonl").exists()


OWN = """\
version: 1
subject: '庁舎の停電のお知らせ'
sender: 管財担当
body: |
  {name} 様（{department}）
  {link}
  以上
file: 停電.docx
document: 次のページにあります。
page: [停電の知らせは掲示でも行います。]
"""


def test_an_officers_own_text_goes_to_each(rulebook: Path) -> None:
    own = rulebook.parent / "own.yaml"
    own.write_text(OWN, encoding="cp932")
    assert make(rulebook, "--text", str(own), "--to", "総務課") == 0
    (mail,) = mails(rulebook)
    assert mail["Subject"] == "庁舎の停電のお知らせ"
    assert "関 次郎 様（総務課）" in mail.get_content()
    assert mail[HEADER] == "1", "the record of the gate tells it from an attack"
    (told,) = read((rulebook.parent / "d.jsonl").read_bytes())
    assert told.source == DRILL
    before = told.digest
    (rulebook.parent / "d.jsonl").unlink()
    own.write_text(OWN.replace("掲示", "放送"), encoding="utf-8")
    assert make(rulebook, "--text", str(own), "--to", "総務課", "--out",
                str(rulebook.parent / "out2")) == 0  # fmt: skip
    (told,) = read((rulebook.parent / "d.jsonl").read_bytes())
    assert told.digest != before, "the register holds what exactly was said"


def test_a_bad_text_makes_no_mail(rulebook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = rulebook.parent / "own.yaml"
    own.write_text(OWN.replace("以上", "http://evil.example/"), encoding="utf-8")
    assert make(rulebook, "--text", str(own)) == 2
    heard = capsys.readouterr().err
    assert "[cli.notice.bad_text]" in heard
    assert "own.yaml:4" in heard
    assert not (rulebook.parent / "d.jsonl").exists()
