"""The FortiGate's script, read back by the reader of configurations, says what the model says."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sekisho.gates.line.fortigate.config import Configuration, Entry, parse
from sekisho.gates.stages import Stages
from sekisho.gates.web.fortigate import UNDO, check, configuration
from sekisho.gates.web.judgement import Judge
from sekisho.gates.web.lists.compiled import NoLists
from sekisho.gates.web.lists.feeds import ENTRIES, feed
from sekisho.gates.web.lists.reading import Listed
from sekisho.gates.web.policy import policy_of
from sekisho.rulebook import Rulebook
from tests.gates.web import HOSTS, RULES, WORK, loaded, request


def rules(folder: Path, **web: Any) -> Rulebook:
    own = {
        **RULES["web"],
        "private_use": "禁止",
        "refused_files": [],
        "categories": [one for one in RULES["web"]["categories"] if "lists" not in one],
        "exceptions": [{"domains": ["ok.video.example"], "reason": "広報", "until": "2099-12-31"}],
    }
    return loaded({**RULES, "support": [], "web": {**own, **web}}, folder)


def read(rulebook: Rulebook, stages: Stages, number: int = 0) -> Configuration:
    found = parse(configuration(rulebook, stages)[number].content.decode())
    assert found.odd == ()
    return found


def entries(found: Configuration, name: str) -> list[Entry]:
    return [entry for _, table in found.tables(name) for entry in table.entries]


def action(found: Configuration, host: str) -> str:
    """What the first entry does that fits; ``*`` is any text."""
    (urlfilter,) = entries(found, "webfilter urlfilter")
    for entry in urlfilter.tables["entries"].entries:
        if re.fullmatch(re.escape(entry.one("url")).replace(r"\*", ".*"), host):
            return entry.one("action")
    return "allow"


@pytest.mark.parametrize("stage", ["observe", "enforce"])
def test_the_script_and_the_model_agree(stage: str, tmp_path: Path) -> None:
    rulebook = rules(tmp_path)
    stages = Stages(stage, at=WORK)  # type: ignore[arg-type]
    found, judge = read(rulebook, stages), Judge(policy_of(rulebook, stages), NoLists())
    hosts = (*HOSTS, "bbs.board.example", "teamviewer.com", "board.example.org")
    said = {host: judge.judge(request(host, "")) for host in hosts}
    assert {host for host in hosts if action(found, host) == "block"} == {
        host for host in hosts if not said[host].passes
    }
    assert {host for host in hosts if action(found, host) in ("block", "monitor")} == {
        host for host in hosts if said[host].refused
    }
    later = read(rulebook, Stages(stage, at=WORK + timedelta(days=40000)))  # type: ignore[arg-type]
    assert action(later, "ok.video.example") != "exempt"


def test_lists_are_feeds_with_categories_of_their_own(tmp_path: Path) -> None:
    lists = [f"l{number}" for number in range(32)]
    category = {"name": '賭博 "b"', "judgement": "禁止", "lists": lists}
    given = rules(tmp_path, categories=[category], feeds="http://198.18.50.5/feeds/")
    found = read(given, Stages("enforce"))
    feeds = entries(found, "system external-resource")
    assert [one.one("category") for one in feeds] == [str(n) for n in range(192, 222)]
    assert feeds[0].one("resource") == "http://198.18.50.5/feeds/l0.txt"
    (profile,) = entries(found, "webfilter profile")
    filters = profile.tables["ftgd-wf"].tables["filters"].entries  # type: ignore[attr-defined]
    assert {one.one("action") for one in filters} == {"block"}
    assert len(filters) == 30
    assert "あとの 2 は含まない" in configuration(given, Stages())[0].content.decode()
    assert not entries(read(rules(tmp_path), Stages()), "system external-resource")


def test_the_page_is_japanese_and_names_what_was_asked(tmp_path: Path) -> None:
    (group,) = entries(read(rules(tmp_path), Stages("enforce")), "system replacemsg-group")
    page = group.tables["http"].entries[0].one("buffer")
    assert "このサイトは、規程で閲覧が制限されています" in page
    assert "%%URL%%" in page
    assert page.count("<") > 10


def test_going_back_takes_every_object_away(tmp_path: Path) -> None:
    given = rules(tmp_path, feeds="http://198.18.50.5/feeds")
    made, undo = configuration(given, Stages())
    assert undo.name == UNDO
    tables = re.findall(r"^config (.+)$", made.content.decode(), re.MULTILINE)
    undone = re.findall(r"^config (.+)$", undo.content.decode(), re.MULTILINE)
    assert sorted(tables) == sorted(undone)
    assert check(tmp_path)[0].answer == "not_checked"


def test_a_feed_has_an_entry_a_line_within_the_devices_bounds() -> None:
    small = feed(Listed("games", [b"a.example", b"b.example/x"], (), 0))
    assert small.content == b"a.example\n*.a.example\nb.example/x\n"
    keys = [b"h%d.example" % number for number in range(ENTRIES)]
    large = feed(Listed("名前 /..", keys, (), 0))
    assert large.content.count(b"\n") == ENTRIES
    assert large.left_out == ENTRIES // 2
    assert re.fullmatch(r"list-[0-9a-f]{12}\.txt", large.name)
