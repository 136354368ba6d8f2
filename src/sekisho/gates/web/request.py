"""A request as a proxy sees it, brought into one form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import unquote_to_bytes

LONGEST_HOST = 253
"""Signs of a host name (RFC 1035, section 2.3.4, less the last dot and the lengths)."""
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")


@dataclass(frozen=True, slots=True)
class Request:
    """One request or tunnel. ``at`` is aware; ``path`` begins with ``/`` and holds the query, it
    is empty where the proxy cannot see it; ``user`` and ``sni`` are empty where not known.

    ``host`` and ``sni`` are in the form that ``host_of`` gives; None: what came is no host."""

    at: datetime
    address: str
    user: str
    method: str
    host: str | None
    port: int
    path: str = ""
    sni: str | None = ""


def host_of(text: str) -> str | None:
    """A host in small letters without last dot, port brackets and percent signs, a name of other
    letters in its ASCII form; None for what is no host."""
    name = text.strip().lower()
    if "%" in name:
        name = unquote_to_bytes(name).decode("utf-8", "replace").lower()
    name = name.removesuffix(".")
    if name.startswith("[") and name.endswith("]"):
        name = name[1:-1]
    if ":" in name:
        return _address(name)
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if len(name) > LONGEST_HOST or ".." in name or not _HOST.fullmatch(name):
        return None
    return name


def _address(name: str) -> str | None:
    try:
        return str(ip_address(name))
    except ValueError:
        return None


def is_address(host: str) -> bool:
    """Whether a host (as ``host_of`` gives it) is an IP address: nothing lies below it."""
    return ":" in host or host.rpartition(".")[2].isdecimal()


def suffixes(host: str) -> list[str]:
    """The host and every domain above it, the longest first."""
    if is_address(host):
        return [host]
    found = [host]
    while "." in host:
        host = host.partition(".")[2]
        found.append(host)
    return found


def plain_path(path: str) -> str:
    """A path in small letters with its percent signs resolved, once."""
    if "%" in path:
        path = unquote_to_bytes(path).decode("utf-8", "replace")
    return path.lower()


def extension_of(path: str) -> str:
    """The ending of the file a path (as ``plain_path`` gives it) names, with its dot; or ""."""
    name = path.partition("?")[0].partition("#")[0].rpartition("/")[2]
    name = name.partition(";")[0].rstrip(". ")
    _stem, dot, ending = name.rpartition(".")
    return f".{ending}" if dot else ""
