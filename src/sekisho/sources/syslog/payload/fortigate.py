"""FortiGate: traffic, web filter, applications, names, viruses, DHCP and logins.

Reference: Fortinet, FortiOS Log Message Reference 5.0 to 7.4.
Running totals of a
session that goes on have the state ``interim`` and are never to be added to its close. A web
filter's byte counts are those of the session so far; they stay in ``fields``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.kinds import ANTIVIRUS, DHCP, DNS, FIREWALL, LOGIN, PROXY, SYSLOG
from sekisho.sources.contract import Context, Events, Item, Note
from sekisho.sources.syslog.cut import address, groups, matches, port, whole
from sekisho.sources.syslog.fortios import Records, epochs, records_of
from sekisho.sources.syslog.frames import Frames
from sekisho.sources.syslog.pairs import pairs_of
from sekisho.sources.syslog.payload import Payload

CLAIM = r'^(?:<\d+>)?"?(?:date=\d{4}-\d\d-\d\d|itime=|logver=|eventtime=|timestamp=\d)'
_SIGNS = ("logid=", "log_id=", "devid=", "devname=", "type=")
_PROTOCOLS = {"1": "icmp", "6": "tcp", "17": "udp", "58": "ipv6-icmp"}
_LEASES = {"ack": "assign", "release": "release", "nak": "deny", "decline": "conflict"}
_LOGINS = (
    r"^(?:login|logout|authentication|auth-logon|auth-logout|fsso-logon|fsso-logoff|ssl-login-fail|"
    r"tunnel-up|tunnel-down|ssl-new-con|ssl-exit-error|ssl-exit-fail)$"
)
_GOOD = r"(?i)^(?:success|succeeded|logon|login)$"
_BAD = r"(?i)fail|denied|error|lockout|invalid"
_SECOND = 1_000_000


@dataclass(frozen=True)
class Zone:
    """The zone of times that state none, and whether there are any."""

    name: str
    assumed: bool


def claimed(texts: pa.Array) -> pa.Array:
    """Whether each text is a FortiGate's message."""
    begun = matches(texts, CLAIM)
    if not pc.any(begun).as_py():
        return begun
    signs = [pc.match_substring(texts, sign) for sign in _SIGNS]
    return pc.and_(begun, reduce(pc.or_, signs))


def _claims(frames: Frames) -> pa.Array:
    return claimed(frames.messages)


def _prepare(frames: Frames, context: Context) -> Zone:
    pairs = pairs_of(frames.messages)
    stated = pc.or_(epochs(pairs.column("eventtime")).is_valid(), pairs.column("tz").is_valid())
    return Zone(context.zone, assumed=not pc.all(stated).as_py())


def _notes(zone: Zone | None) -> tuple[Note, ...]:
    if zone is None or not zone.assumed:
        return ()
    return (Note("note.zone_assumed", {"zone": zone.name}),)


def _parse(frames: Frames, zone: Zone | None) -> Iterator[Item]:
    records = records_of(frames, zone.name if zone else "UTC")
    kind = _kinds(records)
    for name, reading in _READINGS.items():
        mask = pc.equal(kind, name)
        if pc.any(mask).as_py():
            yield reading(records.where(mask))


def _kinds(records: Records) -> pa.Array:
    """Which reading each message needs."""
    kind, sub = records.look("type"), records.look("subtype")
    topic = pc.coalesce(pc.if_else(pc.is_in(kind, value_set=pa.array(["utm"])), sub, None), kind)
    topic = pc.if_else(pc.equal(topic, "app-ctrl-all"), "app-ctrl", topic)
    is_event = pc.fill_null(pc.equal(kind, "event"), False)
    logs_dhcp = pc.or_(
        records.look("dhcp_msg").is_valid(),
        pc.and_(matches(records.look("logdesc"), r"^DHCP"), records.look("mac").is_valid()),
    )
    acts = pc.and_(matches(records.act, _LOGINS), _login_area(records))
    found = pc.if_else(
        pc.and_(is_event, logs_dhcp), "dhcp", pc.if_else(pc.and_(is_event, acts), "login", topic)
    )
    known = pc.is_in(found, value_set=pa.array(list(_READINGS)))
    return pc.if_else(pc.fill_null(known, False), found, "other")


def _login_area(records: Records) -> pa.Array:
    areas = pa.array(["system", "user", "vpn", "admin", "auth"])
    return pc.fill_null(pc.is_in(records.look("subtype"), value_set=areas), False)


def _traffic(records: Records) -> Events:
    ended = records.times
    length = whole(records.look("duration"))
    code = pc.utf8_slice_codeunits(
        pc.coalesce(records.look("logid"), records.look("log_id")), -6, 11
    )
    act = records.act
    silent = pc.and_(pc.is_null(code), pc.equal(act, "accept"))
    running = pc.or_(
        pc.fill_null(pc.equal(code, "000020"), False),
        pc.and_(pc.fill_null(silent, False), records.look("sentdelta").is_valid()),
    )
    begun = pc.fill_null(pc.or_(pc.equal(act, "start"), pc.equal(code, "000015")), False)
    denied = pc.fill_null(pc.equal(records.allowed(), "denied"), False)
    state = pc.case_when(
        pc.make_struct(denied, running, begun), "denied", "interim", "open", "close"
    )
    return _connection(records, state, length, ended)


def _connection(records: Records, state: Any, length: pa.Array, ended: pa.Array) -> Events:
    micros = pc.multiply(length, _SECOND).cast(pa.duration("us"))
    protocol = records.of("proto", "protocol")
    named = pa.array(list(_PROTOCOLS.values())).take(
        pc.index_in(protocol, value_set=pa.array(list(_PROTOCOLS)))
    )
    columns = records.head("firewall") | {
        "event.action": records.allowed(),
        "event.start": pc.coalesce(pc.subtract(ended, micros), ended),
        "event.end": ended,
        "source.port": port(records.of("srcport", "src_port")),
        "source.mac": pc.utf8_lower(records.of("srcmac", "mastersrcmac")),
        "destination.port": port(records.of("dstport", "dst_port")),
        "destination.domain": records.of("hostname", "dstname"),
        "network.transport": pc.coalesce(named, protocol),
        "network.application": pc.coalesce(records.of("app"), records.look("service")),
        "session.id": records.of("sessionid"),
        "session.state": state,
        "rule.name": records.of("policyname", "policyid"),
        "url.category": records.of("catdesc"),
    }
    if isinstance(state, pa.Array):
        columns |= {
            "source.bytes": whole(records.of("sentbyte", "sent")),
            "destination.bytes": whole(records.of("rcvdbyte", "rcvd")),
        }
    else:
        columns |= {"event.start": None, "event.end": None}
    return records.events(FIREWALL, columns)


def _application(records: Records) -> Events:
    return _connection(records, "app", pa.nulls(len(records), pa.int64()), records.times)


def _webfilter(records: Records) -> Events:
    host, url = records.of("hostname"), records.of("url")
    secure = pc.or_(
        pc.equal(pc.utf8_lower(records.look("service")), "https"),
        pc.equal(records.look("dstport"), "443"),
    )
    scheme = pc.if_else(pc.fill_null(secure, False), "https://", "http://")
    path = pc.fill_null(pc.starts_with(url, "/"), False)
    uri = pc.if_else(path, pc.binary_join_element_wise(scheme, host, url, ""), url)
    columns = records.head("proxy") | {
        "event.action": records.allowed(),
        "c-uri": uri,
        "cs-host": pc.utf8_lower(host),
        "cs-method": records.of("httpmethod"),
        "c-useragent": records.of("agent"),
        "cs-referrer": records.of("referralurl"),
        "destination.port": port(records.of("dstport", "dst_port")),
        "s-action": records.look("action"),
        "http.response.mime_type": records.of("contenttype"),
        "url.category": records.of("catdesc", "cat_desc"),
        "event.reason": records.of("msg"),
    }
    return records.events(PROXY, columns)


def _dns(records: Records) -> Events:
    columns = records.head("dns") | {
        "event.action": records.allowed(),
        "dns.question.name": records.of("qname"),
        "dns.question.type": records.of("qtype"),
        "answer": records.of("ipaddr"),
    }
    return records.events(DNS, columns)


def _virus(records: Records) -> Events:
    columns = records.head("antivirus") | {
        "event.action": "detect",
        "event.outcome": pc.if_else(pc.equal(records.allowed(), "denied"), "success", None),
        "antivirus.product": "FortiGate",
        "threat.name": records.of("virus"),
        "file.path": records.of("filename", "file"),
        "event.reason": records.of("msg"),
    }
    return records.events(ANTIVIRUS, columns)


def _dhcp(records: Records) -> Events:
    said = groups(records.look("msg"), r"DHCP(?P<act>[A-Z]+)")["act"]
    described = groups(records.look("logdesc"), r"^DHCP (?P<act>\w+)")["act"]
    word = pc.utf8_lower(pc.coalesce(records.of("dhcp_msg"), said, described))
    index = pc.index_in(word, value_set=pa.array(list(_LEASES)))
    action = pc.fill_null(pa.array(list(_LEASES.values())).take(index), "other")
    given = pc.equal(action, "assign")
    lease = pc.multiply(whole(records.look("lease")), _SECOND).cast(pa.duration("us"))
    ip, name = address(records.of("ip")), records.of("hostname")
    columns = records.head("dhcp") | {
        "host.name": name,
        "source.ip": ip,
        "event.action": action,
        "event.start": pc.if_else(given, records.times, None),
        "event.end": pc.if_else(given, pc.add(records.times, lease), None),
        "client.ip": ip,
        "client.mac": pc.utf8_lower(records.of("mac")),
        "client.name": name,
    }
    return records.events(DHCP, columns)


def _login(records: Records) -> Events:
    head = records.head("login")
    act, status = records.act, pc.coalesce(records.look("status"), records.look("result"))
    told = pc.binary_join_element_wise(
        pc.fill_null(status, ""), act, pc.fill_null(records.look("logdesc"), ""), " "
    )
    good = pc.or_(matches(status, _GOOD), matches(act, r"^(?:tunnel-up|auth-logon|fsso-logon)$"))
    outcome = pc.if_else(matches(told, _BAD), "failure", pc.if_else(good, "success", None))
    leaves = matches(act, r"logout|logoff|tunnel-down")
    ui = groups(records.look("ui"), r"\((?P<ip>[^)]*)\)")["ip"]
    columns = head | {
        "source.ip": address(pc.coalesce(records.of("remip"), head["source.ip"], ui)),
        "event.action": pc.if_else(leaves, "logout", "login"),
        "event.outcome": outcome,
        "process.name": records.look("subtype"),
        "login.method": pc.coalesce(
            records.look("method"), records.look("authproto"), records.look("tunneltype")
        ),
        "event.reason": records.of("reason", "msg"),
    }
    return records.events(LOGIN, columns)


def _other(records: Records) -> Events:
    columns = records.head("syslog") | {
        "log.syslog.priority": records.frames.priorities,
        "message": records.frames.messages,
    }
    return records.events(SYSLOG, columns)


_READINGS: dict[str, Callable[[Records], Events]] = {
    "traffic": _traffic,
    "webfilter": _webfilter,
    "app-ctrl": _application,
    "dns": _dns,
    "virus": _virus,
    "dhcp": _dhcp,
    "login": _login,
    "other": _other,
}

PAYLOAD = Payload(
    name="fortigate",
    kinds=(FIREWALL, PROXY, DNS, ANTIVIRUS, DHCP, LOGIN, SYSLOG),
    reference="Fortinet, FortiOS Log Message Reference 5.0 to 7.4",
    claims=_claims,
    parse=_parse,
    prepare=_prepare,
    notes=_notes,
)
