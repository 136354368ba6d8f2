"""The mail gate's place: what stands in main.cf already, and what the machine must have."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sekisho.gates.applied.woven import joined
from sekisho.gates.mail.machine import MAIN, PLACEMENT, asked, lacks, woven
from sekisho.gates.mail.postfix import NAME, QUEUE, SOCKET, configuration
from sekisho.gates.programs import program
from sekisho.gates.stages import Stages
from tests.gates.mail import rulebook

DKIM = "inet:localhost:8891"
MAINS = {
    "nobody": ("myhostname = a\n", ""),
    "one": (f"smtpd_milters = {DKIM}\n", DKIM),
    "the_last_counts": (f"smtpd_milters = unix:x\nsmtpd_milters={DKIM}\n", DKIM),
    "goes_on": (f"smtpd_milters =\n  unix:x,\n# a comment\n\n\t{DKIM}\nx = y\n", f"unix:x, {DKIM}"),
    "in_a_comment": (f"# smtpd_milters = {DKIM}\n", ""),
    "another_key": (f"non_smtpd_milters = {DKIM}\n", ""),
    "emptied": (f"smtpd_milters = {DKIM}\nsmtpd_milters =\n", ""),
    "braces": ("smtpd_milters = { unix:x, default_action=accept }\n",
               "{ unix:x, default_action=accept }"),
}  # fmt: skip


@pytest.fixture
def lines(tmp_path: Path) -> bytes:
    """What is built for main.cf."""
    files = {one.name: one.content for one in configuration(rulebook(tmp_path), Stages())}
    assert PLACEMENT.places(files).keys() == files.keys()
    return files[NAME]


@pytest.mark.parametrize(("main", "whom"), MAINS.values(), ids=MAINS)
def test_who_is_asked_already_goes_on_being_asked(main: str, whom: str, lines: bytes) -> None:
    assert asked(main) == whom
    block = woven(main.encode(), lines).decode()
    ours = asked(lines.decode())
    assert asked(main + block) == (f"{whom}, {ours}" if whom else ours)


@pytest.mark.skipif(program("postconf") is None, reason="needs postfix (apt-get install)")
@pytest.mark.parametrize(("main", "whom"), MAINS.values(), ids=MAINS)
def test_postfix_reads_it_so(main: str, whom: str, lines: bytes, tmp_path: Path) -> None:
    """``asked`` is held against Postfix's own reading, before and with the block."""
    postconf = program("postconf")
    assert postconf
    (tmp_path / "master.cf").write_bytes(b"")
    for text in (main.encode(), joined(main.encode(), woven(main.encode(), lines))):
        (tmp_path / "main.cf").write_bytes(text)
        told = subprocess.run([postconf, "-c", str(tmp_path), "-h", "smtpd_milters"],
                              capture_output=True, check=True)  # fmt: skip
        said = " ".join(told.stdout.decode().split())
        assert said == " ".join(asked(text.decode()).split())


@pytest.fixture
def root() -> Iterator[Path]:
    """Short enough for the name of a socket."""
    own = Path(tempfile.mkdtemp())
    yield own
    shutil.rmtree(own)


def test_what_the_machine_must_have(root: Path, tmp_path: Path) -> None:
    book = rulebook(tmp_path)

    def found() -> list[str]:
        told = lacks(book, Stages(), lambda path: root / path.lstrip("/"))
        return [one.code.removeprefix("gates.lacking.mail_") for one in told]

    assert found() == ["main"]
    main, place = root / MAIN.lstrip("/"), root / f"{QUEUE}/{SOCKET}".lstrip("/")
    for path in (main, place):
        path.parent.mkdir(parents=True)
    main.write_text(f"smtpd_milters = unix:{SOCKET}\n", encoding="utf-8")
    assert found() == ["by_hand", "silent"]
    main.write_text("myhostname = a\n", encoding="utf-8")
    place.touch()
    assert found() == ["silent"], "a file that nobody listens at"
    place.unlink()
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(place))
        one.listen()
        assert found() == []
        block = woven(main.read_bytes(), b"smtpd_milters = { unix:%s }\n" % SOCKET.encode())
        main.write_bytes(joined(main.read_bytes(), block))
        assert found() == [], "its own block is not by hand"
