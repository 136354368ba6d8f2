"""The fields of an extended log as columns of a proxy event.

Reference: https://www.w3.org/TR/WD-logfile.html for the prefixes ``c``, ``s``, ``r``, ``cs``,
``sc`` …; the names beyond are those of Blue Coat SGOS and Microsoft ISA Server.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT, SMALL
from sekisho.events.table import fields_map
from sekisho.sources.authority import PORTS, hosts_and_ports
from sekisho.sources.numbers import epochs, integers
from sekisho.sources.stamps import Stamp
from sekisho.sources.uniques import mapped, without_dash
from sekisho.sources.verdict import verdict

Values = Mapping[str, pa.Array]
LOCAL_TIMES = ("date-local", "time-local")
_TEXT = pa.scalar(None, pa.string())
_NUMBER = pa.scalar(None, pa.int64())
_ADDRESS = r"^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)$"
_COLUMNS = {
    "user.name": ("cs-username", "cs-userdn", "cs-user", "cs-auth-user"),
    "observer.name": ("s-computername", "s-dns", "s-sitename"),
    "host.name": ("c-dns", "c-computername"),
    "cs-method": ("cs-method", "s-operation"),
    "c-useragent": ("cs(user-agent)", "c-agent", "cs-user-agent"),
    "cs-referrer": ("cs(referer)", "cs(referrer)", "cs-referred"),
    "s-action": ("s-action", "action"),
    "http.response.mime_type": ("rs(content-type)", "sc(content-type)", "cs-mime-type"),
    "url.category": ("cs-categories", "cs-category", "sc-filter-category", "cs-uri-categories"),
    "event.reason": ("x-exception-id",),
    "cs-host": ("cs-host", "cs-uri-host", "r-host"),
}
_NUMBERS = {
    "sc-status": ("sc-status",),
    "sc-bytes": ("sc-bytes",),
    "cs-bytes": ("cs-bytes",),
    "destination.port": ("cs-uri-port", "r-port"),
}
_SERVERS = ("r-ip", "s-supplier-ip", "s-supplier-name", "r-supplier-ip")
_URIS = ("cs-uri", "c-uri", "cs-url", "x-cs-full-url")
_PARTS = ("cs-uri-scheme", "cs-uri-path", "cs-uri-stem", "cs-uri-query")


def columns(values: Values, rows: int, zone: str) -> dict[str, pa.Array]:
    """Columns by name; what has no column of its own goes to ``fields`` by the field's name."""
    rest = dict(values)
    found: dict[str, pa.Array] = {}
    _place_times(rest, found, rows, zone)
    for column, names in _COLUMNS.items():
        if (name := _first(rest, names)) is not None:
            found[column] = mapped(rest.pop(name), without_dash)
    for column, names in _NUMBERS.items():
        if (name := _first(rest, names)) is not None:
            found[column] = _number(rest.pop(name), column, name, rest)
    if "c-ip" in rest:
        found["source.ip"] = _address(rest, "c-ip")
    if (server := _first(rest, _SERVERS)) is not None:
        found["destination.ip"] = _address(rest, server)
    _place_uri(rest, found)
    _place_verdict(rest, found, rows)
    kept = {name: without_dash(column) for name, column in rest.items()}
    kept = {name: column for name, column in kept.items() if column.null_count < rows}
    found["fields"] = fields_map(rows, kept)
    return found


def _first(values: Values, names: tuple[str, ...]) -> str | None:
    """The first of the names whose field is there; better one that says something."""
    there = [name for name in names if name in values]
    for name in there:
        if without_dash(values[name]).null_count < len(values[name]):
            return name
    return there[0] if there else None


def _number(texts: pa.Array, column: str, name: str, rest: dict[str, pa.Array]) -> pa.Array:
    """Whole numbers; text that is none, or too large for the column, stays in the fields."""
    numbers = integers(texts)
    small = column in ("sc-status", "destination.port")
    if small:
        numbers = pc.if_else(pc.less(pc.abs(numbers), 2**31), numbers, _NUMBER)
    odd = pc.and_(numbers.is_null(), pc.not_equal(texts, "-"))
    if pc.any(odd).as_py():
        rest[name] = pc.if_else(odd, texts, _TEXT)
    return numbers.cast(SMALL) if small else numbers


def _address(rest: dict[str, pa.Array], name: str) -> pa.Array:
    """The values that are addresses; names stay in the fields."""
    texts = rest.pop(name)
    here = mapped(texts, lambda values: pc.match_substring_regex(values, _ADDRESS))
    if not pc.all(here).as_py():
        rest[name] = pc.if_else(here, _TEXT, texts)
    return pc.if_else(here, texts, _TEXT)


def _place_times(
    rest: dict[str, pa.Array], found: dict[str, pa.Array], rows: int, zone: str
) -> None:
    """Lines are written at the end; ``time-taken`` (milliseconds) leads back to the start."""
    text, moment = _time(rest, rows, zone)
    found |= {"time.text": text, "@timestamp": moment, "event.end": moment}
    if "time-taken" in rest:
        taken = _number(rest.pop("time-taken"), "event.start", "time-taken", rest)
        known = pc.if_else(pc.less(taken, 0), _NUMBER, taken)
        long = pc.multiply(known, 1000).cast(pa.duration("us"))
        found["event.start"] = pc.subtract(moment, long)


def _time(rest: dict[str, pa.Array], rows: int, zone: str) -> tuple[pa.Array, pa.Array]:
    """Text and moment by the fields that say it best."""
    for date, time, where in (("date", "time", "UTC"), (*LOCAL_TIMES, zone)):
        if date in rest and time in rest:
            text = pc.binary_join_element_wise(rest.pop(date), rest.pop(time), " ")
            return text, Stamp("%Y-%m-%d %H:%M:%S").moments(text, where)
    for name in ("gmttime", "localtime"):
        if name in rest:
            text = pc.utf8_trim(rest.pop(name), "[]")
            return text, Stamp("%d/%b/%Y:%H:%M:%S %z").moments(text, zone)
    for name in ("x-timestamp-unix", "timestamp", "x-timestamp"):
        if name in rest:
            text = rest.pop(name)
            return text, epochs(text)
    return pa.nulls(rows, pa.string()), pa.nulls(rows, MOMENT)


def _place_uri(rest: dict[str, pa.Array], found: dict[str, pa.Array]) -> None:
    name = _first(rest, _URIS)
    if name is not None:
        uri = rest.pop(name)
        host, port = hosts_and_ports(uri)
        found["c-uri"] = without_dash(uri)
        found["cs-host"] = pc.coalesce(found["cs-host"], host) if "cs-host" in found else host
        written = found.get("destination.port")
        found["destination.port"] = port if written is None else pc.coalesce(written, port)
    elif "cs-host" in found:
        found["c-uri"] = _joined(rest, found)
        for part in _PARTS:
            rest.pop(part, None)
    if "cs-host" in found:
        found["cs-host"] = mapped(found["cs-host"].fill_null(""), _host)


def _host(texts: pa.Array) -> pa.Array:
    return without_dash(pc.utf8_lower(pc.utf8_trim(texts, "[]")))


def _joined(rest: Values, found: Values) -> pa.Array:
    """The address put together again; ``host:port`` for a tunnel, as a CONNECT writes it."""
    host = found["cs-host"]
    none = pa.nulls(len(host), pa.string())
    scheme = without_dash(rest.get("cs-uri-scheme", none))
    path = without_dash(rest.get("cs-uri-path", rest.get("cs-uri-stem", none)))
    query = without_dash(rest.get("cs-uri-query", none))
    query = pc.if_else(
        pc.starts_with(query, "?"), query, pc.binary_join_element_wise("?", query, "")
    )
    port = found.get("destination.port", pa.nulls(len(host), SMALL))
    own = pa.array(list(PORTS.values()), SMALL).take(pc.index_in(scheme, pa.array(list(PORTS))))
    colon = pc.binary_join_element_wise(":", port.cast(pa.string()), "")
    shown = pc.if_else(pc.equal(port, own).fill_null(False), "", colon).fill_null("")
    start = pc.binary_join_element_wise(scheme, "://", "").fill_null("")
    texts = (start, host, shown, path.fill_null(""), query.fill_null(""))
    url = pc.binary_join_element_wise(*texts, "")
    tunnel = pc.binary_join_element_wise(host, colon.fill_null(""), "")
    method = found.get("cs-method", none)
    return pc.if_else(pc.equal(method, "CONNECT").fill_null(False), tunnel, url)


def _place_verdict(rest: Values, found: dict[str, pa.Array], rows: int) -> None:
    """Denied where the filter or the action says so; failure also with 4xx and 5xx."""
    denied = np.zeros(rows, dtype=bool)
    said = False
    for texts, pattern in (
        (rest.get("sc-filter-result"), "(?i)denied|blocked"),
        (found.get("s-action"), "(?i)denied|blocked"),
        (found.get("event.reason"), "(?i)denied|blocked"),
    ):
        if texts is not None:
            said = True
            found_here = pc.match_substring_regex(texts, pattern).fill_null(False)
            denied |= np.asarray(found_here)
    status = found.get("sc-status")
    if not said and status is None:
        return
    found |= verdict(denied, status)
