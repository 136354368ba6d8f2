"""A gate's rules and a finding's title in one language, for terminal and page alike."""

from __future__ import annotations

from sekisho.gates.contract import Rule
from sekisho.gates.registry import gate_named
from sekisho.rulebook import Rulebook
from sekisho.text import Language, say


def meaning(gate: str, code: str, rulebook: Rulebook, language: Language) -> str:
    """What the rule of a code says; ``""`` where the gate cannot say it in words."""
    known = gate_named(gate)
    rules = known.rules(rulebook) if known and known.rules else ()
    fitting = [one for one in rules if code == one.code or code.startswith(f"{one.code}.")]
    if not fitting:
        return ""
    longest = max(len(one.code) for one in fitting)
    nearest = [one for one in fitting if len(one.code) == longest]
    # several rules of one code: which of them refused is not recorded
    return _said(nearest[0], language) if len(nearest) == 1 else say(f"gates.rule.{code}", language)


def title_in(title: str, language: Language) -> str:
    """A title of the house's own rules says it in both languages; others as they are."""
    ja, slash, en = title.partition(" / ")
    return (en if language == "en" else ja) if slash else title


def _said(rule: Rule, language: Language) -> str:
    return say(rule.text, language, **dict(rule.values))
