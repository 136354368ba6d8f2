"""Samba's logons, and whom it turned away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sekisho.sources.syslog.syslog import SOURCE

LINE = "Jun  3 16:03:11 kyoyu smbd[77]:   "
DOOR = "create_connection_session_info"
NOT_PERMITTED = "(from session setup) not permitted to access this share"
Told = Callable[..., Any]


def logon(**changed: str) -> str:
    values = {
        "account": '"satou"', "became": '"satou"', "status": "NT_STATUS_OK", "event": "4624",
        "address": "ipv4:192.168.1.33:56684", "workstation": '"PC-033"', **changed,
    }  # fmt: skip
    return (
        '{{"timestamp": "2016-06-03T16:03:11.402881+0900", "type": "Authentication", '
        '"Authentication": {{"version": {{"major": 1, "minor": 2}}, "eventId": {event}, '
        '"logonId": "0", "logonType": 3, "status": "{status}", '
        '"localAddress": "ipv4:192.168.1.10:445", "remoteAddress": "{address}", '
        '"serviceDescription": "SMB2", "authDescription": null, "clientDomain": "TOWN", '
        '"clientAccount": {account}, "workstation": {workstation}, "becameAccount": {became}, '
        '"passwordType": "NTLMv2", "duration": 7466}}}}'
    ).format(**values)


def _one(lines_told: Told, said: str) -> dict[str, Any]:
    told = lines_told(SOURCE, LINE + said)
    assert told.unread == []
    [event] = told.events
    return dict(event)


def test_a_logon_whole(lines_told: Told) -> None:
    assert _one(lines_told, logon()) == {
        "kind": "login",
        "@timestamp": "2016-06-03T07:03:11Z",
        "time.text": "Jun  3 16:03:11",
        "host.name": "PC-033",
        "observer.name": "kyoyu",
        "user.name": "satou",
        "source.ip": "192.168.1.33",
        "event.dataset": "syslog.login",
        "event.provider": "smbd",
        "event.code": "4624",
        "event.action": "login",
        "event.outcome": "success",
        "position": 1,
        "process.name": "smbd",
        "login.method": "NTLMv2",
        "fields": {
            "pid": "77",
            "serviceDescription": "SMB2",
            "clientDomain": "TOWN",
            "becameAccount": "satou",
            "timestamp": "2016-06-03T16:03:11.402881+0900",
            "localAddress": "ipv4:192.168.1.10:445",
        },
    }


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"status": "NT_STATUS_WRONG_PASSWORD", "became": "null", "event": "4625"},
            {"event.outcome": "failure", "event.reason": "NT_STATUS_WRONG_PASSWORD"},
        ),
        ({"account": '""', "became": '"nobody"'}, {"user.name": "nobody"}),
        ({"address": "ipv6:2001:db8::5:445"}, {"source.ip": "2001:db8::5"}),
        ({"account": r'"a\\b\"c"'}, {"user.name": r"a\b" + '"c'}),
        # a name that pretends to be another member of the object
        (
            {"account": r'"x\", \"status\": \"NT_STATUS_OK"', "status": "NT_STATUS_NO_SUCH_USER"},
            {"event.outcome": "failure"},
        ),
    ],
)
def test_logons(lines_told: Told, changed: dict[str, str], expected: dict[str, str]) -> None:
    event = _one(lines_told, logon(**changed))
    assert {name: event.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Denied connection from 198.18.30.9 (198.18.30.9)", {"source.ip": "198.18.30.9"}),
        ("Denied connection from pc-9 (198.18.30.9)", {"source.ip": "198.18.30.9"}),
        (
            f"{DOOR}: user 'kaze' {NOT_PERMITTED} (somu)",
            {"user.name": "kaze", "share.name": "somu"},
        ),
        (
            f"{DOOR}: guest user {NOT_PERMITTED} (税務 (旧))",
            {"user.name": None, "share.name": "税務 (旧)"},
        ),
    ],
)
def test_who_was_turned_away(lines_told: Told, said: str, expected: dict[str, Any]) -> None:
    event = _one(lines_told, said)
    told = (event["kind"], event["event.action"], event["event.outcome"], event["event.reason"])
    assert told == ("share", "connect", "failure", said)
    assert {name: event.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "said",
    [
        "smbd version 4.17.12-Debian started.",
        '{"timestamp": "2016", "type": "Authorization", "Authorization": {}}',
        "create_connection_session_info failed: NT_STATUS_ACCESS_DENIED",
    ],
)
def test_other_words_stay_as_they_are(lines_told: Told, said: str) -> None:
    event = _one(lines_told, said)
    assert (event["kind"], event["message"].strip()) == ("syslog", said)
