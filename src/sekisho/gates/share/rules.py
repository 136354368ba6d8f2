"""The terms of every share in words."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.gates.contract import Rule
from sekisho.gates.share.access import Rule as Refusal
from sekisho.gates.share.access import Shares, Terms
from sekisho.rulebook import Rulebook


def rules(rulebook: Rulebook) -> tuple[Rule, ...]:
    """Share by share: from where, whom, reading or writing, and that nobody stays unnamed."""
    return tuple(rule for terms in Shares(rulebook).terms for rule in _of_share(terms))


def _of_share(terms: Terms) -> Iterator[Rule]:
    if terms.networks is not None:
        networks = ", ".join(map(str, terms.networks))
        yield _rule(terms, "address", "gates.rule.share.address", networks=networks)
    yield _rule(terms, "anonymous", "gates.rule.share.anonymous")
    if terms.share.departments:
        used = [name for name, person in terms.accounts if terms.is_used_by(person)]
        departments = "、".join((*terms.share.departments, *terms.share.read_only))
        accounts = ", ".join(used)
        values = {"departments": departments, "accounts": accounts}
        yield _rule(terms, "person", "gates.rule.share.person", **values)
    reading = [name for name, person in terms.accounts if terms.is_read_by(person)]
    if reading:
        accounts = ", ".join(reading)
        yield _rule(terms, "read_only", "gates.rule.share.read_only", accounts=accounts)
    if terms.share.personal:
        yield _rule(terms, "allowed", "gates.rule.share.encrypted")


def _rule(terms: Terms, rule: Refusal, text: str, **values: str) -> Rule:
    said = {"share": terms.share.name, "server": terms.server, **values}
    return Rule(terms.judged(rule).code, text, tuple(said.items()))
