"""Rule files into rules: every file is read on its own, and a broken one never stops the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from sigma.collection import SigmaCollection
from sigma.correlations import SigmaCorrelationRule
from sigma.exceptions import SigmaError, SigmaRegularExpressionError
from sigma.filters import SigmaFilter
from sigma.rule import SigmaRule

from sekisho.detect.sigma import reasons
from sekisho.detect.sigma.reasons import Skipped
from sekisho.detect.sigma.regex import POLICY

SUFFIXES = (".yml", ".yaml")
LARGEST = 1 << 20
"""Bytes of a rule file; the largest public rule has 60 KB."""

UNFIT = (SigmaError, TypeError, AttributeError, ValueError, KeyError, RecursionError)
"""What pySigma raises for documents that are no rules."""
NULL_TAG = "tag:yaml.org,2002:null"

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


Tree = object
"""A condition tree of pySigma."""


@dataclass(frozen=True)
class Loaded:
    """One rule as pySigma read it, and the file it stands in.

    ``trees``: its conditions (a rule with several matches where one of them does); none for a
    correlation.
    """

    file: str
    rule: SigmaRule | SigmaCorrelationRule
    trees: tuple[Tree, ...]

    @staticmethod
    def of(file: str, rule: SigmaRule | SigmaCorrelationRule) -> Loaded:
        """Raises SigmaError when a condition cannot be parsed."""
        if not isinstance(rule, SigmaRule):
            return Loaded(file, rule, ())
        parsed = rule.detection.parsed_condition
        return Loaded(file, rule, tuple(each.parse(postprocess=True) for each in parsed))

    @property
    def rule_id(self) -> str:
        """The rule's own id; the file's name where it has none."""
        return str(self.rule.id) if self.rule.id is not None else Path(self.file).stem

    @property
    def level(self) -> str:
        """The rule's level in small letters, ``undefined`` where it has none."""
        return self.rule.level.name.lower() if self.rule.level is not None else "undefined"

    @property
    def tags(self) -> tuple[str, ...]:
        """The rule's tags, as written."""
        return tuple(str(tag) for tag in self.rule.tags)


@dataclass(frozen=True)
class RuleSet:
    """What was loaded and what was not. ``sha256``: of all rule files' bytes, wherever they lie."""

    rules: tuple[Loaded, ...]
    skipped: tuple[Skipped, ...]
    sha256: str


def rule_files(roots: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Name and path of every rule file: name relative to the root given, root's name included."""
    for root in roots:
        if root.is_dir():
            found = sorted(path for path in root.rglob("*") if path.suffix in SUFFIXES)
            for path in found:
                yield f"{root.name}/{path.relative_to(root).as_posix()}", path
        else:
            yield root.name, root


def load(roots: Sequence[Path]) -> RuleSet:
    """All rules of the files and folders given, filters applied, each id once."""
    rules: list[Loaded] = []
    filters: list[tuple[str, SigmaFilter]] = []
    skipped: list[Skipped] = []
    digests: list[str] = []
    for name, path in rule_files(roots):
        content = _content(name, path, skipped)
        if content is None:
            continue
        digests.append(hashlib.sha256(content).hexdigest())
        read = _read(name, content, skipped)
        rules += read.rules
        filters += [(name, each) for each in read.filters]
    filtered = _filtered(_once(rules, skipped), filters, skipped)
    digest = hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()
    return RuleSet(tuple(filtered), tuple(skipped), digest)


@dataclass(frozen=True)
class _Read:
    rules: tuple[Loaded, ...] = ()
    filters: tuple[SigmaFilter, ...] = ()


def _content(name: str, path: Path, skipped: list[Skipped]) -> bytes | None:
    try:
        if path.stat().st_size > LARGEST:
            skipped.append(Skipped(name, None, reasons.UNREADABLE, {"why": "size"}))
            return None
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        skipped.append(Skipped(name, None, reasons.UNREADABLE, {"why": why}))
        return None


def _read(name: str, content: bytes, skipped: list[Skipped]) -> _Read:
    """The rules of one file that can be read; what cannot goes into ``skipped`` with its line."""
    try:
        text = content.decode("utf-8-sig")
        documents = _documents(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        skipped.append(_broken(name, None, _line_of(error), error))
        return _Read()
    try:
        return _parsed(name, documents)
    except UNFIT:
        return _one_by_one(name, text, skipped)


def _documents(text: str) -> list[object]:
    loaded = yaml.load_all(text, Loader)
    return [document for document in loaded if document is not None]


def _parsed(name: str, documents: Sequence[object]) -> _Read:
    if not all(isinstance(document, dict) for document in documents):
        raise TypeError("a rule is a mapping")
    collection = SigmaCollection.from_dicts(
        list(documents),  # type: ignore[arg-type]
        collect_filters=True,
        resolve_references=False,
        policy=POLICY,
    )
    rules = tuple(Loaded.of(name, rule) for rule in collection.rules)
    return _Read(rules, tuple(collection.filters))


def _one_by_one(name: str, text: str, skipped: list[Skipped]) -> _Read:
    """Which of a file's documents are broken, and where; the others are read."""
    nodes = yaml.compose_all(text, Loader)
    starts = [node for node in nodes if node is not None and node.tag != NULL_TAG]
    rules: list[Loaded] = []
    filters: list[SigmaFilter] = []
    for node, document in zip(starts, _documents(text), strict=True):
        try:
            read = _parsed(name, [document])
        except UNFIT as error:
            rule_id = document.get("id") if isinstance(document, dict) else None
            line = _line_in(node, error) or node.start_mark.line + 1
            skipped.append(_broken(name, rule_id, line, error))
        else:
            rules += read.rules
            filters += read.filters
    return _Read(tuple(rules), tuple(filters))


def _line_of(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return int(mark.line) + 1 if mark is not None else 1


def _line_in(node: yaml.Node, error: Exception) -> int | None:
    """The line of the part of a rule that an error speaks of."""
    if not isinstance(node, yaml.MappingNode):
        return None
    text = str(error).lower()
    for key, value in node.value:
        if str(key.value).lower() in text:
            return int(value.start_mark.line) + 1
    return None


def _broken(name: str, rule_id: object, line: int, error: Exception) -> Skipped:
    why = " ".join(str(error).split())[:200] or type(error).__name__
    identity = str(rule_id) if rule_id is not None else None
    if isinstance(error, SigmaRegularExpressionError):
        return Skipped(name, identity, reasons.REGEX, {"line": str(line), "why": why})
    return Skipped(name, identity, reasons.BROKEN, {"line": str(line), "why": why})


def _once(rules: Sequence[Loaded], skipped: list[Skipped]) -> list[Loaded]:
    """Each id once: the first in the order of the files given."""
    first: dict[str, str] = {}
    once: list[Loaded] = []
    for each in rules:
        if each.rule.id is not None and each.rule_id in first:
            values = {"first": first[each.rule_id]}
            skipped.append(Skipped(each.file, each.rule_id, reasons.TWICE, values))
        else:
            first[each.rule_id] = each.file
            once.append(each)
    return once


def _filtered(
    rules: Sequence[Loaded], filters: Sequence[tuple[str, SigmaFilter]], skipped: list[Skipped]
) -> list[Loaded]:
    kept = list(rules)
    for name, each in filters:
        try:
            kept = [
                Loaded.of(loaded.file, each.apply_on_rule(loaded.rule))
                if isinstance(loaded.rule, SigmaRule)
                else loaded
                for loaded in kept
            ]
        except (SigmaError, AttributeError, ValueError) as error:
            identity = str(each.id) if each.id is not None else None
            why = " ".join(str(error).split())[:200]
            skipped.append(Skipped(name, identity, reasons.FILTER, {"why": why}))
    return kept
