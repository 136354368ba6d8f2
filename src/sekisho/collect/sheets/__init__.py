"""Papers for the stick: the ten steps, the custody slip, what to type on gates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, FunctionLoader, StrictUndefined

from sekisho.collect.steps import steps
from sekisho.text import Language, say

APPLIANCES = "appliances.yaml"
BLANK = "　"
TOKENS = (
    "host", "folder", "started", "finished", "user", "admin", "files", "failures", "version",
    "hash",
)  # fmt: skip
"""``@@NAME@@`` in the slip; the collector fills them in on the PC."""


HANDOVER = ("when", "from", "to", "purpose", "kept")


@dataclass(frozen=True)
class Part:
    """One thing to do on a gate: its title, what to do, and what to type for it."""

    title: str
    do: str
    commands: tuple[str, ...]


@cache
def _listed() -> dict[str, Any]:
    return {str(entry["id"]): entry["parts"] for entry in yaml.safe_load(_read(APPLIANCES))}


def appliances() -> tuple[str, ...]:
    """The gates that no script can be run on, by name."""
    return tuple(_listed())


def parts(name: str, language: Language) -> tuple[Part, ...]:
    """What to do on a gate, in order of how soon it is gone. Raises KeyError."""
    return tuple(
        Part(
            say(f"collect.{name}.{part['id']}", language),
            say(f"collect.{name}.{part['id']}_do", language),
            tuple(map(str, part["commands"])),
        )
        for part in _listed()[name]
    )


def guide(language: Language) -> bytes:
    """The ten steps at the PC, and what is copied why."""
    places = {"start": say("collect.start", language), "linux": "linux/collect.sh"}
    ten = [say(f"collect.guide.step{number}", language, **places) for number in range(1, 11)]
    rows = [
        (
            say(f"collect.step.{one.id}", language),
            say(f"collect.why.{one.id}", language),
            say(f"collect.admin.{one.admin}", language),
        )
        for one in steps()
    ]
    return _page("guide.html", language, say("collect.guide.title", language), ten=ten, steps=rows)


def slip(language: Language) -> bytes:
    """The custody slip with its tokens, for the collector to fill in."""
    heads = [say(f"collect.slip.{name}", language) for name in HANDOVER]
    return _page("custody.html", language, say("collect.slip.title", language), handover=heads)


def blank_slip(language: Language) -> bytes:
    """The same to be filled in by hand."""
    page = slip(language).decode("utf-8")
    for token in TOKENS:
        page = page.replace(f"@@{token}@@", BLANK)
    return page.encode("utf-8")


def appliance_html(name: str, language: Language) -> bytes:
    """What to do on a gate, as a page to print. Raises KeyError for an unknown one."""
    title = say(f"collect.{name}.title", language)
    return _page("appliance.html", language, title, parts=parts(name, language))


def appliance_markdown(name: str, language: Language) -> bytes:
    """The same as Markdown. Raises KeyError for an unknown one."""
    lines = [f"# {say(f'collect.{name}.title', language)}", ""]
    lines += [say("collect.appliance.before", language), ""]
    for number, part in enumerate(parts(name, language), start=1):
        lines += [f"## {number}. {part.title}", "", part.do, ""]
        if part.commands:
            lines += ["```", *part.commands, "```", ""]
    return "\n".join([*lines, say("collect.appliance.sure", language), ""]).encode("utf-8")


def _page(template: str, language: Language, title: str, **values: object) -> bytes:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_read),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals["say"] = lambda code, **places: say(code, language, **places)
    page = environment.get_template(template).render(language=language, title=title, **values)
    return f"{page}\n".encode()


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
