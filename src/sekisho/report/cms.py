"""A document as a page for a town's content management system.

Such systems strip scripts, style sheets, inline pictures and unknown attributes, so nothing here
needs them: headings in their order, tables with caption and header cells, pictures told in
words, no identifiers that could clash with those of the page around. JIS X 8341-3:2016
(= WCAG 2.0), levels A and AA. What belongs to paper alone (かがみ, 決裁欄) is left out.
"""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from sekisho.report import model
from sekisho.report.drawing import Drawing, Label, Rule
from sekisho.report.numbering import label, tops
from sekisho.report.official import official
from sekisho.report.visible import revealed

_DEEPEST = 6
"""HTML has no heading below h6."""


def cms(document: model.Document) -> bytes:
    """The page's bytes (UTF-8); what stands between ``<article>`` is what is pasted. The same
    document gives the same bytes."""
    environment = Environment(
        autoescape=True,
        finalize=lambda one: revealed(one) if type(one) is str else one,
        loader=FunctionLoader(_read),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(
        say=official, label=label, tops=tops, told=told, level=lambda depth: min(depth, _DEEPEST)
    )
    environment.tests["kind"] = lambda block, name: type(block).__name__ == name
    return environment.get_template("cms.html").render(document=document).encode("utf-8")


def told(drawing: Drawing) -> tuple[str, ...]:
    """What a drawing says, in words and in the order it is drawn: labels and titles of shapes."""
    said = [
        shape.text if isinstance(shape, Label) else shape.title
        for shape in drawing.shapes
        if not isinstance(shape, Rule)
    ]
    return tuple(dict.fromkeys(one for one in said if one))


def _read(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
