from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.cli.main import main

LIST = "氏名,住所,電話\r\n青木 茂,霧谷町谷口3番地,0770-00-0001\r\n石黒 明,霧谷町谷口4番地,\r\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "Users" / "shioya"
    folder.mkdir(parents=True)
    (folder / "自治会名簿.csv").write_bytes(LIST.encode("cp932"))
    (folder / "議案.txt").write_bytes("議案第3号".encode())
    return folder


def scan(office: Path, *words: str) -> int:
    out = office.parents[1] / "out"
    return main(["personal", "scan", str(office), "--out", str(out), "--workers", "0", *words])


def test_it_tells_documents_persons_and_findings(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scan(office, "--lang", "ja") == 0
    told = capsys.readouterr().out
    assert "調べたファイル 2 件" in told
    assert "読めた文書 2、一部読めた文書 0、読めなかった文書 0、文書ではないもの 0" in told
    assert "表の行から延べ 2 人" in told
    assert "私用の名簿が役場のパソコンにある" in told
    assert "--new-key" in told, "how to get the number of distinct persons"
    assert "青木" not in told


def test_the_result_for_a_program(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = office.parents[1] / "town.key"
    assert scan(office, "--json", "--key", str(key), "--new-key") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["persons"] == {"low": 2, "high": 2}
    assert told["read"] == 2
    assert scan(office, "--json", "--key", str(key)) == 0
    assert json.loads(capsys.readouterr().out)["read"] == 0


def test_a_log_is_no_document_that_could_not_be_read(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "leer.txt").touch()
    (office / "壊れた.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    assert scan(office, "--lang", "ja") == 3
    told = capsys.readouterr().out
    assert "調べたファイル 4 件" in told
    assert "読めた文書 2、一部読めた文書 0、読めなかった文書 1、文書ではないもの 1" in told


def test_what_was_not_read_shows_in_the_exit_code(office: Path) -> None:
    (office / "壊れた.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    assert scan(office) == 3


def test_a_share_is_named_by_where_it_comes_from(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = office.parents[1] / "out"
    words = ["--out", str(out), "--workers", "0", "--lang", "ja"]
    assert main(["personal", "scan", f"//fs01/gikai={office}", *words]) == 0
    assert "パソコン" not in capsys.readouterr().out
    rows = [json.loads(line) for line in (out / "inventory.jsonl").read_bytes().splitlines()]
    assert {row["host"] for row in rows} == {"fs01"}
    assert (out / "inventory.html").read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--key", "absent.key"], "cli.personal.no_key"),
        (["--key", "bad.key"], "cli.personal.bad_key"),
        (["--new-key"], "cli.personal.key_where"),
        (["--rules", "bad.yaml"], "cli.personal.bad_rules"),
    ],
)
def test_what_cannot_be_used_is_named(
    office: Path,
    words: list[str],
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(office.parents[1])
    Path("bad.key").write_bytes(b"x")
    Path("bad.yaml").write_bytes(b"office: x")
    assert scan(office, *words) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert not Path("out").exists()


def test_another_folder_is_left_alone(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = office.parents[1] / "out"
    out.mkdir()
    (out / "letter").write_bytes(b"x")
    assert scan(office) == 2
    assert "[cli.personal.not_ours]" in capsys.readouterr().err
