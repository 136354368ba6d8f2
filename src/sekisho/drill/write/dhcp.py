"""DHCP servers: ISC dhcpd (syslog and leases file), Windows Server, Yamaha RTX.

References: dhcpd(8), dhcpd.leases(5) (times in UTC); the legend at the head of Windows' own
`DhcpSrvLog-*.log` (local time, one file a weekday, overwritten after a week); Yamaha RTX command
reference, syslog at level INFO (local time, no host names).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sekisho.drill.clock import SECOND, Clock, local, syslog_stamp, utc
from sekisho.drill.leases import LEASE, Message

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LEGEND = """\t\tMicrosoft DHCP Service Activity Log


Event ID  Meaning
00\tThe log was started.
01\tThe log was stopped.
02\tThe log was temporarily paused due to low disk space.
10\tA new IP address was leased to a client.
11\tA lease was renewed by a client.
12\tA lease was released by a client.
13\tAn IP address was found to be in use on the network.
14\tA lease request could not be satisfied because the scope's address pool was exhausted.
15\tA lease was denied.
16\tA lease was deleted.
17\tA lease was expired and DNS records for an expired leases have not been deleted.
18\tA lease was expired and DNS records were deleted.
20\tA BOOTP address was leased to a client.
21\tA dynamic BOOTP address was leased to a client.
22\tA BOOTP request could not be satisfied because the scope's address pool for BOOTP was exhausted.
23\tA BOOTP IP address was deleted after checking to see it was not in use.
24\tIP address cleanup operation has began.
25\tIP address cleanup statistics.
30\tDNS update request to the named DNS server.
31\tDNS update failed.
32\tDNS update successful.
33\tPacket dropped due to NAP policy.
34\tDNS update request failed.as the DNS update request queue limit exceeded.
35\tDNS update request failed.
36\tPacket dropped because the server is in failover standby role or the hash of the client ID does not match.
50+\tCodes above 50 are used for Rogue Server Detection information.

QResult: 0: NoQuarantine, 1:Quarantine, 2:Drop Packet, 3:Probation,6:No Quarantine Information ProbationTime:Year-Month-Day Hour:Minute:Second:MilliSecond.

ID,Date,Time,Description,IP Address,Host Name,MAC Address,User Name, TransactionID, QResult,Probationtime, CorrelationID,Dhcid,VendorClass(Hex),VendorClass(ASCII),UserClass(Hex),UserClass(ASCII),RelayAgentInformation,DnsRegError.
"""  # noqa: E501 - the server's own text, line for line


def isc_syslog(messages: Iterable[Message], clock: Clock, server: str, net: str) -> Iterator[bytes]:
    """The lines that dhcpd gives to syslog."""
    gateway = f"{net}.1"
    for one in messages:
        who = f"{one.mac} ({one.host}) via eth0"
        text = {
            "discover": f"DHCPDISCOVER from {who}",
            "offer": f"DHCPOFFER on {one.address} to {who}",
            "request": f"DHCPREQUEST for {one.address} from {who}",
            "ack": f"DHCPACK on {one.address} to {who}",
            "nak": f"DHCPNAK on {one.address} to {one.mac} via eth0",
            "release": f"DHCPRELEASE of {one.address} from {who} (found)",
            "expire": f"lease {one.address} expired",
        }[one.step]
        if one.step == "request":
            text = text.replace(f"{one.address} from", f"{one.address} ({gateway}) from", 1)
        yield f"{syslog_stamp(clock.shows(one.time))} {server} dhcpd[812]: {text}\n".encode()


def isc_leases(messages: Iterable[Message], clock: Clock) -> Iterator[bytes]:
    """The journal of leases: each block replaces the one before it for that address."""
    yield (
        b"# The format of this file is documented in the dhcpd.leases(5) manual page.\n"
        b"# This lease file was written by isc-dhcp-4.3.1\n\n"
        b'server-duid "\\000\\001\\000\\001\\036\\324\\210\\223\\000\\033!x\\203\\002";\n\n'
    )
    for one in messages:
        if one.step not in {"ack", "release"}:
            continue
        start = clock.shows(one.time)
        ends, state = (start + LEASE, "active") if one.step == "ack" else (start, "free")
        next_state = "free" if state == "active" else state
        yield (
            f"lease {one.address} {{\n"
            f"  starts {_lease_stamp(start)};\n  ends {_lease_stamp(ends)};\n"
            f"  cltt {_lease_stamp(start)};\n  binding state {state};\n"
            f"  next binding state {next_state};\n  rewind binding state free;\n"
            f"  hardware ethernet {one.mac};\n"
            f'  uid "\\001{_octal(one.mac)}";\n  client-hostname "{one.host}";\n}}\n'
        ).encode()


def _lease_stamp(ms: int) -> str:
    moment = utc(ms)
    return f"{moment.isoweekday() % 7} {moment:%Y/%m/%d %H:%M:%S}"


def _octal(mac: str) -> str:
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\{byte:03o}"
        for byte in bytes.fromhex(mac.replace(":", ""))
    )


def windows_files(
    messages: list[Message], clock: Clock, domain: str
) -> Iterator[tuple[str, bytes, int]]:
    """Name, content and last time of each weekday's file; a week later the day is overwritten."""
    by_weekday: dict[int, list[Message]] = {}
    holder: dict[str, str] = {}
    renews: dict[int, bool] = {}
    for one in messages:
        renews[id(one)] = holder.get(one.address) == one.mac
        if one.step in {"ack", "release"}:
            holder[one.address] = one.mac if one.step == "ack" else ""
        day = local(clock.shows(one.time)).date()
        kept = by_weekday.setdefault(day.weekday(), [])
        if kept and local(clock.shows(kept[0].time)).date() != day:
            kept.clear()
        kept.append(one)
    for weekday, ones in sorted(by_weekday.items()):
        first = local(clock.shows(ones[0].time))
        opening = f"24,{first:%m/%d/%y},00:00:10,Database Cleanup Begin,,,,,0,6,,,,,,,,,0\n"
        body = "".join(_windows_line(one, clock, domain, renews=renews[id(one)]) for one in ones)
        content = (_LEGEND + opening + body).replace("\n", "\r\n").encode()
        yield f"DhcpSrvLog-{_DAYS[weekday]}.log", content, ones[-1].time


def _windows_line(one: Message, clock: Clock, domain: str, *, renews: bool) -> str:
    kind = {
        "offer": None,
        "discover": None,
        "request": None,
        "ack": ("10", "Assign"),
        "nak": ("15", "NACK"),
        "release": ("12", "Release"),
        "expire": ("17", "Expired"),
    }[one.step]
    if kind is None:
        return ""
    number, text = kind
    moment = clock.shows(one.time)
    if one.step == "ack" and renews:
        number, text = "11", "Renew"
    when = local(moment)
    transaction = int(one.mac.replace(":", ""), 16) * 7 + moment // SECOND & 0xFFFFFFFF
    mac = one.mac.replace(":", "").upper()
    return (
        f"{number},{when:%m/%d/%y},{when:%H:%M:%S},{text},{one.address},{one.host}.{domain},{mac},,"
        f"{transaction},0,,,,0x4D53465420352E30,MSFT 5.0,,,,0\n"
    )


def yamaha(messages: Iterable[Message], clock: Clock) -> Iterator[bytes]:
    """The lines of `show log`: an address is allocated or extended, without a host's name."""
    held: dict[str, tuple[str, int]] = {}
    for one in messages:
        if one.step not in {"ack", "release"}:
            continue
        when = local(clock.shows(one.time))
        if one.step == "release":
            verb = "Releases"
            held.pop(one.address, None)
        else:
            owner, until = held.get(one.address, ("", 0))
            verb = "Extends" if owner == one.mac and until > one.time else "Allocates"
            held[one.address] = (one.mac, one.time + LEASE)
        yield (
            f"{when:%Y/%m/%d %H:%M:%S}: [DHCPD] LAN1(port1) {verb} {one.address}: {one.mac}\n"
        ).encode()
