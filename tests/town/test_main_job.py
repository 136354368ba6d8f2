"""The main job as a user runs it, on whole exercises, against their truth."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sekisho.case.json import schema
from sekisho.cli.main import main
from sekisho.drill import Options, write

NOW = ["--now", "2016-06-23T11:00+09:00"]
EXERCISES = [
    ("ikeda", Options(seed=1)),
    ("ikeda", Options(seed=2, proxy="squid-extended", dhcp="yamaha", tool="teamviewer")),
    ("ikeda", Options(seed=3, proxy="fortigate", dhcp="fortigate", tool="ultraviewer")),
    ("ikeda", Options(seed=4, proxy="bluecoat", dhcp="windows", windows="xml", tool="rustdesk")),
    ("ikeda", Options(seed=5, proxy="combined", dhcp="isc-leases", tool="screenconnect")),
    ("ikeda", Options(seed=6, proxy="ifilter", proxy_offset_s=40, tool="logmein-rescue")),
    ("takatsuki", Options(seed=1)),
    ("takatsuki", Options(seed=2, proxy="fortigate")),
]


def shown(name: str, options: Options) -> str:
    return f"{name}-{options.seed}-{options.proxy}-{options.tool}"


class Solved:
    """An exercise, investigated: the truth and what was found."""

    def __init__(self, folder: Path, name: str, options: Options) -> None:
        self.name = name
        written = write(name, folder / "exercise", options)
        self.evidence, self.case = written.evidence, folder / "case"
        self.truth: dict[str, Any] = json.loads(written.truth.read_text(encoding="utf-8"))
        words = ["investigate", str(self.evidence), "--case", str(self.case), *NOW]
        self.exit = main([*words, "--workers", "0"])
        self.facts: dict[str, Any] = json.loads(
            (self.case / "case.json").read_text(encoding="utf-8")
        )


@pytest.fixture(scope="module", params=EXERCISES, ids=lambda given: shown(*given))
def solved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Solved:
    return Solved(tmp_path_factory.mktemp("town"), *request.param)


def seconds(one: str, other: str) -> float:
    return (datetime.fromisoformat(one) - datetime.fromisoformat(other)).total_seconds()


def document(fact: dict[str, Any]) -> str:
    return fact["path"] or fact["original_path"].replace("\\", "/").rsplit("/", 1)[-1]


def test_the_exit_code_says_whether_all_was_read(solved: Solved) -> None:
    assert solved.exit == (3 if solved.truth["unread_expected"] else 0)


def test_the_facts_have_their_form(solved: Solved) -> None:
    Draft202012Validator(schema()).validate(solved.facts)


def test_each_window_is_found_to_the_second(solved: Solved) -> None:
    """On the proxy's clock: no evidence tells how far that one is from the true time."""
    assert len(solved.facts["windows"]) == len(solved.truth["windows"])
    for true, found in zip(solved.truth["windows"], solved.facts["windows"], strict=True):
        assert found["host"].lower() == true["host"].lower()
        assert (found["user"], found["address"]) == (true["user"], true["address"])
        for end in ("start", "end"):
            allowed = max(1.0, found[f"{end}_uncertainty_s"])
            assert abs(seconds(found[end], true[f"{end}_on_proxy_clock"])) <= allowed
            if true["evidence_allows"][end]:
                assert allowed <= 60


def test_each_session_is_judged_as_it_was(solved: Solved) -> None:
    for true in solved.truth["sessions"]:
        met = [
            found
            for found in solved.facts["sessions"]
            if seconds(found["start"], true["end"]) <= 60
            and seconds(true["start"], found["end"]) <= 60
            and found["host"].lower() == true["host"].lower()
        ]
        assert {one["judgement"] for one in met} == {true["judgement"]}, true
        assert all(one["decided_by"] is None for one in met)


def test_nobody_is_accused_beyond_the_truth(solved: Solved) -> None:
    assert len(solved.facts["sessions"]) <= len(solved.truth["sessions"])


def test_each_document_gets_a_verdict_that_is_right(solved: Solved) -> None:
    """Where a record decides, *possible* and *unknown* would be wrong answers."""
    found = {document(fact): fact for fact in solved.facts["exposure"]}
    for true in solved.truth["exposure"]:
        fact = found[document(true)]
        assert fact["verdict"] in true["accept"], (document(true), fact["verdict"], true["why"])
        assert fact["reasons"]
        for count in ("persons", "households"):
            if true[count] is not None:
                assert fact[count] == true[count], document(true)


def test_the_volume_is_counted_or_said_to_be_unknown(solved: Solved) -> None:
    assert solved.facts["volume"]["sent_bytes"] == solved.truth["volume"]["sent_bytes"]
    assert solved.facts["volume"]["reason"]["code"]


def test_silence_and_gaps_are_told(solved: Solved) -> None:
    silent = {host["host"] for host in solved.facts["coverage"]["silent_hosts"]}
    assert silent == set(solved.truth["silent_hosts"])
    for true in solved.truth["gaps"]:
        assert any(
            seconds(true["end"], gap["start"]) > 0 and seconds(gap["end"], true["start"]) > 0
            for gap in solved.facts["coverage"]["gaps"]
        ), true


def test_what_was_not_read_is_listed(solved: Solved) -> None:
    assert {one["path"] for one in solved.facts["unread"]} == set(solved.truth["unread_expected"])


def test_testimony_becomes_statements_and_never_events(solved: Solved) -> None:
    said = {one["text"] for one in solved.facts["statements"]}
    for true in solved.truth["statements"]:
        assert any(true["text"] in text for text in said), true
    if solved.facts["window"] and solved.truth["statements"]:
        assert any(one["corrects"] for one in solved.facts["statements"])


def test_every_number_leads_back_to_evidence(solved: Solved) -> None:
    cited = references(solved.facts)
    assert cited
    assert set(cited) <= solved.facts["evidence_files"].keys()


def references(fact: Any) -> list[str]:
    if isinstance(fact, dict):
        own = [fact["evidence"]] if isinstance(fact.get("evidence"), str) else []
        return own + [name for value in fact.values() for name in references(value)]
    if isinstance(fact, list):
        return [name for value in fact for name in references(value)]
    return []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Solved:
    return Solved(tmp_path_factory.mktemp("small"), "ikeda", Options(seed=1, days=2))


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_evidence_gives_the_same_bytes(small: Solved, tmp_path: Path) -> None:
    words = ["investigate", str(small.evidence), "--case", str(tmp_path / "again"), *NOW]
    assert main([*words, "--workers", "2"]) == small.exit
    assert digests(tmp_path / "again") == digests(small.case)


def test_the_evidence_is_untouched(small: Solved, tmp_path: Path) -> None:
    before = digests(small.evidence)
    stamps = {path: path.stat().st_mtime_ns for path in small.evidence.rglob("*")}
    words = ["investigate", str(small.evidence), "--case", str(tmp_path / "case"), *NOW]
    main([*words, "--workers", "0"])
    assert digests(small.evidence) == before
    assert {path: path.stat().st_mtime_ns for path in small.evidence.rglob("*")} == stamps


def test_the_case_verifies_and_changes_are_seen(small: Solved, tmp_path: Path) -> None:
    case = tmp_path / "case"
    main(["investigate", str(small.evidence), "--case", str(case), *NOW, "--workers", "0"])
    assert main(["ledger", "verify", str(case)]) == 0
    (case / "report-public.html").write_text("流出はない", encoding="utf-8")
    assert main(["ledger", "verify", str(case)]) == 4


def test_a_second_run_says_what_changed_and_why(tmp_path: Path) -> None:
    written = write("ikeda", tmp_path / "exercise", Options(seed=1, days=2))
    audit = next(written.evidence.rglob("samba-audit.log"))
    kept = audit.read_bytes()
    audit.unlink()
    case = tmp_path / "case"
    words = ["investigate", str(written.evidence), "--case", str(case), *NOW, "--workers", "0"]
    main(words)
    assert not (case / "changes.json").exists()
    audit.write_bytes(kept)
    main(words)
    changes = json.loads((case / "changes.json").read_text(encoding="utf-8"))
    proven = [one for one in changes if one["what"] == "exposure" and one["after"] == "proven"]
    assert proven
    name = audit.relative_to(written.evidence).as_posix()
    assert all(one["because"] == [name] for one in proven)


def test_a_memo_from_the_command_line_is_testimony(small: Solved, tmp_path: Path) -> None:
    memo = tmp_path / "電話メモ.txt"
    memo.write_text(
        "聞き取りメモ\n平成28年6月6日 総務政策課\n"
        "職員の話: 6月3日の午後2時半ごろ、画面に警告が出た。\n"
        "電話の相手に言われて遠隔操作のソフトを入れた。20分ほどだった。\n",
        encoding="utf-8",
    )
    case = tmp_path / "case"
    words = ["investigate", str(small.evidence), "--case", str(case), *NOW, "--workers", "0"]
    main([*words, "--statement", str(memo)])
    facts = json.loads((case / "case.json").read_text(encoding="utf-8"))
    from_memo = [
        one
        for one in facts["statements"]
        if any(ref["evidence"] == "@statement/電話メモ.txt" for ref in one["evidence"])
    ]
    assert any(one["value"] == "2016-06-03T14:30:00+09:00" for one in from_memo)
    assert main(["ledger", "verify", str(case)]) == 0


def test_looking_at_a_persons_web_use_needs_purpose_and_consent(
    small: Solved, tmp_path: Path
) -> None:
    words = ["investigate", str(small.evidence), *NOW, "--workers", "0"]
    assert small.facts["web_use"] == []
    case = tmp_path / "case"
    assert main([*words, "--case", str(case), "--purpose", "事故の調査"]) == 2
    assert not case.exists()
    main([*words, "--case", str(case), "--purpose", "事故の調査", "--approved-by", "総務政策課長"])
    facts = json.loads((case / "case.json").read_text(encoding="utf-8"))
    assert facts["web_use"]
    manifest = json.loads((case / "ledger" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["looks"][0]["approved_by"] == "総務政策課長"


@pytest.mark.slow
def test_all_evidence_collected_by_others_is_accounted_for(shared: Path, tmp_path: Path) -> None:
    """All sets together: done but something was not read, a full account, no crash."""
    case = tmp_path / "case"
    assert main(["investigate", str(shared / "data"), "--case", str(case), *NOW]) == 3
    manifest = json.loads((case / "ledger" / "manifest.json").read_text(encoding="utf-8"))
    names = {entry["name"] for entry in manifest["entries"]}
    files = {
        path.relative_to(shared / "data").as_posix()
        for path in (shared / "data").rglob("*")
        if path.is_file()
    }
    assert files <= names
    crashed = [
        entry
        for entry in manifest["entries"]
        if entry["reason"] in ("not_read.reader_failed", "not_read.reader_died")
    ]
    assert crashed == []
