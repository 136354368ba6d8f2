"""The manifest: back as written, the same content the same bytes, never half of it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import fields
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.ledger.manifest import (
    DIGEST,
    FORMAT,
    NAME,
    Entry,
    Look,
    Manifest,
    ManifestError,
    Said,
    Segment,
    read,
    to_bytes,
    write,
)

NOTE = Said("note.year_chosen", {"year": "2016"}, doubt=True)
ENTRY = Entry(
    name="proxy/記録.log", sha256="1" * 64, size=9, modified="2016-06-03T07:41:00+00:00",
    received="2016-06-23T02:00:00+00:00", origin="folder", status="partly", source="squid",
    reason=None, values={}, reading="2" * 64, events=3, unread=1, first_unread=4, unit="line",
    first="2016-06-03T07:03:00+00:00", last="2016-06-03T07:41:00+00:00", notes=(NOTE,),
)  # fmt: skip
SEGMENT = Segment("segments/proxy/a.parquet", "proxy", ENTRY.name, 3, 100, "3" * 64)
LOOK = Look("2016-06-23T02:00:00+00:00", "web_use", "時間帯の確認", "総務課長")
WHOLE = Manifest("/evidence", (ENTRY,), (SEGMENT,), {"case.json": "4" * 64}, (LOOK,), "0.1.0")

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
MANIFESTS = st.builds(
    Manifest,
    TEXT,
    st.lists(
        st.builds(
            Entry, TEXT, TEXT, st.integers(0, 2**62), st.none() | TEXT, TEXT, TEXT,
            st.sampled_from(["read", "absent"]), values=st.dictionaries(TEXT, TEXT, max_size=2),
            notes=st.lists(st.builds(Said, TEXT, st.dictionaries(TEXT, TEXT, max_size=2),
                                     st.booleans()), max_size=2).map(tuple),
        ), max_size=3,
    ).map(tuple),
    st.lists(st.builds(Segment, TEXT, TEXT, TEXT, st.just(1), st.just(2), TEXT), max_size=2).map(
        tuple
    ),
    st.dictionaries(TEXT, TEXT, max_size=3),
    st.lists(st.builds(Look, TEXT, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    TEXT,
)  # fmt: skip


@given(MANIFESTS)
def test_any_manifest_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, manifest: Manifest
) -> None:
    folder = tmp_path_factory.getbasetemp()
    write(folder, manifest, manifest)  # none of its segments is new
    assert read(folder) == manifest


def test_everything_that_is_known_is_written(tmp_path: Path) -> None:
    write(tmp_path, WHOLE, WHOLE)
    content = orjson.loads((tmp_path / NAME).read_bytes())
    assert content.pop("format") == FORMAT
    assert set(content) == {field.name for field in fields(Manifest)}
    assert set(content["entries"][0]) == {field.name for field in fields(Entry)}
    assert read(tmp_path) == WHOLE


def test_the_same_content_gives_the_same_bytes() -> None:
    one = Manifest("r", outputs={"a": "1", "b": "2"})
    two = Manifest("r", outputs={"b": "2", "a": "1"})
    assert to_bytes(one) == to_bytes(two)
    assert to_bytes(one).endswith(b"}\n")


def test_the_digest_beside_it_is_what_sha256sum_writes(tmp_path: Path) -> None:
    write(tmp_path, WHOLE, WHOLE)
    digest = hashlib.sha256((tmp_path / NAME).read_bytes()).hexdigest()
    assert (tmp_path / DIGEST).read_text(encoding="ascii") == f"{digest}  {NAME}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME, DIGEST]


def test_a_full_disk_leaves_the_manifest_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    write(tmp_path, WHOLE, WHOLE)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, Manifest("other"))
    assert read(tmp_path) == WHOLE
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME, DIGEST]


def test_segments_by_kind() -> None:
    unread = Segment("segments/unread/a.parquet", "unread", "a", 1, 1, "")
    manifest = Manifest("r", segments=(SEGMENT, unread))
    assert manifest.segments_of("proxy") == (SEGMENT,)
    assert manifest.segments_of("unread") == (unread,)
    assert manifest.segments_of("mail") == ()


def altered(change: str) -> bytes:
    content = orjson.loads(to_bytes(WHOLE))
    match change:
        case "entry_with_a_field_more":
            content["entries"][0]["surprise"] = 1
        case "entry_with_a_field_less":
            del content["entries"][0]["sha256"]
        case "entries_removed":
            del content["entries"]
        case "entries_are_no_list":
            content["entries"] = 5
        case "a_field_more":
            content["surprise"] = 1
        case "root_removed":
            del content["root"]
        case "entry_without_notes":
            del content["entries"][0]["notes"]
        case "entry_is_text":
            content["entries"][0] = "text"
        case "segment_is_a_number":
            content["segments"][0] = 5
    return orjson.dumps(content)


@pytest.mark.parametrize(
    "change",
    [
        "entry_with_a_field_more", "entry_with_a_field_less", "entries_removed",
        "entries_are_no_list", "a_field_more", "root_removed", "entry_without_notes",
        "entry_is_text", "segment_is_a_number",
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_answered_with_its_code(tmp_path: Path, change: str) -> None:
    (tmp_path / NAME).write_bytes(altered(change))
    with pytest.raises(ManifestError) as caught:
        read(tmp_path)
    assert (caught.value.code, caught.value.path) == ("ledger.manifest_unreadable", tmp_path / NAME)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "ledger.no_manifest"),
        (b"", "ledger.manifest_unreadable"),
        (b"\xff\xfe", "ledger.manifest_unreadable"),
        (b"[" * 100_000, "ledger.manifest_unreadable"),
        (b"null", "ledger.manifest_version"),
        (b"{}", "ledger.manifest_version"),
        (b'{"format": 2}', "ledger.manifest_version"),
        (b'{"format": "1"}', "ledger.manifest_version"),
    ],
    ids=["none", "empty", "binary", "nested", "null", "no_version", "later_version", "text"],
)
def test_what_is_no_file_of_ours(tmp_path: Path, content: bytes | None, code: str) -> None:
    if content is not None:
        (tmp_path / NAME).write_bytes(content)
    with pytest.raises(ManifestError) as caught:
        read(tmp_path)
    assert caught.value.code == code


def test_it_never_vouches_for_what_is_not_there(tmp_path: Path) -> None:
    """A new segment is waited for before the manifest names it; one that is gone stops it."""
    with pytest.raises(FileNotFoundError):
        write(tmp_path, WHOLE)
    assert list(tmp_path.iterdir()) == []
