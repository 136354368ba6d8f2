"""Lists of others: what is an entry, what is not, and that the rest is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.web.lists.reading import key_of, read_folder


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (b"example.com", b"example.com"),
        (b"*.Example.COM.", b"example.com"),
        (b".example.com", b"example.com"),
        (b"http://example.com/", b"example.com"),
        (b"https://user@example.com:8443/a/b/", b"example.com/a/b"),
        (b"example.com/watch?v=1", b"example.com/watch?v=1"),
        (b"0.0.0.0 bad.example", b"bad.example"),
        (b"127.0.0.1\tbad.example", b"bad.example"),
        (b"example.com # why", b"example.com"),
        (b"192.0.2.1", b"192.0.2.1"),
        (b"[2001:db8::1]/x", b"2001:db8::1/x"),
        ("日本語.example".encode(), b"xn--wgv71a119e.example"),
        (b"# comment", b""),
        (b"", b""),
        (b"  ", b""),
        (b"! comment", b""),
        (b"localhost", None),
        (b"not a host", None),
        (b"||ads.example^", None),
        (b"a..b", None),
        (b"\xff\xfe\x00", None),
    ],
)
def test_lines(line: bytes, key: bytes | None) -> None:
    assert key_of(line) == key


@given(line=st.binary(max_size=80))
def test_any_line_is_answered(line: bytes) -> None:
    found = key_of(line)
    assert not found or (b" " not in found and found == found.lower())


def test_a_folder_of_others(tmp_path: Path) -> None:
    (tmp_path / "games").mkdir()
    (tmp_path / "games" / "domains").write_bytes(b"a.example\r\nB.example\n<html>\n")
    (tmp_path / "games" / "urls").write_bytes(b"c.example/x/\n")
    (tmp_path / "games" / "expressions").write_bytes(b"(game|play)\n")
    (tmp_path / "empty").mkdir()
    (tmp_path / "town.txt").write_bytes(b"# our own\nd.example\n")
    (tmp_path / "global_usage").write_bytes(b"NAME: games\n")
    (tmp_path / "notes.pdf").write_bytes(b"x.example\n")
    games, town = read_folder(tmp_path)
    assert games.keys == [b"a.example", b"b.example", b"c.example/x"]
    assert [tuple(one) for one in games.rubbish] == [("games/domains", 3, "<html>")]
    assert games.rubbish_count == 1
    assert (town.name, town.keys, town.rubbish_count) == ("town", [b"d.example"], 0)


def test_the_lists_of_a_university(shared: Path) -> None:
    found = {one.name: one for one in read_folder(shared / "data" / "url-categories" / "ut1")}
    assert len(found) > 20
    assert len(found["gambling"].keys) > 30_000
    assert sum(one.rubbish_count for one in found.values()) < 200
