"""All gates over one opening of the records: what they would have stopped, and whom disturbed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.cli.exits import Exit
from sekisho.cli.main import main
from sekisho.gates.copied import RULE_ID
from sekisho.gates.registry import gates
from tests.gates.web import RULES, lists_file
from tests.report.read_back import text_of_page


@pytest.mark.slow
def test_every_gate_on_the_exercise_by_its_own_rulebook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exercise, out = tmp_path / "exercise", tmp_path / "preview.json"
    assert main(["drill", "ikeda", "--out", str(exercise), "--set", "proxy=fortigate"]) == 0
    case = tmp_path / "case"
    wanted = ["investigate", str(exercise / "evidence"), "--case", str(case)]
    assert main(wanted) in (Exit.DONE, Exit.NOT_ALL_READ)
    asked = ["gates", "preview", "all", "--from", str(case), "--lang", "en"]
    asked += ["--rulebook", str(exercise / "rulebook.yaml"), "--out", str(out)]
    assert main(asked) in (Exit.DONE, Exit.NOT_ALL_READ)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert [one["gate"] for one in told["gates"]] == [gate.name for gate in gates()]
    line = next(one for one in told["gates"] if one["gate"] == "line")
    truth = json.loads((exercise / "truth.json").read_text(encoding="utf-8"))
    assert truth["windows"][0]["host"] in line["stopped"][0]["hosts"]
    assert line["stopped"][0]["code"] == "L-行政系-庁外"
    # the contractor's session was permitted, and is nobody's disturbance
    assert [one["hosts"] for one in line["missed"]] == [["N16-ZE003"]]
    assert {one["gate"]: one["permitted"] for one in told["gates"] if one["permitted"]} == {
        "line": {"遠隔-16-002": 2}, "software": {"遠隔-16-002": 1},
    }  # fmt: skip
    effects = {(one["gate"], one["code"]): one["effect"] for one in told["controls"]}
    assert effects["software", "software.forbidden"] == "only"
    assert effects["line", "L-行政系-庁外"] == "also"
    assert effects["mail", ""] == "unknown"
    assert line["at_stages"] == {"observe": line["refused"], "warn": 0, "enforce": 0}
    rows = [one for one in told["disturbed"] if one["gate"] == "line"]
    assert sum(one["count"] for one in rows) == line["refused"]
    assert "議会事務局" in {one["department"] for one in rows}
    found = {one["rule_id"]: one for one in told["found"]}
    stopped = {gate for one in found.values() for gate in _gates(one["stopped"])}
    assert stopped == {"line", "software", "web"}  # the tunnel, the tool, its site
    assert _gates(found[RULE_ID]["passed"]) == ["share"]  # the clerk's own documents
    for gate in ("web", "software", "line"):
        people = [row["people"] for row in told["disturbed"] if row["gate"] == gate]
        assert people
        assert all(people)
    said = capsys.readouterr().out
    assert "Whom it would disturb" in said
    assert "would have stopped: Software gate" in said
    assert "computers 10 (without a finding 8)" in said
    assert "Software gate: a forbidden program" in said


@pytest.mark.parametrize(("gate", "given"), [("line", "lists"), ("web", "rubbish")])
def test_lists_are_for_the_web_gate_and_must_be_lists(
    gate: str, given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lists_file(tmp_path) if given == "lists" else tmp_path / "rubbish"
    if given == "rubbish":
        path.write_bytes(b"bet.example\n")
    asked = ["gates", "preview", gate, "--from", str(tmp_path), "--lists", str(path)]
    assert main(asked) == Exit.BAD_INPUT
    code = "lists_for_web" if given == "lists" else "no_lists_file"
    assert f"cli.gates.{code}" in capsys.readouterr().err


def test_a_site_of_a_list_is_refused_only_with_the_lists(tmp_path: Path) -> None:
    rules, log = tmp_path / "rules.yaml", tmp_path / "evidence" / "access.log"
    rules.write_text(json.dumps(RULES, ensure_ascii=False), encoding="utf-8")
    log.parent.mkdir()
    line = "1780448400.000 10 127.0.0.9 TCP_MISS/200 500 GET http://{}/ - HIER_DIRECT/- text/html\n"
    log.write_text("".join(map(line.format, ("888.example", "www.example.jp"))), encoding="utf-8")
    asked = ["gates", "preview", "web", "--from", str(log.parent), "--rulebook", str(rules)]
    told, shown = [], []
    for more in ([], ["--lists", str(lists_file(tmp_path))]):
        out, leaf = tmp_path / "preview.json", tmp_path / "pages" / "preview.html"
        main([*asked, "--out", str(out), "--page", str(leaf), *more])
        told.append(json.loads(out.read_text(encoding="utf-8")))
        shown.append("888.example" in text_of_page(leaf.read_bytes()))
    assert [one["refused"] for one in told] == [0, 1]
    assert shown == [False, True]
    assert [one["unjudged"] for one in told] == [{"gates.unjudged.web_lists": 2}, {}]


def _gates(sides: list[dict[str, str]]) -> list[str]:
    return [one["gate"] for one in sides]
