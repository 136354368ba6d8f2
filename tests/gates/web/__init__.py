"""Rulebooks and requests for the tests of the web gate."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sekisho.events.time import JAPAN
from sekisho.gates.stages import Stages
from sekisho.gates.web.judgement import Judge
from sekisho.gates.web.lists.compiled import NAME as LISTS
from sekisho.gates.web.lists.compiled import compiled, mapped
from sekisho.gates.web.lists.reading import read_folder
from sekisho.gates.web.policy import policy_of
from sekisho.gates.web.request import Request, host_of
from sekisho.rulebook import Rulebook, load

WORK = datetime(2026, 6, 3, 10, 0, tzinfo=JAPAN)
BREAK = datetime(2026, 6, 3, 12, 30, tzinfo=JAPAN)
NIGHT = datetime(2026, 6, 3, 21, 0, tzinfo=JAPAN)

RULES: dict[str, Any] = {
    "version": 1,
    "people": [
        {"name": "関 太郎", "accounts": ["seki-t"], "department": "総務課"},
        {"name": "真木 花", "accounts": ["maki-h"], "department": "住民課"},
        {"name": "管理 次郎", "accounts": ["kanri"], "department": "情報課"},
    ],
    "assets": [
        {
            "name": "PC-1", "addresses": ["127.0.0.2"], "department": "総務課", "user": "関 太郎",
        },
        {
            "name": "PC-2", "addresses": ["127.0.0.3"], "department": "住民課", "user": "真木 花",
        },
        {"name": "PC-K", "addresses": ["127.0.0.4"], "department": "情報課"},
    ],
    "support": [
        {"tool": "TeamViewer", "host": "PC-1", "ticket": "R8-012", "reason": "保守"},
    ],
    "web": {
        "private_use": "休憩時間のみ可",
        "refused_files": [".exe", ".scr"],
        "categories": [
            {"name": "動画", "judgement": "不適切", "domains": ["video.example"]},
            {
                "name": "掲示板", "judgement": "禁止", "domains": ["board.example"],
                "patterns": ["*.portal.example/bbs/*"],
            },
            {"name": "業務", "judgement": "可", "domains": ["work.board.example"]},
            {"name": "賭博 <b>", "judgement": "禁止", "lists": ["gambling", "games"]},
        ],
        "exceptions": [
            {
                "domains": ["ok.video.example"], "departments": ["住民課"], "reason": "広報",
                "until": "2099-12-31", "ticket": "R8-020",
            },
            {"domains": ["board.example"], "people": ["関 太郎"], "reason": "調査",
             "since": "2026-06-03 9:00", "until": "2026-06-03 10:30"},
        ],
    },
    "never_refused": {"domains": ["bousai.example"], "assets": ["PC-K"]},
}  # fmt: skip

LISTED = {
    "gambling/domains": "bet.example\n888.example\n",
    "gambling/urls": "shared.example/casino/\nquery.example/watch?v=1\n",
    "games/domains": "# comment\nplay.example\nbet.example\nnot a host\n",
}

HOSTS = (
    "www.video.example", "ok.video.example", "board.example", "work.board.example",
    "a.portal.example", "x.bet.example", "play.example", "shared.example", "query.example",
    "bousai.example", "www.example.jp", "net.anydesk.com", "router1.teamviewer.com",
    "p1.web.core.windows.net", "888.example", "video.example.evil.example", "xn--eckwd4c7c.example",
)  # fmt: skip
PATHS = (
    "/", "/bbs/1", "/casino/x", "/casino", "/casinos", "/watch?v=1", "/watch?v=2", "/a.exe",
    "/a%2EEXE?x=1", "/a.exe.html", "/winhelp/error0x.html", "/BBS/1", "/%62bs/2", "/b.scr;x", "",
)  # fmt: skip
ADDRESSES = ("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.9")


def loaded(content: dict[str, Any], folder: Path) -> Rulebook:
    """A rulebook of this content."""
    path = folder / "rules.yaml"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return load(path)


def lists_file(folder: Path, listed: dict[str, str] | None = None) -> Path:
    """The lists built into a file."""
    source = folder / "lists"
    for name, text in (LISTED if listed is None else listed).items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    path = folder / LISTS
    path.write_bytes(compiled(read_folder(source)))
    return path


def judge_of(folder: Path, stages: Stages | None = None, **web: Any) -> Judge:
    """A judge of the rules above, with other values in ``web``."""
    content = {**RULES, "web": {**RULES["web"], **web}}
    policy = policy_of(loaded(content, folder), stages or Stages("enforce"))
    return Judge(policy, mapped(lists_file(folder)))


def request(host: str, path: str = "/", address: str = "127.0.0.9", **more: Any) -> Request:
    """A request at work, by nobody known, if nothing else is said."""
    at, user, sni = more.get("at", WORK), more.get("user", ""), more.get("sni", "")
    return Request(at, address, user, "GET", host_of(host), 80, path, host_of(sni) if sni else "")


@st.composite
def requests(draw: st.DrawFn) -> Request:
    return request(
        draw(st.sampled_from(HOSTS)),
        draw(st.sampled_from(PATHS)),
        draw(st.sampled_from(ADDRESSES)),
        at=draw(st.sampled_from((WORK, BREAK, NIGHT))),
        user=draw(st.sampled_from(("", "", "seki-t", "TOWN\\maki-h", "nobody"))),
        sni=draw(st.sampled_from(("", "", "board.example", "www.example.jp"))),
    )
