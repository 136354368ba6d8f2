"""The script says what the model says: it is read back, and judges the same packets alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from sekisho.gates.contract import NotBuildableError
from sekisho.gates.line.fortigate.build import FIRST, configuration
from sekisho.gates.line.fortigate.config import Configuration, parse
from sekisho.gates.line.fortigate.policies import policies
from sekisho.gates.line.fortigate.script import POLICY_NAME
from sekisho.gates.line.fortigate.verify import verify
from sekisho.gates.line.matrix import Matrix, Packet
from sekisho.gates.line.region import PORTS, Box, Span
from sekisho.gates.line.strictness import strictness
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook
from tests.gates.line import departments_stages, loaded, owners, packets, rulebooks

ENFORCED = Stages("enforce")


def read_back(rulebook: Rulebook, stages: Stages = ENFORCED) -> Configuration:
    script, _undo = configuration(rulebook, stages)
    found = parse(script.content.decode())
    assert found.odd == ()
    return found


def point(packet: Packet) -> Box:
    source, destination = int(packet.source), int(packet.destination)
    port = packet.port or 0
    return Box(
        packet.source.version,
        packet.transport,
        Span(source, source),
        Span(destination, destination),
        Span(port, port),
    )


def passes(found: Configuration, packet: Packet) -> bool:
    """First match decides; nothing matched is the implicit denial."""
    wanted = point(packet)
    for policy in policies(found):
        if any(box.meet(wanted) for box in policy.region):
            return policy.passes
    return False


@settings(max_examples=60, deadline=None)
@given(content=rulebooks(), sent=packets())
def test_script_and_model_agree(
    content: dict[str, Any], sent: list[Packet], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rulebook = loaded(content, tmp_path_factory.mktemp("rules"))
    found = read_back(rulebook)
    matrix = Matrix(rulebook)
    for packet in sent:
        assert passes(found, packet) == matrix.judge(packet).allowed, packet
    assert verify(found, rulebook).openings == ()


@settings(max_examples=20, deadline=None)
@given(content=rulebooks(), sent=packets())
def test_nothing_is_refused_before_enforcement(
    content: dict[str, Any], sent: list[Packet], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = read_back(loaded(content, tmp_path_factory.mktemp("rules")), Stages())
    assert all(passes(found, packet) for packet in sent)


@settings(max_examples=60, deadline=None)
@given(content=rulebooks(), sent=packets(), owned=owners(), stages=departments_stages())
def test_only_those_who_are_enforced_are_refused(
    content: dict[str, Any],
    sent: list[Packet],
    owned: list[dict[str, Any]],
    stages: Stages,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    rulebook = loaded({**content, "assets": owned}, tmp_path_factory.mktemp("rules"))
    found = read_back(rulebook, stages)
    matrix, strict = Matrix(rulebook), strictness(rulebook, stages)
    for packet in sent:
        expected = matrix.judge(packet).allowed or strict.of(packet.source) != "enforce"
        assert passes(found, packet) == expected, packet
    ((_vdom, table),) = found.tables("firewall policy")
    names = [entry.one("name") for entry in table.entries]
    assert len(set(names)) == len(names)


RULES = {
    "version": 1,
    "zones": [
        {
            "name": "マイナンバー利用事務系" * 2,
            "kind": "マイナンバー利用事務系",
            "networks": ["198.18.30.0/24"],
            "allow": [{"to": '公"開', "ports": ["tcp/443"], "reason": '引用"符と\\円'}],
        },
        {"name": '公"開', "kind": "DMZ", "networks": ["198.18.50.0/24", "2001:db8:50::/48"]},
        {"name": "庁外", "kind": "庁外"},
    ],
}


def test_names_fit_the_device_and_stay_apart(tmp_path: Path) -> None:
    found = read_back(loaded(RULES, tmp_path))
    ((_vdom, table),) = found.tables("firewall policy")
    names = [entry.one("name") for entry in table.entries]
    assert max(map(len, names)) <= POLICY_NAME
    assert len(set(names)) == len(names)
    assert [entry.name for entry in table.entries] == [
        str(FIRST + at) for at in range(len(table.entries))
    ]


def test_undo_takes_away_every_object(tmp_path: Path) -> None:
    script, undo = configuration(loaded(RULES, tmp_path), Stages("enforce"))
    made = parse(script.content.decode())
    taken = undo.content.decode()
    for name, table in made.root.tables.items():
        for entry in table.entries:  # type: ignore[attr-defined]
            written = entry.name if name == "firewall policy" else entry.name.replace('"', '\\"')
            assert f"delete {written}" in taken or f'delete "{written}"' in taken


def test_a_rulebook_without_zones_is_answered(tmp_path: Path) -> None:
    with pytest.raises(NotBuildableError) as caught:
        configuration(loaded({"version": 1}, tmp_path), Stages("enforce"))
    assert caught.value.code == "gates.line.no_zones"


def test_ports_of_every_service_are_within(tmp_path: Path) -> None:
    found = read_back(loaded(RULES, tmp_path))
    ports = [box.ports for policy in policies(found) for box in policy.region]
    assert all(0 <= one.first <= one.last <= PORTS for one in ports)
