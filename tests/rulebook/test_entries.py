"""The entry classes and the form say the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

from sekisho.rulebook import Column, Rulebook, schema


def pairs(kind: Any, part: dict[str, Any]) -> Iterator[tuple[type, dict[str, Any]]]:
    """Every entry class with the part of the schema that it is built from."""
    if part.get("type") == "array":
        yield from pairs(get_args(kind)[0], part["items"])
        return
    choices = [choice for choice in get_args(kind) if choice is not type(None)] or [kind]
    if not dataclasses.is_dataclass(choices[0]):
        return
    yield choices[0], part  # type: ignore[misc]
    hints = get_type_hints(choices[0])
    for key, inner in part["properties"].items():
        if hints[key] != tuple[Column, ...]:
            yield from pairs(hints[key], inner)


def test_fields_are_keys() -> None:
    beyond = {"assumptions", "files", "digest"}
    found = list(pairs(Rulebook, schema()))
    assert len({kind for kind, _ in found}) > 20
    for kind, part in found:
        fields = {field.name for field in dataclasses.fields(kind)}
        assert fields - (beyond if kind is Rulebook else set()) == set(part["properties"]), kind


def test_a_field_without_default_is_required_or_has_a_default_in_the_form() -> None:
    for kind, part in pairs(Rulebook, schema()):
        if kind is Rulebook:
            continue
        for field in dataclasses.fields(kind):
            given = {key for key, inner in part["properties"].items() if "default" in inner}
            bare = field.default is dataclasses.MISSING
            assert bare == (field.name in given or field.name in part.get("required", ())) or (
                kind.__name__ == "Town"  # the town itself may be left out
            ), (kind, field.name)
