"""What a scan has done so far, a line a file: a scan that is cut off goes on from here, and the
next one reads only what has changed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from sekisho.ledger.put import putting
from sekisho.personal.bounds import Bounds, DocumentCount, Reason
from sekisho.personal.distinct import tokens
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


@contextmanager
def begun(
    out: Path, made_with: Mapping[str, str], know: Callable[[Filed, int], None]
) -> Iterator[Callable[[Filed], int]]:
    """The journal open for further files: what is called with one writes its line, which survives
    the end of this process, and gives the place where it begins.

    ``know`` is told every file that an earlier scan into the folder read, with its place; of
    several of one file the last one holds. None where that was made by another program, with other
    rules or another key; a last line that was cut off is left out. Raises OSError.
    """
    path = out / NAME
    with putting(path) as new:
        new.write(_head(made_with))
        for line, one in _earlier(path, made_with):
            know(one, new.tell())
            new.write(line)

    with path.open("ab") as log:

        def add(one: Filed) -> int:
            place = log.tell()
            log.write(_line(one))
            log.flush()
            return place

        yield add


def _earlier(path: Path, made_with: Mapping[str, str]) -> Iterator[tuple[bytes, Filed]]:
    """The lines of an earlier scan that can go on, and what they say."""
    try:
        with path.open("rb") as lines:
            if lines.readline() != _head(made_with):
                return
            for line in lines:
                try:
                    # cut off before its end, a line may still be whole
                    yield line.rstrip(b"\n") + b"\n", _from_json(orjson.loads(line))
                except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
                    continue
    except FileNotFoundError:
        return


def renewed(
    out: Path, made_with: Mapping[str, str], files: Iterable[tuple[int, int, int]]
) -> Generator[Filed, None, None]:
    """What the journal says of ``files`` (size, time, place of the line), one after the
    other. When all are taken it holds them alone, in this order. Raises OSError."""
    path = out / NAME
    with putting(path) as new, path.open("rb") as old:
        new.write(_head(made_with))
        for size, modified_ns, place in files:
            old.seek(place)
            line = old.readline()
            one = _from_json(orjson.loads(line))
            if (one.size, one.modified_ns) != (size, modified_ns):
                one = replace(one, size=size, modified_ns=modified_ns)
                line = _line(one)
            new.write(line)
            yield one


def _head(made_with: Mapping[str, str]) -> bytes:
    return orjson.dumps({"form": FORM, **made_with}) + b"\n"


def _line(one: Filed) -> bytes:
    return orjson.dumps(
        {
            "file": one.file,
            "size": one.size,
            "modified_ns": one.modified_ns,
            "documents": [_document(document) for document in one.documents],
        },
        option=orjson.OPT_APPEND_NEWLINE,
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
