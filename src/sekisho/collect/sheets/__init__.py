"""Papers for the stick: the ten steps, the custody slip, what to type on gates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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


@dataclass(frozen=True)
class Part:
    """One thing to do on a gate, and what to type for it."""

    id: str
    commands: tuple[str, ...]


@cache
def appliances() -> dict[str, tuple[Part, ...]]:
    """The gates by name, each with its parts in order."""
    entries = yaml.safe_load(_read(APPLIANCES))
    return {
        str(entry["id"]): tuple(
            Part(str(part["id"]), tuple(map(str, part["commands"]))) for part in entry["parts"]
        )
        for entry in entries
    }


def guide(language: Language) -> bytes:
    """The ten steps at the PC, and what is copied why."""
    values = {
        "steps": steps(),
        "start": say("collect.start", language),
        "linux": "linux/collect.sh",
    }
    return _page("guide.html", language, say("collect.guide.title", language), **values)


def slip(language: Language) -> bytes:
    """The custody slip with its tokens, for the collector to fill in."""
    return _page("custody.html", language, say("collect.slip.title", language))


def blank_slip(language: Language) -> bytes:
    """The same to be filled in by hand."""
    page = slip(language).decode("utf-8")
    for token in TOKENS:
        page = page.replace(f"@@{token}@@", BLANK)
    return page.encode("utf-8")


def appliance_html(name: str, language: Language) -> bytes:
    """What to do on a gate, as a page to print. Raises KeyError for an unknown one."""
    title = say(f"collect.{name}.title", language)
    return _page("appliance.html", language, title, id=name, parts=appliances()[name])


def appliance_markdown(name: str, language: Language) -> bytes:
    """The same as Markdown. Raises KeyError for an unknown one."""
    lines = [f"# {say(f'collect.{name}.title', language)}", ""]
    lines += [say("collect.appliance.before", language), ""]
    for number, part in enumerate(appliances()[name], start=1):
        lines += [f"## {number}. {say(f'collect.{name}.{part.id}', language)}", ""]
        lines += [say(f"collect.{name}.{part.id}_do", language), ""]
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
