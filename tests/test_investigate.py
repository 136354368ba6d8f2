"""The main job as a function: what it writes, what a second run says, and whose folder it is."""

from __future__ import annotations

import hashlib
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from sekisho import investigate as module
from sekisho.case.web_use import Purpose
from sekisho.events.time import JAPAN
from sekisho.investigate import (
    CASE,
    CHANGES,
    FINDINGS,
    INTERNAL,
    PUBLIC,
    NotOursError,
    Outcome,
    Wish,
    investigate,
)
from sekisho.ledger.manifest import NAME, Look, ManifestError, read
from sekisho.ledger.verify import LEDGER, verify
from sekisho.rulebook import load

NOW = datetime(2016, 6, 23, 2, 0, tzinfo=UTC)
LINE = (
    "1464937391.827    781 192.0.2.33 TCP_MISS/200 1785 GET http://example.jp/ tanaka "
    "HIER_DIRECT/198.51.100.7 text/html\n"
)
PURPOSE = Purpose("操作の時間帯の前後を確かめる", "総務課長")

Job = Callable[..., Outcome]


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "access.log").write_text(LINE * 3, encoding="utf-8")
    return folder


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "case"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents of one line in place of the reports, whose making takes seconds."""
    made = {INTERNAL: b"for the office\n", PUBLIC: b"for the public\n"}
    monkeypatch.setattr(module, "papers", lambda *_given: dict(made))


PAPERS = (
    INTERNAL, PUBLIC, "report-internal.docx", "report-internal.pdf", "report-public.docx",
    "report-public.pdf", "report-public-cms.html",
)  # fmt: skip


@pytest.fixture
def run(evidence: Path, case: Path, tmp_path: Path) -> Job:
    def once(**choices: object) -> Outcome:
        work = tmp_path / f"work{len(list(tmp_path.iterdir()))}"
        work.mkdir()
        return investigate(replace(Wish(evidence, case, NOW, load(None)), **choices), work)

    return once


def written(case: Path) -> dict[str, bytes]:
    files = (path for path in sorted(case.rglob("*")) if path.is_file())
    return {path.relative_to(case).as_posix(): path.read_bytes() for path in files}


def test_every_document_stands_in_the_manifest_with_its_hash(case: Path, run: Job) -> None:
    outcome = run()
    outputs = read(case / LEDGER).outputs
    assert set(outputs) == {CASE, FINDINGS, *PAPERS}
    for name, digest in outputs.items():
        assert hashlib.sha256((case / name).read_bytes()).hexdigest() == digest
    assert verify(case).differences == ()
    assert outcome.changes is None
    assert orjson.loads((case / CASE).read_bytes())["made_by"]["rulebook_sha256"]


@pytest.mark.usefixtures("quick")
@pytest.mark.skipif(sys.platform == "win32", reason="rights are an ACL there")
def test_the_case_is_for_its_owner_alone(case: Path, run: Job) -> None:
    run()
    assert stat.S_IMODE(case.stat().st_mode) == 0o700
    case.chmod(0o755)
    run()
    assert stat.S_IMODE(case.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "there",
    ["notes.txt", "case.json", "ledger/other.txt", ".hidden"],
    ids=["a_file", "a_case_without_ledger", "a_ledger_without_manifest", "hidden"],
)
def test_a_folder_of_others_is_left_alone(case: Path, run: Job, there: str) -> None:
    (case / there).parent.mkdir(parents=True)
    (case / there).write_text("mine", encoding="utf-8")
    before = written(case)
    with pytest.raises(NotOursError):
        run()
    assert written(case) == before


def test_a_file_in_the_place_of_the_case_is_left_alone(case: Path, run: Job) -> None:
    case.write_text("mine", encoding="utf-8")
    with pytest.raises(NotOursError):
        run()
    assert case.read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("quick")
def test_an_empty_folder_is_taken(case: Path, run: Job) -> None:
    case.mkdir()
    assert run().changes is None


@pytest.mark.usefixtures("quick")
def test_a_ledger_that_cannot_be_read_is_not_written_over(case: Path, run: Job) -> None:
    run()
    (case / LEDGER / NAME).write_text("not json", encoding="utf-8")
    before = written(case)
    with pytest.raises(ManifestError):
        run()
    assert written(case) == before


@pytest.mark.usefixtures("quick")
def test_a_second_run_over_the_same_changes_nothing(case: Path, run: Job) -> None:
    run()
    before = written(case)
    outcome = run()
    assert outcome.changes == ()
    after = written(case)
    assert after.pop(CHANGES) == b"[]\n"
    for files in (before, after):  # the manifest vouches for one document more
        files.pop(f"{LEDGER}/{NAME}")
        files.pop(f"{LEDGER}/manifest.sha256")
    assert after == before
    assert verify(case).differences == ()


@pytest.mark.usefixtures("quick")
def test_a_second_run_says_what_changed_and_names_the_evidence(
    evidence: Path, case: Path, run: Job
) -> None:
    first = run()
    sealed = {path: path.stat().st_mtime_ns for path in case.rglob("*.parquet")}
    start = "1464937391.827   2781 192.0.2.33 TCP_TUNNEL/200 48231 CONNECT relay.anydesk.com:443"
    more = f"{start} tanaka HIER_DIRECT/198.51.100.7 -\n"
    (evidence / "more.log").write_text(more, encoding="utf-8")
    second = run()
    assert second.changes
    assert {name for one in second.changes for name in one.because} == {"more.log"}
    told = orjson.loads((case / CHANGES).read_bytes())
    assert [one["fact"] for one in told] == [one.fact for one in second.changes]
    assert {path: path.stat().st_mtime_ns for path in sealed} == sealed, "read again"
    assert len(second.manifest.entries) == len(first.manifest.entries) + 1


@pytest.mark.usefixtures("quick")
def test_facts_that_cannot_be_read_any_more_are_not_compared(case: Path, run: Job) -> None:
    """Then nothing is said to have changed, and what an earlier run said does not stay."""
    run()
    run()
    assert (case / CHANGES).exists()
    (case / CASE).write_text("half a fi", encoding="utf-8")
    assert run().changes is None
    assert not (case / CHANGES).exists()
    assert verify(case).differences == ()


@pytest.mark.usefixtures("quick")
def test_a_look_stands_in_the_manifest_once(case: Path, run: Job) -> None:
    look = Look("2016-06-23T02:00:00+00:00", "web_use", PURPOSE.purpose, PURPOSE.approved_by)
    assert run().manifest.looks == ()
    for _ in range(2):
        run(purpose=PURPOSE)
        assert read(case / LEDGER).looks == (look,)


@pytest.mark.usefixtures("quick")
def test_a_look_stays_known_and_a_later_one_is_another(case: Path, run: Job) -> None:
    run(purpose=PURPOSE)
    run()
    assert len(read(case / LEDGER).looks) == 1
    run(purpose=PURPOSE, now=NOW + timedelta(hours=1))
    run(purpose=Purpose(PURPOSE.purpose, "町長"))
    found = read(case / LEDGER).looks
    assert [(one.at[11:13], one.approved_by) for one in found] == [
        ("02", "総務課長"),
        ("03", "総務課長"),
        ("02", "町長"),
    ]


@pytest.mark.usefixtures("quick")
def test_a_moment_in_another_zone_is_the_same_look(case: Path, run: Job) -> None:
    run(purpose=PURPOSE)
    run(purpose=PURPOSE, now=NOW.astimezone(JAPAN))
    assert len(read(case / LEDGER).looks) == 1


@pytest.mark.usefixtures("quick")
def test_a_crash_between_documents_and_manifest_is_seen_and_mended(
    evidence: Path, case: Path, run: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    (evidence / "more.log").write_text(LINE.replace("tanaka", "sato"), encoding="utf-8")

    def crash(*_given: object) -> None:
        raise SystemError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(module, "write", crash)
        with pytest.raises(SystemError):
            run()
    seen = {(one.change, one.file) for one in verify(case).differences}
    assert ("changed", CASE) in seen
    assert ("extra", CHANGES) in seen
    assert ("extra", "more.log") in seen
    run()
    assert verify(case).differences == ()
    assert {entry.name for entry in read(case / LEDGER).entries} == {"access.log", "more.log"}


@pytest.mark.usefixtures("quick")
def test_a_crash_in_the_first_run_leaves_a_folder_that_is_ours(
    case: Path, run: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_given: object) -> None:
        raise SystemError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(module, "_write", crash)
        with pytest.raises(SystemError):
            run()
    assert not (case / CASE).exists()
    assert run().changes is None
    assert verify(case).differences == ()


@pytest.mark.usefixtures("quick")
def test_steps_are_told_in_their_order(run: Job) -> None:
    told: list[str] = []
    run(progress=lambda step, _done, _whole: told.append(step))
    assert list(dict.fromkeys(told)) == [
        f"progress.{step}" for step in ("receive", "read", "detect", "case", "report")
    ]


@pytest.mark.usefixtures("quick")
def test_everything_that_was_used_is_named_with_its_hash(
    evidence: Path, run: Job, tmp_path: Path
) -> None:
    one = run().case.made_by
    assert (one.program, set(one.libraries)) == ("sekisho", set(module.LIBRARIES))
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.yml").write_text(
        "title: own\nid: 11111111-1111-4111-8111-111111111111\nlogsource:\n  category: proxy\n"
        "detection:\n  s:\n    cs-host: example.jp\n  condition: s\nlevel: low\n",
        encoding="utf-8",
    )
    (evidence / "more.log").write_text(LINE.replace("tanaka", "sato"), encoding="utf-8")
    two = run(rules=[rules]).case.made_by
    assert one.rules_sha256 != two.rules_sha256
    assert one.evidence_sha256 != two.evidence_sha256
    assert one.rulebook_sha256 == two.rulebook_sha256
