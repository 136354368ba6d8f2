from __future__ import annotations

import pytest

from sekisho.case.places import Hosts

HOSTS = Hosts(["gikai-pc01", "pc01", "fs01", "pc", "192.168.1.5"])


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("pc/GIKAI-PC01/C/Users/t/a.xlsx", "gikai-pc01"),
        ("windows/pc01.town.local/Security.evtx", "pc01"),
        ("logs.zip!/fs01/audit.log", "fs01"),
        ("History_GIKAI-PC01.db", "gikai-pc01"),
        ("share/pc01_backup/a.txt", "pc01"),
        ("syslog/192.168.1.5/messages", "192.168.1.5"),
        ("epc01x/a.txt", None),
        ("a-pc-b.txt", None),
        ("", None),
    ],
)
def test_a_path_names_a_computer(path: str, host: str | None) -> None:
    assert HOSTS.named_by(path) == host
