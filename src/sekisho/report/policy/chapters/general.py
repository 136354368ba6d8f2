"""総則, 評価・見直し: what the paper is, since when, who is in charge, how it was amended."""

from __future__ import annotations

from sekisho.report.policy.articles import Article, Chapter, Clause
from sekisho.report.policy.desk import Desk, section
from sekisho.report.policy.values import since_of


def general(desk: Desk) -> Chapter:
    """Purpose, scope, when it came into force, who is in charge, whom no gate refuses."""
    articles = [_purpose(desk), _scope(desk), _force(desk), _charge(desk)]
    if "never_refused" in desk.written:
        articles.append(_exempt(desk))
    return Chapter("general", desk.text("regulation.chapter.general"), tuple(articles))


def _purpose(desk: Desk) -> Article:
    return Article(
        "purpose",
        desk.text("regulation.purpose.title"),
        (),
        (
            Clause(desk.line("regulation.purpose.why", town=desk.town)),
            Clause(desk.line("regulation.purpose.same", digest=desk.book.digest[:16])),
        ),
    )


def _scope(desk: Desk) -> Article:
    clause = Clause(desk.line("regulation.scope.whom", town=desk.town))
    return Article("scope", desk.text("regulation.scope.title"), (), (clause,))


def _force(desk: Desk) -> Article:
    if desk.book.history:
        latest = max(desk.book.history, key=lambda one: one.since)
        since = since_of(latest.since, desk.language)
        line = desk.line("regulation.force.since", since=since, revision=latest.revision)
    else:
        line = desk.undecided("regulation.force.open")
    return Article("force", desk.text("regulation.force.title"), ("history",), (Clause(line),))


def _charge(desk: Desk) -> Article:
    town = desk.book.town
    if not town.department:
        clauses = [Clause(desk.undecided("regulation.charge.open"))]
    else:
        clauses = [Clause(desk.line("regulation.charge.department", department=town.department))]
    if town.telephone:
        clauses.append(Clause(desk.line("regulation.charge.telephone", telephone=town.telephone)))
    return Article("charge", desk.text("regulation.charge.title"), ("town",), tuple(clauses))


def _exempt(desk: Desk) -> Article:
    exempt, known = desk.book.never_refused, section("never_refused")["properties"]
    named = [
        desk.text("regulation.pair", name=known[name]["title"], value=desk.said(value, known[name]))
        for name in ("people", "assets", "addresses", "domains", "mail")
        if (value := getattr(exempt, name))
    ]
    clauses = [
        Clause(desk.line("regulation.exempt.these"), (desk.bullets(named),) if named else ())
    ]
    if exempt.reason:
        clauses.append(Clause(desk.line("regulation.exempt.reason", reason=exempt.reason)))
    return Article(
        "exempt", desk.text("regulation.exempt.title"), ("never_refused",), tuple(clauses)
    )


def revision(desk: Desk) -> Chapter:
    """How the rulebook was amended."""
    articles = []
    if desk.book.history:
        keys = ("revision", "changed", "since", "who", "what", "why", "decision")
        table = desk.table("regulation.revised.table", desk.book.history, keys, section("history"))
        clause = Clause(desk.line("regulation.revised.so"), (table,))
        title = desk.text("regulation.revised.title")
        articles.append(Article("revised", title, ("history",), (clause,)))
    return Chapter("revision", desk.text("regulation.chapter.revision"), tuple(articles))
