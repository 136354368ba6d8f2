"""The account of an outbreak: numbers that add up, what is unknown, what does not agree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekisho.case.account.facts import Outbreak
from sekisho.case.build import Given, build
from sekisho.case.facts import Count, MadeBy
from sekisho.rulebook import Rulebook, load

from .conftest import Records, at
from .test_mailing import bounce, listed, log, mail

ZIP = "支払確認_1.zip"
CHANNEL = "Microsoft-Windows-Windows Defender/Operational"
RULES = """
version: 1
mail: {domains: [town.example.jp]}
zones:
  - {name: 行政系, kind: 行政系, networks: [10.0.0.0/24]}
  - {name: 議会系, kind: その他, networks: [10.0.9.0/24]}
people: [{name: 関 次郎, department: 総務課, mail: [a@town.example.jp]}]
assets:
  - {name: PC-A, zone: 行政系, department: 総務課}
  - {name: PC-B, addresses: [10.0.0.22]}
  - {name: GIIN-01, zone: 議会系, role: 端末}
"""


@pytest.fixture
def rulebook(tmp_path: Path) -> Rulebook:
    path = tmp_path / "r.yaml"
    path.write_text(RULES, encoding="utf-8")
    return load(path)


def accounts(records: Records, rulebook: Rulebook | None = None) -> tuple[Outbreak, ...]:
    made_by = MadeBy("sekisho", "0", None, None, "0", {})
    given_ = Given(at("23:00"), made_by, records.entries(), rulebook)
    return build(records.connection(), given_).outbreaks


def script(name: str = ZIP) -> str:
    return rf'"wscript.exe" "C:\Users\t\AppData\Local\Temp\Temp1_{name}\a.js"'


def ran(records: Records, time: str = "13:30", host: str = "PC-A") -> None:
    records.windows(at(time), host, 4688, CommandLine=script(), NewProcessName="wscript.exe")


def defender(records: Records, time: str, host: str, number: int, **fields: str) -> None:
    named = {name.replace("_", " "): value for name, value in fields.items()}
    records.windows(at(time), host, number, channel=CHANNEL, **named)


def detected(records: Records, time: str, host: str, path: str = r"C:\ms1.exe") -> None:
    defender(records, time, host, 1116, Threat_Name="X", Path=path)


def acted(records: Records, time: str, host: str, action: str, error: str = "0x00000000") -> None:
    more = {"Threat Name": "X", "Action Name": action, "Error Code": error}
    records.windows(at(time), host, 1117, channel=CHANNEL, **more)


def whole(records: Records) -> None:
    """One mail that is kept and delivered, one that only the log knows, two that were stopped."""
    records.lease(at("8:20"), "10.0.0.21", "PC-A")
    records.lease(at("8:21"), "10.0.0.22", "PC-B")
    mail(records, "a@town.example.jp", ZIP, "1")
    log(records, at("13:21"), "a@town.example.jp", "1")
    log(records, at("13:22"), "b@town.example.jp", "2")
    log(records, at("13:23"), "c@town.example.jp", "3", how="bounced", why="554 INFECTED: X")
    log(records, at("13:24"), "d@town.example.jp", "4", how="deferred")
    reject = {"email.to.address": "e@town.example.jp", "email.from.address": "q@example.com"}
    records.add("mail", at("13:22"), **reject, **{"event.action": "reject"})
    defender(records, "8:30", "PC-A", 2000, Current_Signature_Version="1.5", Signature_Type="%%800")
    ran(records)
    records.page(at("13:30:05"), "10.0.0.21", "http://198.51.100.77/counter")
    records.page(
        at("13:31"), "10.0.0.22", "http://198.51.100.77/gate", **{"event.action": "denied"}
    )


def test_the_copies_add_up(records: Records) -> None:
    whole(records)
    (one,) = accounts(records)
    assert (one.received, one.refused) == (Count(4, 5), Count(0, 1))
    assert (one.blocked, one.delivered, one.unsettled, one.messages) == (1, 2, 1, 4)
    assert [(box.address, box.copies, box.stored) for box in one.mailboxes] == [
        ("a@town.example.jp", 1, 1),
        ("b@town.example.jp", 1, 0),
    ]
    assert {reason.code for reason in one.reasons} == {
        "outbreak.by_log",
        "outbreak.refused_doubtful",
        "outbreak.reading_not_recorded",
    }


def test_the_computers_step_by_step(records: Records, rulebook: Rulebook) -> None:
    whole(records)
    (one,) = accounts(records, rulebook)
    (opening,) = one.opened
    assert (opening.host, opening.executed, opening.definition) == ("PC-A", True, "1.5")
    assert opening.definition_age_s == 5 * 3600
    assert [each.host for each in one.contacted] == ["PC-A"], "a refused call is no contact"
    assert (one.detected, one.cleaned, one.not_cleaned) == ((), (), ("PC-A",))


def test_a_version_that_no_record_knows_is_unknown(records: Records) -> None:
    ran(records)
    mail(records, "a@town.example.jp", ZIP)
    (one,) = accounts(records)
    assert (one.opened[0].definition, one.opened[0].definition_age_s) == (None, None)
    assert "outbreak.no_mail_log" in {reason.code for reason in one.reasons}


@pytest.mark.parametrize(
    ("action", "error", "clean"),
    [
        ("Quarantine", "0x00000000", True),
        ("%%808", "0x00000000", True),
        ("検疫", "0x00000000", True),
        ("%%887", "0x00000000", False),
        ("Allow", "0x00000000", False),
        ("Quarantine", "0x80508023", False),
    ],
)
def test_removed_only_with_a_record_of_it(
    records: Records, action: str, error: str, *, clean: bool
) -> None:
    whole(records)
    detected(records, "18:00", "PC-A")
    acted(records, "18:01", "PC-A", action, error)
    (one,) = accounts(records)
    assert [each.host for each in one.detected] == ["PC-A"]
    assert bool(one.cleaned) is clean
    assert one.not_cleaned == (() if clean else ("PC-A",))


def test_found_again_after_it_was_removed_is_not_clean(records: Records) -> None:
    whole(records)
    detected(records, "18:00", "PC-A")
    acted(records, "18:01", "PC-A", "Quarantine")
    detected(records, "19:00", "PC-A")
    (one,) = accounts(records)
    assert one.not_cleaned == ("PC-A",)


def test_what_was_found_before_is_not_of_this_campaign(records: Records) -> None:
    whole(records)
    detected(records, "12:50", "PC-A")
    (one,) = accounts(records)
    assert one.detected == ()


def test_the_antivirus_stopped_it_where_it_was_opened(records: Records) -> None:
    whole(records)
    path = rf"file:_C:\Users\t\Temp\Temp1_{ZIP}\a.js"
    detected(records, "15:00", "PC-B", path)
    (one,) = accounts(records)
    assert [(each.host, each.executed) for each in one.opened] == [("PC-A", True), ("PC-B", False)]
    assert [each.host for each in one.executed] == ["PC-A"]


def test_a_saved_attachment_is_opened_and_not_executed(records: Records) -> None:
    whole(records)
    name = rf"C:\Users\b\AppData\Local\Microsoft\Windows\INetCache\Content.Outlook\QX1\{ZIP}"
    records.windows(at("13:40"), "PC-B", 11, TargetFilename=name)
    (one,) = accounts(records)
    assert [(each.host, each.executed) for each in one.opened] == [("PC-A", True), ("PC-B", False)]


def test_networks_by_name_and_computers_without_records(
    records: Records, rulebook: Rulebook
) -> None:
    whole(records)
    (one,) = accounts(records, rulebook)
    assert one.not_known == ("GIIN-01", "PC-B")
    rows = {row.zone: row for row in one.networks}
    assert list(rows) == ["行政系", "議会系"]
    assert (rows["行政系"].computers, rows["行政系"].opened) == (2, 1)
    assert (rows["議会系"].computers, rows["議会系"].opened) == (1, 0)
    assert rows["議会系"].not_known == ("GIIN-01",)


def test_people_of_the_mailboxes(records: Records, rulebook: Rulebook) -> None:
    whole(records)
    body = "道に穴があります。\n\n青木 茂\n霧谷町大字稲荷3-5\n090-1234-5678\n"
    columns = {"email.to.addresses": ["a@town.example.jp"], "email.body": body}
    records.add("message", at("9:00"), evidence="box.mbox", **columns)
    (one,) = accounts(records, rulebook)
    first, second = one.mailboxes
    assert (first.person, first.department) == ("関 次郎", "総務課")
    assert first.persons is not None
    assert first.persons.high >= 1
    assert second.persons is None, "its mails are not there: unknown, not zero"
    assert second.reason is not None
    assert second.reason.code == "outbreak.mailbox.not_here"


def test_sources_that_disagree_are_shown(records: Records) -> None:
    whole(records)
    mail(records, "c@town.example.jp", ZIP, "3")
    records.page(at("13:40"), "10.0.0.22", "http://198.51.100.77/gate")
    (one,) = accounts(records)
    assert [reason.code for reason in one.disagreements] == [
        "outbreak.kept_but_stopped",
        "outbreak.called_without_opening",
    ]
    assert one.disagreements[1].values["hosts"] == "PC-B"


def test_no_mail_that_brings_a_program_no_account(records: Records) -> None:
    log(records, at("13:21"), "a@town.example.jp", "1")
    assert accounts(records) == ()


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.sampled_from("1234"),
            st.sampled_from(["sent", "bounced", "deferred"]),
        ),
        max_size=12,
    )
)
def test_every_copy_is_in_one_state(lines: list[tuple[str, str, str]]) -> None:
    records = Records()
    mail(records, "z@town.example.jp", ZIP, "9")
    ran(records)
    for box, number, how in lines:
        log(records, at("13:21"), f"{box}@town.example.jp", number, how=how)
    (one,) = accounts(records)
    rest = one.blocked + one.delivered + one.unsettled
    assert one.received == Count(one.refused.low + rest, one.refused.high + rest)
    ends = {(box, number) for box, number, _ in lines}
    assert rest >= len(ends) + 1, "no copy is lost"


CITIZEN = "青木 茂\n霧谷町大字稲荷3-5\n090-1234-5678\n"


def letter(records: Records, evidence: str, to: list[str], body: str) -> None:
    """A citizen's mail."""
    columns = {"email.to.addresses": to, "email.body": body}
    records.add("message", at("9:00"), evidence=evidence, **columns)


def persons(records: Records, address: str) -> Count | None:
    (one,) = accounts(records)
    (box,) = [box for box in one.mailboxes if box.address == address]
    return box.persons


def test_who_writes_twice_is_one_person(records: Records) -> None:
    whole(records)
    letter(records, "box.mbox", ["a@town.example.jp"], f"道に穴があります。\n\n{CITIZEN}")
    letter(records, "box.mbox", ["a@town.example.jp"], f"その後いかがですか。\n\n{CITIZEN}")
    assert persons(records, "a@town.example.jp") == Count(1, 1)
    other = "宇野 明\n霧谷町大字谷口7\n090-1234-9999\n"
    letter(records, "box.mbox", ["a@town.example.jp"], f"街灯が切れています。\n\n{other}")
    assert persons(records, "a@town.example.jp") == Count(2, 2)


def test_a_maildir_is_one_box(records: Records) -> None:
    """Whose it is say most of its mails; a mail to a list lies in it all the same."""
    whole(records)
    letter(records, "mail/b/cur/1.M1:2,S", ["b@town.example.jp"], "お世話になります。")
    letter(records, "mail/b/new/2.M1", ["list@example.org"], f"ご連絡です。\n\n{CITIZEN}")
    assert persons(records, "b@town.example.jp") == Count(1, 1)


def test_one_mail_in_two_boxes_counts_in_both(records: Records) -> None:
    whole(records)
    both = ["a@town.example.jp", "b@town.example.jp"]
    letter(records, "mail/a/new/1.M1", both, f"ご連絡です。\n\n{CITIZEN}")
    letter(records, "mail/b/new/2.M1", ["b@town.example.jp"], "お世話になります。")
    made_by = MadeBy("sekisho", "0", None, None, "0", {})
    entries = records.entries()
    (read,) = [one for one in entries if one.name == "mail/a/new/1.M1"]
    twin = replace(read, name="mail/b/new/1.M1", status="duplicate")
    given_ = Given(at("23:00"), made_by, [*entries, twin])
    (one,) = build(records.connection(), given_).outbreaks
    assert [box.persons for box in one.mailboxes] == [Count(1, 1), Count(1, 1)]


def test_a_mail_to_several_is_one_copy_for_each(records: Records) -> None:
    """It lies in the box of each, and names them all."""
    both = ["a@town.example.jp", "b@town.example.jp"]
    columns = {
        "email.attachments.name": [ZIP], "email.to.addresses": both,
        "email.message_id": "<1@example.com>", "email.subject": "支払確認",
    }  # fmt: skip
    for box in ("mail/a/new/1", "mail/b/new/1"):
        records.add("message", at("13:21", 3), evidence=box, **columns)
    ran(records)
    (one,) = accounts(records)
    assert (one.received, one.delivered, one.messages) == (Count(2, 2), 2, 1)


def test_the_proxy_calls_for_others(records: Records, tmp_path: Path) -> None:
    """A router sees the proxy at the stranger's address: that is no computer that called."""
    whole(records)
    path = tmp_path / "proxy.yaml"
    asset = "  - {name: PROXY1, role: プロキシ, addresses: [10.0.5.1]}\n"
    path.write_text(RULES + asset, encoding="utf-8")
    records.add(
        "firewall", at("13:30:06"), event__action="allowed",
        **{"source.ip": "10.0.5.1", "destination.ip": "198.51.100.77"},
    )  # fmt: skip
    (one,) = accounts(records, load(path))
    assert [each.host for each in one.contacted] == ["PC-A"]


def test_a_contractors_list_and_notices_of_non_delivery_add_up(records: Records) -> None:
    for number, to in enumerate("abcd", 1):
        listed(records, f"{to}@town.example.jp", f"支払_{number}.js", "sent" if to < "d" else None)
    mail(records, "e@town.example.jp", "支払_5.js", "5")
    bounce(records, "e@town.example.jp", "5")
    (one,) = accounts(records)
    assert one.received == Count(5, 5)
    assert (one.delivered, one.blocked, one.unsettled) == (3, 1, 1)
    assert {reason.code: reason.values.get("count") for reason in one.reasons} == {
        "outbreak.returned": "1", "outbreak.listed": "4", "outbreak.reading_not_recorded": None,
    }  # fmt: skip
    assert {box.stored for box in one.mailboxes} == {0}


def test_what_no_record_could_show_is_named(records: Records) -> None:
    """The kinds of records that are there decide, in the days of the campaign alone."""
    whole(records)
    (one,) = accounts(records)
    assert one.least == ()
    bare = Records()
    ran(bare)
    mail(bare, "a@town.example.jp", ZIP)
    bare.add("mail", at("8:00", 1), event__action="reject")
    (one,) = accounts(bare)
    mails = {"received", "refused", "blocked", "delivered", "mailboxes"}
    assert set(one.least) == mails | {"opened", "contacted", "detected", "cleaned"}


def test_calls_of_nobody_leave_the_number_open(records: Records) -> None:
    whole(records)
    records.page(at("13:45"), "10.0.0.99", "http://198.51.100.77/gate")
    (one,) = accounts(records)
    assert one.least == ("contacted",)


def test_a_run_that_no_mail_explains_leaves_openings_open(records: Records) -> None:
    whole(records)
    line = script("別件.zip")
    records.windows(at("13:50"), "PC-B", 4688, CommandLine=line, NewProcessName="wscript.exe")
    (one,) = accounts(records)
    assert {"opened", "executed", "contacted"} <= set(one.least)


def test_a_run_counts_where_only_its_own_mail_is_gone(records: Records) -> None:
    whole(records)
    line = script("支払確認_77.zip")
    records.windows(at("13:50"), "PC-B", 4688, CommandLine=line, NewProcessName="wscript.exe")
    (one,) = accounts(records)
    assert [each.host for each in one.executed] == ["PC-A", "PC-B"]
    assert one.least == ()


def test_records_of_another_month_show_nothing(records: Records, rulebook: Rulebook) -> None:
    whole(records)
    records.windows(at("9:00", 30), "GIIN-01", 4688, CommandLine="notepad.exe")
    (one,) = accounts(records, rulebook)
    assert "GIIN-01" in one.not_known
    records.windows(at("9:00", 4), "GIIN-01", 4688, CommandLine="notepad.exe")
    (one,) = accounts(records, rulebook)
    assert "GIIN-01" not in one.not_known


def test_each_copy_leads_to_its_record(records: Records) -> None:
    whole(records)
    (one,) = accounts(records)
    told = {name: len(places) for name, places in one.records.items()}
    assert told == {"refused": 1, "blocked": 1, "delivered": 2, "unsettled": 1}
