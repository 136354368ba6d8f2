"""From copies, runs and records to the account of each campaign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from sekisho.case.account.campaigns import Campaign, campaigns
from sekisho.case.account.computers import contacted, found_and_removed, seen_files
from sekisho.case.account.disagreements import disagreements
from sekisho.case.account.facts import Happening, Opening, Outbreak
from sekisho.case.account.later import Later
from sekisho.case.account.mailboxes import mailboxes
from sekisho.case.account.networks import networks
from sekisho.case.account.refused import refused
from sekisho.case.account.shown import BEFORE, Known, least, span, telling
from sekisho.case.clocks import Clocks
from sekisho.case.facts import Counted, Coverage
from sekisho.case.hosts import Names, host_key
from sekisho.case.known import DESKS
from sekisho.case.mailing import Copy
from sekisho.case.outbreak import Mailed
from sekisho.case.reasons import Count, Reason, Reference
from sekisho.detect.av.definitions import Definitions
from sekisho.rulebook import Rulebook


@dataclass(frozen=True)
class Ground:
    """What an account rests on beside the tables. ``personal``: persons by evidence name;
    ``same``: evidence of the same bytes as another that was read, by name; ``later``: what lists
    that arrived later add."""

    clocks: Clocks
    names: Names
    coverage: Coverage
    personal: Mapping[str, Counted]
    rulebook: Rulebook | None
    same: Mapping[str, str]
    later: Later


def accounts(
    connection: duckdb.DuckDBPyConnection,
    copies: Sequence[Copy],
    mailed: Mailed,
    ground: Ground,
) -> tuple[Outbreak, ...]:
    """The account of each campaign, in order of their first copy. Needs ``case_address``."""
    found = campaigns(copies, mailed.runs)
    if not found:
        return ()
    definitions = Definitions(connection)
    return tuple(_account(connection, one, mailed, ground, definitions) for one in found)


def _account(
    connection: duckdb.DuckDBPyConnection,
    campaign: Campaign,
    mailed: Mailed,
    ground: Ground,
    definitions: Definitions,
) -> Outbreak:
    copies = campaign.copies
    moments = [one.time for one in copies if one.time is not None]
    days = span([*moments, *(run.time for run in campaign.runs)])
    began = days[0] + BEFORE
    state = Counter(one.state for one in copies)
    doubtful = refused(connection, moments)
    turned_away = Count(state["refused"], state["refused"] + len(doubtful))
    taken = state["blocked"] + state["delivered"] + state["unsettled"]
    clocks, names = ground.clocks, ground.names
    opened = _opened(connection, campaign, ground, definitions)
    executed = _executed(opened)
    sites = mailed.sites if executed else ()
    called = _called(connection, sites, began, ground)
    detected, cleaned, left = found_and_removed(connection, campaign.runs, began, clocks, names)
    dirty = _not_cleaned(executed, detected, cleaned, left)
    unknown = _not_known(ground, telling(connection, days), opened)
    met = {
        "opened": [one.host for one in opened],
        "executed": [one.host for one in executed],
        "contacted": [one.host for one in called],
        "detected": [one.host for one in detected],
        "cleaned": [one.host for one in cleaned],
    }
    delivered = [one for one in copies if one.state == "delivered"]
    return Outbreak(
        subjects=tuple(sorted({one.subject for one in copies if one.subject})),
        attachments=campaign.attachments,
        hashes=tuple(sorted({one.sha256 for one in copies if one.sha256})),
        first=min(moments, default=None),
        last=max(moments, default=None),
        messages=len({one.id or one.evidence for one in copies}),
        received=Count(turned_away.low + taken, turned_away.high + taken),
        refused=turned_away,
        blocked=state["blocked"],
        delivered=state["delivered"],
        unsettled=state["unsettled"],
        mailboxes=mailboxes(connection, delivered, ground.personal, ground.rulebook, ground.same),
        opened=opened,
        executed=executed,
        contacted=called,
        detected=detected,
        cleaned=cleaned,
        not_cleaned=dirty,
        not_known=unknown,
        networks=networks(ground.rulebook, met, unknown),
        disagreements=tuple(disagreements(campaign, met["opened"], called, detected, cleaned)),
        reasons=(
            *ground.later.named(one.evidence.evidence for one in copies),
            *_reasons(campaign, len(doubtful)),
        ),
        records=_records(copies, doubtful),
        least=least(
            connection,
            days,
            Known(
                stored=any(one.attachment for one in copies),
                listed=any(one.listed for one in copies),
                sites=mailed.sites,
                doubtful=mailed.doubtful > 0,
            ),
        ),
    )


def _called(
    connection: duckdb.DuckDBPyConnection, sites: Sequence[str], since: datetime, ground: Ground
) -> tuple[Happening, ...]:
    """A proxy calls for others: what a router sees of it is no call of its own."""
    assets = ground.rulebook.assets if ground.rulebook else ()
    proxies = {host_key(one.name) for one in assets if one.role == "proxy"}
    found = contacted(connection, sites, since, ground.clocks, ground.names)
    told = [one for one in ground.later.calls if one.time >= since - BEFORE]
    first: dict[str, Happening] = {}
    for one in sorted((*found, *told), key=lambda one: (one.time, one.host)):
        first.setdefault(host_key(one.host) or "", one)
    return tuple(one for key, one in first.items() if key not in proxies)


def _opened(
    connection: duckdb.DuckDBPyConnection,
    campaign: Campaign,
    ground: Ground,
    definitions: Definitions,
) -> tuple[Opening, ...]:
    """One opening a computer: that it ran goes before that it was only stopped or saved."""
    found: dict[str, Opening] = {}
    runs = sorted(campaign.runs, key=lambda run: (run.named, run.time))
    names = ground.names
    for run in runs:
        host = names.show(run.host) or run.host
        one = Happening(host, run.user, run.time, run.attachment, (run.evidence,))
        found.setdefault(run.host, _opening(one, ground, definitions, executed=not run.named))
    for one in seen_files(connection, campaign.attachments, ground.clocks, names):
        key = host_key(one.host) or ""
        found.setdefault(key, _opening(one, ground, definitions, executed=False))
    return tuple(sorted(found.values(), key=lambda one: (one.time, one.host)))


def _opening(
    one: Happening, ground: Ground, definitions: Definitions, *, executed: bool
) -> Opening:
    # definitions and openings are told by the same computer's clock
    offset = timedelta(seconds=ground.clocks.of(None, one.host).offset_s)
    force = definitions.at(one.host, one.time + offset)
    return Opening(
        host=one.host,
        user=one.user,
        time=one.time,
        value=one.value,
        executed=executed,
        definition=force.version if force else None,
        definition_age_s=(one.time + offset - force.since).total_seconds() if force else None,
        evidence=one.evidence,
    )


def _executed(opened: Sequence[Opening]) -> tuple[Happening, ...]:
    return tuple(
        Happening(one.host, one.user, one.time, one.value, one.evidence)
        for one in opened
        if one.executed
    )


def _not_cleaned(
    executed: Sequence[Happening],
    detected: Sequence[Happening],
    cleaned: Sequence[Happening],
    left: frozenset[str],
) -> tuple[str, ...]:
    """Computers that had it and of which no record says that it was removed there."""
    had = {one.host for one in (*executed, *detected)}
    done = {one.host for one in cleaned if host_key(one.host) not in left}
    return tuple(sorted(had - done))


def _not_known(
    ground: Ground, telling: AbstractSet[str], opened: Sequence[Opening]
) -> tuple[str, ...]:
    """Computers of which no record would show an opening, and which nothing else shows to have
    opened it: those that send nothing, and those of the register whose records do not reach the
    days."""
    met = {host_key(one.host) for one in opened}
    found = {one.host for one in ground.coverage.silent_hosts}
    assets = ground.rulebook.assets if ground.rulebook else ()
    found |= {one.name for one in assets if one.role in DESKS and host_key(one.name) not in telling}
    return tuple(sorted(host for host in found if host_key(host) not in met))


def _records(
    copies: Sequence[Copy], doubtful: Sequence[Reference]
) -> dict[str, tuple[Reference, ...]]:
    """Where each copy is on record; refusals that may have been such a mail among the refused."""
    found = {
        state: tuple(one.evidence for one in copies if one.state == state)
        for state in ("refused", "blocked", "delivered", "unsettled")
    }
    return {**found, "refused": (*found["refused"], *doubtful)}


def _reasons(campaign: Campaign, doubtful: int) -> Iterator[Reason]:
    """On what the numbers rest, and what they cannot show."""
    by_log = sum(one.attachment is None for one in campaign.copies)
    if by_log:
        yield Reason("outbreak.by_log", {"count": str(by_log)})
    for name in ("returned", "listed"):
        count = sum(getattr(one, name) for one in campaign.copies)
        if count:
            yield Reason(f"outbreak.{name}", {"count": str(count)})
    if doubtful:
        yield Reason("outbreak.refused_doubtful", {"count": str(doubtful)})
    if not any(one.state != "delivered" or one.attachment is None for one in campaign.copies):
        yield Reason("outbreak.no_mail_log")
    yield Reason("outbreak.reading_not_recorded")
