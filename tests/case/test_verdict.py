"""The verdict on a document of which no record tells: its place alone (records:
``test_exposure.py``)."""

from __future__ import annotations

import pytest

from sekisho.case.documents import Document, parts_of
from sekisho.case.facts import Window
from sekisho.case.verdict import RANK, Met, verdict
from sekisho.case.witnesses import Witnesses

from .conftest import at

WINDOW = Window(at("16:03"), at("16:41"), 0.0, 0.0, "PC-A", r"TOWN\t", "10.0.0.21", "AnyDesk", ())
SEEN = Witnesses({"fs01": ("samba.share",)}, {"fs01": ("samba.share",)}, "unknown")


@pytest.mark.parametrize(
    ("path", "host", "place", "expected"),
    [
        (r"C:\a.docx", "pc-a", "pc", ("possible", "exposure.on_controlled_pc")),
        (r"C:\a.docx", "pc-b", "pc", ("unknown", "exposure.on_other_pc")),
        (r"\\fs01\x\a.docx", "fs01", "share", ("excluded", "exposure.audited_not_read")),
        (r"\\nas\x\a.docx", "nas", "share", ("unknown", "exposure.no_audit")),
        (r"C:\Users\T\a.docx", None, "unknown", ("possible", "exposure.profile_of_user")),
        (r"C:\Users\u\a.docx", None, "unknown", ("unknown", "exposure.place_unknown")),
    ],
)
def test_the_place_decides(
    path: str, host: str | None, place: str, expected: tuple[str, str]
) -> None:
    one = Document(None, path, host, place, parts_of(path))
    answer, reasons = verdict(one, Met(), [WINDOW], SEEN)
    assert (answer, reasons[0].code) == expected
    assert verdict(one, Met(), [], SEEN)[0] == "unknown"


def test_the_gravest_come_first() -> None:
    assert sorted(RANK, key=lambda one: RANK[one]) == ["proven", "possible", "unknown", "excluded"]
