"""``sekisho rulebook print PATH --out FILE``: the rulebook as a paper of the office."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, moment
from sekisho.cli.rulebook_paper import add_paper, write_paper
from sekisho.cli.voice import Voice
from sekisho.report.policy.application import FORM, application
from sekisho.report.policy.document import PAPERS, document
from sekisho.rulebook import Permission, Rulebook
from sekisho.rulebook.loading import opened
from sekisho.rulebook.permissions import by_ticket, key_of


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The rulebook, which paper, the form of an application instead, and the file."""
    parser.add_argument("path", metavar="PATH", help=voice.text("cli.rulebook_path"))
    paper = voice.text("cli.rulebook.paper")
    parser.add_argument("--paper", choices=PAPERS, default="standard", help=paper)
    parser.add_argument("--form", metavar="NAME", help=voice.text("cli.rulebook.form"))
    parser.add_argument("--ticket", metavar="NUMBER", help=voice.text("cli.rulebook.ticket"))
    parser.add_argument("--now", metavar="TIME", help=voice.text("cli.rulebook.now"))
    add_paper(parser, voice, required=True)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Writes one paper in the form that the file's name asks for."""
    now, rulebook = moment(given.now, clock), opened(existing(given.path))
    if given.form is None and given.ticket is None:
        made = document(rulebook, given.paper, now, voice.language)
    else:
        if given.form not in (None, FORM):
            raise BadInputError("cli.rulebook.no_form", given=given.form, known=FORM)
        permission = _permission(rulebook.book, given.ticket)
        made = application(rulebook.book, permission, now, voice.language)
    path = write_paper(given.out, made, voice)
    voice.result({"paper": str(path), "digest": rulebook.book.digest})
    return Exit.DONE


def _permission(book: Rulebook, ticket: str | None) -> Permission | None:
    if ticket is None:
        return None
    found = by_ticket(book.permissions).get(key_of(ticket))
    if found is None:
        known = ", ".join(one.ticket for one in book.permissions)
        raise BadInputError("cli.rulebook.no_ticket", given=ticket, known=known)
    return found
