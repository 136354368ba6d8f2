from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.cli.main import main

LIST = "氏名,住所\r\n" + "".join(f"青木 茂{n},霧谷町谷口{n}番地\r\n" for n in "一二三四五六")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    (folder / "写し").mkdir(parents=True)
    (folder / "名簿.csv").write_bytes(LIST.encode("cp932"))
    (folder / "写し" / "名簿.csv").write_bytes(LIST.encode("cp932"))
    (folder / "要望.txt").write_bytes("申請者　石黒明　霧谷町谷口9番地".encode())
    main(["personal", "scan", str(folder), "--out", str(tmp_path / "out"), "--workers", "0"])
    return tmp_path / "out"


def test_values_are_masked(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["personal", "explain", str(out), "office/名簿.csv", "--lang", "ja"]) == 0
    told = capsys.readouterr().out
    assert "6 人" in told
    assert "氏名=氏名 | 住所=住所" in told
    assert "青●●" in told
    assert "(+1)" in told
    assert "青木" not in told
    assert not (out / "looks.jsonl").exists()


def test_plain_values_need_purpose_and_consent_and_are_recorded(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["personal", "explain", str(out), "要望.txt", "--unmask", "--json"]
    capsys.readouterr()
    assert main([*words, "--purpose", "本人への通知"]) == 2
    told = capsys.readouterr()
    assert "[cli.personal.unmask_incomplete]" in told.err
    assert "石黒" not in told.out
    assert main([*words, "--purpose", "本人への通知", "--approved-by", "総務課長"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["in_text"][0]["name"] == "石黒明"
    (look,) = (out / "looks.jsonl").read_bytes().splitlines()
    assert json.loads(look)["approved_by"] == "総務課長"
    assert "石黒" not in look.decode()


@pytest.mark.parametrize(
    ("path", "code"),
    [("名簿.csv", "cli.personal.several"), ("x.csv", "cli.personal.not_in_inventory")],
)
def test_one_document_must_be_meant(
    out: Path, path: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["personal", "explain", str(out), path]) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_a_document_that_is_gone_is_said(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out.parent / "office" / "要望.txt").unlink()
    assert main(["personal", "explain", str(out), "要望.txt"]) == 2
    assert "[cli.personal.gone]" in capsys.readouterr().err
