"""YAML text as a tree in which every key and value knows its line and column.

YAML's own guesses about types (8:30 is 510, no is false, 0123 is 83) never happen here: a
scalar stays the text that was written, and the form decides what it is.
Reference: YAML 1.1 events as PyYAML gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from sekisho.form.mistakes import Mistake, Place, mistake

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12
"""The form nests six deep; more is a mistake or an attack, and is not followed."""
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as written."""

    text: str
    place: Place
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing was written (a heading without content)."""
        return self.plain and self.text in _NOTHING


@dataclass(slots=True)
class Listing:
    """A list."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """A map from key to value; ``places`` holds where each key stands."""

    place: Place
    entries: dict[str, Node] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


Node = Scalar | Listing | Fields


def place_of(tree: Node, path: Iterable[str | int]) -> Place:
    """Where the value at ``path`` stands; the deepest place known when it does not exist."""
    node: Node | None = tree
    place = tree.place
    for step in path:
        if isinstance(node, Fields) and isinstance(step, str):
            node = node.entries.get(step)
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            node = None
        if node is None:
            break
        place = node.place
    return place


class _Stop(Exception):  # noqa: N818 - control flow inside this file, never seen outside
    """The rest of the file cannot be followed; the mistake is already noted."""


class _Builder:
    """Grows the tree from parser events, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.mistakes: list[Mistake] = []
        self._open: list[Listing | Fields] = []
        self._keys: list[tuple[str, Place] | None] = []
        self._documents = 0

    def take(self, event: yaml.events.Event) -> None:
        mark = event.start_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        place = Place(self.file, line + 1, column + 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._give_up(place, "alias")
        if isinstance(event, yaml.ScalarEvent):
            if event.tag not in (None, "!"):
                self._give_up(place, "tag", tag=event.tag)
            self._put(Scalar(event.value, place, not event.style))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._start(event, place)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._give_up(place, "second_document")

    def _start(self, event: yaml.events.CollectionStartEvent, place: Place) -> None:
        if event.tag not in (None, "!"):
            self._give_up(place, "tag", tag=event.tag)
        if len(self._open) >= _DEEPEST:
            self._give_up(place, "too_deep")
        is_map = isinstance(event, yaml.MappingStartEvent)
        node: Listing | Fields = Fields(place) if is_map else Listing(place)
        self._put(node)
        self._open.append(node)
        self._keys.append(None)

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._remember_key(node)
            return
        self._keys[-1] = None
        name, place = key
        if name in parent.places:
            first = parent.places[name]
            self.mistakes.append(mistake(place, "key_twice", key=name, first_line=first.line))
            return
        parent.entries[name] = node
        parent.places[name] = place

    def _remember_key(self, node: Node) -> None:
        if not isinstance(node, Scalar):
            self._give_up(node.place, "complex_key")
            return
        self._keys[-1] = (node.text, node.place)

    def _give_up(self, place: Place, code: str, **values: object) -> None:
        self.mistakes.append(mistake(place, code, **values))
        raise _Stop


def grow(text: str, file: str) -> tuple[Fields, list[Mistake]]:
    """The tree of one file, and what could not be read in it. Never raises for bad text."""
    start = Place(file, 1, 1)
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        builder.mistakes.append(_syntax(error, text, file))
    except yaml.reader.ReaderError as error:
        builder.mistakes.append(_character(error, text, file))
    root = builder.root
    if isinstance(root, Fields):
        return root, builder.mistakes
    if root is not None and not builder.mistakes:
        builder.mistakes += _not_a_map(root)
    return Fields(start), builder.mistakes


def _not_a_map(root: Node) -> list[Mistake]:
    if not isinstance(root, Scalar):
        return [mistake(root.place, "not_a_rulebook")]
    if "：" in root.text:
        return [wide_colon(root.text, root.place)]
    return [] if root.empty else [mistake(root.place, "not_a_rulebook")]


def wide_colon(written: str, place: Place) -> Mistake:
    """The mistake of a full-width colon, with the line as it was probably meant."""
    meant = re.sub(r"\s*：\s*", ": ", written.strip(), count=1)
    return mistake(place, "wide_colon", meant=meant)


def _syntax(error: yaml.MarkedYAMLError, text: str, file: str) -> Mistake:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return mistake(Place(file, 1, 1), "syntax", problem=error.problem or "")
    place = Place(file, mark.line + 1, mark.column + 1)
    lines = text.splitlines() or [""]
    line = lines[mark.line] if mark.line < len(lines) else ""
    if line[mark.column : mark.column + 1] == "\t" or line.lstrip(" ").startswith("\t"):
        return mistake(place, "tab")
    if "escape character" in (error.problem or ""):
        return mistake(place, "escape")
    above = lines[mark.line - 1] if 0 < mark.line <= len(lines) else ""
    for offset, written in ((0, line), (-1, above)):
        at = written.find("：")
        if at >= 0:
            return wide_colon(written, Place(file, mark.line + 1 + offset, at + 1))
    return mistake(place, "syntax", problem=error.problem or "")


def _character(error: yaml.reader.ReaderError, text: str, file: str) -> Mistake:
    # The position counts characters in one parser and bytes in the other: look it up instead.
    code = error.character if isinstance(error.character, int) else ord(error.character[:1])
    at = max(text.find(chr(code)), 0)
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return mistake(Place(file, line, column), "character", character=f"U+{code:04X}")
