"""One paper in every form an office wants."""

from __future__ import annotations

from sekisho.report import residents
from sekisho.report.formats import formats
from sekisho.rulebook import Rulebook

from . import cases


def test_three_files_of_their_own_kind(town: Rulebook) -> None:
    made = formats("report", residents.document(cases.empty(), "ja", town))
    begun = {"report.html": b"<!DOCTYPE html>", "report.docx": b"PK", "report.pdf": b"%PDF-"}
    assert list(made) == list(begun)
    for name, magic in begun.items():
        assert made[name].lower().startswith(magic.lower()), name
