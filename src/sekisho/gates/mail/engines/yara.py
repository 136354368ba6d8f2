"""YARA rules, compiled once and asked by YARA-X.

Reference: YARA-X documentation (Python API: Compiler, Scanner). Rules cannot include files and a
scan ends at its time. ``yara-x`` is an optional part of the installation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from time import thread_time
from typing import Any

from sekisho.engine.worker import AWAITED
from sekisho.events.time import iso
from sekisho.gates.mail.engines.pieces import MIB, pieces
from sekisho.gates.mail.opened import Opened
from sekisho.gates.mail.signs import Scan, Sign

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

NAME = "yara"
ENDINGS = (".yar", ".yara")


class NoYaraError(Exception):
    """YARA-X is not installed."""


class YaraRulesError(Exception):
    """Rules that cannot be read or compiled: the file or folder, and what is wrong there."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, why)
        self.path = path
        self.why = why


@dataclass(frozen=True)
class Yara:
    """Compiled rules. ``digest``: SHA-256 over the files in the order of their names; ``built``:
    when the newest was written. ``seconds`` of work for a whole mail, ``largest`` MiB of a
    piece."""

    rules: Any
    digest: str
    built: str
    seconds: int
    largest: int

    @classmethod
    def compiled(cls, where: str, seconds: int, largest: int) -> Yara:
        """The rules of a folder (or of one file). Raises NoYaraError, YaraRulesError."""
        try:
            import yara_x  # noqa: PLC0415  (optional)
        except ImportError:
            raise NoYaraError from None
        files = _files(Path(where))
        compiler = yara_x.Compiler(relaxed_re_syntax=True)
        compiler.enable_includes(False)
        digest = hashlib.sha256()
        newest = 0.0
        for file in files:
            try:
                content = file.read_bytes()
                newest = max(newest, file.stat().st_mtime)
                compiler.new_namespace(file.name)
                compiler.add_source(content.decode("utf-8", "replace"), file.name)
            except OSError as error:
                raise YaraRulesError(file, error.strerror or str(error)) from None
            except yara_x.CompileError as error:
                raise YaraRulesError(file, " ".join(str(error).split())[:400]) from None
            digest.update(content)
        built = iso(_EPOCH + timedelta(seconds=newest))
        return cls(compiler.build(), digest.hexdigest(), built, seconds, largest)

    def scan(self, mail: Opened) -> Scan:
        """The rules that match the mail or a file in it; what took too long or is too large was
        not scanned, for it would be so again."""
        return Scan(
            NAME,
            version=f"YARA-X {version('yara-x')}",
            definitions=self.digest[:16],
            built=self.built,
            signs=tuple(self._signs(mail)),
        )

    def _signs(self, mail: Opened) -> Iterator[Sign]:
        end = thread_time() + self.seconds
        for place, data in pieces(mail):
            names = (
                self.names(data, end - thread_time()) if len(data) <= self.largest * MIB else None
            )
            if names is None:
                yield Sign("mail.not_scanned", place, f"{NAME}: {len(data)}")
                continue
            yield from (Sign("mail.yara", place, name) for name in names)

    def names(self, data: bytes, seconds: float) -> tuple[str, ...] | None:
        """The rules that match, private ones aside; None where it took too long: it is stopped by
        the clock, which on a machine that does much else says less than the seconds of work."""
        import yara_x  # noqa: PLC0415  (as above)

        if seconds <= 0:
            return None
        scanner = yara_x.Scanner(self.rules)
        scanner.set_timeout(max(1, int(seconds * AWAITED)))
        try:
            found = scanner.scan(data)
        except (yara_x.TimeoutError, yara_x.ScanError):
            return None
        return tuple(rule.identifier for rule in found.matching_rules)


def _files(where: Path) -> list[Path]:
    if where.is_file():
        return [where]
    if not where.is_dir():
        raise YaraRulesError(where, "no such folder")
    return sorted(one for one in where.rglob("*") if one.suffix.lower() in ENDINGS)
