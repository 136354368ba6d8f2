"""FortiOS commands as text: tables, entries, values.

Reference: *FortiOS CLI Reference* 7.x, CLI syntax: names within 35 (policies) or 79 characters
(objects), values quoted, with ``\\`` before a quote or backslash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from sekisho.form.values import Network
from sekisho.gates.contract import NotBuildableError
from sekisho.gates.line.matrix import Port

POLICY_NAME = 35
"""Characters of a policy's name that FortiOS takes."""
OBJECT_NAME = 79


def table(name: str, entries: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table with its entries; nothing where there are none."""
    found = list(entries)
    if found:
        yield f"config {name}"
        for lines in found:
            yield from lines
        yield "end"


def deleted(kind: str, entries: Iterable[str]) -> Iterator[str]:
    """What takes entries of a table away."""
    found = list(entries)
    if found:
        yield f"config {kind}"
        yield from (f"    delete {name}" for name in found)
        yield "end"


def entry(name: str, lines: Iterable[str]) -> list[str]:
    """An entry of a table."""
    return [f"    edit {quoted(name)}", *(f"        {line}" for line in lines), "    next"]


def subnet(network: Network) -> str:
    """The numbers of an address object."""
    if network.version == 4:
        return f"set subnet {network.network_address} {network.netmask}"
    return f"set ip6 {network}"


def service(port: Port) -> str:
    """The ports of a service object."""
    if port.transport == "icmp":
        return "set protocol ICMP"
    numbers = str(port.first) if port.first == port.last else f"{port.first}-{port.last}"
    return f"set {port.transport}-portrange {numbers}"


def names(values: Iterable[str]) -> str:
    """Values of a field that holds several."""
    return " ".join(map(quoted, values))


def short(name: str, most: int) -> str:
    """A name within the device's limit; a cut one ends in a digest of the whole."""
    if len(name) <= most:
        return name
    return f"{name[: most - 7]}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def quoted(text: str) -> str:
    """A quoted value. Raises NotBuildableError for signs that no console takes."""
    if not text.isprintable():
        raise NotBuildableError("gates.line.name", name=ascii(text), most=str(OBJECT_NAME))
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
