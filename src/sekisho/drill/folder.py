"""The folder that an exercise fills: fixed file times, nothing overwritten."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sekisho.drill.clock import SECOND


class Folder:
    """Evidence below `root`; every file gets the time that it would have had."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = 0
        self.bytes = 0
        root.mkdir(parents=True, exist_ok=False)

    def put(self, path: str, content: bytes, modified: int) -> str:
        """Write a file at once; `modified` is in milliseconds. Gives the path back."""
        with self.stream(path, modified) as out:
            out.write(content)
        return path

    def lines(self, path: str, lines: Iterable[bytes], modified: int) -> str:
        """Write complete lines as they come."""
        with self.stream(path, modified) as out:
            out.writelines(lines)
        return path

    @contextmanager
    def stream(self, path: str, modified: int) -> Iterator[BinaryIO]:
        """Open a new file for bytes."""
        target = self._target(path)
        with target.open("xb", buffering=1 << 20) as out:
            yield out
        self._close(target, modified)

    def take(self, path: str, made: Path, modified: int) -> str:
        """Move a finished file in."""
        target = self._target(path)
        shutil.move(made, target)
        self._close(target, modified)
        return path

    def _target(self, path: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _close(self, target: Path, modified: int) -> None:
        os.utime(target, (modified // SECOND, modified // SECOND))
        self.files += 1
        self.bytes += target.stat().st_size
