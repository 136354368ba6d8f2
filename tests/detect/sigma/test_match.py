"""What a rule means: modifiers, wildcards, missing fields, against events as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sekisho.detect import detect

SYSMON = "Microsoft-Windows-Sysmon/Operational"


def event(**fields: str) -> Any:
    columns = {"EventID": 1, "winlog.channel": SYSMON, "@timestamp": "2026-11-20T00:00:00+00:00"}
    return {"kind": "windows", "columns": columns, "fields": fields}


def found(made: Any, folder: Path, detection: Any, *events: Any, **more: Any) -> set[int]:
    rule = {
        "title": "t",
        "id": "00000000-0000-4000-8000-000000000001",
        "logsource": {"product": "windows", "category": "process_creation"},
        "detection": detection,
        **more,
    }
    path = folder / "rule.yml"
    path.write_text(yaml.safe_dump(rule, allow_unicode=True), encoding="utf-8")
    result = detect(made(events), [path])
    assert result.skipped == ()
    return {finding.position for finding in result.findings}


def holds(made: Any, folder: Path, item: Any, value: str | None) -> bool:
    fields = {} if value is None else {"F": value}
    selection = {"selection": item, "condition": "selection"}
    return found(made, folder, selection, event(**fields)) == {1}


@pytest.mark.parametrize(
    ("item", "value", "expected"),
    [
        ({"F": "abc"}, "ABC", True),
        ({"F": "abc"}, "abcd", False),
        ({"F": "Ａé"}, "ａÉ", True),
        ({"F": "a*c"}, "aXXc", True),
        ({"F": "a*c"}, "a\nc", True),
        ({"F": "a?c"}, "aXc", True),
        ({"F": "a?c"}, "ac", False),
        ({"F": "a?c"}, "aあc", True),
        ({"F": "*"}, "x", True),
        ({"F": "*"}, None, False),
        ({"F": r"a\*c"}, "a*c", True),
        ({"F": r"a\*c"}, "aXc", False),
        ({"F": r"a\\*c"}, r"a\xxc", True),
        ({"F": r"a\?c"}, "a?c", True),
        ({"F": r"c:\dir\x.exe"}, r"C:\Dir\X.exe", True),
        ({"F": r"\\srv\share"}, r"\srv\share", True),
        ({"F": "100%_"}, "100%_", True),
        ({"F": "100%_"}, "100xy", False),
        ({"F": "it's"}, "IT'S", True),
        ({"F": ""}, "", True),
        ({"F": ""}, "x", False),
        ({"F": None}, None, True),
        ({"F": None}, "", True),
        ({"F": None}, "x", False),
        ({"F": 4688}, "4688", True),
        ({"F": 4688}, "46880", False),
        ({"F": True}, "True", True),
        ({"F": ["a", "b"]}, "B", True),
        ({"F|contains": "b"}, "aBc", True),
        ({"F|contains": "a?c"}, "xxabcxx", True),
        ({"F|startswith": "ab"}, "ABc", True),
        ({"F|startswith": "bc"}, "abc", False),
        ({"F|endswith": "bc"}, "aBC", True),
        ({"F|endswith": "ab"}, "abc", False),
        ({"F|contains|all": ["a", "c"]}, "abc", True),
        ({"F|contains|all": ["a", "d"]}, "abc", False),
        ({"F|cased": "Abc"}, "Abc", True),
        ({"F|cased": "Abc"}, "abc", False),
        ({"F|contains|cased": "Bc"}, "aBc", True),
        ({"F|contains|cased": "Bc"}, "abc", False),
        ({"F|re": "^a.c$"}, "abc", True),
        ({"F|re": "^a.c$"}, "ABC", False),
        ({"F|re|i": "^a.c$"}, "ABC", True),
        ({"F|re|s": "a.c"}, "a\nc", True),
        ({"F|re": "a.c"}, "a\nc", False),
        ({"F|re|m": "^b$"}, "a\nb", True),
        ({"F|cidr": "192.168.0.0/16"}, "192.168.200.3", True),
        ({"F|cidr": "192.168.0.0/16"}, "192.169.0.1", False),
        ({"F|cidr": "10.0.0.0/9"}, "10.127.1.1", True),
        ({"F|cidr": "10.0.0.0/9"}, "10.128.1.1", False),
        ({"F|cidr": "192.168.0.0/16"}, "::ffff:192.168.1.1", True),
        ({"F|cidr": "fe80::/10"}, "fe80::1", True),
        ({"F|cidr": "0.0.0.0/0"}, "-", False),
        ({"F|base64": "foobar"}, "Zm9vYmFy", True),
        ({"F|base64offset|contains": "foobar"}, "xxZvb2Jhcyy", True),
        ({"F|windash|contains": " -x"}, "a /x", True),
        ({"F|windash|contains": " -x"}, "a \u2013x", True),
        ({"F|exists": True}, "", True),
        ({"F|exists": True}, None, False),
        ({"F|exists": False}, None, True),
        ({"F|exists": False}, "x", False),
        ({"F|lt": 10}, "9", True),
        ({"F|lt": 10}, "10", False),
        ({"F|lte": 10}, "10", True),
        ({"F|gt": 10}, "0x10", True),
        ({"F|gte": 10}, "x", False),
        ({"F|neq": 10}, "11", True),
        ({"F|neq": 10}, "10", False),
    ],
)
def test_one_value(made: Any, tmp_path: Path, item: Any, value: str | None, expected: bool) -> None:
    assert holds(made, tmp_path, item, value) == expected


@pytest.mark.parametrize(
    ("item", "fields", "expected"),
    [
        ({"F|fieldref": "G"}, {"F": "ab", "G": "AB"}, True),
        ({"F|fieldref": "G"}, {"F": "ab", "G": "b"}, False),
        ({"F|fieldref": "G"}, {"F": "ab"}, False),
        ({"F|fieldref|startswith": "G"}, {"F": "abc", "G": "AB"}, True),
        ({"F|fieldref|endswith": "G"}, {"F": "abc", "G": "bc"}, True),
        ({"F|fieldref|contains": "G"}, {"F": "abcd", "G": "bc"}, True),
        (["word"], {"F": "a WORD here"}, True),
        (["other"], {"F": "a word here"}, False),
        ({"A": "1", "B": "2"}, {"A": "1", "B": "2"}, True),
        ({"A": "1", "B": "2"}, {"A": "1"}, False),
        ([{"A": "1"}, {"B": "2"}], {"B": "2"}, True),
    ],
)
def test_several_fields(
    made: Any, tmp_path: Path, item: Any, fields: dict[str, str], expected: bool
) -> None:
    selection = {"selection": item, "condition": "selection"}
    assert (found(made, tmp_path, selection, event(**fields)) == {1}) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("sel_a", {1, 2}),
        ("not sel_a", {3, 4}),
        ("sel_a and not filter", {1}),
        ("1 of sel_*", {1, 2, 3}),
        ("all of sel_*", {1}),
        ("not 1 of sel_*", {4}),
        ("1 of them", {1, 2, 3}),
        ("not (sel_a or sel_b)", {4}),
        ("sel_a or sel_b and filter", {1, 2}),
    ],
)
def test_conditions(made: Any, tmp_path: Path, condition: str, expected: set[int]) -> None:
    detection = {
        "sel_a": {"A": "1"},
        "sel_b": {"B": "1"},
        "filter": {"C": "1"},
        "condition": condition,
    }
    events = [event(A="1", B="1"), event(A="1", C="1"), event(B="1"), event(X="1")]
    assert found(made, tmp_path, detection, *events) == expected


def test_several_conditions_are_alternatives(made: Any, tmp_path: Path) -> None:
    detection = {"a": {"A": "1"}, "b": {"B": "1"}, "condition": ["a", "b"]}
    events = [event(A="1"), event(B="1"), event(C="1")]
    assert found(made, tmp_path, detection, *events) == {1, 2}


def test_a_missing_field_is_not_what_a_filter_says(made: Any, tmp_path: Path) -> None:
    detection = {"a": {"A": "1"}, "f": {"B|contains": "x"}, "condition": "a and not f"}
    assert found(made, tmp_path, detection, event(A="1"), event(A="1", B="x")) == {1}


def test_events_by_the_thousand_in_chunks(made: Any, tmp_path: Path) -> None:
    detection = {"a": {"N|endswith": "7"}, "condition": "a"}
    events = [event(N=str(number)) for number in range(300)]
    expected = {number + 1 for number in range(300) if number % 10 == 7}
    assert found(made, tmp_path, detection, *events) == expected


@pytest.mark.parametrize(
    ("source", "where", "expected"),
    [
        ({"category": "process_creation"}, (SYSMON, 1), True),
        ({"category": "process_creation"}, ("Security", 4688), True),
        ({"category": "process_creation"}, ("Security", 4689), False),
        ({"category": "registry_set"}, (SYSMON, 13), True),
        ({"category": "registry_set"}, (SYSMON, 12), False),
        ({"category": "dns_query"}, (SYSMON, 22), True),
        ({"category": "ps_script"}, ("Microsoft-Windows-PowerShell/Operational", 4104), True),
        ({"category": "ps_classic_start"}, ("Windows PowerShell", 400), True),
        ({"service": "security"}, ("Security", 4624), True),
        ({"service": "system"}, ("Security", 4624), False),
        ({"service": "windefend"}, ("Microsoft-Windows-Windows Defender/Operational", 1116), True),
        ({}, ("Anything", 9), True),
    ],
)
def test_log_sources(
    made: Any, tmp_path: Path, source: dict[str, str], where: tuple[str, int], expected: bool
) -> None:
    line = event(CommandLine="x")
    line["columns"]["winlog.channel"], line["columns"]["EventID"] = where
    detection = {"a": {"CommandLine": "x"}, "condition": "a"}
    logsource = {"product": "windows", **source}
    assert (found(made, tmp_path, detection, line, logsource=logsource) == {1}) == expected


@pytest.mark.parametrize(
    ("name", "number", "fields", "item"),
    [
        ("Security", 4688, {"NewProcessName": "C:\\a.exe"}, {"Image|endswith": "\\a.exe"}),
        ("Security", 4688, {"ParentProcessName": "C:\\b.exe"}, {"ParentImage|endswith": "b.exe"}),
        ("Security", 4688, {"SubjectDomainName": "T", "SubjectUserName": "u"}, {"User": "T\\u"}),
        ("Security", 4688, {"MandatoryLabel": "S-1-16-12288"}, {"IntegrityLevel": "High"}),
        (SYSMON, 1, {}, {"EventID": 1}),
    ],
)
def test_names_of_the_taxonomy(
    made: Any, tmp_path: Path, name: str, number: int, fields: dict[str, str], item: Any
) -> None:
    line = event(**fields)
    line["columns"]["winlog.channel"], line["columns"]["EventID"] = name, number
    assert found(made, tmp_path, {"a": item, "condition": "a"}, line) == {1}


def test_event_data_of_a_name_that_the_event_has_too(made: Any, tmp_path: Path) -> None:
    cleared = event(**{"EventData.Channel": "Application"})
    cleared["columns"] |= {"winlog.channel": "System", "EventID": 104}
    detection = {"a": {"EventID": 104, "Channel": "Application"}, "condition": "a"}
    logsource = {"product": "windows", "service": "system"}
    assert found(made, tmp_path, detection, cleared, logsource=logsource) == {1}


def test_proxy_fields(made: Any, tmp_path: Path) -> None:
    line = {
        "kind": "proxy",
        "columns": {
            "c-uri": "http://site.example/Path/run.exe?id=1",
            "cs-host": "site.example",
            "cs-method": "GET",
            "sc-status": 200,
            "c-useragent": "agent/1",
            "destination.ip": "203.0.113.1",
        },
        "fields": {"cs-cookie": "a=1"},
    }
    items = {
        "c-uri|contains": "/path/",
        "c-uri-extension": "exe",
        "cs-uri-stem": "/path/run.exe",
        "cs-uri-query": "/path/run.exe?id=1",
        "c-uri-query": "id=1",
        "cs-method": "get",
        "sc-status": 200,
        "c-useragent|startswith": "agent",
        "dst_ip|cidr": "203.0.113.0/24",
        "cs-cookie|contains": "a=",
    }
    for name, value in items.items():
        detection = {"a": {name: value}, "condition": "a"}
        assert found(made, tmp_path, detection, line, logsource={"category": "proxy"}) == {1}, name
