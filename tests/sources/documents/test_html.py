from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.documents.html import SOURCE, identify

FOLDER = "sources/documents/html"


def test_identified_by_content_under_any_name(data: Path) -> None:
    head = (data / FOLDER / "good.html").read_bytes()
    assert identify(Sample("unnamed", head, len(head))) >= 85
    assert identify(Sample("unnamed", b"other", 5)) == 0


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


@pytest.mark.parametrize(
    ("file", "rows", "unread", "refused"),
    [
        ("bad_cut.html", 5, [], None),
    ],
)
def test_what_cannot_be_read_is_told(reading, data: Path, file, rows, unread, refused) -> None:
    document = reading(SOURCE, data / FOLDER / file)
    assert (len(document.rows), document.unread, document.refused) == (rows, unread, refused)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(min_size=1, max_size=64), st.floats(0, 1), st.floats(0.05, 1))
def test_changed_and_cut_bytes_never_fail(mutated, data: Path, change, at, keep) -> None:
    mutated(SOURCE, data / FOLDER / "good.html", change, at, keep)
