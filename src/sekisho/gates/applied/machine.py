"""The machine that enforces: where its files are, and its commands."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from sekisho.gates.programs import PATIENCE_S, program


@dataclass(frozen=True)
class Machine:
    """``root``: below it lie the absolute paths of a placement. ``runs``: whether commands are
    run; where they are not, files are put in place and nothing is loaded."""

    root: Path = Path("/")
    runs: bool = True

    def at(self, path: str) -> Path:
        """Where an absolute path of a placement really lies."""
        return self.root / path.lstrip("/")

    def run(
        self, commands: Iterable[tuple[str, ...]], paths: Collection[str]
    ) -> tuple[str, ...] | None:
        """Runs commands in order up to the first that fails. None: all went well; else that
        command's words and what it said. ``paths``: words that stand for placed files."""
        for command in commands if self.runs else ():
            words = [str(self.at(word)) if word in paths else word for word in command]
            said = _failed(words)
            if said is not None:
                return (" ".join(words), said)
        return None

    def answer(self, command: tuple[str, ...]) -> bytes | None:
        """What a command says that changes nothing; None: it failed, or commands are not run."""
        try:
            told = _told(list(command)) if self.runs else None
        except (OSError, subprocess.TimeoutExpired):
            return None
        return told.stdout if told is not None and told.returncode == 0 else None


def _told(words: list[str]) -> subprocess.CompletedProcess[bytes] | None:
    """A command that has ended; None: there is no such program here."""
    found = program(words[0])
    if found is None:
        return None
    return subprocess.run(  # noqa: S603  (a gate's own fixed command)
        [found, *words[1:]],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=PATIENCE_S,
        close_fds=False,  # the lock goes with it, should this process be killed
    )


def _failed(words: list[str]) -> str | None:
    try:
        told = _told(words)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if told is None:
        return "not found"
    if told.returncode == 0:
        return None
    return (told.stderr or told.stdout).decode("utf-8", "replace").strip() or str(told.returncode)
