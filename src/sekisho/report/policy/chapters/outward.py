"""ウェブ閲覧, メール: what goes out and what comes in."""

from __future__ import annotations

from dataclasses import asdict

from sekisho.report.policy.articles import Article, Chapter, Clause
from sekisho.report.policy.desk import TERM, Desk, key


def web(desk: Desk) -> Chapter:
    """Private use, categories, releases."""
    own = desk.book.web
    articles = []
    if own.private_use:
        clause = Clause(desk.line(f"regulation.private.{own.private_use}"))
        articles.append(
            Article("private", desk.text("regulation.private.title"), ("web",), (clause,))
        )
    if own.categories:
        keys: tuple[str, ...] = ("name", "judgement", "domains", "patterns")
        table = desk.table(
            "regulation.categories.table", own.categories, keys, key("web", "categories")
        )
        clause = Clause(desk.line("regulation.categories.judged"), (table,))
        title = desk.text("regulation.categories.title")
        articles.append(Article("categories", title, ("web",), (clause,)))
    if own.exceptions:
        keys = ("domains", "people", "departments", "reason", "ticket", TERM)
        table = desk.table(
            "regulation.releases.table", own.exceptions, keys, key("web", "exceptions")
        )
        line = desk.line("regulation.releases.only", count=len(own.exceptions))
        clause = Clause(line, (table,) if desk.detailed else ())
        title = desk.text("regulation.releases.title")
        articles.append(Article("releases", title, ("web",), (clause,)))
    return Chapter("web", desk.text("regulation.chapter.web"), tuple(articles))


def mail(desk: Desk) -> Chapter:
    """Attachments that are not taken or held, personal information that goes out."""
    own = desk.book.mail
    clauses = []
    if own.forbidden_attachments:
        listed = desk.listed(own.forbidden_attachments)
        clauses.append(Clause(desk.line("regulation.mail.forbidden", extensions=listed)))
    if own.held_attachments:
        listed = desk.listed(own.held_attachments)
        clauses.append(Clause(desk.line("regulation.mail.held", extensions=listed)))
    if own.personal_outgoing:
        clauses.append(Clause(desk.line(f"regulation.mail.personal.{own.personal_outgoing}")))
    if own.domains:
        clauses.append(Clause(desk.line("regulation.mail.own", domains=desk.listed(own.domains))))
    title = desk.text("regulation.mail.title")
    articles = [Article("mail", title, ("mail",), tuple(clauses))] if clauses else []
    if clauses:
        articles += [_encryption(desk), _numbers(desk)]
    return Chapter("mail", desk.text("regulation.chapter.mail"), tuple(articles))


def _encryption(desk: Desk) -> Article:
    """How attachments leave encrypted, who lets held mails go, to whom passwords are told."""
    own = desk.book.mail
    clauses = []
    if own.personal_outgoing == "encrypt" or own.encryption.rules:
        clauses.append(Clause(desk.line(f"regulation.mail.form.{own.encryption.form}")))
        clauses.append(Clause(desk.line(f"regulation.mail.handover.{own.encryption.handover}")))
    if own.encryption.rules:
        names: tuple[str, ...] = ("name", "words", "addressees", "form", "reason")
        form = key("mail", "encryption", "rules")
        table = desk.table("regulation.mail.rules.table", own.encryption.rules, names, form)
        clauses.append(Clause(desk.line("regulation.mail.rules"), (table,)))
    if own.approvers and desk.detailed:
        listed = desk.listed(own.approvers)
        clauses.append(Clause(desk.line("regulation.mail.approvers", names=listed)))
    elif own.approvers:
        clauses.append(Clause(desk.line("regulation.mail.approver", count=len(own.approvers))))
    if own.two_approvers:
        listed = desk.listed(desk.text(f"gates.{rule}") for rule in own.two_approvers)
        clauses.append(Clause(desk.line("regulation.mail.two", rules=listed)))
    if not clauses:
        clauses.append(Clause(desk.undecided("regulation.mail.nobody")))
    title = desk.text("regulation.mail.leaving")
    return Article("mail-leaving", title, ("mail",), tuple(clauses))


def _numbers(desk: Desk) -> Article:
    """From which number on the gate acts."""
    numbers = asdict(desk.book.mail.thresholds)
    line = desk.line("regulation.mail.numbers", **numbers)
    return Article(
        "mail-numbers", desk.text("regulation.mail.thresholds"), ("mail",), (Clause(line),)
    )
