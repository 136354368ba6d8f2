"""Every computer anybody names: registers, rulebook, DHCP and events."""

from __future__ import annotations

import duckdb

from sekisho.case import registers
from sekisho.case.hosts import Names, prepare
from sekisho.case.known import merged, of_rulebook
from sekisho.case.places import learn_names
from sekisho.rulebook import Rulebook


def machines(connection: duckdb.DuckDBPyConnection, rulebook: Rulebook | None) -> tuple[str, ...]:
    """The names of all computers, each once, as people write them, sorted."""
    prepare(connection)
    names = Names()
    known = merged((of_rulebook(rulebook), registers.registers(connection)))
    names.tell(machine.name for machine in known.machines)
    learn_names(connection, names)
    return tuple(sorted(names.show(key) or key for key in names.keys()))  # noqa: SIM118
