"""The zone matrix in words: every flow that is allowed, and that nothing else crosses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sekisho.gates.contract import Rule
from sekisho.gates.line.matrix import flows, permission, refusal
from sekisho.rulebook import Flow, Rulebook, Zone


def rules(rulebook: Rulebook) -> tuple[Rule, ...]:
    """Zone by zone: its networks, what it allows towards each other zone, then the refusal."""
    return tuple(rule for zone in rulebook.zones for rule in _of_zone(zone, rulebook))


def _of_zone(source: Zone, rulebook: Rulebook) -> Iterator[Rule]:
    if source.networks:
        values = {"zone": source.name, "networks": _all(source.networks)}
        yield _rule(f"L-{source.name}", "gates.rule.line.zone", values)
    for destination in rulebook.zones:
        if destination.name == source.name:
            continue
        pair = {"source": source.name, "destination": destination.name}
        allowed = flows(source, destination)
        for number, flow in enumerate(allowed, start=1):
            code = permission(source, destination, number)
            yield _rule(code, _text(flow), pair | _values(flow))
        rest = "gates.rule.line.rest" if allowed else "gates.rule.line.nothing"
        yield _rule(refusal(source, destination), rest, pair)


def _text(flow: Flow) -> str:
    if flow.sources or flow.destinations:
        return "gates.rule.line.narrow" if flow.ports else "gates.rule.line.narrow_all"
    return "gates.rule.line.flow" if flow.ports else "gates.rule.line.all"


def _values(flow: Flow) -> dict[str, str]:
    told = {"from": _all(flow.sources) or "*", "to": _all(flow.destinations) or "*"}
    return told | {"ports": _all(flow.ports)}


def _all(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


def _rule(code: str, text: str, values: dict[str, str]) -> Rule:
    return Rule(code, text, tuple(values.items()))
