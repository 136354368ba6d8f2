"""Quarantine on a FortiGate, for a person who types it: a ban of the source for a time.

Reference: *FortiOS CLI Reference* 7.2 to 7.6, ``diagnose user banned-ip`` (before 7.2 it was
called ``diagnose user quarantine``), ``diagnose sys session``. A ban concerns what the computer
sends; connections that are open already are ended by hand. Not tried on a device.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sekisho.form.values import Address


def containing(wanted: Mapping[Address, int]) -> Iterator[str]:
    """Lines that ban addresses for so many seconds, and end what they have open."""
    for address, seconds in wanted.items():
        yield f"diagnose user banned-ip add src{address.version} {address} {seconds} admin"
        session = "session" if address.version == 4 else "session6"
        for side in ("src", "dst"):
            yield f"diagnose sys {session} filter clear"
            yield f"diagnose sys {session} filter {side} {address}"
            yield f"diagnose sys {session} clear"
    yield "diagnose user banned-ip list"


def freeing(addresses: Iterable[Address]) -> Iterator[str]:
    """Lines that lift the ban."""
    for address in addresses:
        yield f"diagnose user banned-ip delete src{address.version} {address}"
    yield "diagnose user banned-ip list"
