"""``sekisho gates request``: the papers and what they enclose."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sekisho.cli.exits import Exit
from sekisho.cli.main import main

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "rulebook.yaml"


def asked(out: Path, *words: str) -> int:
    return main(["gates", "request", "line", "--rulebook", str(EXAMPLE), "--out", str(out), *words])


def test_the_letter_and_its_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["--target", "nftables", "--to", "株式会社架空ネット", "--by", "2026-12-25"]
    assert asked(out, *words) == Exit.DONE
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert names == [
        "files/line/nftables/sekisho.nft", "files/line/nftables/ulogd.conf",
        "request.docx", "request.html", "request.pdf",
    ]  # fmt: skip
    page = (out / "request.html").read_text(encoding="utf-8")
    content = (out / names[0]).read_bytes()
    assert hashlib.sha256(content).hexdigest() in page
    assert "株式会社架空ネット" in page
    assert "L-行政系-公開系-許可1" in page


@pytest.mark.parametrize("words", [["--to", "だれか"], ["--target", "none"], ["--by", "いつか"]])
def test_what_is_not_known_is_bad_input(words: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert asked(out, *words) == Exit.BAD_INPUT
    assert not out.exists()


def test_a_folder_that_holds_something_stays(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("x", encoding="utf-8")
    assert asked(tmp_path) == Exit.BAD_INPUT
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
