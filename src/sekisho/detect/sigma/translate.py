"""pySigma's condition tree and values into atoms and expressions.

Text compares without regard to case unless the rule says ``cased``; ``*`` is any text, ``?``
one character, and a backslash escapes them (pySigma has parsed that already). A field that is
missing holds no value; every atom but ``Null`` is then false, and its negation true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from sigma.conditions import (
    ConditionAND,
    ConditionFieldEqualsValueExpression,
    ConditionNOT,
    ConditionOR,
    ConditionValueExpression,
)
from sigma.types import (
    CompareOperators,
    Placeholder,
    SigmaBool,
    SigmaCasedString,
    SigmaCIDRExpression,
    SigmaCompareExpression,
    SigmaExists,
    SigmaExpansion,
    SigmaFieldReference,
    SigmaNull,
    SigmaNumber,
    SigmaRegularExpression,
    SigmaRegularExpressionFlag,
    SigmaString,
    SigmaTimestampPart,
    SigmaType,
    SpecialChars,
)

from sekisho.detect.sigma import reasons
from sekisho.detect.sigma.atoms import (
    Atom,
    Compare,
    Exists,
    Null,
    Operator,
    Place,
    Regex,
    Text,
    Wild,
    Within,
)
from sekisho.detect.sigma.expression import All, Any, Expression, Leaf, Not, Reference
from sekisho.detect.sigma.reasons import NotApplicableError
from sekisho.detect.sigma.regex import check

ANY = SpecialChars.WILDCARD_MULTI
OPERATORS: Mapping[CompareOperators, Operator] = {
    CompareOperators.LT: "<",
    CompareOperators.LTE: "<=",
    CompareOperators.GT: ">",
    CompareOperators.GTE: ">=",
    CompareOperators.NEQ: "!=",
}
FLAGS: Mapping[SigmaRegularExpressionFlag, str] = {
    SigmaRegularExpressionFlag.IGNORECASE: "i",
    SigmaRegularExpressionFlag.MULTILINE: "m",
    SigmaRegularExpressionFlag.DOTALL: "s",
}
Placeholders = Mapping[str, Sequence[str]]
"""Values of ``%name%``, written as in a rule (``*`` and ``?`` are wildcards)."""
MOST_EXPANDED = 10_000
"""Texts that one value with placeholders may become."""


class Translation:
    """Trees to expressions. ``operand`` numbers a field by its Sigma name (None: the whole
    event as text), ``leaf`` an atom of it; ``placeholders``: the values of ``%name%``."""

    def __init__(
        self,
        operand: Callable[[str | None], int],
        leaf: Callable[[int, Atom], Leaf],
        placeholders: Placeholders,
    ) -> None:
        self._operand = operand
        self._leaf = leaf
        self._placeholders = placeholders

    def of(self, tree: object) -> Expression:
        """The expression of a tree. Raises NotApplicableError for what cannot be asked."""
        if isinstance(tree, ConditionAND):
            return All(tuple(self.of(part) for part in tree.args))
        if isinstance(tree, ConditionOR):
            return Any(tuple(self.of(part) for part in tree.args))
        if isinstance(tree, ConditionNOT):
            return Not(self.of(tree.args[0]))
        if isinstance(tree, ConditionFieldEqualsValueExpression):
            return self._field(tree.field, tree.value)
        if isinstance(tree, ConditionValueExpression):
            return self._value(self._operand(None), _anywhere(tree.value))
        raise NotApplicableError(reasons.BROKEN, line="-", why="empty condition")

    def _field(self, field: str, value: SigmaType) -> Expression:
        operand = self._operand(field)
        if isinstance(value, SigmaFieldReference):
            return Reference(operand, self._operand(value.field), _how(value))
        return self._value(operand, value)

    def _value(self, operand: int, value: SigmaType) -> Expression:
        if isinstance(value, SigmaExpansion):
            return Any(tuple(self._value(operand, each) for each in value.values))
        if isinstance(value, SigmaString) and value.contains_placeholder():
            return Any(tuple(self._leaf(operand, _text(each)) for each in self._expanded(value)))
        if isinstance(value, SigmaExists) and not value.exists:
            return Not(self._leaf(operand, Exists()))
        return self._leaf(operand, atom(value))

    def _expanded(self, value: SigmaString) -> list[SigmaString]:
        """The value with every placeholder replaced by each of its values, wildcards included."""
        texts = [SigmaString()]
        for part in value.s:
            following = self._values(part) if isinstance(part, Placeholder) else [part]
            texts = [text + each for text in texts for each in following]
            if len(texts) > MOST_EXPANDED:
                raise NotApplicableError(reasons.VALUE, value=str(value)[:80])
        return texts

    def _values(self, placeholder: Placeholder) -> list[SigmaString]:
        known = self._placeholders.get(placeholder.name)
        if known is None:
            raise NotApplicableError(reasons.PLACEHOLDER, name=placeholder.name)
        return [SigmaString(text) for text in known]


def atom(value: SigmaType) -> Atom:
    """One value as an atom. Raises NotApplicableError for a kind that cannot be asked."""
    if isinstance(value, SigmaString):
        return _text(value)
    if isinstance(value, SigmaTimestampPart):
        raise NotApplicableError(reasons.MODIFIER, modifier=value.timestamp_part.name.lower())
    if isinstance(value, SigmaNumber):
        return Text(((str(value.number),),))
    if isinstance(value, SigmaBool):
        return Text(((str(value.boolean).lower(),),))
    if isinstance(value, SigmaNull):
        return Null()
    if isinstance(value, SigmaExists):
        return Exists()
    return _special(value)


def _special(value: SigmaType) -> Atom:
    if isinstance(value, SigmaRegularExpression):
        return _regex(value)
    if isinstance(value, SigmaCIDRExpression):
        return Within(value.network)
    if isinstance(value, SigmaCompareExpression):
        return Compare(OPERATORS[value.op], float(value.number.number))
    raise NotApplicableError(reasons.MODIFIER, modifier=type(value).__name__)


def _text(value: SigmaString) -> Text:
    cased = isinstance(value, SigmaCasedString)
    parts: list[tuple[str] | Wild] = []
    for part in value.s:
        if isinstance(part, str):
            parts.append((part if cased else small(part),))
        else:
            parts.append("*" if part is ANY else "?")
    return Text(tuple(parts), cased)


def small(text: str) -> str:
    """Small letters one for one, as the values of events are made small."""
    if text.isascii():
        return text.lower()
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def _regex(value: SigmaRegularExpression) -> Regex:
    flags = "".join(sorted(FLAGS[flag] for flag in value.flags))
    pattern = (f"(?{flags})" if flags else "") + str(value.regexp.to_plain_regex())
    try:
        check(pattern)
    except re.error as error:
        raise NotApplicableError(reasons.REGEX, line="-", why=str(error)) from error
    return Regex(pattern)


def _how(value: SigmaFieldReference) -> Place:
    if value.starts_with and value.ends_with:
        return "inside"
    if value.starts_with:
        return "start"
    return "end" if value.ends_with else "whole"


def _anywhere(value: SigmaType) -> SigmaType:
    """A keyword may stand anywhere in the event."""
    if isinstance(value, SigmaNumber):
        value = SigmaString(str(value.number))
    if not isinstance(value, SigmaString):
        return value
    if not value.startswith(ANY):
        value = ANY + value
    return value if value.endswith(ANY) else value + ANY
