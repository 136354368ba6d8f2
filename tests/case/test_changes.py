"""What a second run changed, and which evidence is the reason."""

from __future__ import annotations

from sekisho.case.changes import Change, changes

BEFORE = {
    "windows": [],
    "sessions": [],
    "exposure": [
        {"path": "a.xlsx", "host": "PC1", "original_path": None, "verdict": "unknown",
         "reasons": [], "evidence": []},
    ],
    "volume": {"sent_bytes": None},
    "findings": [],
    "unread": [],
}  # fmt: skip


def test_nothing_changed_is_nothing() -> None:
    assert changes(BEFORE, BEFORE, ["new.log"]) == ()


def test_a_verdict_that_changed_names_the_evidence_it_rests_on() -> None:
    after = {
        **BEFORE,
        "exposure": [
            {"path": "a.xlsx", "host": "PC1", "original_path": None, "verdict": "proven",
             "reasons": [{"code": "x", "evidence": [{"evidence": "audit.log", "position": 4}]}],
             "evidence": []},
        ],
    }  # fmt: skip
    found = changes(BEFORE, after, ["audit.log", "other.log"])
    assert found == (Change("exposure", "a.xlsx", "unknown", "proven", ("audit.log",)),)


def test_a_new_finding_and_a_new_volume() -> None:
    finding = {"rule_id": "r1", "evidence": {"evidence": "p.log", "position": 1}}
    after = {**BEFORE, "volume": {"sent_bytes": 7}, "findings": [finding, finding]}
    found = changes(BEFORE, after, ["p.log"])
    assert found == (
        Change("volume", "sent_bytes", "unknown", "7", ("p.log",)),
        Change("finding", "r1", None, "2", ("p.log",)),
    )
