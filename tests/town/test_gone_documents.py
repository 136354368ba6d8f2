"""A list that was deleted after the incident is named with its people, by an earlier inventory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.case.rest import sift
from sekisho.cli.main import main
from sekisho.drill import Options, write

BEFORE, NOW = "2016-05-30T10:00+09:00", "2016-06-23T11:00+09:00"


def test_a_deleted_list_keeps_its_households(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sift, "TOLD", 0)
    written = write("ikeda", tmp_path / "exercise", Options(seed=1, days=2))
    truth = json.loads(written.truth.read_text(encoding="utf-8"))
    (hamlet,) = (one for one in truth["exposure"] if "緊急連絡先一覧" in (one["path"] or ""))
    pc = written.evidence / "pc" / hamlet["host"]
    inventory, case = tmp_path / "inventory", tmp_path / "case"
    gone = (written.evidence / hamlet["path"]).parent / "消した控え.csv"
    gone.write_text("氏名,住所\n青木 茂,霧谷町谷口1番地\n", encoding="utf-8")
    words = ["--now", BEFORE, "--workers", "0"]
    main(["personal", "scan", f"{hamlet['host']}={pc}", "--out", str(inventory), *words])
    (written.evidence / hamlet["path"]).unlink()
    gone.unlink()
    words = ["--now", NOW, "--workers", "0", "--inventory", str(inventory)]
    assert main(["investigate", str(written.evidence), "--case", str(case), *words]) in (0, 3)
    facts = json.loads((case / "case.json").read_text(encoding="utf-8"))
    (found,) = (one for one in facts["exposure"] if "緊急連絡先一覧" in one["original_path"])
    assert found["path"] is None
    assert found["households"] == {"low": 117, "high": 117} == hamlet["households"]
    assert found["persons"] == hamlet["persons"]
    assert found["verdict"] == hamlet["verdict"]
    cited = {one["evidence"] for one in found["evidence"]}
    assert "@inventory/inventory.jsonl" in cited
    assert cited <= facts["evidence_files"].keys()
    assert "@inventory/inventory.jsonl" not in {one["path"] for one in facts["unread"]}
    (lot,) = facts["rest"]["lots"]
    assert (lot["documents"], lot["persons"], lot["verdict"]) == (
        1,
        {"low": 1, "high": 1},
        "possible",
    )
    capsys.readouterr()
    assert main(["ledger", "verify", str(case), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sums"] == []
    lot["persons"]["high"] = 2
    (case / "case.json").write_text(json.dumps(facts), encoding="utf-8")
    assert main(["ledger", "verify", str(case), "--json"]) == 4
    (wrong,) = json.loads(capsys.readouterr().out)["sums"]
    assert lot["folder"] in wrong
