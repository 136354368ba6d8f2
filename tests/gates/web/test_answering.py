"""Squid's questions: answered as the model says, whatever comes, never by accident with OK."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.stages import Stages
from sekisho.gates.web.answering import FAILED, NO_POLICY, PERIOD, Answering
from sekisho.gates.web.judgement import Judge
from sekisho.gates.web.request import Request
from sekisho.gates.web.seen import Seen
from tests.gates.web import WORK, judge_of, requests


def asking(asked: Request, number: int = 7) -> bytes:
    words = [
        str(number), asked.address, asked.user or "-", asked.method, asked.host or "-",
        str(asked.port), asked.path or "-", asked.sni or "-", "-",
    ]  # fmt: skip
    return " ".join(quote(word, safe="/%?=;-<>:\\") for word in words).encode()


_JUDGES: dict[str, Judge] = {}


def judge(factory: pytest.TempPathFactory) -> Judge:
    return _JUDGES.setdefault("", judge_of(factory.mktemp("judge")))


@given(asked=requests())
def test_the_answer_is_the_models(
    asked: Request, tmp_path_factory: pytest.TempPathFactory
) -> None:
    own = judge(tmp_path_factory)
    said = own.judge(asked)
    answer = Answering(own).answer(asking(asked), asked.at).decode()
    assert answer.startswith("7 OK verdict=pass " if said.passes else "7 ERR ")
    assert f" rule={quote(said.code, safe='')} stage={said.stage}" in answer
    assert answer.endswith("\n")
    assert answer.count("\n") == 1


@given(line=st.binary(max_size=200))
def test_any_bytes_are_answered_and_none_open(
    line: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    answering = Answering(judge(tmp_path_factory), warn=lambda _text: None)
    answer = answering.answer(b"12 " + line.replace(b"\n", b" "), WORK)
    assert answer.startswith((b"12 ERR rule=", b"12 OK verdict=pass rule="))
    if line.count(b" ") < 5:
        assert answer.startswith(b"12 ERR rule=web.unjudged.request ")
    assert answering.failures == 0


@pytest.mark.parametrize("line", [b"", b"x", b"-1 a", b"\xff 1", b" 1 2"])
def test_nobody_is_answered_without_a_number(line: bytes, tmp_path: Path) -> None:
    assert Answering(judge_of(tmp_path)).answer(line, WORK) == b""


@pytest.mark.parametrize(("is_open", "said"), [(False, b"ERR"), (True, b"OK")])
def test_what_fails_is_refused_but_where_all_is_only_observed(
    tmp_path: Path, *, is_open: bool, said: bytes
) -> None:
    told: list[str] = []
    line = b"1 127.0.0.9 - GET www.example.jp 80 / - -"
    without = Answering(None, open=is_open).answer(line, WORK)
    assert without.split()[1] == said
    assert NO_POLICY.encode() in without
    broken = judge_of(tmp_path)
    broken._sites = None  # type: ignore[assignment]
    answering = Answering(broken, open=is_open, warn=told.append)
    for _ in range(20):
        answer = answering.answer(line, WORK)
        assert answer.split()[1] == said
        assert FAILED.encode() in answer
    assert answering.failures == 20
    assert len(told) == 10


def test_a_warning_comes_once_in_a_period_and_on_pages_only(tmp_path: Path) -> None:
    answering = Answering(judge_of(tmp_path, Stages("warn")))

    def ask(method: bytes, accept: bytes, later: timedelta = timedelta(0)) -> bytes:
        line = b"1 127.0.0.9 - %s board.example 80 / - %s -" % (method, accept)
        return answering.answer(line, WORK + later)

    assert ask(b"CONNECT", b"-").startswith(b"1 OK")
    assert ask(b"GET", b"image/png").startswith(b"1 OK")
    assert ask(b"GET", b"text/html,%20*/*").endswith(b" page=notice_category_2\n")
    assert ask(b"GET", b"text/html").startswith(b"1 OK")
    assert ask(b"GET", b"text/html", PERIOD).startswith(b"1 ERR")


def test_sites_are_new_once(tmp_path: Path) -> None:
    line = b"1 127.0.0.9 - GET www.example.jp 80 / - -"
    own = judge_of(tmp_path, new_sites="記録")
    for expected in (b"web.new_site", b"web.allowed"):
        seen = Seen(tmp_path / "seen")
        assert expected in Answering(own, seen).answer(line, WORK)
        assert b"web.allowed" in Answering(own, seen).answer(line, WORK)
        seen.save()


def test_a_torn_file_of_sites_is_mended_and_a_full_disk_told(tmp_path: Path) -> None:
    path = tmp_path / "seen"
    seen = Seen(path)
    assert [seen.first(host) for host in ("a.example", "b.example", "a.example")] == [1, 1, 0]
    seen.save()
    path.write_bytes(path.read_bytes()[:-3])
    seen = Seen(path)
    assert [seen.first(host) for host in ("a.example", "b.example")] == [False, True]
    seen.save()
    assert path.stat().st_size == 16
    lost = Seen(tmp_path / "no" / "folder")
    assert lost.first("a.example")
    lost.save()
    assert (lost.unsaved, lost.first("a.example")) == (1, False)
