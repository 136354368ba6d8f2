"""The folder as a whole: wheels, start scripts, papers, hashes. The same input, the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from offline import licences, own, sbom
from offline.components import INSTALLER, declared
from offline.lock import LockError, Pin, needed, pins, runtime, unmet
from offline.targets import Target
from offline.wheels import Wheel, fetch, read

ROOT = Path(__file__).resolve().parents[1]
GIVEN = Path(__file__).with_name("folder")
PAPERS = ("README.md", "README.ja.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "docs", "examples")
EXECUTABLE = {".sh"}
SUMS = "SHA256SUMS"
NAMESPACE = "sekisho-offline"
"""What a signature says it is for (``ssh-keygen -Y verify -n``)."""


class SignError(RuntimeError):
    """The list of hashes could not be signed."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to build: where (a folder that does not exist yet), for which machines, and dated
    ``epoch`` (seconds since 1970, UTC). ``key`` is a private SSH key that signs the hashes."""

    out: Path
    targets: Sequence[Target]
    epoch: int
    key: Path | None = None
    tell: Callable[[str], None] = lambda _line: None


def build(wish: Wish) -> Path:
    """Builds the folder and gives its path. It stands there whole or not at all.

    Raises LockError, FetchError, LicenceError, InvalidBomError, OwnWheelError, SignError, and
    FileExistsError when ``out`` is there already.
    """
    if wish.out.exists():
        raise FileExistsError(f"{wish.out} is there already: remove it first")
    wish.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=wish.out.parent, prefix=".offline-") as work:
        made = Path(work) / "folder"
        (made / "wheels").mkdir(parents=True)
        mine, wheels = _wheels(wish, Path(work), made / "wheels")
        _papers(wish, made, mine, wheels)
        _plain(made, wish.epoch)
        _sums(made, wish)
        made.replace(wish.out)
    return wish.out


def _wheels(wish: Wish, work: Path, into: Path) -> tuple[Wheel, list[Wheel]]:
    """Our own wheel and all others, each file once, checked to be enough for every target."""
    wish.tell("building sekisho's own wheel")
    built = own.build(work / "own", wish.epoch)
    mine = read(built)
    shutil.copyfile(built, into / built.name)
    lock = pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    names = needed(mine.name, declared(mine), wish.targets) | {INSTALLER}
    parts = runtime(lock, names)
    wheels: dict[str, Wheel] = {}
    for target in wish.targets:
        wish.tell(f"fetching {len(parts)} wheels for {target.name}")
        fetched = [(path, read(path)) for path in fetch(parts, target, work / target.name)]
        _enough([mine, *(wheel for _path, wheel in fetched)], target)
        for path, wheel in fetched:
            path.replace(into / wheel.file)
            wheels[wheel.file] = wheel
    _requirements(into.parent, mine, parts, list(wheels.values()))
    return mine, [wheels[file] for file in sorted(wheels)]


def _enough(wheels: Sequence[Wheel], target: Target) -> None:
    """Raises LockError unless the wheels have all that they require of each other on a target."""
    packages = {wheel.name: (wheel.version, wheel.requires) for wheel in wheels}
    if lacking := unmet(packages, target):
        raise LockError("; ".join(lacking))


def _requirements(made: Path, mine: Wheel, parts: Sequence[Pin], wheels: Sequence[Wheel]) -> None:
    """The list that is installed: exact versions, and the hashes of what lies here, no others."""
    here = {f"sha256:{wheel.sha256}" for wheel in wheels}
    own_pin = Pin(mine.name, mine.version, (f"sha256:{mine.sha256}",))
    kept = [
        Pin(pin.name, pin.version, tuple(sorted(here & set(pin.hashes))))
        for pin in parts
        if pin.name != INSTALLER
    ]
    text = "".join(f"{pin.line()}\n" for pin in [own_pin, *kept])
    _write(made / "requirements.txt", text)


def _papers(wish: Wish, made: Path, mine: Wheel, wheels: Sequence[Wheel]) -> None:
    """All that is not a wheel: scripts, guides, bill of materials, licences."""
    wish.tell("writing the bill of materials and the licences")
    for path in sorted(GIVEN.iterdir()):
        shutil.copyfile(path, made / path.name)
    for name in PAPERS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, made / name, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(ROOT / name, made / name)
    _write(made / "targets.txt", "".join(f"{target.name}\n" for target in wish.targets))
    table = licences.declared()
    moment = datetime.fromtimestamp(wish.epoch, UTC)
    _write(made / "sbom.cdx.json", sbom.bom(mine, wheels, table, moment))
    _write(made / "licences" / "README.ja.md", licences.overview([mine, *wheels], table))
    for name, data in licences.texts([mine, *wheels]).items():
        path = made / "licences" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _plain(made: Path, epoch: int) -> None:
    """One mode and one time for all: neither who built it nor when shows."""
    for path in sorted(made.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.suffix in EXECUTABLE else 0o644)
        os.utime(path, (epoch, epoch))
    made.chmod(0o755)


def _sums(made: Path, wish: Wish) -> None:
    """``SHA256SUMS`` over every file, in the form of ``sha256sum``; signed where a key is given."""
    files = sorted(path for path in made.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(made).as_posix()}\n"
        for path in files
    ]
    _write(made / SUMS, "".join(lines))
    if wish.key is not None:
        sign(made / SUMS, wish.key)
    for path in (made / SUMS, made / f"{SUMS}.sig"):
        if path.exists():
            path.chmod(0o644)
            os.utime(path, (wish.epoch, wish.epoch))


def sign(sums: Path, key: Path) -> None:
    """``SHA256SUMS.sig`` by OpenSSH (SSHSIG), which Windows 10 and every Linux can verify.

    Raises SignError.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise SignError("ssh-keygen is not installed")
    words = [program, "-q", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(sums)]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise SignError(done.stderr.strip())
