"""What the web gate refuses and lets pass, in words, in the order in which it asks."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.detect.catalogue.tools import tools
from sekisho.gates.contract import Rule
from sekisho.gates.web.judgement import NEVER, NEW, SCAM
from sekisho.rulebook import Category, Rulebook

UNJUDGED = "web.unjudged"
TOOL = "web.remote_tool"


def rules(rulebook: Rulebook) -> tuple[Rule, ...]:
    """Exceptions first, then what is refused whatever the category, then the categories."""
    return (*_passing(rulebook), *_refusing(rulebook), *_categories(rulebook), *_rest(rulebook))


def _passing(rulebook: Rulebook) -> Iterator[Rule]:
    never = rulebook.never_refused
    if spared := (*never.domains, *never.people, *never.assets, *map(str, never.addresses)):
        yield _rule(NEVER, "never", what="、".join(spared))
    for number, one in enumerate(rulebook.web.exceptions, start=1):
        whom = "、".join((*one.departments, *one.people))
        values = {"what": "、".join(one.domains), "whom": whom, "until": f"{one.until:%Y-%m-%d}"}
        code = f"web.exception.{one.ticket or number}"
        yield _rule(code, "exception" if whom else "exception_all", **values)
    for support in rulebook.support:
        values = {"what": support.tool, "whom": support.host}
        yield _rule(f"web.support.{support.ticket}", "support", **values)


def _refusing(rulebook: Rulebook) -> Iterator[Rule]:
    yield _rule(SCAM, "scam")
    if rulebook.web.remote_tools != "allowed":
        names = "、".join(one.name for one in tools() if one.use or one.site)
        yield _rule(TOOL, "tool", what=names)
    for ending in rulebook.web.refused_files:
        yield _rule(f"web.file{ending}", "file", what=ending)


def _categories(rulebook: Rulebook) -> Iterator[Rule]:
    for one in rulebook.web.categories:
        values = {"name": one.name, "what": _what(one)}
        yield _rule(f"web.category.{one.name}", _judgement(one, rulebook), **values)


def _judgement(one: Category, rulebook: Rulebook) -> str:
    if one.judgement != "unfit":
        return "forbidden" if one.judgement == "forbidden" else "allowed"
    return {"never": "forbidden", "breaks": "breaks"}.get(rulebook.web.private_use, "allowed")


def _what(one: Category) -> str:
    return "、".join((*one.domains, *one.patterns, *one.lists)) or "-"


def _rest(rulebook: Rulebook) -> Iterator[Rule]:
    if rulebook.web.new_sites in ("record", "notice"):
        yield _rule(NEW, f"new_{rulebook.web.new_sites}")
    passes = rulebook.web.unjudged == "pass"
    yield _rule(UNJUDGED, "unjudged_pass" if passes else "unjudged")


def _rule(code: str, text: str, **values: str) -> Rule:
    return Rule(code, f"gates.letter.web.{text}", tuple(values.items()))
