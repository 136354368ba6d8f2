"""Lines of ISC dhcpd."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sekisho.sources.syslog.syslog import SOURCE

LINE = "Jun  3 16:03:11 dhcp1 dhcpd[411]: "


def test_an_acknowledgement_whole(lines_told: Callable[..., Any]) -> None:
    text = "DHCPACK on 192.168.1.33 to 00:1B:A9:00:00:21 (PC-033) via eth0"
    assert lines_told(SOURCE, LINE + text).events == [
        {
            "kind": "dhcp",
            "@timestamp": "2016-06-03T07:03:11Z",
            "time.text": "Jun  3 16:03:11",
            "host.name": "PC-033",
            "observer.name": "dhcp1",
            "source.ip": "192.168.1.33",
            "event.dataset": "syslog.dhcp",
            "event.provider": "dhcpd",
            "event.code": "DHCPACK",
            "event.action": "assign",
            "position": 1,
            "event.start": "2016-06-03T07:03:11Z",
            "client.ip": "192.168.1.33",
            "client.mac": "00:1b:a9:00:00:21",
            "client.name": "PC-033",
            "fields": {"pid": "411", "via": "eth0"},
        }
    ]


MAC = "00:1b:a9:00:00:21"


@pytest.mark.parametrize(
    ("text", "action", "ip", "mac", "name", "reason"),
    [
        (f"DHCPACK to 192.0.2.9 ({MAC}) via eth0", "assign", "192.0.2.9", MAC, None, None),
        (f"DHCPDISCOVER from {MAC} via eth0", "other", None, MAC, None, None),
        (
            f"DHCPDISCOVER from {MAC} (pc) via eth0: network 192.0.2/24: no free leases",
            *("other", None, MAC, "pc", "network 192.0.2/24: no free leases"),
        ),
        (f"DHCPOFFER on 192.0.2.9 to {MAC} (pc) via eth0", "other", "192.0.2.9", MAC, "pc", None),
        (
            f"DHCPREQUEST for 192.0.2.9 (192.0.2.1) from {MAC} via eth0: wrong network.",
            *("other", "192.0.2.9", MAC, None, "wrong network."),
        ),
        (f"DHCPNAK on 192.0.2.9 to {MAC} via eth0", "deny", "192.0.2.9", MAC, None, None),
        (
            f"DHCPRELEASE of 192.0.2.9 from {MAC} (pc) via eth0 (found)",
            *("release", "192.0.2.9", MAC, "pc", "(found)"),
        ),
        (
            f"DHCPDECLINE of 192.0.2.9 from {MAC} via eth0: abandoned",
            *("conflict", "192.0.2.9", MAC, None, "abandoned"),
        ),
        ("DHCPINFORM from 192.0.2.9 via eth0", "other", "192.0.2.9", None, None, None),
        (
            "Abandoning IP address 192.0.2.9: pinged before offer",
            *("conflict", "192.0.2.9", None, None, "pinged before offer"),
        ),
    ],
)
def test_messages(
    lines_told: Callable[..., Any],
    text: str,
    action: str,
    ip: str | None,
    mac: str | None,
    name: str | None,
    reason: str | None,
) -> None:
    [event] = lines_told(SOURCE, LINE + text).events
    assert event["event.action"] == action
    assert (event.get("client.ip"), event.get("client.mac")) == (ip, mac)
    assert event.get("client.name") == name
    assert event["fields"].get("reason") == reason


def test_other_messages_are_kept(lines_told: Callable[..., Any]) -> None:
    [event] = lines_told(SOURCE, LINE + "Wrote 5 leases to leases file.").events
    assert (event["kind"], event["event.dataset"]) == ("syslog", "syslog.syslog")
    assert event["message"] == "Wrote 5 leases to leases file."
