"""The kernel as judge: packets through a ruleset in a network namespace that has no way out.

Run by ``unshare -rn``: two tun devices, nothing else. Packets written into one are routed to
the other, unless the ruleset refuses them. Standard input: JSON ``{ruleset, packets: [{source,
destination, transport, port}], collector, records}``; standard output: JSON ``{passed: [numbers
of packets], counted: {code: packets}, recorded: [lines]}``. ``collector``: settings of ulogd2,
which takes what the ruleset logs to the file ``records``; None: nobody does.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
PROTOCOLS = {"tcp": 6, "udp": 17, "other": 47}
QUIET_S = 1.0
"""Packets that come through do so within it."""
LISTENING = Path("/proc/net/netfilter/nfnetlink_log")
"""A line for each group that somebody takes the records of, in this network namespace."""
PATIENCE_S = 300


def main() -> None:
    job = json.load(sys.stdin)
    inward, outward = device("sin"), device("sout")
    configure()
    subprocess.run(["nft", "-f", "-"], input=job["ruleset"].encode(), check=True)
    settings = job.get("collector")
    collector = collecting(settings, Path(job["records"])) if settings else None
    for number, packet in enumerate(job["packets"], start=1):
        os.write(inward, made(number, packet))
    sent = {protocol(packet) for packet in job["packets"]}
    answer = {"passed": sorted(passed(outward, sent)), "counted": counted(), "recorded": []}
    if collector:
        answer["recorded"] = recorded(collector, Path(job["records"]))
    json.dump(answer, sys.stdout)


def collecting(settings: str, records: Path) -> subprocess.Popen[bytes]:
    """ulogd2, once it has opened its file."""
    daemon = subprocess.Popen(["ulogd", "-c", settings], stderr=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE_S
    while not records.exists():
        if daemon.poll() is not None or time.monotonic() > until:
            raise RuntimeError("ulogd does not collect")
        time.sleep(0.05)
    while not LISTENING.read_text(encoding="ascii"):  # it opens the file before it asks the kernel
        if daemon.poll() is not None or time.monotonic() > until:
            raise RuntimeError("ulogd does not listen")
        time.sleep(0.05)
    return daemon


def recorded(daemon: subprocess.Popen[bytes], records: Path) -> list[str]:
    """What it wrote, once it writes no more: the kernel hands packets over by the second."""
    size, still = -1, 0
    while still < 3:
        time.sleep(1)
        now = records.stat().st_size
        size, still = now, still + 1 if now == size else 0
    daemon.terminate()
    daemon.wait()
    return records.read_text(encoding="utf-8").splitlines()


def device(name: str) -> int:
    opened = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(opened, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    subprocess.run(["ip", "link", "set", name, "up"], check=True)
    return opened


def configure() -> None:
    net = Path("/proc/sys/net")
    for name in ("all", "default", "sin", "sout"):
        (net / "ipv4/conf" / name / "rp_filter").write_text("0")
        (net / "ipv4/conf" / name / "forwarding").write_text("1")
        (net / "ipv6/conf" / name / "forwarding").write_text("1")
    for family in ("-4", "-6"):
        subprocess.run(["ip", family, "route", "add", "default", "dev", "sout"], check=True)


def protocol(packet: dict[str, Any]) -> tuple[int, int]:
    version = 6 if ":" in packet["source"] else 4
    echo = 1 if version == 4 else 58
    return version, PROTOCOLS.get(packet["transport"], echo)


def made(number: int, packet: dict[str, Any]) -> bytes:
    """An IP packet that bears its number as identification (v4) or flow label (v6)."""
    version, kind = protocol(packet)
    body = payload(number, kind, packet["port"])
    if version == 6:
        ends = [socket.inet_pton(socket.AF_INET6, packet[one]) for one in ("source", "destination")]
        return struct.pack("!IHBB", 6 << 28 | number, len(body), kind, 64) + b"".join(ends) + body
    ends = [socket.inet_aton(packet[one]) for one in ("source", "destination")]
    length = 20 + len(body)
    head = struct.pack("!BBHHHBBH", 0x45, 0, length, number, 0, 64, kind, 0) + b"".join(ends)
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body


def payload(number: int, kind: int, port: int | None) -> bytes:
    if kind == 6:
        return struct.pack("!HHIIBBHHH", 20000 + number, port or 0, number, 0, 0x50, 2, 1024, 0, 0)
    if kind == 17:
        return struct.pack("!HHHH", 20000 + number, port or 0, 8, 0)
    if kind in (1, 58):
        return struct.pack("!BBHHH", 8 if kind == 1 else 128, 0, 0, number, 1)
    return b"\0" * 8


def checksum(data: bytes) -> int:
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total & 0xFFFF) + (total >> 16)
    return ~(total + (total >> 16)) & 0xFFFF


def passed(outward: int, sent: set[tuple[int, int]]) -> set[int]:
    """Numbers of the packets that came through; the kernel's own words are not among them."""
    found = set()
    while select.select([outward], [], [], QUIET_S)[0]:
        data = os.read(outward, 65536)
        version = data[0] >> 4
        kind = data[9] if version == 4 else data[6]
        refusal = kind in (1, 58) and data[20 if version == 4 else 40] not in (8, 128)
        if (version, kind) not in sent or refusal:
            continue
        label = struct.unpack("!I", data[:4])[0] & 0xFFFFF
        found.add(struct.unpack("!H", data[4:6])[0] if version == 4 else label)
    return found


def counted() -> dict[str, int]:
    """Packets by code, from the counters of the loaded ruleset."""
    told = subprocess.run(
        ["nft", "-j", "list", "table", "inet", "sekisho"], capture_output=True, check=True
    )
    found: dict[str, int] = {}
    for part in json.loads(told.stdout)["nftables"]:
        rule = part.get("rule", {})
        for expression in rule.get("expr", []):
            if "comment" in rule and "counter" in expression:
                code = rule["comment"]
                found[code] = found.get(code, 0) + expression["counter"]["packets"]
    return found


if __name__ == "__main__":
    main()
