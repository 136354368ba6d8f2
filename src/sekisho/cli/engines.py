"""The engines that a rulebook names, or what the person at the keyboard is told instead."""

from __future__ import annotations

from sekisho.cli.exits import BadInputError
from sekisho.gates.mail.engines import engines
from sekisho.gates.mail.engines.yara import NoYaraError, YaraRulesError
from sekisho.gates.mail.signs import Engine
from sekisho.rulebook import Rulebook


def asked_engines(rulebook: Rulebook) -> tuple[Engine, ...]:
    """Raises BadInputError for rules that cannot be compiled."""
    try:
        return engines(rulebook)
    except NoYaraError:
        raise BadInputError("cli.mail.no_yara") from None
    except YaraRulesError as error:
        raise BadInputError("cli.mail.bad_rules", path=str(error.path), why=error.why) from None
