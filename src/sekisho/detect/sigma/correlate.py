"""Correlation rules of the simple kinds: counts and sequences within a span of time.

Specification: https://sigmahq.io/docs/meta/correlations.html. Applied are ``event_count``,
``value_count``, ``temporal`` and ``temporal_ordered`` over plain rules with a numeric condition;
all else is counted as not applied.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sigma.correlations import (
    SigmaCorrelationCondition,
    SigmaCorrelationConditionOperator,
    SigmaCorrelationRule,
    SigmaCorrelationType,
)

from sekisho.detect.sigma import reasons
from sekisho.detect.sigma.load import Loaded
from sekisho.detect.sigma.match import Match
from sekisho.detect.sigma.reasons import NotApplicableError

SIMPLE = {
    SigmaCorrelationType.EVENT_COUNT,
    SigmaCorrelationType.VALUE_COUNT,
    SigmaCorrelationType.TEMPORAL,
    SigmaCorrelationType.TEMPORAL_ORDERED,
}
COMPARISONS: Mapping[SigmaCorrelationConditionOperator, Callable[[float, float], bool]] = {
    SigmaCorrelationConditionOperator.GT: operator.gt,
    SigmaCorrelationConditionOperator.GTE: operator.ge,
    SigmaCorrelationConditionOperator.EQ: operator.eq,
}
"""How a count may be enough. "Less than" would need to know where to begin to count."""


@dataclass(frozen=True)
class Correlation:
    """A correlation rule over rules by their ids.

    ``span``: how far its events may lie apart; ``group_by``: fields that must be the same;
    ``counted``: the field whose different values are counted, for ``value_count``.
    """

    loaded: Loaded
    kind: SigmaCorrelationType
    rules: tuple[str, ...]
    span: timedelta
    group_by: tuple[str, ...]
    counted: str | None
    enough: Callable[[int], bool]
    generate: bool

    @property
    def fields(self) -> frozenset[str]:
        """The fields whose values it needs of its events."""
        return frozenset((*self.group_by, *((self.counted,) if self.counted else ())))


def correlation(loaded: Loaded, rules: Sequence[Loaded]) -> Correlation:
    """A correlation rule made ready. Raises NotApplicableError for what is not simple."""
    rule = loaded.rule
    if not isinstance(rule, SigmaCorrelationRule):
        raise TypeError("not a correlation rule")
    if rule.type not in SIMPLE:
        raise NotApplicableError(reasons.CORRELATION, why=f"type {rule.type.name.lower()}")
    if len(rule.aliases):
        raise NotApplicableError(reasons.CORRELATION, why="aliases")
    referred = tuple(_referred(str(each.reference), rules) for each in rule.rules or ())
    condition = rule.condition
    if not isinstance(condition, SigmaCorrelationCondition):
        raise NotApplicableError(reasons.CORRELATION, why="extended condition")
    if condition.op not in COMPARISONS:
        raise NotApplicableError(reasons.CORRELATION, why=f"condition {condition.op.name.lower()}")
    return Correlation(
        loaded=loaded,
        kind=rule.type,
        rules=referred,
        span=timedelta(seconds=rule.timespan.seconds),
        group_by=tuple(rule.group_by or ()),
        counted=_counted(rule.type, condition),
        enough=_enough(condition),
        generate=rule.generate,
    )


def _referred(reference: str, rules: Sequence[Loaded]) -> str:
    for each in rules:
        if reference in (each.rule_id, each.rule.name):
            if isinstance(each.rule, SigmaCorrelationRule):
                raise NotApplicableError(reasons.CORRELATION, why="over correlations")
            return each.rule_id
    raise NotApplicableError(reasons.REFERENCE, reference=reference)


def _counted(kind: SigmaCorrelationType, condition: SigmaCorrelationCondition) -> str | None:
    if kind is not SigmaCorrelationType.VALUE_COUNT:
        return None
    if not isinstance(condition.fieldref, str):
        raise NotApplicableError(reasons.CORRELATION, why="value_count over several fields")
    return condition.fieldref


def _enough(condition: SigmaCorrelationCondition) -> Callable[[int], bool]:
    """For temporal correlations the count is that of different rules."""
    compare, bound = COMPARISONS[condition.op], condition.count
    return lambda count: compare(count, bound)


def correlated(found: Correlation, matches: Mapping[str, Sequence[Match]]) -> list[Match]:
    """The last event of every span that fits, one for spans that overlap.

    ``matches``: by rule id. Events without a time cannot be correlated.
    """
    groups: dict[tuple[str | None, ...], list[tuple[datetime, str, Match]]] = {}
    for rule_id in found.rules:
        for match in matches.get(rule_id, ()):
            if match.time is not None:
                key = tuple(match.values.get(name) for name in found.group_by)
                groups.setdefault(key, []).append((match.time, rule_id, match))
    ends: list[Match] = []
    for events in groups.values():
        events.sort(key=lambda event: (event[0], event[1], event[2].evidence, event[2].position))
        ends += _spans(found, events)
    return ends


def _spans(found: Correlation, events: Sequence[tuple[datetime, str, Match]]) -> list[Match]:
    ends: list[Match] = []
    start = 0
    for number, (time, _, match) in enumerate(events):
        while time - events[start][0] > found.span:
            start += 1
        if _fits(found, events[start : number + 1]):
            ends.append(match)
            start = number + 1
            if start == len(events):
                break
    return ends


def _fits(found: Correlation, events: Sequence[tuple[datetime, str, Match]]) -> bool:
    if found.kind is SigmaCorrelationType.EVENT_COUNT:
        return found.enough(len(events))
    if found.kind is SigmaCorrelationType.VALUE_COUNT:
        values = {match.values.get(found.counted or "") for _, _, match in events}
        return found.enough(len(values - {None}))
    rules = [rule_id for _, rule_id, _ in events]
    if found.kind is SigmaCorrelationType.TEMPORAL_ORDERED and not _in_order(found.rules, rules):
        return False
    return found.enough(len(set(rules)))


def _in_order(wanted: Iterable[str], rules: Sequence[str]) -> bool:
    rest = iter(rules)
    return all(rule_id in rest for rule_id in wanted)
