"""The inventory as a whole: real files in, rows out, again and again."""

from __future__ import annotations

import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from sekisho.intake.foreign import available
from sekisho.personal.bounds import Bounds
from sekisho.personal.inventory import lines as module
from sekisho.personal.inventory import scan as scanning
from sekisho.personal.inventory.explain import explain, masked, record_look, shown
from sekisho.personal.inventory.journal import NAME, Filed
from sekisho.personal.inventory.lines import NotAnInventoryError, rows_in
from sekisho.personal.inventory.measured import Asked
from sekisho.personal.inventory.row import Row, from_json, schema, to_json
from sekisho.personal.inventory.scan import scan
from sekisho.personal.inventory.wish import Wish
from sekisho.rulebook import load as rulebook
from sekisho.sources.contract import Context
from tests.intake.locks.packers import Rar4, Rar5, Seven

NOW = datetime(2026, 6, 1, tzinfo=UTC)
KEY = bytes(range(32))
ROWS = [
    ("世帯番号", "氏名", "続柄", "住所", "電話"),
    (1, "髙橋　茂", "本人", "霧谷町谷口3番地", "0770-00-0001"),
    (1, "髙橋　和子", "妻", "霧谷町谷口3番地", "0770-00-0001"),
    (2, "石黒 明", "本人", "霧谷町谷口4番地", "0770-00-0002"),
]


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A hamlet's list, its copy in other writing inside a mail, a zip with a Japanese name, a
    paper of the council, something broken, something empty."""
    folder = tmp_path / "office" / "Users" / "shioya"
    folder.mkdir(parents=True)
    (folder / "集落緊急連絡先.xlsx").write_bytes(workbook(*ROWS))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.jp", "b@example.jp", "送付"
    mail["Date"] = "Mon, 1 Jun 2026 09:00:00 +0900"
    mail.set_content("名簿を送ります。")
    csv = "氏名,電話\r\n高橋 茂,０７７０－００－０００１\r\n宇野正,0770-00-0009\r\n"
    mail.add_attachment(csv.encode("cp932"), "text", "csv", filename="写し.csv")
    (folder / "送付.eml").write_bytes(mail.as_bytes())
    with zipfile.ZipFile(folder / "まとめ.zip", "w") as archive:
        archive.writestr("議案.txt", "議案第3号　補正予算".encode("cp932"))
    (folder / "壊れた.xlsx").write_bytes(workbook(*ROWS)[:2_000])
    (folder / "空.txt").write_bytes(b"")
    return tmp_path / "office"


def wish(office: Path, out: Path, key: bytes | None = KEY, **more: object) -> Wish:
    values = {"asked": Asked(key=key), "host": "PC01", **more}
    return Wish([office], out, Context(now=NOW), rulebook(None), **values)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Ran:
    """What a scan said, and the rows it wrote."""

    rows: tuple[Row, ...]
    read: int
    summary: Mapping[str, object]


def ran(given: Wish, tmp_path: Path) -> Ran:
    with tempfile.TemporaryDirectory(dir=tmp_path) as work:
        outcome = scan(given, Path(work))
    return Ran(tuple(rows_in(given.out)), outcome.read, outcome.summary)


def named(outcome: Ran) -> dict[str, Row]:
    return {row.path.rpartition("shioya/")[2].replace(os.sep, "/"): row for row in outcome.rows}


@pytest.mark.skipif(os.name == "nt", reason="paths are compared as written here")
def test_a_row_for_every_document(office: Path, tmp_path: Path) -> None:
    rows = named(ran(wish(office, tmp_path / "out"), tmp_path))
    assert rows.keys() == {
        "集落緊急連絡先.xlsx", "送付.eml", "送付.eml!/写し.csv", "まとめ.zip!/議案.txt",
        "壊れた.xlsx", "空.txt",
    }  # fmt: skip
    hamlet = rows["集落緊急連絡先.xlsx"]
    assert (hamlet.persons, hamlet.households) == (Bounds(3, 3), Bounds(2, 2))
    assert (hamlet.nature, hamlet.class_, hamlet.place) == ("private", "3B", "pc")
    assert {one.code for one in hamlet.findings} == {"inventory.finding.private_on_pc"}
    assert rows["送付.eml!/写し.csv"].persons == Bounds(2, 2)
    assert rows["まとめ.zip!/議案.txt"].persons == Bounds(0, 0)
    assert (rows["壊れた.xlsx"].status, rows["壊れた.xlsx"].class_) == ("not_read", "unknown")
    assert rows["空.txt"].reasons[0].code == "not_read.empty"


def test_what_is_written_has_its_form_and_no_plain_data(office: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcome = ran(wish(office, out), tmp_path)
    check = Draft202012Validator(schema())
    for line in (out / module.INVENTORY).read_bytes().splitlines():
        check.validate(json.loads(line))
    assert tuple(rows_in(out / module.INVENTORY)) == outcome.rows
    assert [from_json(to_json(row)) for row in outcome.rows] == list(outcome.rows)
    columns = pq.read_table(out / module.PARQUET)
    assert columns.num_rows == len(outcome.rows)
    assert columns["path"].to_pylist() == [row.path for row in outcome.rows]
    for path in out.iterdir():
        text = path.read_bytes()
        for plain in ("髙橋", "高橋", "石黒", "谷口", "0770-00", "0770000001"):
            assert plain.encode() not in text, path.name


def test_distinct_people_over_documents_need_the_key(office: Path, tmp_path: Path) -> None:
    with_key = ran(wish(office, tmp_path / "a"), tmp_path).summary
    assert with_key["persons"] == {"low": 4, "high": 4}
    assert with_key["mentions"] == {
        "table": {"low": 5, "high": 5},
        "text": {"low": 0, "high": 0},
    }
    assert ran(wish(office, tmp_path / "b", None), tmp_path).summary["persons"] is None


def test_only_what_changed_is_read_again(office: Path, tmp_path: Path) -> None:
    given = wish(office, tmp_path / "out")
    first = ran(given, tmp_path)
    assert first.read == 5
    # the broken and the empty one were read as well as they can be
    again = ran(given, tmp_path)
    assert again.read == 0
    assert again.rows == first.rows
    touched = next(office.rglob("集落*"))
    os.utime(touched, ns=(1, 1))
    assert ran(given, tmp_path).read == 0
    touched.write_bytes(workbook(*ROWS[:3]))
    changed = ran(given, tmp_path)
    assert changed.read == 1
    assert next(row for row in changed.rows if "集落" in row.path).persons == Bounds(2, 2)
    next(office.rglob("まとめ.zip")).unlink()
    assert len(ran(given, tmp_path).rows) == len(first.rows) - 1


def test_a_hidden_change_is_seen_when_asked_to_look(office: Path, tmp_path: Path) -> None:
    path = next(office.rglob("空.txt"))
    path.write_bytes(b"aaaa")
    os.utime(path, ns=(10**18, 10**18))
    ran(wish(office, tmp_path / "out"), tmp_path)
    path.write_bytes(b"bbbb")
    os.utime(path, ns=(10**18, 10**18))
    assert ran(wish(office, tmp_path / "out"), tmp_path).read == 0
    assert ran(wish(office, tmp_path / "out", rehash=True), tmp_path).read == 1


def test_another_key_begins_anew(office: Path, tmp_path: Path) -> None:
    ran(wish(office, tmp_path / "out"), tmp_path)
    assert ran(wish(office, tmp_path / "out", bytes(32)), tmp_path).read == 5


def test_a_scan_that_was_cut_off_goes_on(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    whole = scanning.read

    def cut(*given: Any) -> Iterator[Filed]:
        for count, one in enumerate(whole(*given)):
            if count == 2:
                raise KeyboardInterrupt
            yield one

    with monkeypatch.context() as patched:
        patched.setattr(scanning, "read", cut)
        with pytest.raises(KeyboardInterrupt):
            ran(wish(office, out), tmp_path)
    with (out / NAME).open("ab") as log:
        log.write(b'{"file": "half a li')
    assert [path.name for path in out.iterdir()] == [NAME]
    outcome = ran(wish(office, out), tmp_path)
    assert outcome.read == 3
    assert outcome.rows == ran(wish(office, tmp_path / "other"), tmp_path).rows
    for path in out.iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes(), path.name


def test_a_scan_that_went_on_writes_the_bytes_of_one_in_one_go(
    office: Path, tmp_path: Path
) -> None:
    """Also after files were changed, came and went in between."""
    out = tmp_path / "out"
    ran(wish(office, out), tmp_path)
    next(office.rglob("集落*")).write_bytes(workbook(*ROWS[:3]))
    next(office.rglob("送付.eml")).unlink()
    (office / "あとから.csv").write_bytes("氏名,電話\r\n宇野正,0770-00-0009\r\n".encode("cp932"))
    assert ran(wish(office, out), tmp_path).read == 2
    ran(wish(office, tmp_path / "other"), tmp_path)
    assert {path.name for path in out.iterdir()} == {
        NAME, module.INVENTORY, module.PARQUET, "summary.json",
    }  # fmt: skip
    for path in out.iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes(), path.name


def test_workers_find_the_same(office: Path, tmp_path: Path) -> None:
    alone = ran(wish(office, tmp_path / "a"), tmp_path)
    assert ran(wish(office, tmp_path / "b", workers=1), tmp_path).rows == alone.rows


def test_a_folder_with_other_things_is_left_alone(office: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_bytes(b"x")
    with pytest.raises(NotAnInventoryError):
        ran(wish(office, out), tmp_path)
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("content", [b"{}\n", b"no json\n", b"[1]\n"])
def test_what_is_no_inventory_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "inventory.jsonl"
    path.write_bytes(content)
    with pytest.raises(NotAnInventoryError):
        list(rows_in(path))
    with pytest.raises(NotAnInventoryError):
        list(rows_in(tmp_path / "absent"))


def test_a_path_from_elsewhere_is_placed_there(office: Path, tmp_path: Path) -> None:
    for origin, host, place in ((r"\\fs01\gikai", "fs01", "share"), ("PC02", "PC02", "pc")):
        given = wish(office, tmp_path / "out", origins={office: origin})
        rows = ran(given, tmp_path).rows
        assert {(row.host, row.place) for row in rows} == {(host, place)}


def test_its_own_result_is_not_scanned(office: Path, tmp_path: Path) -> None:
    out = office / "結果"
    first = ran(wish(office, out), tmp_path)
    assert [row.path for row in ran(wish(office, out), tmp_path).rows] == [
        row.path for row in first.rows
    ]


def people(found: object) -> Iterator[dict[str, object]]:
    for listed in found.lists:  # type: ignore[attr-defined]
        yield from (shown(one, plain=False) for one in listed.persons)


def test_a_document_is_explained_masked(office: Path, tmp_path: Path) -> None:
    outcome = ran(wish(office, tmp_path / "out"), tmp_path)
    row = next(row for row in outcome.rows if "集落" in row.path)
    work = tmp_path / "again"
    work.mkdir()
    found = explain(row, work, Context(now=NOW), None)
    assert found is not None
    assert not found.changed
    assert found.lists[0].kinds == ("household", "name", "relation", "address", "phone")
    first = next(people(found))
    assert (first["name"], first["phone"]) == ("高●●", "0●●●●●●●●●")
    assert shown(found.lists[0].persons[0], plain=True)["name"] == "高橋茂"
    Path(row.file).write_bytes(workbook(*ROWS[:2]))
    changed = explain(row, work, Context(now=NOW), None)
    assert changed is not None
    assert changed.changed
    Path(row.file).unlink()
    assert explain(row, work, Context(now=NOW), None) is None


def test_a_mask_leaves_one_character() -> None:
    assert [masked(one) for one in ("青木茂", "谷口3-4", "", "茂")] == ["青●●", "谷●●-●", "", "茂"]


def test_a_look_is_written_down(tmp_path: Path) -> None:
    for who in ("課長", "町長"):
        record_look(tmp_path, {"approved_by": who})
    lines = (tmp_path / "looks.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["approved_by"] for line in lines] == ["課長", "町長"]


@pytest.mark.skipif(not available(), reason="libarchive is not installed")
@pytest.mark.parametrize("kind", [Seven, Rar4, Rar5])
def test_what_was_locked_is_read_when_its_password_is_given(
    tmp_path: Path, kind: type[Seven | Rar4 | Rar5]
) -> None:
    folder, out = tmp_path / "office", tmp_path / "out"
    folder.mkdir()
    (folder / "a.bin").write_bytes(kind("合言葉").made([("名簿.xlsx", workbook(*ROWS))]))

    def rows(*words: str) -> tuple[int, list[tuple[str, tuple[str, ...], object]]]:
        context = Context(now=NOW, passwords=words)
        one = ran(replace(wish(folder, out), context=context), tmp_path)
        return one.read, [
            (row.status, tuple(reason.code for reason in row.reasons), row.persons)
            for row in one.rows
        ]

    locked = ("not_read", ("not_read.encrypted_member",), None)
    assert rows() == (1, [locked])
    assert rows() == (0, [locked])
    assert rows("違う言葉") == (1, [locked])
    assert rows("違う言葉", "合言葉") == (1, [("read", (), Bounds(3, 3))])
