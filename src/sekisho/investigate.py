"""The main job: a folder of evidence in, the case and its reports out.

Above the report, below terminal and console, so that both do the same work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import orjson

from sekisho import __version__
from sekisho.case.build import Given, build
from sekisho.case.changes import Change, changes
from sekisho.case.devices import with_joined
from sekisho.case.facts import Case, Count, Counted, FindingFact, MadeBy, Reason, Reference
from sekisho.case.json import to_bytes, to_json
from sekisho.case.lookback.indicators import Indicator, indicators
from sekisho.case.notices import register
from sekisho.case.revised import with_changes
from sekisho.case.sheet import Sheet
from sekisho.case.sheet import load as load_sheet
from sekisho.case.web_use import Purpose
from sekisho.detect.findings import Detection, jsonl
from sekisho.detect.run import OWN_RULES, detect
from sekisho.intake.beside import INDICATORS, NOTICES, SHEETS
from sekisho.intake.road import Progress, sweep, take_in
from sekisho.intake.told import context_of
from sekisho.ledger.manifest import NAME, Entry, Look, Manifest, read, write
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put
from sekisho.ledger.sealed import tables_of
from sekisho.ledger.verify import LEDGER
from sekisho.personal import Bounds, DocumentCount, count_all
from sekisho.personal.distinct.identities import Identities
from sekisho.report import papers
from sekisho.rulebook import Rulebook
from sekisho.text import Language

CASE = "case.json"
FINDINGS = "findings.jsonl"
INTERNAL = "report-internal.html"
PUBLIC = "report-public.html"
CHANGES = "changes.json"
LIBRARIES = ("duckdb", "evtx", "pyarrow", "pysigma")
"""Named with their versions in every case: they read and judge."""


class NotOursError(Exception):
    """The case folder holds something that is no case of Sekisho."""


@dataclass(frozen=True)
class Wish:
    """What an investigation is asked for. ``now`` is aware; ``rules`` come beside our own;
    ``sheet`` None: the case sheet that was used last, if one was; ``notices`` (周知) likewise, else
    a register among the evidence."""

    evidence: Path
    case: Path
    now: datetime
    rulebook: Rulebook
    language: Language = "ja"
    rules: Sequence[Path] = ()
    statements: Sequence[Path] = ()
    inventories: Sequence[Path] = ()
    purpose: Purpose | None = None
    sheet: Path | None = None
    notices: Path | None = None
    workers: int = 0
    passwords: tuple[str, ...] = field(default=(), repr=False)
    progress: Progress = field(default=lambda _step, _done, _whole: None)


@dataclass(frozen=True)
class Outcome:
    """What an investigation gave. ``changes`` is None for a first run."""

    case: Case
    manifest: Manifest
    detection: Detection
    changes: tuple[Change, ...] | None


def investigate(wish: Wish, work: Path) -> Outcome:
    """Reads the evidence, judges it, and writes the case folder.

    ``work``: an empty private folder outside evidence and case, removed by the caller.
    Raises NotOursError, ManifestError, SheetError, OSError.
    """
    sheet = _sheet(wish)
    ledger, before = open_case(wish.case)
    known = _known(wish.case, before)
    manifest = take_in(
        wish.evidence, ledger, work, context_of(wish.rulebook, wish.now, wish.passwords),
        statements=wish.statements, inventories=wish.inventories, beside=_beside(sheet, wish),
        before=before, workers=wish.workers, progress=wish.progress,
    )  # fmt: skip
    manifest = _with_look(manifest, wish)
    with tables_of(ledger, manifest, work) as connection:
        wish.progress("progress.detect", 0, 0)
        rules = detect(connection, [OWN_RULES, *wish.rules])
        detection = with_joined(rules, connection, wish.rulebook)
        wish.progress("progress.case", 0, 0)
        case = _case(connection, manifest, detection, wish, sheet)
    new = _new(before, manifest)
    case, notices = _notices(with_changes(case, known, new, f"{INDICATORS.folder}/"), wish)
    wish.progress("progress.report", 0, 0)
    found = None if known is None else changes(known, to_json(case), new)
    _write(wish, ledger, manifest, _outputs(case, detection, wish, found, notices), before)
    sweep(ledger, manifest)
    return Outcome(case, manifest, detection, found)


def open_case(case: Path) -> tuple[Path, Manifest | None]:
    """The ledger folder of a new or an earlier case. Raises NotOursError, ManifestError."""
    ledger = case / LEDGER
    if (ledger / NAME).exists():
        private_folder(case)
        return ledger, read(ledger)
    if case.exists() and (not case.is_dir() or any(case.iterdir())):
        raise NotOursError(str(case))
    private_folder(case)
    private_folder(ledger)
    # should this run be cut off, the next one knows the folder as its own and begins anew
    write(ledger, Manifest(root=""))
    return ledger, None


def _sheet(wish: Wish) -> Sheet | None:
    """The case sheet given, else the one that was used last."""
    path = wish.sheet or SHEETS.latest(wish.case)
    return load_sheet(path) if path else None


def _beside(sheet: Sheet | None, wish: Wish) -> tuple[Entry, ...]:
    """The case sheet and the lists of indicators as evidence."""
    path = wish.sheet or SHEETS.latest(wish.case)
    lists = tuple(
        INDICATORS.entry(list_name(one), one.read_bytes(), wish.now)
        for one in INDICATORS.all(wish.case)
    )
    if sheet is None or path is None:
        return lists
    return (SHEETS.entry(sheet.name, path.read_bytes(), wish.now), *lists)


def list_name(path: Path) -> str:
    """The name of a kept list of indicators among the evidence: its place in the case folder."""
    return f"{INDICATORS.folder}/{path.name}"


def _indicators(case: Path) -> tuple[Indicator, ...]:
    """What all kept lists name, each indicator once. Raises IndicatorsError, OSError."""
    found: dict[tuple[str, str], Indicator] = {}
    for path in INDICATORS.all(case):
        for one in indicators(path.read_bytes(), list_name(path)).usable:
            found.setdefault((one.kind, one.value), one)
    return tuple(found.values())


def _notices(case: Case, wish: Wish) -> tuple[Case, tuple[register.Told, ...]]:
    """The register of notices; one that is not as it was written is told. Raises OSError."""
    path = wish.notices or NOTICES.latest(wish.case)
    among = wish.evidence.rglob("*.jsonl") if wish.evidence.is_dir() else ()
    for one in [path] if path else sorted(among):
        try:
            if acts := register.read(one.read_bytes()):
                return case, acts
        except register.RegisterChangedError as error:
            if error.line > 1:
                told = {"name": one.name, "line": str(error.line)}
                reason = Reason("assumed.notices_changed", told)
                case = replace(case, assumptions=(*case.assumptions, reason))
    return case, ()


def _known(case: Path, before: Manifest | None) -> Mapping[str, Any] | None:
    """The facts of the run before, when they can still be read."""
    if before is None:
        return None
    try:
        facts = orjson.loads((case / CASE).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return facts if isinstance(facts, dict) else None


def _new(before: Manifest | None, after: Manifest) -> list[str]:
    """Names of evidence that came, changed or was read in another way since the run before."""
    old = {entry.name: _fate(entry) for entry in before.entries} if before else {}
    return [entry.name for entry in after.entries if old.get(entry.name) != _fate(entry)]


def _fate(entry: Entry) -> tuple[str, str, str | None]:
    return entry.sha256, entry.status, entry.reading


def _with_look(manifest: Manifest, wish: Wish) -> Manifest:
    """A look at a person's web use stands in the manifest with its purpose and consent."""
    if wish.purpose is None:
        return manifest
    at = wish.now.astimezone(UTC).isoformat()
    look = Look(at, "web_use", wish.purpose.purpose, wish.purpose.approved_by)
    if look in manifest.looks:
        return manifest
    return replace(manifest, looks=(*manifest.looks, look))


def _case(
    connection: duckdb.DuckDBPyConnection,
    manifest: Manifest,
    detection: Detection,
    wish: Wish,
    sheet: Sheet | None,
) -> Case:
    personal = {name: _counted(*one) for name, one in count_all(connection).items()}
    assumptions = [Reason(one.code, dict(one.values)) for one in wish.rulebook.assumptions]
    if sheet is not None and wish.sheet is None:
        assumptions.append(Reason("assumed.sheet", {"sha256": sheet.sha256[:12]}))
    given = Given(
        now=wish.now,
        made_by=_made_by(manifest, detection, wish),
        entries=manifest.entries,
        rulebook=wish.rulebook,
        findings=_findings(detection),
        personal=personal,
        assumptions=assumptions,
        purpose=wish.purpose,
        sheet=sheet,
        indicators=_indicators(wish.case),
    )
    return build(connection, given)


def _counted(one: DocumentCount, people: Identities) -> Counted:
    reason = one.reasons[0] if one.reasons else None
    how = Reason(one.how[0]) if one.how and reason is None else None
    said = Reason(reason.code, dict(reason.values)) if reason else how
    return Counted(_count(one.persons), _count(one.households), said, people)


def _count(bounds: Bounds | None) -> Count | None:
    return Count(bounds.low, bounds.high) if bounds else None


def _findings(detection: Detection) -> tuple[FindingFact, ...]:
    return tuple(
        FindingFact(
            rule_id=one.rule_id,
            title=one.title,
            level=one.level,
            time=one.time,
            host=one.host,
            evidence=Reference(one.evidence, one.position, one.unit),
        )
        for one in detection.findings
    )


def _made_by(manifest: Manifest, detection: Detection, wish: Wish) -> MadeBy:
    received = sorted((entry.name, entry.sha256) for entry in manifest.entries)
    return MadeBy(
        program="sekisho",
        version=__version__,
        rulebook_sha256=wish.rulebook.digest,
        rules_sha256=detection.rules_sha256,
        evidence_sha256=hashlib.sha256(orjson.dumps(received)).hexdigest(),
        libraries={name: version(name) for name in LIBRARIES},
    )


def _outputs(
    case: Case,
    detection: Detection,
    wish: Wish,
    found: tuple[Change, ...] | None,
    notices: Sequence[register.Told],
) -> dict[str, bytes]:
    written = papers(case, wish.language, wish.rulebook, notices)
    outputs = {
        CASE: to_bytes(case),  # it may be large, and is not needed while papers are made
        FINDINGS: "".join(f"{line}\n" for line in jsonl(detection.findings)).encode(),
        **written,
    }
    if found is not None:
        outputs[CHANGES] = orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n"
    return outputs


def _write(
    wish: Wish,
    ledger: Path,
    manifest: Manifest,
    outputs: Mapping[str, bytes],
    before: Manifest | None,
) -> None:
    """Puts every document in place in one step each, then the manifest that vouches for them.

    What stood in folders of the case ``before`` (earlier reports, sheets) stays vouched for.
    """
    for name, content in outputs.items():
        put(wish.case / name, content)
    if CHANGES not in outputs:
        (wish.case / CHANGES).unlink(missing_ok=True)
    kept = before.outputs if before else {}
    digests = {name: digest for name, digest in kept.items() if "/" in name}
    digests |= {name: hashlib.sha256(content).hexdigest() for name, content in outputs.items()}
    if wish.sheet is not None:
        digests |= SHEETS.keep(wish.case, wish.sheet.read_bytes())
    if wish.notices is not None:
        digests |= NOTICES.keep(wish.case, wish.notices.read_bytes())
    write(ledger, replace(manifest, outputs=digests))
