"""From events and rules to findings, in one order, with the reasons of what was not applied."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sekisho.detect import detect, jsonl
from sekisho.text import LANGUAGES, codes, say

RULE = """
title: {title}
id: {id}
level: low
tags: [attack.execution]
logsource: {{product: windows, category: process_creation}}
detection:
  selection: {{Image|endswith: '\\{name}.exe'}}
  condition: selection
"""


def rule(number: int, name: str) -> str:
    return RULE.format(title=name, id=f"00000000-0000-4000-8000-{number:012d}", name=name)


def process(name: str, time: str, **columns: Any) -> dict[str, Any]:
    return {
        "kind": "windows",
        "columns": {
            "@timestamp": time,
            "host.name": "PC01",
            "EventID": 1,
            "winlog.channel": "Microsoft-Windows-Sysmon/Operational",
            **columns,
        },
        "fields": {"Image": f"C:\\x\\{name}.exe", "User": columns.pop("user", "TOWN\\tanaka")},
    }


def correlation(kind: str, rules: str, condition: str, more: str = "") -> str:
    return f"""
title: many
id: 00000000-0000-4000-8000-00000000ffff
level: high
correlation:
  type: {kind}
  rules: [{rules}]
  group-by: [ComputerName]
  timespan: 5m
  condition: {{{condition}}}
{more}"""


def at(minute: int, second: int = 0) -> str:
    return f"2026-11-20T07:{minute:02d}:{second:02d}+00:00"


def test_findings_are_ordered_and_a_broken_rule_stops_nobody(tmp_path: Path, made: Any) -> None:
    (tmp_path / "b.yml").write_text(rule(1, "two") + "---" + rule(2, "one"), encoding="utf-8")
    (tmp_path / "c.yml").write_text("title: x\ndetection:\n  a: [\n", encoding="utf-8")
    detection = detect(made([process("two", at(2)), process("one", at(1))]), [tmp_path])
    assert [finding.title for finding in detection.findings] == ["one", "two"]
    assert (detection.loaded, detection.applied) == (2, 2)
    assert [(skip.file, skip.code) for skip in detection.skipped] == [
        (f"{tmp_path.name}/c.yml", "rule.broken")
    ]
    assert detection.skipped[0].values["line"] == "4"


def test_lines_of_json(tmp_path: Path, made: Any) -> None:
    (tmp_path / "a.yml").write_text(rule(1, "one"), encoding="utf-8")
    detection = detect(made([process("one", at(1))]), [tmp_path / "a.yml"])
    (line,) = jsonl(detection.findings)
    assert json.loads(line) == {
        "rule_id": "00000000-0000-4000-8000-000000000001",
        "title": "one",
        "level": "low",
        "time": "2026-11-20T16:01:00+09:00",
        "host": "PC01",
        "evidence": "made.log",
        "position": 1,
        "unit": "record",
        "tags": ["attack.execution"],
        "rule_file": "a.yml",
    }


def test_the_digest_is_of_the_rules_wherever_they_lie(tmp_path: Path, made: Any) -> None:
    digests = []
    for name in ("x", "y"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.yml").write_text(rule(1, "one"), encoding="utf-8")
        digests.append(detect(made([]), [folder]).rules_sha256)
    assert digests[0] == digests[1]
    (tmp_path / "y" / "y.yml").write_text(rule(1, "two"), encoding="utf-8")
    assert detect(made([]), [tmp_path / "y"]).rules_sha256 != digests[0]


def test_an_event_without_time_is_found_and_comes_last(tmp_path: Path, made: Any) -> None:
    (tmp_path / "a.yml").write_text(rule(1, "one"), encoding="utf-8")
    undated = process("one", at(1))
    del undated["columns"]["@timestamp"]
    detection = detect(made([undated, process("one", at(1))]), [tmp_path])
    assert [finding.time is None for finding in detection.findings] == [False, True]


@pytest.mark.parametrize(
    ("kind", "condition", "events", "found"),
    [
        ("event_count", "gte: 3", [at(0), at(1), at(2)], 1),
        ("event_count", "gte: 3", [at(0), at(4), at(8)], 0),
        ("event_count", "gte: 3", [at(0), at(1), at(2), at(3), at(4), at(5)], 2),
        ("event_count", "gt: 3", [at(0), at(1), at(2)], 0),
        ("value_count", "gte: 2, field: User", [at(0), at(1), at(2)], 0),
    ],
)
def test_correlations_count_within_their_span(
    tmp_path: Path, made: Any, kind: str, condition: str, events: list[str], found: int
) -> None:
    base = rule(1, "one").replace("title: one", "title: one\nname: base")
    text = base + "---" + correlation(kind, "base", condition)
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    detection = detect(made([process("one", time) for time in events]), [tmp_path])
    assert detection.skipped == ()
    assert [finding.title for finding in detection.findings] == ["many"] * found


def test_values_are_counted_by_group(tmp_path: Path, made: Any) -> None:
    base = rule(1, "one").replace("title: one", "title: one\nname: base")
    text = base + "---" + correlation("value_count", "base", "gte: 2, field: User")
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    other = process("one", at(1))
    other["fields"]["User"] = "TOWN\\suzuki"
    detection = detect(made([process("one", at(0)), other]), [tmp_path])
    assert [finding.position for finding in detection.findings] == [2]


@pytest.mark.parametrize(
    ("kind", "order", "found"),
    [
        ("temporal", ["one", "two"], 1),
        ("temporal", ["two", "one"], 1),
        ("temporal_ordered", ["one", "two"], 1),
        ("temporal_ordered", ["two", "one"], 0),
        ("temporal", ["one", "one"], 0),
    ],
)
def test_rules_that_come_together(
    tmp_path: Path, made: Any, kind: str, order: list[str], found: int
) -> None:
    rules = [
        rule(number, name).replace(f"title: {name}", f"title: {name}\nname: {name}")
        for number, name in enumerate(("one", "two"), start=1)
    ]
    text = "---".join([*rules, correlation(kind, "one, two", "gte: 2", "  generate: false")])
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    events = [process(name, at(minute)) for minute, name in enumerate(order)]
    detection = detect(made(events), [tmp_path])
    assert detection.skipped == ()
    assert len(detection.findings) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (correlation("event_count", "nobody", "gte: 2"), "rule.reference"),
        (rule(1, "one") + "---" + correlation(
            "event_count", "00000000-0000-4000-8000-000000000001", "lt: 2"), "rule.correlation"),
        (rule(1, "one").replace("windows", "linux"), "rule.log_source"),
        (rule(1, "one").replace("category: process_creation", "category: file_rename"),
         "rule.log_source"),
        (rule(1, "one").replace("Image|endswith", "Image|re").replace("\\one.exe", "a(?!b)"),
         "rule.regex"),
        (rule(1, "one").replace("Image|endswith", "Image|expand").replace("\\one.exe", "%no%"),
         "rule.placeholder"),
        (rule(1, "one").replace("Image|endswith: '\\one.exe'", "UtcTime|hour: 3"),
         "rule.modifier"),
        (rule(1, "one").replace("product: windows, category: process_creation",
                                "category: proxy"), "rule.field"),
        (rule(1, "one") + "---" + rule(1, "two"), "rule.twice"),
        (rule(1, "one").replace("condition: selection", "condition: other"), "rule.broken"),
        (rule(1, "one").replace("Image|endswith", "Image|nonsense"), "rule.broken"),
        ("- 1\n- 2\n", "rule.broken"),
        ("\t: {", "rule.broken"),
    ],
)  # fmt: skip
def test_what_is_not_applied_is_counted_with_its_reason(
    tmp_path: Path, made: Any, text: str, code: str
) -> None:
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    detection = detect(made([process("one", at(0))]), [tmp_path])
    assert code in [skip.code for skip in detection.skipped]
    for skip in detection.skipped:
        for language in LANGUAGES:
            assert "{" not in say(skip.code, language, **skip.values)


def test_a_file_that_cannot_be_opened_is_counted(tmp_path: Path, made: Any) -> None:
    detection = detect(made([]), [tmp_path / "none.yml"])
    assert [skip.code for skip in detection.skipped] == ["rule.unreadable"]


def test_every_reason_has_its_sentence() -> None:
    from sekisho.detect.sigma.reasons import CODES

    for language in LANGUAGES:
        assert set(CODES) <= set(codes(language))
