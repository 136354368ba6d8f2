"""Host and port out of a column of addresses (URLs, or ``host:port`` of a CONNECT).

Reference: RFC 3986 section 3.2; RFC 9110 section 9.3.6 for the form of CONNECT.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.events.columns import SMALL
from sekisho.sources.splitting import Numbers, buffers, pieces

_AUTHORITY = (
    r"^(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[^:/?#@\[\]]+))(?::(?P<port>\d{1,5}))?(?:[?#].*)?$"
)
_SCHEME = "://"
PORTS = {"http": 80, "https": 443, "ftp": 21, "ws": 80, "wss": 443}
"""The port of a scheme where an address writes none."""


def hosts_and_ports(uris: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Host in lower case without brackets, and port (the scheme's own where none is written).

    ``uris`` has no nulls. Both are null where there is no host (``error:…``, a bare path).
    """
    encoded = pc.dictionary_encode(_beginnings(uris))
    scheme, authority = _parted(encoded.dictionary)
    found = pc.extract_regex(authority, _AUTHORITY)
    six, name, port = (_present(found.field(at)) for at in range(3))
    written = port.cast(SMALL)
    usual = _usual_port(pc.utf8_lower(scheme))
    # a word without scheme and port is no host: "error:…" and "-" look like that
    sure = pc.or_(pc.is_valid(scheme), pc.is_valid(written))
    host = pc.if_else(sure, pc.utf8_lower(pc.coalesce(six, name)), pa.scalar(None, pa.string()))
    ports = pc.if_else(host.is_valid(), pc.coalesce(written, usual), pa.scalar(None, SMALL))
    return host.take(encoded.indices), ports.take(encoded.indices)


def _parted(beginnings: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Scheme (or null) and what follows it without user and password."""
    parts = pc.split_pattern(beginnings, _SCHEME, max_splits=1)
    ends = np.asarray(parts.offsets)
    both = pa.array(np.diff(ends) == 2)
    scheme = pc.if_else(both, parts.values.take(pa.array(ends[:-1])), pa.scalar(None, pa.string()))
    authority = parts.values.take(pa.array(ends[1:] - 1))
    if pc.any(pc.match_substring(authority, "@")).as_py():
        authority = pc.replace_substring_regex(authority, "^[^@/?#]*@", "")
    return scheme, authority


def _present(texts: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def _usual_port(schemes: pa.Array) -> pa.Array:
    known = pa.array(list(PORTS), pa.string())
    return pa.array(list(PORTS.values()), SMALL).take(pc.index_in(schemes, known))


def _beginnings(uris: pa.Array) -> pa.Array:
    """Each address up to the slash that ends its host (scheme and host only)."""
    offsets, data, signs = buffers(uris)
    starts, ends = offsets[:-1], offsets[1:]
    slashes = np.flatnonzero(signs[: int(offsets[-1])] == ord("/"))
    beyond = np.full(3, len(signs) + 3, dtype=np.int64)
    slashes = np.concatenate((slashes, beyond))
    first = np.searchsorted(slashes, starts)
    at: Numbers = slashes[first]
    colon = signs[np.clip(at - 1, 0, max(len(signs) - 1, 0))] == ord(":") if len(signs) else at < 0
    scheme = (at < ends) & (at > starts) & colon & (slashes[first + 1] == at + 1)
    until = np.where(scheme, slashes[np.where(scheme, first + 2, first)], at)
    return pieces(data, starts, np.minimum(until, ends))
