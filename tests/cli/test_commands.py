"""Every command on an exercise, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sekisho.cli.main import main
from sekisho.drill import Options, write

QUICK = ["--workers", "0"]


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write("ikeda", tmp_path_factory.mktemp("exercise"), Options(days=2)).evidence


def test_events_as_tables_are_a_ledger_that_verifies(exercise: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    assert main(["events", str(exercise), "--out", str(out), *QUICK]) == 3
    rows = sum(pq.read_metadata(path).num_rows for path in (out / "segments/proxy").iterdir())
    log = (exercise / "proxy" / "access.log").read_text(encoding="utf-8")
    assert rows == len(log.splitlines())
    assert main(["ledger", "verify", str(out)]) == 0


def test_events_in_one_file(exercise: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    assert main(["events", str(exercise), "--out", str(out), *QUICK]) == 3
    with out.open(encoding="utf-8") as file:
        first = json.loads(next(file))
    assert {"@timestamp", "evidence", "position", "fields"} <= first.keys()


def test_events_do_not_overwrite(exercise: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    assert main(["events", str(exercise), "--out", str(tmp_path), *QUICK]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_detect_writes_a_line_a_match(exercise: Path, tmp_path: Path) -> None:
    out = tmp_path / "findings.jsonl"
    assert main(["detect", str(exercise), "--out", str(out), *QUICK]) == 3
    findings = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert findings
    wanted = {"rule_id", "title", "level", "time", "host", "evidence", "position"}
    assert all(wanted <= finding.keys() for finding in findings)


def test_a_broken_rule_is_counted_and_the_others_run(
    exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "broken.yml").write_text("title: [", encoding="utf-8")
    out = str(tmp_path / "f.jsonl")
    words = ["detect", str(exercise), "--rules", str(tmp_path / "rules"), "--out", out]
    assert main([*words, "--json", *QUICK]) == 3
    result = json.loads(capsys.readouterr().out)
    assert sum(result["skipped"].values()) == 1
    assert result["findings"] > 0


def test_av_has_a_row_for_every_computer(
    exercise: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["av", str(exercise), "--at", "2016-06-03T16:00", "--json", *QUICK]
    assert main(words) == 3
    rows = json.loads(capsys.readouterr().out)
    assert {row["known"] for row in rows} == {True, False}
    truth = json.loads((exercise.parent / "truth.json").read_text(encoding="utf-8"))
    assert set(truth["silent_hosts"]) <= {row["host"] for row in rows}


def test_sources_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "--json", "--lang", "en"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"squid", "evtx", "syslog", "docx"} <= {row["name"] for row in rows}


def test_the_same_drill_twice_is_refused(exercise: Path) -> None:
    assert main(["drill", "ikeda", "--out", str(exercise.parent)]) == 2


def test_collect_writes_the_stick_and_never_over_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "stick"
    assert main(["collect", "--out", str(out), "--json", "--lang", "ja"]) == 0
    told = json.loads(capsys.readouterr().out)
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert set(told["files"]) == there
    assert "証拠を集める.cmd" in there
    script = (out / "tool" / "collect.ps1").read_text(encoding="utf-8-sig")
    assert "AnyDesk" in script
    assert main(["collect", "--out", str(out)]) == 2


def test_preserve_orders_by_what_is_gone_first_and_writes_letters(
    exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["preserve", str(exercise), "--since", "2016-06-02", "--now", "2016-06-03T18:00"]
    assert main([*words, "--json", *QUICK]) == 3
    rows = json.loads(capsys.readouterr().out)
    left = [row["hours_left"] for row in rows]
    assert left == sorted(left)
    assert {"squid", "samba", "dhcpd"} <= {row["record"] for row in rows if row["newest"]}
    assert "ifilter" not in {row["record"] for row in rows}
    out = tmp_path / "requests"
    assert main([*words, "--out", str(out), *QUICK]) == 3
    assert (out / "preserve.html").stat().st_size > 10_000
    letters = {path.name for path in (out / "letters").iterdir()}
    assert letters == {
        f"{number:02d}.{end}" for number in (1, 2, 3) for end in ("html", "docx", "pdf")
    }
    assert main([*words, "--out", str(out), *QUICK]) == 2


def test_preserve_of_a_case_begins_the_day_before_its_window(
    exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case"
    now = ["--now", "2016-06-04T09:00+09:00"]
    assert main(["investigate", str(exercise), "--case", str(case), *now, *QUICK]) == 3
    capsys.readouterr()
    assert main(["preserve", str(case), "--json", *now, *QUICK]) == 3
    rows = {row["record"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["windows_dhcp" if "windows_dhcp" in rows else "squid"]["gone_at"].startswith(
        "2016-06-09T00:00"
    )
