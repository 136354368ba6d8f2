from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sekisho.personal.bounds import Bounds, DocumentCount
from sekisho.personal.inventory.measured import Measured
from sekisho.personal.inventory.placing import class_of, findings_of, placed
from sekisho.personal.rules import rules
from sekisho.rulebook import Rulebook, load

BOOK = """
version: 1
zones:
  - {name: 庁内, kind: LGWAN接続系, networks: [10.0.1.0/24]}
  - {name: 外, kind: インターネット接続系, networks: [10.0.2.0/24]}
  - {name: 番号, kind: マイナンバー利用事務系, networks: [10.0.3.0/24]}
assets:
  - {name: PC01, role: 端末, zone: 外, user: 塩谷}
  - {name: PC09, role: 端末, zone: 番号}
  - {name: fs01, role: ファイルサーバー, zone: 庁内}
people:
  - {name: 塩谷, accounts: [shioya], department: 議会事務局}
shares:
  - name: gikai
    server: fs01
    path: /srv/gikai
    zone: 庁内
    departments: [議会事務局]
    personal: いいえ
  - {name: fukushi, server: fs01, path: /srv/fukushi, zone: 庁内, personal: はい}
"""
HELD = Measured(
    name="名簿.xlsx",
    size=1,
    sha256="0" * 64,
    status="read",
    reasons=(),
    count=DocumentCount(Bounds(0, 3), None),
    kinds=("name", "address"),
    nature="official",
    grounds=(),
    public=False,
    tokens=(),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    path: Path = tmp_path_factory.mktemp("book") / "rulebook.yaml"
    path.write_text(BOOK, encoding="utf-8", newline="\n")
    return load(path)


@pytest.mark.parametrize(
    ("path", "host", "expected"),
    [
        (r"C:\Users\shioya\Documents\a.xlsx", "pc01", ("pc", "外", "議会事務局 塩谷")),
        (r"C:\Users\other\a.xlsx", "PC77", ("pc", None, "other")),
        (r"D:\共用\a.xlsx", "PC01", ("pc", "外", "議会事務局 塩谷")),
        (r"C:\Users\Public\a.xlsx", "PC77", ("unknown", None, None)),
        (r"\\fs01\gikai\a.xlsx", "PC01", ("share", "庁内", "議会事務局")),
        ("/srv/gikai/a.xlsx", "fs01", ("share", "庁内", "議会事務局")),
        ("/srv/other/a.xlsx", "fs01", ("share", "庁内", None)),
        ("/mnt/x/a.xlsx", None, ("unknown", None, None)),
    ],
)
def test_where_it_lies(
    book: Rulebook, path: str, host: str | None, expected: tuple[str, str | None, str | None]
) -> None:
    found = placed(path, host, book)
    assert (found.place, found.zone.name if found.zone else None, found.owner) == expected


@pytest.mark.parametrize(
    ("path", "host", "changes", "codes"),
    [
        (r"C:\Users\shioya\a", "PC01", {}, {"zone", "official_on_pc"}),
        (r"C:\Users\shioya\a", "PC01", {"nature": "private"}, {"zone", "private_on_pc"}),
        (r"C:\Users\shioya\a", "PC01", {"nature": "unknown"}, {"zone", "unsorted_on_pc"}),
        (r"\\fs01\gikai\a", None, {}, {"share"}),
        (r"\\fs01\fukushi\a", None, {}, set()),
        (r"\\fs01\fukushi\a", None, {"kinds": ("my_number",)}, {"zone"}),
        (r"C:\x\a", "PC09", {"kinds": ("my_number",)}, {"official_on_pc"}),
        (r"C:\Users\shioya\a", "PC01", {"count": DocumentCount(None, None)}, set()),
        (r"C:\Users\shioya\a", "PC01", {"count": DocumentCount(Bounds(0, 0), None)}, set()),
    ],
)
def test_what_the_rulebook_is_against(
    book: Rulebook, path: str, host: str | None, changes: dict[str, object], codes: set[str]
) -> None:
    one = replace(HELD, **changes)  # type: ignore[arg-type]
    found = findings_of(one, placed(path, host, book), rules())
    assert {reason.code for reason in found} == {f"inventory.finding.{code}" for code in codes}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "3B"),
        ({"kinds": ("my_number", "name")}, "3A"),
        ({"kinds": ("name", "title")}, "3C"),
        ({"kinds": ()}, "2"),
        ({"kinds": (), "public": True}, "1"),
        ({"kinds": ("name",), "public": True}, "3C"),
        ({"status": "not_read", "kinds": ()}, "unknown"),
    ],
)
def test_the_class_proposed(changes: dict[str, object], expected: str) -> None:
    name, why = class_of(replace(HELD, **changes), rules())  # type: ignore[arg-type]
    assert name == expected
    assert why.code.startswith("inventory.class.")
