"""The columns of an i-FILTER line as columns of a proxy event."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import MOMENT, SMALL
from sekisho.events.table import fields_map
from sekisho.sources.authority import hosts_and_ports
from sekisho.sources.numbers import integers
from sekisho.sources.percent import decoded
from sekisho.sources.stamps import Stamp
from sekisho.sources.uniques import mapped, without_dash
from sekisho.sources.verdict import verdict

_TEXT = pa.scalar(None, pa.string())
_START = Stamp("%d/%b/%Y:%H:%M:%S %z")
_WRITTEN = Stamp("%Y %b %d %H:%M:%S %z")
_ADDRESS = (
    r"^\[?(?P<ip>\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*?)\]?(?::(?P<port>\d{1,5}))?$"
)
_DAY = pa.scalar(86_400_000_000, pa.duration("us"))
_NAMES = {
    "user": "user.name",
    "computer": "host.name",
    "agent": "c-useragent",
    "type": "http.response.mime_type",
    "reason": "event.reason",
}


def columns(given: Mapping[str, pa.Array], rows: int, zone: str) -> dict[str, pa.Array]:
    """Columns by name; what has none of its own goes to ``fields`` by the layout's name."""
    rest = dict(given)
    found: dict[str, pa.Array] = {}
    _place_times(rest, found, rows, zone)
    for name, column in _NAMES.items():
        if name in rest:
            found[column] = mapped(rest.pop(name), _readable)
    if "method" in rest:
        found["cs-method"] = without_dash(pc.utf8_ltrim(rest.pop("method"), '"'))
    if "referrer" in rest:
        found["cs-referrer"] = without_dash(pc.utf8_trim(rest.pop("referrer"), '"'))
    if "protocol" in rest:
        rest["protocol"] = pc.utf8_rtrim(rest["protocol"], '"')
    _place_ends(rest, found)
    _place_verdict(rest, found, rows)
    kept = {name: mapped(texts, _readable) for name, texts in rest.items()}
    kept = {name: texts for name, texts in kept.items() if texts.null_count < rows}
    found["fields"] = fields_map(rows, kept)
    return found


def _readable(texts: pa.Array) -> pa.Array:
    return without_dash(decoded(texts, plus=True))


def _place_times(
    rest: dict[str, pa.Array], found: dict[str, pa.Array], rows: int, zone: str
) -> None:
    """The line is written when the answer has been sent; it states no year, its start does."""
    start = pa.nulls(rows, MOMENT)
    text = pa.nulls(rows, pa.string())
    if "start" in rest:
        offset = rest.pop("offset", pa.repeat(pa.scalar(""), rows))
        begun = pc.binary_join_element_wise(rest.pop("start"), offset, " ")
        text = pc.utf8_trim(begun, "[] ")
        start = _START.moments(text, zone)
    found |= {"@timestamp": start, "event.start": start, "time.text": text}
    if {"month", "day", "clock"} <= rest.keys():
        parts = [rest.pop(name) for name in ("month", "day", "clock")]
        written = _written(parts, text, start, zone)
        found["time.text"] = pc.binary_join_element_wise(*parts, " ")
        found["@timestamp"] = pc.coalesce(written, start)
        found["event.end"] = written


def _written(parts: list[pa.Array], begun: pa.Array, start: pa.Array, zone: str) -> pa.Array:
    """The time of writing in the year and zone of the start; after New Year's Eve in the next."""
    known = begun.fill_null("")
    year = pc.replace_substring_regex(known, r"^[^/]*/[^/]*/(\d{4}):.*$", r"\1")
    offset = pc.replace_substring_regex(known, r"^.* ", "")
    first = _WRITTEN.moments(pc.binary_join_element_wise(year, *parts, offset, " "), zone)
    early = pc.less(first, pc.subtract(start, _DAY)).fill_null(False)
    if not pc.any(early).as_py():
        return first
    following = pc.add(integers(year), 1).cast(pa.string()).fill_null("")
    second = _WRITTEN.moments(pc.binary_join_element_wise(following, *parts, offset, " "), zone)
    return pc.if_else(early, second, first)


def _place_ends(rest: dict[str, pa.Array], found: dict[str, pa.Array]) -> None:
    """``client`` (by X-Forwarded-For where that is trusted) is the computer of the staff."""
    name = next((name for name in ("client", "peer") if name in rest), None)
    if name is not None:
        found["source.ip"], _ = _address(rest.pop(name))
    if "uri" in rest:
        uri = rest.pop("uri")
        found["c-uri"] = without_dash(uri)
        found["cs-host"], found["destination.port"] = hosts_and_ports(uri)
    if "destination" in rest:
        found["destination.ip"], port = _address(rest.pop("destination"))
        written = found.get("destination.port", pa.nulls(len(port), SMALL))
        found["destination.port"] = pc.coalesce(port, written)


def _address(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    matched = pc.extract_regex(texts, _ADDRESS)
    port = matched.field(1)
    port = pc.if_else(pc.equal(port, ""), _TEXT, port).cast(SMALL)
    return pc.if_else(matched.is_valid(), matched.field(0), _TEXT), port


def _place_verdict(rest: dict[str, pa.Array], found: dict[str, pa.Array], rows: int) -> None:
    status = None
    if "status" in rest:
        numbers = integers(rest.pop("status"))
        fits = pc.less(pc.abs(numbers), 1000)
        status = pc.if_else(fits, numbers, pa.scalar(None, pa.int64())).cast(SMALL)
        found["sc-status"] = status
    if "size" in rest:
        found["sc-bytes"] = integers(rest.pop("size"))
    categories = next((name for name in ("categories", "category") if name in rest), None)
    if categories is not None:
        found["url.category"] = without_dash(rest.pop(categories))
    denied = np.zeros(rows, dtype=bool)
    if "action" in rest:
        action = rest.pop("action")
        found["s-action"] = mapped(action, without_dash)
        denied = np.asarray(pc.match_substring_regex(action, "(?i)block|deny")).astype(bool)
    found |= verdict(denied, status)
