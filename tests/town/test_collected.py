"""The stick as it comes back: whole, pulled out, without its manifest, tampered with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from sekisho.cli.main import main
from sekisho.drill import Options, write

from .stick import FOLDER, HOST, lay_out

LIST = r"C:\Users\shioya\Documents\集落\緊急連絡先一覧.xlsx"
COPY_ON_PC = r"C:\Users\shioya\Documents\集落\緊急連絡先一覧(控え).xlsx"
Look = Callable[[Path], dict[str, Any]]


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    evidence = write("ikeda", tmp_path_factory.mktemp("stick"), Options(days=2)).evidence
    lay_out(evidence)
    return evidence


@pytest.fixture
def evidence(exercise: Path, tmp_path: Path) -> Path:
    shutil.copytree(exercise, tmp_path / "evidence")
    return tmp_path / "evidence"


@pytest.fixture
def look(tmp_path: Path) -> Look:
    def run(evidence: Path) -> dict[str, Any]:
        case = tmp_path / "case"
        words = ["investigate", str(evidence), "--case", str(case), "--workers", "0"]
        assert main([*words, "--now", "2016-06-23T11:00+09:00"]) in (0, 3)
        facts: dict[str, Any] = orjson.loads((case / "case.json").read_bytes())
        facts["first_page"] = (case / "report-internal.html").read_text(encoding="utf-8")
        facts["public"] = (case / "report-public.html").read_text(encoding="utf-8")
        return facts

    return run


def doubts(facts: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {
        one["code"]: one["values"]
        for one in facts["doubts"]
        if one["code"].startswith("collected.")
    }


def documents(facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["original_path"]: one for one in facts["exposure"] if one["original_path"]}


@pytest.mark.slow
def test_a_whole_stick(evidence: Path, look: Look) -> None:
    facts = look(evidence)
    found = documents(facts)
    assert found[LIST]["host"] == HOST
    assert found[LIST]["path"].startswith(f"collected/{FOLDER}/files/C/Users/")
    assert found[LIST]["persons"]["high"] > 100
    listed = found[COPY_ON_PC]
    assert (listed["path"], listed["verdict"]) == (None, "possible")
    assert "exposure.listed" in {reason["code"] for reason in listed["reasons"]}
    assert not [path for path in found if "netstat" in path or "schtasks" in path]
    assert not [one for one in facts["exposure"] if "log.txt" in (one["path"] or "")]
    kept = [one for one in facts["unread"] if one["reason"]["code"] == "not_read.kept"]
    assert [(one["reason"]["values"]["step"], one["pieces"]) for one in kept] == [("prefetch", 30)]
    assert "議案.jtd" in " ".join(one["path"] for one in facts["unread"])
    assert doubts(facts).keys() == {"collected.failed", "collected.still_connected"}
    assert "203.0.113.77" in facts["first_page"]
    assert "203.0.113.77" not in facts["public"]
    assert HOST not in facts["public"]
    assert datetime.fromisoformat(facts["window"]["start"]).hour == 16


@pytest.mark.slow
def test_a_stick_pulled_out(evidence: Path, look: Look) -> None:
    root = evidence / "collected" / FOLDER
    manifest = root / "collection.jsonl"
    data = manifest.read_bytes()
    manifest.write_bytes(data[: int(len(data) * 0.6)])
    (root / "files" / "listing.jsonl").unlink()
    told = doubts(facts := look(evidence))
    assert told["collected.cut_off"]["host"] == HOST
    assert LIST in documents(facts)
    assert "終わりまで行われていない" in facts["first_page"]


@pytest.mark.slow
def test_a_stick_without_its_manifest(evidence: Path, look: Look) -> None:
    (evidence / "collected" / FOLDER / "collection.jsonl").unlink()
    facts = look(evidence)
    assert doubts(facts)["collected.no_manifest"]["host"] == HOST
    assert documents(facts)[LIST]["host"] == HOST
    assert not [one for one in facts["exposure"] if "netstat" in (one["path"] or "")]


@pytest.mark.slow
def test_a_file_that_is_no_longer_what_was_copied(evidence: Path, look: Look) -> None:
    files = evidence / "collected" / FOLDER / "files" / "C" / "Users" / "shioya" / "Documents"
    (files / "議会" / "メモ.txt").write_text("別の文", encoding="utf-8")
    (files / "議会" / "日程案.pdf").unlink()
    told = doubts(look(evidence))
    assert told["collected.altered"]["count"] == "1"
    assert told["collected.altered"]["first"].endswith("メモ.txt")
    assert told["collected.missing"]["first"].endswith("日程案.pdf")
