"""Every notation the form knows (its ``format``), each read into one canonical text.

One function decides both whether a value is right and how it is kept, so that checking and
reading can never disagree.
"""

from __future__ import annotations

import codecs
import ipaddress
import re
import zoneinfo
from collections.abc import Callable
from datetime import UTC, timedelta, timezone, tzinfo
from difflib import get_close_matches

from sekisho.form.dates import (
    NotThisFormError,
    narrow,
    read_date,
    read_end,
    read_moment,
    read_month_day,
    read_start,
    read_time,
    read_year,
)
from sekisho.form.when import read_when

_DOMAIN = re.compile(r"[^\s/:@*.]+(?:\.[^\s/:@*.]+)+")
_MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")
_PORT = re.compile(r"(tcp|udp)/(\d{1,5})(?:-(\d{1,5}))?")
_OFFSET = re.compile(r"(?:UTC)?([+-])(\d{1,2}):?(\d{2})")


def network(text: str) -> str:
    """An IPv4 or IPv6 range in CIDR notation; a single address is a range of one."""
    written = narrow(text)
    try:
        return str(ipaddress.ip_network(written))
    except ValueError:
        pass
    try:
        meant = str(ipaddress.ip_network(written, strict=False))
    except ValueError:
        meant = ""
    raise NotThisFormError(meant)


def address(text: str) -> str:
    """An IPv4 or IPv6 address."""
    written = narrow(text)
    try:
        return str(ipaddress.ip_address(written))
    except ValueError as error:
        raise NotThisFormError(written.partition("/")[0] if "/" in written else "") from error


def mac(text: str) -> str:
    """A MAC address with hyphens and capitals (RFC 7042, as in the Elastic Common Schema)."""
    digits = re.sub(r"[-:.\s]", "", narrow(text)).upper()
    if not re.fullmatch(r"[0-9A-F]{12}", digits):
        raise NotThisFormError
    return "-".join(digits[at : at + 2] for at in range(0, 12, 2))


def port(text: str) -> str:
    """``tcp/443``, ``udp/53``, ``tcp/8000-8010`` or ``icmp``."""
    written = narrow(text).lower()
    if written == "icmp":
        return written
    found = _PORT.fullmatch(written)
    if found is None:
        number = re.search(r"\d+(?:-\d+)?", written)
        protocol = "udp" if "udp" in written else "tcp"
        raise NotThisFormError(f"{protocol}/{number[0]}" if number else "")
    low, high = int(found[2]), int(found[3] or found[2])
    if not 0 < low <= high <= 65535:
        raise NotThisFormError
    return written


def domain(text: str) -> str:
    """A domain name; it stands for itself and everything below it."""
    written = narrow(text).lower().removeprefix("*.").rstrip(".")
    if _DOMAIN.fullmatch(written):
        return written
    host = re.sub(r"^[a-z]+://", "", written).partition("/")[0].rpartition("@")[2]
    host = host.partition(":")[0].lstrip(".")
    raise NotThisFormError(host if _DOMAIN.fullmatch(host) else "")


def extension(text: str) -> str:
    """A file name extension with its dot, in small letters."""
    bare = narrow(text).lower().removeprefix("*").removeprefix(".")
    if not bare or re.search(r"[\s/\\*]", bare):
        raise NotThisFormError
    return f".{bare}"


def mail_address(text: str) -> str:
    """A mail address in small letters."""
    written = narrow(text).lower()
    if not _MAIL.fullmatch(written):
        raise NotThisFormError
    return written


def time_zone(text: str) -> str:
    """A name of the IANA time zone database, ``UTC``, or an offset such as ``+09:00``."""
    written = narrow(text)
    if written.upper() in ("UTC", "Z"):
        return "UTC"
    if found := _OFFSET.fullmatch(written):
        hours, minutes = int(found[2]), int(found[3])
        if hours > 14 or minutes > 59:
            raise NotThisFormError
        return f"{found[1]}{hours:02}:{minutes:02}"
    if written.upper() in ("JST", "日本", "日本時間", "日本標準時"):
        raise NotThisFormError("Asia/Tokyo")
    known = zoneinfo.available_timezones()
    if written not in known:
        close = get_close_matches(written, sorted(known), 1)
        raise NotThisFormError(close[0] if close else "")
    return written


def zone_named(canonical: str) -> tzinfo:
    """The time zone of a canonical name as ``time_zone`` gives it."""
    if canonical == "UTC":
        return UTC
    if found := _OFFSET.fullmatch(canonical):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(-offset if found[1] == "-" else offset)
    return zoneinfo.ZoneInfo(canonical)


def encoding(text: str) -> str:
    """A text encoding that Python knows, under Python's own name for it."""
    written = narrow(text)
    try:
        b"Seki".decode(written, "replace")
        return codecs.lookup(written).name
    except (LookupError, ValueError) as error:
        meant = "cp932" if "jis" in written.lower() else ""
        raise NotThisFormError(meant) from error


def device_id(text: str) -> str:
    r"""A Windows device instance id, ``USB\VID_0781&PID_5581\SERIAL``, in capitals."""
    written = narrow(text).upper()
    parts = written.split("\\")
    if len(parts) != 3 or not all(parts):
        raise NotThisFormError
    return "\\".join([*parts[:2], device_serial(parts[2])])


def device_serial(text: str) -> str:
    """A device's own serial number, in capitals.

    Where the second sign is ``&`` Windows made the text up, because the device has no serial
    number; it changes with the port and proves nothing, so it is refused.
    """
    written = narrow(text).upper()
    if written[1:2] == "&":
        raise NotThisFormError(code="device_without_serial")
    if not written or "\\" in written:
        raise NotThisFormError
    return written


def sha256(text: str) -> str:
    """A SHA-256 in 64 small hexadecimal digits."""
    written = narrow(text).lower().removeprefix("sha256:").replace(" ", "")
    if not re.fullmatch(r"[0-9a-f]{64}", written):
        raise NotThisFormError
    return written


def usb_id(text: str) -> str:
    """A USB vendor or product id: four hexadecimal digits, in capitals."""
    written = narrow(text).upper().removeprefix("0X").removeprefix("VID_").removeprefix("PID_")
    if not re.fullmatch(r"[0-9A-F]{4}", written):
        raise NotThisFormError
    return written


NOTATIONS: dict[str, Callable[[str], str]] = {
    "date": lambda text: read_date(text).isoformat(),
    "time": lambda text: read_time(text).isoformat("auto")[:8].removesuffix(":00"),
    "month-day": read_month_day,
    "year": lambda text: str(read_year(text)),
    "moment-start": lambda text: read_start(text).isoformat(),
    "moment-end": lambda text: read_end(text).isoformat(),
    "moment": lambda text: read_moment(text).isoformat(),
    "when": read_when,
    "network": network,
    "address": address,
    "mac": mac,
    "port": port,
    "domain": domain,
    "extension": extension,
    "mail-address": mail_address,
    "time-zone": time_zone,
    "encoding": encoding,
    "device-id": device_id,
    "device-serial": device_serial,
    "usb-id": usb_id,
    "sha256": sha256,
}
"""``format`` of the schema → reader. Each raises NotThisFormError for a wrong text."""
