"""Dovecot's messages, ours and the real ones with their expected verdicts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sekisho.sources.syslog.syslog import SOURCE

Told = Callable[..., Any]
HEAD = "Jun  3 16:03:11 yubin dovecot: "


def test_a_login_whole(lines_told: Told) -> None:
    text = (
        "imap-login: Login: user=<satou>, method=PLAIN, rip=::ffff:192.168.1.33, "
        "lip=192.168.1.5, mpid=123, TLS, session=<abc>"
    )
    assert lines_told(SOURCE, HEAD + text).events == [
        {
            "kind": "login",
            "@timestamp": "2016-06-03T07:03:11Z",
            "time.text": "Jun  3 16:03:11",
            "host.name": "yubin",
            "observer.name": "yubin",
            "user.name": "satou",
            "source.ip": "192.168.1.33",
            "destination.ip": "192.168.1.5",
            "event.dataset": "syslog.login",
            "event.provider": "dovecot",
            "event.action": "login",
            "event.outcome": "success",
            "position": 1,
            "process.name": "imap-login",
            "login.method": "PLAIN",
            "fields": {"session": "abc", "tls": "yes", "elements": text.partition("Login: ")[2]},
        }
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "imap(satou)<12><abc>: Logged out in=10 out=20",
            {"kind": "login", "event.action": "logout", "user.name": "satou"},
        ),
        (
            "lmtp(12, satou)<12><abc>: msgid=<x@example.jp>: saved mail to INBOX",
            {
                "kind": "mail",
                "event.action": "deliver",
                "email.message_id": "x@example.jp",
                "email.to.address": "satou",
            },
        ),
        (
            "lda(satou): sieve: msgid=<x@example.jp>: forwarded to <b@example.com>",
            {"kind": "mail", "event.action": "deliver", "email.to.address": "b@example.com"},
        ),
        (
            "lda(satou): sieve: msgid=<x@example.jp>: discarded",
            {"kind": "mail", "event.action": "other", "mail.status": "discarded"},
        ),
        (
            "master: Dovecot v2.3.4 starting up",
            {"kind": "syslog", "message": "master: Dovecot v2.3.4 starting up"},
        ),
    ],
)
def test_messages(lines_told: Told, text: str, expected: dict[str, Any]) -> None:
    [event] = lines_told(SOURCE, HEAD + text).events
    assert {name: event.get(name) for name in expected} == expected


def test_mailbox_of_a_delivery(lines_told: Told) -> None:
    text = "lda(satou): sieve: msgid=<x@y>: stored mail into mailbox '税務'"
    [event] = lines_told(SOURCE, HEAD + text).events
    assert event["fields"]["mailbox"] == "税務"


def test_real_lines_and_their_verdicts(lines_told: Told, shared: Path) -> None:
    """Failed logins of the ordinary mode: found as such, from the address expected, at the
    time expected (its tests count in the zone of the line and in any year)."""
    text = (shared / "data/logs-fail2ban/dovecot").read_text(encoding="utf-8")
    lines = text.partition("# Test-cases of aggressive mode")[0].splitlines()
    told = lines_told(SOURCE, "\n".join(lines), zone="UTC")
    events = {event["position"]: event for event in told.events}
    checked = {True: 0, False: 0}
    for number, line in enumerate(lines, 2):
        mark, _, verdict = line.partition("failJSON:")
        if not mark.startswith("#") or not verdict or lines[number - 1][:1] in "@#2":
            continue
        expected = json.loads(verdict)
        event = events[number]
        failed = event["kind"] == "login" and event.get("event.outcome") == "failure"
        assert failed == expected["match"], lines[number - 1]
        if failed:
            assert event["source.ip"] == expected["host"]
            assert event["@timestamp"][5:19] == expected["time"][5:19]
        checked[expected["match"]] += 1
    assert checked[True] >= 35
    assert checked[False] >= 8
