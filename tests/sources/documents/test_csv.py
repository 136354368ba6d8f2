from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.documents.csv import SOURCE, delimiter_of, identify

FOLDER = "sources/documents/csv"


ROWS = [
    (None, 1, 1, "世帯番号\t氏名\t住所\t電話"),
    (None, 1, 2, "1\t青木\u3000茂\t上野田1-2, 東\t0770-00-0001"),
    (None, 1, 3, "2\t髙橋\u3000誠\t下野田\n3番地\t090-0000-0002"),
]


@pytest.mark.parametrize(
    ("file", "encoding"),
    [("good.csv", None), ("good_cp932.csv", "cp932"), ("good_utf16.csv", "utf-16")],
)
def test_encodings_quotes_and_line_ends_in_cells(reading, data: Path, file, encoding) -> None:
    path = data / FOLDER / file
    document = reading(SOURCE, path)
    assert document.rows == ROWS
    assert [note.values["encoding"] for note in document.notes] == [encoding] * bool(encoding)
    assert identify(Sample("unnamed", path.read_bytes(), path.stat().st_size)) == 10


def test_an_open_quotation_mark_loses_no_row(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "bad_open_quote.csv")
    assert [row[3] for row in document.rows] == [
        "番号\t氏名", "1\t青木\u3000茂", "2\t石黒\u3000明", "3\t宇野\u3000正"
    ]  # fmt: skip
    assert [note.code for note in document.notes] == ["note.csv_quotes"]


def test_many_lines_in_cells_leave_it_a_table() -> None:
    rows = [f'青木 {at},"和子\n一郎\n花子\n太郎\n京子",0770-00-00{at:02}\n' for at in range(10)]
    text = "第1班\n世帯主,家族,電話\n" + "".join(rows)
    assert delimiter_of(text) == ","


@pytest.mark.parametrize(
    "text",
    [
        "一行、だけ\n",
        "<p>a;b</p>\n<p>c;d</p>\n",
        "The file, as it is,\nand so on, and so\nforth, with\nmore, of it\n",
        "文章, です\n次\n次\n",
    ],
)
def test_other_texts_are_not_tables(text: str) -> None:
    assert identify(Sample("a.csv", text.encode(), len(text.encode()))) == 0


@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(codec="utf-8", exclude_characters="\r\0\x85\u2028"), min_size=1
            ).filter(str.strip),
            min_size=2,
            max_size=2,
        ),
        min_size=2,
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_what_a_writer_wrote_is_read(tmp_path_factory, table) -> None:
    import csv
    import io

    from sekisho.events.evidence import Evidence
    from sekisho.sources.contract import Context, Events

    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["甲", "乙"], ["丙", "丁"], *table])
    path = tmp_path_factory.getbasetemp() / "written.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    evidence = Evidence("written.csv", path, path.stat().st_size, "")
    items = [item for item in SOURCE.read(evidence, Context(now=None)) if isinstance(item, Events)]
    read = [row for item in items for row in item.batch["document.cells"].to_pylist()]
    wanted = [[" ".join(cell.split()) for cell in row] for row in table]
    assert [[" ".join(cell.split()) for cell in row] for row in read[2:]] == wanted


def test_files_of_real_programs(reading, shared: Path) -> None:
    folder = shared / "data/docs-office/docling/csv/sources"
    for name, rows in (("csv-comma.csv", 6), ("csv-tab.csv", 6), ("csv-pipe.csv", 6)):
        head = (folder / name).read_bytes()
        assert identify(Sample("x", head, len(head))) == 10
        assert len(reading(SOURCE, folder / name).rows) == rows
