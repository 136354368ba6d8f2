"""Rules sorted by the events they ask for, so that one scan answers many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from sigma.conditions import ConditionAND, ConditionFieldEqualsValueExpression, ConditionOR
from sigma.rule import SigmaRule
from sigma.types import SigmaNumber, SigmaString, SigmaTimestampPart

from sekisho.detect.sigma import reasons
from sekisho.detect.sigma.atoms import Atom
from sekisho.detect.sigma.expression import Any, Expression, Leaf, cheapest_first
from sekisho.detect.sigma.load import Loaded
from sekisho.detect.sigma.reasons import NotApplicableError, Skipped
from sekisho.detect.sigma.routes import Route, routes
from sekisho.detect.sigma.translate import Placeholders, Translation

Known = Callable[[str], Collection[str]]
"""For a view the names that its events' map ``fields`` holds."""
Carried = Callable[[str], Collection[str]]
"""For a rule's id the fields whose values a correlation wants to know."""


@dataclass
class Scan:
    """One pass over the events of a route: fields, what is asked of each, and the rules.

    ``fields``: SQL expressions; ``atoms``: for each field its atoms; ``rules``: number of the
    rule in the plan and its condition; ``carried``: for a rule the fields that a correlation
    wants, by name and number.
    """

    route: Route
    fields: dict[str, int] = field(default_factory=dict)
    atoms: list[dict[Atom, int]] = field(default_factory=list)
    rules: list[tuple[int, Expression]] = field(default_factory=list)
    carried: dict[int, dict[str, int]] = field(default_factory=dict)

    def operand(self, expression: str) -> int:
        """The number of a field; the same expression has one."""
        number = self.fields.setdefault(expression, len(self.fields))
        if number == len(self.atoms):
            self.atoms.append({})
        return number

    def leaf(self, operand: int, atom: Atom) -> Leaf:
        """The leaf of an atom; the same atom of a field has one."""
        return Leaf(operand, self.atoms[operand].setdefault(atom, len(self.atoms[operand])))


@dataclass(frozen=True)
class Plan:
    """Rules that can be asked, by number, and the scans that ask them."""

    rules: tuple[Loaded, ...]
    scans: tuple[Scan, ...]
    skipped: tuple[Skipped, ...]


def plan(
    rules: Sequence[Loaded],
    known: Known = lambda _view: (),
    placeholders: Placeholders | None = None,
    carried: Carried = lambda _rule_id: (),
) -> Plan:
    """Which scans the rules need; rules that no events can answer are skipped with the reason."""
    making = _Making(known, placeholders or {}, carried)
    planned: list[Loaded] = []
    skipped: list[Skipped] = []
    for loaded in rules:
        try:
            making.add(len(planned), loaded)
        except NotApplicableError as error:
            skipped.append(Skipped(loaded.file, loaded.rule_id, error.code, error.values))
        else:
            planned.append(loaded)
    scans = tuple(scan for scan in making.scans.values() if scan.rules)
    return Plan(tuple(planned), scans, tuple(skipped))


class _Making:
    def __init__(self, known: Known, placeholders: Placeholders, carried: Carried) -> None:
        self.scans: dict[Route, Scan] = {}
        self._known = known
        self._placeholders = placeholders
        self._carried = carried

    def add(self, number: int, loaded: Loaded) -> None:
        """Adds a rule to the scans of its routes. Raises NotApplicableError when none can."""
        rule = loaded.rule
        if not isinstance(rule, SigmaRule):
            raise NotApplicableError(reasons.CORRELATION, why=type(rule).__name__)
        found = _routes(rule)
        bounds = [event_ids(tree) for tree in loaded.trees]
        known = [each for each in bounds if each is not None]
        ids = frozenset[int]().union(*known) if len(known) == len(bounds) else None
        refused: list[NotApplicableError] = []
        for route in found:
            try:
                self._ask(number, loaded, route.narrowed(ids))
            except NotApplicableError as error:
                refused.append(error)
        if len(refused) == len(found):
            raise refused[0]

    def _ask(self, number: int, loaded: Loaded, route: Route) -> None:
        scan = self.scans.setdefault(route, Scan(route))
        translation = Translation(
            lambda name: scan.operand(self._expression(route, name)), scan.leaf, self._placeholders
        )
        parts = tuple(translation.of(tree) for tree in loaded.trees)
        scan.rules.append((number, cheapest_first(parts[0] if len(parts) == 1 else Any(parts))))
        wanted = {name: route.expression(name, ()) for name in self._carried(loaded.rule_id)}
        scan.carried[number] = {
            name: scan.operand(sql) for name, sql in wanted.items() if sql is not None
        }

    def _expression(self, route: Route, name: str | None) -> str:
        """The SQL of a field (None: of the whole event as text)."""
        if name is None:
            expression = route.keywords
        else:
            expression = route.expression(name, ()) or route.expression(
                name, self._known(route.view)
            )
        if expression is None:
            raise NotApplicableError(reasons.FIELD, fields=name or "(keywords)")
        return expression


def _routes(rule: SigmaRule) -> tuple[Route, ...]:
    source = rule.logsource
    found = routes(source.product, source.category, source.service)
    if not found:
        raise NotApplicableError(
            reasons.LOG_SOURCE,
            product=source.product or "-",
            category=source.category or "-",
            service=source.service or "-",
        )
    return found


def event_ids(tree: object) -> frozenset[int] | None:
    """The event ids outside of which a condition cannot hold; None when any may do."""
    if isinstance(tree, ConditionFieldEqualsValueExpression):
        if tree.field != "EventID" or isinstance(tree.value, SigmaTimestampPart):
            return None
        text = str(tree.value) if isinstance(tree.value, (SigmaNumber, SigmaString)) else ""
        return frozenset([int(text)]) if text.isdecimal() else None
    if isinstance(tree, ConditionOR):
        sets = [event_ids(part) for part in tree.args]
        known = [each for each in sets if each is not None]
        return frozenset[int]().union(*known) if len(known) == len(sets) else None
    if isinstance(tree, ConditionAND):
        bounds = [each for part in tree.args if (each := event_ids(part)) is not None]
        return frozenset.intersection(*bounds) if bounds else None
    return None
