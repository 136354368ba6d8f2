"""The software gate as a whole: its model, the same as columns, its preview and its list."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.gates.between import ALWAYS, Between
from sekisho.gates.software.gate import GATE
from sekisho.gates.software.guard import guard
from sekisho.gates.software.model import Run, judge
from sekisho.gates.software.preview import preview
from sekisho.gates.software.runs import runs
from sekisho.gates.software.seen import fragment, seen
from sekisho.gates.stages import Stages
from tests.detect.conftest import connection_of
from tests.gates import counted, every, refused
from tests.gates.line import loaded
from tests.gates.software import HASH, PUBLISHER, RULES, RUNS, rulebooks

LOCKER = "Microsoft-Windows-AppLocker/EXE and DLL"
PEOPLE = [{"name": "関 次郎", "accounts": ["seki-j"], "department": "総務課"}]
ASSETS = [{"name": "PC-1", "department": "総務課"}]
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def line(channel: str, number: int, fields: dict[str, str], at: str, host: str = "PC-1") -> Any:
    return {
        "kind": "windows",
        "columns": {
            "@timestamp": f"2026-06-01T{at}+00:00",
            "host.name": host,
            "EventID": number,
            "winlog.channel": channel,
        },
        "fields": fields,
    }


def started(path: str, at: str, who: str = "seki-j", host: str = "PC-1", **more: str) -> Any:
    fields = {"NewProcessName": path, "SubjectUserName": who, **more}
    return line("Security", 4688, fields, at, host)


def locked(run: Run, at: str, host: str = "PC-1") -> Any:
    fields = {
        "PolicyName": "EXE",
        "FullFilePath": run.path,
        "Fqbn": f"{run.publisher or '-'}\\{run.product}\\X.EXE\\1.0" if run.product else "-",
        "FileHash": run.sha256,
        "TargetUser": "S-1-5-18" if run.administrator else "S-1-5-21-1",
    }
    return line(LOCKER, 8003, fields, at, host)


@pytest.mark.parametrize(
    ("run", "code", "refused"),
    [
        (Run("c:\\windows\\system32\\cmd.exe"), "software.place", False),
        (Run("c:\\windows\\temp\\x.exe"), "software.writable", True),
        (Run("C:\\Program Files (x86)\\A\\a.exe"), "software.place", False),
        (Run("c:\\users\\a\\x.exe"), "software.unlisted", True),
        (Run("c:\\users\\a\\x.exe", administrator=True), "software.administrator", False),
        (Run("c:\\program files\\anydesk\\AnyDesk.exe"), "software.forbidden", True),
        (Run("c:\\x\\anydesk7.exe", administrator=True), "software.forbidden", True),
        (Run("c:\\users\\a\\t.exe", PUBLISHER, "ICHITARO"), "software.allowed", False),
        (Run("c:\\users\\a\\t.exe", PUBLISHER, "HANAKO"), "software.unlisted", True),
        (Run("c:\\users\\a\\t.exe", sha256=HASH), "software.allowed", False),
        (Run("c:\\users\\a\\taro1.exe"), "software.unlisted", True),
        (Run("c:\\業務\\juki.exe"), "software.allowed", False),
        (Run("c:\\program files\\google\\chrome.exe"), "software.forbidden", True),
        (Run("c:\\program files\\microsoft\\msedge.exe"), "software.place", False),
    ],
)
def test_the_model(run: Run, code: str, tmp_path: Path, *, refused: bool) -> None:
    verdict = judge(loaded(RULES, tmp_path), run, None)
    assert (verdict.code, verdict.refused) == (code, refused)


def test_remote_tools_of_the_catalogue_but_those_permitted(tmp_path: Path) -> None:
    software = {"allowed": [{"name": "Supremo"}], "settings": {"remote_tools": "禁止"}}
    support = {"tool": "TeamViewer", "host": "PC-1", "ticket": "R8-1", "until": "2026-06-30"}
    content = {"version": 1, "software": software, "support": [support]}
    rules = loaded(content, tmp_path)
    told = {
        name: judge(rules, Run(f"c:\\program files\\x\\{name}.exe"), NOW).code
        for name in ("AnyDesk-7", "TeamViewer", "Supremo", "mstsc", "winword")
    }
    assert told.pop("AnyDesk-7") == "software.forbidden"
    assert set(told.values()) == {"software.place"}
    later = datetime(2026, 7, 1, tzinfo=UTC)
    assert judge(rules, Run("c:\\x\\TeamViewer.exe"), later).code == "software.forbidden"
    assert guard(rules, Stages("enforce", at=NOW)) == ()


@settings(max_examples=40, deadline=None)
@given(content=rulebooks(), started_runs=st.lists(RUNS, min_size=5, max_size=25))
def test_columns_and_model_agree(
    content: dict[str, Any], started_runs: list[Run], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    # without a product AppLocker's name of a signature is empty as a whole
    told = [one if one.product else Run(one.path, "", "", one.sha256, one.administrator)
            for one in started_runs]  # fmt: skip
    lines = [locked(one, f"{at // 60:02}:{at % 60:02}:00") for at, one in enumerate(told)]
    with connection_of(lines) as connection:
        found = runs(connection, rulebook, ALWAYS).to_pylist()
        said = GATE.judge(connection, rulebook, every(connection, "windows"))  # type: ignore[misc]
        assert refused(said) == counted(preview(connection, rulebook))
    assert len(said) == len(told)
    assert len(found) == len(told)
    for row, run in zip(found, told, strict=True):
        verdict = judge(rulebook, run, NOW)
        assert (row["code"], row["refused"], row["unjudged"]) == (
            verdict.code,
            verdict.refused,
            None,
        ), (row, run)


def test_a_record_is_judged_by_what_any_log_knows_of_the_start(tmp_path: Path) -> None:
    content = {**RULES, "people": PEOPLE, "assets": ASSETS}
    free = {**content, "never_refused": {"assets": ["PC-1"]}}
    said = {}
    with connection_of(lines()) as connection:
        for name, rules in (("all", content), ("free", free)):
            rulebook, pointers = loaded(rules, tmp_path), every(connection, "windows")
            rows = GATE.judge(connection, rulebook, pointers).to_pylist()  # type: ignore[misc]
            said[name] = {row["position"]: (row["code"], row["refused"]) for row in rows}
    both = [said["all"][position] for position in (1, 2)]
    assert both == [("software.forbidden", True)] * 2
    assert said["all"][3] == ("software.place", None)  # a signature might forbid it
    assert said["all"][5] == ("software.unlisted", True)
    assert said["all"][7] == (None, None)
    assert {no for _, no in said["free"].values()} <= {False, None}


def lines() -> list[Any]:
    return [
        started("C:\\Users\\a\\Downloads\\AnyDesk.exe", "02:00:00"),
        line("Microsoft-Windows-Sysmon/Operational", 1,
             {"Image": "C:\\Users\\a\\Downloads\\AnyDesk.exe", "User": "TOWN\\seki-j"}, "02:00:01"),
        started("C:\\Windows\\System32\\cmd.exe", "03:00:00"),
        started("C:\\Users\\a\\tool.exe", "04:00:00"),
        locked(Run("C:\\Users\\a\\tool.exe"), "05:00:00"),
        started("C:\\Users\\a\\tool.exe", "06:00:00", TokenElevationType="%%1937"),
        started("tool", "07:00:00"),
    ]  # fmt: skip


def rulebook(folder: Path, **more: Any) -> Any:
    return loaded({**RULES, "people": PEOPLE, "assets": ASSETS, **more}, folder)


def test_preview_says_whom_it_would_have_disturbed(tmp_path: Path) -> None:
    with connection_of(lines()) as connection:
        found = preview(connection, rulebook(tmp_path))
    told = [(one.code, one.person, one.department, one.to, one.count) for one in found.refusals]
    assert told == [
        ("software.forbidden", "関 次郎", "総務課", "c:\\users\\a\\downloads\\anydesk.exe", 1),
        ("software.unlisted", "", "総務課", "c:\\users\\a\\tool.exe", 1),
    ]
    assert (found.judged, found.refused) == (2, 2)
    assert found.unjudged == {"gates.unjudged.no_path": 1, "gates.unjudged.no_signature": 3}
    assert found.refusals[0].hours == {11: 1}
    assert (found.refusals[0].evidence, found.refusals[0].position) == ("made.log", 1)


def test_without_rules_of_signatures_everything_is_judged(tmp_path: Path) -> None:
    software = {"forbidden": [{"name": "AnyDesk", "files": ["AnyDesk*.exe"]}], "unlisted": "禁止"}
    with connection_of(lines()) as connection:
        found = preview(connection, rulebook(tmp_path, software=software))
    assert found.unjudged == {"gates.unjudged.no_path": 1}
    assert (found.judged, found.refused) == (5, 3)


def test_preview_of_a_stretch_of_time_and_a_free_computer(tmp_path: Path) -> None:
    start, end = (datetime(2026, 6, 1, hour, tzinfo=UTC) for hour in (2, 3))
    with connection_of(lines()) as connection:
        found = preview(connection, rulebook(tmp_path), Between(start, end))
        free = preview(connection, rulebook(tmp_path, never_refused={"assets": ["PC-1"]}))
    assert (found.judged, found.refused) == (1, 1)
    assert (free.refused, free.refusals) == (0, ())


def test_a_permission_counts_as_at_the_end_of_the_records(tmp_path: Path) -> None:
    entry = {"name": "tool", "paths": ["C:\\Users\\a\\tool.exe"]}
    for until, times in (("2026-05-31", 2), ("2026-06-30", 0)):
        software = {"allowed": [{**entry, "until": until}], "unlisted": "禁止"}
        with connection_of(lines()[3:6]) as connection:
            found = preview(connection, rulebook(tmp_path, software=software))
        assert found.refused == times


def test_settings_are_tried_on_what_was_used(tmp_path: Path) -> None:
    wireless = "Microsoft-Windows-WLAN-AutoConfig/Operational"
    more = [
        line(wireless, 8001, {"SSID": "cafe", "AuthenticationAlgorithm": "Open"}, "08:00:00"),
        line(wireless, 8002, {"SSID": "cafe"}, "08:00:30"),
        line("Security", 4624, {"LogonType": "10", "TargetUserName": "seki-j",
                                "IpAddress": "203.0.113.9"}, "09:00:00"),
        line("Security", 4624, {"LogonType": "2", "TargetUserName": "seki-j"}, "09:01:00"),
    ]  # fmt: skip
    closed = {"settings": {"wireless": "禁止", "remote_desktop": "禁止"}}
    for software, told in (
        (closed, [("software.remote_desktop", "関 次郎", "203.0.113.9"),
                  ("software.wireless", "", "cafe Open")]),
        ({"settings": {"wireless": "許可"}}, []),
    ):  # fmt: skip
        with connection_of(more) as connection:
            found = preview(connection, rulebook(tmp_path, software=software))
        assert [(one.code, one.person, one.to) for one in found.refusals] == told
        assert (found.judged, found.refused) == (len(told), len(told))


def test_no_records_is_not_nothing_refused(tmp_path: Path) -> None:
    with connection_of([]) as connection:
        found = preview(connection, rulebook(tmp_path))
    assert (found.judged, found.first, found.refusals) == (0, None, ())


def test_what_is_in_use_becomes_a_draft(tmp_path: Path) -> None:
    more = [
        locked(Run("C:\\Users\\b\\signed.exe", "O=OTHER, C=JP", "OTHER"), "08:00:00"),
        locked(Run("C:\\Users\\b\\plain.exe", sha256="A" * 64), "09:00:00", host="PC-2"),
        started("C:\\Users\\b\\plain.exe", "09:30:00", host="PC-1"),
    ]
    with connection_of([*lines(), *more]) as connection:
        found = seen(connection, rulebook(tmp_path), ALWAYS)
    assert (found[0].path, found[0].hosts) == ("c:\\users\\b\\plain.exe", 2)
    drafted = yaml.safe_load(fragment(found))
    assert drafted["software"]["allowed"] == [
        {"name": "plain.exe", "hashes": ["A" * 64]},
        {"name": "tool.exe", "paths": ["c:\\users\\a\\tool.exe"]},
        {"name": "OTHER", "publisher": "O=OTHER, C=JP", "product": "OTHER"},
    ]
    again = loaded(
        {"version": 1, "software": {**drafted["software"], "unlisted": "禁止"}}, tmp_path
    )
    assert judge(again, Run("c:\\users\\a\\tool.exe"), None).code == "software.allowed"


def test_guard_names_what_nobody_can_work_without(tmp_path: Path) -> None:
    narrow = rulebook(tmp_path)
    assert guard(narrow, Stages("enforce")) == ()
    software = {"forbidden": [{"name": "all", "files": ["*.exe"]}]}
    wide = rulebook(tmp_path, software=software)
    assert guard(wide, Stages("warn")) == ()
    codes = [one.code for one in guard(wide, Stages("observe", {"総務課": "enforce"}))]
    assert "gates.lockout.needed_program" in codes
    assert codes[-1] == "gates.lockout.no_browser"


def test_the_gate_has_all_targets() -> None:
    assert [one.name for one in GATE.targets] == ["applocker", "appcontrol", "windows", "linux"]
