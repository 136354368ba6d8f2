"""The plan is data: what must hold of every step of it."""

from __future__ import annotations

import re

import pytest

from sekisho.collect.steps import ADMIN, Step, steps
from sekisho.text import LANGUAGES, say

NOT_IN_5_1 = re.compile(
    r"\?\?|\?\.|&&|\|\||-Parallel|Get-Error|Test-Json|-AsHashtable|\bclean\s*\{"
)
"""Syntax and parameters of PowerShell 6 and 7."""
NETWORK = re.compile(
    r"Invoke-WebRequest|Invoke-RestMethod|WebClient|Start-BitsTransfer|Test-NetConnection|curl|"
    r"Resolve-DnsName|ping\.exe|tracert|nslookup|Update-Mp|Send-",
    re.IGNORECASE,
)
WRITES = re.compile(
    r"Set-ItemProperty|New-ItemProperty|Out-File|Set-Content|Add-Content|Clear-|Stop-|Restart-|"
    r"reg\.exe' @\('(add|delete|import)|wevtutil\.exe' @\('(cl|sl)|Remove-Mp|Set-Mp|Start-Mp|>\s",
    re.IGNORECASE,
)


def test_what_is_gone_soonest_comes_first() -> None:
    ranks = [one.rank for one in steps()]
    assert ranks == sorted(ranks)
    assert set(ranks) == {1, 2, 3, 4}
    assert [one.id for one in steps()][:2] == ["connections", "processes"]


def test_ids_are_unique_and_said_in_both_languages() -> None:
    ids = [one.id for one in steps()]
    assert len(ids) == len(set(ids)) > 20
    for language in LANGUAGES:
        for name in ids:
            assert say(f"collect.step.{name}", language)
            assert say(f"collect.why.{name}", language)


@pytest.mark.parametrize("step", steps(), ids=lambda one: one.id)
def test_a_step_uses_built_in_means_and_changes_nothing(step: Step) -> None:
    assert step.admin in ADMIN
    assert 0 < step.minutes <= 30
    assert not NOT_IN_5_1.search(step.run)
    assert not NETWORK.search(step.run)
    assert not WRITES.search(step.run)


@pytest.mark.parametrize("step", steps(), ids=lambda one: one.id)
def test_a_step_writes_what_it_declares_below_the_collection(step: Step) -> None:
    copies = {"files", "events", "registry"} & set(step.outputs)
    for name in set(step.outputs) - copies:
        assert not name.startswith(("/", "\\"))
        assert ":" not in name
        parts = name.replace("-C.", "-$letter.").replace("-C-", "-$letter-").split("/")
        assert "\\".join(parts) in step.run, name
    if copies:
        assert re.search(r"Copy-|Save-Export", step.run)
    for written in re.findall(r"(?:Open-List|Save-Output|Write-Listing) ['\"]([^'\"]+)", step.run):
        plain = written.replace("\\", "/").replace("$letter", "C")
        assert plain in step.outputs, written


def test_passwords_are_not_taken() -> None:
    runs = "\n".join(one.run for one in steps())
    assert not re.search(r"\bSAM\b|\bSECURITY\b|Login Data|key4\.db|logins\.json|Cookies", runs)
