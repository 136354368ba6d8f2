from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.personal.bounds import Bounds, Reason
from sekisho.personal.inventory.noted import MOST, Noted
from sekisho.personal.inventory.row import Row
from sekisho.report.inventory import document, page
from sekisho.report.model import Paragraph, Table
from sekisho.rulebook import load

from .test_ready import printed

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TOLD = {
    "with_persons": 1,
    "mentions": {"table": {"low": 387, "high": 392}, "text": {"low": 0, "high": 0}},
    "persons": None,
}
ROW = Row(
    path=r"C:\Users\shioya\集落\<b>連絡先.xlsx",
    file=r"C:\Users\shioya\集落\<b>連絡先.xlsx",
    size=1,
    modified=None,
    sha256="0" * 64,
    status="read",
    reasons=(),
    kinds=("address", "name"),
    persons=Bounds(387, 392),
    households=Bounds(117, 117),
    obtained={"table": Bounds(387, 392)},
    doubts=(Reason("personal.how.list"),),
    host="PC01",
    place="pc",
    zone="庁内",
    owner="議会事務局 塩谷",
    class_="3B",
    nature="private",
    grounds=(Reason("inventory.class.kinds", {"kinds": "address, name"}),),
    findings=(Reason("inventory.finding.private_on_pc"),),
    seen=NOW.isoformat(),
)
UNREAD = replace(
    ROW, path="壊れた.xlsx", status="not_read", reasons=(Reason("unread.encrypted"),), persons=None,
    findings=(),
)  # fmt: skip
LOG = replace(UNREAD, path="access.log", reasons=(Reason("not_read.unknown_format"),))


def tables(rows: list[Row]) -> dict[str, Table]:
    shown = document(Noted(rows), TOLD, "ja", load(None), NOW)
    return {part.name: part.blocks[0] for part in shown.sections}  # type: ignore[misc]


def test_a_clerk_reads_persons_households_and_why() -> None:
    shown = page(Noted([ROW, UNREAD]), TOLD, "ja", load(None), NOW).decode()
    for words in ("387名から392名", "117世帯", "私用の名簿が役場のパソコンにある", "住所、氏名",
                  "特定できない", "議会事務局 塩谷"):  # fmt: skip
        assert words in shown
    assert "<b>" not in shown
    assert "&lt;b&gt;" in shown


def test_each_document_stands_where_it_belongs() -> None:
    found = tables([ROW, UNREAD, LOG])
    assert {name: len(table.rows) for name, table in found.items()} == {
        "against": 1, "holding": 1, "unread": 1,
    }  # fmt: skip
    assert all(table.empty for table in tables([]).values())


def test_too_many_rows_are_named_as_such() -> None:
    many = [replace(ROW, path=f"{number}.xlsx") for number in range(MOST + 3)]
    (_, holding, _) = document(Noted(many), TOLD, "en", load(None), NOW).sections
    table, more = holding.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == MOST
    assert isinstance(more, Paragraph)
    assert more.line[0].text.startswith("3 more")  # type: ignore[union-attr]


def test_the_same_inventory_gives_the_same_bytes() -> None:
    made = [page(Noted([ROW, UNREAD]), TOLD, "en", load(None), NOW) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.browser
def test_a_short_page_prints_on_one_sheet(tmp_path: Path) -> None:
    paper = printed(page(Noted([ROW, UNREAD]), TOLD, "ja", load(None), NOW), tmp_path)
    assert len(paper) == 1
    assert "私用の名簿が役場のパソコンにある" in paper[0].get_textpage().get_text_bounded()
