"""What the rulebook says of a body, by whom, to where and by what stands in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sekisho.events.time import JAPAN
from sekisho.gates.stages import Stages
from sekisho.gates.web.judgement import Judge
from sekisho.gates.web.lists.compiled import NoLists
from sekisho.gates.web.policy import policy_of, read, written
from sekisho.gates.web.uploads.examining import Examined
from sekisho.gates.web.uploads.verdict import Sending, UploadJudge
from tests.gates.web import RULES, loaded

NOW = datetime(2026, 6, 3, 10, tzinfo=JAPAN)


def judge_of(folder: Path, **uploads: Any) -> UploadJudge:
    web = {**RULES["web"], "uploads": {"personal": "止める", **uploads}}
    rulebook = loaded({**RULES, "web": web}, folder)
    policy = read(written(policy_of(rulebook, Stages("enforce", {"総務課": "observe"}))))
    return UploadJudge(policy, Judge(policy, NoLists()))


def sending(host: str = "www.example.jp", **more: Any) -> Sending:
    given = {"address": "127.0.0.9", "user": "", "method": "POST", "path": "/", **more}
    return Sending(at=NOW, host=host, **given)


@pytest.mark.parametrize(
    ("uploads", "given", "code"),
    [
        ({}, {}, None),
        ({}, {"method": "GET"}, "web.upload_not_asked"),
        ({"personal": "可"}, {}, "web.upload_not_asked"),
        ({"permitted": ["example.jp"]}, {}, "web.upload_permitted"),
        ({"permitted": ["example.jp"]}, {"host": "www.example.jp.evil.example"}, None),
        ({}, {"host": "x.bousai.example"}, "web.upload_permitted"),
        ({}, {"address": "127.0.0.4"}, "web.upload_permitted"),
        ({"categories": ["掲示板"]}, {}, "web.upload_not_asked"),
        ({"categories": ["掲示板"]}, {"host": "board.example"}, None),
        ({"size_mb": 1}, {"length": 1 << 20}, None),
        ({"size_mb": 1}, {"length": (1 << 20) + 1}, "web.upload_large"),
        ({}, {"host": "a..b"}, None),
    ],
)
def test_what_needs_no_look_into_the_body(
    uploads: dict[str, Any], given: dict[str, Any], code: str | None, tmp_path: Path
) -> None:
    found = judge_of(tmp_path, **uploads).before(sending(**given))
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("uploads", "found", "code", "refused"),
    [
        ({}, Examined(1), "personal", True),
        ({"personal": "記録"}, Examined(1), "personal", False),
        ({"persons": 5}, Examined(4), "clean", False),
        ({"persons": 5}, Examined(4, unread=("x",)), "unread", True),
        ({"persons": 5}, Examined(5, unread=("x",)), "personal", True),
        ({"unexamined": "記録"}, Examined(unread=("x",)), "unread", False),
        ({}, Examined(), "clean", False),
    ],
)
def test_what_stands_in_it_decides(
    uploads: dict[str, Any], found: Examined, code: str, refused: bool, tmp_path: Path
) -> None:
    judge = judge_of(tmp_path, **uploads)
    said = judge.after(judge.who(sending()), found)
    assert (said.code, said.refused, said.passes) == (f"web.upload_{code}", refused, not refused)
    watched = judge.after(judge.who(sending(address="127.0.0.2")), found)
    assert (watched.stage, watched.refused, watched.passes) == ("observe", refused, True)
