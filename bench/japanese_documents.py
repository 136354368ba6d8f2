"""Office documents in Japanese with known contents, for tests and benchmarks of the readers.

Written by other programs' means only (python-docx, openpyxl, python-pptx, and LibreOffice where it
is installed); names and numbers are invented. ``TRUTH`` says which rows a reader must find.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

SURNAMES = ["髙橋", "山﨑", "𠮷田", "渡邉", "齋藤", "濵田", "青木", "小野寺"]
GIVEN = ["茂", "和子", "誠", "美咲", "翔太", "トメ", "さくら", "健一郎"]
HEADER = ["世帯番号", "氏名", "ふりがな", "住所", "電話番号", "生年月日"]
READINGS = ["しげる", "かずこ", "まこと", "みさき", "しょうた", "とめ", "さくら", "けんいちろう"]


@dataclass(frozen=True)
class Truth:
    """What stands in a document: rows of tables (cells in order) and lines of text; and what a
    reader must not have put into them (readings above words)."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def people(count: int) -> list[list[str]]:
    """Rows of a list of households, three persons each, all texts."""
    rows = []
    for number in range(count):
        house = number // 3 + 1
        surname = SURNAMES[house % len(SURNAMES)]
        rows.append(
            [
                str(house),
                f"{surname}\u3000{GIVEN[number % len(GIVEN)]}",
                f"{READINGS[number % len(READINGS)]}",
                f"上野田{house}番地の{number % 9 + 1}",
                f"0770-{house:02d}-{number:04d}",
                f"昭和{20 + number % 40}年{number % 12 + 1}月{number % 28 + 1}日",
            ]
        )
    return rows


ROSTER = people(60)
LINES = ("上野田区緊急連絡網（取扱注意）", "平成２８年４月１日現在　総務課", "以上")


def docx(path: Path) -> None:
    """A list over two pages: merged household cells, a repeated header, readings above a name, a
    line break in a cell, a table in a cell."""
    from docx import Document
    from docx.oxml import OxmlElement

    document = Document()
    for line in LINES[:2]:
        document.add_paragraph(line)
    _ruby(document.add_paragraph("区長　"))
    table = document.add_table(rows=1, cols=len(HEADER))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, HEADER, strict=True):
        cell.text = text
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for row in ROSTER:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    for first in range(1, len(ROSTER) + 1, 3):
        top = table.cell(first, 0)
        for below in (first + 1, first + 2):
            table.cell(below, 0).text = ""
        top.merge(table.cell(first + 2, 0))
        top.text = ROSTER[first - 1][0]
    document.add_paragraph(LINES[2])
    outer = document.add_table(rows=1, cols=2)
    outer.style = "Table Grid"
    outer.cell(0, 0).text = "緊急時\n連絡先"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.style = "Table Grid"
    inner.cell(0, 0).text, inner.cell(0, 1).text = "消防団", "0770-00-0119"
    document.save(str(path))


def _ruby(paragraph: Any) -> None:
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = (
        f"<w:r {space}><w:ruby><w:rubyPr><w:rubyAlign w:val='distributeSpace'/>"
        "<w:hps w:val='10'/><w:hpsRaise w:val='18'/><w:hpsBaseText w:val='21'/>"
        "<w:lid w:val='ja-JP'/></w:rubyPr><w:rt><w:r><w:t>はまだ</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>濵田</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    paragraph._p.append(parse_xml(xml))


WORD = Truth(
    rows=(tuple(HEADER), *map(tuple, ROSTER), ("消防団", "0770-00-0119")),
    lines=(*LINES, "区長　濵田"),
    never=("はまだ",),
)

PHONE = "[<=99999999]####\\-####;\\(0000\\)\\ 00\\-0000"
POSTAL = "[<=999]000;[<=9999]000\\-00;000\\-0000"
ERA = '[$-411]ggge"年"m"月"d"日";@'
SHEET = [
    ["1", "青木\u3000茂", "9192501", "09012345678", date(1955, 4, 3), 7],
    ["2", "𠮷田\u3000和子", "9192502", "07011112222", date(1989, 1, 8), 42],
    ["3", "渡邉\u3000トメ", "9192503", "08099998888", date(2019, 5, 1), 103],
]


def xlsx(path: Path) -> None:
    """A title over merged cells, the header on line 3, numbers that a format shows with zeros and
    hyphens, era dates, a second table below and a third beside, readings of a cell."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "名簿"
    sheet["A1"] = "避難行動要支援者名簿"
    sheet.merge_cells("A1:F1")
    for column, text in enumerate(["番号", "氏名", "郵便番号", "電話", "生年月日", "整理番号"], 1):
        sheet.cell(3, column, text)
    for row, values in enumerate(SHEET, 4):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            if column in (3, 4):
                cell.value = int(str(value))
                cell.number_format = POSTAL if column == 3 else "00000000000"
            if column == 5:
                cell.number_format = ERA
            if column == 6:
                cell.number_format = "00000"
    for column, text in enumerate(["役職", "氏名"], 8):
        sheet.cell(3, column, text)
        sheet.cell(4, column, ["区長", "髙橋\u3000誠"][column - 8])
    for column, text in enumerate(["備品", "数量"], 1):
        sheet.cell(9, column, text)
        sheet.cell(10, column, ["担架", 2][column - 1])
    book.save(str(path))
    _phonetic(path)


def _phonetic(path: Path) -> None:
    """Adds the readings that Excel keeps beside a text (ECMA-376 part 1, 18.4.6 rPh)."""
    copy = path.with_suffix(".part")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/sharedStrings.xml":
                reading = '<rPh sb="0" eb="2"><t>アオキ</t></rPh><phoneticPr fontId="1"/>'
                text = data.decode()
                text = re.sub(r"(<t[^>]*>青木\u3000茂</t>)", r"\1" + reading, text)
                data = text.encode()
            new.writestr(name, data)
    copy.replace(path)


EXCEL = Truth(
    rows=(
        ("番号", "氏名", "郵便番号", "電話", "生年月日", "整理番号"),
        ("1", "青木\u3000茂", "919-2501", "09012345678", "1955-04-03", "00007"),
        ("2", "𠮷田\u3000和子", "919-2502", "07011112222", "1989-01-08", "00042"),
        ("3", "渡邉\u3000トメ", "919-2503", "08099998888", "2019-05-01", "00103"),
        ("役職", "氏名"),
        ("区長", "髙橋\u3000誠"),
        ("備品", "数量"),
        ("担架", "2"),
    ),
    never=("アオキ",),
)


def pptx(path: Path) -> None:
    """A slide with a title, a table with a merged cell, and notes."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "防災訓練　参加者"
    shape = slide.shapes.add_table(5, 3, Inches(1), Inches(2), Inches(8), Inches(3))
    rows = [["班", "氏名", "電話"], *[["第１班", row[1], row[4]] for row in ROSTER[:4]]]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            shape.table.cell(number, column).text = text
    for number in (2, 3, 4):
        shape.table.cell(number, 0).text = ""
    shape.table.cell(1, 0).merge(shape.table.cell(4, 0))
    slide.notes_slide.notes_text_frame.text = "雨天中止"
    deck.save(str(path))


SLIDES = Truth(
    rows=(("班", "氏名", "電話"), *(("第１班", row[1], row[4]) for row in ROSTER[:4])),
    lines=("防災訓練　参加者", "雨天中止"),
)

WRITERS = {"roster.docx": docx, "list.xlsx": xlsx, "drill.pptx": pptx}
TRUTH = {"roster": WORD, "list": EXCEL, "drill": SLIDES}
CONVERTED = {
    "roster.docx": ["doc", "odt", "rtf", "pdf", "html"],
    "list.xlsx": ["xls", "ods"],
    "drill.pptx": ["ppt", "odp"],
}
"""What LibreOffice makes of each."""


def write(folder: Path) -> list[Path]:
    """All documents, those by LibreOffice as well where it is installed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, writer in WRITERS.items():
        writer(folder / name)
    office = shutil.which("soffice")
    for name, formats in CONVERTED.items() if office else ():
        for format_ in formats:
            subprocess.run(
                [
                    str(office), "--headless", f"-env:UserInstallation={(folder / 'p').as_uri()}",
                    "--convert-to", format_, "--outdir", str(folder), str(folder / name),
                ],
                check=True, capture_output=True, timeout=300,
            )  # fmt: skip
    shutil.rmtree(folder / "p", ignore_errors=True)
    return sorted(path for path in folder.iterdir() if path.is_file())


if __name__ == "__main__":
    for written in write(Path(sys.argv[1])):
        print(written)
