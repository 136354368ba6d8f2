"""``#Fields`` lines: numbers, names and the first record below, however the file is cut."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources import field_lines as module
from sekisho.sources.blocks import blocks
from sekisho.sources.field_lines import FieldLine, field_lines

LOG = (
    "#Software: SGOS 6.5\r\n"
    "#Fields: date time c-ip\r\n"
    "2016-06-03 07:03:11 192.0.2.3\r\n"
    "\r\n"
    "# a remark\r\n"
    "#Fields:\tdate\ttime\r\n"
    "#Fields: cs-host\r\n"
)


def told(tmp_path: Path, data: bytes) -> tuple[str, tuple[FieldLine, ...]]:
    path = tmp_path / "a.log"
    path.write_bytes(data)
    return field_lines(path)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte_order_mark"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_each_line_has_its_number_names_and_first_record(
    tmp_path: Path, mark: bytes, end: str
) -> None:
    software, lines = told(tmp_path, mark + LOG.replace("\r\n", end).encode())
    assert software == "SGOS 6.5"
    assert lines == (
        FieldLine(2, "date time c-ip", "2016-06-03 07:03:11 192.0.2.3"),
        FieldLine(6, "date\ttime", ""),
        FieldLine(7, "cs-host", ""),
    )


def test_a_byte_order_mark_before_the_fields_themselves(tmp_path: Path) -> None:
    _software, lines = told(tmp_path, b"\xef\xbb\xbf#Fields: a b\n1 2\n")
    assert lines == (FieldLine(1, "a b", "1 2"),)


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"plain\n", b" #Fields: a b\n", b"x #Fields: a b\n", b"#fields: a\n"],
)
def test_what_names_no_fields(tmp_path: Path, data: bytes) -> None:
    assert told(tmp_path, data) == ("", ())


def test_odd_bytes_stay_visible(tmp_path: Path) -> None:
    _software, lines = told(tmp_path, b"#Fields: a \xff\n\xfe\n")
    assert lines == (FieldLine(1, "a \ufffd", "\ufffd"),)


@given(st.lists(st.sampled_from(["#Fields: a b", "1 2", "", "#", "x" * 40]), max_size=20))
def test_the_numbers_do_not_depend_on_how_the_file_is_cut(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "fields.log"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    expected = [n for n, line in enumerate(lines, start=1) if line.startswith("#Fields")]
    for size in (7, 30, 1000):
        with patch.object(module, "blocks", partial(blocks, size=size)):
            _software, found = field_lines(path)
        assert [line.line for line in found] == expected
