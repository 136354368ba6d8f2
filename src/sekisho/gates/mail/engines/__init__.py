"""Engines with signatures of others that the gate asks where the rulebook names them."""

from __future__ import annotations

from sekisho.gates.mail.engines.clamd import Clamd
from sekisho.gates.mail.engines.yara import Yara
from sekisho.gates.mail.signs import Engine
from sekisho.rulebook import Rulebook


def engines(rulebook: Rulebook) -> tuple[Engine, ...]:
    """Those that the rulebook names. Raises NoYaraError, YaraRulesError."""
    clamav, yara = rulebook.mail.clamav, rulebook.mail.yara
    found: list[Engine] = []
    if clamav is not None:
        found.append(Clamd(clamav.socket, clamav.seconds, clamav.largest))
    if yara is not None:
        found.append(Yara.compiled(yara.rules, yara.seconds, yara.largest))
    return tuple(found)
