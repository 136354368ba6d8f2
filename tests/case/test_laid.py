"""Where evidence lay, told by its path."""

from __future__ import annotations

import pytest

from sekisho.case.laid import lay, profile


@pytest.mark.parametrize(
    ("name", "host", "expected"),
    [
        ("pc/PC01/C/Users/t/a.xlsx", "pc01", ("pc01", "pc", r"C:\Users\t\a.xlsx")),
        ("share/fs01/gikai/a.xlsx", None, ("fs01", "share", r"\\fs01\gikai\a.xlsx")),
        ("C_Users_t_Documents_名簿_1.xlsx", None,
         (None, "pc", r"C:\Users\t\Documents\名簿_1.xlsx")),
        ("PC-9_C_Users_t_Desktop/集落/a.docx", "pc-9",
         ("pc-9", "pc", r"C:\Users\t\Desktop\集落\a.docx")),
        ("押収/C/Users/t/a.docx", None, (None, "pc", r"C:\Users\t\a.docx")),
        ("資料/C/a.docx", None, (None, "unknown", None)),
        ("PC01/資料/a.docx", "pc01", ("pc01", "pc", r"資料\a.docx")),
        ("資料/a.docx", None, (None, "unknown", None)),
    ],
)  # fmt: skip
def test_a_path_tells_where_it_lay(
    name: str, host: str | None, expected: tuple[str | None, str, str | None]
) -> None:
    assert lay(name, host) == expected


def test_a_profile_is_its_accounts() -> None:
    assert profile(r"C:\Users\Tanaka\Documents\a.txt") == "tanaka"
    assert profile(r"D:\資料\a.txt") is None
