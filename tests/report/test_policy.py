"""対策基準 and 実施手順: what they say is what the gates are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path

import pytest

from sekisho.events.time import JAPAN
from sekisho.report.formats import formats
from sekisho.report.model import Document
from sekisho.report.policy.document import PAPERS, Paper, document
from sekisho.report.policy.guideline import BELONGS
from sekisho.rulebook.loading import Opened, opened
from sekisho.rulebook.models import MODELS, starting_point
from sekisho.text import LANGUAGES, Language

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "rulebook.yaml"
NOW = datetime(2026, 11, 28, tzinfo=JAPAN)


def texts(one: object) -> Iterator[str]:
    """Every text of a document, in order."""
    if isinstance(one, str):
        yield one
    elif isinstance(one, tuple):
        for inner in one:
            yield from texts(inner)
    elif is_dataclass(one):
        for field in fields(one):
            yield from texts(getattr(one, field.name))


def whole(made: Document) -> str:
    return "\n".join(texts((made.opening, made.sections, made.annexes)))


def written(tmp_path: Path, text: str) -> Opened:
    path = tmp_path / "r.yaml"
    path.write_text(f"version: 1\n{text}\n", encoding="utf-8")
    return opened(path)


@pytest.mark.parametrize("paper", PAPERS)
def test_articles_run_through_from_the_first(paper: Paper) -> None:
    made = document(opened(EXAMPLE), paper, NOW, "ja")
    numbers = re.findall(r"第(\d+)条　", whole(made))
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) > 20


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("wireless: {tethering: 禁止}", "無線LANに接続してはならない。", "次の表に掲げる接続先"),
        ("wireless: {tethering: 可}", "（テザリング）をすることができる。", "をしてはならない。"),
        (
            "wireless: {allowed: [{ssid: seki}]}",
            "次の表に掲げる接続先を除き、接続してはならない。",
            "無線LANに接続してはならない。",
        ),
        (
            "devices: [{name: U, serial: X1}]",
            "登録した1台を除き、接続してはならない。",
            "外部機器は、接続してはならない。",
        ),
        (
            "software: {unlisted: 禁止}",
            "許可していないソフトウェアは、使用してはならない。",
            "判定しない",
        ),
        ("web: {private_use: 休憩時間のみ可}", "休憩時間を除き、業務以外の目的", "休憩時間を含め"),
        ("mail: {held_attachments: [docm]}", "拡張子が.docmの添付ファイル", "受信しない"),
        ("retention: {days: 1095}", "1095日間保存する。", "365日間"),
        ("town: {name: 関町, department: 総務課}", "総務課が所管する。", "所管する課。"),
        ("version: 1", "【未定：施行日", "施行する。"),
    ],
)
def test_the_text_follows_the_rulebook(tmp_path: Path, text: str, said: str, unsaid: str) -> None:
    own = written(tmp_path, "" if text.startswith("version") else text)
    told = whole(document(own, "standard", NOW, "ja"))
    assert said in told
    assert unsaid not in told


def test_what_the_rulebook_is_silent_on_is_no_article(tmp_path: Path) -> None:
    made = document(written(tmp_path, "retention: {days: 30}"), "standard", NOW, "ja")
    (silent,) = [one for one in made.sections if one.name == "unsaid"]
    told = "\n".join(texts(silent))
    assert "登録機器（devices）" in told
    assert "（retention）" not in told
    rules = "\n".join(texts(tuple(one for one in made.sections if one.name != "unsaid")))
    assert "USBメモリ" not in rules


def test_a_permission_that_does_not_count_is_told_so(tmp_path: Path) -> None:
    """The paper says the term in force, not the one that was written."""
    text = (
        "devices: [{name: U, serial: X1, ticket: R1}]\n"
        "permissions: [{ticket: R1, kind: 機器接続, what: x, state: 却下}]"
    )
    told = whole(document(written(tmp_path, text), "procedure", NOW, "ja"))
    assert "効力なし" in told or "昭和45年1月1日" not in told


def test_only_the_procedure_lists_entries_one_by_one() -> None:
    standard, procedure = (whole(document(opened(EXAMPLE), one, NOW, "ja")) for one in PAPERS)
    for name in ("USB-001", "R8-012", "PC-SOMU-01"):
        assert name in procedure
        assert name not in standard


def test_every_article_stands_in_the_table_of_correspondences() -> None:
    made = document(opened(EXAMPLE), "standard", NOW, "ja")
    (annex,) = made.annexes
    table = annex.blocks[0]
    numbers = re.findall(r"第(\d+)条　", whole(made))
    assert len(table.rows) == len(numbers)  # type: ignore[union-attr]
    told = "\n".join(texts(annex))
    assert "令和8年3月27日改定" in told
    assert "総務省令第80号" in told
    assert "3 情報システム全体の強靭性の向上" in told
    assert "③ 物理的措置" in told


def test_every_correspondence_is_that_of_an_article() -> None:
    made = document(opened(EXAMPLE), "standard", NOW, "en")
    assert len(BELONGS) <= len(re.findall(r"Article (\d+)　", whole(made)))


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_starting_point_prints(tmp_path: Path, model: str, language: Language) -> None:
    for name, text in starting_point(model).items():  # type: ignore[arg-type]
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = whole(document(opened(tmp_path), "procedure", NOW, language))
    assert "LGWAN接続系" in told
    assert "{" not in told


def test_all_formats_take_it() -> None:
    made = formats("x", document(opened(EXAMPLE), "procedure", NOW, "ja"))
    assert made["x.docx"].startswith(b"PK")
    assert made["x.pdf"].startswith(b"%PDF")
    assert "第1条" in made["x.html"].decode()
