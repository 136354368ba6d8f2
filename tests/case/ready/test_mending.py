"""Remedies are chosen for the town at hand."""

from __future__ import annotations

from sekisho.case.ready.facts import Remedy
from sekisho.case.ready.mending import Mending

SQUID = Remedy("squid", "officer", 20, ("web.sent_bytes",), systems=("squid.proxy",))
WALL = Remedy("wall", "fortigate_contractor", 30, ("web.sent_bytes", "address.leases"))
EACH = Remedy("each", "pc_contractor", 2, ("windows.processes",), each=True)
ONCE = Remedy("once", "officer", 120, ("windows.processes",))
ALL = (SQUID, WALL, EACH, ONCE)


def chosen(machines: int, datasets: tuple[str, ...], *lacking: str) -> list[str]:
    return [one.name for one in Mending(ALL, machines, datasets).for_all(lacking)]


def test_the_system_that_the_evidence_shows_comes_first() -> None:
    assert chosen(10, ("squid.proxy",), "web.sent_bytes") == ["squid"]
    assert chosen(10, ("fortigate.firewall",), "web.sent_bytes") == ["wall"]


def test_what_is_done_at_every_computer_costs_by_their_number() -> None:
    assert chosen(10, (), "windows.processes") == ["each"]
    assert chosen(100, (), "windows.processes") == ["once"]


def test_one_remedy_serves_twice() -> None:
    assert chosen(10, ("squid.proxy",), "web.sent_bytes", "address.leases") == ["wall"]


def test_what_nothing_raises_costs_the_most() -> None:
    mending = Mending(ALL, 10, ())
    assert mending.for_all(["no.such"]) == ()
    assert mending.cost(frozenset({"no.such"})) > mending.cost(frozenset({"web.sent_bytes"}))
