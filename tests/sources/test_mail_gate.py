"""The mail gate's record, as it writes it and as a crash leaves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sekisho.sources.mail_gate import SOURCE


def test_judgements_and_decisions(data: Path, tell_of: Callable[..., Any]) -> None:
    rows = tell_of(SOURCE, data / "sources" / "mail_gate" / "good.jsonl").events
    assert [row["event.action"] for row in rows] == ["accept", "hold", "refuse", "release"]
    first, held, refused, decided = rows
    assert first["email.attachments.name"] == ["請求書_0603.zip", "請求書_0603.zip/請求書.js"]
    assert [len(one) for one in first["email.attachments.sha256"]] == [64, 64]
    assert (held["gate.rules"], held["email.to.addresses"]) == (
        ["mail.program"], ["sato@town.example.lg.jp"],
    )  # fmt: skip
    assert refused["source.ip"] == "203.0.113.5"
    assert (decided["user.name"], decided["event.outcome"]) == ("佐藤花子", "success")
    assert decided["email.sha256"] == held["email.sha256"]


def test_lines_cut_off_or_of_another_form_are_unread(
    data: Path, tell_of: Callable[..., Any]
) -> None:
    told = tell_of(SOURCE, data / "sources" / "mail_gate" / "bad.jsonl")
    assert [row["position"] for row in told.events] == [1, 4, 6]
    assert [at for at, _ in told.unread] == [2, 3, 5]
