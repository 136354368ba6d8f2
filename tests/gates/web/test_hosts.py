"""Answers about hosts that Squid keeps: OK only where everything passes, for as long as it does."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.stages import Stages
from sekisho.gates.web.hosts import HostAnswering
from sekisho.gates.web.judgement import Judge
from sekisho.gates.web.request import Request
from sekisho.gates.web.seen import Seen
from sekisho.gates.web.squid.paths import asking
from tests.gates.web import BREAK, NIGHT, RULES, WORK, judge_of, request, requests

_JUDGES: dict[bool, Judge] = {}
WITHOUT_PATTERNS = [
    {key: value for key, value in category.items() if key != "patterns"}
    for category in RULES["web"]["categories"]
]


def judge(factory: pytest.TempPathFactory, *, patterns: bool = True) -> Judge:
    """With and without patterns Squid is given other expressions."""
    if patterns not in _JUDGES:
        web = {} if patterns else {"categories": WITHOUT_PATTERNS}
        _JUDGES[patterns] = judge_of(factory.mktemp("judge"), **web)
    return _JUDGES[patterns]


def question(asked: Request) -> bytes:
    words = [asked.address, asked.user or "-", asked.host or "-", asked.sni or "-", "-"]
    return b"7 " + " ".join(quote(word, safe="-\\") for word in words).encode()


def asks_with_the_path(judge: Judge, url: str, path: str) -> bool:
    """What Squid's own expressions say, signs of a byte each."""
    plain = {
        "url_regex": unquote_to_bytes(url).decode("latin-1"),
        "urlpath_regex": unquote_to_bytes(path).decode("latin-1"),
    }
    return any(
        re.search(fitting, plain[kind], re.IGNORECASE | re.ASCII | re.DOTALL)
        for _name, kind, fitting in asking(judge.policy.rulebook.web)
    )


@given(
    asked=requests(),
    path=st.one_of(
        st.text(st.sampled_from("abexscr.;/?#*% ~K\u212a\u0130\u00e9"), max_size=12).map(
            lambda text: "/" + quote(text, safe="/?#;~*")
        ),
        st.sampled_from(["", "/", "/bbs/2", "/b.scr;x", "/a%2EEXE"]),
    ),
    before=st.integers(0, 120),
    later=st.integers(0, 62),
    patterns=st.booleans(),
)
def test_what_is_kept_holds_for_every_path_and_as_long(
    asked: Request, path: str, before: int, later: int, tmp_path_factory: pytest.TempPathFactory,
    *, patterns: bool,
) -> None:  # fmt: skip
    own = judge(tmp_path_factory, patterns=patterns)
    # the clock strikes within two minutes, wherever in the day
    now = asked.at.replace(minute=30 if asked.at == BREAK else 0) - timedelta(seconds=before)
    answer = HostAnswering(own).answer(question(asked), now).decode()
    if answer == "7 ERR\n":
        return
    url = f"http://{asked.host}{path or '/'}"
    if path and asks_with_the_path(own, url, path):
        return
    then = Request(now + timedelta(seconds=later), asked.address, asked.user, "GET", asked.host,
                   80, path, asked.sni)  # fmt: skip
    said = own.judge(then)
    assert said.passes
    assert not said.notice
    code = quote(said.code, safe="")
    assert answer == f"7 OK verdict=pass rule={code} stage={said.stage}\n"


@pytest.mark.parametrize(
    ("host", "at", "address", "settled"),
    [
        ("www.example.jp", WORK, "127.0.0.9", True),
        ("www.video.example", WORK, "127.0.0.9", False),
        ("www.video.example", BREAK, "127.0.0.9", True),
        ("www.video.example", BREAK.replace(minute=59, second=30), "127.0.0.9", False),
        ("www.example.jp", BREAK.replace(minute=59, second=30), "127.0.0.9", True),
        ("board.example", WORK, "127.0.0.2", True),
        ("board.example", WORK.replace(minute=29, second=1), "127.0.0.2", False),
        ("board.example", NIGHT, "127.0.0.2", False),
        ("board.example", NIGHT, "127.0.0.4", True),
        ("p1.web.core.windows.net", WORK, "127.0.0.9", False),
        ("shared.example", WORK, "127.0.0.9", False),
        ("a..b", WORK, "127.0.0.9", False),
    ],
)
def test_what_is_settled(
    host: str, at: datetime, address: str, *, settled: bool, tmp_path: Path
) -> None:
    asked = Request(at, address, "", "", host, 0)
    answer = HostAnswering(judge_of(tmp_path)).answer(question(asked), at)
    assert answer.startswith(b"7 OK verdict=pass rule=" if settled else b"7 ERR\n")


def test_who_is_told_something_is_asked_about_each_time(tmp_path: Path) -> None:
    own = judge_of(tmp_path, Stages("warn"))
    for host, settled in (("board.example", False), ("www.example.jp", True)):
        answer = HostAnswering(own).answer(question(request(host)), WORK)
        assert (b"OK" in answer) == settled


def test_a_new_site_is_settled_once_somebody_was_there(tmp_path: Path) -> None:
    own, path = judge_of(tmp_path, new_sites="記録"), tmp_path / "seen"
    answering, other = HostAnswering(own, Seen(path)), Seen(path)
    asked = question(request("www.example.jp"))
    for _ in range(2):
        assert answering.answer(asked, WORK) == b"7 ERR\n"
    assert other.first("www.example.jp")
    other.save()
    assert b" rule=web.allowed " in answering.answer(asked, WORK)
    with path.open("ab") as file:
        file.write(b"torn")
    assert answering.answer(question(request("b.example.jp")), WORK) == b"7 ERR\n"
    path.unlink()
    assert answering.answer(question(request("c.example.jp")), WORK) == b"7 ERR\n"
    assert b" OK " in answering.answer(asked, WORK)


@given(line=st.binary(max_size=200))
def test_any_bytes_are_answered_and_none_open(
    line: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    answering = HostAnswering(judge(tmp_path_factory), warn=lambda _text: None)
    answer = answering.answer(b"12 " + line.replace(b"\n", b" "), WORK)
    assert answer == b"12 ERR\n" or answer.startswith(b"12 OK verdict=pass rule=")
    if line.count(b" ") != 4:
        assert answer == b"12 ERR\n"
    assert answering.failures == 0


@pytest.mark.parametrize("is_open", [False, True])
def test_what_fails_settles_nothing(tmp_path: Path, *, is_open: bool) -> None:
    asked = question(request("www.example.jp"))
    assert HostAnswering(None, open=is_open).answer(asked, WORK) == b"7 ERR\n"
    broken = judge_of(tmp_path)
    broken._sites = None  # type: ignore[assignment]
    told: list[str] = []
    answering = HostAnswering(broken, open=is_open, warn=told.append)
    assert answering.answer(asked, WORK) == b"7 ERR\n"
    assert (answering.failures, len(told)) == (1, 1)


def test_rules_give_expressions_only_where_paths_matter(tmp_path: Path) -> None:
    web = {key: value for key, value in RULES["web"].items() if key != "refused_files"}
    own = judge_of(tmp_path, refused_files=[], categories=web["categories"][:1])
    assert list(asking(own.policy.rulebook.web)) == []
    own = judge_of(tmp_path, categories=WITHOUT_PATTERNS)
    assert {kind for _name, kind, _fitting in asking(own.policy.rulebook.web)} == {"urlpath_regex"}
    strange = ["*", 'a "b" #c\\', "-i", "日本*", "${x}\n"]
    category = {"name": "型", "judgement": "禁止", "patterns": strange}
    own = judge_of(tmp_path, refused_files=[], categories=[category])
    for _name, _kind, fitting in asking(own.policy.rulebook.web):
        assert not set(fitting[1:]) & set(" \"'#\\$\n") or fitting in ("[^ -~]", r"//\[")
