"""squid.conf: settings as events, formats as hints."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Sample
from sekisho.sources.squid.formats import BUILT_IN, NATIVE
from sekisho.sources.squid.squid_conf import SOURCE, hints, identify

TOWN = f"{NATIVE} %>st %ssl::>sni"


def _evidence(path: Path) -> Evidence:
    return Evidence(path.name, path, path.stat().st_size, "0" * 64)


def test_settings(tell_of, data):
    told = tell_of(SOURCE, data / "sources" / "squid_conf" / "good.conf")
    assert told.identified == 80
    found = [(e["position"], e["configuration.key"], e["configuration.value"]) for e in told.events]
    assert found[:3] == [
        (2, "acl", "localnet src 192.168.1.0/24"),
        (3, "acl", "SSL_ports port 443     8443"),
        (5, "http_access", "deny CONNECT !SSL_ports"),
    ]
    assert (len(found), told.unread, told.notes) == (13, [], [])


def test_formats_in_use_come_first(data):
    found = hints(_evidence(data / "sources" / "squid_conf" / "good.conf"))
    assert found["squid.logformat"] == (TOWN, "%tl|%>a|%ru")
    assert found["squid.access_log"] == (
        f"/var/log/squid/town.log {TOWN}",
        f"/var/log/squid/combined.log {BUILT_IN['combined']}",
    )


def test_what_cannot_be_read_is_kept(tell_of, data):
    path = data / "sources" / "squid_conf" / "bad.conf"
    told = tell_of(SOURCE, path)
    assert [event["position"] for event in told.events] == [1, 2, 3, 4]
    assert told.unread == [(5, "unread.squid_conf_line"), (6, "unread.squid_conf_line")]
    assert told.note("note.squid_conf_format").values == {"name": "empty"}
    assert hints(_evidence(path)) == {"squid.logformat": (), "squid.access_log": ()}


@pytest.mark.parametrize(
    "text",
    ["", "host name\n", "[global]\nworkgroup = TOWN\n", "access_log off;\nserver { listen 80; }\n"],
)
def test_other_configurations_are_left_alone(text):
    assert identify(Sample("squid.conf", text.encode(), len(text))) == 0


def test_line_ends_and_encoding(tell_of_bytes):
    text = "# 池田町\r\nhttp_port 3128\r\nvisible_hostname 庁内プロキシ"
    told = tell_of_bytes(SOURCE, text.encode("cp932"))
    assert [event["configuration.value"] for event in told.events] == ["3128", "庁内プロキシ"]


@settings(max_examples=30, deadline=None)
@given(cut=st.binary(max_size=12), at=st.integers(0, 800))
def test_damage_never_raises(tell_of_bytes, data, cut, at):
    whole = (data / "sources" / "squid_conf" / "good.conf").read_bytes()
    told = tell_of_bytes(SOURCE, whole[:at] + cut + whole[at + 3 :])
    assert told.events or told.unread
