"""The mails of the evidence for the preview of the mail gate, judged where their bytes lie."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sekisho.cli.engines import asked_engines, asked_sites
from sekisho.cli.voice import Voice
from sekisho.gates.contract import Gate
from sekisho.gates.mail.preview import preview
from sekisho.gates.mail.stored import Trial
from sekisho.gates.mail.whole import Whole
from sekisho.intake.there import There, mails_there
from sekisho.ledger.manifest import Manifest
from sekisho.rulebook import Rulebook
from sekisho.sources.contract import Context

MAIL = "mail"


@contextmanager
def trial_folder(work: Path) -> Iterator[Path]:
    """A private folder for what comes out of archives and for remembered passwords."""
    with tempfile.TemporaryDirectory(dir=work, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@dataclass(frozen=True)
class Mails:
    """``manifest``: says where the evidence lay; ``folder``: a private one."""

    manifest: Manifest
    folder: Path
    context: Context
    voice: Voice

    def asked(self, gate: Gate, rulebook: Rulebook) -> Gate:
        """The mail gate with its eyes on the mails themselves; any other as it is. Raises
        BadInputError for engines or lists that cannot be used."""
        if gate.name != MAIL:
            return gate
        engines, sites = asked_engines(rulebook), asked_sites(rulebook, self.voice)
        told = self.folder / "told"
        told.mkdir()
        whole = Whole(self._mails, Trial.begun(rulebook, engines, sites, told), self.context.now)
        return replace(gate, preview=partial(preview, whole=whole))

    def _mails(self, wanted: AbstractSet[str]) -> Iterator[There]:
        work = self.folder / "members"
        work.mkdir()
        entries, root = self.manifest.entries, Path(self.manifest.root)
        self.voice.progress("progress.mails", 0, 0)
        yield from mails_there(root, entries, wanted, work, self.context.passwords)
