"""``sekisho gates devices``: what was plugged in, and the draft made of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from sekisho.cli.main import main

EVENT = (
    '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>'
    '<Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>6416</EventID>'
    '<TimeCreated SystemTime="2026-06-01T01:00:00.0000000Z"/><EventRecordID>{number}'
    "</EventRecordID><Channel>Security</Channel><Computer>PC-1</Computer></System><EventData>"
    '<Data Name="DeviceId">{id}</Data><Data Name="DeviceDescription">Stick</Data>'
    '<Data Name="CompatibleIds">USB\\Class_08</Data></EventData></Event>'
)
MINE = "USB\\VID_0781&amp;PID_5581\\AB12"
NAMELESS = "USB\\VID_0781&amp;PID_5582\\6&amp;1&amp;0&amp;1"


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    folder.mkdir()
    events = "".join(EVENT.format(number=at, id=one) for at, one in enumerate((MINE, NAMELESS), 1))
    (folder / "security.xml").write_text(f"<Events>{events}</Events>", encoding="utf-8")
    return folder


def test_devices_are_listed_and_drafted(
    evidence: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "devices.yaml"
    words = ["gates", "devices", "--from", str(evidence), "--workers", "0", "--lang", "ja"]
    assert main([*words, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "登録できる" in said
    assert "シリアル番号がなく" in said
    (entry,) = yaml.safe_load(out.read_text(encoding="utf-8"))["devices"]
    assert entry["id"] == MINE.replace("&amp;", "&")
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {(one["description"], one["times"], one["first"]) for one in found} == {
        ("Stick", 1, "2026-06-01T10:00:00+09:00")
    }


def test_the_draft_is_shown_where_no_file_is_named(
    evidence: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["gates", "devices", "--from", str(evidence), "--workers", "0"])
    assert "devices:\n" in capsys.readouterr().out


def test_no_records_is_not_no_devices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    words = ["gates", "devices", "--from", str(tmp_path / "empty"), "--workers", "0"]
    assert main([*words, "--lang", "ja"]) == 3
    assert "接続されなかったという意味ではない" in capsys.readouterr().out


START = EVENT.replace("6416", "4688").replace(
    '<Data Name="DeviceId">{id}</Data><Data Name="DeviceDescription">Stick</Data>'
    '<Data Name="CompatibleIds">USB\\Class_08</Data>',
    '<Data Name="NewProcessName">{id}</Data><Data Name="SubjectUserName">seki</Data>',
)


def test_programs_are_listed_and_drafted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    paths = ("C:\\Windows\\explorer.exe", "C:\\Users\\a\\tool.exe")
    events = "".join(START.format(number=at, id=one) for at, one in enumerate(paths, 1))
    (folder / "security.xml").write_text(f"<Events>{events}</Events>", encoding="utf-8")
    out = tmp_path / "software.yaml"
    words = ["gates", "software", "--from", str(folder), "--workers", "0", "--lang", "ja"]
    assert main([*words, "--out", str(out)]) == 0
    assert "一覧にないソフト" in capsys.readouterr().out
    (entry,) = yaml.safe_load(out.read_text(encoding="utf-8"))["software"]["allowed"]
    assert entry == {"name": "tool.exe", "paths": ["c:\\users\\a\\tool.exe"]}
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        f"version: 1\nsoftware:\n  allowed:\n    - {{name: x, hashes: [{'z' * 64}]}}\n",
        encoding="utf-8",
    )
    assert main([*words, "--rulebook", str(bad)]) == 2
    assert "gates.software.bad_hash" in capsys.readouterr().err
    (folder / "security.xml").unlink()
    assert main(words) == 3
