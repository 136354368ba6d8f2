"""Writes a small mailbox ([MS-PST], Unicode, not encoded) with one folder of messages.

Everything of a node lies in one block, every tree has one page: enough for a handful of mails.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Value = str | bytes | int
TEXT, BINARY, NUMBER, TIME = 0x1F, 0x102, 0x03, 0x40
TIMES = {0x0039, 0x0E06}
STORE, NAMES, ROOT, INBOX = 0x21, 0x61, 0x122, 0x8022
HIERARCHY, CONTENTS, ASSOCIATED = 0x0D, 0x0E, 0x0F
RECIPIENTS, ATTACHMENTS = 0x692, 0x671
ROW = 0x67F2


@dataclass
class Mailbox:
    """Blocks and nodes as they are made."""

    blocks: list[tuple[int, bytes]] = field(default_factory=list)
    nodes: list[tuple[int, int, int, int]] = field(default_factory=list)

    def block(self, data: bytes, *, internal: bool = False) -> int:
        bid = (len(self.blocks) + 1) * 4 | (2 if internal else 0)
        self.blocks.append((bid, data))
        return bid

    def node(self, nid: int, data: bytes, parent: int = 0, below: Mapping[int, int] = {}) -> None:
        self.nodes.append((nid, self.block(data), self.subnodes(below), parent))

    def subnodes(self, below: Mapping[int, int], deeper: Mapping[int, int] = {}) -> int:
        if not below:
            return 0
        entries = b"".join(
            struct.pack("<QQQ", nid, bid, deeper.get(nid, 0)) for nid, bid in sorted(below.items())
        )
        return self.block(struct.pack("<BBHI", 2, 0, len(below), 0) + entries, internal=True)

    def written(self) -> bytes:
        """The whole file: header, blocks, and the two trees."""
        at, places, body = 0x4600, {}, b""
        for bid, data in self.blocks:
            size = -(-(len(data) + 16) // 64) * 64
            trailer = struct.pack("<HHIQ", len(data), _sign(at, bid), _sum(data), bid)
            body += data.ljust(size - 16, b"\0") + trailer
            places[bid] = at
            at += size
        start = -(-at // 512) * 512
        body = body.ljust(start - 0x4600, b"\0")
        blocks = [
            struct.pack("<QQHHI", bid, places[bid], len(data), 2, 0) for bid, data in self.blocks
        ]
        nodes = [
            struct.pack("<QQQII", nid, data, below, parent, 0)
            for nid, data, below, parent in sorted(self.nodes)
        ]
        body += _page(0x80, 24, blocks, start, 0x1001) + _page(0x81, 32, nodes, start + 512, 0x1002)
        return _header(start + 1024, start + 512, start).ljust(0x4600, b"\0") + body


def mailbox(folder: str, messages: Sequence[Mapping[int, Value]], attachment: bytes) -> bytes:
    """A mailbox with a folder of messages; the first one has an attachment 名簿.csv."""
    box = Mailbox()
    box.node(STORE, properties({0x3001: "箱", 0x0FF9: bytes(16)}))
    named = struct.pack("<IHH", 0x8501, 2, 0)  # libpff wants one name at least
    box.node(NAMES, properties({0x0001: 1, 0x0002: bytes(16), 0x0003: named, 0x0004: bytes(8)}))
    box.node(ROOT, properties({0x3001: "最上位", 0x3602: 0}), ROOT)
    box.node(ROOT & ~0x1F | HIERARCHY, table([{0x3001: folder}], [INBOX]))
    box.node(ROOT & ~0x1F | CONTENTS, table([], []))
    box.node(ROOT & ~0x1F | ASSOCIATED, table([], []))
    box.node(INBOX, properties({0x3001: folder, 0x3602: len(messages)}), ROOT)
    numbers = [0x200004 | at << 5 for at in range(1, len(messages) + 1)]
    box.node(INBOX & ~0x1F | HIERARCHY, table([], []))
    box.node(INBOX & ~0x1F | CONTENTS, table([{0x37: str(m[0x37])} for m in messages], numbers))
    box.node(INBOX & ~0x1F | ASSOCIATED, table([], []))
    for at, (number, message) in enumerate(zip(numbers, messages, strict=True)):
        below = {
            RECIPIENTS: box.block(
                table([{0x3001: "総務課", 0x39FE: "soumu@town.example.jp", 0x0C15: 1}], [1])
            )
        }
        if at == 0:
            one = {0x3707: "名簿.csv", 0x3701: attachment, 0x3705: 1, 0x0E20: len(attachment)}
            below |= {
                ATTACHMENTS: box.block(table([{0x3707: "名簿.csv"}], [0x8025])),
                0x8025: box.block(properties(one)),
            }
        box.node(number, properties(message), INBOX, below)
    return box.written()


def properties(values: Mapping[int, Value]) -> bytes:
    """A property context (2.3.3) in a heap of one block."""
    heap = [b"", b""]
    records = b""
    for tag, value in sorted(values.items()):
        form = _form(tag, value)
        if form == NUMBER:
            inline = int(value) & 0xFFFFFFFF if isinstance(value, int) else 0
        else:
            heap.append(_bytes(value))
            inline = (len(heap) << 5) if heap[-1] else 0
        records += struct.pack("<HHI", tag, form, inline)
    heap[0] = struct.pack("<BBBBI", 0xB5, 2, 6, 0, 2 << 5)
    heap[1] = records
    return _heap(0xBC, 1 << 5, heap)


def table(rows: Sequence[Mapping[int, Value]], numbers: Sequence[int]) -> bytes:
    """A table context (2.3.4) in a heap of one block; the columns are those of the first row."""
    tags = sorted(rows[0]) if rows else [0x3001]
    forms = {tag: _form(tag, rows[0][tag]) if rows else TEXT for tag in tags}
    columns = [(ROW, NUMBER), (0x67F3, NUMBER), *((tag, forms[tag]) for tag in tags)]
    end = 4 * len(columns)
    width = end + -(-len(columns) // 8)
    heap = [b"", b"", b"", b""]
    matrix, index = b"", b""
    for at, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        cells = struct.pack("<II", number, 0)
        for tag in tags:
            value = row[tag]
            if isinstance(value, int):
                cells += struct.pack("<I", value)
                continue
            heap.append(_bytes(value))
            cells += struct.pack("<I", len(heap) << 5)
        matrix += cells + b"\xff" * (width - end)
        index += struct.pack("<II", number, at)
    described = sorted(
        (struct.unpack("<I", struct.pack("<HH", form, tag))[0], 4 * at, at)
        for at, (tag, form) in enumerate(columns)
    )
    heap[0] = struct.pack(
        "<BBHHHHIII", 0x7C, len(columns), end, end, end, width, 2 << 5, (4 << 5) if rows else 0, 0
    ) + b"".join(struct.pack("<IHBB", tag, place, 4, bit) for tag, place, bit in described)
    heap[1] = struct.pack("<BBBBI", 0xB5, 4, 4, 0, (3 << 5) if rows else 0)
    heap[2], heap[3] = index, matrix
    return _heap(0x7C, 1 << 5, heap)


def _form(tag: int, value: Value) -> int:
    if isinstance(value, int):
        return TIME if tag in TIMES else NUMBER
    return TEXT if isinstance(value, str) else BINARY


def _bytes(value: Value) -> bytes:
    if isinstance(value, int):
        return struct.pack("<q", value)
    return value.encode("utf-16-le") if isinstance(value, str) else value


def _heap(kind: int, root: int, parts: Sequence[bytes]) -> bytes:
    """A heap on a node (2.3.1): header, allocations, and the map of where they lie."""
    at, places, body = 12, [], b""
    for part in parts:
        places.append(at)
        body += part
        at += len(part)
    places.append(at)
    body += b"\0" * (at % 2)
    at += at % 2
    header = struct.pack("<HBBII", at, 0xEC, kind, root, 0)
    return header + body + struct.pack(f"<HH{len(places)}H", len(parts), 0, *places)


def _page(kind: int, width: int, entries: Sequence[bytes], at: int, bid: int) -> bytes:
    """A page of a tree (2.2.2.7.7.1); all entries must fit into it."""
    body = b"".join(entries)
    assert len(body) <= 488, len(entries)
    counts = struct.pack("<BBBBI", len(entries), 488 // width, width, 0, 0)
    data = body.ljust(488, b"\0") + counts
    return data + struct.pack("<BBHIQ", kind, kind, _sign(at, bid), _sum(data), bid)


def _header(size: int, nodes: int, blocks: int) -> bytes:
    """2.2.2.6, with the root of 2.2.2.5."""
    root = struct.pack(
        "<IQQQQQQQQBBH", 0, size, 0x4400, 0, 0, 0x1002, nodes, 0x1001, blocks, 2, 0, 0
    )
    client = struct.pack("<2sHHBBIIQQI", b"SM", 23, 19, 1, 1, 0, 0, 0, 0x2000, 1)
    client += struct.pack("<32I", *[0x400] * 32) + bytes(8) + root + bytes(4)
    client += b"\xff" * 256 + struct.pack("<BBHQ", 0x80, 0, 0, 0x2000)
    whole = struct.pack("<I", _sum(client))
    return b"!BDN" + struct.pack("<I", _sum(client[:471])) + client + whole + bytes(36)


def _sum(data: bytes) -> int:
    """The cyclic sum of 5.3: that of zlib without its two inversions."""
    return zlib.crc32(data, 0xFFFFFFFF) ^ 0xFFFFFFFF


def _sign(place: int, bid: int) -> int:
    mixed = (place ^ bid) & 0xFFFFFFFF
    return (mixed >> 16) ^ (mixed & 0xFFFF)
