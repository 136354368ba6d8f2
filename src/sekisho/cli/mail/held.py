"""``sekisho mail held``: what was held, made harmless or refused; one of them shown safely,
released or deleted, each with who decided it and why."""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sekisho.cli.arguments import passwords_from, rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import folder
from sekisho.cli.mail.serve import STATE
from sekisho.cli.voice import Voice, in_one_line
from sekisho.events.time import iso
from sekisho.gates.mail.opened import opened
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.programs import program

DONE = {"release": "-H", "delete": "-d"}
"""What ``postsuper`` is asked: out of the hold queue, or away (postsuper(1))."""
_STOPPED = ("hold", "refuse", "harmless")
SHOWN = 4000


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``list|show|release|delete [ID] [--by NAME --reason TEXT]``."""
    parser.add_argument("what", choices=("list", "show", "release", "delete"),
                        help=voice.text("cli.mail.what"))  # fmt: skip
    parser.add_argument("id", nargs="?", metavar="ID", help=voice.text("cli.mail.id"))
    parser.add_argument("--state", metavar="DIR", default=STATE, help=voice.text("cli.mail.state"))
    parser.add_argument("--rulebook", metavar="PATH", help=voice.text("cli.rulebook"))
    parser.add_argument("--passwords", metavar="FILE", help=voice.text("cli.passwords"))
    parser.add_argument("--by", metavar="NAME", help=voice.text("cli.mail.by"))
    parser.add_argument("--reason", metavar="TEXT", help=voice.text("cli.mail.reason"))
    parser.add_argument("--postfix", metavar="DIR", help=voice.text("cli.mail.postfix"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Lists, or does what was asked for with one mail."""
    sealed = Sealed(folder(given.state))
    if given.what == "list":
        return _list(sealed, voice)
    found = _found(sealed, given.id)
    if given.what == "show":
        return _show(sealed, found, passwords_from(given), voice)
    return _decide(sealed, found, given, voice, clock)


def _list(sealed: Sealed, voice: Voice) -> Exit:
    entries = list(sealed.entries())
    # a queue id may come again for another mail
    decided = {(one["decided"], one["sha256"]): one for one in entries if "decided" in one}
    rows = [one for one in entries if one.get("done") in _STOPPED or _watched(one)]
    voice.result([{**one, "decision": decided.get(_key(one))} for one in rows])
    for one in rows:
        done = decided.get(_key(one))
        shown = done["what"] if done else one["verdict"]
        codes = " ".join(dict.fromkeys(rule["rule"] for rule in one["rules"]))
        voice.line("\t".join((
            one["queue_id"], one["at"], voice.text(f"gates.mail.verdict.{shown}"),
            voice.text("cli.mail.passed") if one["done"] in ("accept", "tag") else "", one["from"],
            ",".join(one["to"]), in_one_line(one["subject"]), codes,
        )))  # fmt: skip
    voice.say("cli.mail.held_count", count=len(rows))
    if lost := sealed.unreadable():
        voice.say("cli.mail.record_cut_off", count=lost)
    return Exit.NOT_ALL_READ if lost else Exit.DONE


def _watched(entry: dict[str, Any]) -> bool:
    """What would have been stopped, had the gate not only observed or warned."""
    return entry.get("verdict") in _STOPPED


def _key(entry: dict[str, Any]) -> tuple[str, str]:
    return entry["queue_id"], entry["sha256"]


def _found(sealed: Sealed, queue_id: str | None) -> dict[str, Any]:
    found = [one for one in sealed.entries() if queue_id and one.get("queue_id") == queue_id]
    if not found:
        raise BadInputError("cli.mail.no_such_mail", id=str(queue_id or ""))
    return found[-1]


def _show(sealed: Sealed, found: dict[str, Any], passwords: tuple[str, ...], voice: Voice) -> Exit:
    """Text alone; control signs and signs that turn the direction of writing are made visible.
    With passwords, which often come in another mail, what they open is shown, too."""
    voice.result(found)
    for rule in found["rules"]:
        seen = " ".join(filter(None, (rule["place"], rule["value"])))
        voice.line(f"{rule['rule']}\t{voice.text('gates.' + rule['rule'])}\t{in_one_line(seen)}")
    path = sealed.path(found["sha256"])
    mail = opened(path.read_bytes(), passwords=passwords) if path.exists() else None
    files = [(one["real"], one["sha256"], one["place"]) for one in found["files"]]
    if mail and passwords:
        files = [(one.closed or one.real, one.sha256, one.where) for one in mail.files]
    for real, sha256, place in files:
        voice.line(f"  {real:10}  {sha256[:16]:16}  {in_one_line(place)}")
    for text in mail.texts if mail else ():
        for line in text[:SHOWN].splitlines():
            voice.line(f"| {in_one_line(line)}")
    return Exit.DONE


def _decide(
    sealed: Sealed, found: dict[str, Any], given: argparse.Namespace, voice: Voice, clock: datetime
) -> Exit:
    rulebook = rulebook_from(given)
    person = rulebook.person(given.by or "")
    allowed = {one for name in rulebook.mail.approvers if (one := rulebook.person(name))}
    if person is None or person not in allowed:
        raise BadInputError("cli.mail.not_an_approver", by=given.by or "")
    if not given.reason:
        raise BadInputError("cli.mail.no_reason")
    told = _asked("postsuper", DONE[given.what], found["queue_id"], given.postfix)
    if given.what == "release" and told.returncode == 0:
        # at once, not at the next round of the queue
        _asked("postqueue", "-i", found["queue_id"], given.postfix)
    outcome = "done" if told.returncode == 0 else told.stderr.decode("utf-8", "replace").strip()
    sealed.record({
        "at": iso(clock), "decided": found["queue_id"], "what": given.what, "by": person.name,
        "reason": given.reason, "outcome": outcome, "sha256": found["sha256"],
    })  # fmt: skip
    if told.returncode:
        raise BadInputError("cli.mail.not_done", id=found["queue_id"], why=outcome)
    voice.say(f"cli.mail.{given.what}d", id=found["queue_id"])
    return Exit.DONE


def _asked(
    name: str, what: str, queue_id: str, postfix: str | None
) -> subprocess.CompletedProcess[bytes]:
    found = program(name)
    if found is None or not re.fullmatch(r"[0-9A-Za-z]{4,32}", queue_id):
        raise BadInputError("cli.mail.no_postfix")
    words: Sequence[str] = [found, *(("-c", postfix) if postfix else ()), what, queue_id]
    return subprocess.run(words, capture_output=True, check=False, timeout=60)  # noqa: S603
