"""The catalogue as values for rules: what they decide is what the catalogue decides."""

from __future__ import annotations

import re

import pytest

from sekisho.detect.catalogue import ROLES, host_match, tools
from sekisho.detect.catalogue.placeholders import catalogue_placeholders

HOSTS = sorted(
    {
        pattern.replace("*", filling).lower()
        for tool in tools()
        for role in ROLES
        for pattern in tool.hosts(role)
        for filling in ("x1", "www", "relay-7f3a", "a.b")
    }
    | {"www.town.example.jp", "anydesk.example", "203.0.113.9"}
)


def fits(values: tuple[str, ...], host: str) -> bool:
    """A value with wildcards, read as Sigma reads it."""
    return any(
        re.fullmatch(".*".join(re.escape(part) for part in value.lower().split("*")), host)
        for value in values
    )


@pytest.mark.parametrize(
    ("role", "hosts", "exceptions"),
    [
        ("use", "remote_hosts", "remote_host_exceptions"),
        ("site", "remote_sites", "remote_site_exceptions"),
    ],
)
def test_hosts_and_exceptions_decide_as_the_catalogue_does(
    role: str, hosts: str, exceptions: str
) -> None:
    values = catalogue_placeholders()
    for host in HOSTS:
        match = host_match(host)
        decided = fits(values[hosts], host) and not fits(values[exceptions], host)
        assert decided == (match is not None and match.role == role), host


def test_a_backslash_is_written_twice() -> None:
    images = catalogue_placeholders()["remote_service_images"]
    assert "*\\\\AnyDesk*.exe* --service*" in images


def test_no_placeholder_is_empty() -> None:
    for name, values in catalogue_placeholders().items():
        assert values, name
        assert len(set(values)) == len(values)
