"""Signatures among the lists of ``mail lookback``: held against stored mails, they become lists of
hashes that every record can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sekisho.cli.exits import BadInputError
from sekisho.cli.mail.judge import mails
from sekisho.cli.voice import Voice, in_one_line
from sekisho.gates.mail.engines.yara import NoYaraError, YaraRulesError
from sekisho.gates.mail.late import Late, NoClamscanError, SignaturesError, late

SHOWN = 20


def as_list(path: Path, stored: Sequence[Path], voice: Voice) -> bytes:
    """The list of what a file of signatures meets in stored mails: a line a SHA-256, behind ``#``
    where it comes from. Raises BadInputError."""
    found = _asked(path, stored)
    if not found.searched:
        raise BadInputError("cli.lookback.no_mails", path=str(path))
    voice.say("cli.lookback.scanned", list=path.name, mails=found.searched, hits=len(found.hits))
    if found.not_scanned:
        voice.say("cli.lookback.not_scanned", count=found.not_scanned)
    for one in found.hits[:SHOWN]:
        voice.line("  " + in_one_line(f"{one.signature}  {one.mail}  {one.place}"))
    if len(found.hits) > SHOWN:
        voice.say("cli.gates.more", count=len(found.hits) - SHOWN)
    files = {one.mail for one in found.hits if one.place}
    lines = [f"# {path.name}: {len(found.hits)} / {found.searched}"]
    for one in found.hits:
        # of a mail whose file was met the file is what others may have got, too
        if one.place or one.mail not in files:
            lines += [f"# {in_one_line(one.signature)}", one.sha256]
    return ("\n".join(lines) + "\n").encode()


def _asked(path: Path, stored: Sequence[Path]) -> Late:
    others: list[Path] = []
    try:
        return late(path, mails(list(stored), others))
    except NoYaraError:
        raise BadInputError("cli.mail.no_yara") from None
    except YaraRulesError as error:
        raise BadInputError("cli.mail.bad_rules", path=str(error.path), why=error.why) from None
    except NoClamscanError:
        raise BadInputError("cli.lookback.no_clamscan") from None
    except SignaturesError as error:
        why = str(error)
        raise BadInputError("cli.lookback.bad_signatures", path=str(path), why=why) from None
