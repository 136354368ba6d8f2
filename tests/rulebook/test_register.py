"""A town's ledger becomes entries; what does not fit is told with row and cell."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.form.schema import canonical
from sekisho.rulebook import Rulebook, load, schema
from sekisho.rulebook.loading import RulebookError, opened
from sekisho.rulebook.register import Imported, RegisterError, Sheet, assets, sheets, written
from sekisho.rulebook.register.headings import columns, headings, letter

EXAMPLE = load(Path(__file__).parents[2] / "examples" / "rulebook.yaml")
BARE = load(None)
HEAD = ("端末名", "所属", "ネットワーク", "使用者", "購入年度", "IPアドレス", "MACアドレス")


def taken(
    *rows: tuple[str, ...], head: tuple[str, ...] = HEAD, book: Rulebook = EXAMPLE
) -> Imported:
    return assets([Sheet("台帳", (head, *rows))], book)


def told(made: Imported) -> list[tuple[str, str, str]]:
    return [
        (f"{one.column}{one.row}", one.value, one.code.removeprefix("register."))
        for one in made.unplaced
    ]


def test_a_row_becomes_an_entry() -> None:
    made = taken(
        (
            "ＰＣ－０１",
            "総務課",
            "行政系",
            "関　次郎",
            "令和６年度",
            "198.18.20.99",
            "02:00:5e:00:53:99",
        )
    )
    assert made.entries == [
        {
            "name": "PC-01",
            "department": "総務課",
            "zone": "行政系",
            "user": "関 次郎",
            "purchased": "2024",
            "addresses": ["198.18.20.99"],
            "macs": ["02-00-5E-00-53-99"],
        }
    ]
    assert (made.unplaced, made.already, made.rows) == ([], [], 1)


@pytest.mark.parametrize(
    ("written_so", "year"),
    [
        ("令和6年度", "2024"), ("R6", "2024"), ("平成元年", "1989"), ("2024", "2024"),
        ("R6.3.31", "2023"), ("令和6年4月1日", "2024"), ("2024-03-31", "2023"),
        ("令和6年3月", "2023"), ("２０２４／４／１", "2024"),
    ],
)  # fmt: skip
def test_years_and_days_give_the_fiscal_year(written_so: str, year: str) -> None:
    made = taken(("PC1", "", "", "", written_so, "", ""))
    assert made.entries == [{"name": "PC1", "purchased": year}]


@pytest.mark.parametrize(
    ("cell", "at", "code"),
    [
        ("情報系", 2, "not.zone"),
        ("山田", 3, "not.user"),
        ("不明", 4, "not.purchased"),
        ("198.18.20", 5, "not.addresses"),
        ("198.18.40.9", 5, "outside_zone"),
        ("198.18.20.21", 5, "twice"),  # PC-SOMU-01 has it
        ("02-00-5E", 6, "not.macs"),
        ("02-00-5E-00-53-01", 6, "twice"),
    ],
)
def test_what_has_no_place_is_told_with_its_cell(cell: str, at: int, code: str) -> None:
    row = ["PC9", "総務課", "行政系", "", "", "", ""]
    row[at] = cell
    made = taken(tuple(row))
    assert told(made) == [(f"{letter(at)}2", cell, code)]
    (entry,) = made.entries
    assert cell not in str(entry)


@pytest.mark.parametrize("cell", ["共用", "予備", "-", "なし"])
def test_nobody_is_no_user(cell: str) -> None:
    made = taken(("PC9", "", "", cell, "", "DHCP", ""))
    assert (made.entries, made.unplaced) == ([{"name": "PC9"}], [])


def test_the_zone_is_told_by_the_address_where_no_column_tells_it() -> None:
    (entry,) = taken(("PC9", "", "", "", "", "198.18.40.77", "")).entries
    assert entry["zone"] == "議会系"


@pytest.mark.parametrize("cell", ["LGWAN系", "ＬＧＷＡＮ接続系", "行政系"])
def test_a_zone_by_its_name_or_kind(cell: str) -> None:
    (entry,) = taken(("PC9", "", cell, "", "", "", "")).entries
    assert entry["zone"] == "行政系"


def test_what_the_rulebook_has_stays_and_differences_are_told() -> None:
    made = taken(
        ("pc-somu-01", "総務課", "行政系", "関次郎", "令和7年度", "198.18.20.21", ""),
        ("PC-GIKAI-01", "議会事務局", "議会", "真木花", "H23", "", ""),
        head=HEAD,
    )
    assert made.entries == []
    assert [(one.name, one.row, one.differs) for one in made.already] == [
        ("PC-SOMU-01", 2, (("purchased", "2025"),)),
        ("PC-GIKAI-01", 3, ()),
    ]


def test_a_computer_said_twice_is_told() -> None:
    made = taken(("A", "総務課", "", "", "", "", ""), ("Ａ", "税務課", "", "", "", "", ""))
    assert [one["department"] for one in made.entries] == ["総務課"]
    assert told(made) == [("A3", "Ａ", "twice")]


def test_the_heading_may_stand_below_a_title_and_ditto_marks_are_filled() -> None:
    sheet = Sheet(
        "R8",
        (
            ("情報機器管理台帳", "", ""),
            ("", "", ""),
            ("№", "パソコン名（※）", "所 属", "リース料"),
            ("1", "A", "総務課", "1000"),
            ("2", "B", "〃", "1000"),
            ("", "", "", ""),
            ("3", "", "税務課", ""),
            ("№", "パソコン名（※）", "所 属", "リース料"),
        ),
    )
    made = assets([sheet, Sheet("表紙", (("目次",),)), Sheet("空", ())], BARE)
    assert made.entries == [
        {"name": "A", "department": "総務課"},
        {"name": "B", "department": "総務課"},
    ]
    assert [(one.sheet, *rest) for one, rest in zip(made.unplaced, told(made), strict=True)] == [
        ("R8", "A3", "", "unknown_heading"),
        ("R8", "D3", "", "unknown_heading"),
        ("R8", "7", "", "no_name"),
        ("表紙", "1", "", "no_heading"),
    ]


def test_a_number_stands_for_the_name_or_beside_it() -> None:
    head = ("管理番号", "所属")
    assert taken(("PC-7", "総務課"), head=head).entries == [
        {"name": "PC-7", "department": "総務課"}
    ]
    head = ("管理番号", "端末名", "備考")
    (entry,) = taken(("00012", "A", "リース"), head=head).entries
    assert (entry["name"], entry["note"]) == ("A", "管理番号 00012、リース")


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("ノートPC", "端末"),
        ("ファイルサーバ", "ファイルサーバー"),
        ("複合機", "プリンター"),
        ("電話機", ""),
    ],
)
def test_roles(cell: str, role: str) -> None:
    (entry,) = taken(("A", cell), head=("端末名", "機器種別")).entries
    assert entry.get("role", "") == role


def test_every_key_of_a_heading_is_one_of_the_form() -> None:
    keys = set(schema()["properties"]["assets"]["items"]["properties"])
    assert set(headings().values()) == keys | {"number"}
    assert columns(("備考", "所属")) == {}
    assert (letter(0), letter(25), letter(26), letter(701)) == ("A", "Z", "AA", "ZZ")


def workbook(rows: list[tuple[Any, ...]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


TEXT = "端末名,所属,購入年度\r\nＡ,総務課,令和6年度\r\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", workbook([("端末名", "所属", "購入年度"), ("Ａ", "総務課", 2024.0)])),
        ("a.csv", TEXT.encode("cp932")),
        ("b.CSV", TEXT.encode("utf-8-sig")),
        ("c.txt", TEXT.replace(",", "\t").encode("utf-16")),
    ],
)
def test_each_kind_of_file(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    made = assets(sheets(path), BARE)
    assert made.entries == [{"name": "A", "department": "総務課", "purchased": "2024"}]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"%PDF", "register.unknown_ending"),
        ("a.xlsx", b"PK\x03\x04broken", "register.broken"),
        ("a.csv", b"\x81", "register.encoding"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(RegisterError) as raised:
        sheets(path)
    assert raised.value.code == code


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.binary(max_size=200), ending=st.sampled_from([".xlsx", ".xls", ".csv", ".ods"]))
def test_any_bytes_are_read_or_answered(tmp_path: Path, content: bytes, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    path.write_bytes(content)
    assert reason(path) in {"", *(f"register.{one}" for one in ("broken", "encoding"))}


def reason(path: Path) -> str:
    """Why a ledger is not read; empty when it is."""
    try:
        sheets(path)
    except RegisterError as error:
        return error.code
    return ""


CELLS = st.sampled_from(
    ["", "A", "b", "総務課", "行政系", "関 次郎", "198.18.20.7", "198.18.40.7, 198.18.20.8", "R6",
     "02-00-5E-00-53-07", "02005E005308", "no", "1:30", "〃", "'x\"", "a: b", "＃", "{x}",
     "PC-SOMU-01"]
) | st.text(max_size=5)  # fmt: skip


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None
)
@given(rows=st.lists(st.tuples(*[CELLS] * len(HEAD)), max_size=6))
def test_whatever_is_taken_loads_beside_the_rulebook(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    """Each row is an entry, a computer known already, or told; and the file says the same."""
    made = taken(*rows)
    no_entry = [one for one in made.unplaced if one.code == "register.no_name" or (
        one.code == "register.twice" and one.column == "A"
    )]  # fmt: skip
    assert made.rows == len(made.entries) + len(made.already) + len(no_entry)
    text = (Path(__file__).parents[2] / "examples" / "rulebook.yaml").read_text(encoding="utf-8")
    (tmp_path / "rulebook.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new.yaml").write_text(written(made.entries, "head"), encoding="utf-8")
    part = schema()["properties"]["assets"]
    found = loaded(tmp_path)
    if found is not None:  # else a cell holds what no YAML file can
        first = canonical(found["assets"], part)[: len(made.entries)]
        assert first == canonical(made.entries, part)


def loaded(folder: Path) -> dict[str, Any] | None:
    """The content of a rulebook; None where it holds signs that none may hold."""
    try:
        return opened(folder).content
    except RulebookError as error:
        strange = {one.code for one in error.mistakes} - {"rulebook.character", "rulebook.empty"}
        if strange:
            raise
        return None
