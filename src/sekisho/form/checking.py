"""The form's answer to a file, said as mistakes with place and likely intention."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from sekisho.form.dates import NotThisFormError, narrow
from sekisho.form.mistakes import Mistake, Place, mistake
from sekisho.form.notations import NOTATIONS
from sekisho.form.schema import Schema
from sekisho.form.tree import Fields, Listing, Node, place_of, wide_colon


def check(data: Any, tree: Node, form: Schema) -> list[Mistake]:
    """All mistakes the form finds in ``data``, placed by ``tree`` from which it was made."""
    validator = Draft202012Validator(form, format_checker=_formats())
    mistakes = [found for error in validator.iter_errors(data) for found in _answer(error, tree)]
    return list(dict.fromkeys(mistakes))


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())

    def reader(name: str) -> Callable[[object], bool]:
        def right(value: object) -> bool:
            if isinstance(value, str):
                NOTATIONS[name](value)
            return True

        return right

    for name in NOTATIONS:
        checker.checks(name, raises=NotThisFormError)(reader(name))
    return checker


def _answer(error: ValidationError, tree: Node) -> Iterator[Mistake]:
    part: Schema = error.schema if isinstance(error.schema, dict) else {}
    wanted: Any = error.validator_value
    place = place_of(tree, error.absolute_path)
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(error, part, tree)
        case "required":
            yield from _missing_keys(error, part, place)
        case "format":
            yield _wrong_notation(error, place)
        case "type":
            yield _wrong_type(error.instance, str(wanted), place)
        case _:
            yield _wrong_value(str(error.validator), error.instance, wanted, place)


def _wrong_value(rule: str, value: Any, wanted: Any, place: Place) -> Mistake:
    match rule:
        case "enum":
            meant = _closest(str(value), {name.casefold(): name for name in wanted})
            return mistake(place, "not_among", value=value, meant=meant, allowed=", ".join(wanted))
        case "const":
            return mistake(place, "version", value=value, meant=wanted)
        case "minimum":
            return mistake(place, "too_small", value=value, least=wanted)
        case "anyOf":
            keys = [key for choice in wanted for key in choice["required"]]
            return mistake(place, "one_of_needed", keys=" / ".join(keys))
        case "uniqueItems":
            return mistake(place, "repeated")
        case "minLength" | "minItems":
            return mistake(place, "empty")
    raise NotImplementedError(f"the form uses a rule that nothing here can explain: {rule}")


def _unknown_keys(error: ValidationError, part: Schema, tree: Node) -> Iterator[Mistake]:
    known = part["properties"]
    for key in _keys(error):
        if key not in known:
            place = _key_place(tree, error.absolute_path, key)
            meant = _likely_key(key, known)
            yield mistake(place, "unknown_key", key=key, meant=meant, known=", ".join(known))


def _keys(error: ValidationError) -> list[str]:
    return list(error.instance) if isinstance(error.instance, dict) else []


def _key_place(tree: Node, path: Iterable[str | int], key: str) -> Place:
    node = tree
    for step in path:
        if isinstance(node, Fields):
            node = node.entries[str(step)]
        elif isinstance(node, Listing):
            node = node.items[int(step)]
    return node.places.get(key, node.place) if isinstance(node, Fields) else node.place


def _likely_key(key: str, known: dict[str, Schema]) -> str:
    # Somebody may write the Japanese title that the editor shows instead of the key.
    names = {name.casefold(): name for name in known}
    names |= {str(part.get("title", "")): name for name, part in known.items()}
    return _closest(key, names)


def _closest(written: str, names: dict[str, str]) -> str:
    close = get_close_matches(narrow(written).casefold(), list(names), 1, 0.6)
    return names[close[0]] if close else ""


def _missing_keys(error: ValidationError, part: Schema, place: Place) -> Iterator[Mistake]:
    known, wanted = part["properties"], part["required"]
    # A misspelt key is answered once, as misspelt, and not again as missing.
    misspelt = {_likely_key(key, known) for key in _keys(error) if key not in known}
    for key in wanted:
        if key not in _keys(error) and key not in misspelt:
            title = known[key].get("title", key)
            yield mistake(place, "missing_key", key=key, title=title)


def _wrong_type(found: Any, wanted: str, place: Place) -> Mistake:
    shown = found if isinstance(found, str | int | float) else ""
    if isinstance(found, str) and "：" in found and wanted == "object":
        return wide_colon(found, place)
    meant = f"[{shown}]" if wanted == "array" and shown != "" else ""
    return mistake(place, "wrong_type", wanted=wanted, value=shown, meant=meant)


def _wrong_notation(error: ValidationError, place: Place) -> Mistake:
    cause = error.cause
    if isinstance(cause, NotThisFormError):
        code = cause.code or f"not.{error.validator_value}"
        return mistake(place, code, value=error.instance, meant=cause.meant)
    return mistake(place, f"not.{error.validator_value}", value=error.instance)
