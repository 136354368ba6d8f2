"""FortiGate: traffic, web filter, applications, names, viruses, DHCP and logins.

Reference: Fortinet, FortiOS Log Message Reference 5.0 to 7.4.
Time: ``eventtime`` (seconds up to 6.0, then milli-, micro- or nanoseconds, told apart by
size), else ``date`` and ``time`` with ``tz``, else in the zone assumed. Running totals of a
session that goes on have the state ``interim`` and are never to be added to its close. A web
filter's byte counts are those of the session so far; they stay in ``fields``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT
from sekisho.events.kinds import ANTIVIRUS, DHCP, DNS, FIREWALL, LOGIN, PROXY, SYSLOG, Kind
from sekisho.events.table import events
from sekisho.sources.contract import Context, Events, Item, Note
from sekisho.sources.syslog.cut import address, fields_of, groups, matches, port, whole
from sekisho.sources.syslog.frames import Frames
from sekisho.sources.syslog.pairs import Flags, Pairs, pairs_of
from sekisho.sources.syslog.payload import Payload
from sekisho.sources.syslog.stamps import moments, taken_apart

CLAIM = (
    r'^(?:<\d+>)?"?(?:date=\d{4}-\d\d-\d\d|itime=|logver=|eventtime=|timestamp=\d)'
    r'.*[ ,"](?:logid|log_id|devid|devname|type)='
)
_DENIED = ["deny", "denied", "block", "blocked", "dropped", "drop", "reject", "blackhole"]
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


@dataclass
class Records:
    """Messages taken apart; ``left`` remembers which pairs no column took."""

    frames: Frames
    pairs: Pairs
    times: pa.Array
    stamps: pa.Array
    left: Flags

    def __len__(self) -> int:
        return len(self.frames)

    def of(self, *names: str) -> pa.Array:
        """The first of these names that a message has; its pair leaves the rest."""
        places = np.full(len(self), -1, np.int64)
        for name in names:
            places = np.where(places < 0, self.pairs.places(name), places)
        self.left[places[places >= 0]] = False
        return self.pairs.at(places)

    def look(self, name: str) -> pa.Array:
        """A value that stays in ``fields`` as well."""
        return self.pairs.column(name)

    def where(self, mask: pa.Array) -> Records:
        """Some of the messages."""
        flags = np.asarray(mask)
        frames, pairs = self.frames.where(mask), self.pairs.where(flags)
        times, stamps = self.times.filter(mask), self.stamps.filter(mask)
        return Records(frames, pairs, times, stamps, self.left[flags[self.pairs.rows]])

    def head(self, dataset: str) -> dict[str, Any]:
        """The columns that every kind has."""
        return self.frames.head(f"fortigate.{dataset}") | {
            "@timestamp": self.times,
            "time.text": self.stamps,
            "observer.name": pc.coalesce(self.of("devname", "devid"), self.frames.hosts),
            "host.name": self.of("srcname"),
            "user.name": self.of("user", "unauthuser"),
            "source.ip": address(self.of("srcip", "src")),
            "destination.ip": address(self.of("dstip", "dst")),
            "event.code": self.of("logid", "log_id"),
        }

    @cached_property
    def act(self) -> pa.Array:
        """FortiGate's own word for what it did, in lower case."""
        return pc.utf8_lower(self.look("action"))

    def allowed(self) -> pa.Array:
        """Denied or allowed; null where no action is written."""
        denied = pc.is_in(self.act, value_set=pa.array(_DENIED))
        return pc.if_else(self.act.is_valid(), pc.if_else(denied, "denied", "allowed"), None)

    def events(self, kind: Kind, columns: dict[str, Any]) -> Events:
        """Events of a kind, with all that no column took in ``fields``."""
        rest = self.pairs.map_of(self.left)
        extra = {
            key: texts for key, texts in self.frames.rest().items() if texts.null_count < len(self)
        }
        if extra:
            rest = _merged(rest, fields_of(len(self), extra))
        return Events(kind, events(kind, len(self), columns | {"fields": rest}))


def _merged(first: pa.Array, second: pa.Array) -> pa.Array:
    """Two maps a row as one."""
    rows = len(first)
    sizes = [np.diff(np.asarray(maps.offsets)) for maps in (first, second)]
    row = np.concatenate([np.repeat(np.arange(rows), size) for size in sizes])
    order = pa.array(np.argsort(row, kind="stable"))
    keys = pa.concat_arrays([first.keys, second.keys]).take(order)
    items = pa.concat_arrays([first.items, second.items]).take(order)
    offsets = np.concatenate(([0], np.cumsum(sizes[0] + sizes[1]))).astype(np.int32)
    return pa.MapArray.from_arrays(pa.array(offsets), keys, items)


def _claims(frames: Frames) -> pa.Array:
    return matches(frames.messages, CLAIM)


def _prepare(frames: Frames, context: Context) -> Zone:
    pairs = pairs_of(frames.messages)
    stated = pc.or_(_epoch(pairs.column("eventtime")).is_valid(), pairs.column("tz").is_valid())
    return Zone(context.zone, assumed=not pc.all(stated).as_py())


def _notes(zone: Zone | None) -> tuple[Note, ...]:
    if zone is None or not zone.assumed:
        return ()
    return (Note("note.zone_assumed", {"zone": zone.name}),)


def _parse(frames: Frames, zone: Zone | None) -> Iterator[Item]:
    records = _records(frames, zone.name if zone else "UTC")
    kind = _kinds(records)
    for name, reading in _READINGS.items():
        mask = pc.equal(kind, name)
        if pc.any(mask).as_py():
            yield reading(records.where(mask))


def _records(frames: Frames, zone: str) -> Records:
    pairs = pairs_of(frames.messages)
    date, time, tz = (pairs.column(name) for name in ("date", "time", "tz"))
    day = pc.coalesce(date, pc.utf8_slice_codeunits(pairs.column("itime"), 0, 10))
    clock = pc.coalesce(time, pc.utf8_slice_codeunits(pairs.column("itime"), 11, 19))
    fits = pc.and_(matches(day, r"^\d{4}-\d\d-\d\d$"), matches(clock, r"^\d\d:\d\d:\d\d$"))
    offset = pc.if_else(matches(tz, r"^[+-]\d\d:?\d\d$"), tz, "")
    written = pc.if_else(fits, pc.binary_join_element_wise(day, clock, " "), None)
    local = pc.binary_join_element_wise(written, offset, "")
    times = moments(taken_apart(local), np.zeros(len(frames), np.int64), zone)
    epoch = pairs.column("eventtime")
    exact = _epoch(epoch)
    left = np.ones(len(pairs.rows), bool)
    is_exact = np.asarray(exact.is_valid())
    for name, taken in (("eventtime", is_exact), *((k, ~is_exact) for k in ("date", "time", "tz"))):
        places = pairs.places(name)
        left[places[taken & (places >= 0)]] = False
    stamps = pc.coalesce(pc.if_else(exact.is_valid(), epoch, None), local, frames.stamps)
    return Records(frames, pairs, pc.coalesce(exact, times, frames.times), stamps, left)


def _epoch(texts: pa.Array) -> pa.Array:
    """Moments of seconds, milli-, micro- or nanoseconds since 1970, told apart by size."""
    numbers = whole(pc.utf8_slice_codeunits(texts, 0, 16))
    digits = np.asarray(pc.fill_null(pc.binary_length(texts), 0)).astype(np.int64)
    value = np.asarray(pc.fill_null(numbers, 0)).astype(np.int64)
    micros = np.select(
        [digits <= 11, digits <= 14, digits <= 17], [value * _SECOND, value * 1000, value], value
    )
    good = np.asarray(numbers.is_valid()) & (digits >= 9) & (digits <= 19)
    good &= np.asarray(matches(texts, r"^\d+$"))
    return pa.array(micros, pa.int64(), mask=~good).cast(MOMENT)


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
