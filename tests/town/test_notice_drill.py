"""A drill over a real Postfix and a real HTTP request: mailed, delivered, called, reported, come
back, and told in numbers that add up."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest

from sekisho.case.notices.drill import HEADER, WORD
from sekisho.case.notices.register import read
from sekisho.cli.main import main
from tests.ports import free_port
from tests.town.postfix import PATH, Town, can_run, town

pytestmark = [
    pytest.mark.daemon,
    pytest.mark.skipif(not can_run(), reason="Postfix as root"),
]
RULES = """\
version: 1
mail: {domains: [town.seki.example]}
people:
  - {name: 関 次郎, department: 総務課, mail: [seki-j@town.seki.example]}
  - {name: 山田 花子, department: 総務課, mail: [yamada@town.seki.example]}
  - {name: 佐藤 一, department: 税務課, mail: [sato@town.seki.example]}
  - {name: 伊藤 二葉, department: 税務課, mail: [ito@town.seki.example]}
  - {name: 外 三郎, department: 税務課, mail: [hoka@else.example]}
"""


@contextmanager
def page(register: Path, log: Path, port: int) -> Iterator[None]:
    """``sekisho notice page`` in a process of its own."""
    words = ["notice", "page", "--register", str(register), "--log", str(log), "--listen",
             f"127.0.0.1:{port}"]  # fmt: skip
    program = "import sys; from sekisho.cli.main import main; sys.exit(main(sys.argv[1:]))"
    running = subprocess.Popen([sys.executable, "-c", program, *words], stdout=subprocess.DEVNULL)
    try:
        while not log.exists():
            assert running.poll() is None
            time.sleep(0.05)
        yield
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait() == 0


def request(url: str, method: str = "GET") -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method)) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def write(one: Town, sender: str, text: str, subject: str = "通報", **fields: str) -> None:
    """A mail of the staff to the one in charge."""
    mail = EmailMessage()
    mail["From"], mail["To"] = f"{sender}@town.seki.example", "joho@town.seki.example"
    mail["Subject"] = subject
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail["Date"] = time.strftime("%a, %d %b %Y %H:%M:%S +0900", time.gmtime(time.time() + 9 * 3600))
    mail.set_content(text)
    assert one.send(mail.as_bytes(), f"{sender}@town.seki.example", "joho") == 250


def links(one: Town) -> dict[str, tuple[str, EmailMessage]]:
    """Of each addressee: the link in the mail as it lies in the box, and that mail."""
    found = {}
    for mail in one.delivered():
        if mail[HEADER]:
            text = mail.get_body(("plain",)).get_content()
            link = next(line for line in text.split() if line.startswith("http"))
            found[mail["To"].partition("@")[0]] = (link, mail)
    return found


def gathered(one: Town, log: Path, folder: Path) -> Path:
    """What the office would collect: the mail server's log, the boxes, the page's record."""
    folder.mkdir()
    shutil.copy(one.own / "log" / "mail.log", folder / "maillog")
    shutil.copy(log, folder / "page.jsonl")
    for number, file in enumerate(sorted((one.own / "boxes").rglob("new/*"))):
        shutil.copy(file, folder / f"{number}.eml")
    return folder


@pytest.fixture
def own() -> Iterator[Path]:
    """A short path that the users of the mail server may enter."""
    folder = Path(tempfile.mkdtemp(prefix="sekisho-drill-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_from_the_mail_to_the_numbers(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rulebook, register, log = (tmp_path / name for name in ("r.yaml", "d.jsonl", "page.jsonl"))
    rulebook.write_text(RULES, encoding="utf-8")
    port = free_port()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PATH", PATH)
    monkeypatch.setenv("MAIL_CONFIG", str(own / "etc"))
    with town(own, rulebook, "observe") as one:
        made = main([
            "notice", "drill", "訓練1", "--rulebook", str(rulebook), "--from",
            "joho@town.seki.example", "--link", f"http://127.0.0.1:{port}/s", "--theme", "scan",
            "--out", str(tmp_path / "out"), "--register", str(register), "--send", "--lang", "ja",
        ])  # fmt: skip
        assert made == 0
        one.settle()
        found = links(one)
        assert sorted(found) == ["ito", "sato", "seki-j", "yamada"]
        with page(register, log, port):
            status, shown = request(found["seki-j"][0])
            assert status == 200
            assert "これは訓練です" in shown or "This is a drill" in shown
            assert request(found["sato"][0], "HEAD")[0] == 200
            assert request(f"http://127.0.0.1:{port}/s/0123456789abcdef")[0] == 404
            assert request(f"http://127.0.0.1:{port}/")[0] == 404
            write(one, "seki-j", f"開いてしまいました\n> {found['seki-j'][0]}")
            write(one, "yamada", "変なメールです", In_Reply_To=found["yamada"][1]["Message-ID"])
            write(one, "ito", "休暇中です", "自動応答", Auto_Submitted="auto-replied",
                  In_Reply_To=found["ito"][1]["Message-ID"])  # fmt: skip
            one.settle()
            time.sleep(1.1)  # the log of Postfix has whole seconds
        folder = gathered(one, log, tmp_path / "came")
    capsys.readouterr()
    common = ["--register", str(register), "--rulebook", str(rulebook), "--lang", "ja"]
    assert main(["notice", "replies", "--from", str(folder), *common, "--workers", "0"]) == 0
    told = capsys.readouterr().out
    assert "不達 1 件" in told
    assert "訓練のリンク 1 件、訓練の通報 2 件、不在 1 件" in told
    out = tmp_path / "paper"
    assert main(["notice", "result", "訓練1", *common, "--json", "--out", str(out)]) == 0
    result = json.loads(capsys.readouterr().out)
    states = {each["name"]: (each["state"], each["why"]) for each in result["people"]}
    assert states == {
        "関 次郎": ("called", ""), "山田 花子": ("not_called", ""), "佐藤 一": ("not_called", ""),
        "伊藤 二葉": ("unknown", "away"), "外 三郎": ("unknown", "bounced"),
    }  # fmt: skip
    whole = result["whole"]
    assert (whole["people"], whole["reported"]) == (5, 2)
    assert whole["people"] == whole["called"] + whole["not_called"] + whole["unknown"]
    bounced = next(each for each in read(register.read_bytes()) if each.act == "bounced")
    assert "nothing leaves this machine" in bounced.reason
    paper = (out / "report-notice-drill.html").read_text(encoding="utf-8")
    assert "関 次郎" not in paper
    assert not any(WORD in mail.as_string() for _, mail in found.values())
