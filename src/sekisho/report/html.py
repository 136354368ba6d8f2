"""A document as one HTML file that needs nothing else: style, script, pictures, fonts inside.

The Content-Security-Policy (W3C CSP 3) forbids every load; style and script are allowed by
their SHA-256 alone, so that markup smuggled in by a log could still not run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from sekisho.report import font, model
from sekisho.report.numbering import label, tops
from sekisho.report.official import official
from sekisho.report.svg import svg
from sekisho.report.visible import Screen

_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | {"〓", "▲", "▼", "⇅"}
"""In every font: what the script may write, and the sign for what is missing."""


def html(document: model.Document) -> bytes:
    """The file's bytes (UTF-8). The same document gives the same bytes."""
    screen = Screen(font.available())
    environment = _environment(screen)
    body = environment.get_template("body.html").render(document=document)
    missing = environment.get_template("missing.html").render(
        language=document.language, missing=screen.missing
    )
    script = _read("report.js")
    style = _style(document, body + missing)
    page = environment.get_template("page.html").render(
        document=document,
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704 - our own sheet and font
        script=Markup(script),  # noqa: S704 - our own script
        body=Markup(body),  # noqa: S704 - made with autoescape
        missing=Markup(missing),  # noqa: S704 - made with autoescape
    )
    return page.encode("utf-8")


def _environment(screen: Screen) -> Environment:
    environment = Environment(
        autoescape=True,
        finalize=lambda one: one if isinstance(one, Markup) else screen.shown(str(one)),
        loader=FunctionLoader(_read),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(
        say=official, label=label, tops=tops, letter_alone=model.is_letter_alone
    )
    environment.globals["draw"] = lambda one: svg(one.drawing, one.description, screen.shown)
    environment.tests["kind"] = lambda block, name: type(block).__name__ == name
    return environment


def _read(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _style(document: model.Document, text: str) -> str:
    characters = _ALWAYS | set(text) | set(document.title) | set(document.stamp)
    faces = "".join(
        f'@font-face{{font-family:"report-{face}";'
        f'src:url({font.data_url(data)}) format("woff2")}}\n'
        for face, data in _fonts(document, characters).items()
    )
    return faces + _read("report.css")


def _fonts(document: model.Document, characters: set[str] | frozenset[str]) -> Mapping[str, bytes]:
    faces = font.FACES if document.face == "serif" else ("sans",)
    return {face: font.woff2(face, characters) for face in faces}


def _policy(style: str, script: str) -> str:
    return (
        "default-src 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
