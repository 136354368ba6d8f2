"""The mail gate's rules in words: all that does not pass, the strictest first."""

from __future__ import annotations

from pathlib import Path

from sekisho.gates.mail.rules import rules
from sekisho.gates.mail.verdict import USUAL
from sekisho.rulebook import load
from sekisho.text import LANGUAGES, say
from tests.gates.line import loaded


def test_every_rule_has_words_in_both_languages() -> None:
    found = rules(load(None))
    assert {one.code for one in found} <= USUAL.keys()
    assert len(found) >= len(USUAL) - 1  # what leaves may be allowed
    assert all(say(one.text, language) for one in found for language in LANGUAGES)
    codes = [one.code for one in found]
    assert codes.index("mail.clamav") < codes.index("mail.program") < codes.index("mail.macro")


def test_what_the_rulebook_lets_pass_is_no_rule(tmp_path: Path) -> None:
    mail = {"rules": [{"rule": "mail.program", "verdict": "accept"}]}
    found = rules(loaded({"version": 1, "mail": mail}, tmp_path))
    assert "mail.program" not in {one.code for one in found}
