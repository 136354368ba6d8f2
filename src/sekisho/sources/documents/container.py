"""Which Office format the beginning of a file shows: a zip package or a compound file."""

from __future__ import annotations

import re

from sekisho.sources.contract import Sample

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Signature of a compound file, [MS-CFB] 2.2."""
_LOCAL_HEADER = re.compile(rb"PK\x03\x04.{14}(.{4}).{4}(..)(..)", re.DOTALL)
_FOLDERS = ("word", "xl", "ppt")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream of an encrypted Office package, [MS-OFFCRYPTO] 2.3.4.4."""


_STREAMS = (
    "WordDocument", "Workbook", "Book", "PowerPoint Document", "EncryptedPackage", "DocumentText",
    "__properties_version1.0",
)  # fmt: skip
"""Streams that say by their name what a compound file is."""


def package_names(sample: Sample) -> list[str]:
    """Names of the zip members whose local headers lie in the sample (APPNOTE 4.3.7)."""
    if not sample.head.startswith(b"PK\x03\x04"):
        return []
    names = []
    behind = 0
    for found in _LOCAL_HEADER.finditer(sample.head):
        if found.start() < behind:
            continue  # the header of a zip that lies inside this one
        packed, name, extra = (int.from_bytes(found[group], "little") for group in (1, 2, 3))
        names.append(sample.head[found.end() : found.end() + name].decode("utf-8", "replace"))
        behind = found.end() + name + extra + packed
    return names


def package_of(sample: Sample, folder: str, endings: tuple[str, ...]) -> int:
    """How surely a sample is the Office package whose main parts lie in ``folder``.

    An encrypted package does not show which application made it: there the name decides.
    """
    names = package_names(sample)
    folders = (name.partition("/")[0] for name in names)
    if next((each for each in folders if each in _FOLDERS), None) == folder:
        return 95 if "[Content_Types].xml" in names else 80
    if encrypted(sample):
        return 90 if sample.name.lower().endswith(endings) else 0
    return 0


def encrypted(sample: Sample) -> bool:
    """Whether a sample is an Office package in encrypted form."""
    return sample.head.startswith(OLE) and _ENCRYPTED in sample.head


def named(sample: Sample, endings: tuple[str, ...]) -> int:
    """How surely a compound file is what its name says, where its streams are out of sight: in a
    directory that lies far behind, or that is cut off."""
    if not sample.head.startswith(OLE) or has_stream(sample, *_STREAMS):
        return 0
    return 40 if sample.name.lower().endswith(endings) else 0


def has_stream(sample: Sample, *names: str) -> bool:
    """Whether a compound file shows a directory entry of one of the names ([MS-CFB] 2.6.1)."""
    if not sample.head.startswith(OLE):
        return False
    return any((name + "\0").encode("utf-16-le") in sample.head for name in names)
