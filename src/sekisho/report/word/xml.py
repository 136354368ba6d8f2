"""Elements of WordprocessingML (ISO/IEC 29500-1, 17), made without passing through text."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

from sekisho.report.visible import revealed


def element(tag: str, *children: _Element, **attributes: object) -> _Element:
    """``w:tag`` with attributes of the same namespace."""
    made: _Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, style: str = "") -> _Element:
    """A run in a character style; line feeds are breaks."""
    made = element("r")
    if style:
        made.append(element("rPr", element("rStyle", val=style)))
    for number, line in enumerate(revealed(text).split("\n")):
        if number:
            made.append(element("br"))
        said = element("t")
        said.text = line.replace("\t", "　")
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(said)
    return made


def tab() -> _Element:
    """A run that goes to the next tab stop."""
    return element("r", element("tab"))


def field(instruction: str) -> _Element:
    """A field that the reader's program fills in (17.16)."""
    return element("fldSimple", run("1"), instr=f" {instruction} ")


def paragraph(style: str, *runs: _Element, properties: tuple[_Element, ...] = ()) -> _Element:
    """A paragraph in a style. ``properties``: what makes it part of a list, never a look."""
    made = element("p", element("pPr", element("pStyle", val=style), *properties))
    made.extend(runs)
    return made


def in_list(number: int, level: int) -> _Element:
    """Membership of a list (17.3.1.19)."""
    return element("numPr", element("ilvl", val=level), element("numId", val=number))
