"""許可: how to apply, and for how long a permission counts; remote support by contractors."""

from __future__ import annotations

from sekisho.report.policy.articles import Article, Chapter, Clause
from sekisho.report.policy.desk import TERM, Desk, section


def permissions(desk: Desk) -> Chapter:
    """Applications and their register; permitted remote support."""
    asked = (("permissions", _applied), ("support", _support))
    articles = tuple(write(desk) for name, write in asked if name in desk.written)
    return Chapter("permissions", desk.text("regulation.chapter.permissions"), articles)


def _applied(desk: Desk) -> Article:
    every = desk.book.permissions
    keys = ("ticket", "kind", "what", "state", "department", "approver", TERM)
    below = (
        (desk.table("regulation.permissions.table", every, keys, section("permissions")),)
        if desk.detailed and every
        else ()
    )
    clauses = (
        Clause(desk.line("regulation.permissions.apply")),
        Clause(desk.line("regulation.permissions.counts"), below),
    )
    title = desk.text("regulation.permissions.title")
    return Article("permissions", title, ("permissions",), clauses)


def _support(desk: Desk) -> Article:
    every = desk.book.support
    keys = ("tool", "host", "contractor", "reason", "ticket", TERM, "hours")
    below = (
        (desk.table("regulation.support.table", every, keys, section("support")),)
        if desk.detailed and every
        else ()
    )
    line = desk.line("regulation.support.only", count=len(every))
    title = desk.text("regulation.support.title")
    return Article("support", title, ("support",), (Clause(line, below),))
