"""A mailing that nobody ran: who received it, who was spared, and what is no mailing."""

from __future__ import annotations

from datetime import datetime
from itertools import count

import pytest

from sekisho.case.facts import Contact
from sekisho.case.mailing import copies, mailing

from .conftest import Records, at

SUBJECT = "支払確認"
_queue = count(1)


def mail(records: Records, to: str | list[str], name: str, number: str = "", day: int = 3) -> None:
    """A mail in a mailbox."""
    columns = {
        "email.attachments.name": [name],
        "email.to.addresses": [to] if isinstance(to, str) else to,
        "email.message_id": f"<{number or name}@example.com>",
        "email.subject": SUBJECT,
    }
    records.add("message", at("13:21", day), evidence="box.mbox", **columns)


def log(
    records: Records, time: datetime, to: str, number: str, *, how: str = "sent", why: str = ""
) -> None:
    """A mail in the log of the mail server, through a filter and to the box."""
    first, second = f"A{next(_queue):04d}", f"B{next(_queue):04d}"
    header = {"email.subject": SUBJECT, "email.to.address": to, "event.action": "header"}
    records.add("mail", time, email__queue_id=first, **header)
    for queue in (first, second):
        columns = {"email.message_id": f"{number}@example.com", "event.action": "message-id"}
        records.add("mail", time, email__queue_id=queue, **columns)
    reached = how == "sent"
    more = {"event.action": "deliver", "email.to.address": to, "event.reason": why or None}
    records.add(
        "mail", time, email__queue_id=first, mail__status=how,
        mail__next_queue_id=second if reached else None, **more,
    )  # fmt: skip
    if reached:
        records.add("mail", time, email__queue_id=second, mail__status="sent", **more)


def holding(*names: str) -> list[str]:
    """The evidence of mails whose archives hold a script."""
    return ["box.mbox", *(f"box.mbox!/{n}/{name}!/x.js" for n, name in enumerate(names, 1))]


def found(records: Records, received: list[str], certain: tuple[str, ...] = ()) -> list[Contact]:
    return list(mailing(copies(records.connection(), received, certain)))


def told(contacts: list[Contact]) -> list[tuple[str, str | None, int]]:
    return [(one.what.removeprefix("spread."), one.user, one.count) for one in contacts]


def test_everybody_who_received_it_is_named(records: Records) -> None:
    names = [f"支払確認_2016060{n}.zip" for n in (1, 2, 3)]
    for number, name in enumerate(names):
        mail(records, f"D0{number}@town.example.jp", name)
    contacts = found(records, holding(*names))
    assert told(contacts) == [("mail", f"d0{n}@town.example.jp", 1) for n in range(3)]
    assert {one.value for one in contacts} == {"支払確認_….zip"}
    assert contacts[0].evidence[0].evidence == "box.mbox"


@pytest.mark.parametrize("name", ["請求書.js", "見積.XLSM", "写真.scr"])
def test_a_program_needs_no_archive(records: Records, name: str) -> None:
    mail(records, ["a@town.example.jp", "b@town.example.jp", "c@town.example.jp"], name)
    assert len(found(records, [])) == 3


def test_papers_for_many_are_no_mailing(records: Records) -> None:
    everybody = [f"d{n}@town.example.jp" for n in range(40)]
    mail(records, everybody, "研修会のご案内.docx")
    mail(records, everybody, "資料.zip")
    assert found(records, ["box.mbox", "box.mbox!/2/資料.zip!/資料.docx"]) == []


def test_one_mail_that_nobody_ran_is_no_mailing(records: Records) -> None:
    mail(records, ["a@town.example.jp", "b@town.example.jp"], "tool.zip")
    assert found(records, holding("tool.zip")) == []


def test_one_mail_that_was_run_is(records: Records) -> None:
    mail(records, "a@town.example.jp", "tool.zip")
    assert told(found(records, [], ("tool.zip",))) == [("mail", "a@town.example.jp", 1)]


def test_the_log_names_those_whose_mail_is_gone(records: Records) -> None:
    mail(records, "a@town.example.jp", "x_1.zip", "1")
    log(records, at("13:21"), "a@town.example.jp", "1")
    log(records, at("13:25"), "b@town.example.jp", "2")
    log(records, at("13:26"), "a@town.example.jp", "3")
    contacts = found(records, [], ("x_1.zip",))
    assert told(contacts) == [
        ("mail", "a@town.example.jp", 2),
        ("mail_subject", "b@town.example.jp", 1),
    ]


def test_the_same_subject_on_another_day_is_another_mail(records: Records) -> None:
    mail(records, "a@town.example.jp", "x_1.zip", "1")
    log(records, at("13:25", 9), "b@town.example.jp", "2")
    assert told(found(records, [], ("x_1.zip",))) == [("mail", "a@town.example.jp", 1)]


def test_what_the_server_stopped_did_not_arrive(records: Records) -> None:
    mail(records, "a@town.example.jp", "x_1.zip", "1")
    log(records, at("13:21"), "a@town.example.jp", "1", how="bounced", why="554 - INFECTED: X")
    assert told(found(records, [], ("x_1.zip",))) == [("mail_stopped", "a@town.example.jp", 1)]


def test_a_filter_that_learnt_late_names_those_before(records: Records) -> None:
    log(records, at("13:21"), "a@town.example.jp", "1")
    log(records, at("16:00"), "b@town.example.jp", "2", how="bounced", why="554 - INFECTED: X")
    (contact,) = found(records, [])
    assert (contact.what, contact.user, contact.value) == (
        "spread.mail_subject", "a@town.example.jp", SUBJECT,
    )  # fmt: skip


def test_a_mail_refused_for_other_reasons_names_nobody(records: Records) -> None:
    log(records, at("13:21"), "a@town.example.jp", "1")
    log(records, at("16:00"), "b@town.example.jp", "2", how="bounced", why="550 unknown user")
    assert found(records, []) == []


def bounce(records: Records, to: str, number: str, status: str = "bounced") -> None:
    records.add("receipt", at("14:00"), **{
        "event.action": "return", "mail.status": status, "email.to.address": to,
        "email.message_id": f"{number}@example.com", "event.provider": "dsn",
    })  # fmt: skip


def states(records: Records, received: list[str]) -> dict[str, tuple[str, bool]]:
    found = copies(records.connection(), received, ())
    return {one.recipient: (one.state, one.returned) for one in found}


def test_what_came_back_was_not_delivered(records: Records) -> None:
    mail(records, "a@town", "1.zip", "1")
    for number, to in enumerate(("a@town", "b@town", "c@town", "d@town"), 1):
        log(records, at("13:21"), to, str(number))
    bounce(records, "B@town", "2")
    bounce(records, "c@town", "2")
    bounce(records, "d@town", "4", "deferred")
    assert states(records, holding("1.zip")) == {}  # one copy kept: no mailing yet
    mail(records, ["e@town", "f@town"], "2.zip", "2")
    found = states(records, holding("1.zip", "2.zip"))
    assert found["b@town"] == ("blocked", True)
    assert {found[f"{one}@town"] for one in "acd"} == {("delivered", False)}


def test_a_notice_does_not_empty_the_box_it_lies_in(records: Records) -> None:
    for to in ("a@town", "b@town", "c@town"):
        columns = {
            "email.attachments.name": ["1.zip"], "email.to.addresses": [to],
            "email.message_id": f"<{to[0]}@example.com>", "email.subject": SUBJECT,
            "fields": [("delivered-to", to)] if to == "a@town" else [],
        }  # fmt: skip
        records.add("message", at("13:21"), evidence="box.mbox", **columns)
        bounce(records, to, to[0])
    found = states(records, holding("1.zip"))
    assert found == {
        "a@town": ("delivered", False), "b@town": ("blocked", True), "c@town": ("blocked", True),
    }  # fmt: skip


def listed(records: Records, to: str, name: str, status: str | None, action: str = "deliver",
           *, result: bool = True) -> None:  # fmt: skip
    """A line of a contractor's list."""
    row = {"evidence": "gateway.csv", "email.subject": SUBJECT}
    position = records.add("message", at("13:21"), **row, **{
        "email.attachments.name": [name], "email.to.addresses": [to],
        "event.dataset": "mail_csv.message",
    })  # fmt: skip
    if result:
        records.add("mail", at("13:21"), position=position, **row, **{
            "event.dataset": "mail_csv.mail", "email.to.address": to, "mail.status": status,
            "event.action": action,
        })  # fmt: skip


def test_a_contractors_list_tells_copies_by_its_results(records: Records) -> None:
    listed(records, "a@town", "請求_1.js", "sent")
    listed(records, "b@town", "請求_2.js", "undeliverable")
    listed(records, "c@town", "請求_3.js", None, "reject")
    listed(records, "d@town", "請求_4.js", None, "other")
    listed(records, "e@town", "請求_5.js", None, result=False)
    assert states(records, []) == {
        "a@town": ("delivered", False), "b@town": ("blocked", False), "c@town": ("refused", False),
        "d@town": ("unsettled", False), "e@town": ("unsettled", False),
    }  # fmt: skip


def test_a_copy_that_is_listed_and_kept_counts_once(records: Records) -> None:
    for number, to in enumerate(("a@town", "b@town", "c@town"), 1):
        mail(records, to, f"請求_{number}.js", str(number))
        listed(records, to, f"請求_{number}.js", "sent")
    listed(records, "c@town", "請求_4.js", "sent")
    found = copies(records.connection(), [], ())
    assert sorted((one.recipient, one.listed) for one in found) == [
        ("a@town", False), ("b@town", False), ("c@town", False), ("c@town", True),
    ]  # fmt: skip
