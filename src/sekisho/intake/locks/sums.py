"""What an archive says of a member, and whether its bytes are those that were packed.

References: RAR 5.0 technote, "Hash" and "tweaked checksums"; RAR 4 CRC-32 of ISO 3309; BLAKE2sp
(Aumasson and others, "BLAKE2: simpler, smaller, fast as MD5", 2013, 2.10).
"""

from __future__ import annotations

import hashlib
import hmac
import zlib
from dataclasses import dataclass, field

UNKNOWN = -1
"""The size of a member that is not told before its end."""
LANES = 8
_LANE = 64
_STRIPE = LANES * _LANE


@dataclass(frozen=True)
class Entry:
    """A member as its archive tells it. ``code``: why it is not taken out, "" where it is;
    ``size``: bytes it says it has; ``crc``, ``blake``: its checksums, None where it has none;
    ``secret``: the key by which these were changed, "" where they were not; ``why``: what it means
    when its bytes do not come out right."""

    code: str = ""
    size: int = 0
    crc: int | None = None
    blake: bytes | None = None
    secret: bytes = field(default=b"", repr=False)
    why: str = "not_read.member_damaged"

    @property
    def summed(self) -> bool:
        """Whether there is anything to know wrong bytes by."""
        return self.crc is not None or self.blake is not None


class Sum:
    """The checksums of a member, taken while its bytes come."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._crc = 0
        self._count = 0
        self._blake = None if entry.blake is None else Blake2sp()

    def add(self, piece: bytes) -> None:
        """Takes the next bytes."""
        self._count += len(piece)
        self._crc = zlib.crc32(piece, self._crc)
        if self._blake is not None:
            self._blake.update(piece)

    def right(self) -> bool:
        """Whether these are all the bytes, and the ones that were packed."""
        one = self._entry
        if one.size not in (self._count, UNKNOWN):
            return False
        if one.crc is not None and _changed_crc(self._crc, one.secret) != one.crc:
            return False
        if self._blake is None:
            return True
        digest = self._blake.digest()
        if one.secret:
            digest = hmac.digest(one.secret, digest, "sha256")
        return digest == one.blake


def _changed_crc(crc: int, secret: bytes) -> int:
    """A CRC as an encrypted RAR 5 keeps it, so that it does not betray the content."""
    if not secret:
        return crc
    digest = hmac.digest(secret, crc.to_bytes(4, "little"), "sha256")
    folded = 0
    for at in range(0, len(digest), 4):
        folded ^= int.from_bytes(digest[at : at + 4], "little")
    return folded


class Blake2sp:
    """Eight BLAKE2s side by side, each with every eighth block of 64 bytes, and one over them."""

    def __init__(self) -> None:
        self._lanes = [
            hashlib.blake2s(
                fanout=LANES, depth=2, inner_size=32, node_offset=lane, node_depth=0,
                last_node=lane == LANES - 1,
            )
            for lane in range(LANES)
        ]  # fmt: skip
        self._left = b""

    def update(self, data: bytes) -> None:
        """Takes the next bytes."""
        data = self._left + data
        whole = len(data) // _STRIPE * _STRIPE
        self._left = data[whole:]
        view = memoryview(data)
        for lane in range(LANES):
            own = b"".join(view[at : at + _LANE] for at in range(lane * _LANE, whole, _STRIPE))
            self._lanes[lane].update(own)

    def digest(self) -> bytes:
        """Of all bytes so far; the last call."""
        for lane in range(LANES):
            self._lanes[lane].update(self._left[lane * _LANE : (lane + 1) * _LANE])
        root = hashlib.blake2s(fanout=LANES, depth=2, inner_size=32, node_depth=1, last_node=True)
        for one in self._lanes:
            root.update(one.digest())
        return root.digest()
