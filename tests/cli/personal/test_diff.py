from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.cli.main import main


def scanned(tmp_path: Path, name: str, *lists: str) -> str:
    folder, out = tmp_path / "office", tmp_path / name
    folder.mkdir(exist_ok=True)
    for number, one in enumerate(lists):
        rows = f"氏名,住所\r\n青木{number} 茂,霧谷町谷口{number + 1}番地\r\n"
        (folder / one).write_bytes(rows.encode("cp932"))
    main(["personal", "scan", str(folder), "--out", str(out), "--workers", "0"])
    return str(out)


def test_drift_and_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = scanned(tmp_path, "old", "傍聴者名簿.csv")
    new = scanned(tmp_path, "new", "相談者一覧.csv")
    register = tmp_path / "ファイル簿.csv"
    register.write_text(
        "個人情報ファイルの名称,組織の名称,記録項目\n傍聴者名簿,議会事務局,氏名\n税台帳,税務課,氏名\n",
        encoding="utf-8", newline="\n",
    )  # fmt: skip
    capsys.readouterr()
    words = ["personal", "diff", old, new, "--declared", str(register), "--threshold", "1"]
    assert main([*words, "--json"]) == 0
    told = [(one["code"], Path(one["path"]).name) for one in json.loads(capsys.readouterr().out)]
    assert told == [
        ("inventory.drift.new", "相談者一覧.csv"),
        ("inventory.declared.kinds", "傍聴者名簿.csv"),
        ("inventory.declared.none", "相談者一覧.csv"),
        ("inventory.declared.not_met", ""),
    ]
    assert main([*words, "--lang", "ja"]) == 0
    assert "記録項目にない種類がある: 住所" in capsys.readouterr().out


def test_no_difference_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = scanned(tmp_path, "out", "傍聴者名簿.csv")
    capsys.readouterr()
    assert main(["personal", "diff", out, out, "--lang", "en"]) == 0
    assert capsys.readouterr().out == "no differences\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["office", "out"], "cli.personal.no_inventory"),
        (["out", "absent"], "cli.no_such_path"),
        (["out", "out", "--declared", "office/傍聴者名簿.csv"], "cli.personal.no_register"),
    ],
)
def test_what_cannot_be_compared_is_named(
    tmp_path: Path,
    words: list[str],
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scanned(tmp_path, "out", "傍聴者名簿.csv")
    monkeypatch.chdir(tmp_path)
    assert main(["personal", "diff", *words]) == 2
    assert f"[{code}]" in capsys.readouterr().err
