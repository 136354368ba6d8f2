"""A real clamd with signatures of our own is asked, and its silence is never taken for a no."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sekisho.gates.mail.engines.clamd import Clamd
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.opened import opened
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.mail.verdict import Judgement
from sekisho.gates.stages import Stage, Stages
from tests.gates.mail import locked, mail, rulebook, zipped
from tests.gates.mail.engines import BAD, CLAMD, NDB, clamd

pytestmark = [
    pytest.mark.daemon,
    pytest.mark.skipif(CLAMD is None, reason="needs clamd (apt-get install clamav-daemon)"),
]


@pytest.fixture
def own() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sekisho-av-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def judged(path: Path, at: Path, data: bytes, stage: Stage = "enforce", **more: int) -> Judgement:
    book = rulebook(path, clamav={"socket": str(at), **more})
    engine = Clamd(*_of(book))
    return Judge(book, Stages(stage), engines=(engine,)).of(data, Envelope())[0]


def _of(book: object) -> tuple[str, int, int]:
    asked = book.mail.clamav  # type: ignore[attr-defined]
    return asked.socket, asked.seconds, asked.largest


def test_what_it_finds_is_told_with_place_and_version(own: Path, tmp_path: Path) -> None:
    data = mail(("a.zip", zipped(("b.txt", b"x" * 9000 + BAD))), ("c.txt", b"fine"))
    with clamd(own) as at:
        found = judged(tmp_path, at, data)
        clean = judged(tmp_path, at, mail(("c.txt", b"fine")))
    assert {(one.code, one.place, one.value) for one in found.signs} == {
        ("mail.clamav", "a.zip", "Town.Test.Letter.UNOFFICIAL"),
        ("mail.clamav", "a.zip/b.txt", "Town.Test.Letter.UNOFFICIAL"),
    }
    assert found.verdict == found.done == "refuse"
    (scan,) = clean.scans
    assert scan.engine == "clamav"
    assert scan.version.startswith("ClamAV ")
    assert clean.signs == ()


def test_behind_the_password_that_the_text_names(own: Path, tmp_path: Path) -> None:
    data = mail(("a.zip", locked("b.txt", BAD, b"aB3x")), body="パスワード: aB3x")
    with clamd(own) as at:
        found = judged(tmp_path, at, data)
    assert ("mail.clamav", "a.zip/b.txt") in {(one.code, one.place) for one in found.signs}


def test_down_or_too_slow_the_sender_tries_again_later(own: Path, tmp_path: Path) -> None:
    down = judged(tmp_path, own / "nobody.sock", mail())
    assert (down.verdict, down.done) == ("later", "later")
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(own / "deaf.sock"))
        deaf.listen()
        slow = judged(tmp_path, own / "deaf.sock", mail(), seconds=1)
        seen = judged(tmp_path, own / "deaf.sock", mail(), "observe", seconds=1)
    assert [one.code for one in slow.signs] == ["mail.clamav_silent"]
    assert slow.done == "later"
    assert (seen.verdict, seen.done) == ("later", "accept")


def test_the_rulebook_says_what_its_silence_means(own: Path, tmp_path: Path) -> None:
    book = rulebook(tmp_path, rules=[{"rule": "mail.clamav_silent", "verdict": "印"}])
    engine = Clamd(str(own / "nobody.sock"), 1, 25)
    found, _ = Judge(book, Stages("enforce"), engines=(engine,)).of(mail(), Envelope())
    assert found.done == "tag"


def test_what_is_too_large_for_it_is_held_and_the_rest_is_asked(own: Path, tmp_path: Path) -> None:
    large = mail(("a.bin", bytes(1_200_000)), ("b.txt", BAD))
    with clamd(own) as at:
        found = judged(tmp_path, at, large, largest=1)
    assert {one.place for one in found.signs if one.code == "mail.not_scanned"} == {"", "a.bin"}
    assert {one.place for one in found.signs if one.code == "mail.clamav"} == {"b.txt"}


def test_a_limit_of_the_daemon_is_no_acceptance(own: Path, tmp_path: Path) -> None:
    with clamd(own, NDB, most="1M") as at:
        found = judged(tmp_path, at, mail(("a.bin", bytes(1_500_000))))
        again = judged(tmp_path, at, mail(("a.txt", BAD)))
    assert {one.code for one in found.signs} == {"mail.not_scanned"}
    assert found.done == "hold"
    assert again.done == "refuse"


def test_it_is_asked_by_many_at_once(own: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    mails = [opened(mail((f"{n}.txt", b"%d " % n + (BAD if n % 2 else b"")))) for n in range(40)]
    with clamd(own) as at, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(Clamd(str(at), 20, 25).scan, mails))
    assert [bool(one.signs) for one in found] == [bool(n % 2) for n in range(40)]
