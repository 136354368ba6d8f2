"""``sekisho rulebook print``: the ending of the name decides the format."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.main import main

EXAMPLE = str(Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml")


@pytest.mark.parametrize(
    ("name", "begins", "more"),
    [
        ("a.html", b"<!", []),
        ("a.docx", b"PK", ["--paper", "procedure"]),
        ("a.PDF", b"%PDF", ["--form", "許可申請書"]),
        ("b.docx", b"PK", ["--ticket", "ｒ8-012"]),
    ],
)
def test_each_format(tmp_path: Path, name: str, begins: bytes, more: list[str]) -> None:
    out = tmp_path / "new" / name
    words = ["rulebook", "print", EXAMPLE, "--out", str(out), "--now", "2026-11-28", *more]
    assert main(words) == 0
    first = out.read_bytes()
    assert first.startswith(begins)
    if name.endswith("html"):
        assert main(words) == 0
        assert out.read_bytes() == first


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--out", "x.txt"], "cli.rulebook.bad_ending"),
        (["--out", "x.pdf", "--form", "誓約書"], "cli.rulebook.no_form"),
        (["--out", "x.pdf", "--ticket", "R0-0"], "cli.rulebook.no_ticket"),
    ],
)
def test_what_cannot_be_printed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    code: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rulebook", "print", EXAMPLE, *more]) == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
