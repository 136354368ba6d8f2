"""Whose trace is this: use, site and neither."""

from __future__ import annotations

import pytest

from sekisho.detect import catalogue

USE = [
    ("relay-7f3a9c1e.net.anydesk.com", "anydesk"),
    ("relay-7F3A9C1E.NET.ANYDESK.COM:443", "anydesk"),
    ("boot.net.anydesk.com.", "anydesk"),
    ("router7.teamviewer.com", "teamviewer"),
    ("JP-TOK-ANX-R003.router.teamviewer.com", "teamviewer"),
    ("server4.ultraviewer.net", "ultraviewer"),
    ("remoteassistance.support.services.microsoft.com", "quickassist"),
    ("control.rsc-app11-02.logmeinrescue.com", "logmein-rescue"),
    ("instance-a1b2c3-relay.screenconnect.com", "screenconnect"),
    ("relay03.supremocontrol.com", "supremo"),
    ("rs-sg.rustdesk.com", "rustdesk"),
    ("auth2.aeroadmin.com", "aeroadmin"),
    ("remotedesktop-pa.googleapis.com", "chrome-remote-desktop"),
    ("node12.dwservice.net", "dwservice"),
    ("px-eu.getscreen.me", "getscreen"),
    ("agent-api.atera.com", "atera"),
    ("136.243.104.235", "ammyy"),
]
SITE = [
    ("www.anydesk.com", "anydesk"),
    ("download.anydesk.com", "anydesk"),
    ("anydesk.com", "anydesk"),
    ("www.teamviewer.com", "teamviewer"),
    ("www.ultraviewer.net", "ultraviewer"),
    ("dl2.ultraviewer.net", "ultraviewer"),
    ("rustdesk.com", "rustdesk"),
    ("www.supremocontrol.com", "supremo"),
    ("remotedesktop.google.com", "chrome-remote-desktop"),
    ("secure.logmeinrescue.com", "logmein-rescue"),
]
NEITHER = [
    "news.example.jp",
    "anydesk.example.jp",
    "www.anydesk.com.example.net",
    "notanydesk.com",
    "relay-7f3a9c1e.net.anydesk.com.example",
    "xteamviewer.com",
    "www.microsoft.com",
    "192.0.2.1",
    "",
    None,
]


@pytest.mark.parametrize(("host", "key"), USE)
def test_use(host: str, key: str) -> None:
    tool = catalogue.tool_of_host(host)
    assert tool is not None
    assert tool.key == key


@pytest.mark.parametrize(("host", "key"), SITE)
def test_a_page_or_download_is_no_use(host: str, key: str) -> None:
    assert catalogue.tool_of_host(host) is None
    match = catalogue.host_match(host)
    assert match is not None
    assert (match.tool.key, match.role) == (key, "site")


@pytest.mark.parametrize("host", NEITHER)
def test_a_host_that_only_holds_the_name_is_nothing(host: str | None) -> None:
    assert catalogue.host_match(host) is None


@pytest.mark.parametrize(
    ("image", "original", "key"),
    [
        (r"C:\Users\tanaka\Downloads\AnyDesk.exe", None, "anydesk"),
        (r"C:\Users\tanaka\Downloads\AnyDesk (1).exe", None, "anydesk"),
        (r"C:\Users\tanaka\Downloads\invoice.exe", "AnyDesk.exe", "anydesk"),
        (r"C:\Temp\rustdesk-host=a.example,key=b=.exe", None, "rustdesk"),
        (r"C:\Users\t\AppData\Local\LogMeIn Rescue Applet\LMIR0001.tmp\lmi_rescue.exe", None,
         "logmein-rescue"),
        (r"C:\Windows\System32\quickassist.exe", None, "quickassist"),
        (r"C:\Program Files\Anydesk docs\notepad.exe", None, None),
        (r"C:\Program Files\Iperius Backup\Iperius.exe", None, None),
        (None, None, None),
    ],
)  # fmt: skip
def test_processes(image: str | None, original: str | None, key: str | None) -> None:
    tool = catalogue.tool_of_process(image, original)
    assert (tool.key if tool else None) == key


@pytest.mark.parametrize(
    ("name", "image", "key"),
    [
        ("AnyDesk Service", None, "anydesk"),
        ("svc", r'"C:\Program Files (x86)\AnyDesk\AnyDesk.exe" --service', "anydesk"),
        ("ScreenConnect Client (5f2c11d90ab37e44)", None, "screenconnect"),
        ("Spooler", r"C:\Windows\System32\spoolsv.exe", None),
    ],
)
def test_services(name: str, image: str | None, key: str | None) -> None:
    tool = catalogue.tool_of_service(name, image)
    assert (tool.key if tool else None) == key


def test_ports_hardly_used_by_anything_else_stand_apart() -> None:
    assert catalogue.tool_of_port(5938) == catalogue.tool_named("TeamViewer")
    assert catalogue.tool_of_port(443) is None
    assert catalogue.tool_of_port(443, certain=False) is None
    assert catalogue.tool_of_port(8041) is None
    assert catalogue.tool_of_port(8041, certain=False) == catalogue.tool_named("screenconnect")
    assert catalogue.tool_of_port(None) is None


def test_further_traces() -> None:
    anydesk = catalogue.tool_named("anydesk")
    assert catalogue.tool_of_user_agent("AnyDesk/7.0.14") == anydesk
    assert catalogue.tool_of_user_agent("Mozilla/5.0 anydesk") is None
    assert catalogue.tool_of_application("AnyDesk") == anydesk
    assert catalogue.tool_of_product("AnyDesk MSI") == anydesk
    rule = r"UDP Query User{0B1C}C:\users\tanaka\downloads\anydesk.exe"
    assert catalogue.tool_of_firewall_rule(rule, None) == anydesk
    assert catalogue.tool_of_firewall_rule("Core Networking", r"C:\Windows\svchost.exe") is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("エニーデスクというソフトを入れるように言われた", "anydesk"),
        ("AnyDeskを入れた", "anydesk"),
        ("LogMeIn Rescueの画面", "logmein-rescue"),
        ("画面に Supremo と出た", "supremo"),
        ("何かのソフト", None),
        ("materatic", None),
    ],
)
def test_words_of_people(text: str, key: str | None) -> None:
    tool = catalogue.tool_of_text(text)
    assert (tool.key if tool else None) == key
