from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.documents.xls import SOURCE, identify

FOLDER = "sources/documents/xls"


def test_identified_by_content_under_any_name(data: Path) -> None:
    head = (data / FOLDER / "good.xls").read_bytes()
    assert identify(Sample("unnamed", head, len(head))) >= 90


def test_rows_and_merged_cells(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "good.xls")
    assert document.rows == [
        ("名簿", 1, 1, "世帯番号\t氏名\t年齢"),
        ("名簿", 1, 2, "1\t青木\u3000茂\t71"),
        ("名簿", 1, 3, "1\t青木\u3000和子\t69"),
        ("名簿", 1, 4, "2\t髙橋\u3000誠\t1971-01-02"),
    ]


def test_refused_when_cut(reading, data: Path) -> None:
    document = reading(SOURCE, data / FOLDER / "bad_truncated.xls")
    assert (document.rows, document.refused) == ([], "unread.document_broken")


def test_the_name_decides_only_when_the_directory_is_out_of_sight(data: Path) -> None:
    signature = (data / FOLDER / "good.xls").read_bytes()[:512]
    assert identify(Sample("a.xls", signature, 10_000_000)) == 40
    assert identify(Sample("a.doc", signature, 10_000_000)) == 0
    assert identify(Sample("a.xls", signature, len(signature))) == 40  # cut off before it


def test_files_of_real_programs(reading, shared: Path) -> None:
    folder = shared / "data/docs-office"
    legacy = reading(SOURCE, folder / "docling/xls/sources/legacy_sample.xls")
    assert len(legacy.rows) == 8
    encrypted = reading(SOURCE, folder / "oletools/encrypted/encrypted.xls")
    assert encrypted.refused == "unread.encrypted"
    for other in ("harmless-clean.doc", "../olevba/sample_with_vba.ppt"):
        head = (folder / "oletools/msodde" / other).read_bytes()
        assert identify(Sample("a.xls", head, len(head))) == 0


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(min_size=1, max_size=64), st.floats(0, 1), st.floats(0.05, 1))
def test_changed_and_cut_bytes_never_fail(mutated, data: Path, change, at, keep) -> None:
    mutated(SOURCE, data / FOLDER / "good.xls", change, at, keep)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_rubbish_is_not_claimed(rubbish: bytes) -> None:
    assert identify(Sample("x.xls", rubbish, len(rubbish))) == 0
