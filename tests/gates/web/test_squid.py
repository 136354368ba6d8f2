"""A real Squid says what the model says."""

from __future__ import annotations

import os
import signal
import time
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from sekisho.events.time import JAPAN
from sekisho.gates.stages import Stages
from sekisho.gates.web.gate import check_squid
from sekisho.gates.web.squid.configuration import configuration
from tests.gates.web import ADDRESSES, HOSTS, PATHS, RULES, judge_of, lists_file, loaded, request
from tests.gates.web.real import RealSquid, needed, origin

pytestmark = pytest.mark.daemon


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
        time.sleep(0.5)
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


def test_a_killed_helper_opens_nothing_and_comes_back(tmp_path: Path) -> None:
    squid = squid_of(tmp_path, Stages("enforce"))
    with origin() as port, squid.running():
        assert squid.get(f"http://www.example.jp:{port}/")[0] == 200
        os.kill(squid.helper(), signal.SIGKILL)
        for _ in range(20):
            assert squid.get(f"http://board.example:{port}/")[0] in (403, 500)
        assert squid.get(f"http://www.example.jp:{port}/")[0] == 200


def test_a_reload_refuses_nobody_on_the_way(tmp_path: Path) -> None:
    squid = squid_of(tmp_path, Stages("enforce"))
    with origin() as port, squid.running():
        site, open_site = f"http://888.example:{port}/", f"http://www.example.jp:{port}/"
        assert squid.get(site)[0] == 403
        squid.folder.joinpath("new").mkdir()
        fresh = lists_file(squid.folder / "new", {"gambling/domains": "", "games/domains": ""})
        fresh.replace(squid.folder / "web.lists")
        squid.hang_up()
        started = time.monotonic()
        while squid.get(site)[0] == 403:
            assert squid.get(open_site)[0] == 200
            assert time.monotonic() - started < 30
        assert squid.get(open_site)[0] == 200


@pytest.mark.parametrize("broken", [False, True])
def test_the_real_checker_answers(tmp_path: Path, *, broken: bool) -> None:
    needed()
    rulebook = loaded({**RULES, "web": {**RULES["web"], "new_sites": "知らせる"}}, tmp_path)
    file, *_ = configuration(rulebook, Stages("warn"))
    content = file.content.replace(b"acl passed", b"acl passed nothing") if broken else file.content
    (tmp_path / file.name).write_bytes(content)
    (answer,) = check_squid(tmp_path)
    assert answer.answer == ("refused" if broken else "accepted"), answer
