"""The values of a Squid line's codes as columns of a proxy event.

Reference: http://www.squid-cache.org/Doc/config/logformat/ and
https://wiki.squid-cache.org/SquidFaq/SquidLogs (result and hierarchy codes).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT, SMALL
from sekisho.events.table import fields_map
from sekisho.sources.authority import hosts_and_ports
from sekisho.sources.numbers import epochs, integers
from sekisho.sources.percent import decoded
from sekisho.sources.splitting import Flags
from sekisho.sources.squid.capture import Capture
from sekisho.sources.squid.logformat import EPOCH, TIMES, Layout
from sekisho.sources.stamps import Stamp
from sekisho.sources.uniques import mapped, without_dash
from sekisho.sources.verdict import verdict

Values = Mapping[str, pa.Array]
_TEXT = pa.scalar(None, pa.string())
_ADDRESS = r"^(?:\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)$"
_NAME = r"^[A-Za-z0-9_-]*[A-Za-z][A-Za-z0-9_-]*$|^[A-Za-z0-9._-]+\.[A-Za-z0-9-]+$|^-$"
_DIRECT = r"DIRECT|ORIGINAL_DST|PINNED"
"""Hierarchy codes after which the peer address is the web server's own."""
_USERS = ("un", "ul", "ue", "us", "ui")
_URIS = ("ru", ">ru", "<ru")
_COLUMNS = {
    "cs-method": ("rm", ">rm", "<rm"),
    "http.response.mime_type": ("mt",),
    "tls.client.server_name": ("ssl::>sni", "tls::>sni"),
    "event.reason": ("err_code",),
    "c-useragent": ("{user-agent}>h", "{user-agent}>ha"),
    "cs-referrer": ("{referer}>h", "{referer}>ha"),
}
_PROMISED = {
    ">a": f"{_ADDRESS}|{_NAME}",
    "Ss": r"^(?:[A-Z][A-Z_]+|-)$",
    "Sh": r"^(?:[A-Z][A-Z_]+|-)$",
}
_WHOLE = ("tr", "<st", ">st", ">Hs", "Hs", "<Hs")
_NUMBERS = {"sc-bytes": ("<st",), "cs-bytes": (">st",), "sc-status": (">Hs", "Hs", "<Hs")}


def typed(capture: Capture) -> Capture:
    """The capture with numbers and times read, without rows that break a code's promise.

    Number codes become int64, and the moment of an epoch code is added as ``@timestamp``.
    """
    good = np.ones(int(capture.fit.sum()), dtype=bool)
    values = dict(capture.values)
    for key, pattern in _PROMISED.items():
        if key in values:
            good &= _matching(values[key], pattern)
    for key in (EPOCH, "ts"):
        if key in values:
            values["@timestamp"] = epochs(_plain(values[key]), parted=key == EPOCH)
            good &= np.asarray(values["@timestamp"].is_valid())
            break
    for key in _WHOLE:
        if key in values:
            text = _plain(values[key])
            values[key] = integers(text)
            if values[key].null_count:
                good &= np.asarray(pc.or_(values[key].is_valid(), pc.equal(text, "-")))
    return Capture(capture.fit, values).only(good)


def _matching(values: pa.Array, pattern: str) -> Flags:
    found = mapped(values, lambda texts: pc.match_substring_regex(texts, pattern))
    return np.asarray(found.fill_null(False))


def columns(values: Values, layout: Layout, zone: str) -> dict[str, pa.Array]:
    """Columns by name; what has no column of its own goes to ``fields`` by the code's name."""
    used: set[str] = set()
    found: dict[str, pa.Array] = {}
    _place_times(values, layout, zone, found, used)
    _place_request(values, layout, found, used)
    _place_ends(values, found, used)
    _place_verdict(values, found, used)
    rest = {key: mapped(_text(values[key]), without_dash) for key in values if key not in used}
    rest |= {key: found.pop(key) for key in ("<a", "tr") if key in found}
    rest = {key: column for key, column in rest.items() if column.null_count < len(column)}
    found["fields"] = fields_map(len(found["time.text"]), rest)
    return found


def _text(values: pa.Array) -> pa.Array:
    return values.cast(pa.string()) if pa.types.is_integer(values.type) else values


def _plain(values: pa.Array) -> pa.Array:
    return values.cast(pa.string()) if pa.types.is_dictionary(values.type) else values


def _place_times(
    values: Values, layout: Layout, zone: str, found: dict[str, pa.Array], used: set[str]
) -> None:
    """Squid writes a line when the request or tunnel has ended."""
    rows = len(next(iter(values.values())))
    key = next((key for key in TIMES if key in values), None)
    text = _plain(values[key]) if key else pa.nulls(rows, pa.string())
    moment = values.get("@timestamp", pa.nulls(rows, MOMENT))
    if key in ("tl", "tg"):
        form = next(code.time_form for code in layout.codes if code.name == key)
        moment = Stamp(form).moments(text, "UTC" if key == "tg" else zone)
    found |= {"time.text": text, "@timestamp": moment, "event.end": moment}
    used |= {key, "@timestamp"} if key else set()
    if "tS" in values:
        found["event.start"] = epochs(_plain(values["tS"]))
    elif "tr" in values:
        _place_start(values["tr"], found)
        used.add("tr")


def _place_start(elapsed: pa.Array, found: dict[str, pa.Array]) -> None:
    """Start = end minus the elapsed milliseconds; a clock set back leaves the start unknown."""
    negative = pc.less(elapsed, 0)
    if pc.any(negative).as_py():
        found["tr"] = pc.if_else(negative, elapsed.cast(pa.string()), _TEXT)
        elapsed = pc.if_else(negative, pa.scalar(None, pa.int64()), elapsed)
    long = pc.multiply(elapsed, 1000).cast(pa.duration("us"))
    found["event.start"] = pc.subtract(found["event.end"], long)


def _place_request(
    values: Values, layout: Layout, found: dict[str, pa.Array], used: set[str]
) -> None:
    quoted = {code.key for code in layout.codes if code.closing == '"'}
    for column, keys in _COLUMNS.items():
        key = next((key for key in keys if key in values), None)
        if key is not None:
            used.add(key)
            read = _unescaped if key in quoted else _unquoted if "agent" in key else without_dash
            found[column] = mapped(values[key], read)
    for column, keys in _NUMBERS.items():
        key = next((key for key in keys if key in values), None)
        if key is not None:
            used.add(key)
            found[column] = values[key]
    uri = next((key for key in _URIS if key in values), None)
    if uri is not None:
        used.add(uri)
        texts = _plain(values[uri])
        if uri in quoted and pc.any(pc.match_substring(texts, "\\")).as_py():
            texts = _unescaped(texts)  # inside quotes Squid writes \" and \\
        found["c-uri"] = without_dash(texts)
        found["cs-host"], found["destination.port"] = hosts_and_ports(texts)
    elif ">rd" in values:
        found["cs-host"] = without_dash(_plain(values[">rd"]))
        used.add(">rd")


def _unescaped(texts: pa.Array) -> pa.Array:
    return without_dash(pc.replace_substring_regex(texts, r"\\(.)", r"\1"))


def _unquoted(texts: pa.Array) -> pa.Array:
    return without_dash(decoded(texts))


def _place_ends(values: Values, found: dict[str, pa.Array], used: set[str]) -> None:
    """Who asked, from where, and which server answered."""
    users = [key for key in _USERS if key in values]
    if users:
        names = [mapped(values[key], _unquoted) for key in users]
        found["user.name"] = names[0] if len(names) == 1 else pc.coalesce(*names)
        used.add(users[0])
    client = values.get(">a", values.get(">A"))
    if client is not None:
        found["source.ip"] = mapped(client, lambda texts: _when(texts, address=True))
        found["host.name"] = mapped(client, lambda texts: _when(texts, address=False))
        used.add(">a" if ">a" in values else ">A")
    if "<a" in values:
        server = mapped(values["<a"], lambda texts: _when(texts, address=True))
        if "Sh" in values:
            direct = mapped(values["Sh"], lambda texts: pc.match_substring_regex(texts, _DIRECT))
            server = pc.if_else(direct, server, _TEXT)
        found["destination.ip"] = server
        peer = mapped(values["<a"], without_dash)
        found["<a"] = pc.if_else(pc.is_null(server), peer, _TEXT)
        used.add("<a")


def _when(texts: pa.Array, *, address: bool) -> pa.Array:
    """The texts that are addresses, or those that are names."""
    wanted = pc.match_substring_regex(texts, _ADDRESS)
    return without_dash(pc.if_else(wanted if address else pc.invert(wanted), texts, _TEXT))


def _place_verdict(values: Values, found: dict[str, pa.Array], used: set[str]) -> None:
    """Denied: Squid's rules refused; failure: refused, or answered with 4xx or 5xx."""
    status = found.get("sc-status")
    if status is None and "Ss" not in values:
        return
    rows = len(found["time.text"])
    code = np.zeros(rows, dtype=np.int64) if status is None else np.asarray(status.fill_null(0))
    denied = np.zeros(rows, dtype=bool)
    if "Ss" in values:
        used.add("Ss")
        found["s-action"] = mapped(values["Ss"], without_dash)
        none = _matching(values["Ss"], r"^(?:TAG_)?NONE")
        denied = _matching(values["Ss"], "DENIED") | (none & (code == 403))
    found |= verdict(denied, status)
    if status is not None:
        found["sc-status"] = status.cast(SMALL)
