"""Lines of Postfix, ours and the real ones of the grok patterns' tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sekisho.sources.syslog.syslog import SOURCE

Told = Callable[..., Any]
HEAD = "Jun  3 16:03:11 yubin postfix/"


def _one(lines_told: Told, text: str) -> dict[str, Any]:
    [event] = lines_told(SOURCE, HEAD + text).events
    assert event["kind"] == "mail"
    return dict(event)


def test_a_delivery_whole(lines_told: Told) -> None:
    text = (
        "smtp[17776]: 5E54C38C181: to=<b@example.com>, orig_to=<c@example.jp>, "
        "relay=filter.example.jp[192.0.2.1]:10025, delay=3.3, delays=0.05/0.01/0.95/2.3, "
        "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 153053D)"
    )
    assert _one(lines_told, text) == {
        "kind": "mail",
        "@timestamp": "2016-06-03T07:03:11Z",
        "time.text": "Jun  3 16:03:11",
        "host.name": "yubin",
        "observer.name": "yubin",
        "destination.ip": "192.0.2.1",
        "event.dataset": "syslog.mail",
        "event.provider": "postfix/smtp",
        "event.code": "2.0.0",
        "event.action": "deliver",
        "event.outcome": "success",
        "position": 1,
        "process.name": "postfix/smtp",
        "email.queue_id": "5E54C38C181",
        "email.to.address": "b@example.com",
        "mail.status": "sent",
        "mail.relay": "filter.example.jp[192.0.2.1]:10025",
        "mail.next_queue_id": "153053D",
        "event.reason": "250 2.0.0 Ok: queued as 153053D",
        "fields": {
            "pid": "17776",
            "orig_to": "c@example.jp",
            "delay": "3.3",
            "delays": "0.05/0.01/0.95/2.3",
        },
    }


QUEUE = "5E54C38C181"
CLIENT = "mx.example.ne.jp[192.0.2.25]"
ENVELOPE = "from=<a@example.ne.jp> to=<b@example.jp> proto=ESMTP helo=<mx>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"smtpd[1]: connect from {CLIENT}", {"event.action": "connect"}),
        (
            f"smtpd[1]: {QUEUE}: client={CLIENT}, sasl_method=LOGIN, sasl_username=satou",
            {"event.action": "accept", "user.name": "satou", "source.ip": "192.0.2.25"},
        ),
        (
            "submission/smtpd[1]: 4XkZzq1xTRz9vXq: client=unknown[2001:db8::1]",
            {"event.action": "accept", "email.queue_id": "4XkZzq1xTRz9vXq"},
        ),
        (
            f"cleanup[1]: {QUEUE}: message-id=<20160603@example.ne.jp>",
            {"event.action": "message-id", "email.message_id": "20160603@example.ne.jp"},
        ),
        (
            f"qmgr[1]: {QUEUE}: from=<a@example.ne.jp>, size=52034, nrcpt=12 (queue active)",
            {"event.action": "queue", "email.size": 52034, "email.recipients": 12},
        ),
        (
            f"qmgr[1]: {QUEUE}: from=<a@example.ne.jp>, status=expired, returned to sender",
            {"event.action": "queue", "mail.status": "expired", "event.outcome": "failure"},
        ),
        (f"qmgr[1]: {QUEUE}: removed", {"event.action": "remove", "email.queue_id": QUEUE}),
        (
            f"pickup[1]: {QUEUE}: uid=0 from=<root>",
            {"event.action": "accept", "email.from.address": "root"},
        ),
        (
            (
                f"local[1]: {QUEUE}: to=<b@example.jp>, relay=local, delay=0.1, "
                "delays=0.04/0/0/0.03, dsn=2.0.0, status=sent (delivered to maildir)"
            ),
            {"mail.relay": "local", "event.outcome": "success"},
        ),
        (
            (
                f"local[1]: {QUEUE}: to=<b@example.jp>, relay=local, delay=0.1, "
                "delays=0/0/0/0, dsn=2.0.0, status=sent (forwarded as 3F2A1C00)"
            ),
            {"mail.next_queue_id": "3F2A1C00"},
        ),
        (
            (
                f"smtp[1]: {QUEUE}: to=<b@example.com>, relay=none, delay=30, delays=30/0/0/0, "
                "dsn=4.4.1, status=deferred (connect to mx[192.0.2.7]:25: status=sent to=<x@y>)"
            ),
            {"mail.status": "deferred", "email.to.address": "b@example.com"},
        ),
        (
            f"bounce[1]: {QUEUE}: sender non-delivery notification: 0A87A1A08",
            {"event.action": "other", "mail.next_queue_id": "0A87A1A08"},
        ),
        (
            (
                f"smtpd[1]: NOQUEUE: reject: RCPT from {CLIENT}: 550 5.1.1 <b@example.jp>: "
                f"Recipient address rejected: User unknown; {ENVELOPE}"
            ),
            {"event.action": "reject", "event.code": "550", "email.to.address": "b@example.jp"},
        ),
        (
            f"smtpd[1]: NOQUEUE: reject_warning: RCPT from {CLIENT}: 553 5.7.1 x; {ENVELOPE}",
            {"event.action": "other", "mail.status": "reject_warning"},
        ),
        (
            (
                f"cleanup[1]: {QUEUE}: milter-reject: END-OF-MESSAGE from {CLIENT}: "
                f"5.7.1 Blocked; {ENVELOPE}"
            ),
            {"event.action": "reject", "mail.status": "milter-reject"},
        ),
        (
            (
                f"cleanup[1]: {QUEUE}: warning: header Subject: 見積書 from 東京 from {CLIENT}; "
                f"{ENVELOPE}"
            ),
            {"event.action": "header", "email.subject": "見積書 from 東京"},
        ),
        (
            (
                f"cleanup[1]: {QUEUE}: warning: header Subject: =?UTF-8?B?6KuL5rGC?=?"
                f" =?UTF-8?B?5pu4?= from local; {ENVELOPE}"
            ),
            {"event.action": "header", "email.subject": "請求書"},
        ),
        (
            (
                f"cleanup[1]: {QUEUE}: reject: header Subject: invoice from {CLIENT}; "
                f"{ENVELOPE}: 5.7.1 not here"
            ),
            {"event.action": "reject", "email.subject": "invoice"},
        ),
        (
            f"smtpd[1]: warning: {CLIENT}: SASL LOGIN authentication failed: UGFzc3dvcmQ6",
            {"event.action": "login", "event.outcome": "failure", "source.ip": "192.0.2.25"},
        ),
        ("anvil[1]: statistics: max cache size 1 at Oct 26 18:13:50", {"event.action": "other"}),
    ],
)
def test_messages(lines_told: Told, text: str, expected: dict[str, Any]) -> None:
    event = _one(lines_told, text)
    assert {name: event.get(name) for name in expected} == expected


def test_other_headers_are_kept(lines_told: Told) -> None:
    text = (
        f"cleanup[1]: {QUEUE}: info: header Content-Disposition: attachment;? "
        f'filename="請求書.zip" from {CLIENT}; {ENVELOPE}'
    )
    fields = _one(lines_told, text)["fields"]
    assert fields["header"] == "Content-Disposition"
    assert fields["header.value"] == 'attachment;? filename="請求書.zip"'


def test_what_is_not_understood_keeps_its_words(lines_told: Told) -> None:
    event = _one(lines_told, "master[1]: reload -- version 3.4.13, configuration /etc/postfix")
    assert event["event.action"] == "other"
    words = "reload -- version 3.4.13, configuration /etc/postfix"
    assert event["fields"]["message"] == words


SAME = {
    "postfix_client_ip": "source.ip",
    "postfix_status": "mail.status",
    "postfix_smtp_response": "event.reason",
    "postfix_relay_ip": "destination.ip",
}


def test_real_lines_say_what_their_tests_expect(lines_told: Told, shared: Path) -> None:
    files = sorted((shared / "data/logs-postfix-grok").glob("*.yaml"))
    cases = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    cases = [case for case in cases if "\n" not in case["data"].strip()]
    assert len(cases) > 100
    lines = []
    for case in cases:
        service = case["pattern"].split("POSTFIX_")[1].rstrip("}$").lower()
        lines.append(f"Oct 26 18:13:50 mx postfix/{service}[1]: {case['data']}")
    told = lines_told(SOURCE, "\n".join(lines))
    assert told.unread == []
    assert len(told.events) == len(cases)
    checked = dict.fromkeys([*SAME, "postfix_queueid", "keys"], 0)
    for case, event in zip(cases, told.events, strict=True):
        checked["keys"] += _keys_as_expected(case["results"], event)
        for theirs, value in case["results"].items():
            if theirs == "postfix_queueid":
                ours = event.get("email.queue_id", "NOQUEUE")
            elif theirs in SAME and "ANVIL" not in case["pattern"]:
                ours = event.get(SAME[theirs])
            else:
                continue
            checked[theirs] += 1
            if theirs == "postfix_smtp_response":  # theirs ends before "(in reply to …)"
                ours = str(ours)[: len(value)]
            assert ours == str(value), case["data"]
    assert min(checked.values()) >= 4, checked
    assert checked["postfix_queueid"] > 40


def _keys_as_expected(results: dict[str, Any], event: dict[str, Any]) -> int:
    """Compares what stands as ``name=value`` in the line with the event's columns."""
    places = {"from": "email.from.address", "to": "email.to.address", "relay": "mail.relay"}
    pairs = str(results.get("postfix_keyvalue_data", "")).replace(",", " ").split()
    found = [pair.partition("=") for pair in pairs]
    checked = 0
    for name, _, value in found:
        if name in places and value.strip("<>"):
            assert event.get(places[name]) == value.strip("<>"), results
            checked += 1
    return checked


@pytest.mark.parametrize("program", ["postfix/smtpd", "postfix"])
def test_as_a_collector_of_rsyslog_writes_it(lines_told: Told, program: str) -> None:
    """With RFC 5424 and its own template; by itself it cuts the program's name at the slash."""
    head = f"<22>1 2026-11-29T04:45:22.239410+09:00 mail01 {program} 324 - -  "
    [event] = lines_told(SOURCE, head + "4F1A2B3C4D: client=unknown[198.19.20.196]").events
    assert (event["kind"], event["event.action"]) == ("mail", "accept")
    assert (event["email.queue_id"], event["source.ip"]) == ("4F1A2B3C4D", "198.19.20.196")
