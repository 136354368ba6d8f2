"""Whose trace is this? One function a kind of trace."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Literal

from sekisho.detect.catalogue.tools import ROLES, Patterns, Role, Tool, tools

Aspect = Literal[
    "executables",
    "original_names",
    "paths",
    "services",
    "service_images",
    "products",
    "user_agents",
    "applications",
]


@dataclass(frozen=True)
class HostMatch:
    """A host that belongs to a tool, and in which role."""

    tool: Tool
    role: Role


def expression(pattern: str) -> str:
    """A pattern as a regular expression for the whole, lower-cased text (RE2 and Python)."""
    signs = {"*": ".*", "?": "."}
    return "".join(signs.get(sign, re.escape(sign)) for sign in pattern.lower())


def literal(pattern: str) -> int:
    """How many signs of a pattern are literal: the more, the more it says."""
    return sum(sign not in "*?" for sign in pattern)


@cache
def _joined(patterns: Patterns) -> re.Pattern[str] | None:
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{expression(pattern)})" for pattern in patterns), re.DOTALL)


def _first(aspect: Aspect, text: str | None) -> Tool | None:
    if not text:
        return None
    lower = text.lower()
    for tool in tools():
        joined = _joined(attrgetter(aspect)(tool))
        if joined is not None and joined.fullmatch(lower):
            return tool
    return None


@cache
def host_patterns() -> tuple[tuple[str, Tool, Role], ...]:
    """All host patterns, the most literal first: the order in which they decide."""
    found = [(pattern, tool, role) for tool in tools() for role in ROLES
             for pattern in tool.hosts(role)]  # fmt: skip
    return tuple(sorted(found, key=lambda entry: -literal(entry[0])))


@cache
def _host_expressions() -> tuple[tuple[re.Pattern[str], HostMatch], ...]:
    return tuple(
        (re.compile(expression(pattern)), HostMatch(tool, role))
        for pattern, tool, role in host_patterns()
    )


@cache
def _any_host() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression(pattern)})" for pattern, _, _ in host_patterns()))


def _bare(host: str) -> str:
    """A host without port, trailing dot and capital letters."""
    name = host.strip().lower()
    if name.count(":") == 1:
        name = name.partition(":")[0]
    return name.rstrip(".")


def host_match(host: str | None) -> HostMatch | None:
    """The tool and role of a host name or address (a port or trailing dot is ignored)."""
    if not host:
        return None
    name = _bare(host)
    if not _any_host().fullmatch(name):
        return None
    for pattern, match in _host_expressions():
        if pattern.fullmatch(name):
            return match
    return None


def tool_of_host(host: str | None, roles: Iterable[Role] = ("use",)) -> Tool | None:
    """The tool a host belongs to, in one of the roles; by default only where it is in use."""
    match = host_match(host)
    return match.tool if match is not None and match.role in tuple(roles) else None


def tool_of_process(image: str | None, original_name: str | None = None) -> Tool | None:
    """The tool of a program, by OriginalFileName first, then file name, then whole path.

    A renamed program keeps its original name; a file name alone may be chosen by anybody.
    """
    name = image.replace("/", "\\").rpartition("\\")[2] if image else None
    return (
        _first("original_names", original_name)
        or _first("executables", name)
        or _first("paths", image)
    )


def tool_of_service(name: str | None, image_path: str | None = None) -> Tool | None:
    """The tool of a Windows service, by its name, else by its image path (with arguments)."""
    return _first("services", name) or _first("service_images", image_path)


def tool_of_product(product: str | None) -> Tool | None:
    """The tool of a product name, as installers write it (MsiInstaller, uninstall list)."""
    return _first("products", product)


def tool_of_user_agent(agent: str | None) -> Tool | None:
    """The tool whose own requests carry this User-Agent."""
    return _first("user_agents", agent)


def tool_of_application(application: str | None) -> Tool | None:
    """The tool that a firewall's application control names so."""
    return _first("applications", application)


def tool_of_port(port: int | None, *, certain: bool = True) -> Tool | None:
    """The tool of a destination port; with ``certain`` only ports hardly anything else uses."""
    for tool in tools():
        if port in tool.own_ports or (not certain and port in tool.shared_ports):
            return tool
    return None


def tool_of_firewall_rule(name: str | None, application_path: str | None) -> Tool | None:
    r"""The tool of a rule in the firewall of Windows (2004, 2005, 2071, 2097).

    Rules that Windows makes when a user first runs a program carry the path in their id:
    ``UDP Query User{…}C:\users\…\downloads\anydesk.exe``.
    """
    return tool_of_process(application_path) or tool_of_process(name) or tool_of_product(name)


def tool_of_text(text: str) -> Tool | None:
    """The tool that people's words name (testimony): the longest name found in the text."""
    lower = text.casefold()
    found = [
        (len(name), tool)
        for tool in tools()
        for name in (tool.name, tool.key, *tool.spoken)
        if _named(name.casefold(), lower)
    ]
    return max(found, key=lambda entry: entry[0])[1] if found else None


def _named(name: str, text: str) -> bool:
    """Whether a name stands in a text, and not inside a longer word of Latin letters."""
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text) is not None
