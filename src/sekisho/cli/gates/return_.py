"""``sekisho gates return GATE``: back to what was before, in one step."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.gates.apply import add_machine, repair, result_of, switch_from, tell_change, who
from sekisho.cli.voice import Voice
from sekisho.gates.applied.change import NothingOnError, Order
from sekisho.gates.applied.kept import NotAFileError
from sekisho.gates.applied.lock import BusyError
from sekisho.gates.applied.woven import BrokenBlockError
from sekisho.gates.registry import gates


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The gate, or one target of it."""
    names = [gate.name for gate in gates()]
    parser.add_argument("gate", choices=names, help=voice.text("cli.gates.gate"))
    parser.add_argument("--target", metavar="NAME", help=voice.text("cli.gates.target"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=voice.text("cli.gates.reason"))
    add_machine(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Takes the last change back, and says whether all of it loaded."""
    switch = switch_from(given)
    repair(switch, clock, voice)
    try:
        change = switch.take_back(
            given.gate, given.target, Order(who=who(), when=clock, reason=given.reason)
        )
    except NothingOnError:
        raise BadInputError("cli.gates.nothing_on", gate=given.gate) from None
    except BusyError:
        raise BadInputError("cli.gates.busy", path=str(switch.state)) from None
    except NotAFileError as error:
        raise BadInputError("cli.gates.not_a_file", path=str(error.path)) from None
    except BrokenBlockError as error:
        raise BadInputError("cli.gates.block_broken", path=error.path) from None
    voice.result(result_of(change, switch))
    tell_change(change, switch, voice)
    return Exit.DONE if change.outcome == "returned" else Exit.FAILED
