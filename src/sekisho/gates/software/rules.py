"""Which programs may run and what PCs are set to, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from sekisho.gates.contract import Rule
from sekisho.gates.software import model
from sekisho.rulebook import Program, Rulebook


def rules(rulebook: Rulebook) -> tuple[Rule, ...]:
    """What is forbidden, what is allowed, what becomes of all else, then browsers and settings."""
    return (*_programs(rulebook), *_browsers(rulebook), *_settings(rulebook))


def _programs(rulebook: Rulebook) -> Iterator[Rule]:
    software = rulebook.software
    for one in software.forbidden:
        yield _rule(model.FORBIDDEN, "forbidden", name=one.name, what=_what(one))
    if software.settings.remote_tools == "forbidden":
        yield _rule(model.FORBIDDEN, "remote_tools")
    if software.browsers.allowed:
        yield _rule(model.FORBIDDEN, "browsers", what="、".join(software.browsers.allowed))
    for one in software.allowed:
        yield _rule(model.ALLOWED, "allowed", name=one.name, what=_what(one))
    closed = software.unlisted == "forbidden"
    if closed:
        yield _rule(model.ADMINISTRATOR, "administrator")
        yield _rule(model.PLACE, "place")
        yield _rule(model.WRITABLE_PLACE, "writable")
    yield _rule(model.UNLISTED, "unlisted" if closed else "unlisted_open")


def _what(one: Program) -> str:
    publisher = " ".join(filter(None, (one.publisher, one.product)))
    told = (*one.files, *one.paths, publisher, *(f"SHA-256 {each}" for each in one.hashes))
    return "、".join(filter(None, told)) or "-"


def _browsers(rulebook: Rulebook) -> Iterator[Rule]:
    browsers = rulebook.software.browsers
    if browsers.extensions:
        yield _rule("software.extensions", "extensions", what="、".join(browsers.extensions))
    for one in fields(browsers):
        if getattr(browsers, one.name) == "forbidden":
            yield _rule(f"software.{one.name}", one.name)


def _settings(rulebook: Rulebook) -> Iterator[Rule]:
    settings = rulebook.software.settings
    for one in fields(settings):
        # remote tools are programs and stand among them
        if one.name != "remote_tools" and getattr(settings, one.name) == "forbidden":
            yield _rule(f"software.{one.name}", one.name)


def _rule(code: str, text: str, **values: str) -> Rule:
    return Rule(code, f"gates.letter.software.{text}", tuple(values.items()))
