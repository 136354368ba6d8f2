"""The processes of the gate as ``sekisho mail serve`` starts them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.gates.mail import mail, pdf, rulebook
from tests.gates.test_mail import answered, said

PROGRAM = "import sys; from sekisho.cli.main import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short enough for the name of a socket."""
    own = Path(tempfile.mkdtemp())
    yield own
    shutil.rmtree(own)


def test_what_strangers_sent_is_read_beside_and_all_end_together(folder: Path) -> None:
    rulebook(folder)
    path = folder / "s"
    gate = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "mail", "serve", "--rulebook", folder / "rulebook.yaml",
         "--socket", path, "--state", folder / "state", "--stage", "enforce", "--workers", "1"],
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while not path.exists() or path.stat().st_mode & 0o777 != 0o660:
            assert gate.poll() is None
            time.sleep(0.01)
        answers = answered(path, said(mail(("a.pdf", pdf(b"<</S /JavaScript>>")))))
        ours = psutil.Process(gate.pid).children()
        readers = [one for each in ours for one in each.children()]
    finally:
        gate.terminate()
        ended = gate.wait()
    assert (answers[-1], ended) == (b"a", 0)
    assert readers
    _, alive = psutil.wait_procs([*ours, *readers], timeout=300)
    assert alive == []
