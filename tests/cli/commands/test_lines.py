"""Are the lines separated: said of a device's backup and of records, each with what proves it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from sekisho.cli.exits import Exit
from sekisho.cli.main import main
from tests.gates.line.test_fortigate import BACKUP, RULES

LINE = (
    '{{"timestamp": "2026-06-01T10:00:0{at}.000000", "dvc": "gate", "raw.pktlen": 60,'
    ' "oob.time.sec": 178027560{at}, "oob.time.usec": 0,'
    ' "oob.prefix": "{prefix} ", "oob.in": "office", "oob.out": "x", "src_ip": "198.18.20.1",'
    ' "dest_ip": "{to}", "ip.protocol": 6, "src_port": 40000, "dest_port": {port}}}\n'
)
ALLOWED = LINE.format(at=1, prefix="new", to="198.18.50.10", port=3128)
DENIED = LINE.format(at=2, prefix="enforce L-行政系-住民情報系", to="198.18.30.9", port=445)
PASSED = LINE.format(at=3, prefix="observe L-行政系-住民情報系", to="198.18.30.9", port=445)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(yaml.safe_dump(RULES, allow_unicode=True), encoding="utf-8")
    return path


def verified(book: Path, *words: str) -> int:
    asked = ["lines", "verify", "--rulebook", str(book), "--workers", "0", "--lang", "en"]
    return main([*asked, *words])


def records(folder: Path, *lines: str) -> str:
    evidence = folder / "evidence"
    evidence.mkdir()
    (evidence / "sekisho-line.json").write_text("".join(lines), encoding="utf-8")
    return str(evidence)


def test_a_backup_that_opens_ways_is_not_separated(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(book, "--config", str(BACKUP)) == Exit.DIFFERENT
    said = capsys.readouterr().out
    assert "L-行政系-" in said
    assert "not separated" in said.lower()


def test_a_backup_of_what_we_made_is_separated_and_named_as_the_proof(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = book.parent / "built"
    words = ["gates", "build", "line", "--rulebook", str(book), "--stage", "enforce"]
    assert main([*words, "--target", "fortigate", "--out", str(out)]) == Exit.DONE
    script = out / "line" / "fortigate" / "sekisho-fortigate.conf"
    capsys.readouterr()
    assert verified(book, "--config", str(script)) == Exit.DONE
    assert "(proven by: sekisho-fortigate.conf)" in capsys.readouterr().out


def test_an_attempt_that_was_stopped_proves_the_separation(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    origin = records(book.parent, ALLOWED, DENIED)
    assert verified(book, "--from", origin, "--json") == Exit.DONE
    both = capsys.readouterr()
    assert json.loads(both.out)["observed"] == {
        "judged": 2, "crossed": 0, "denied": 1, "unjudged": {},
    }  # fmt: skip
    assert "2 records (1 of attempts that were stopped)" in both.err


def test_one_that_passed_breaks_it(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(book, "--from", records(book.parent, ALLOWED, DENIED, PASSED)) == Exit.DIFFERENT
    said = capsys.readouterr().out
    assert "L-行政系-住民情報系" in said
    assert "198.18.30.9 tcp/445" in said


def test_a_record_without_a_time_is_not_judged(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = PASSED.replace(' "oob.time.sec": 1780275603, "oob.time.usec": 0,', "")
    assert bare != PASSED
    assert verified(book, "--from", records(book.parent, ALLOWED, bare)) == Exit.NOT_ALL_READ
    assert "without a time (not judged): 1" in capsys.readouterr().out


def test_without_a_record_nothing_is_proven(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = book.parent / "evidence"
    other.mkdir()
    (other / "note.txt").write_text("nothing", encoding="utf-8")
    assert verified(book, "--from", str(other)) == Exit.NOT_ALL_READ
    assert "proven" not in capsys.readouterr().out


def test_what_is_no_configuration_is_bad_input(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(book, "--config", str(book)) == Exit.BAD_INPUT
    assert "cli.lines.no_policies" in capsys.readouterr().err
