"""What the mail gate looks for, in words, the strictest first. ``sekisho mail rules`` adds what is
done with each."""

from __future__ import annotations

from sekisho.gates.contract import Rule
from sekisho.gates.mail.verdict import ACCEPT, USUAL, VERDICTS, asked_of
from sekisho.rulebook import Rulebook


def rules(rulebook: Rulebook) -> tuple[Rule, ...]:
    """Every rule that the rulebook does not let pass. One that the gate does not know has no
    words: ``build`` names it."""
    asked = {code: verdict for code, verdict in asked_of(rulebook).items() if code in USUAL}
    stopping = [code for code, verdict in asked.items() if verdict != ACCEPT]
    stopping.sort(key=lambda code: (-VERDICTS.index(asked[code]), code))
    return tuple(Rule(code, f"gates.{code}") for code in stopping)
