"""One mail as Outlook saves it (``.msg``): headers, text, recipients and attachments."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import MESSAGE, RECEIPT
from sekisho.sources.contract import Content, Context, Item, NotReadable, Sample, Source
from sekisho.sources.documents.compound import Compound, compound
from sekisho.sources.documents.container import has_stream, named
from sekisho.sources.mail.mapi import Attached, Properties, Stored, Value, as_mail
from sekisho.sources.mail.messages import LARGEST, Raw, items
from sekisho.sources.mail.messages import contents as attachments

_FIXED = "__properties_version1.0"
_STREAM = re.compile(r"__substg1\.0_([0-9A-Fa-f]{4})([0-9A-Fa-f]{4})")
_RECIPIENT, _ATTACHMENT, _MESSAGE = "__recip_version1.0_", "__attach_version1.0_", "3701000D"
_HEADS = {"": 32, _RECIPIENT: 8, _ATTACHMENT: 8, _MESSAGE: 24}
"""Bytes before the entries of the fixed properties ([MS-OXMSG] 2.4)."""
_CODE_PAGES = (0x3FFD, 0x3FDE)
_JAPANESE = 932
DEEPEST = 20


def identify(sample: Sample) -> int:
    """A compound file whose streams are properties of a message ([MS-OXMSG] 2.2.3)."""
    if has_stream(sample, _FIXED):
        return 92
    return named(sample, (".msg", ".oft"))


def read(evidence: Evidence, context: Context) -> Iterator[Item]:
    """The one message, position 1. Raises NotReadable, OSError."""
    yield from items("msg", evidence.name, [_raw(evidence)], context)


def contents(evidence: Evidence) -> Iterator[Content]:
    """The attachments. Raises NotReadable, OSError."""
    for _position, content in attachments([_raw(evidence)]):
        yield content


def _raw(evidence: Evidence) -> Raw:
    size = evidence.path.stat().st_size
    if size > LARGEST:
        return Raw(1, b"", size)
    with compound(evidence.path) as file:
        if _FIXED not in file:
            raise NotReadable("unread.document_broken", why=_FIXED)
        data = as_mail(_stored(file, "", "", 0))
    return Raw(1, data, len(data))


def _stored(file: Compound, inside: str, kind: str, depth: int) -> Stored:
    """The message in a storage; those attached to it are followed to a bounded depth."""
    properties = _properties(file, inside, kind)
    storages = _storages(file, inside)
    people = [
        _properties(file, f"{inside}{name}/", _RECIPIENT)
        for name in storages
        if name.startswith(_RECIPIENT)
    ]
    attached = [
        _attached(file, f"{inside}{name}/", depth)
        for name in storages
        if name.startswith(_ATTACHMENT)
    ]
    return Stored(properties, people, attached)


def _attached(file: Compound, inside: str, depth: int) -> Attached:
    within = f"{inside}__substg1.0_{_MESSAGE}/"
    holds = any(name.startswith(within) for name in file.names) and depth < DEEPEST
    message = _stored(file, within, _MESSAGE, depth + 1) if holds else None
    return Attached(_properties(file, inside, _ATTACHMENT), message)


def _storages(file: Compound, inside: str) -> list[str]:
    rest = (name.removeprefix(inside) for name in file.names if name.startswith(inside))
    return sorted({name.partition("/")[0] for name in rest if "/" in name})


def _properties(file: Compound, inside: str, kind: str) -> Properties:
    """All properties of a storage: those of fixed size in one stream, the others in their own."""
    found: dict[int, Value] = {}
    name = inside + _FIXED
    if name in file:
        found.update(_fixed(file.read(name)[_HEADS[kind] :]))
    pages = (found.get(tag) for tag in _CODE_PAGES)
    page = next((each for each in pages if isinstance(each, int) and each), _JAPANESE)
    for name in file.names:
        match = _STREAM.fullmatch(name.removeprefix(inside)) if name.startswith(inside) else None
        if match is None:
            continue
        data, form = file.read(name), int(match[2], 16)
        if form == 0x1F:
            found[int(match[1], 16)] = data.decode("utf-16-le", "replace")
        elif form == 0x1E:
            found[int(match[1], 16)] = narrow(data, page)
        elif form == 0x102:
            found[int(match[1], 16)] = data
    return found


def _fixed(entries: bytes) -> Iterator[tuple[int, int]]:
    """Numbers and times ([MS-OXMSG] 2.4.2.1)."""
    for at in range(0, len(entries) - 15, 16):
        form, tag, _, value = struct.unpack_from("<HHIq", entries, at)
        if form == 3:
            yield tag, value & 0xFFFFFFFF
        elif form == 0x40:
            yield tag, value


def narrow(data: bytes, page: int) -> str:
    """Text in a code page of Windows, as Outlook numbers them."""
    codec = {65001: "utf-8", 20127: "ascii", 50220: "iso2022_jp", 51932: "euc_jp"}.get(page)
    try:
        return data.decode(codec or f"cp{page}", "replace")
    except LookupError:
        return data.decode("cp932", "replace")


SOURCE = Source(
    name="msg",
    kinds=(MESSAGE, RECEIPT),
    unit="message",
    reference="[MS-OXMSG], [MS-OXPROPS], [MS-OXRTFCP], [MS-CFB]",
    zone="properties",
    encoding="message",
    tried_on="docs-office: Outlook",
    identify=identify,
    read=read,
    contents=contents,
)
