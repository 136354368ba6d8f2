"""Real records of AppLocker, as the readers give them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sekisho.cli.main import main


def test_real_records_name_publisher_product_and_hash(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    for path in (shared / "data" / "winevent-xml" / "xml").glob("*AppLocker-EXE*_800[24].1.xml"):
        shutil.copy(path, folder)
    assert main(["gates", "software", "--from", str(folder), "--workers", "0", "--json"]) == 0
    found = {one["path"]: one for one in json.loads(capsys.readouterr().out)}
    assert set(found) == {
        "c:\\windows\\system32\\rdpclip.exe",
        "c:\\users\\thor\\documents\\bginfo64.exe",
    }
    publisher = "O=MICROSOFT CORPORATION, L=REDMOND, S=WASHINGTON, C=US"
    assert {one["publisher"] for one in found.values()} == {publisher}
    assert {len(one["sha256"]) for one in found.values()} == {64}
    assert found["c:\\users\\thor\\documents\\bginfo64.exe"]["product"] == "BGINFO"
