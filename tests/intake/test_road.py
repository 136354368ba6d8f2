"""The road in: what is read, what is not, what is read again, and that evidence stays as it is."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sekisho.intake import tasks
from sekisho.intake.road import sweep, take_in
from sekisho.ledger.manifest import Entry, Manifest
from sekisho.sources.contract import Context
from sekisho.sources.windows import evtx_blocks

NOW = datetime(2016, 6, 23, 2, 0, tzinfo=UTC)
HEADER, CHUNK = 4096, 65536
LINE = (
    "1464937391.827    781 192.0.2.33 TCP_MISS/200 1785 GET http://example.jp/ tanaka "
    "HIER_DIRECT/198.51.100.7 text/html\n"
)


def intake(root: Path, tmp_path: Path, before: Manifest | None = None, **choices) -> Manifest:
    work = tmp_path / f"work{len(list(tmp_path.iterdir()))}"
    work.mkdir()
    ledger = tmp_path / "ledger"
    ledger.mkdir(exist_ok=True)
    return take_in(root, ledger, work, Context(now=NOW), before=before, **choices)


def entries(manifest: Manifest) -> dict[str, Entry]:
    return {entry.name: entry for entry in manifest.entries}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    (folder / "proxy").mkdir(parents=True)
    (folder / "proxy" / "access.log").write_text(LINE * 3 + "half a li", encoding="utf-8")
    (folder / "empty.log").touch()
    (folder / "rubbish.bin").write_bytes(bytes(range(256)) * 40)
    return folder


def test_every_file_has_its_entry_and_its_fate(root: Path, tmp_path: Path) -> None:
    found = entries(intake(root, tmp_path))
    assert found["proxy/access.log"].source == "squid"
    assert (found["proxy/access.log"].events, found["proxy/access.log"].unread) == (3, 1)
    assert found["proxy/access.log"].status == "partly"
    assert found["proxy/access.log"].first_unread == 4
    assert found["empty.log"].reason == "not_read.empty"
    assert found["rubbish.bin"].reason == "not_read.unknown_format"


def test_segments_hold_what_the_manifest_says(root: Path, tmp_path: Path) -> None:
    manifest = intake(root, tmp_path)
    for segment in manifest.segments:
        assert pq.read_metadata(tmp_path / "ledger" / segment.file).num_rows == segment.rows


def test_the_evidence_is_the_same_before_and_after(root: Path, tmp_path: Path) -> None:
    def listing() -> list[tuple[str, int, int, bytes]]:
        return [
            (str(path), path.stat().st_size, path.stat().st_mtime_ns, path.read_bytes())
            for path in sorted(root.rglob("*"))
            if path.is_file()
        ]

    before = listing()
    intake(root, tmp_path)
    assert listing() == before


def test_the_same_log_packed_beside_itself_is_counted_once(root: Path, tmp_path: Path) -> None:
    content = (root / "proxy" / "access.log").read_bytes()
    (root / "proxy" / "access.log.gz").write_bytes(gzip.compress(content))
    found = entries(intake(root, tmp_path))
    packed = found["proxy/access.log.gz!/access.log"]
    assert packed.status == "duplicate"
    assert packed.values == {"of": "proxy/access.log"}
    assert found["proxy/access.log.gz"].status == "archive"


def test_a_second_run_reads_only_what_is_new(root: Path, tmp_path: Path) -> None:
    first = intake(root, tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "ledger").rglob("*.parquet")}
    (root / "proxy" / "more.log").write_text(LINE.replace("tanaka", "sato"), encoding="utf-8")
    second = intake(root, tmp_path, before=first)
    assert entries(second)["proxy/access.log"] == entries(first)["proxy/access.log"]
    assert entries(second)["proxy/more.log"].events == 1
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


def test_what_is_gone_from_the_folder_is_not_forgotten(root: Path, tmp_path: Path) -> None:
    first = intake(root, tmp_path)
    (root / "proxy" / "access.log").unlink()
    second = intake(root, tmp_path, before=first)
    assert entries(second)["proxy/access.log"].status == "absent"
    assert [one.rows for one in second.segments_of("proxy")] == [3]


def test_a_file_that_moved_is_read_under_its_new_name(root: Path, tmp_path: Path) -> None:
    first = intake(root, tmp_path)
    (root / "proxy" / "access.log").rename(root / "moved.log")
    second = intake(root, tmp_path, before=first)
    assert "proxy/access.log" not in entries(second)
    assert entries(second)["moved.log"].events == 3
    assert {one.evidence for one in second.segments_of("proxy")} == {"moved.log"}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_named_not_followed(root: Path, tmp_path: Path) -> None:
    (root / "link.log").symlink_to("/etc/hostname")
    assert entries(intake(root, tmp_path))["link.log"].reason == "not_read.link"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_in_broken_encodings_are_read_and_shown(root: Path, tmp_path: Path) -> None:
    name = os.fsencode(root) + b"/" + "名簿".encode("cp932") + b".log"
    Path(os.fsdecode(name)).write_text(LINE, encoding="utf-8")
    assert entries(intake(root, tmp_path))["名簿.log"].events == 1


def test_text_in_utf16_is_read(root: Path, tmp_path: Path) -> None:
    (root / "utf16.log").write_bytes(LINE.replace("tanaka", "mori").encode("utf-16"))
    assert entries(intake(root, tmp_path))["utf16.log"].events == 1


def test_blocks_in_workers_give_what_one_process_gives(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sekisho.intake.tasks.BLOCK", 300)
    (root / "proxy" / "access.log").write_text(LINE * 40, encoding="utf-8")
    one = entries(intake(root, tmp_path))["proxy/access.log"]
    two = entries(intake(root, tmp_path, workers=2))
    assert one.events == 40
    assert two["proxy/access.log"].events == 40


def test_times_that_cannot_be_are_counted(root: Path, tmp_path: Path) -> None:
    (root / "odd.log").write_text(LINE.replace("1464937391", "4102444800"), encoding="utf-8")
    found = entries(intake(root, tmp_path))["odd.log"]
    assert (found.events, found.implausible, found.first) == (1, 1, None)


def test_attachments_of_mails_are_evidence_of_their_own(root: Path, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@example.jp", "b@example.jp"
    mail["Subject"], mail["Date"] = "名簿", "Fri, 03 Jun 2016 16:00:00 +0900"
    mail.set_content("添付します")
    table = "氏名,住所\n見本花子,見本町1-2\n".encode("cp932")
    mail.add_attachment(table, maintype="text", subtype="csv", filename="名簿.csv")
    (root / "mail.eml").write_bytes(mail.as_bytes())
    box = b"From a@example.jp Fri Jun  3 16:00:00 2016\n" + mail.as_bytes() + b"\n"
    (root / "box.mbox").write_bytes(box * 2)
    found = entries(intake(root, tmp_path))
    assert found["mail.eml!/名簿.csv"].source == "csv"
    assert found["mail.eml!/名簿.csv"].events == 2
    assert {"box.mbox!/1/名簿.csv", "box.mbox!/2/名簿.csv"} <= found.keys()
    assert found["mail.eml!/名簿.csv"].origin == "attachment"


def rows(ledger: Path, manifest: Manifest) -> list[dict]:
    """The events of a ledger in the order of its segments."""
    tables = (pq.read_table(ledger / segment.file) for segment in manifest.segments)
    return [row for table in tables for row in table.to_pylist()]


@pytest.mark.parametrize("hole", [None, 6000, HEADER + CHUNK + 24, HEADER + CHUNK + 700])
def test_an_event_log_in_blocks_is_the_log_read_whole(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch, hole: int | None
) -> None:
    log = bytearray((data / "sources" / "evtx" / "good.evtx").read_bytes())
    if hole is not None:
        log[hole : hole + 40] = bytes(40)
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "Security.evtx").write_bytes(log)
    whole = intake(folder, tmp_path)
    monkeypatch.setattr(tasks, "BLOCK", 1000)
    monkeypatch.setattr(evtx_blocks, "CHUNKS", 1)
    apart = intake(folder, tmp_path)
    assert apart.entries == whole.entries
    assert rows(tmp_path / "ledger", apart) == rows(tmp_path / "ledger", whole)
    assert len(apart.segments) == (2 if hole is None else len(whole.segments))
    sweep(tmp_path / "ledger", apart)
    files = {path.name for path in (tmp_path / "ledger").rglob("*.parquet")}
    assert files == {Path(segment.file).name for segment in apart.segments}
