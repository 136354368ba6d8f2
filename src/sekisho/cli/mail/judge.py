"""``sekisho mail judge PATH…``: stored mails (.eml, mbox) judged as the gate would."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.engines import asked_engines, asked_sites
from sekisho.cli.exits import Exit
from sekisho.cli.given import existing
from sekisho.cli.voice import Voice, in_one_line
from sekisho.gates.mail.answers import entry
from sekisho.gates.mail.real import real_type
from sekisho.gates.mail.stored import Trial
from sekisho.gates.mail.told.again import WHAT
from sekisho.rulebook import Rulebook
from sekisho.sources.mail.mbox import messages_of

SHOWN = 200


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
    trial = Trial.begun(rulebook, asked_engines(rulebook), asked_sites(rulebook, voice), folder)
    results = []
    verdicts: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    others: list[Path] = []
    for name, data in mails([existing(path) for path in given.paths], others):
        found = trial.of(name, data, clock)
        judged = found.judged
        verdicts[judged.verdict] += 1
        rules.update({sign.code for sign in judged.signs})
        result = {"name": name}
        result |= entry(judged, found.mail, found.envelope, "", found.sha256, clock)
        results.append(result)
        if judged.signs and sum(verdicts.values()) - verdicts["accept"] <= SHOWN:
            codes = " ".join(dict.fromkeys(sign.code for sign in judged.signs))
            shown = voice.text(f"gates.mail.verdict.{judged.verdict}")
            voice.line(f"{shown}\t{in_one_line(name)}\t{codes}")
    by_mail = trial.anew()
    voice.result([
        {**one, WHAT: by_mail[key]} if (key := (one["name"], one["sha256"])) in by_mail else one
        for one in results
    ])  # fmt: skip
    for (name, _), one in by_mail.items():
        codes = " ".join(dict.fromkeys(rule["rule"] for rule in one["rules"]))
        shown = voice.text(f"gates.mail.again.{one['result']}")
        voice.line(f"{shown}\t{in_one_line(name)}\t{codes}")
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
