"""Mails and files for the tests of the mail gate, all made here."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import yaml

from sekisho.rulebook import Rulebook, load

OWN = "town.seki.example"
WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_MACRO = "vnd.ms-word.document.macroEnabled.main+xml"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/{main}"/>{more}</Types>'
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{inside}</Relationships>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}"><w:body>{{}}<w:p><w:r><w:t>回覧の本文</w:t></w:r></w:p></w:body>'
    "</w:document>"
)


def rulebook(folder: Path, **mail: Any) -> Rulebook:
    """A rulebook with the town's domain, two people and the mail section given."""
    text = {
        "version": 1,
        "zones": [
            {"name": "行政系", "kind": "LGWAN接続系", "networks": ["198.18.20.0/24"]},
            {"name": "庁外", "kind": "庁外"},
        ],
        "people": [
            {"name": "関 次郎", "accounts": ["seki-j"], "department": "総務課",
             "mail": [f"seki-j@{OWN}"]},
            {"name": "真木 花", "accounts": ["maki-h"], "department": "議会事務局",
             "mail": [f"maki-h@{OWN}"]},
        ],
        "never_refused": {"mail": ["kinkyu@pref.example"]},
        "mail": {"domains": [OWN], "forbidden_attachments": [".scr"],
                 "held_attachments": [".xlsm"], "approvers": ["関 次郎"], **mail},
    }  # fmt: skip
    path = folder / "rulebook.yaml"
    path.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")
    return load(path)


def mail(
    *files: tuple[str, bytes], body: str = "送ります。", sender: str = "a@firm.example",
    **headers: str,
) -> bytes:  # fmt: skip
    made = EmailMessage(policy=SMTP)
    made["From"] = sender
    made["To"] = f"seki-j@{OWN}"
    made["Subject"] = "資料の送付"
    made["Message-ID"] = "<1@firm.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(body)
    for name, content in files:
        made.add_attachment(content, "application", "octet-stream", filename=name)
    return made.as_bytes()


def relation(kind: str, target: str, *, outside: bool = False, number: str = "rId9") -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def docx(
    *relations: str, parts: dict[str, bytes] | None = None, main: str = WORD, inside: str = "",
    more: str = "", encoding: str = "utf-8",
) -> bytes:  # fmt: skip
    """A text document: relationships of its body, further parts, what stands before the text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES.format(main=main, more=more))
        root = _RELS.format(inside=relation("officeDocument", "word/document.xml"))
        package.writestr("_rels/.rels", root)
        package.writestr("word/document.xml", _BODY.format(inside))
        rels = _RELS.format(inside="".join(relations))
        if encoding != "utf-8":
            rels = rels.replace("UTF-8", encoding)
        package.writestr("word/_rels/document.xml.rels", rels.encode(encoding))
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def large(package: bytes) -> bytes:
    """A package as large as real ones are: its writer spoils the smallest when it encrypts."""
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as whole:
        whole.writestr("word/media/a.png", random.Random(1).randbytes(8000))
    return out.getvalue()


VBA = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'


def docm() -> bytes:
    return docx(
        relation("vbaProject", "vbaProject.bin"),
        parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 60},
        main=WORD_MACRO,
        more=VBA,
    )


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def pdf(*objects: bytes, packed: bool = False) -> bytes:
    """A PDF with these objects, in an object stream where ``packed``."""
    head = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n"
    if packed:
        content = zlib.compress(b" ".join(objects))
        size = str(len(content)).encode()
        return (
            head + b"2 0 obj <</Type /ObjStm /N 1 /First 0 /Filter /FlateDecode /Length " + size
            + b">>\nstream\r\n" + content + b"\r\nendstream endobj\n%%EOF\n"
        )  # fmt: skip
    image = b"9 0 obj <</Length 4>>\nstream\nabcd\nendstream\nendobj\n"
    return head + image + b"".join(b"3 0 obj " + one + b" endobj\n" for one in objects) + image


def program() -> bytes:
    """The head of a program for Windows."""
    return b"MZ" + b"\x90\0" * 29 + struct.pack("<I", 64) + b"PE\0\0" + b"\0" * 200


LINK = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + b"\0" * 56


def locked(name: str, content: bytes, password: bytes) -> bytes:
    """A zip with one member under ZipCrypto (APPNOTE 6.1), which Python reads and cannot write."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(old: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), old ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def fed(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = crc(keys[2], keys[1] >> 24)

    def shut(data: bytes) -> bytes:
        out = bytearray()
        for byte in data:
            half = (keys[2] | 2) & 0xFFFF
            out.append(byte ^ ((half * (half ^ 1)) >> 8 & 0xFF))
            fed(byte)
        return bytes(out)

    for byte in password:
        fed(byte)
    check = zlib.crc32(content)
    hidden = shut(b"0" * 11 + bytes([check >> 24]) + content)
    raw = name.encode("cp932")
    fields = struct.pack("<HHHHHIII", 20, 1, 0, 0, 33, check, len(hidden), len(content))
    local = b"PK\x03\x04" + fields + struct.pack("<HH", len(raw), 0) + raw + hidden
    central = (
        b"PK\x01\x02\x14\0" + fields + struct.pack("<HHHHHII", len(raw), 0, 0, 0, 0, 0, 0) + raw
    )
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end
