"""The catalogue of remote-control tools: facts as data, and whom a trace belongs to.

A host, a process, a service, a port, a name in a firewall's log: each question has one
function, answered from ``remote_tools.yaml`` alone. Nothing here judges; a tool may be allowed.

A host has a role: ``use`` (only the running tool speaks to it), ``site`` (pages and downloads)
or ``shared`` (other products of the maker as well). Reading an article whose address holds a
tool's name, or visiting the maker's page, is no use: only the host's own name is compared, and
only ``use`` counts unless another role is asked for.
"""

from __future__ import annotations

from sekisho.detect.catalogue.hosts import HOST_COLUMNS, remote_hosts, tool_domains
from sekisho.detect.catalogue.match import (
    HostMatch,
    host_match,
    tool_of_application,
    tool_of_firewall_rule,
    tool_of_host,
    tool_of_port,
    tool_of_process,
    tool_of_product,
    tool_of_service,
    tool_of_text,
    tool_of_user_agent,
)
from sekisho.detect.catalogue.tools import ROLES, Role, Tool, tool_named, tools

__all__ = [
    "HOST_COLUMNS",
    "ROLES",
    "HostMatch",
    "Role",
    "Tool",
    "host_match",
    "remote_hosts",
    "tool_domains",
    "tool_named",
    "tool_of_application",
    "tool_of_firewall_rule",
    "tool_of_host",
    "tool_of_port",
    "tool_of_process",
    "tool_of_product",
    "tool_of_service",
    "tool_of_text",
    "tool_of_user_agent",
    "tools",
]
