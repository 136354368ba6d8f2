"""``sekisho mail judge PATH…``: stored mails (.eml, mbox) judged as the gate would."""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.engines import asked_engines, asked_sites
from sekisho.cli.exits import Exit
from sekisho.cli.given import existing
from sekisho.cli.voice import Voice, in_one_line
from sekisho.gates.mail.answers import entry
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.real import real_type
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.mail.told.again import WHAT, Again
from sekisho.gates.mail.told.memory import told_of
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook
from sekisho.sources.mail.mbox import messages_of
from sekisho.sources.mail.parts import AS_WRITTEN

SHOWN = 200
HEAD = 1024 * 1024
"""Bytes of a mail in which its header ends."""


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``PATH… [--rulebook PATH]``."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help=voice.text("cli.mail.paths"))
    parser.add_argument("--rulebook", metavar="PATH", help=voice.text("cli.rulebook"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """A line a mail that anything was seen in, and the sums."""
    rulebook = rulebook_from(given)
    with tempfile.TemporaryDirectory() as folder:
        return _judged(given, rulebook, Path(folder), voice, clock)


def _judged(
    given: argparse.Namespace, rulebook: Rulebook, folder: Path, voice: Voice, clock: datetime
) -> Exit:
    """``folder``: where passwords of other mails are remembered meanwhile."""
    told, sealed = told_of(rulebook, folder), Sealed(folder)
    judge = Judge(
        rulebook, Stages("enforce"), engines=asked_engines(rulebook), told=told,
        sites=asked_sites(rulebook, voice),
    )  # fmt: skip
    again = Again(judge, told, sealed, lambda *_: "", lambda _: None)
    results = []
    verdicts: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    others: list[Path] = []
    for name, data in mails([existing(path) for path in given.paths], others):
        envelope = _envelope(data, clock)
        judged, mail = judge.of(data, envelope)
        verdicts[judged.verdict] += 1
        rules.update({sign.code for sign in judged.signs})
        result = {"name": name}
        digest = hashlib.sha256(data).hexdigest()
        result |= entry(judged, mail, envelope, "", digest, clock)
        # nothing is held here: a mail that waits has its copy
        again.after(
            replace(judged, done="accept"), mail, envelope, name, digest, envelope.at or clock
        )
        results.append(result)
        if judged.signs and sum(verdicts.values()) - verdicts["accept"] <= SHOWN:
            codes = " ".join(dict.fromkeys(sign.code for sign in judged.signs))
            shown = voice.text(f"gates.mail.verdict.{judged.verdict}")
            voice.line(f"{shown}\t{in_one_line(name)}\t{codes}")
    anew = list(sealed.entries())
    by_mail = {(one["decided"], one["sha256"]): one[WHAT] for one in anew}
    voice.result([
        {**one, WHAT: by_mail[key]} if (key := (one["name"], one["sha256"])) in by_mail else one
        for one in results
    ])  # fmt: skip
    for one in anew:
        codes = " ".join(dict.fromkeys(rule["rule"] for rule in one[WHAT]["rules"]))
        shown = voice.text(f"gates.mail.again.{one[WHAT]['result']}")
        voice.line(f"{shown}\t{in_one_line(one['decided'])}\t{codes}")
    voice.say("cli.mail.judged", count=sum(verdicts.values()))
    if others:
        voice.say("cli.mail.no_mails", count=len(others))
    for verdict, count in verdicts.most_common():
        voice.line(f"  {count:6d}  {voice.text(f'gates.mail.verdict.{verdict}')}")
    for rule, count in rules.most_common():
        voice.line(f"  {count:6d}  {rule}  {voice.text(f'gates.{rule}')}")
    return Exit.DONE


def mails(paths: list[Path], others: list[Path]) -> Iterator[tuple[str, bytes]]:
    """The mails in files and folders; ``others`` gets the files that are none."""
    for path in paths:
        files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in files:
            with file.open("rb") as stream:
                head = stream.read(4096)
                if not head.startswith(b"From "):
                    if file in paths or real_type(head, file.name) == "mail":
                        yield str(file), file.read_bytes()
                    else:
                        others.append(file)
                    continue
                stream.seek(0)
                for raw in messages_of(stream):
                    yield f"{file}!/{raw.position}", raw.data


def _envelope(data: bytes, clock: datetime) -> Envelope:
    """What the mail itself says of its way: the server's own line of the return path, and when it
    was written, now where it does not say."""
    message = BytesHeaderParser(policy=AS_WRITTEN).parsebytes(data[:HEAD])
    sender = getaddresses([str(message.get("Return-Path", ""))])
    to = getaddresses([str(value) for value in message.get_all("To", [])])
    return Envelope(
        sender=sender[0][1] if sender else "",
        recipients=tuple(address for _, address in to if address),
        at=_written(str(message.get("Date", ""))) or clock,
    )


def _written(date: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(date)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None
