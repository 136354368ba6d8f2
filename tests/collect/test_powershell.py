"""The script for Windows, as two independent grammars and, where one is installed, PowerShell's
own parser read it. Nobody runs it here."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tree_sitter
import tree_sitter_powershell
import tree_sitter_pwsh
from hypothesis import given
from hypothesis import strategies as st

from sekisho.collect.powershell import quoted, script
from sekisho.collect.steps import steps
from sekisho.collect.toolplaces import ToolPlace, tool_places
from sekisho.detect.catalogue import tools
from sekisho.text import LANGUAGES

GRAMMARS = {"powershell": tree_sitter_powershell, "pwsh": tree_sitter_pwsh}
HOSTILE = (
    ToolPlace("it's 100% & $(Remove-Item)", "%APPDATA%\\表示ソ能\\a`b\\‘quoted’ “x” !;@{}.log"),
    ToolPlace("長い", "%APPDATA%\\" + "とても長い名前\\" * 40 + "x.log"),
)
_BROUGHT = (
    "Get-AppxPackage Get-ChildItem Get-CimInstance Get-Content",
    "Get-DnsClientCache Get-Item Get-ItemProperty Get-LocalUser Get-MpComputerStatus",
    "Get-MpPreference Get-MpThreatDetection Get-NetNeighbor Get-NetTCPConnection",
    "Get-NetUDPEndpoint Get-PnpDevice Get-PnpDeviceProperty Get-Process Get-ScheduledTask",
    "Get-ScheduledTaskInfo Get-SmbOpenFile Get-SmbSession Get-SmbShare Get-WinEvent",
    "Invoke-CimMethod ConvertTo-Json ConvertFrom-Json Join-Path Split-Path Test-Path New-Object",
    "Read-Host Remove-Item Sort-Object Where-Object ForEach-Object Start-Process",
    "Start-Sleep Write-Host",
)
CMDLETS = frozenset(name for line in _BROUGHT for name in line.split())
"""What Windows PowerShell 5.1 brings, and no more of it than the script needs."""


def code(language: Any = "ja", places: Any = None) -> bytes:
    known = tool_places({tool.name: tool.logs for tool in tools()}) if places is None else places
    return script(language, known, "0.1.0")


def parse(text: bytes, grammar: str = "powershell") -> tree_sitter.Node:
    language = tree_sitter.Language(GRAMMARS[grammar].language())
    return tree_sitter.Parser(language).parse(text).root_node


def nodes(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    yield node
    for child in node.children:
        yield from nodes(child)


def plain(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


@pytest.mark.parametrize("grammar", GRAMMARS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_grammar_reads_it_without_an_error(grammar: str, language: str) -> None:
    assert not parse(plain(code(language)), grammar).has_error


@pytest.mark.parametrize("grammar", GRAMMARS)
def test_no_name_breaks_out_of_its_quotes(grammar: str) -> None:
    text = plain(code(places=HOSTILE))
    assert not parse(text, grammar).has_error
    assert b"Remove-Item)" in text
    commands = [one.text for one in nodes(parse(text)) if one.type == "command_name"]
    assert commands == [
        one.text for one in nodes(parse(plain(code(places=())))) if one.type == "command_name"
    ]


def test_the_grammars_do_find_errors() -> None:
    for grammar in GRAMMARS:
        assert parse(b"function f { foreach ($a in $b { }", grammar).has_error


def test_windows_powershell_reads_it_as_utf8_with_its_line_ends() -> None:
    data = code()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 500
    assert data == code()


def test_only_functions_of_its_own_and_cmdlets_of_5_1_are_called() -> None:
    root = parse(plain(code()))
    defined = {
        name.text.decode()
        for one in nodes(root)
        if one.type == "function_statement"
        for name in one.children
        if name.type == "function_name" and name.text
    }
    called = {one.text.decode() for one in nodes(root) if one.type == "command_name" and one.text}
    assert called <= defined | CMDLETS
    assert defined - called - {"Get-Digits"} == set()
    assert {"Copy-Snapshot", "Write-Listing", "Read-ReferenceClock"} <= defined


def test_every_variable_is_given_a_value_somewhere() -> None:
    text = plain(code()).decode()
    without_comments = re.sub(r"(?m)^\s*#.*$", "", text)
    used = {name.lower() for name in re.findall(r"\$(?:script:)?([A-Za-z]\w*)", without_comments)}
    given_ = {name.lower() for name in re.findall(r"\$(?:script:)?(\w+)\s*(?:\+|-)?=(?!=)", text)}
    given_ |= {name.lower() for name in re.findall(r"foreach \(\$(\w+) in", text)}
    given_ |= {name.lower() for name in re.findall(r"(?:\]|\(|, )\$(\w+)(?=[,)])", text)}
    automatic = {
        "_", "null", "true", "false", "env", "pscommandpath", "psscriptroot", "psversiontable",
        "executioncontext", "failures", "copied", "stepid", "asked", "here",
    }  # fmt: skip
    # '$1$1' stands in replacements, $letter and $name in paths
    assert used - given_ - automatic == set()


def test_the_libraries_keep_to_the_syntax_of_5_1() -> None:
    text = re.sub(r"(?m)'[^'\n]*'|#.*$", "", plain(code()).decode())
    assert not re.search(r"\?\?|\?\.[A-Za-z]|&&|\|\||-Parallel|-AsHashtable", text)


def test_every_step_stands_in_it_in_order() -> None:
    found = re.findall(r"(?m)^        Id = '(\w+)'; Rank", plain(code()).decode())
    assert found == [one.id for one in steps()]


@given(st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"]), max_size=60))
def test_a_literal_says_what_was_put_in(text: str) -> None:
    literal = quoted(text)
    body = literal[1:-1]
    for quote in "'‘’‚‛":
        assert len(re.findall(f"{quote}+", body)) == len(re.findall(f"{quote}+", text))
        assert body.count(quote) == 2 * text.count(quote)
    assert re.sub("(['‘’‚‛])\\1", r"\1", body) == text


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\0b"])
def test_a_literal_of_several_lines_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="several lines"):
        quoted(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_powershells_own_parser_reads_it_without_an_error(language: str, tmp_path: Path) -> None:
    shell = shutil.which("pwsh") or shutil.which("powershell")
    if shell is None:
        pytest.skip("needs PowerShell")
    path = tmp_path / "collect.ps1"
    path.write_bytes(code(language))
    asked = (
        "$errors = $null; [void][Management.Automation.Language.Parser]::ParseFile("
        f"'{path}', [ref]$null, [ref]$errors); $errors | ForEach-Object {{ $_.Message }}; "
        "exit $errors.Count"
    )
    done = subprocess.run(
        [shell, "-NoProfile", "-Command", asked], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")
