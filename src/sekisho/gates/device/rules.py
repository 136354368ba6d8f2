"""Which devices may be connected, in words, in the order in which the gate asks."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.gates.contract import Rule
from sekisho.gates.device import model
from sekisho.rulebook import Device, Rulebook


def rules(rulebook: Rulebook) -> tuple[Rule, ...]:
    """The register stands in it device by device."""
    return tuple(_rules(rulebook))


def _rules(rulebook: Rulebook) -> Iterator[Rule]:
    yield _rule(model.BADUSB)
    for one in rulebook.devices:
        values = (("name", one.name), ("id", _told(one)))
        if one.until is not None:
            until = ("until", f"{one.until:%Y-%m-%d}")
            yield Rule(model.REGISTERED, "gates.letter.device.registered_until", (*values, until))
        else:
            yield Rule(model.REGISTERED, "gates.letter.device.registered", values)
    for code in (model.HUB, model.INPUT, model.BUILT_IN, model.NO_SERIAL, model.UNREGISTERED):
        yield _rule(code)


def _told(one: Device) -> str:
    parts = (one.vendor, one.product, one.serial)
    return one.id or " ".join(filter(None, parts))


def _rule(code: str) -> Rule:
    return Rule(code, f"gates.letter.{code}")
