"""7z and RAR under a password, as tests read them: written here after the formats' descriptions,
with another library's AES, and keys derived one round after the other."""

from __future__ import annotations

import hashlib
import hmac
import lzma
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from Cryptodome.Cipher import AES

SALT = bytes(range(16))
VECTOR = bytes(range(100, 116))
Files = Sequence[tuple[str, bytes]]


def ciphered(data: bytes, key: bytes, vector: bytes) -> bytes:
    """AES-CBC, filled up with zeros."""
    cipher = AES.new(key, AES.MODE_CBC, vector)
    return cipher.encrypt(data + bytes(-len(data) % 16))


# 7z: 7zFormat.txt


def seven_number(value: int) -> bytes:
    """The shortest form, up to four bytes."""
    if value < 0x80:
        return bytes([value])
    if value < 0x4000:
        return bytes([0x80 | value >> 8, value & 0xFF])
    if value < 0x200000:
        return bytes([0xC0 | value >> 16]) + struct.pack("<H", value & 0xFFFF)
    return b"\xe0" + value.to_bytes(3, "little")


def seven_key(word: str, power: int, salt: bytes = b"") -> bytes:
    """One counter after the other."""
    secret, digest = salt + word.encode("utf-16-le"), hashlib.sha256()
    for counter in range(1 << power):
        digest.update(secret + struct.pack("<Q", counter))
    return digest.digest()


@dataclass(frozen=True)
class Seven:
    """How a 7z is packed. ``word``: "" for none; ``hidden``: names, too; ``solid``: one folder;
    ``words``: of each folder, instead of ``word``; ``summed``: with checksums;
    ``rounds``: what it says of its rounds, where that is not true; ``loose``: the header in LZMA2,
    or behind nothing but its lock, without a checksum, as some packers write it."""

    word: str = ""
    method: str = "lzma"
    power: int = 4
    hidden: bool = False
    solid: bool = True
    salt: bytes = b""
    words: tuple[str, ...] = ()
    summed: bool = True
    rounds: int = 0
    loose: bool = False

    def made(self, files: Files) -> bytes:
        """The archive."""
        groups = [list(files)] if self.solid else [[one] for one in files]
        words = self.words or (self.word,) * len(groups)
        parts = [self._folder(b"".join(data for _, data in group), word)
                 for group, word in zip(groups, words, strict=True)]  # fmt: skip
        sizes = b"".join(seven_number(len(packed)) for packed, _, _ in parts)
        body = b"".join(packed for packed, _, _ in parts)
        main = b"\x06\0" + seven_number(len(parts)) + b"\x09" + sizes + b"\0"
        main += b"\x07\x0b" + seven_number(len(parts)) + b"\0"
        main += b"".join(coders for _, coders, _ in parts)
        main += b"\x0c" + b"".join(out for _, _, out in parts) + b"\0"
        main += b"\x08\x0d" + b"".join(seven_number(len(group)) for group in groups)
        if any(len(group) > 1 for group in groups):
            main += b"\x09"
            main += b"".join(seven_number(len(data)) for g in groups for _, data in g[:-1])
        if self.summed:
            main += b"\x0a\x01"
            main += b"".join(struct.pack("<I", zlib.crc32(data)) for _, data in files)
        names = b"\0" + b"".join(f"{name}\0".encode("utf-16-le") for name, _ in files)
        listed = seven_number(len(files)) + b"\x11" + seven_number(len(names)) + names
        header = b"\x01\x04" + main + b"\0\0" + b"\x05" + listed + b"\0\0"
        if not (self.hidden or self.loose):
            return self._whole(body, header)
        packed, coders, out = self._header_folder(header)
        inner = b"\x17\x06" + seven_number(len(body)) + b"\x01\x09" + seven_number(len(packed))
        inner += b"\0\x07\x0b\x01\0" + coders + b"\x0c" + out
        inner += b"" if self.loose else b"\x0a\x01" + struct.pack("<I", zlib.crc32(header))
        inner += b"\0\0"
        return self._whole(body + packed, inner)

    @staticmethod
    def _whole(body: bytes, header: bytes) -> bytes:
        start = struct.pack("<QQI", len(body), len(header), zlib.crc32(header))
        return (
            b"7z\xbc\xaf\x27\x1c\0\x04"
            + struct.pack("<I", zlib.crc32(start))
            + start
            + body
            + header
        )

    def _header_folder(self, header: bytes) -> tuple[bytes, bytes, bytes]:
        if not self.loose:
            return self._folder(header, self.word)
        if self.hidden:
            lock, locked = self._locked(header, self.word)
            return locked, b"\x01" + lock, seven_number(len(header))
        chain = [{"id": lzma.FILTER_LZMA2, "dict_size": 2**24}]
        raw = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=chain)
        packed = raw.compress(header) + raw.flush()
        return packed, b"\x01\x21\x21\x01\x18", seven_number(len(header))

    def _folder(self, data: bytes, word: str) -> tuple[bytes, bytes, bytes]:
        """Packed bytes, coders, sizes that come out of each."""
        packed, coder = self._packed(data)
        if not word:
            return packed, b"\x01" + coder, seven_number(len(data))
        lock, locked = self._locked(packed, word)
        # the lock is the first coder; what it gives (stream 0) is what the second takes (stream 1)
        coders = b"\x02" + lock + coder + b"\x01\0"
        return locked, coders, seven_number(len(packed)) + seven_number(len(data))

    def _locked(self, packed: bytes, word: str) -> tuple[bytes, bytes]:
        """The coder of the lock, and the bytes behind it."""
        sizes = bytes([(len(self.salt) - 1 & 15) << 4 | 15]) if self.salt else b"\x0f"
        flags = (self.rounds or self.power) | 0x40 | (0x80 if self.salt else 0)
        properties = bytes([flags]) + sizes + self.salt + VECTOR
        lock = b"\x24\x06\xf1\x07\x01" + bytes([len(properties)]) + properties
        return lock, ciphered(packed, seven_key(word, self.power, self.salt), VECTOR)

    def _packed(self, data: bytes) -> tuple[bytes, bytes]:
        if self.method == "copy":
            return data, b"\x01\0"
        if self.method == "unknown":
            return data, b"\x03\x04\x01\x09"  # Deflate64
        chain = [{"id": lzma.FILTER_LZMA1, "dict_size": 65536, "lc": 3, "lp": 0, "pb": 2}]
        raw = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=chain)
        packed = raw.compress(data) + raw.flush()
        return packed, b"\x23\x03\x01\x01\x05\x5d" + struct.pack("<I", 65536)


# RAR: a stream of bits with Huffman codes, in which nothing is repeated


class Bits:
    """Bits, the highest of each byte first."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, value: int, count: int) -> None:
        """So many bits of a value."""
        self.text += format(value, f"0{count}b")

    def whole(self) -> bytes:
        """The bytes, the last filled up."""
        text = self.text + "0" * (-len(self.text) % 8)
        return bytes(int(text[at : at + 8], 2) for at in range(0, len(text), 8))


def _tables(bits: Bits, codes: int, lengths: dict[int, int]) -> None:
    """Tables of so many codes, most of none; the lengths in use are written by codes of their own,
    0 by the shortest, as the table of twenty says. No code may be left over."""
    others = sorted(set(lengths.values()))
    for sign in range(20):
        bits.put(1 if sign == 0 else len(others) if sign in others else 0, 4)
    words = {0: (0, 1), **{one: (at | 2 * (len(others) == 2) or 1, len(others))
                           for at, one in enumerate(others)}}  # fmt: skip
    for sign in range(codes):
        bits.put(*words[lengths.get(sign, 0)])


def rar5_packed(data: bytes) -> bytes:
    """A block of RAR 5: its head, tables, bytes as they are."""
    bits = Bits()
    _tables(bits, 306 + 64 + 16 + 44, dict.fromkeys(range(256), 8))
    for byte in data:
        bits.put(byte, 8)
    body = bits.whole()
    flags = 0x80 | 0x40 | 1 << 3 | (len(bits.text) - 1) % 8
    size = struct.pack("<H", len(body))
    return bytes([flags, 0x5A ^ flags ^ size[0] ^ size[1]]) + size + body


def rar4_packed(data: bytes) -> bytes:
    """A block of RAR 3: no PPM, tables not kept, bytes as they are."""
    bits = Bits()
    bits.put(0, 2)
    lengths = {**dict.fromkeys(range(255), 8), 255: 9, 256: 9}
    _tables(bits, 299 + 60 + 17 + 28, lengths)
    for byte in data:
        bits.put(*((0b111111110, 9) if byte == 255 else (byte, 8)))
    bits.put(0b111111111, 9)  # the end of the block, and of the file
    bits.put(0b01, 2)
    return bits.whole() + bytes(8)


# RAR 5.0 archive format


def vint(value: int) -> bytes:
    """Seven bits a byte."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def stretched(word: str, salt: bytes, power: int, more: int) -> bytes:
    """PBKDF2 with HMAC-SHA-256, one block."""
    return hashlib.pbkdf2_hmac("sha256", word.encode(), salt, (1 << power) + more)


def check_of(word: str, salt: bytes, power: int) -> bytes:
    """Eight bytes by which a password is known, and their checksum."""
    value, folded = stretched(word, salt, power, 32), bytearray(8)
    for at, byte in enumerate(value):
        folded[at % 8] ^= byte
    return bytes(folded) + hashlib.sha256(folded).digest()[:4]


def blake2sp(data: bytes) -> bytes:
    """Byte after byte into one of eight."""
    leaves = [bytearray() for _ in range(8)]
    for at in range(0, len(data), 64):
        leaves[at // 64 % 8] += data[at : at + 64]
    digests = b"".join(
        hashlib.blake2s(bytes(leaf), fanout=8, depth=2, inner_size=32, node_offset=number,
                        last_node=number == 7).digest()
        for number, leaf in enumerate(leaves)
    )  # fmt: skip
    root = hashlib.blake2s(digests, fanout=8, depth=2, inner_size=32, node_depth=1, last_node=True)
    return root.digest()


@dataclass(frozen=True)
class Rar5:
    """How a RAR 5 is packed. ``known``: with a check value; ``changed``: checksums that do not
    betray the content; ``blake``: BLAKE2sp instead of a CRC; ``words``: of each member; ``rounds``:
    what it says of its rounds, where that is not true."""

    word: str = ""
    packed: bool = False
    hidden: bool = False
    known: bool = True
    changed: bool = True
    blake: bool = False
    power: int = 6
    words: tuple[str, ...] = ()
    solid: bool = False
    split: bool = False
    version: int = 0
    rounds: int = 0

    def made(self, files: Files) -> bytes:
        """The archive."""
        words = self.words or (self.word,) * len(files)
        key = stretched(self.word, SALT, self.power, 0) if self.hidden else b""
        out = b"Rar!\x1a\x07\x01\0"
        if self.hidden:
            fields = b"\0" + vint(int(self.known)) + bytes([self.power]) + SALT
            fields += check_of(self.word, SALT, self.power) if self.known else b""
            out += self._framed(b"\x04\0" + fields, b"")
        main = vint((4 if self.solid else 0) | (1 if self.split else 0))
        out += self._framed(b"\x01\0" + main, key)
        for at, ((name, data), word) in enumerate(zip(files, words, strict=True)):
            out += self._member(name, data, word, key, chained=self.solid and at > 0)
        return out + self._framed(b"\x05\0\0", key)

    def volumes(self, name: str, data: bytes, count: int) -> list[bytes]:
        """One member over so many volumes."""
        key = stretched(self.word, SALT, self.power, 0) if self.hidden else b""
        out = []
        for number in range(count):
            whole = replace(self, split=True).made([])
            start, end = whole[: whole.index(self._framed(b"\x05\0\0", key))], number < count - 1
            member = self._member(name, data, self.word, key, chained=False, piece=(number, count))
            out.append(start + member + self._framed(b"\x05\0" + bytes([end]), key))
        return out

    def _member(
        self, name: str, data: bytes, word: str, key: bytes, *, chained: bool,
        piece: tuple[int, int] = (0, 0),
    ) -> bytes:  # fmt: skip
        """``piece``: of so many, the one it is."""
        body = rar5_packed(data) if self.packed else data
        extra, crc, digest = b"", struct.pack("<I", zlib.crc32(data)), blake2sp(data)
        if word:
            body = ciphered(body, stretched(word, SALT, self.power, 0), VECTOR)
            flags = (1 if self.known else 0) | (2 if self.changed else 0)
            record = b"\x01" + vint(self.version) + vint(flags)
            record += bytes([self.rounds or self.power]) + SALT + VECTOR
            record += check_of(word, SALT, self.power) if self.known else b""
            extra += vint(len(record)) + record
            if self.changed:
                secret = stretched(word, SALT, self.power, 16)
                mac, digest = (hmac.digest(secret, one, "sha256") for one in (crc, digest))
                crc = bytes(4)
                for at in range(0, 32, 4):
                    crc = bytes(one ^ other for one, other in zip(crc, mac[at:], strict=False))
        if self.blake:
            record = b"\x02\0" + digest
            extra += vint(len(record)) + record
        flags = 2 | (1 if extra else 0) | (16 if self.split else 0)
        if piece[1]:
            number, count = piece
            body = body[number * len(body) // count : (number + 1) * len(body) // count]
            flags |= (8 if number else 0) | (16 if number < count - 1 else 0)
            crc = crc if number == count - 1 else struct.pack("<I", zlib.crc32(body))
        head = b"\x02" + vint(flags) + (vint(len(extra)) if extra else b"") + vint(len(body))
        head += vint(0 if self.blake else 4) + vint(len(data)) + b"\x20"
        head += b"" if self.blake else crc
        packing = (1 << 7 if self.packed else 0) | (0x40 if chained else 0)
        raw = name.encode()
        return self._framed(head + vint(packing) + b"\0" + vint(len(raw)) + raw + extra, key) + body

    @staticmethod
    def _framed(fields: bytes, key: bytes) -> bytes:
        sized = vint(len(fields)) + fields
        block = struct.pack("<I", zlib.crc32(sized)) + sized
        return VECTOR + ciphered(block, key, VECTOR) if key else block


# RAR archive format (technote.txt of RAR 3 and 4)


def rar4_key(word: str, salt: bytes) -> tuple[bytes, bytes]:
    """One round after the other."""
    secret, vector = word.encode("utf-16-le") + salt, bytearray()
    digest = hashlib.sha1(usedforsecurity=False)
    for number in range(1 << 18):
        digest.update(secret + struct.pack("<I", number)[:3])
        if number % (1 << 14) == 0:
            vector.append(digest.digest()[19])
    raw = digest.digest()
    return b"".join(raw[at : at + 4][::-1] for at in range(0, 16, 4)), bytes(vector)


@dataclass(frozen=True)
class Rar4:
    """How a RAR 4 is packed. ``words``: of each member; ``version``: 29 is RAR 3 and 4; ``piece``:
    the number of a volume, and of how many."""

    word: str = ""
    packed: bool = False
    hidden: bool = False
    words: tuple[str, ...] = ()
    solid: bool = False
    split: bool = False
    version: int = 29
    piece: tuple[int, int] = (0, 0)

    def made(self, files: Files) -> bytes:
        """The archive."""
        words = self.words or (self.word,) * len(files)
        salts = {word: SALT[:7] + bytes([at]) for at, word in enumerate((self.word, *words))}
        keys = {word: rar4_key(word, salt) for word, salt in salts.items() if word}
        salt, lock = salts[self.word], keys[self.word] if self.hidden else None
        flags = (0x80 if self.hidden else 0) | (8 if self.solid else 0) | (1 if self.split else 0)
        number, count = self.piece
        flags |= 0x11 if count else 0
        out = b"Rar!\x1a\x07\0" + self._framed(0x73, flags, bytes(6), b"", None)
        for at, ((name, data), word) in enumerate(zip(files, words, strict=True)):
            body = rar4_packed(data) if self.packed else data
            flags = 0x8000 | (0x02 if self.split else 0) | (0x10 if self.solid and at else 0)
            if word:
                body, flags = ciphered(body, *keys[word]), flags | 0x404
            raw, crc = name.encode("cp932"), zlib.crc32(data)
            if count:
                body = body[number * len(body) // count : (number + 1) * len(body) // count]
                flags |= (1 if number else 0) | (2 if number < count - 1 else 0)
                crc = crc if number == count - 1 else zlib.crc32(body)
            fields = struct.pack(
                "<IIBIIBBHI", len(body), len(data), 2, crc, 0x48C38520, self.version,
                0x33 if self.packed else 0x30, len(raw), 0x20,
            ) + raw + (salts[word] if word else b"")  # fmt: skip
            out += self._framed(0x74, flags, fields, salt, lock) + body
        return out + self._framed(0x7B, 0x4000 | (number < count - 1), b"", salt, lock)

    def volumes(self, name: str, data: bytes, count: int) -> list[bytes]:
        """One member over so many volumes."""
        return [replace(self, piece=(one, count)).made([(name, data)]) for one in range(count)]

    @staticmethod
    def _framed(
        kind: int, flags: int, fields: bytes, salt: bytes, lock: tuple[bytes, bytes] | None
    ) -> bytes:
        rest = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
        block = struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest
        return salt + ciphered(block, *lock) if lock else block
