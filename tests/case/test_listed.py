from __future__ import annotations

from typing import Any

from sekisho.case.listed import listed

from .conftest import Records, at


def add(records: Records, path: str, **more: Any) -> None:
    records.add("file", at("18:00"), event__action="file", host__name="PC01", file__path=path,
                **more)  # fmt: skip


def test_documents_alone_with_their_times(records: Records) -> None:
    add(records, r"C:\Users\t\Documents\名簿.XLSX", file__hash__sha256="aa",
        file__created=at("9:00", day=1), file__mtime=at("9:00", day=2),
        file__accessed=at("16:20"))  # fmt: skip
    for other in (r"C:\Users\t\x.dll", r"C:\Users\t\~$名簿.xlsx", r"C:\Users\t\xlsx", "C:\\"):
        add(records, other)
    (found,) = listed(records.connection())
    assert (found.host, found.place, found.sha256) == ("pc01", "pc", "aa")
    assert found.parts == ("users", "t", "documents", "名簿.xlsx")
    assert found.told[0].code == "exposure.listed"
    assert found.told[0].values["accessed"] == "2016-06-03T16:20:00+09:00"


def test_a_listing_and_its_hashes_are_one_document(records: Records) -> None:
    add(records, "/srv/gikai/a.docx", file__mtime=at("9:00", day=2))
    add(records, "/srv/gikai/a.docx", file__hash__sha256="bb")
    (found,) = listed(records.connection())
    assert (found.place, found.sha256, found.told[0].code) == (
        "share", "bb", "exposure.listed_partly",
    )  # fmt: skip


def test_what_programs_keep_for_themselves_is_no_document(records: Records) -> None:
    local = r"C:\Users\t\AppData\Local"
    add(records, rf"{local}\Microsoft\Outlook\t.ost")
    for other in (rf"{local}\Temp\x.png", rf"{local}\App\LICENSE.txt"):
        add(records, other)
    assert [one.parts[-1] for one in listed(records.connection())] == ["t.ost"]


def test_a_mark_is_no_listing(records: Records) -> None:
    records.add(
        "file", at("18:00"), event__action="mark", host__name="PC01", file__path="C:\\a.pdf"
    )
    assert listed(records.connection()) == ()
