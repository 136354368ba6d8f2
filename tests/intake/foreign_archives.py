"""Archives of other people's packers, as tests read them: small ones of real packers (7-Zip 26.02,
LHa in Java for its ``-lh5-``), and stored ones written here after the formats' descriptions."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64decode

NAME = "表/ソ予算表.txt"
TEXT = "平成28年度 予算表\r\n".encode("cp932") * 40
SEVEN = b64decode(
    "N3q8ryccAARTCoGhtAAAAAAAAAAiAAAAAAAAAMQrGt3gBFUAKV0AdKWQTmRQERDbwsyDPbz1xpfCsZduy46OAwFJ"
    "GTztjTaUixAA915FcAAAAACBMweuD9EP9rigkKB3XsVAGJ+0jN+CKc/TQn1ti8sS682qT93qcAJJjagcHsn3Ho8Q"
    "SueKBEz5Wi8+Fzru/SFe31AAEYmxw3aDk34yYY9NJQ086Z51rcnOfcCcmzc9uTql0o1Wo+qezucpP6TVtunzk6p6"
    "6aHBz1xQSDutHxAAAAAXBjEBCYCDAAcLAQABIwMBAQVdABAAAAyAogoBvJILXgAA"
)
"""``世帯𠮷髙.txt`` and ``表/ソ予算表.txt`` by 7-Zip."""
SEVEN_LOCKED = b64decode(
    "N3q8ryccAAQWq5B1sAAAAAAAAAAiAAAAAAAAAJ9Ya5ISg9E5pSaLMEXJq4R8sK7DH5eoPupq/QUZB5NBd2d/8mIp"
    "MzxViF0NpXun5PKkPDgAAIEzB64P0QDUPKCKabDjxAD69FhUvfjxB2z/WqVg/ctZqhUWS4wgo5dZZNk6aeqd9Cuo"
    "oo+YvWXqyuBLmibYDmNwT7CgKgLLWSc9A9Rg9mOkC8btCHwqqan/F6RVR41Ae84gVv5WtV4g31mSWNnn/TeSkJ7G"
    "NTJwzYp2u34AABcGMAEJgIAABwsBAAEjAwEBBV0AEAAADICOCgG1y/ggAAA="
)
"""The second under the password ``himitsu``, its name readable."""
SEVEN_HIDDEN = b64decode(
    "N3q8ryccAAQyYTB6sAAAAAAAAAA+AAAAAAAAACrdv+8GmwuERD5QgeWDF2pMwvfAuDIj52vsEOseQX33bH+jR90M"
    "TEZcj7v1dR1NIRWNICUjD9jy8Pg9cPar/qLWknNDyG1PjYyUUk+H5qaNicDGO6PsIOQbOigp1xsf/uff1JAkdOXM"
    "c/kiz22aCbyGjiu6c7M5YklBwa+t8Ss1f2a3ZutSwL3aWJ2oVnOt0th/WYinNAm0e5s1v35ruBOwRFcVhrPuuAnJ"
    "bVReGzOaV7U+DRcGMAEJgIAABwsBAAIkBvEHARJTD6y0ZcAVUtkAGKBPyAn85OkjAwEBBV0AEAAAAQAMgICAjgoB"
    "wekckgAA"
)
"""The same with its name encrypted, too."""
ZIP_AES = b64decode(
    "UEsDBBQAAAgAAECcfF0AAAAAAAAAAAAAAAAEAAAA6KGoL1BLAwQzAAEIYwBAnHxdAAAAAEsAAAD4AgAAFAALAOih"
    "qC/jgr3kuojnrpfooagudHh0AZkHAAIAQUUDCADElUYXgxjtw/taWwSGwJoqI39Wl71IemxVz251uXkd6Rvfcl3U"
    "n58P7GHaQVKseco2StucAxgpJfbvbuFMX+yUOmGGf+sHUbKA4yJQSwECPwMUAAAIAABAnHxdAAAAAAAAAAAAAAAA"
    "BAAkAAAAAAAAABCA7UEAAAAA6KGoLwoAIAAAAAAAAQAYALk8lmpvf90BAAAAAAAAAAAAAAAAAAAAAFBLAQI/AzMA"
    "AQhjAECcfF0AAAAASwAAAPgCAAAUAC8AAAAAAAAAIICkgSIAAADooagv44K95LqI566X6KGoLnR4dAoAIAAAAAAA"
    "AQAYAIVglmpvf90BAAAAAAAAAAAAAAAAAAAAAAGZBwACAEFFAwgAUEsFBgAAAAACAAIAxwAAAKoAAAAAAA=="
)
"""A zip of 7-Zip with AES-256 and that password."""
LH5 = bytes.fromhex(
    "0016424f4ffcbc13f3d25600cc4580f600c41fc7c00eefd10f80d02dfaba69b5d4171e5adc430b0be4"
)
"""``TEXT`` packed by LHa."""


def crc16(data: bytes) -> int:
    """CRC-16/ARC, as LHa has it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def lzh(name: bytes, content: bytes, level: int, packed: bytes | None = None) -> bytes:
    """One member under a header of level 0, 1 or 2; stored, or ``packed`` by -lh5-."""
    method = b"-lh0-" if packed is None else b"-lh5-"
    body = content if packed is None else packed
    sizes = struct.pack("<II", len(body), len(content))
    if level == 2:
        folder, _, leaf = name.rpartition(b"/")
        further = struct.pack("<HB", 3 + len(leaf), 1) + leaf
        if folder:
            steps = folder.replace(b"/", b"\xff") + b"\xff"
            further += struct.pack("<HB", 3 + len(steps), 2) + steps
        rest = method + sizes + struct.pack("<IBBHB", 1465000000, 0x20, 2, crc16(content), 0x4D)
        size = 2 + len(rest) + 5 + len(further) + 2

        def head(crc: int) -> bytes:
            own = struct.pack("<HBH", 5, 0, crc)
            return struct.pack("<H", size) + rest + own + further + b"\0\0"

        return head(crc16(head(0))) + body + b"\0"
    dos = struct.pack("<IBB", 0x48C38520, 0x20, level)
    rest = method + sizes + dos + bytes([len(name)]) + name + struct.pack("<H", crc16(content))
    if level == 1:
        rest += b"M\0\0"
    return bytes([len(rest), sum(rest) & 0xFF]) + rest + body + b"\0"


def rar4(name: bytes, content: bytes, flags: int = 0) -> bytes:
    """One stored member."""

    def block(kind: int, flags: int, fields: bytes) -> bytes:
        rest = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest

    fields = struct.pack(
        "<IIBIIBBHI", len(content), len(content), 2, zlib.crc32(content), 0x48C38520, 29, 0x30,
        len(name), 0x20,
    )  # fmt: skip
    file = block(0x74, 0x8000 | flags, fields + name)
    return b"Rar!\x1a\x07\0" + block(0x73, 0, bytes(6)) + file + content + block(0x7B, 0x4000, b"")


def rar5(name: str, content: bytes, link: str = "") -> bytes:
    """One stored member, or a link."""

    def number(value: int) -> bytes:
        out = bytearray()
        while value > 0x7F:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        return bytes([*out, value])

    def block(fields: bytes) -> bytes:
        sized = number(len(fields)) + fields
        return struct.pack("<I", zlib.crc32(sized)) + sized

    raw = name.encode()
    size = number(len(content))
    extra = b""
    if link:
        target = number(5) + number(1) + number(0) + number(len(link)) + link.encode()
        extra = number(len(target)) + target
    head = b"\x02" + (b"\x03" + number(len(extra)) if extra else b"\x02") + size
    file = head + b"\x04" + size + number(0x20) + struct.pack("<I", zlib.crc32(content))
    file += b"\0\0" + number(len(raw)) + raw + extra
    mark = b"Rar!\x1a\x07\x01\0"
    return mark + block(b"\x01\0\0") + block(file) + content + block(b"\x05\0\0")


def cab(name: bytes, content: bytes, attributes: int = 0x20) -> bytes:
    """One stored member ([MS-CAB] 2)."""
    entry = struct.pack("<IIHHHH", len(content), 0, 0, 0x48C3, 0x8520, attributes) + name + b"\0"
    at = 36 + 8
    data = at + len(entry)
    block = struct.pack("<IHH", 0, len(content), len(content)) + content
    head = struct.pack(
        "<4sIIIIIBBHHHHH", b"MSCF", 0, data + len(block), 0, at, 0, 3, 1, 1, 1, 0, 1, 0
    )
    return head + struct.pack("<IHH", data, 1, 0) + entry + block


def tnef(*attributes: tuple[int, int, bytes]) -> bytes:
    """A ``winmail.dat`` of attributes: level, number, content."""
    out = io.BytesIO()
    out.write(b"\x78\x9f\x3e\x22\x01\0")
    for level, number, content in attributes:
        out.write(struct.pack("<BII", level, number, len(content)) + content)
        out.write(struct.pack("<H", sum(content) & 0xFFFF))
    return out.getvalue()


def properties(*values: tuple[int, int, bytes]) -> bytes:
    """Properties of TNEF: type, number, value as it stands."""
    return struct.pack("<I", len(values)) + b"".join(
        struct.pack("<HH", form, tag) + value for form, tag, value in values
    )


def sized(value: bytes, before: bytes = b"") -> bytes:
    """A value of variable length, filled up to four bytes."""
    whole = before + value
    return struct.pack("<II", 1, len(whole)) + whole + bytes(-len(whole) % 4)
