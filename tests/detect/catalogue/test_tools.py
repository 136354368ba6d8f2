"""The catalogue against itself and against a public list of tools."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sekisho.detect import catalogue
from sekisho.detect.catalogue import Tool, host_match, tools

LISTED = {
    "AnyDesk": "anydesk",
    "TeamViewer": "teamviewer",
    "UltraViewer": "ultraviewer",
    "Quick Assist": "quickassist",
    "Microsoft Quick Assist": "quickassist",
    "LogMeIn rescue": "logmein-rescue",
    "LogMeIn": "logmein",
    "GoToAssist": "gotoassist",
    "GoToMyPC": "gotomypc",
    "ScreenConnect": "screenconnect",
    "ConnectWise Control": "screenconnect",
    "Supremo": "supremo",
    "RustDesk": "rustdesk",
    "Ammyy Admin": "ammyy",
    "AeroAdmin": "aeroadmin",
    "Iperius Remote": "iperius",
    "Zoho Assist": "zohoassist",
    "HopToDesk": "hoptodesk",
    "GetScreen": "getscreen",
    "Splashtop": "splashtop",
    "Splashtop Remote": "splashtop",
    "Chrome Remote Desktop": "chrome-remote-desktop",
    "ShowMyPC": "showmypc",
    "GotoHTTP": "gotohttp",
    "DW Service": "dwservice",
    "Atera": "atera",
    "Action1": "action1",
    "MeshCentral": "meshcentral",
}
LEFT_OUT = {
    "*.zoho.com": "mail and office of the same maker: no sign of remote control",
    "*.zoho.eu": "as *.zoho.com",
    "*.zoho.in": "as *.zoho.com",
    "*.zoho.com.au": "as *.zoho.com",
    "*.zoho.com.cn": "as *.zoho.com",
    "downloads.zohocdn.com": "static files of all products of the maker",
    "downloads.zohodl.com.cn": "static files of all products of the maker",
    "user_managed": "a word of the list, not a host",
}


def test_keys_and_names_are_unique() -> None:
    keys = [tool.key for tool in tools()]
    assert len(set(keys)) == len(keys)
    assert len({tool.name for tool in tools()}) == len(keys)


def test_the_tools_that_japanese_incidents_named_are_there() -> None:
    assert {tool.key for tool in tools()} >= set(LISTED.values())


@pytest.mark.parametrize("tool", tools(), ids=lambda tool: tool.key)
def test_every_tool_shows_itself_somehow(tool: Tool) -> None:
    assert tool.executables
    assert tool.use or tool.key in {"meshcentral", "ultravnc"}, "self-hosted only"
    for pattern in tool.executables:
        assert "\\" not in pattern
        assert pattern.strip("*?"), "a pattern that fits every program"


@pytest.mark.parametrize("tool", tools(), ids=lambda tool: tool.key)
def test_no_pattern_of_a_host_is_wider_than_a_domain(tool: Tool) -> None:
    for role in catalogue.ROLES:
        for pattern in tool.hosts(role):
            assert len(pattern.replace("*", "").strip(".").split(".")) >= 2, pattern


@pytest.mark.parametrize("tool", tools(), ids=lambda tool: tool.key)
def test_every_pattern_finds_its_own_tool(tool: Tool) -> None:
    for role in catalogue.ROLES:
        for pattern in tool.hosts(role):
            match = host_match(pattern.replace("*", "x1"))
            assert match is not None
            assert match.tool == tool, pattern


def _listed_hosts(shared: Path) -> list[tuple[str, str]]:
    path = shared / "data" / "rmm-lolrmm" / "rmm_domains.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["URI"], row["RMM_Tool"]) for row in csv.DictReader(lines)]


def test_hosts_of_the_public_list_are_known_or_left_out_with_a_reason(shared: Path) -> None:
    missing = []
    for uri, name in _listed_hosts(shared):
        if name not in LISTED or uri in LEFT_OUT:
            continue
        host = uri.partition(":")[0].replace("[a-f0-9]{8}", "0a1b2c3d").replace("*", "x1")
        match = host_match(host)
        if match is None or match.tool.key != LISTED[name]:
            missing.append((name, uri))
    assert missing == [
        # the maker of a rescue tool and of the wider product share this gateway
        ("LogMeIn", "logmeinrescue.com"),
    ]
