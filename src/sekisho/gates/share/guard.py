"""Whom the share gate would lock out who must never be."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.form.values import Address
from sekisho.gates.contract import Lockout
from sekisho.gates.share.access import Access, Shares, Terms
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook


def guard(rulebook: Rulebook, stages: Stages) -> tuple[Lockout, ...]:
    """Never-refused people and addresses that a share would refuse, and shares that nobody at
    all could use."""
    shares = Shares(rulebook)
    found: list[Lockout] = []
    for terms in shares.terms:
        found += _people(shares, stages, terms)
        found += _addresses(shares, stages, terms)
        if _is_closed(terms) and stages.of(asset=terms.server) == "enforce":
            found.append(_lockout("share_nobody", terms))
    return tuple(found)


def _people(shares: Shares, stages: Stages, terms: Terms) -> Iterator[Lockout]:
    for name in shares.rulebook.never_refused.people:
        person = shares.rulebook.person(name)
        account = next(iter(person.accounts), person.name) if person else name
        inside = next((one.network_address for one in terms.networks or ()), None)
        refused = shares.refused(stages, _access(terms, account, inside))
        if refused and refused.rule == "person":
            yield _lockout("share_person", terms, name=person.name if person else name)


def _addresses(shares: Shares, stages: Stages, terms: Terms) -> Iterator[Lockout]:
    never = shares.rulebook.never_refused
    assets = [shares.rulebook.asset(name) for name in never.assets]
    named = [(str(one), one) for one in never.addresses]
    named += [(asset.name, one) for asset in assets if asset for one in asset.addresses]
    for name, address in named:
        refused = shares.refused(stages, _access(terms, "*", address))
        if refused and refused.rule == "address":
            yield _lockout("share_address", terms, name=name, address=str(address))


def _access(terms: Terms, account: str, address: Address | None) -> Access:
    return Access(terms.server, terms.share.name, account, address)


def _is_closed(terms: Terms) -> bool:
    used = any(terms.is_used_by(person) for _account, person in terms.accounts)
    return bool(terms.share.departments) and not used


def _lockout(code: str, terms: Terms, **values: str) -> Lockout:
    said = {"server": terms.server, "share": terms.share.name, **values}
    return Lockout(f"gates.lockout.{code}", tuple(said.items()))
