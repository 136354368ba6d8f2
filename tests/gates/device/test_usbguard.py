"""The rule file before USBGuard itself: its parser, and its daemon on pretend devices."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekisho.events.evidence import Evidence
from sekisho.gates.device.model import Presented, judge
from sekisho.gates.device.preview import preview
from sekisho.gates.device.usbguard import PARSER, check, rule_files
from sekisho.gates.programs import program
from sekisho.gates.stages import Stages
from sekisho.intake.folder import receive_file
from sekisho.ledger.tables import of_batches
from sekisho.sources.contract import Context, Events
from sekisho.sources.reading import read
from sekisho.sources.usbguard import SOURCE
from tests.gates.device import (
    KEYBOARD,
    REGISTER,
    STORAGE,
    daemon_says,
    daemon_writes,
    needs_daemon,
    stick,
)  # fmt: skip
from tests.gates.line import loaded

CASES: dict[str, tuple[Presented, str]] = {
    "registered": (stick("4C530001230101117392"), "allow"),
    "registered, told in small letters": (stick("ab12", "0411", "0001"), "allow"),
    "registered by serial alone": (stick("SN-3", "1234", "0002"), "allow"),
    "unknown": (stick("9999"), "block"),
    "registered serial of another make": (stick("4C530001230101117392", "0AAA"), "block"),
    "without a serial of its own": (stick(""), "block"),
    "BadUSB": (Presented("1234", "0001", "X1", (*STORAGE, *KEYBOARD)), "reject"),
    "BadUSB with a registered serial": (
        Presented("0781", "5581", "4C530001230101117392", (*STORAGE, *KEYBOARD)),
        "reject",
    ),
    "keyboard that is a network, too": (
        Presented("1234", "0003", "", (*KEYBOARD, (0xE0, 1, 3))),
        "reject",
    ),
    "keyboard": (Presented("046D", "C31C", "", KEYBOARD), "allow"),
    "headset with keys": (Presented("046D", "0A44", "", ((1, 1, 0), (3, 0, 0))), "allow"),
    "hub": (Presented("05E3", "0610", "", ((9, 0, 1), (9, 0, 2))), "allow"),
    "hub that is a disk": (Presented("05E3", "0611", "", ((9, 0, 0), *STORAGE)), "block"),
    "phone": (Presented("18D1", "4EE1", "P1", ((6, 1, 1),)), "block"),
    "nothing at all": (Presented("18D1", "4EE2", "P2", ()), "block"),
    "built-in camera": (Presented("0C45", "6713", "", ((14, 1, 0),), built_in=True), "allow"),
    "built-in card slot": (Presented("0BDA", "0129", "S", STORAGE, built_in=True), "block"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_model(name: str, tmp_path: Path) -> None:
    device, target = CASES[name]
    assert judge(loaded(REGISTER, tmp_path), device, None).target == target


@pytest.mark.daemon
@needs_daemon
@pytest.mark.parametrize("stage", ["enforce", "warn", "observe"])
def test_the_daemon_refuses_only_when_it_enforces(stage: Any, tmp_path: Path) -> None:
    (file,) = rule_files(loaded(REGISTER, tmp_path), Stages(stage))
    said = daemon_says(file.content, [device for device, _ in CASES.values()])
    wanted = [target if stage == "enforce" else "allow" for _, target in CASES.values()]
    assert dict(zip(CASES, said, strict=True)) == dict(zip(CASES, wanted, strict=True))


SERIALS = ("A1", "a1", "B 2", "C\\3".replace("\\", "/"), 'D"4', "", "登録5")
INTERFACES = ((8, 6, 80), (3, 1, 1), (9, 0, 0), (9, 0, 2), (6, 1, 1), (224, 1, 3), (224, 1, 1),
              (239, 4, 1), (2, 2, 1), (10, 0, 0), (1, 1, 0), (14, 1, 0), (255, 0, 0))  # fmt: skip


@st.composite
def registers(draw: st.DrawFn) -> dict[str, Any]:
    serials = [one for one in SERIALS if one.upper() == one and one]
    devices = []
    for number in range(draw(st.integers(0, 4))):
        entry = {"name": f'USB "{number}" \\', "serial": draw(st.sampled_from(serials))}
        if draw(st.booleans()):
            entry["vendor"] = draw(st.sampled_from(["0781", "0abc"]))
            if draw(st.booleans()):
                entry["product"] = draw(st.sampled_from(["5581", "00ff"]))
        if draw(st.booleans()):
            entry["until"] = draw(st.sampled_from(["2026-06-01", "2026-06-30"]))
        devices.append(entry)
    return {"version": 1, "devices": devices}


DEVICES = st.builds(
    Presented,
    st.sampled_from(["0781", "0ABC", "FFFF"]),
    st.sampled_from(["5581", "00FF", "0001"]),
    st.sampled_from(SERIALS),
    st.lists(st.sampled_from(INTERFACES), max_size=3, unique=True).map(tuple),
    st.booleans(),
)
NOW = datetime(2026, 6, 15, tzinfo=UTC)


@pytest.mark.daemon
@needs_daemon
@settings(max_examples=6, deadline=None)
@given(content=registers(), devices=st.lists(DEVICES, min_size=25, max_size=40))
def test_daemon_and_model_agree(
    content: dict[str, Any], devices: list[Presented], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    (file,) = rule_files(rulebook, Stages("enforce", at=NOW))
    said = daemon_says(file.content, devices)
    assert said == [judge(rulebook, one, NOW).target for one in devices]


@pytest.mark.skipif(program(PARSER) is None, reason="needs usbguard (apt-get install usbguard)")
@pytest.mark.parametrize("broken", [False, True])
def test_the_real_parser_answers(tmp_path: Path, *, broken: bool) -> None:
    (file,) = rule_files(loaded(REGISTER, tmp_path), Stages("enforce"))
    content = file.content.replace(b"one-of {", b"some-of {") if broken else file.content
    (tmp_path / file.name).write_bytes(content)
    (answer,) = check(tmp_path)
    assert answer.answer == ("refused" if broken else "accepted"), answer
    assert bool(answer.said) == broken


def test_a_file_for_each_stage_names_its_computers(tmp_path: Path) -> None:
    assets = [
        {"name": "PC-1", "role": "端末", "department": "総務課"},
        {"name": "PC-2", "role": "端末", "department": "総務課"},
        {"name": "PC-3", "role": "端末", "department": "税務課"},
        {"name": "RT-1", "role": "ルーター", "department": "総務課"},
    ]
    never = {"assets": ["PC-2"]}
    rulebook = loaded({**REGISTER, "assets": assets, "never_refused": never}, tmp_path)
    files = rule_files(rulebook, Stages("observe", {"総務課": "enforce"}))
    assert [one.name for one in files] == ["rules.conf", "rules-enforce.conf", "rules-warn.conf"]
    texts = [one.content.decode() for one in files]
    assert "\nblock" not in texts[0] + texts[2]
    assert "\nblock" in texts[1]
    assert "# 対象: PC-1\n" in texts[1]
    assert "# 対象: PC-2\n" in texts[2]
    assert all(rulebook.digest in one for one in texts)


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    devices = [{"name": "USB-9", "product": "5581", "serial": "S9"}]
    (file,) = rule_files(loaded({"version": 1, "devices": devices}, tmp_path), Stages("enforce"))
    assert "# 入れていない: USB-9" in file.content.decode()
    assert '"S9"' not in file.content.decode()


def test_terms(tmp_path: Path) -> None:
    devices = [
        {"name": "old", "serial": "S1", "until": "2026-05-31"},
        {"name": "now", "serial": "S2", "until": "2026-06-30"},
        {"name": "later", "serial": "S3", "since": "2026-07-01"},
        {"name": "ever", "serial": "S4"},
    ]
    rulebook = loaded({"version": 1, "devices": devices}, tmp_path)
    (file,) = rule_files(rulebook, Stages("enforce", at=NOW))
    text = file.content.decode()
    assert [one for one in ("S1", "S2", "S3", "S4") if f'"{one}"' in text] == ["S2", "S4"]
    assert "# 作り直す時: 2026-07-01T00:00:00+09:00" in text
    (undated,) = rule_files(rulebook, Stages("enforce"))
    assert '"S2"' not in undated.content.decode()


@pytest.mark.daemon
@needs_daemon
def test_what_the_daemon_records_is_judged_as_it_judged(tmp_path: Path) -> None:
    carriers = (
        "registered",
        "unknown",
        "without a serial of its own",
        "BadUSB",
        "phone",
        "keyboard",
    )
    devices = [CASES[name][0] for name in carriers]
    rulebook = loaded({**REGISTER, "assets": [{"name": "PC-1", "department": "税務課"}]}, tmp_path)
    (file,) = rule_files(rulebook, Stages("enforce"))
    log = tmp_path / "PC-1" / "usbguard-audit.log"
    log.parent.mkdir()
    log.write_text(daemon_writes(file.content, devices), encoding="utf-8")
    evidence = receive_file(log, "PC-1/usbguard-audit.log")
    assert isinstance(evidence, Evidence)
    items = list(read(SOURCE, evidence, Context(now=NOW)))
    assert all(isinstance(item, Events) for item in items)
    tables = of_batches([item.batch for item in items if isinstance(item, Events)])
    found = preview(tables, rulebook)
    assert (found.judged, found.refused) == (5, 4)  # a keyboard carries no files
    refused = {one.to.rpartition("\\")[2]: (one.code, one.department) for one in found.refusals}
    assert refused == {
        "9999": ("device.unregistered", "税務課"),
        "": ("device.no_serial", "税務課"),
        "X1": ("device.badusb", "税務課"),
        "P1": ("device.unregistered", "税務課"),
    }
