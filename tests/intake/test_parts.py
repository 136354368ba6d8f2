"""Which files belong together by their names and beginnings, and which are missing."""

from __future__ import annotations

import pytest

from sekisho.intake.packed import opener_for
from sekisho.intake.parts import Part, Split, part_of, splits

SEVEN, ZIP, RAR = b"7z\xbc\xaf\x27\x1c", b"PK\x03\x04", b"Rar!\x1a\x07\x01\x00"
GZIP = b"\x1f\x8b\x08"


def found(files: dict[str, bytes]) -> list[Split]:
    heads = list(files.values())
    return splits(list(files), heads.__getitem__, lambda head: opener_for(head) is not None)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("表/a.7z.001", Part("表/a.7z", "cut", 1, 3)), ("a.ZIP.012", Part("a.ZIP", "cut", 12, 3)),
        ("a.part02.rar", Part("a.rar", "rar", 2, 2)), ("a.rar", Part("a.rar", "old_rar", 1)),
        ("a.r00", Part("a.rar", "old_rar", 2, 2)), ("a.z01", Part("a.zip", "zip", 1, 2)),
        ("a.zip", Part("a.zip", "zip", 100_000)), ("改行\n.7z.001", Part("改行\n.7z", "cut", 1, 3)),
        ("a.7z", None), ("a.000", None), ("a.1", None), ("001", None), (".001", None),
    ],
)  # fmt: skip
def test_names_of_parts(name: str, part: Part | None) -> None:
    assert part_of(name) == part


@pytest.mark.parametrize(
    ("files", "whole", "head", "parts", "missing"),
    [
        ({"a.7z.002": b"x", "a.7z.001": SEVEN}, "a.7z", 1, (1, 0), ()),
        ({"a.7z.001": SEVEN, "a.7z.003": b"x"}, "a.7z", 0, (0,), ("a.7z.002",)),
        ({"a.7z.003": b"x"}, "a.7z", 0, (), ("a.7z.001", "a.7z.002")),
        ({"a.7z.900": b"x"}, "a.7z", 0, (), ("a.7z.001–a.7z.899",)),
        ({"資料.001": SEVEN, "資料.002": b""}, "資料", 0, (0, 1), ()),
        ({"a.part1.rar": RAR, "a.part3.rar": RAR}, "a.rar", 0, (0,), ("a.part2.rar",)),
        ({"a.PART02.RAR": RAR}, "a.rar", 0, (), ("a.part01.rar",)),
        ({"a.r00": RAR, "a.rar": RAR}, "a.rar", 1, (1, 0), ()),
        ({"a.r01": RAR}, "a.rar", 0, (), ("a.rar", "a.r00")),
        ({"a.zip": b"..", "a.z01": ZIP, "a.z02": b"x"}, "a.zip", 0, (1, 2, 0), ()),
        ({"a.zip": b"..", "a.z02": b"x"}, "a.zip", 0, (), ("a.z01",)),
        ({"a.z01": ZIP}, "a.zip", 0, (), ("a.zip",)),
    ],
)  # fmt: skip
def test_what_belongs_together_and_what_is_missing(
    files: dict[str, bytes], whole: str, head: int, parts: tuple[int, ...], missing: tuple[str, ...]
) -> None:
    (split,) = found(files)
    assert (split.whole.lower(), split.head, split.parts) == (whole, head, parts)
    assert split.missing == missing
    assert sorted(split.all) == list(range(len(files)))


@pytest.mark.parametrize(
    "files",
    [
        {"fw.log.001": b"2026", "fw.log.002": b"2026"},  # logs that are turned over
        {"fw.log.gz.001": GZIP, "fw.log.gz.002": GZIP},
        {"a.zip": ZIP, "b.rar": RAR},
        {"report.r05": b"text", "model.z12": b"text"},
        {"a.part1.rar": b"text"},
        {"a.rar": RAR, "a.r00": b"text"},
    ],
)
def test_what_only_looks_so_is_none(files: dict[str, bytes]) -> None:
    assert found(files) == []


def test_a_volume_of_another_kind_is_read_by_itself() -> None:
    """Else a harmless first volume would hide what stands in the second."""
    (split,) = found({"a.part1.rar": RAR, "a.part2.rar": b"Rar!\x1a\x07\0\0"})
    assert split.all == (0,)
