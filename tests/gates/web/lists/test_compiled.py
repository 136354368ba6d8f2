"""Lists in one file: found again literally, and refused when a byte has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.web.lists.compiled import (
    MOST_LISTS,
    ListsError,
    NoLists,
    compiled,
    mapped,
)
from sekisho.gates.web.lists.reading import Listed

KEYS = st.sampled_from([f"{name}.example{path}" for name in "abcdefgh" for path in ("", "/x")])


def listed(name: str, *keys: str) -> Listed:
    return Listed(name, [key.encode() for key in keys], (), 0)


@given(one=st.sets(KEYS), other=st.sets(KEYS))
def test_what_was_put_in_is_found(
    one: set[str], other: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("lists") / "web.lists"
    path.write_bytes(compiled([listed("one", *one), listed("other", *other)]))
    found = mapped(path)
    assert found.names == {"one", "other"}
    for key in [f"{name}.example{end}" for name in "abcdefghi" for end in ("", "/x", "/")]:
        wanted = [
            name
            for name, keys in (("one", one), ("other", other))
            if key in keys or (key.endswith("/") and f"{key}x" in keys)
        ]
        assert list(found.holding(key)) == wanted, key


def test_every_broken_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "web.lists"
    whole = compiled([listed("one", "a.example", "b.example/x")])
    for at in range(0, len(whole), 7):
        for broken in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
            path.write_bytes(broken)
            try:
                found = mapped(path)
            except ListsError:
                continue
            assert whole.index(b"\n") > at, "only a name or a count for people may differ"
            assert found.count == 3
    path.write_bytes(whole + b"x")
    with pytest.raises(ListsError):
        mapped(path)


def test_no_more_lists_than_fit() -> None:
    with pytest.raises(ListsError):
        compiled([listed(str(number), "a.example") for number in range(MOST_LISTS + 1)])


def test_no_lists_hold_nothing(tmp_path: Path) -> None:
    path = tmp_path / "web.lists"
    path.write_bytes(compiled([]))
    assert mapped(path).holding("a.example") == NoLists().holding("a.example") == ()
