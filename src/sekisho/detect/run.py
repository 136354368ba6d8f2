"""Rules over events: load, plan, match, correlate."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
from sigma.rule import SigmaRule

from sekisho.detect.catalogue.placeholders import catalogue_placeholders
from sekisho.detect.findings import Detection, Finding, in_order
from sekisho.detect.sigma.correlate import Correlation, correlated, correlation
from sekisho.detect.sigma.load import Loaded, RuleSet, load
from sekisho.detect.sigma.match import Match, matches
from sekisho.detect.sigma.plan import Plan, plan
from sekisho.detect.sigma.reasons import REFERENCE, NotApplicableError, Skipped

OWN_RULES = Path(__file__).parent / "rules"
"""The folder of this house's own rules."""


def detect(
    connection: duckdb.DuckDBPyConnection,
    rules: Sequence[Path],
    placeholders: Mapping[str, Sequence[str]] | None = None,
) -> Detection:
    """What the rules of these files and folders find among the events.

    ``connection``: one view per kind of event (``sekisho.ledger.tables``). ``placeholders``:
    values for ``%name%`` in rules that use ``expand``, beside those that the catalogue of
    remote-control tools gives. A rule that cannot be applied is counted
    with its reason; it never stops the others. The same events and rules give the same findings
    in the same order.
    """
    return detect_loaded(connection, load(rules), placeholders)


def detect_loaded(
    connection: duckdb.DuckDBPyConnection,
    rules: RuleSet,
    placeholders: Mapping[str, Sequence[str]] | None = None,
) -> Detection:
    """As ``detect``, for rules that are loaded already."""
    plain = [each for each in rules.rules if isinstance(each.rule, SigmaRule)]
    skipped = list(rules.skipped)
    correlations = _correlations(rules.rules, skipped)
    wanted = _wanted(correlations)
    values = {**catalogue_placeholders(), **(placeholders or {})}
    planned = plan(
        plain, _known(connection), values, lambda rule_id: wanted.get(rule_id, frozenset())
    )
    skipped += planned.skipped
    applied = _applied(correlations, planned, skipped)
    kept = {rule_id for each in applied for rule_id in each.rules}
    silent = kept - {rule_id for each in applied if each.generate for rule_id in each.rules}
    findings: list[Finding] = []
    by_rule: dict[str, list[Match]] = {rule_id: [] for rule_id in kept}
    for match in matches(connection, planned.scans):
        loaded = planned.rules[match.rule]
        if loaded.rule_id in by_rule:
            by_rule[loaded.rule_id].append(match)
        if loaded.rule_id not in silent:
            findings.append(_finding(loaded, match))
    for each in applied:
        findings += [_finding(each.loaded, match) for match in correlated(each, by_rule)]
    return Detection(
        findings=in_order(findings),
        loaded=len(rules.rules),
        applied=len(planned.rules) + len(applied),
        skipped=tuple(skipped),
        rules_sha256=rules.sha256,
    )


def _finding(loaded: Loaded, match: Match) -> Finding:
    return Finding(
        rule_id=loaded.rule_id,
        title=loaded.rule.title,
        level=loaded.level,
        time=match.time,
        host=match.host,
        evidence=match.evidence,
        position=match.position,
        unit=match.unit,
        tags=loaded.tags,
        rule_file=loaded.file,
    )


def _known(connection: duckdb.DuckDBPyConnection) -> Callable[[str], Collection[str]]:
    """The names in a view's map ``fields``, asked once a view and only when a rule needs them."""
    names: dict[str, frozenset[str]] = {}

    def known(view: str) -> Collection[str]:
        if view not in names:
            rows = connection.execute(
                f"SELECT DISTINCT unnest(map_keys(fields)) FROM {view}"
            ).fetchall()
            names[view] = frozenset(name for (name,) in rows)
        return names[view]

    return known


def _correlations(rules: Iterable[Loaded], skipped: list[Skipped]) -> list[Correlation]:
    everything = tuple(rules)
    found: list[Correlation] = []
    for each in everything:
        if isinstance(each.rule, SigmaRule):
            continue
        try:
            found.append(correlation(each, everything))
        except NotApplicableError as error:
            skipped.append(Skipped(each.file, each.rule_id, error.code, error.values))
    return found


def _wanted(correlations: Iterable[Correlation]) -> Mapping[str, frozenset[str]]:
    wanted: dict[str, frozenset[str]] = {}
    for each in correlations:
        for rule_id in each.rules:
            wanted[rule_id] = wanted.get(rule_id, frozenset()) | each.fields
    return wanted


def _applied(
    correlations: Iterable[Correlation], planned: Plan, skipped: list[Skipped]
) -> list[Correlation]:
    """The correlations all of whose rules are asked."""
    asked = {loaded.rule_id for loaded in planned.rules}
    applied: list[Correlation] = []
    for each in correlations:
        missing = [rule_id for rule_id in each.rules if rule_id not in asked]
        if missing:
            values = {"reference": ", ".join(missing)}
            skipped.append(Skipped(each.loaded.file, each.loaded.rule_id, REFERENCE, values))
        else:
            applied.append(each)
    return applied
