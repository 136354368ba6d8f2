"""What the rulebook tells the readers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sekisho.intake.told import context_of
from sekisho.rulebook import load

NOW = datetime(2016, 6, 23, tzinfo=UTC)


def test_without_a_rulebook_japanese_time_is_assumed() -> None:
    context = context_of(load(None), NOW)
    assert (context.zone, dict(context.hints), context.now) == ("Asia/Tokyo", {}, NOW)


def test_formats_columns_and_prefixes_become_hints(tmp_path: Path) -> None:
    path = tmp_path / "rulebook.yaml"
    path.write_text(
        "version: 1\n"
        "readers:\n"
        "  - source: squid\n"
        "    logformat: ['%ts %>a %ru']\n"
        "  - source: ifilter\n"
        "    columns: {user: 2, time: 4}\n"
        "  - source: samba\n"
        "    prefix: '%u|%S'\n",
        encoding="utf-8",
    )
    hints = context_of(load(path), NOW).hints
    assert hints["squid.logformat"] == ("%ts %>a %ru",)
    assert hints["ifilter.columns"] == ("- user - time",)
    assert hints["samba.full_audit.prefix"] == ("%u|%S",)
