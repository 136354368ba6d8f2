from __future__ import annotations

import io
import zipfile

import pytest

from sekisho.sources.documents.salvage import salvaged

PARTS = {"one.xml": b"<a>" + b"text " * 400 + b"</a>", "two.xml": bytes(range(256)) * 8}


def package(method: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_before_the_cut_are_whole_and_the_last_goes_as_far_as_it_goes(method: int) -> None:
    whole = package(method)
    second = whole.rfind(b"PK\x03\x04")
    found = salvaged(io.BytesIO(whole[: second + 300]), 10**6, 10)
    assert found is not None
    assert found.read("one.xml") == PARTS["one.xml"]
    assert PARTS["two.xml"].startswith(found.read("two.xml"))


def test_nothing_more_comes_out_than_allowed() -> None:
    found = salvaged(io.BytesIO(package(zipfile.ZIP_DEFLATED)[:-20]), 100, 10)
    assert found is not None
    assert sum(info.file_size for info in found.infolist()) <= 100
    assert salvaged(io.BytesIO(b"no package"), 100, 10) is None
