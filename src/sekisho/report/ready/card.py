"""異常を見たら: the card for each desk, two A5 cards on an A4 sheet, readable in one colour.

What stands on it is what keeps the traces: who calls the number is talked into the next step
(the record of Ikeda), a computer switched off loses what only its memory holds, and a cable
pulled ends a remote operation without harming either.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from sekisho.report import font
from sekisho.report.visible import revealed, substituted
from sekisho.rulebook import Rulebook
from sekisho.text import Language, say

STEPS = ("do_not_call", "pull", "leave_on", "hands_off", "photograph", "note_time")
LINE = "＿＿＿＿＿＿"
"""To be filled in by hand where the rulebook says nothing."""
PEOPLE = 3
_PCS = ("", "workstation")


@dataclass(frozen=True)
class Desk:
    """Whose card it is."""

    name: str
    department: str


def card(rulebook: Rulebook, language: Language) -> bytes:
    """``card.html``: a card for every computer of the rulebook at which people work, or two to
    be filled in by hand. Self-contained, without script; the same rulebook gives the same bytes.
    """
    pcs = [one for one in rulebook.assets if one.role in _PCS]
    desks = [Desk(one.name, one.department) for one in pcs] or [Desk(LINE, LINE)] * 2
    body = partial(_page, rulebook, language, desks)
    drawn = body(style="", allowed="")
    faces = font.data_url(font.woff2("sans", set(drawn)))
    face = f'@font-face{{font-family:"report-sans";src:url({faces}) format("woff2")}}\n'
    style = face + _read("card.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return body(style=style, allowed=f"sha256-{digest}").encode("utf-8")


def _page(
    rulebook: Rulebook, language: Language, desks: list[Desk], *, style: str, allowed: str
) -> str:
    environment = Environment(
        autoescape=True, finalize=_shown, trim_blocks=True, undefined=StrictUndefined
    )
    town = rulebook.town
    people = [one for one in rulebook.people if one.department == town.department != ""]
    return environment.from_string(_read("card.html")).render(
        language=language,
        say=partial(_say, language),
        why=partial(_why, language),
        other=partial(_other, language),
        steps=STEPS,
        sheets=[desks[at : at + 2] for at in range(0, len(desks), 2)],
        department=town.department or LINE,
        people="、".join(one.name for one in people[:PEOPLE]),
        telephone=town.telephone or LINE,
        style=Markup(style),  # noqa: S704 - our own sheet and font
        allowed=Markup(allowed),  # noqa: S704 - a digest
    )


def _say(language: Language, name: str, **values: object) -> str:
    return say(f"readiness.card.{name}", language, **values)


def _why(language: Language, step: str) -> str:
    """What a step means, in easy words with readings."""
    return say(f"readiness.card.{step}_why", language)


def _other(language: Language, name: str) -> str:
    """The other language in small, for colleagues who read Japanese with difficulty."""
    return say(f"readiness.card.{name}", "en") if language == "ja" else ""


def _shown(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return substituted(revealed(str(value)), font.available())[0]


def _read(name: str) -> str:
    return files("sekisho.report").joinpath("templates", name).read_text(encoding="utf-8")
