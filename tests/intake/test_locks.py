"""7z and RAR under a password: opened with the right one, locked with any other, and never a byte
that was not packed."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.engine.aside import end
from sekisho.events.evidence import Evidence
from sekisho.intake import foreign
from sekisho.intake.locks import rar4, rar5, seven
from sekisho.intake.locks.opened import Bare
from sekisho.intake.locks.tries import Tries
from sekisho.intake.member import NotOpenedError
from sekisho.intake.packed import HEAD, opener_for
from tests.intake.locks.packers import SALT, Rar4, Rar5, Seven

WORD = "合言葉-2026"
WORDS = ("wrong", WORD)
FILES = [("表/ソ予算.txt", "予算書\r\n".encode("cp932") * 200), ("b.bin", bytes(range(256)) * 5)]
GIVEN = [(name, content) for name, content in FILES]
needs_library = pytest.mark.skipif(not foreign.available(), reason="libarchive is not installed")
SEVEN_ZIP = shutil.which("7z") or shutil.which("7zz") or ""
needs_seven = pytest.mark.skipif(not SEVEN_ZIP, reason="needs 7zip (apt-get install)")


@pytest.fixture(autouse=True, scope="module")
def _ended() -> Iterator[None]:
    yield
    end()


def opened(
    path: Path, data: bytes, words: tuple[str, ...] = ()
) -> list[tuple[str, bytes | str | None]]:
    """Names with content, or with the code that says why there is none; last what is said of the
    rest. Raises NotOpenedError where there is nothing else."""
    path.write_bytes(data)
    opener = opener_for(data[:HEAD])
    assert opener is not None
    found: list[tuple[str, bytes | str | None]] = []
    try:
        for member in opener(Evidence(path.name, path, len(data), "0" * 64), 10**7, words):
            content = member.content
            if callable(content):
                with content() as file:
                    found.append((member.name, file.read()))
            else:
                found.append((member.name, content))
    except NotOpenedError as error:
        if not found:
            raise
        found.append(("…", error.code))
    return found


OPEN = {
    "7z": Seven(WORD), "7z stored": Seven(WORD, "copy", salt=SALT),
    "7z names": Seven(WORD, hidden=True), "7z apart": Seven(WORD, solid=False),
    "7z loose": Seven(WORD, loose=True), "7z loose names": Seven(WORD, hidden=True, loose=True),
    "rar4": Rar4(WORD), "rar4 packed": Rar4(WORD, packed=True),
    "rar4 names": Rar4(WORD, packed=True, hidden=True),
    "rar5": Rar5(WORD), "rar5 packed": Rar5(WORD, packed=True),
    "rar5 names": Rar5(WORD, packed=True, hidden=True),
    "rar5 without a value": Rar5(WORD, packed=True, known=False),
    "rar5 names without a value": Rar5(WORD, hidden=True, known=False),
    "rar5 open sums": Rar5(WORD, changed=False), "rar5 blake": Rar5(WORD, packed=True, blake=True),
    "rar5 open blake": Rar5(WORD, blake=True, changed=False),
    "rar5 solid": Rar5(WORD, packed=True, solid=True),
}  # fmt: skip
PLAIN = {"7z": Seven(), "7z stored": Seven(method="copy"), "rar4": Rar4(),
         "rar4 packed": Rar4(packed=True), "rar5": Rar5(), "rar5 packed": Rar5(packed=True),
         "rar5 blake": Rar5(blake=True)}  # fmt: skip


@needs_library
@pytest.mark.parametrize("kind", OPEN.values(), ids=OPEN.keys())
def test_the_right_word_among_wrong_ones_opens_it(
    tmp_path: Path, kind: Seven | Rar4 | Rar5
) -> None:
    assert opened(tmp_path / "a", kind.made(FILES), WORDS) == GIVEN


@needs_library
@pytest.mark.parametrize("kind", PLAIN.values(), ids=PLAIN.keys())
def test_without_a_lock_it_opens_as_ever(tmp_path: Path, kind: Seven | Rar4 | Rar5) -> None:
    assert opened(tmp_path / "a", kind.made(FILES), WORDS) == GIVEN


@needs_library
@pytest.mark.parametrize("words", [(), ("wrong",), ("wrong", "Wrong", "合言葉-2025")])
@pytest.mark.parametrize("kind", OPEN.values(), ids=OPEN.keys())
def test_a_wrong_word_is_told_as_locked_never_as_damaged(
    tmp_path: Path, kind: Seven | Rar4 | Rar5, words: tuple[str, ...]
) -> None:
    data = kind.made(FILES)
    if kind.hidden:
        with pytest.raises(NotOpenedError, match=r"not_read\.archive_encrypted"):
            opened(tmp_path / "a", data, words)
    else:
        found = opened(tmp_path / "a", data, words)
        assert found == [(name, "not_read.encrypted_member") for name, _ in FILES]


@needs_library
@pytest.mark.parametrize("kind", PLAIN.values(), ids=PLAIN.keys())
def test_a_wrong_checksum_is_seen(tmp_path: Path, kind: Seven | Rar4 | Rar5) -> None:
    data = bytearray(kind.made(FILES))
    inside = data.find(FILES[0][1][:12])
    # of a packed one the codes of its bytes, far behind the tables
    data[inside + 4 if inside > 0 else _middle(kind, data)] ^= 0x10
    found = opened(tmp_path / "a", bytes(data))
    assert found[0] == (FILES[0][0], "not_read.member_damaged")


def _middle(kind: Seven | Rar4 | Rar5, data: bytearray) -> int:
    return 60 if isinstance(kind, Seven) else 700


@needs_library
@pytest.mark.parametrize(
    "kind",
    [Rar5(WORD), Rar5(WORD, blake=True), Rar5(WORD, changed=False), Rar5(WORD, hidden=True)],
    ids=["crc", "blake", "open", "names"],
)
def test_behind_the_right_word_wrong_bytes_are_damaged(tmp_path: Path, kind: Rar5) -> None:
    """A RAR 5 tells by itself which word is right."""
    data = bytearray(kind.made(FILES))
    data[-len(FILES[1][1]) - 200] ^= 1
    first = opened(tmp_path / "a", bytes(data), WORDS)[0]
    assert first == (FILES[0][0], "not_read.member_damaged")


@needs_library
def test_a_stored_locked_rar5_is_never_given_as_it_lies_there(tmp_path: Path) -> None:
    found = opened(tmp_path / "a", Rar5("other").made(FILES))
    assert not [content for _, content in found if isinstance(content, bytes)]


LEFT: dict[str, tuple[Seven | Rar4 | Rar5, list[bytes | str]]] = {
    "7z words": (Seven(solid=False, words=("other", WORD)),
                 ["not_read.encrypted_member", FILES[1][1]]),
    "7z one open": (Seven(solid=False, words=("other", "")),
                    ["not_read.encrypted_member", FILES[1][1]]),
    "7z way": (Seven(WORD, "unknown"), ["not_read.archive_method"] * 2),
    "7z open way": (Seven("", "unknown"), ["not_read.archive_method"] * 2),
    "7z no sums": (Seven(WORD, summed=False), ["not_read.encrypted_member"] * 2),
    "rar4 words": (Rar4(words=("other", WORD)), ["not_read.encrypted_member", FILES[1][1]]),
    "rar4 one open": (Rar4(words=("other", "")), ["not_read.encrypted_member", FILES[1][1]]),
    "rar4 solid": (Rar4(WORD, packed=True, solid=True), [FILES[0][1], "not_read.archive_solid"]),
    "rar4 part": (Rar4(WORD, split=True), ["not_read.archive_part"] * 2),
    "rar4 old lock": (Rar4(WORD, version=20), ["not_read.archive_method"] * 2),
    "rar5 words": (Rar5(words=("other", WORD)), ["not_read.encrypted_member", FILES[1][1]]),
    "rar5 one open": (Rar5(words=("other", "")), ["not_read.encrypted_member", FILES[1][1]]),
    "rar5 solid": (Rar5(words=("other", WORD), packed=True, solid=True),
                   ["not_read.encrypted_member"] * 2),
    "rar5 part": (Rar5(WORD, split=True), ["not_read.archive_part"] * 2),
    "rar5 other lock": (Rar5(WORD, version=1), ["not_read.archive_method"] * 2),
    "rar5 rounds beyond": (Rar5(WORD, power=6, rounds=25), ["not_read.archive_method"] * 2),
    "rar5 dear": (Rar5(WORD, power=6, rounds=22), ["not_read.encrypted_untried"] * 2),
    "7z dear": (Seven(WORD, power=4, rounds=24), ["not_read.encrypted_untried"] * 2),
    "7z beyond": (Seven(WORD, power=4, rounds=25), ["not_read.encrypted_member"] * 2),
}  # fmt: skip


@needs_library
@pytest.mark.parametrize(("kind", "expected"), LEFT.values(), ids=LEFT.keys())
def test_what_stays_shut_says_why(
    tmp_path: Path, kind: Seven | Rar4 | Rar5, expected: list[bytes | str]
) -> None:
    words = (*WORDS, "3", "4", "5")
    found = [content for _, content in opened(tmp_path / "a", kind.made(FILES), words)]
    assert found == expected


@needs_library
@pytest.mark.parametrize("kind", [Seven(WORD), Rar4(WORD), Rar5(WORD)], ids=["7z", "rar4", "rar5"])
def test_a_part_of_the_bytes(tmp_path: Path, kind: Seven | Rar4 | Rar5) -> None:
    """Cut off anywhere: what is given was packed, and something says that there is more."""
    data = kind.made(FILES)
    for cut in range(40, len(data) - 8, 211):
        try:
            found = opened(tmp_path / "a", data[:cut], WORDS)
        except NotOpenedError:
            continue
        assert any(isinstance(content, str) for _, content in found), cut
        contents = [content for _, content in found if isinstance(content, bytes)]
        assert all(content in dict(FILES).values() for content in contents)


READERS: list[tuple[Callable[..., object], list[Seven | Rar4 | Rar5]]] = [
    (seven.bare, [Seven(WORD), Seven(WORD, hidden=True), Seven(WORD, solid=False)]),
    (rar4.bare, [Rar4(WORD), Rar4(WORD, hidden=True)]),
    (rar5.bare, [Rar5(WORD), Rar5(WORD, packed=True, known=False), Rar5(WORD, hidden=True)]),
]
MADE = [(reader, kind.made(FILES)) for reader, kinds in READERS for kind in kinds]


@given(st.data())
def test_broken_frames_end_with_an_answer(
    tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject
) -> None:
    """Whatever is turned over, the readers of the frames raise nothing but what says why."""
    reader, good = draw.draw(st.sampled_from(MADE))
    data = bytearray(good)
    for _ in range(draw.draw(st.integers(1, 5))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    del data[draw.draw(st.integers(8, len(data))) :]
    _answered(reader, bytes(data), tmp_path_factory)


@given(st.sampled_from([reader for reader, _ in READERS]), st.binary(max_size=400))
def test_any_bytes_behind_a_mark(
    tmp_path_factory: pytest.TempPathFactory, reader: Callable[..., object], data: bytes
) -> None:
    for mark in (seven_start(data), rar4.MARK + data, rar5.MARK + data):
        _answered(reader, mark, tmp_path_factory)


@pytest.mark.parametrize("rounds", [0, 2**12, 2**17, 2**18, 2**18 + 2**13, 2**19, 2**20])
@pytest.mark.parametrize("kind", OPEN.values(), ids=OPEN.keys())
def test_wherever_the_rounds_end_there_is_an_answer(
    tmp_path: Path, kind: Seven | Rar4 | Rar5, rounds: int
) -> None:
    """A member that got no key is told as not tried, not as damaged."""
    reader: Callable[..., Bare] = {Seven: seven.bare, Rar4: rar4.bare, Rar5: rar5.bare}[type(kind)]
    path = tmp_path / "a"
    path.write_bytes(kind.made(FILES))
    tries = Tries(list(WORDS), lambda _stream, _entry, _most: (True, 1), rounds=rounds)
    with path.open("rb") as file:
        try:
            entries = reader(file, path.stat().st_size, tries).entries or ()
        except NotOpenedError as error:
            codes = {error.code}
        else:
            codes = {one.code for one in entries}
    assert codes <= {"", "not_read.encrypted_untried"}
    assert codes == {"not_read.encrypted_untried"} or rounds > 0


def seven_start(header: bytes) -> bytes:
    """A 7z whose header is these bytes, its checksums right."""
    return Seven._whole(b"", header)


def _answered(reader: Callable[..., object], data: bytes, folder: pytest.TempPathFactory) -> None:
    path = folder.getbasetemp() / "broken"
    path.write_bytes(data)
    tries = Tries(list(WORDS), lambda stream, _entry, most: (False, len(stream.read(most) or b"")))
    tries.rounds = 2**20
    with path.open("rb") as file:
        try:
            found = reader(file, len(data), tries)
        except NotOpenedError:
            return
        stream = found.stream  # type: ignore[attr-defined]
        stream.seek(0)
        while piece := stream.read(4096):
            assert len(piece) <= 4096


@needs_library
@pytest.mark.slow
def test_no_byte_is_given_that_was_not_packed(tmp_path: Path) -> None:
    """Bytes turned over anywhere in archives, locked or not: members are what was packed, or have
    a reason."""
    chance = random.Random(20160603)
    contents = {content for _, content in FILES} | {b""}
    kinds = [*OPEN.values(), *PLAIN.values()]
    archives = [kind.made(FILES) for kind in kinds]
    given_, told = 0, 0
    for number in range(20 * len(archives)):
        data = bytearray(archives[number % len(archives)])
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(8, len(data))] ^= 1 << chance.randrange(8)
        try:
            found = opened(tmp_path / "a", bytes(data), WORDS)
        except NotOpenedError:
            told += 1
            continue
        for _, content in found:
            assert not isinstance(content, bytes) or content in contents
            given_ += isinstance(content, bytes)
            told += isinstance(content, str)
    assert given_ > 100
    assert told > 100


REAL = {
    "lzma2": [], "names": ["-mhe=on"], "apart": ["-ms=off"], "bcj2": ["-mf=BCJ2"],
    "names bcj2": ["-mhe=on", "-mf=BCJ2"], "ppmd": ["-m0=PPMd", "-mf=off"],
    "bzip2": ["-m0=BZip2", "-mf=off"], "deflate": ["-m0=Deflate", "-mf=off"], "copy": ["-mx=0"],
}  # fmt: skip


@needs_library
@needs_seven
@pytest.mark.parametrize("options", REAL.values(), ids=REAL.keys())
def test_as_7zip_packs_them(tmp_path: Path, options: list[str]) -> None:
    """A program among them, for which it puts a filter before the packing."""
    files = {"予算.txt": FILES[0][1], "a.exe": Path(SEVEN_ZIP).read_bytes()[:40_000], "0.txt": b""}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    subprocess.run(
        [SEVEN_ZIP, "a", "-bd", f"-p{WORD}", *options, "a.7z", *files], cwd=tmp_path, check=True,
        capture_output=True,
    )  # fmt: skip
    data = (tmp_path / "a.7z").read_bytes()
    assert dict(opened(tmp_path / "b", data, WORDS)) == files
    assert WORD not in repr(Tries([WORD], lambda _s, _e, _m: (False, 0)))


@needs_library
@needs_seven
@pytest.mark.parametrize("options", [["-m0=Deflate64"], ["-mf=ARM64"]], ids=["way", "filter"])
@pytest.mark.parametrize("word", ["", WORD], ids=["open", "locked"])
def test_ways_of_7zip_that_libarchive_does_not_know(
    tmp_path: Path, options: list[str], word: str
) -> None:
    """A newer libarchive may know them: then they come out."""
    (tmp_path / "a.exe").write_bytes(FILES[0][1])
    lock = [f"-p{word}"] if word else []
    subprocess.run([SEVEN_ZIP, "a", "-bd", *lock, *options, "a.7z", "a.exe"], cwd=tmp_path,
                   check=True, capture_output=True)  # fmt: skip
    found = opened(tmp_path / "b", (tmp_path / "a.7z").read_bytes(), WORDS)
    assert found in ([("a.exe", "not_read.archive_method")], [("a.exe", FILES[0][1])])


@needs_library
@needs_seven
def test_the_first_of_several_files(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(random.Random(1).randbytes(9000))
    subprocess.run([SEVEN_ZIP, "a", "-bd", "-v4k", f"-p{WORD}", "a.7z", "a.bin"], cwd=tmp_path,
                   check=True, capture_output=True)  # fmt: skip
    with pytest.raises(NotOpenedError, match=r"not_read\.archive_part"):
        opened(tmp_path / "b", (tmp_path / "a.7z.001").read_bytes(), WORDS)


@needs_library
def test_an_archive_that_others_made(tmp_path: Path, shared: Path) -> None:
    """The antivirus' own test file in a 7z: 544 bytes."""
    data = (shared / "data" / "av-containers" / "clam.7z").read_bytes()
    ((name, content),) = opened(tmp_path / "a", data, WORDS)
    assert name == "clam.exe"
    assert isinstance(content, bytes)
    assert len(content) == 544
