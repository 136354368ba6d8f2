"""What each package may be used under: SPDX expressions, and the texts the wheels bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

import yaml
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from offline.wheels import Wheel

TABLE = Path(__file__).with_name("licences.yaml")
TEXTS = Path(__file__).with_name("texts")

PERMITTED = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "CC0-1.0", "MIT",
    "MIT-0", "MIT-CMU", "OFL-1.1", "PSF-2.0", "Unlicense", "Zlib",
})  # fmt: skip
"""Permissive ones."""
REPLACEABLE = frozenset({"LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-or-later", "MPL-2.0"})
"""Taken unmodified, as wheels of their own that a user may replace."""


class LicenceError(ValueError):
    """A package without a known licence, or under one that the project does not take."""


def declared(path: Path = TABLE) -> dict[str, str]:
    """The expressions of ``licences.yaml`` by canonical package name."""
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: entry["spdx"] for name, entry in table.items()}


def said(metadata: Mapping[str, str]) -> str | None:
    """The SPDX expression of a package's metadata (PEP 639), None when they say none."""
    given = metadata.get("License-Expression")
    if given is None:
        return None
    try:
        return canonicalize_license_expression(str(given))
    except InvalidLicenseExpression:
        return None


def expression(name: str, metadata: Mapping[str, str], table: Mapping[str, str]) -> str:
    """The SPDX expression a package is used under, by canonical name. Raises LicenceError."""
    found = said(metadata) or table.get(name)
    if found is None:
        raise LicenceError(f"{name}: no licence stated; read its text, then licences.yaml")
    strange = parts(found) - PERMITTED - REPLACEABLE
    if strange:
        raise LicenceError(f"{name}: {', '.join(sorted(strange))} is not among those taken")
    return found


def parts(text: str) -> set[str]:
    """The licences named in an expression."""
    words = text.replace("(", " ").replace(")", " ").split()
    return {word for word in words if word not in {"AND", "OR", "WITH"}}


def texts(wheels: Iterable[Wheel]) -> dict[str, bytes]:
    """Every legal text once: ``name-version/path`` to its bytes.

    Wheels of one package differ by system (another compiler's runtime in one of them); a text
    that differs stands beside the first under the wheel's own tag.
    """
    found: dict[str, bytes] = {}
    for wheel in sorted(wheels, key=lambda one: one.file):
        held = {_lines(data) for path, data in found.items() if path.startswith(_home(wheel))}
        for name, data in (*wheel.texts, *_added(wheel)):
            if _lines(data) in held:
                continue
            path = _home(wheel) + _inside(name)
            if path in found:
                path = f"{_home(wheel)}{wheel.file.removesuffix('.whl')}/{_inside(name)}"
            found[path] = data
            held.add(_lines(data))
    return found


def _lines(data: bytes) -> bytes:
    """The same whatever ends its lines: a Windows wheel often has CRLF."""
    return data.replace(b"\r\n", b"\n")


def _added(wheel: Wheel) -> list[tuple[str, bytes]]:
    """Texts of the package's source archive, where its wheel has none."""
    folder = TEXTS / f"{wheel.name}-{wheel.version}"
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*"))]


def _home(wheel: Wheel) -> str:
    return f"{wheel.name}-{wheel.version}/"


def _inside(name: str) -> str:
    """The path below the metadata's folder, short enough for every file system."""
    path = PurePosixPath(name)
    first = path.parts[0]
    kept = path.parts[1:] if first.endswith(".dist-info") else path.parts
    kept = kept[1:] if kept[0] in {"licenses", "LICENSES"} and len(kept) > 1 else kept
    return PurePosixPath(*kept).as_posix()


def overview(wheels: Sequence[Wheel], table: Mapping[str, str]) -> str:
    """A table of all packages for people (Markdown, Japanese): name, version, licence, texts."""
    lines = ["# 同梱した第三者の部品とライセンス", "", "| 部品 | 版 | ライセンス（SPDX） | 本文 |"]
    lines.append("|---|---|---|---|")
    held = texts(wheels)
    for wheel in {one.name: one for one in wheels}.values():
        count = sum(path.startswith(_home(wheel)) for path in held)
        where = f"`{_home(wheel)}`（{count}）" if count else "配布物に本文なし"
        licence = expression(wheel.name, wheel.metadata, table)
        lines.append(f"| {wheel.name} | {wheel.version} | {licence} | {where} |")
    return "\n".join(lines) + "\n"
