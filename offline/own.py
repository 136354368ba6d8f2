"""Our own wheel, the same bytes wherever and whenever it is built from the same source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("pyproject.toml", "README.md", "LICENSE")


class OwnWheelError(RuntimeError):
    """The wheel could not be built; the message is the build's own."""


def build(folder: Path, epoch: int, root: Path = ROOT) -> Path:
    """Builds Sekisho's wheel into ``folder``, dated ``epoch`` (seconds since 1970, UTC).

    It is built from a copy with plain permissions: times, modes and leftovers of the working
    tree do not enter (https://reproducible-builds.org/specs/source-date-epoch/). Raises
    OwnWheelError.
    """
    copy = folder / "source"
    copy.mkdir(parents=True)
    for name in NEEDED:
        shutil.copyfile(root / name, copy / name)
    shutil.copytree(
        root / "src", copy / "src", copy_function=shutil.copyfile,
        ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"),
    )  # fmt: skip
    for path in copy.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    pip += ["--disable-pip-version-check", "--no-index", "--wheel-dir", str(folder), str(copy)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0"}
    done = subprocess.run(pip, check=False, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise OwnWheelError(done.stderr.strip())
    shutil.rmtree(copy)
    (made,) = folder.glob("sekisho-*.whl")
    return made


def epoch_of(root: Path = ROOT) -> int:
    """The date of the build: ``SOURCE_DATE_EPOCH``, else that of the last commit.

    Raises OwnWheelError when neither is known: the clock is never asked, for it would make every
    build another one.
    """
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    git = shutil.which("git")
    if git:
        told = subprocess.run(
            [git, "log", "-1", "--format=%ct"],
            cwd=root, check=False, capture_output=True, text=True,
        )  # fmt: skip
        if told.returncode == 0 and told.stdout.strip():
            return int(told.stdout)
    raise OwnWheelError("no commit to take the date from: set SOURCE_DATE_EPOCH")
