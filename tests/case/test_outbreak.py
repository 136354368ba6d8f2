from __future__ import annotations

from sekisho.case.build import Given, build
from sekisho.case.facts import Case, MadeBy

from .conftest import Records, at

ZIP = "年休申請_1.zip"
SCRIPT = (
    r'"C:\Windows\System32\WScript.exe" "C:\Users\t\AppData\Local\Temp\Temp1_' + ZIP + r'\a.js"'
)


def case(records: Records) -> Case:
    given = Given(at("23:00"), MadeBy("sekisho", "0", None, None, "0", {}), records.entries())
    return build(records.connection(), given)


def mailed(records: Records) -> None:
    columns = {
        "email.attachments.name": [ZIP],
        "email.attachments.sha256": ["0" * 64],
        "email.to.addresses": ["d01@town.example.jp"],
    }
    records.add("message", at("13:21"), evidence="box.mbox", **columns)


def opened(records: Records) -> None:
    records.lease(at("8:20"), "10.0.0.21", "PC-A")
    records.lease(at("8:21"), "10.0.0.22", "PC-B")
    records.windows(at("13:30"), "PC-A", 4688, NewProcessName="WScript.exe", CommandLine=SCRIPT)
    records.page(at("13:30:05"), "10.0.0.21", "http://198.51.100.77/counter/?id=1")
    records.page(at("14:00"), "10.0.0.22", "http://198.51.100.77/gate")
    records.page(at("13:31"), "10.0.0.21", "http://192.168.1.1/")


def test_who_received_opened_and_called(records: Records) -> None:
    mailed(records)
    opened(records)
    made = case(records)
    assert [(one.what, one.value, one.host, one.user) for one in made.spread] == [
        ("spread.address", "198.51.100.77", "PC-A", None),
        ("spread.address", "198.51.100.77", "PC-B", None),
        ("spread.mail", ZIP, None, "d01@town.example.jp"),
        ("spread.opened", ZIP, "PC-A", None),
    ]
    assert [(step.what, step.time) for step in made.cause] == [
        ("cause.mail", at("13:21")),
        ("cause.opened", at("13:30")),
    ]


def test_what_the_antivirus_stopped_was_opened_but_not_run(records: Records) -> None:
    fields = {"Path": r"file:_C:\Users\t\Temp\Temp1_" + ZIP + r"\a.js", "Threat Name": "X"}
    records.windows(at("13:30"), "PC-A", 1116, **fields)
    (contact,) = case(records).spread
    assert (contact.what, contact.host) == ("spread.detected", "PC-A")


def test_an_archive_that_no_mail_brought_is_not_the_mails(records: Records) -> None:
    opened(records)
    made = case(records)
    assert (made.spread, made.cause) == ((), ())
