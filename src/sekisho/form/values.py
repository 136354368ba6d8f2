"""Values that more than one form holds."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field of a reader and where it stands: a number from 1, or a heading."""

    field: str
    at: int | str
