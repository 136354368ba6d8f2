"""Names of evidence: always valid text, their parts, and what stands inside of what."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.events.evidence import INSIDE, Evidence, evidence_name

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no names of odd bytes")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a.log", ("a.log",)),
        ("pc/PC-042/a.log", ("pc", "PC-042", "a.log")),
        (f"a.zip{INSIDE}b/c.log", ("a.zip", "b", "c.log")),
        (f"a.zip{INSIDE}b.tar{INSIDE}c.log", ("a.zip", "b.tar", "c.log")),
        (f"box.mbox{INSIDE}1/名簿.csv", ("box.mbox", "1", "名簿.csv")),
        (f"a.zip{INSIDE}/c.log", ("a.zip", "c.log")),
    ],
)
def test_parts_go_through_archives(name: str, parts: tuple[str, ...]) -> None:
    assert Evidence(name, Path("x"), 0, "0" * 64).parts == parts


@pytest.mark.parametrize(
    ("relative", "name"),
    [
        (PurePosixPath("共有/名簿.xlsx"), "共有/名簿.xlsx"),
        (PureWindowsPath(r"共有\名簿.xlsx"), "共有/名簿.xlsx"),
        (PurePosixPath("a b/c"), "a b/c"),
    ],
)
def test_a_name_is_the_path_with_slashes(
    relative: PurePosixPath | PureWindowsPath, name: str
) -> None:
    assert evidence_name(relative) == name


@POSIX
@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("名簿".encode(), "名簿"),
        ("名簿".encode("cp932"), "名簿"),
        ("ソフト表".encode("cp932"), "ソフト表"),
        (b"a\x81.log", r"a\x81.log"),
        (b"a\x81 \x82.log", r"a\x81 \x82.log"),
    ],
    ids=["utf8", "cp932", "backslash_as_second_byte", "half_a_character", "two_halves"],
)
def test_what_other_systems_wrote_is_readable(raw: bytes, name: str) -> None:
    assert evidence_name(PurePosixPath(os.fsdecode(raw))) == name


@POSIX
@given(st.binary(min_size=1, max_size=20).filter(lambda raw: b"/" not in raw and b"\0" not in raw))
def test_any_name_of_a_file_is_valid_text(raw: bytes) -> None:
    name = evidence_name(PurePosixPath("folder", os.fsdecode(raw)))
    assert name.encode("utf-8")
    assert name.startswith("folder") or raw in (b".", b"..")
