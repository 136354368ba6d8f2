"""The model: each rule, its order, and what it depends on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from sekisho.gates.stages import Stages
from sekisho.gates.web.judgement import PAGES, Judge
from sekisho.gates.web.lists.compiled import NoLists
from sekisho.gates.web.policy import policy_of
from sekisho.gates.web.request import Request
from tests.gates.web import BREAK, NIGHT, RULES, WORK, judge_of, loaded, request, requests

ELSEWHERE = "127.0.0.9"


@pytest.mark.parametrize(
    ("host", "path", "more", "code", "refused"),
    [
        ("www.example.jp", "/", {}, "web.allowed", False),
        ("www.video.example", "/", {}, "web.category.動画", True),
        ("www.video.example", "/", {"at": BREAK}, "web.category.動画", False),
        ("www.video.example", "/", {"at": NIGHT}, "web.category.動画", True),
        ("VIDEO.example.", "/", {}, "web.category.動画", True),
        ("video.example.evil.example", "/", {}, "web.allowed", False),
        ("ok.video.example", "/", {"address": "127.0.0.3"}, "web.exception.R8-020", False),
        ("ok.video.example", "/", {"user": "maki-h"}, "web.exception.R8-020", False),
        ("ok.video.example", "/", {"user": "seki-t"}, "web.category.動画", True),
        ("board.example", "/", {"at": BREAK}, "web.category.掲示板", True),
        ("board.example", "/", {"address": "127.0.0.2"}, "web.exception.2", False),
        ("board.example", "/", {"address": "127.0.0.2", "at": NIGHT}, "web.category.掲示板", True),
        ("work.board.example", "/", {}, "web.category.業務", False),
        ("a.portal.example", "/bbs/1", {}, "web.category.掲示板", True),
        ("a.portal.example", "/%42bs/1", {}, "web.category.掲示板", True),
        ("a.portal.example", "/news", {}, "web.allowed", False),
        ("x.bet.example", "/", {}, "web.category.賭博 <b>", True),
        ("shared.example", "/casino/x", {}, "web.category.賭博 <b>", True),
        ("shared.example", "/casino", {}, "web.category.賭博 <b>", True),
        ("shared.example", "/casinos", {}, "web.allowed", False),
        ("query.example", "/watch?v=1", {}, "web.category.賭博 <b>", True),
        ("query.example", "/watch?v=2", {}, "web.allowed", False),
        ("net.anydesk.com", "", {}, "web.remote_tool.anydesk", True),
        ("router1.teamviewer.com", "", {}, "web.remote_tool.teamviewer", True),
        ("router1.teamviewer.com", "", {"address": "127.0.0.2"}, "web.support.R8-012", False),
        ("www.example.jp", "/a%2EEXE?x=1", {}, "web.file.exe", True),
        ("www.example.jp", "/b.scr;x", {}, "web.file.scr", True),
        ("www.example.jp", "/a.exe.html", {}, "web.allowed", False),
        ("p1.web.core.windows.net", "/winhelp/x", {}, "web.fake_support", True),
        ("p1.web.core.windows.net", "/photo", {}, "web.allowed", False),
        ("a.bousai.example", "/a.exe", {}, "web.never_refused", False),
        ("board.example", "/", {"address": "127.0.0.4"}, "web.never_refused", False),
        ("a b", "/", {}, "web.unjudged.request", True),
        ("www.example.jp", "/", {"sni": "board.example"}, "web.category.掲示板", True),
        ("a..b", "/", {"address": "127.0.0.4"}, "web.unjudged.request", False),
    ],
)
def test_rules(
    host: str, path: str, more: dict[str, Any], code: str, refused: bool, tmp_path: Path
) -> None:
    said = judge_of(tmp_path).judge(request(host, path, **more))
    assert (said.code, said.refused) == (code, refused)
    assert said.passes != refused
    assert (said.page in PAGES) == refused


@pytest.mark.parametrize(
    ("use", "at", "refused"),
    [("禁止", BREAK, True), ("休憩時間のみ可", BREAK, False), ("休憩時間のみ可", WORK, True),
     ("可", WORK, False)],
)  # fmt: skip
def test_unfit_sites_follow_private_use(use: str, at: Any, refused: bool, tmp_path: Path) -> None:
    said = judge_of(tmp_path, private_use=use).judge(request("video.example", at=at))
    assert said.refused == refused


def test_unfit_sites_are_only_noted_where_private_use_is_unsaid(tmp_path: Path) -> None:
    web = {key: value for key, value in RULES["web"].items() if key != "private_use"}
    policy = policy_of(
        loaded({**RULES, "web": {**web, "categories": web["categories"][:3]}}, tmp_path),
        Stages("enforce"),
    )
    said = Judge(policy, NoLists()).judge(request("video.example"))
    assert (said.code, said.refused) == ("web.category.動画", False)


@pytest.mark.parametrize(("way", "refused"), [("止める", True), ("通す", False)])
def test_lists_that_are_not_there_are_not_taken_as_empty(
    way: str, refused: bool, tmp_path: Path
) -> None:
    content = {**RULES, "web": {**RULES["web"], "unjudged": way}}
    judge = Judge(policy_of(loaded(content, tmp_path), Stages("enforce")), NoLists())
    said = judge.judge(request("www.example.jp"))
    assert (said.code, said.refused) == ("web.unjudged.lists", refused)
    assert judge.judge(request("work.board.example")).code == "web.category.業務"


@pytest.mark.parametrize(
    ("stage", "passes", "notice"),
    [("observe", True, False), ("warn", True, True), ("enforce", False, False)],
)
def test_stages(stage: Any, passes: bool, notice: bool, tmp_path: Path) -> None:
    said = judge_of(tmp_path, Stages(stage)).judge(request("board.example"))
    assert (said.refused, said.passes, said.notice) == (True, passes, notice)


def test_the_stage_is_that_of_the_computer_then_of_the_department(tmp_path: Path) -> None:
    stages = Stages("observe", {"住民課": "warn"}, {"PC-1": "enforce"})
    judge = judge_of(tmp_path, stages)
    found = [judge.judge(request("board.example", address=f"127.0.0.{n}", at=NIGHT)).stage
             for n in (2, 3, 9)]  # fmt: skip
    assert found == ["enforce", "warn", "observe"]


@pytest.mark.parametrize(
    ("way", "code", "page"),
    [("判定しない", "web.allowed", ""), ("記録", "web.new_site", ""),
     ("知らせる", "web.new_site", "new_site")],
)  # fmt: skip
def test_a_new_site_is_never_refused(way: str, code: str, page: str, tmp_path: Path) -> None:
    said = judge_of(tmp_path, new_sites=way).judge(request("www.example.jp"), new=True)
    assert (said.code, said.refused, said.page) == (code, False, page)


def test_remote_tools_may_be_allowed(tmp_path: Path) -> None:
    said = judge_of(tmp_path, remote_tools="可").judge(request("net.anydesk.com"))
    assert said.code == "web.allowed"


@given(asked=requests())
def test_what_was_judged_before_changes_nothing(
    asked: Request, tmp_path_factory: pytest.TempPathFactory
) -> None:
    used = _used(tmp_path_factory)
    fresh = judge_of(tmp_path_factory.mktemp("fresh"))
    assert used.judge(asked) == fresh.judge(asked)


_USED: list[Judge] = []


def _used(factory: pytest.TempPathFactory) -> Judge:
    if not _USED:
        _USED.append(judge_of(factory.mktemp("used")))
    return _USED[0]


@given(asked=requests())
def test_a_quiet_place_refuses_nobody(
    asked: Request, tmp_path_factory: pytest.TempPathFactory
) -> None:
    judge = _used(tmp_path_factory)
    assert asked.host is not None
    if judge.place(asked.host, asked.path).quiet and not asked.sni:
        assert not judge.judge(asked).refused


@given(asked=requests())
def test_the_rulebook_says_the_same_of_categories_and_releases(
    asked: Request, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rules")
    judge, book = judge_of(folder), loaded(RULES, folder)
    assert asked.host is not None
    place = judge.place(asked.host, asked.path)
    own = book.category_of(asked.host, asked.path or "/")
    if own is not None and "%" not in asked.path:
        assert place.category == own
    person = judge.who(asked.address, asked.user).person
    release = book.exception_for(asked.host, person.name if person else "", asked.at)
    said = judge.judge(asked).code
    if release is not None and said != "web.never_refused":
        assert said.startswith("web.exception.") or asked.sni
