"""Exchange message tracking: one line one event, subjects with commas and quotes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.sources.contract import Sample
from sekisho.sources.exchange_tracking import SOURCE, identify

AT = datetime(2016, 6, 3, 7, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def good(data):
    return data / "sources" / "exchange_tracking" / "good.log"


def test_received_mail_for_two(tell_of, good):
    told = tell_of(SOURCE, good)
    assert (told.identified, told.unread, told.notes) == (95, [], [])
    assert [event["position"] for event in told.events] == [6, 7, 8, 9]
    assert told.events[0] == {
        "@timestamp": AT + timedelta(seconds=11, milliseconds=123),
        "time.text": "2016-06-03T07:03:11.123Z",
        "observer.name": "MAIL01",
        "source.ip": "192.168.1.33",
        "destination.ip": "192.168.1.5",
        "event.dataset": "exchange_tracking.mail",
        "event.code": "RECEIVE",
        "event.action": "accept",
        "event.outcome": "success",
        "evidence": "good.log",
        "position": 6,
        "unit": "line",
        "process.name": "SMTP",
        "email.queue_id": "1234567",
        "email.message_id": "abc@town.example",
        "email.from.address": "sato@town.example",
        "email.to.address": "tanaka@town.example;suzuki@town.example",
        "email.recipients": 2,
        "email.subject": "【重要】名簿, 更新分",
        "email.size": 5120,
        "fields": {
            "client-hostname": "PC033",
            "server-hostname": "MAIL01",
            "source-context": "08D2",
            "connector-id": "MAIL01\\Default",
            "network-message-id": "5b3c",
            "return-path": "sato@town.example",
            "message-info": "00A: ",
            "directionality": "Originating",
        },
    }


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, {"event.action": "deliver", "mail.status": "sent", "observer.name": "MAIL01"}),
        (1, {"email.subject": 'He said "yes", twice', "destination.ip": "203.0.113.9"}),
        (2, {"event.action": "reject", "mail.status": "bounced", "event.outcome": "failure"}),
        (2, {"event.reason": "550 5.1.1 User unknown", "source.ip": None}),
        (3, {"event.action": "other", "event.code": "DSN", "email.subject": None}),
    ],
)
def test_other_acts(tell_of, good, number, expected):
    event = tell_of(SOURCE, good).events[number]
    assert {key: event.get(key) for key in expected} == expected


def test_what_cannot_be_read_is_kept(tell_of, data):
    told = tell_of(SOURCE, data / "sources" / "exchange_tracking" / "bad.log")
    assert told.unread == [(line, "unread.exchange_line") for line in (1, 8, 9, 11)]
    assert [event["position"] for event in told.events] == [7, 10, 12]
    assert "@timestamp" not in told.events[1]
    assert told.events[1]["time.text"] == "2016-06-33T07:03:13.000Z"
    assert told.events[2]["fields"]["total-bytes"] == "many"
    assert "email.size" not in told.events[2]


@pytest.mark.parametrize(
    "head", [b"", b"x\n", b"#Fields: date time c-ip s-action\n", b"#Fields: date-time,client-ip\n"]
)
def test_other_formats_are_left_alone(head):
    assert identify(Sample("MSGTRK.LOG", head, len(head))) == 0


def test_fields_that_change_and_line_ends(tell_of_bytes, good):
    text = good.read_text(encoding="utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
    short = (
        "#Fields: date-time,event-id,recipient-address,message-subject,internal-message-id\n"
        "2016-06-03T08:00:00Z,DELIVER,a@town.example,件名,77"
    )
    told = tell_of_bytes(SOURCE, (text + short).encode())
    assert (len(told.events), told.unread) == (5, [])
    last = told.events[4]
    assert (last["email.subject"], last["email.queue_id"]) == ("件名", "77")
    assert last["@timestamp"] == datetime(2016, 6, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", ["good.log", "bad.log"])
def test_every_pointer_leads_back(reread_equals, data, name):
    assert reread_equals(SOURCE, data / "sources" / "exchange_tracking" / name) > 0


@settings(max_examples=40, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 1900), keep=st.integers(0, 1900))
def test_damage_never_raises(tell_of_bytes, good, cut, at, keep):
    whole = good.read_bytes()
    told = tell_of_bytes(SOURCE, whole[:at] + cut + whole[at:][:keep])
    assert told.refused is None
