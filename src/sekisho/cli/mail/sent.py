"""``sekisho mail sent``: mails that took personal information along, or left encrypted."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sekisho.cli.exits import Exit
from sekisho.cli.given import folder, moment
from sekisho.cli.mail.serve import STATE
from sekisho.cli.voice import Voice, in_one_line
from sekisho.gates.mail.decisions import FINAL, of_mail, perhaps_done
from sekisho.gates.mail.sealed import Sealed


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``[--state DIR] [--since TIME] [--until TIME]``."""
    parser.add_argument("--state", metavar="DIR", default=STATE, help=voice.text("cli.mail.state"))
    parser.add_argument("--since", metavar="TIME", help=voice.text("cli.mail.since"))
    parser.add_argument("--until", metavar="TIME", help=voice.text("cli.mail.until"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """A line a mail: when, to whom, whose data, in what form, by which rules and approvals."""
    sealed = Sealed(folder(given.state))
    since = moment(given.since, clock) if given.since else None
    until = moment(given.until, clock) if given.until else None
    entries = list(sealed.entries())
    rows = [
        {**one, "approved": _approved(own), "perhaps": one["done"] == "hold" and not _released(own)}
        for one in entries
        if "leaving" in one and _within(one["at"], since, until)
        and _left(one, own := of_mail(one, entries))
    ]  # fmt: skip
    voice.result(rows)
    for one in rows:
        voice.line(_line(one, voice))
    voice.say("cli.mail.sent_count", count=len(rows))
    if lost := sealed.unreadable():
        voice.say("cli.mail.record_cut_off", count=lost)
    return Exit.NOT_ALL_READ if lost else Exit.DONE


def _within(at: str, since: datetime | None, until: datetime | None) -> bool:
    moment_of = datetime.fromisoformat(at)
    return (since is None or since <= moment_of) and (until is None or moment_of < until)


def _approved(decisions: Sequence[Mapping[str, Any]]) -> list[str]:
    return [one["by"] for one in decisions
            if one["what"] in ("approve", "release") and one["outcome"] == "done"]  # fmt: skip


def _left(one: dict[str, Any], decisions: Sequence[Mapping[str, Any]]) -> bool:
    """What was refused never left, what is held has not yet; what somebody was killed over while
    he let it go has perhaps."""
    begun = perhaps_done([each for each in decisions if each["what"] in FINAL])
    gone = _released(decisions) or (begun is not None and begun["what"] == "release")
    return one["done"] != "refuse" and (one["done"] != "hold" or gone)


def _released(decisions: Sequence[Mapping[str, Any]]) -> bool:
    return any(each["what"] == "release" and each["outcome"] == "done" for each in decisions)


def _line(one: dict[str, Any], voice: Voice) -> str:
    own = one["leaving"]
    numbers = voice.text(f"cli.mail.numbers_{'yes' if own['my_number'] else 'no'}")
    whose = voice.text("cli.mail.sent_line", persons=_bounds(own["persons"]),
                       households=_bounds(own["households"]), numbers=numbers)  # fmt: skip
    made = " ".join(f"{'、'.join(each['names'])} → {each['as']}" for each in own["encrypted"])
    by = ", ".join(one["approved"])
    rules = dict.fromkeys(rule["rule"] for rule in one["rules"])
    return "\t".join((
        one["queue_id"], one["at"], one["from"], ",".join(one["to"]), whose,
        in_one_line(made) or voice.text("cli.mail.in_clear"), " ".join((*rules, *own["rules"])),
        voice.text("cli.mail.approved_by", by=by) if by else voice.text("cli.mail.not_approved"),
        *((voice.text("cli.mail.perhaps_left"),) if one["perhaps"] else ()),
    ))  # fmt: skip


def _bounds(given: list[int] | None) -> str:
    if given is None:
        return "?"
    low, high = given
    return str(low) if low == high else f"{low}-{high}"
