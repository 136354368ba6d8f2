"""The engines and lists that a rulebook names, or what the person at the keyboard is told
instead."""

from __future__ import annotations

from sekisho.cli.exits import BadInputError
from sekisho.cli.voice import Voice
from sekisho.gates.mail.engines import engines
from sekisho.gates.mail.engines.yara import NoYaraError, YaraRulesError
from sekisho.gates.mail.links.judged import Sites, SitesError, sites
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


def asked_sites(rulebook: Rulebook, voice: Voice) -> Sites:
    """What links are held against; says what of it is missing or cannot be used. Raises
    BadInputError for a file that cannot be read."""
    try:
        found = sites(rulebook)
    except SitesError as error:
        raise BadInputError("cli.mail.bad_sites", path=str(error.path), why=error.why) from None
    if found.lists_missing:
        voice.say("cli.mail.sites_missing", names=", ".join(found.lists_missing))
    if found.unusable:
        voice.say("cli.mail.sites_unusable", count=found.unusable)
    return found
