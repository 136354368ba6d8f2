"""A real Squid says what the model says."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from sekisho.case.asking import ask
from sekisho.events.time import JAPAN
from sekisho.gates.stages import Stages
from sekisho.gates.web.gate import check_squid
from sekisho.gates.web.hosts import KEPT_S
from sekisho.gates.web.squid.configuration import configuration
from sekisho.intake.road import take_in
from sekisho.ledger.sealed import tables_of
from sekisho.sources.contract import Context
from tests.gates.web import ADDRESSES, HOSTS, PATHS, RULES, judge_of, lists_file, loaded, request
from tests.gates.web.real import (
    PATIENCE_S,
    RealSquid,
    certificate,
    needed,
    origin,
    over_tls,
)

pytestmark = pytest.mark.daemon
CERTIFICATES = "/usr/lib/squid/security_file_certgen"


def squid_of(folder: Path, stages: Stages, **web: object) -> RealSquid:
    needed()
    rulebook = loaded({**RULES, "web": {**RULES["web"], **web}}, folder)
    own = folder / "squid"
    own.mkdir()
    return RealSquid(own, configuration(rulebook, stages), lists_file(folder))


def test_squid_and_model_agree(tmp_path: Path) -> None:
    stages = Stages("enforce", {"総務課": "observe"})
    squid = squid_of(tmp_path, stages, private_use="禁止")
    judge = judge_of(tmp_path, stages, private_use="禁止")
    wanted = []
    with origin() as port, squid.running():
        for host in HOSTS:
            for number, path in enumerate(PATHS):
                address = ADDRESSES[number % len(ADDRESSES)]
                now = datetime.now(JAPAN)
                said = judge.judge(request(host, path or "/", address, at=now))
                status, _body = squid.get(f"http://{host}:{port}{path}", address)
                assert status == (200 if said.passes else 403), (host, path, address, said)
                wanted.append(f'"rule":"{quote(said.code, safe="")}","stage":"{said.stage}"')
        squid.logged(len(wanted))
    lines = squid.log()
    assert len(lines) == len(wanted)
    assert [rule for rule, line in zip(wanted, lines, strict=True) if rule not in line] == []


def test_a_refusal_says_the_rule_and_what_to_do(tmp_path: Path) -> None:
    squid = squid_of(tmp_path, Stages("enforce"))
    with origin() as port, squid.running():
        _status, bet = squid.get(f"http://x.bet.example:{port}/?q=<script>")
        _status, tool = squid.get(f"http://net.anydesk.com:{port}/")
        _status, scam = squid.get(f"http://p1.web.core.windows.net:{port}/winhelp/")
    assert "賭博 &lt;b&gt;" in bet
    assert "web.category.賭博 &lt;b&gt;" in bet
    assert "<script>" not in bet
    assert "解除を申請" in bet
    assert "web.remote_tool.anydesk" in tool
    assert "<h1>電話しないでください。情報担当へ</h1>" in scam
    assert "段階: enforce" in scam


def test_who_is_warned_is_told_once_and_then_passes(tmp_path: Path) -> None:
    squid = squid_of(tmp_path, Stages("observe", {"総務課": "warn", "住民課": "enforce"}))
    with origin() as port, squid.running():
        url = f"http://board.example:{port}/x"
        picture = squid.get(url, "127.0.0.2", accept="image/png")
        first, again = squid.get(url, "127.0.0.2"), squid.get(url, "127.0.0.2")
        refused, watched = squid.get(url, "127.0.0.3"), squid.get(url, "127.0.0.9")
    assert (picture[1], again[1], watched[1]) == ("seen", "seen", "seen")
    assert first[0] == 403
    assert f'href="{url}"' in first[1]
    assert "web.category.掲示板" in first[1]
    assert refused[0] == 403
    assert "href" not in refused[1]


def test_a_new_site_is_pointed_out_once(tmp_path: Path) -> None:
    squid = squid_of(tmp_path, Stages("warn"), new_sites="知らせる")
    for expected in (403, 200):  # it is known after a restart, too
        with origin() as port, squid.running():
            status, body = squid.get(f"http://www.example.jp:{port}/")
            assert status == expected
            assert squid.get(f"http://www.example.jp:{port}/")[0] == 200
    assert "庁内で初めて" not in body


@pytest.mark.parametrize(("stage", "status"), [("enforce", 403), ("observe", 200)])
def test_without_a_policy_only_who_observes_lets_pass(
    tmp_path: Path, stage: str, status: int
) -> None:
    squid = squid_of(tmp_path, Stages(stage))  # type: ignore[arg-type]
    (squid.folder / "web.json").write_bytes(b"{")
    with origin() as port, squid.running():
        assert squid.get(f"http://www.example.jp:{port}/")[0] == status


@pytest.mark.parametrize("hosts", [True, False])
def test_a_killed_helper_opens_nothing_and_comes_back(tmp_path: Path, *, hosts: bool) -> None:
    squid = squid_of(tmp_path, Stages("enforce"))
    with origin() as port, squid.running():
        assert squid.get(f"http://www.example.jp:{port}/")[0] == 200
        squid.get(f"http://board.example:{port}/")  # now both are there
        (own,) = squid.helpers(hosts=hosts)
        os.kill(own, signal.SIGKILL)
        for number in range(20):
            assert squid.get(f"http://board.example:{port}/")[0] in (403, 500)
            assert squid.get(f"http://x{number}.bet.example:{port}/")[0] in (403, 500)
        assert squid.get(f"http://www.example.jp:{port}/")[0] == 200
        assert squid.get(f"http://a.portal.example:{port}/")[0] == 200


def test_what_passes_is_remembered_and_what_does_not_is_asked_each_time(tmp_path: Path) -> None:
    squid = squid_of(tmp_path, Stages("enforce"))
    with origin() as port, squid.running():
        site = f"http://www.example.jp:{port}"
        assert squid.get(f"{site}/")[0] == 200
        squid.tell(signal.SIGSTOP)  # nobody answers
        for number in range(10):
            assert squid.get(f"{site}/{number}")[0] == 200
        squid.tell(signal.SIGCONT)
        for number in range(10):
            assert squid.get(f"{site}/{number}.exe")[0] == 403
            assert squid.get(f"http://board.example:{port}/{number}")[0] == 403
        squid.logged(31)
    rules = [json.loads(line)["rule"] for line in squid.log()]
    assert rules == ["web.allowed"] * 11 + ["web.file.exe", quote("web.category.掲示板")] * 10


def kept(squid: RealSquid, seconds: int) -> None:
    """Answers are remembered for another time than the one that is built in."""
    text = squid.conf.read_text(encoding="utf-8")
    assert text.count(f"ttl={KEPT_S} negative_ttl={KEPT_S} ") == 1
    text = text.replace(f"ttl={KEPT_S} ", f"ttl={seconds} ")
    text = text.replace(f"--hosts {KEPT_S}", f"--hosts {seconds}")
    squid.conf.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("way", ["program", "squid"])
def test_a_rule_that_was_changed_holds_after_a_while_or_at_once(tmp_path: Path, way: str) -> None:
    squid = squid_of(tmp_path, Stages("enforce"))
    if way == "program":
        kept(squid, 2)
    with origin() as port, squid.running() as process:
        site = f"http://www.example.jp:{port}/"
        assert squid.get(site)[0] == 200
        policy = squid.folder / "web.json"
        policy.write_bytes(policy.read_bytes().replace(b"board.example", b"www.example.jp"))
        if way == "program":
            squid.tell(signal.SIGHUP)
            until = time.monotonic() + PATIENCE_S
            while squid.get(site)[0] == 200 and time.monotonic() < until:
                time.sleep(0.1)
        else:
            before = squid.began()
            process.send_signal(signal.SIGHUP)
            while squid.began() == before:
                assert process.poll() is None
                time.sleep(0.05)
        assert squid.get(site)[0] == 403


def test_a_release_ends_to_the_moment(tmp_path: Path) -> None:
    """However long answers are remembered: nobody is let pass on an old one."""
    for seconds in (12, 60, 600):  # a machine may be slow to start Squid
        own = tmp_path / str(seconds)
        own.mkdir()
        squid = squid_of(own, Stages("enforce"), private_use="禁止")
        end = datetime.now(JAPAN) + timedelta(seconds=seconds)
        policy = squid.folder / "web.json"
        text = policy.read_text(encoding="utf-8")
        assert "2099-12-31T00:00:00+09:00" in text or "2100-01-01T00:00:00+09:00" in text
        for until in ("2099-12-31T00:00:00+09:00", "2100-01-01T00:00:00+09:00"):
            text = text.replace(until, end.isoformat())
        policy.write_text(text, encoding="utf-8")
        with origin() as port, squid.running():
            passed = refused = 0
            while refused < 20:
                before = datetime.now(JAPAN)
                status, _page = squid.get(f"http://ok.video.example:{port}/", "127.0.0.3")
                if status == 403:
                    assert datetime.now(JAPAN) >= end
                    refused += 1
                else:
                    assert before < end
                    passed += 1
                time.sleep(0.05)
        if passed:
            return
    raise AssertionError("nobody was let pass before the end")


def test_odd_addresses_are_judged_as_by_the_model(tmp_path: Path) -> None:
    """Signs that fall together in small letters, twice encoded, ports, last dots, no text at all:
    Squid asks with the path wherever the path may matter."""
    web = {
        "refused_files": [".exe", ".mkv", ".com"],
        "categories": [
            {"name": "型", "judgement": "禁止",
             "patterns": ["www.example.jp/bbs/*", "*/kiosk/*x*", "work.board.example/", "*a+b c*"]},
        ],
    }  # fmt: skip
    squid = squid_of(tmp_path, Stages("enforce"), **web)
    judge = judge_of(tmp_path, Stages("enforce"), **web)
    paths = (
        "/a.m%E2%84%AAv", "/a.m%4Bv", "/a%252eexe", "/a.exe%00", "/%00.exe", "/a.ex%65?q", "/x.com",
        "/com", "/bbs/", "/BBS%2Fx", "/%E2%84%AAiosk/1x", "/kiosk/%81%40x", "/kiosk/", "/", "/y",
        "/a+b%20c", "/a%2Bb%20C", "/%ff%fe", "/%zz%", "/" + "a" * 4000 + ".exe", "/;.exe", "/?.exe",
        "/.exe%20.", "/%2e%65%78%65%3Bz",
    )  # fmt: skip
    wanted = []
    with origin() as port, squid.running():
        for host in ("www.example.jp", "WWW.example.jp.", "work.board.example"):
            for path in paths:
                said = judge.judge(request(host, path, at=datetime.now(JAPAN)))
                status, _body = squid.get(f"http://{host}:{port}{path}")
                # a host that nobody can look up passed as well
                assert (status == 403) == (not said.passes), (host, path, said)
                wanted.append(quote(said.code))
        squid.logged(len(wanted))
    assert [json.loads(line)["rule"] for line in squid.log()] == wanted


def test_a_reload_refuses_nobody_on_the_way(tmp_path: Path) -> None:
    squid = squid_of(tmp_path, Stages("enforce"))
    with origin() as port, squid.running():
        site, open_site = f"http://888.example:{port}/", f"http://www.example.jp:{port}/"
        assert squid.get(site)[0] == 403
        squid.folder.joinpath("new").mkdir()
        fresh = lists_file(squid.folder / "new", {"gambling/domains": "", "games/domains": ""})
        fresh.replace(squid.folder / "web.lists")
        squid.tell(signal.SIGHUP)
        until = time.monotonic() + PATIENCE_S
        while squid.get(site)[0] == 403:
            assert squid.get(open_site)[0] == 200
            assert time.monotonic() < until
        assert squid.get(open_site)[0] == 200


@pytest.mark.parametrize("broken", [False, True])
def test_the_real_checker_answers(tmp_path: Path, *, broken: bool) -> None:
    needed()
    rulebook = loaded({**RULES, "web": {**RULES["web"], "new_sites": "知らせる"}}, tmp_path)
    file, *_ = configuration(rulebook, Stages("warn"))
    content = file.content.replace(b"method", b"nothing") if broken else file.content
    (tmp_path / file.name).write_bytes(content)
    (answer,) = check_squid(tmp_path)
    assert answer.answer == ("refused" if broken else "accepted"), answer


def test_names_in_tls_are_checked_and_nothing_that_passes_is_opened(tmp_path: Path) -> None:
    needed()
    ca = certificate(tmp_path / "ca.pem", "Town CA")
    squid = squid_of(tmp_path, Stages("enforce"), proxy={"ca": str(ca)})
    made = subprocess.run(
        [CERTIFICATES, "-c", "-s", str(squid.folder / "ssl_db"), "-M", "4MB"],
        check=False, capture_output=True,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    text = squid.conf.read_text(encoding="utf-8")
    with origin(certificate(tmp_path / "origin.pem", "origin")) as port:
        text = text.replace("port 443 8443", f"port {port}")
        squid.conf.write_text(text, encoding="utf-8")
        with squid.running():
            passed = over_tls(squid, "www.example.jp", port, "www.example.jp")
            refused = over_tls(squid, "board.example", port, "board.example")
            hidden = over_tls(squid, "www.example.jp", port, "play.example")
            squid.logged(3)
    assert passed[0] == "origin"
    assert passed[1].endswith(b"seen")
    assert refused[0] == hidden[0] == "town"
    assert "閲覧が制限されています".encode() in refused[1]
    assert b"seen" not in hidden[1]
    assert any('"sni":"play.example"' in line for line in squid.log())


def test_its_log_is_evidence_with_the_rule(tmp_path: Path) -> None:
    squid = squid_of(tmp_path, Stages("enforce"))
    with origin() as port, squid.running():
        squid.get(f'http://board.example:{port}/a%22b?x="y"\\z', "127.0.0.2")
        squid.get(f"http://www.example.jp:{port}/", "127.0.0.2")
        squid.logged(2)
    evidence, ledger, work = (tmp_path / name for name in ("evidence", "ledger", "work"))
    for folder in (evidence, ledger, work):
        folder.mkdir()
    (evidence / "sekisho.log").write_text("\n".join(squid.log()) + "\n", encoding="utf-8")
    shutil.copy(squid.conf, evidence)
    manifest = take_in(evidence, ledger, work, Context(now=datetime.now(JAPAN)))
    with tables_of(ledger, manifest) as connection:
        rows = ask(connection, """
            SELECT "cs-host" AS host, "event.action" AS action, "source.ip" AS address,
                   fields['{rule}note'] AS rule, "c-uri" AS uri
            FROM proxy ORDER BY "@timestamp"
        """)  # fmt: skip
    assert [row["host"] for row in rows] == ["board.example", "www.example.jp"]
    assert all(json.loads(line) for line in squid.log())
    assert rows[0]["uri"] == f'http://board.example:{port}/a%22b?x="y"\\z'
    assert rows[0]["action"] == "denied"
    assert rows[0]["rule"] == quote("web.category.掲示板", safe="."), rows[0]
