"""``sekisho mail held``: what was held, made harmless, encrypted or refused; one of them shown
safely, released, deleted or asked about, each with who decided it and why."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.policy import SMTP
from typing import Any

from sekisho.cli.arguments import passwords_from, rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import folder, result_path
from sekisho.cli.mail.serve import STATE
from sekisho.cli.mail_pages import write_pages
from sekisho.cli.mail_record import found_in
from sekisho.cli.voice import Voice, in_one_line
from sekisho.events.time import iso
from sekisho.gates.mail import passwords
from sekisho.gates.mail.answers import CHANGED
from sekisho.gates.mail.decisions import (
    ASK,
    DONE,
    FINAL,
    Entry,
    MayNotError,
    approver,
    carried_out,
    of_mail,
    perhaps_done,
    question,
    second_needed,
    undecided,
)
from sekisho.gates.mail.judge import limits
from sekisho.gates.mail.opened import Opened, opened
from sekisho.gates.mail.queue import NOT_THERE, away, can_ask, out_of_hold
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.told.again import WHAT as AGAIN
from sekisho.gates.mail.told.again import latest
from sekisho.gates.mail.told.memory import keys_of, told_of
from sekisho.gates.posted import posted
from sekisho.ledger.private import write_private
from sekisho.rulebook import Person, Rulebook

ASKED = {"release": out_of_hold, "delete": away}
"""What Postfix is asked."""
SHOWN = 4000


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``list|show|release|delete|ask [ID] [--by NAME --reason TEXT]``."""
    parser.add_argument("what", choices=("list", "show", "release", "delete", "ask"),
                        help=voice.text("cli.mail.what"))  # fmt: skip
    parser.add_argument("id", nargs="?", metavar="ID", help=voice.text("cli.mail.id"))
    parser.add_argument("--state", metavar="DIR", default=STATE, help=voice.text("cli.mail.state"))
    parser.add_argument("--rulebook", metavar="PATH", help=voice.text("cli.rulebook"))
    parser.add_argument("--passwords", metavar="FILE", help=voice.text("cli.passwords"))
    parser.add_argument("--by", metavar="NAME", help=voice.text("cli.mail.by"))
    parser.add_argument("--reason", metavar="TEXT", help=voice.text("cli.mail.reason"))
    parser.add_argument("--postfix", metavar="DIR", help=voice.text("cli.mail.postfix"))
    parser.add_argument("--pages", metavar="FILE", help=voice.text("cli.mail.pages"))
    parser.add_argument("--send", action="store_true", help=voice.text("cli.mail.send"))
    parser.add_argument("--out", metavar="FILE", help=voice.text("cli.mail.out"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Lists, or does what was asked for with one mail."""
    sealed = Sealed(folder(given.state))
    if given.what == "list":
        return _list(sealed, voice)
    found = found_in(sealed, given.id)
    rulebook = rulebook_from(given)
    if given.what == "show":
        return _show(sealed, found, rulebook, given, voice, clock)
    try:
        person = approver(given.by or "", found, rulebook)
        if not given.reason:
            raise BadInputError("cli.mail.no_reason")
        if given.what == "ask":
            return _ask(sealed, found, person, rulebook, given, voice, clock)
        return _decide(sealed, found, person, rulebook, given, voice, clock)
    except MayNotError as error:
        raise BadInputError(error.code, **error.values) from None


def _list(sealed: Sealed, voice: Voice) -> Exit:
    entries = list(sealed.entries())
    # a queue id may come again for another mail
    decided: dict[tuple[str, str], list[Entry]] = {}
    for one in filter(_decision, entries):
        decided.setdefault((one["decided"], one["sha256"]), []).append(one)
    again = {key: one[AGAIN] for key, one in latest(entries).items()}
    rows = [one for one in entries if "queue_id" in one and _concerns(one, again)]
    voice.result([
        {**one, "decision": own[-1] if (own := decided.get(_key(one))) else None,
         "perhaps": perhaps_done(own or ()), AGAIN: again.get(_key(one))}
        for one in rows
    ])  # fmt: skip
    for one in rows:
        done = [each for each in decided.get(_key(one), ()) if each["outcome"] == DONE]
        shown = done[-1]["what"] if done else one["verdict"]
        codes = " ".join(dict.fromkeys(rule["rule"] for rule in one["rules"]))
        voice.line("\t".join((
            one["queue_id"], one["at"], voice.text(f"gates.mail.verdict.{shown}"),
            voice.text("cli.mail.passed") if one["done"] in ("accept", "tag") else "", one["from"],
            ",".join(one["to"]), in_one_line(one["subject"]), codes,
            *_anew(again.get(_key(one)), voice),
        )))  # fmt: skip
    voice.say("cli.mail.held_count", count=len(rows))
    for one in rows:
        _tell_perhaps(perhaps_done(decided.get(_key(one), ())), voice)
    proposed = [one for one in rows if _proposed(again.get(_key(one)))
                and undecided(decided.get(_key(one), ()))]  # fmt: skip
    if proposed:
        voice.say("cli.mail.proposed", count=len(proposed))
    if lost := sealed.unreadable():
        voice.say("cli.mail.record_cut_off", count=lost)
    return Exit.NOT_ALL_READ if lost else Exit.DONE


def _concerns(one: dict[str, Any], again: Mapping[tuple[str, str], Any]) -> bool:
    """Whether it was changed or would be, also by what a password showed later."""
    stopped = one.get("done") in CHANGED or one.get("verdict") in CHANGED
    return stopped or again.get(_key(one), {}).get("result") == "found"


def _proposed(again: Mapping[str, Any] | None) -> bool:
    return again is not None and again["held"] and again["result"] == "clean"


def _anew(again: Mapping[str, Any] | None, voice: Voice) -> list[str]:
    """What came of it when the password was there: in words, and the rules."""
    if again is None:
        return []
    how = "propose" if _proposed(again) else again["result"]
    codes = " ".join(dict.fromkeys(rule["rule"] for rule in again["rules"]))
    return [voice.text(f"gates.mail.again.{how}"), codes]


def _decision(entry: Entry) -> bool:
    return entry.get("what") in (*FINAL, "approve", ASK)


def _tell_perhaps(begun: Entry | None, voice: Voice) -> None:
    """What a kill between asking Postfix and writing it down left open."""
    if begun is not None:
        what = voice.text(f"cli.mail.begun.{begun['what']}")
        by = begun["by"] or voice.text("cli.mail.by_itself")
        voice.say("cli.mail.perhaps_done", id=begun["decided"], what=what, at=begun["at"], by=by)


def _key(entry: dict[str, Any]) -> tuple[str, str]:
    return entry["queue_id"], entry["sha256"]


def _show(
    sealed: Sealed, found: dict[str, Any], rulebook: Rulebook, given: argparse.Namespace,
    voice: Voice, clock: datetime,
) -> Exit:  # fmt: skip
    """Text alone; control signs and signs that turn the direction of writing are made visible.
    With passwords, which often come in another mail, what they open is shown, too."""
    voice.result(found)
    _rules(found["rules"], voice)
    before = of_mail(found, sealed.entries())
    _tell_perhaps(perhaps_done([one for one in before if _decision(one)]), voice)
    again = latest(before).get(_key(found))
    if again is not None:
        voice.line("\t".join((again["at"], _anew(again[AGAIN], voice)[0])))
        _rules(again[AGAIN]["rules"], voice)
    mail, keys = _opened(sealed, found, rulebook, given)
    # of what stayed shut the kind was told by its name alone
    files = [(one["real"] if one["sha256"] else "closed", one["sha256"], one["place"])
             for one in found["files"]]  # fmt: skip
    if mail and keys:
        files = [(one.closed or one.real, one.sha256, one.where) for one in mail.files]
    for real, sha256, place in files:
        voice.line(f"  {real:10}  {sha256[:16]:16}  {in_one_line(place)}")
    if mail is None:
        voice.say("cli.mail.record_alone", id=found["queue_id"])
    for text in mail.texts if mail else ():
        for line in text[:SHOWN].splitlines():
            voice.line(f"| {in_one_line(line)}")
    if given.pages:
        if mail is None:
            raise BadInputError("cli.mail.no_original", id=found["queue_id"])
        write_pages(mail, found["queue_id"], result_path(given.pages), voice, clock)
    return Exit.DONE


def _rules(rules: Sequence[Mapping[str, str]], voice: Voice) -> None:
    for rule in rules:
        seen = " ".join(filter(None, (rule["place"], rule["value"])))
        voice.line(f"{rule['rule']}\t{voice.text('gates.' + rule['rule'])}\t{in_one_line(seen)}")


def _opened(
    sealed: Sealed, found: dict[str, Any], rulebook: Rulebook, given: argparse.Namespace
) -> tuple[Opened | None, tuple[str, ...]]:
    """The sealed mail opened with the passwords given and those remembered for it, which are."""
    path = sealed.path(found["sha256"])
    keys = passwords_from(given)
    if not path.exists():
        return None, keys
    data = path.read_bytes()
    mail = opened(data, limits(rulebook), keys)
    told = told_of(rulebook, sealed.folder).told(mail, datetime.fromisoformat(found["at"]))
    if more := keys_of(told):
        keys = (*keys, *more)
        mail = opened(data, limits(rulebook), keys)
    return mail, keys


def _ask(
    sealed: Sealed, found: dict[str, Any], person: Person, rulebook: Rulebook,
    given: argparse.Namespace, voice: Voice, clock: datetime,
) -> Exit:  # fmt: skip
    if not (given.send or given.out):
        raise BadInputError("cli.mail.ask_nowhere")
    mail = question(found, person, given.reason, rulebook, clock, voice.language)
    if mail is None:
        raise BadInputError("cli.mail.no_sender", id=found["queue_id"])
    if given.out:
        write_private(result_path(given.out), mail.as_bytes(policy=SMTP))
    line = _line(found, ASK, person, given.reason, clock)
    if given.send:
        _tell_perhaps(perhaps_done(_asked(found, sealed)), voice)
        why = carried_out(sealed.record, line, lambda: posted(mail, given.postfix))
        if why:
            raise BadInputError("cli.mail.not_posted", why=why)
    else:
        sealed.record({**line, "outcome": DONE})
    done = "cli.mail.asked_sent" if given.send else "cli.mail.asked"
    voice.say(done, id=found["queue_id"], to=found["from"])
    return Exit.DONE


def _asked(found: Entry, sealed: Sealed) -> list[Entry]:
    return [one for one in of_mail(found, sealed.entries()) if one["what"] == ASK]


def _decide(
    sealed: Sealed, found: dict[str, Any], person: Person, rulebook: Rulebook,
    given: argparse.Namespace, voice: Voice, clock: datetime,
) -> Exit:  # fmt: skip
    queue_id, what = found["queue_id"], given.what
    before = of_mail(found, sealed.entries())
    final = [one for one in before if one["what"] in FINAL]
    if not undecided(before):
        if what == _last(final) == "release" and _hand(sealed, found, rulebook, given, clock):
            voice.say("cli.mail.handed", id=queue_id)
            return Exit.DONE
        shown = voice.text(f"gates.mail.verdict.{_last(final)}")
        raise BadInputError("cli.mail.already_decided", id=queue_id, what=shown)
    line = _line(found, what, person, given.reason, clock)
    if what == "release" and (rules := second_needed(found, person, before, rulebook)):
        sealed.record({**line, "what": "approve", "outcome": DONE})
        voice.say("cli.mail.need_second", id=queue_id, by=person.name, rules=rules)
        return Exit.DONE
    if not can_ask(queue_id):
        raise BadInputError("cli.mail.no_postfix")
    begun = perhaps_done(final)
    _tell_perhaps(begun, voice)
    same = any(one["what"] == what for one in final if begun is not None)
    why = carried_out(sealed.record, line, lambda: ASKED[what](queue_id, given.postfix, begun=same))
    if why == NOT_THERE and begun:
        raise BadInputError("cli.mail.perhaps_gone", id=queue_id)
    if why == NOT_THERE:
        raise BadInputError("cli.mail.not_in_queue", id=queue_id)
    if why:
        raise BadInputError("cli.mail.not_done", id=queue_id, why=why)
    if what == "release":
        _hand(sealed, found, rulebook, given, clock)
    voice.say(f"cli.mail.{what}d", id=queue_id)
    return Exit.DONE


def _last(final: Sequence[Entry]) -> str:
    return next((str(one["what"]) for one in reversed(final) if one["outcome"] == DONE), "")


def _hand(
    sealed: Sealed, found: dict[str, Any], rulebook: Rulebook, given: argparse.Namespace,
    now: datetime,
) -> bool:  # fmt: skip
    """The password of a mail goes on its own way only when the mail itself may; gives whether any
    letter was still to be sent."""
    key = found.get("leaving", {}).get("password")
    one = passwords.kept(sealed.folder, key) if key else None
    if one is None:
        return False
    before = of_mail(found, sealed.entries())
    told = {each["reason"] for each in before if each["what"] == passwords.TOLD
            and each["outcome"] == DONE}  # fmt: skip
    sent = False
    for line in passwords.handed(
        one, rulebook, lambda mail: posted(mail, given.postfix), now, told
    ):
        sealed.record(line)
        sent = True
    return sent


def _line(
    found: Entry, what: str, person: Person, reason: str, now: datetime
) -> dict[str, Any]:  # fmt: skip
    return {
        "at": iso(now), "decided": found["queue_id"], "what": what, "by": person.name,
        "reason": reason, "sha256": found["sha256"],
    }  # fmt: skip
