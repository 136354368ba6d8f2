"""Verification names every file that is not as it was sealed. Fixtures are named by the attack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sekisho.ledger.digest import sha256_of
from sekisho.ledger.manifest import Entry, Manifest, ManifestError, Segment, read, write
from sekisho.ledger.verify import verify


@pytest.fixture
def case(tmp_path: Path) -> Path:
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    (evidence / "a.log").write_text("one\n", encoding="utf-8")
    folder = tmp_path / "case"
    segments = folder / "ledger" / "segments" / "proxy"
    segments.mkdir(parents=True)
    (segments / "a.parquet").write_bytes(b"sealed")
    (folder / "case.json").write_text("{}", encoding="utf-8")
    digest = sha256_of(evidence / "a.log")
    entry = Entry("a.log", digest, 4, None, "2016-06-23T02:00:00+00:00", "folder", "read")
    sealed = sha256_of(segments / "a.parquet")
    segment = Segment("segments/proxy/a.parquet", "proxy", "a.log", 1, 6, sealed)
    outputs = {"case.json": sha256_of(folder / "case.json")}
    write(folder / "ledger", Manifest(str(evidence), (entry,), (segment,), outputs))
    return folder


def test_an_untouched_case_verifies(case: Path) -> None:
    outcome = verify(case)
    assert outcome.differences == ()
    assert outcome.evidence_compared
    assert outcome.compared == 4


ATTACKS: dict[str, tuple[Callable[[Path], object], tuple[str, str, str]]] = {
    "segment_changed": (
        lambda case: (case / "ledger/segments/proxy/a.parquet").write_bytes(b"sealeD"),
        ("changed", "segment", "ledger/segments/proxy/a.parquet"),
    ),
    "segment_removed": (
        lambda case: (case / "ledger/segments/proxy/a.parquet").unlink(),
        ("missing", "segment", "ledger/segments/proxy/a.parquet"),
    ),
    "segment_added": (
        lambda case: (case / "ledger/segments/proxy/b.parquet").write_bytes(b"x"),
        ("extra", "other", "ledger/segments/proxy/b.parquet"),
    ),
    "report_changed": (
        lambda case: (case / "case.json").write_text("{ }", encoding="utf-8"),
        ("changed", "document", "case.json"),
    ),
    "file_beside_the_reports": (
        lambda case: (case / "report-2.html").write_text("", encoding="utf-8"),
        ("extra", "other", "report-2.html"),
    ),
    "evidence_changed": (
        lambda case: (case.parent / "evidence/a.log").write_text("two\n", encoding="utf-8"),
        ("changed", "evidence", "a.log"),
    ),
    "evidence_removed": (
        lambda case: (case.parent / "evidence/a.log").unlink(),
        ("missing", "evidence", "a.log"),
    ),
    "evidence_added": (
        lambda case: (case.parent / "evidence/b.log").write_text("x", encoding="utf-8"),
        ("extra", "evidence", "b.log"),
    ),
    "manifest_changed": (
        lambda case: (case / "ledger/manifest.json").write_text(
            (case / "ledger/manifest.json").read_text(encoding="utf-8") + " ", encoding="utf-8"
        ),
        ("changed", "manifest", "manifest.json"),
    ),
    "manifest_digest_removed": (
        lambda case: (case / "ledger/manifest.sha256").unlink(),
        ("missing", "manifest", "manifest.sha256"),
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_named(case: Path, name: str) -> None:
    attack, expected = ATTACKS[name]
    attack(case)
    found = [(one.change, one.part, one.file) for one in verify(case).differences]
    assert found == [expected]


def test_evidence_that_is_elsewhere_is_said_to_be_not_compared(case: Path) -> None:
    (case.parent / "evidence").rename(case.parent / "stick")
    assert not verify(case).evidence_compared
    assert verify(case, case.parent / "stick").evidence_compared


def test_a_manifest_reads_back_as_written(case: Path) -> None:
    manifest = read(case / "ledger")
    write(case / "ledger", manifest)
    assert read(case / "ledger") == manifest


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "ledger.no_manifest"),
        ("not json", "ledger.manifest_unreadable"),
        ('{"format": 99}', "ledger.manifest_version"),
        ("[]", "ledger.manifest_version"),
        ('{"format": 1, "entries": [{}], "segments": []}', "ledger.manifest_unreadable"),
    ],
)
def test_an_unusable_manifest_has_its_code(tmp_path: Path, content: str | None, code: str) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        read(tmp_path)
    assert caught.value.code == code
