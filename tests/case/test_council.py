"""What a council asks beside the numbers: the councillors' line, likeness, warnings on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sekisho.case.build import Given, build
from sekisho.case.council.facts import Council
from sekisho.case.council.papers import papers
from sekisho.case.facts import MadeBy
from sekisho.case.lookback.indicators import indicators
from sekisho.rulebook import Rulebook, load

from .conftest import Records, at
from .test_account import ran, whole

RULES = """
version: 1
zones:
  - {name: 行政系, kind: 行政系, networks: [10.0.0.0/24]}
  - {name: 議会系, kind: 議会, networks: [10.0.9.0/24], allow: [ALLOWED]}
  - {name: 庁外, kind: 庁外}
people:
  - {name: 関 次郎, department: 総務課, mail: [a@town.example.jp]}
  - {name: 山田 花子, role: 議員, mail: [MAIL]}
assets:
  - {name: PC-A, zone: 行政系}
  - {name: GIIN-01, zone: 議会系}
  - {name: GIIN-02, zone: 議会系}
"""
FLOW = "{to: 庁外, ports: [tcp/443], reason: 会議録の閲覧}"
HEAD = ["端末名", "設置場所", "ネットワーク", "点検日", "結果"]


def rules(folder: Path, allowed: str = FLOW, mail: str = "b@town.example.jp") -> Rulebook:
    path = folder / "r.yaml"
    path.write_text(RULES.replace("ALLOWED", allowed).replace("MAIL", mail), encoding="utf-8")
    return load(path)


def council(records: Records, rulebook: Rulebook | None = None, listed: str = "") -> Council:
    given = Given(
        at("23:00"), MadeBy("sekisho", "0", None, None, "0", {}), records.entries(), rulebook,
        indicators=indicators(listed.encode(), "list.csv").usable,
    )  # fmt: skip
    found = build(records.connection(), given).council
    assert found is not None
    return found


def across(records: Records, source: str, destination: str, action: str = "allowed") -> None:
    ends = {"source.ip": source, "destination.ip": destination}
    records.add("firewall", at("10:00"), event__action=action, **ends)


def test_without_an_outbreak_nobody_asks(records: Records) -> None:
    records.lease(at("8:20"), "10.0.0.21", "PC-A")
    given = Given(at("23:00"), MadeBy("sekisho", "0", None, None, "0", {}), records.entries())
    assert build(records.connection(), given).council is None


def test_their_line_and_what_crossed_it(records: Records, tmp_path: Path) -> None:
    whole(records)
    records.windows(at("13:00"), "GIIN-01", 4688, CommandLine="notepad.exe")
    records.paper(
        "点検.csv",
        HEAD,
        ["GIIN-01", "議員控室", "議会系", "2016/6/1", "異常なし"],
        ["PC-A", "総務課", "行政系", "2016/6/1", "異常なし"],
    )
    across(records, "10.0.0.21", "10.0.9.5", "denied")
    across(records, "10.0.9.5", "10.0.0.21")
    across(records, "10.0.9.5", "10.0.0.22")
    across(records, "10.0.9.5", "198.51.100.7")
    found = council(records, rules(tmp_path)).councillors
    assert found.zones == ("議会系",)
    assert found.computers == ("GIIN-01", "GIIN-02")
    assert found.silent == ("GIIN-02",)
    assert [one.host for one in found.checked] == ["GIIN-01"], "PC-A is nobody's of theirs"
    assert [(one.source, one.destination, one.passed, one.refused) for one in found.passages] == [
        ("行政系", "議会系", 0, 1), ("議会系", "行政系", 2, 0),
    ]  # fmt: skip
    assert all(one.evidence for one in (*found.passages, *found.checked))
    assert found.watched
    assert [(one.source, one.destination) for one in found.permitted] == [("議会系", "庁外")]
    assert (found.addresses, found.copies) == (1, 1)


def test_what_nothing_tells_is_not_known(records: Records) -> None:
    whole(records)
    found = council(records).councillors
    assert (found.zones, found.computers, found.addresses, found.copies) == ((), (), None, None)
    assert not found.watched
    records.paper("点検.csv", HEAD, ["GIIN-9", "議員控室", "別回線", "6/1", "異常なし"])
    found = council(records).councillors
    assert (found.computers, found.silent) == (("GIIN-9",), ("GIIN-9",))


def test_one_of_theirs_that_opened_it_is_no_silent_one(records: Records, tmp_path: Path) -> None:
    whole(records)
    ran(records, "14:00", "GIIN-02")
    found = council(records, rules(tmp_path)).councillors
    assert found.opened == ("GIIN-02",)
    assert found.silent == ("GIIN-01",)


def test_indicators_from_elsewhere_with_the_line_of_their_list(records: Records) -> None:
    whole(records)
    listed = "198.51.100.77\nevil.example.org\nd41d8cd98f00b204e9800998ecf8427e\n"
    met, not_met, not_searched = council(records, listed=listed).compared
    assert (met.outcome, met.kind) == ("met", "ip")
    assert met.hosts >= 1
    assert (met.evidence[0].evidence, met.evidence[0].position) == ("list.csv", 1)
    assert len(met.evidence) > 1
    assert (not_met.outcome, not_met.hosts, bool(not_met.searched)) == ("not_met", 0, True)
    assert (not_searched.outcome, not_searched.searched) == ("not_searched", ())


@pytest.mark.parametrize(
    ("lines", "title", "day"),
    [
        (["総第1号", "平成27年6月5日", "各所属長 様", "不審メールについて（通知）", "周知徹底"],
         "不審メールについて（通知）", date(2015, 6, 5)),
        (["注意喚起", "平成27年6月5日に届いたメールを開かないこと"], "注意喚起", None),
    ],
)  # fmt: skip
def test_a_warning_on_paper_with_its_day(
    records: Records, lines: list[str], title: str, day: date | None
) -> None:
    records.paper("通知/a.docx", *lines)
    records.paper("会議/b.docx", "周知徹底すること")
    (one,) = papers(records.connection())
    assert (one.title, one.day) == (title, day)
    assert one.evidence[0].evidence == "通知/a.docx"
