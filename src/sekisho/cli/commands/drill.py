"""``sekisho drill ikeda|takatsuki --out DIR``: the evidence of an exercise, and its truth."""

from __future__ import annotations

import argparse
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.voice import Voice
from sekisho.drill import NAMES, Options, OptionsError, write


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``NAME --out DIR [--seed N] [--set KEY=VALUE …]``."""
    parser.add_argument("name", choices=NAMES, help=voice.text("cli.drill.name"))
    parser.add_argument("--out", metavar="DIR", required=True, help=voice.text("cli.out"))
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help=voice.text("cli.drill.seed")
    )
    parser.add_argument(
        "--set", metavar="KEY=VALUE", action="append", default=[], dest="wishes",
        help=voice.text("cli.drill.option"),
    )  # fmt: skip


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Writes ``OUT/evidence`` and ``OUT/truth.json``."""
    out = Path(given.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInputError("cli.drill.not_empty", path=str(out))
    written = write(given.name, out, _options(given.seed, given.wishes))
    voice.result({"evidence": str(written.evidence), "truth": str(written.truth)})
    voice.say("cli.drill.done", path=written.evidence, truth=written.truth)
    return Exit.DONE


def _options(seed: int, wishes: list[str]) -> Options:
    values: dict[str, Any] = {"seed": seed}
    known = {field.name: str(field.type) for field in fields(Options)}
    for wish in wishes:
        key, equals, text = wish.partition("=")
        if not equals or key not in known:
            raise BadInputError("cli.drill.bad_option", given=wish, known=", ".join(known))
        values[key] = _value(wish, text, known)
    try:
        return Options(**values)
    except OptionsError as error:
        raise BadInputError(
            "cli.drill.bad_option", given=str(error), known=", ".join(known)
        ) from None


def _value(wish: str, text: str, known: dict[str, str]) -> int | date | str:
    kind = known[wish.partition("=")[0]]
    try:
        if "int" in kind:
            return int(text)
        if "date" in kind:
            return date.fromisoformat(text)
    except ValueError:
        raise BadInputError("cli.drill.bad_option", given=wish, known=", ".join(known)) from None
    return text
