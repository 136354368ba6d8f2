"""Blocks: however a file is cut, its lines and their numbers are those of the whole file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sekisho.events.table import RAW_LIMIT
from sekisho.sources import blocks as module
from sekisho.sources.blocks import BLOCK, LONGEST, TOO_LONG, blocks, decoded, lines_in
from sekisho.sources.contract import Block, Note, Unread

SHORT = 24
"""Stands in for ``LONGEST``, so that a line too long fits into an example."""
BOM = b"\xef\xbb\xbf"
JAPANESE = ("utf-8", "cp932", "euc_jp")

Read = tuple[list[tuple[int, str]], list[tuple[int, str]], int]
"""Lines by number, what was not read by number, and how many lines held odd bytes."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("blocks") / "a.log"


@pytest.fixture(autouse=True, scope="module")
def _short() -> Iterator[None]:
    with patch.object(module, "LONGEST", SHORT):
        yield


def in_blocks(path: Path, data: bytes, size: int, encoding: str) -> Read:
    path.write_bytes(data)
    lines: list[tuple[int, str]] = []
    unread: list[tuple[int, str]] = []
    odd = 0
    for block in blocks(path, size):
        found, items = lines_in(path, block, "a.log", encoding)
        lines += zip(found.positions.to_pylist(), found.texts.to_pylist(), strict=True)
        for item in items:
            if isinstance(item, Unread):
                rows = item.batch.to_pylist()
                unread += [(row["position"], row["reason"]) for row in rows]
            elif isinstance(item, Note):
                odd += int(item.values["lines"])
    return lines, unread, odd


def line_by_line(data: bytes, encoding: str) -> tuple[dict[int, str], set[int]]:
    """The same said plainly: lines by number, and the numbers of those that are too long."""
    texts = {}
    for number, line in enumerate(data.removeprefix(BOM).split(b"\n"), start=1):
        ended = number <= data.count(b"\n")
        texts[number] = text_of(line.removesuffix(b"\r") if ended else line, encoding)
    long = {number for number, text in texts.items() if len(text.encode()) > SHORT}
    return {n: text for n, text in texts.items() if text and n not in long}, long


def text_of(line: bytes, encoding: str) -> str:
    for candidate in (encoding, *JAPANESE):
        try:
            return line.decode(candidate)
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", "backslashreplace")


PIECES = st.one_of(
    st.binary(max_size=SHORT + 6),
    st.text("あ亜ｱ髙a\0\r\x85\u2028 ", max_size=SHORT // 2).map(lambda text: text.encode()),
    st.text("あ亜ｱ髙a\0 ", max_size=SHORT // 2).map(lambda text: text.encode("cp932")),
    st.text("あ亜ｱa\0 ", max_size=SHORT // 2).map(lambda text: text.encode("euc_jp")),
    st.integers(SHORT - 4, SHORT + 4).map(lambda length: b"x" * length),
    st.just(b""),
)
FILES = st.builds(
    lambda bom, lines, last: bom + b"".join(line + end for line, end in lines) + last,
    st.sampled_from([b"", BOM]),
    st.lists(st.tuples(PIECES, st.sampled_from([b"\n", b"\r\n"])), max_size=12),
    PIECES,
)


@given(FILES, st.integers(1, 200), st.sampled_from(JAPANESE))
@example(b"x" * SHORT + b"\n", SHORT, "utf-8")
@example(b"x" * SHORT + b"\r\n" + b"y" * SHORT, 3, "utf-8")
@example(BOM + b"x" * SHORT + b"\r\n", SHORT, "utf-8")
@example(b"a\n" + b"x" * (SHORT + 1), 4, "cp932")
@example(b"a\n" + b"x" * (SHORT + 1), 1000, "cp932")
@example(b"\n\r\n\0\n\xff", 2, "utf-8")
def test_any_block_size_gives_the_lines_of_the_whole_file(
    path: Path, data: bytes, size: int, encoding: str
) -> None:
    lines, unread, _odd = in_blocks(path, data, size, encoding)
    expected, long = line_by_line(data, encoding)
    assert lines == list(expected.items())
    assert unread == [(number, TOO_LONG) for number in sorted(long)]


@given(FILES, st.integers(1, 200), st.sampled_from(JAPANESE))
def test_odd_lines_are_counted_alike_at_any_block_size(
    path: Path, data: bytes, size: int, encoding: str
) -> None:
    """But for those that are too long, which are only counted where they are decoded."""
    _expected, long = line_by_line(data, encoding)
    if not long:
        whole = in_blocks(path, data, max(1, len(data)) + 1, encoding)
        assert in_blocks(path, data, size, encoding) == whole


@given(FILES, st.integers(1, 200))
def test_blocks_are_the_file_in_order_without_hole_or_overlap(
    path: Path, data: bytes, size: int
) -> None:
    path.write_bytes(data)
    end = 0
    for block in blocks(path, size):
        assert block.length > 0
        assert block.offset == end
        assert block.first == 1 + data.count(b"\n", 0, block.offset)
        end = block.offset + block.length
        assert end == len(data) or data[end - 1 : end] == b"\n"
    assert end == len(data)


@pytest.mark.parametrize("encoding", JAPANESE)
def test_each_line_is_decoded_by_itself_when_one_is_odd(encoding: str) -> None:
    """One broken line does not change what the others say, whatever they are written in."""
    texts = ["議会事務局の端末", "遠隔操作"]
    data = b"\n".join([texts[0].encode(encoding), b"\x81 \x82 ", texts[1].encode(encoding)])
    with patch.object(module, "LONGEST", LONGEST):
        lines, items = decoded(data, 7, "a.log", encoding)
    assert lines.texts.to_pylist() == [texts[0], r"\x81 \x82 ", texts[1]]
    assert lines.positions.to_pylist() == [7, 8, 9]
    assert items == [Note("note.undecodable", {"lines": "1", "encoding": encoding})]


def test_lines_of_another_encoding_among_the_rest_are_read_in_theirs() -> None:
    data = b"plain\n" + "名簿.xlsx".encode("cp932") + b"\n" + "名簿.xlsx".encode()
    with patch.object(module, "LONGEST", LONGEST):
        lines, items = decoded(data, 1, "a.log", "utf-8")
    assert lines.texts.to_pylist() == ["plain", "名簿.xlsx", "名簿.xlsx"]
    assert items == []


def test_a_mark_of_byte_order_is_taken_off_the_first_line_only() -> None:
    assert decoded(BOM + b"a\n" + BOM + b"b", 1, "x", "utf-8")[0].texts.to_pylist() == [
        "a",
        "\ufeffb",
    ]
    assert decoded(BOM + b"a", 2, "x", "utf-8")[0].texts.to_pylist() == ["\ufeffa"]


def test_a_line_without_end_is_kept_by_its_first_bytes_and_its_size(path: Path) -> None:
    """Its bytes are never all in memory: neither the block nor what was not read holds them."""
    with path.open("wb") as file:
        file.write(b"before\n")
        file.write(b"x" * (BLOCK + 5))
        file.write(b"\nafter\n")
    with patch.object(module, "LONGEST", LONGEST):
        found = list(blocks(path))
        assert found == [
            Block(0, 7, 1),
            Block(7, BLOCK + 6, 2, oversized=True),
            Block(BLOCK + 13, 6, 3),
        ]
        lines, (item,) = lines_in(path, found[1], "a.log", "utf-8")
    assert len(lines.texts) == 0
    assert isinstance(item, Unread)
    (row,) = item.batch.to_pylist()
    assert (row["position"], row["reason"], row["raw_size"]) == (2, TOO_LONG, BLOCK + 6)
    assert row["raw"] == b"x" * RAW_LIMIT


def test_an_empty_file_has_no_block(path: Path) -> None:
    path.write_bytes(b"")
    assert list(blocks(path)) == []
