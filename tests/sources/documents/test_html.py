from __future__ import annotations

from pathlib import Path

from sekisho.sources.documents.html import SOURCE

FOLDER = "sources/documents/html"


GOOD = [
    (None, None, None, "名簿"),
    (None, None, None, "上野田区\u3000連絡網"),
    (None, None, None, "取扱注意"),
    (None, None, None, "転送禁止"),
    (None, 1, 1, "世帯\t氏名\t電話\t電話"),
    (None, 1, 2, "1\t髙橋\u3000茂\t0770-00-0001\t自宅"),
    (None, 1, 3, "1\t髙橋\u3000和子\t090-0000-0002\t携帯"),
    (None, None, None, "以上"),
]


def test_spans_readings_and_scripts(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.html")
    assert document.rows == GOOD


def test_no_entity_and_no_address_is_followed(reading, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim", encoding="utf-8", newline="")
    path = tmp_path / "x.html"
    page = f'<!DOCTYPE html [<!ENTITY a SYSTEM "{secret.as_uri()}">]><html><p>x&a;y</p></html>'
    path.write_text(page, encoding="utf-8", newline="")
    assert "geheim" not in "".join(row[3] for row in reading(SOURCE, path).rows)


def test_files_of_other_programs(reading, shared: Path) -> None:
    folder = shared / "data/docs-office/docling/html/sources"
    spans = reading(SOURCE, folder / "example_04.html")
    assert spans.rows[3][3].split("\t")[0] == "Row 1 & 2, Col 1 (rowspan)"
