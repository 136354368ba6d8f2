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


def lot(verdict: str, lines: str, documents: int) -> dict[str, object]:
    return {"inventory": "i.jsonl", "lines": lines, "verdict": verdict, "documents": documents}


def test_what_was_told_by_itself_and_is_summed_now_has_not_gone() -> None:
    own = {"path": None, "host": "PC1", "original_path": "C:\\a.txt", "verdict": "possible",
           "reasons": [], "evidence": [{"evidence": "i.jsonl", "position": 7}]}  # fmt: skip
    before = {**BEFORE, "exposure": [own], "rest": {"lots": [lot("unknown", "1-3,9", 4)]}}
    after = {**BEFORE, "exposure": [], "rest": {"lots": [lot("unknown", "1-9", 9)]}}
    same = {**after, "rest": {"lots": [lot("possible", "7", 1), lot("unknown", "1-3,9", 4)]}}
    moved = Change("exposure", "PC1:C:\\a.txt", "possible", "unknown", ("x.log",))
    sums = Change("summed", "i.jsonl unknown", "4", "9", ("x.log",))
    gone = Change("exposure", "a.xlsx", "unknown", None, ("x.log",))
    assert changes({**before, "exposure": [own]}, after, ["x.log"]) == (moved, sums)
    assert changes(after, before, ["x.log"])[0].after == "possible"
    assert [one.what for one in changes(before, same, ["x.log"])] == ["summed"]
    assert changes({**BEFORE}, {**BEFORE, "exposure": []}, ["x.log"]) == (gone,)
