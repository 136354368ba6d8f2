"""The pages that people meet instead of what they asked for, in Japanese.

Reference: https://wiki.squid-cache.org/Features/CustomErrors. A page names the rule, what to do and
how to ask for a release; the page of a played warning says above all not to telephone.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from sekisho.gates.contract import File
from sekisho.gates.web.judgement import PAGES
from sekisho.gates.web.policy import Policy
from sekisho.text import say

FOLDER = "pages"
NOTICE = "notice_"
DOWN = "web.upload_down"
_RULE = "@Squid{%note{rule}}"
"""Where the page is one for several rules Squid puts the rule in."""
_STYLE = (
    "body{font-family:'BIZ UDPGothic','Yu Gothic UI',Meiryo,sans-serif;line-height:1.8;"
    "max-width:44em;margin:3em auto;padding:0 1em;color:#1a1a1a;background:#fff}"
    "h1{font-size:1.5em;border-bottom:3px solid #b3261e;padding-bottom:.3em}"
    ".alarm h1{font-size:2em;color:#b3261e}.notice h1{border-color:#8a6100}"
    "dt{font-weight:bold}dd{margin:0 0 .8em;overflow-wrap:anywhere}"
)


def file_name(page: str) -> str:
    """The name of a page's file, as ``deny_info`` takes it."""
    return f"ERR_SEKISHO_{page.upper()}"


def names(policy: Policy) -> Iterator[str]:
    """Every page that a policy may show: refusals and notices."""
    categories = range(1, len(policy.rulebook.web.categories) + 1)
    kinds = [
        *(f"category_{number}" for number in categories),
        *(p for p in PAGES if p != "category"),
    ]
    yield from (kind for kind in kinds if kind != "new_site")
    yield from (NOTICE + kind for kind in kinds)


def pages(policy: Policy, head: str) -> Iterator[File]:
    """The files of all pages."""
    for name in names(policy):
        yield File(f"{FOLDER}/{file_name(name)}", _page(name, policy, head).encode())
    if policy.rulebook.web.uploads is not None:
        yield down(head)


def _page(name: str, policy: Policy, head: str) -> str:
    kind = name.removeprefix(NOTICE)
    rule, category = _RULE, ""
    if kind.startswith("category_"):
        entry = policy.rulebook.web.categories[int(kind.removeprefix("category_")) - 1]
        kind, category = "category", entry.name
        rule = _still(f"web.category.{entry.name}")
    way = "notice" if name.startswith(NOTICE) else "refused"
    return _written(kind, way, _rows("%U", rule, "%i", "%T"), head, _still(category))


def down(head: str) -> File:
    """What Squid shows while nobody examines what is sent; it gives the page its name."""
    rows = _rows("%U", DOWN, "%i", "%T")
    return File(
        f"{FOLDER}/ERR_ICAP_FAILURE", _written("upload_down", "unsent", rows, head).encode()
    )


def refusal(
    kind: str, *, address: str, rule: str, terminal: str, time: str, way: str = "unsent"
) -> str:
    """The page about something that was not sent, or (``way`` refused) not shown."""
    return _written(kind, way, _rows(*map(html.escape, (address, rule, terminal, time))))


def _rows(address: str, rule: str, terminal: str, time: str) -> str:
    rows = {"address": address, "rule": rule, "terminal": terminal, "time": time}
    return "".join(
        f"<dt>{_said(f'gates.web.page.{row}')}</dt><dd>{value}</dd>\n"
        for row, value in rows.items()
        if value
    )


def _written(kind: str, way: str, rows: str, head: str = "", category: str = "") -> str:
    """``way``: refused, notice, or unsent."""
    on = f'<p><a href="%U">{_said("gates.web.page.go_on")}</a></p>\n' if way == "notice" else ""
    style = "alarm" if kind == "fake_support" else way
    return (
        f"<!doctype html>\n<!-- {head} -->\n"
        f'<html lang="ja"><head><meta charset="utf-8"><title>{_said(f"gates.web.page.{way}")}'
        f'</title><style>{_STYLE}</style></head>\n<body class="{style}">\n'
        f"<h1>{_said(f'gates.web.page.{kind}')}</h1>\n"
        f"<p>{_said(f'gates.web.page.why_{kind}', category=category)}</p>\n"
        f"<p>{_said(f'gates.web.page.{way}_do')}</p>\n{on}"
        f"<dl>\n{rows}</dl>\n"
        f"<p>{_said('gates.web.page.ask')}</p>\n</body></html>\n"
    )


def _still(text: str) -> str:
    """A text that Squid takes nothing in for its own."""
    return html.escape(text).replace("%", "%%")


def _said(code: str, **values: str) -> str:
    return say(code, "ja", **values)
