"""The web gate as a whole: whom it would lock out, what it reads as one host and one file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.gates.contract import NotBuildableError
from sekisho.gates.stages import Stages
from sekisho.gates.web.gate import GATE
from sekisho.gates.web.request import extension_of, host_of, plain_path, suffixes
from sekisho.gates.web.scam import scam
from sekisho.gates.web.squid.configuration import configuration
from tests.gates.web import RULES, loaded


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Example.COM.", "example.com"),
        ("[2001:DB8::1]", "2001:db8::1"),
        ("192.0.2.1", "192.0.2.1"),
        ("%65xample.com", "example.com"),
        ("日本語.example", "xn--wgv71a119e.example"),
        ("localhost", "localhost"),
        ("a..b", None), ("", None), ("-", None), ("a b", None), ("a" * 254, None),
        ("x:y", None), ("%ff.example", None), ("a/b", None),
    ],
)  # fmt: skip
def test_hosts_in_one_form(text: str, host: str | None) -> None:
    assert host_of(text) == host


@given(text=st.text(max_size=60))
def test_a_host_is_stable(text: str) -> None:
    host = host_of(text)
    if host is not None:
        assert host_of(host) == host
        assert suffixes(host)[0] == host
        assert " " not in host


@pytest.mark.parametrize(
    ("path", "ending"),
    [
        ("/a.exe", ".exe"), ("/a.EXE?x=.zip", ".exe"), ("/a%2eexe", ".exe"), ("/a.exe;v=1", ".exe"),
        ("/a.exe.", ".exe"), ("/a.exe/", ""), ("/a", ""), ("", ""), ("/?f=a.exe", ""),
        ("/a.tar.gz#x", ".gz"),
    ],
)  # fmt: skip
def test_endings_of_files(path: str, ending: str) -> None:
    assert extension_of(plain_path(path)) == ending


def test_the_signs_of_played_warnings_are_those_of_the_detection_rule() -> None:
    assert scam().fits("x1.web.core.windows.net", "/werrx01/")
    assert not scam().fits("www.microsoft.com", "/windows-defender")


@pytest.mark.parametrize(
    ("never", "stage", "codes"),
    [
        ({"people": ["関 太郎"]}, "enforce", []),
        ({"people": ["無名 三郎"]}, "enforce", ["gates.lockout.web_person"]),
        ({"people": ["無名 三郎"]}, "warn", []),
        ({"assets": ["PC-1"]}, "enforce", []),
        ({"assets": ["PC-X"]}, "enforce", ["gates.lockout.web_asset"]),
        ({"assets": ["PC-X"]}, "observe", []),
    ],
)
def test_whom_it_would_lock_out(
    never: dict[str, list[str]], stage: str, codes: list[str], tmp_path: Path
) -> None:
    content = {
        **RULES,
        "people": [*RULES["people"], {"name": "無名 三郎"}],
        "assets": [*RULES["assets"], {"name": "PC-X"}],
        "never_refused": never,
    }
    found = GATE.guard(loaded(content, tmp_path), Stages(stage))  # type: ignore[arg-type]
    assert [one.code for one in found] == codes


@pytest.mark.parametrize("place", ["relative", "/a b", '/a"b', "/a#b"])
def test_a_path_that_no_setting_can_carry(place: str, tmp_path: Path) -> None:
    rulebook = loaded({**RULES, "web": {**RULES["web"], "proxy": {"python": place}}}, tmp_path)
    with pytest.raises(NotBuildableError):
        configuration(rulebook, Stages("enforce"))


def test_every_file_of_the_proxy_has_a_place(tmp_path: Path) -> None:
    squid = GATE.targets[0]
    names = [file.name for file in squid.build(loaded(RULES, tmp_path), Stages())]
    assert squid.placement is not None
    assert list(squid.placement.places(names)) == names
