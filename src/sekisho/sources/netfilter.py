"""What Linux's packet filter says of a packet, whatever writes it down.

A rule that logs puts a prefix of its own before what it logs. The line gate's rules write
``<stage> <code of the rule>``: before ``enforce`` the packet went on, so that it was allowed.
Of the prefixes of others only words that say what was done are taken. A rule logs a packet, not
a connection: who tries again is logged again.

Reference: nft(8) "LOG STATEMENT"; net/netfilter/nf_log_syslog.c; IANA protocol numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.syslog.cut import groups, matches

_OURS = r"^(?P<stage>observe|warn|enforce) (?P<rule>.*\S)\s*$"
_DENIED = r"(?i)\b(?:block|blocked|drop|dropped|deny|denied|reject|rejected)\b"
_ALLOWED = r"(?i)\b(?:accept|accepted|allow|allowed|audit|pass|passed)\b"
_NUMBERS = {"1": "icmp", "6": "tcp", "17": "udp", "58": "ipv6-icmp"}


def transport(protocol: pa.Array) -> pa.Array:
    """The name of a protocol, from its number or its name in capitals."""
    lower = pc.utf8_lower(protocol)
    named = pa.array(list(_NUMBERS.values())).take(
        pc.index_in(lower, value_set=pa.array(list(_NUMBERS)))
    )
    return pc.coalesce(named, pc.if_else(pc.equal(lower, "icmpv6"), "ipv6-icmp", lower))


@dataclass(frozen=True)
class Prefixes:
    """The prefixes of some records, and what follows from them."""

    texts: pa.Array

    @cached_property
    def _ours(self) -> dict[str, pa.Array]:
        return groups(self.texts, _OURS)

    @property
    def stage(self) -> pa.Array:
        """The stage of the line gate; null for rules of others."""
        return self._ours["stage"]

    @property
    def rule(self) -> pa.Array:
        """The code of our rule, else the whole prefix."""
        return pc.coalesce(self._ours["rule"], pc.utf8_trim_whitespace(self.texts))

    @property
    def action(self) -> pa.Array:
        """allowed or denied; null where the prefix does not say."""
        ours = pc.if_else(pc.equal(self.stage, "enforce"), "denied", "allowed")
        allowed = pc.if_else(matches(self.texts, _ALLOWED), "allowed", pa.scalar(None, pa.string()))
        others = pc.if_else(matches(self.texts, _DENIED), "denied", allowed)
        return pc.if_else(self.stage.is_valid(), ours, others)

    @property
    def state(self) -> pa.Array:
        """A refused connection is denied, any other begins with this packet."""
        return pc.if_else(pc.fill_null(pc.equal(self.action, "denied"), False), "denied", "open")
