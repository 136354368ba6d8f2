from __future__ import annotations

import pytest

from sekisho.case.known import Known, Machine
from sekisho.case.places import Hosts, owners

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


def test_a_folder_names_a_computer_by_its_only_department_or_user() -> None:
    machines = (
        Machine("GIKAI-01", department="議会事務局", user="岩城"),
        Machine("SOMU-01", department="総務課", user="田中"),
        Machine("SOMU-02", department="総務課", user="鈴木"),
    )
    hosts = Hosts(["gikai-01", "somu-01", "somu-02"], owners(Known(machines)))
    assert hosts.named_by("議会事務局PC/a.xlsx") == "gikai-01"
    assert hosts.named_by("回収/鈴木さんのパソコン/a.xlsx") == "somu-02"
    assert hosts.named_by("総務課PC/a.xlsx") is None
    assert hosts.named_by("議会事務局/a.xlsx") is None
