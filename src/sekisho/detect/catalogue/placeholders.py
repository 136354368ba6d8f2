"""The catalogue as values for Sigma's ``expand``: rules name ``%remote_hosts%``, not tools."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sekisho.detect.catalogue.match import expression, literal
from sekisho.detect.catalogue.tools import Role, tools


def catalogue_placeholders() -> Mapping[str, tuple[str, ...]]:
    """Name of a placeholder to its values, written as in a rule.

    ``remote_hosts`` and ``remote_sites`` hold the patterns of the roles use and site;
    ``remote_host_exceptions`` and ``remote_site_exceptions`` what must not match beside them,
    so that together they decide as ``host_match`` does.
    """
    every = tools()
    use, site = _hosts("use"), _hosts("site")
    shared = _hosts("shared")
    return {
        "remote_executables": _sigma(text for tool in every for text in tool.executables),
        "remote_original_names": _sigma(text for tool in every for text in tool.original_names),
        "remote_services": _sigma(text for tool in every for text in tool.services),
        "remote_service_images": _sigma(text for tool in every for text in tool.service_images),
        "remote_products": _sigma(text for tool in every for text in tool.products),
        "remote_user_agents": _sigma(text for tool in every for text in tool.user_agents),
        "remote_applications": _sigma(text for tool in every for text in tool.applications),
        "remote_ports": _sigma(str(port) for tool in every for port in tool.own_ports),
        "remote_hosts": _sigma(use),
        "remote_host_exceptions": _sigma(_exceptions(use, (*site, *shared))),
        "remote_sites": _sigma(site),
        "remote_site_exceptions": _sigma(_exceptions(site, (*use, *shared))),
    }


def _hosts(role: Role) -> tuple[str, ...]:
    return tuple(pattern for tool in tools() for pattern in tool.hosts(role))


def _exceptions(patterns: Iterable[str], others: Iterable[str]) -> list[str]:
    """The others that are narrower than one of the patterns, and so decide before it."""
    known = [(re.compile(expression(pattern)), literal(pattern)) for pattern in patterns]
    return [
        other
        for other in others
        if any(
            literal(other) > size and pattern.fullmatch(other.lower().replace("*", "x1"))
            for pattern, size in known
        )
    ]


def _sigma(patterns: Iterable[str]) -> tuple[str, ...]:
    """Patterns in Sigma's spelling, each once: there a backslash before a sign would hide it."""
    return tuple(dict.fromkeys(pattern.replace("\\", "\\\\") for pattern in patterns))
