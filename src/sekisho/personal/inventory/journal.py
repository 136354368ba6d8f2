"""What a scan has done so far, a line a file: a scan that is cut off goes on from here, and the
next one reads only what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from sekisho.ledger.put import put
from sekisho.personal.bounds import Bounds, DocumentCount, Reason
from sekisho.personal.inventory import tokens
from sekisho.personal.inventory.measured import Measured

NAME = "scan.jsonl"
FORM = 1


@dataclass(frozen=True)
class Filed:
    """A file as it was read: its size and time (nanoseconds since 1970), and the documents in it,
    the file itself first."""

    file: str
    size: int
    modified_ns: int
    documents: tuple[Measured, ...]


def known(out: Path, made_with: Mapping[str, str]) -> dict[str, Filed]:
    """What an earlier scan into a folder read, by file; the last line of a file holds.

    Nothing when it was made by another program, with other rules or another key. A last line that
    was cut off is left out.
    """
    try:
        lines = (out / NAME).read_bytes().split(b"\n")
        if orjson.loads(lines[0]) != _head(made_with):
            return {}
    except (FileNotFoundError, orjson.JSONDecodeError):
        return {}
    return {one.file: one for one in _filed(lines[1:])}


def _filed(lines: list[bytes]) -> Iterator[Filed]:
    for line in lines:
        try:
            yield _from_json(orjson.loads(line))
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            continue


def begun(out: Path, made_with: Mapping[str, str], kept: Mapping[str, Filed]) -> BinaryIO:
    """The journal open for further lines, what was known written anew."""
    lines = [orjson.dumps(_head(made_with)), *(_line(one) for one in kept.values())]
    put(out / NAME, b"".join(line + b"\n" for line in lines))
    return (out / NAME).open("ab")


def add(journal: BinaryIO, one: Filed) -> None:
    """Writes a line that survives the end of this process."""
    journal.write(_line(one) + b"\n")
    journal.flush()


def _head(made_with: Mapping[str, str]) -> dict[str, Any]:
    return {"form": FORM, **made_with}


def _line(one: Filed) -> bytes:
    return orjson.dumps(
        {
            "file": one.file,
            "size": one.size,
            "modified_ns": one.modified_ns,
            "documents": [_document(document) for document in one.documents],
        }
    )


def _document(one: Measured) -> dict[str, Any]:
    return {
        "name": one.name,
        "size": one.size,
        "sha256": one.sha256,
        "status": one.status,
        "reasons": _plain(one.reasons),
        "persons": _two(one.count.persons),
        "households": _two(one.count.households),
        "obtained": [[way, _two(bounds)] for way, bounds in one.count.obtained],
        "how": list(one.count.how),
        "doubts": _plain(one.count.reasons),
        "kinds": list(one.kinds),
        "nature": one.nature,
        "grounds": _plain(one.grounds),
        "public": one.public,
        "tokens": [tokens.to_json(token) for token in one.tokens],
    }


def _from_json(given: Mapping[str, Any]) -> Filed:
    documents = tuple(_measured(one) for one in given["documents"])
    return Filed(given["file"], given["size"], given["modified_ns"], documents)


def _measured(one: Mapping[str, Any]) -> Measured:
    count = DocumentCount(
        persons=_bounds(one["persons"]),
        households=_bounds(one["households"]),
        how=tuple(one["how"]),
        reasons=_reasons(one["doubts"]),
        obtained=tuple((way, Bounds(*two)) for way, two in one["obtained"]),
    )
    return Measured(
        name=one["name"],
        size=one["size"],
        sha256=one["sha256"],
        status=one["status"],
        reasons=_reasons(one["reasons"]),
        count=count,
        kinds=tuple(one["kinds"]),
        nature=one["nature"],
        grounds=_reasons(one["grounds"]),
        public=one["public"],
        tokens=tuple(tokens.from_json(token) for token in one["tokens"]),
    )


def _plain(reasons: tuple[Reason, ...]) -> list[list[Any]]:
    return [[one.code, dict(one.values)] for one in reasons]


def _reasons(given: list[list[Any]]) -> tuple[Reason, ...]:
    return tuple(Reason(code, values) for code, values in given)


def _two(bounds: Bounds | None) -> list[int] | None:
    return None if bounds is None else [bounds.low, bounds.high]


def _bounds(two: list[int] | None) -> Bounds | None:
    return None if two is None else Bounds(*two)
