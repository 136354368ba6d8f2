from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import docx
import openpyxl
import pptx
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import DOCUMENT
from sekisho.events.table import unread
from sekisho.ledger.tables import of_batches
from sekisho.personal import Bounds, DocumentCount, count_all, count_document
from sekisho.sources.contract import Context, Events, NotReadable
from sekisho.sources.reading import sample_of
from sekisho.sources.registry import source_named

NOW = datetime(2016, 6, 23, tzinfo=UTC)


def codes(count: DocumentCount) -> set[str]:
    return {reason.code for reason in count.reasons}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_117_households_in_every_layout(lists, layout, seed: int) -> None:
    houses = lists.hamlet(seed)
    count = count_document(lists.table_of(layout(houses)))
    assert count.persons == Bounds(lists.persons_of(houses), lists.persons_of(houses))
    assert count.households == Bounds(117, 117)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 25))
def test_rows_more_or_shuffled_do_not_change_the_low_bound(lists, seed: int, size: int) -> None:
    houses = lists.hamlet(seed, size)
    dice = Random(seed)
    head, *rows = lists.each_person(houses)
    true = Bounds(lists.persons_of(houses), lists.persons_of(houses))
    shuffled = dice.sample(rows, len(rows))
    again = [*rows, dice.choice(rows)]
    blank = [row for each in rows for row in (each, [""] * 6)]
    example = [["例", "山田\u3000花子", "妻", "40", "○○町1", "000-000-0000"], *rows]
    folded = [[cell.replace("髙", "高").replace("\u3000", " ") for cell in row] for row in rows]
    for changed in (shuffled, again, blank, example, rows + folded):
        count = count_document(lists.table_of([head, *changed]))
        assert count.persons == true
        assert count.households == Bounds(size, size)


def test_the_same_list_on_two_sheets_is_the_same_people(lists) -> None:
    houses = lists.hamlet(5, 40)
    rows = lists.each_person(houses)
    contacts = [["氏名", "電話番号"]] + [[row[1], row[5]] for row in rows[1:]]
    count = count_document(lists.table_of(rows, rows, contacts, parts=["原本", "控え", "連絡網"]))
    assert count.persons == Bounds(lists.persons_of(houses), lists.persons_of(houses))
    assert count.households == Bounds(40, 40)


def test_a_sheet_for_each_group_whose_numbers_begin_anew(lists) -> None:
    groups = [lists.hamlet(seed, 10) for seed in (11, 12, 13)]
    sheets = [lists.each_person(group) for group in groups]
    count = count_document(lists.table_of(*sheets, parts=["1班", "2班", "3班"]))
    total = sum(lists.persons_of(group) for group in groups)
    assert count.persons == Bounds(total, total)
    assert count.households == Bounds(30, 30)


def test_a_list_that_goes_on_over_pages(lists) -> None:
    houses = lists.hamlet(6, 60)
    head, *rows = lists.each_person(houses)
    pages = [[head, *rows[:50]], rows[50:100], rows[100:]]
    parts = ["page 1", "page 2", "page 3"]
    count = count_document(lists.table_of(*pages, parts=parts))
    assert count.persons == Bounds(lists.persons_of(houses), lists.persons_of(houses))
    assert count.households == Bounds(60, 60)


OFFICES = [
    [
        ["課名", "内線", "氏名"],
        ["総務課", "101", "青木\u3000茂"],
        ["税務課", "102", "石黒\u3000明"],
    ],
    [["所属", "職名", "氏名", "電話"], ["総務課", "課長", "青木\u3000茂", "0770-00-0001"]],
    [
        ["管理番号", "端末名", "所属", "使用者", "OS"],
        ["PC-0001", "GI01", "議会", "青木\u3000茂", "W"],
    ],
    [["受付番号", "日時", "内容", "担当者"], ["1", "6/3", "修理", "青木\u3000茂"]],
    [["会社名", "所在地", "代表者名"], ["甲商事", "霧谷町1番地", "青木\u3000茂"]],
]


@pytest.mark.parametrize("rows", OFFICES, ids=lambda rows: "-".join(rows[0]))
def test_offices_contacts_do_not_count(lists, rows) -> None:
    count = count_document(lists.table_of(rows))
    assert count.persons == Bounds(0, 0)
    assert "personal.office_list" in codes(count)


def test_a_roster_of_officials_counts_with_their_homes_alone(lists) -> None:
    rows = [
        ["役職", "氏名", "住所"],
        ["議長", "青木\u3000茂", "上野田1番地"],
        ["議員", "石黒\u3000明", "谷口2"],
    ]
    count = count_document(lists.table_of(rows))
    assert count.persons == Bounds(2, 2)
    assert count.households is None
    assert codes(count) == {"personal.households_untold"}
    assert "personal.kind.address" in count.kinds
    without = count_document(lists.table_of([row[:2] for row in rows]))
    assert without.persons == Bounds(0, 0)
    assert codes(without) == {"personal.none_found", "personal.office_list"}


def test_an_empty_form_has_nobody(lists) -> None:
    rows = [
        ["緊急連絡先届出書"] * 4,
        ["氏名", "ふりがな", "住所", "電話番号"],
        ["(記入例) 山田\u3000太郎", "やまだ\u3000たろう", "○○町1-1", "000-000-0000"],
        ["※ 記入のうえ事務局へ提出してください。", "", "", ""],
    ]
    count = count_document(lists.table_of(rows))
    assert (count.persons, count.households) == (Bounds(0, 0), Bounds(0, 0))
    assert codes(count) == {"personal.none_found", "personal.examples"}


def test_filled_forms_of_label_and_value(lists) -> None:
    def form(name: str, phone: str):
        return [
            ["氏名", name],
            ["住所", "霧谷町谷口3番地"],
            ["電話番号", phone],
            ["生年月日", "昭和20年4月1日"],
        ]

    tables = [
        form("青木\u3000茂", "0770-00-0001"),
        form("石黒\u3000明", "0770-00-0002"),
        form("", ""),
    ]
    assert count_document(lists.table_of(*tables)).persons == Bounds(2, 2)


def test_running_text_is_doubtful_without_anything_private_right_at_the_name(lists) -> None:
    lines = [
        "申請者 宇野 正 は欠席した。",
        "上野田の青木 茂様（電話 0770-00-0001）から要望があった。",
        "問い合わせ先 総務課 担当 石黒 明 電話 0770-00-9999",
        "議案第31号 参考資料",
    ]
    count = count_document(lists.table_of(text=lines))
    assert count.persons == Bounds(1, 2)
    assert dict(count.obtained) == {"text": Bounds(1, 2)}
    (reason,) = (one for one in count.reasons if one.code == "personal.running_text")
    assert reason.values == {"count": "1"}


def test_who_is_spoken_of_twice_in_a_text_is_one(lists) -> None:
    lines = ["石黒 明さん（霧谷町谷口3番地）が来た。", "石黒 明氏（電話090-0000-0147）に頼んだ。"]
    assert count_document(lists.table_of(text=lines)).persons == Bounds(1, 1)


def test_an_answer_that_quotes_a_letter_names_who_wrote_it(lists) -> None:
    letter = ["お尋ねします。", "", "石黒 明", "霧谷町大字谷口3-1", "電話 090-0000-0147"]
    for mark in ("> ", ">> ", "> > ", ">", "＞"):
        lines = ["後日お知らせします。", *(mark + line for line in letter)]
        assert count_document(lists.table_of(text=lines)).persons == Bounds(1, 1)


def test_a_form_in_cells_of_one_column_reads_like_text(lists) -> None:
    rows = [["住所　霧谷町谷口3番地"], ["氏名　石黒　明　印"], ["電話　0770(00)0001"]]
    assert count_document(lists.table_of(rows)).persons == Bounds(1, 1)


def test_what_was_not_read_is_never_zero(lists) -> None:
    empty = DOCUMENT.schema.empty_table()
    assert count_document(empty).persons is None
    assert codes(count_document(empty)) == {"personal.empty"}
    assert codes(count_document(empty, unread=1)) == {"personal.unread"}
    partly = count_document(lists.table_of(text=["表紙"]), unread=3)
    assert partly.persons is None
    assert codes(partly) == {"personal.partly_unread"}
    rows = lists.each_person(lists.hamlet(1, 3))
    some = count_document(lists.table_of(rows), unread=1)
    assert some.persons is not None
    assert "personal.partly_unread" in codes(some)


def test_all_documents_of_a_case_at_once(lists) -> None:
    houses = lists.hamlet(8, 12)
    batches = lists.table_of(lists.blocks(houses)).to_batches()
    scanned = unread("走査.pdf", "page", [1], "unread.page_without_text", [b""])
    log = unread("access.log", "line", [1], "unread.line_too_long", [b""])
    counts = {
        name: count for name, (count, _) in count_all(of_batches([*batches, scanned, log])).items()
    }
    assert list(counts) == ["名簿", "走査.pdf"]
    assert counts["名簿"].households == Bounds(12, 12)
    assert counts["走査.pdf"].persons is None


def as_csv(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows(rows)


def as_xlsx(path: Path, rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(path)


def as_xls(path: Path, rows: list[list[str]]) -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名簿")
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(index, column, cell)
    book.save(str(path))


def as_docx(path: Path, rows: list[list[str]]) -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def as_pptx(path: Path, rows: list[list[str]]) -> None:
    show = pptx.Presentation()
    for start in range(0, len(rows), 40):
        part = rows[start : start + 40]
        slide = show.slides.add_slide(show.slide_layouts[6])
        shape = slide.shapes.add_table(len(part), len(rows[0]), 0, 0, 9_000_000, 6_000_000)
        for index, row in enumerate(part):
            for column, cell in enumerate(row):
                shape.table.cell(index, column).text = cell
    show.save(str(path))


def as_pdf(path: Path, rows: list[list[str]]) -> None:
    platypus = pytest.importorskip("reportlab.platypus")
    fonts = pytest.importorskip("reportlab.pdfbase.cidfonts")
    metrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
    metrics.registerFont(fonts.UnicodeCIDFont("HeiseiMin-W3"))
    style = [
        ("FONT", (0, 0), (-1, -1), "HeiseiMin-W3", 8),
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
    ]
    table = platypus.Table(rows, style=style, repeatRows=1)
    platypus.SimpleDocTemplate(str(path)).build([table])


WRITERS = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "xls": as_xls,
    "docx": as_docx,
    "pptx": as_pptx,
    "pdf": as_pdf,
}


def read_rows(path: Path) -> tuple[pa.Table, int]:
    evidence = Evidence(path.name, path, path.stat().st_size, "")
    sources = [source_named(n) for n in ("docx", "xlsx", "xls", "pptx", "pdf", "csv", "txt")]
    source = max(sources, key=lambda each: each.identify(sample_of(evidence)))
    batches, missed = [], 0
    try:
        for item in source.read(evidence, Context(now=NOW)):
            batches += [item.batch] if isinstance(item, Events) else []
    except NotReadable:
        missed = 1
    return pa.Table.from_batches(batches, schema=DOCUMENT.schema), missed


@pytest.mark.parametrize("ending", WRITERS)
def test_through_the_files_of_real_writers(lists, tmp_path: Path, ending: str) -> None:
    houses = lists.hamlet(9, 30)
    path = tmp_path / f"名簿.{ending}"
    WRITERS[ending](path, lists.blocks(houses)[1:])
    count = count_document(*read_rows(path))
    assert count.persons == Bounds(lists.persons_of(houses), lists.persons_of(houses))
    assert count.households == Bounds(30, 30)


@pytest.mark.parametrize("seed", [1, 2])
def test_against_the_exercise(tmp_path: Path, seed: int) -> None:
    """The exercise shares no code with the readers and the counting; its truth is its own."""
    drill = pytest.importorskip("sekisho.drill")
    options = pytest.importorskip("sekisho.drill.options")
    drill.write("ikeda", tmp_path, options.Options(seed=seed, days=2, pcs=10))
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    folder = next(path for path in tmp_path.iterdir() if path.is_dir())
    judged = 0
    for exposure in truth["exposure"]:
        if exposure["path"] is None or exposure["persons"] is None:
            continue
        count = count_document(*read_rows(folder / exposure["path"]))
        assert count.persons == Bounds(**exposure["persons"]), exposure["path"]
        if exposure["households"] is not None:
            assert count.households == Bounds(**exposure["households"]), exposure["path"]
        judged += 1
    assert judged >= 4


def test_ways_of_counting_stand_apart(lists) -> None:
    houses = lists.hamlet(9, 5)
    first = houses[0].members[0]
    text = [
        "申請者　石黒 明道　霧谷町谷口3番地",
        f"{first.name}　{houses[0].address}",
    ]
    count = count_document(lists.table_of(lists.each_person(houses), text=text))
    total = lists.persons_of(houses)
    assert count.persons == Bounds(total + 1, total + 1)
    assert dict(count.obtained) == {"table": Bounds(total, total), "text": Bounds(1, 1)}
    assert "personal.how.text" in count.how
