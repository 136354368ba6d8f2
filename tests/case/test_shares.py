"""Files of shares under the names that people use."""

from __future__ import annotations

import pytest

from sekisho.case.shares import roots, shared

from .conftest import Records

ROOTS = {("srv", "share", "gikai"): "gikai", ("srv", "share"): "all"}


@pytest.mark.parametrize(
    ("path", "share", "expected"),
    [
        ("/srv/share/gikai/名簿/a.xlsx", None, "gikai/名簿/a.xlsx"),
        ("/srv/share/gikai/名簿/a.xlsx", "gikai", "gikai/名簿/a.xlsx"),
        ("/srv/share/soumu/a.xlsx", None, "all/soumu/a.xlsx"),
        ("/data/x/Jinji/a.xlsx", "jinji", "Jinji/a.xlsx"),
        ("/data/x/a.xlsx", None, "/data/x/a.xlsx"),
        (r"名簿\a.xlsx", r"\\*\jinji", r"jinji/名簿\a.xlsx"),
        (r"名簿\a.xlsx", r"\\*\C$", r"名簿\a.xlsx"),
    ],
)
def test_a_file_is_named_by_its_share(path: str, share: str | None, expected: str) -> None:
    assert shared(path, share, ROOTS) == expected


def test_folders_of_shares_come_from_smb_conf(records: Records) -> None:
    for key, value in {
        "gikai/path": "/srv/share/gikai/", "homes/path": "/home/x", "me/path": "/srv/%U",
        "gikai/read only": "no",
    }.items():  # fmt: skip
        columns = {"configuration.key": key, "configuration.value": value}
        records.add("configuration", None, **columns)
    assert roots(records.connection()) == {("srv", "share", "gikai"): "gikai"}
