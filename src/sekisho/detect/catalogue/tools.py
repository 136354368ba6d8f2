"""The tools of the catalogue as objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

Role = Literal["use", "site", "shared"]
ROLES: tuple[Role, ...] = ("use", "site", "shared")
FILE = "remote_tools.yaml"

Patterns = tuple[str, ...]


@dataclass(frozen=True)
class Tool:
    """One tool. Patterns hold ``*`` (any text) and ``?`` (one sign), without regard to case."""

    key: str
    name: str
    maker: str
    spoken: Patterns
    builtin: bool
    executables: Patterns
    original_names: Patterns
    paths: Patterns
    services: Patterns
    service_images: Patterns
    products: Patterns
    signers: Patterns
    use: Patterns
    site: Patterns
    shared: Patterns
    own_ports: tuple[int, ...]
    shared_ports: tuple[int, ...]
    user_agents: Patterns
    applications: Patterns
    logs: Patterns

    def hosts(self, role: Role) -> Patterns:
        """The patterns of the hosts in a role."""
        by_role: Mapping[Role, Patterns] = {
            "use": self.use,
            "site": self.site,
            "shared": self.shared,
        }
        return by_role[role]


def _texts(values: Sequence[object] | None) -> Patterns:
    return tuple(str(value) for value in values or ())


def _tool(entry: Mapping[str, Any]) -> Tool:
    hosts = entry["hosts"]
    ports = entry["ports"]

    def texts(name: str) -> Patterns:
        return _texts(entry.get(name))

    return Tool(
        key=str(entry["key"]),
        name=str(entry["name"]),
        maker=str(entry["maker"]),
        spoken=texts("spoken"),
        builtin=bool(entry.get("builtin", False)),
        executables=texts("executables"),
        original_names=texts("original_names"),
        paths=texts("paths"),
        services=texts("services"),
        service_images=texts("service_images"),
        products=texts("products"),
        signers=texts("signers"),
        use=_texts(hosts.get("use")),
        site=_texts(hosts.get("site")),
        shared=_texts(hosts.get("shared")),
        own_ports=tuple(int(port) for port in ports.get("own", ())),
        shared_ports=tuple(int(port) for port in ports.get("shared", ())),
        user_agents=texts("user_agents"),
        applications=texts("applications"),
        logs=texts("logs"),
    )


@cache
def tools() -> tuple[Tool, ...]:
    """All tools, in the order of the file."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return tuple(_tool(entry) for entry in yaml.safe_load(text))


def tool_named(name: str) -> Tool | None:
    """The tool of that key or name, without regard to case."""
    wanted = name.casefold()
    for tool in tools():
        if wanted in (tool.key.casefold(), tool.name.casefold()):
            return tool
    return None
