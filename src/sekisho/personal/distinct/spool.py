"""Records of fixed width that come one after the other, parted by the hash of a name.

All records of a name lie in one part, so that a question about names looks at one part at a time.
In a folder the parts are files, and little is held in memory however many records there are.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PARTS = 64
_HELD = 8_192
"""Records that are held before they are laid into their parts."""


class Spool:
    """``kind``: the fields of a record, ``name`` among them (64 bits of a hash); ``folder``: where
    the parts lie as files called after ``label``; in memory, and in one part, when None."""

    def __init__(self, label: str, kind: np.dtype[Any], folder: Path | None) -> None:
        self.parts = 1 if folder is None else PARTS
        self._label = label
        self._kind = kind
        self._folder = folder
        self._new: list[tuple[Any, ...]] = []
        self._laid: dict[int, list[NDArray[Any]]] = defaultdict(list)

    def add(self, record: tuple[Any, ...]) -> None:
        """Another record. Raises OSError."""
        self._new.append(record)
        if len(self._new) == _HELD:
            self._lay()

    def part(self, number: int) -> NDArray[Any]:
        """All records of a part, in the order in which they came. Raises OSError."""
        self._lay()
        if self._folder is None:
            return np.concatenate([np.empty(0, self._kind), *self._laid[number]])
        path = self._file(self._folder, number)
        return np.fromfile(path, self._kind) if path.exists() else np.empty(0, self._kind)

    def _file(self, folder: Path, number: int) -> Path:
        return folder / f"{self._label}-{number:02d}"

    def _lay(self) -> None:
        if not self._new:
            return
        records = np.array(self._new, self._kind)
        self._new.clear()
        of = records["name"] % np.uint64(self.parts)
        order = np.argsort(of, kind="stable")
        begins = np.searchsorted(of[order], np.arange(self.parts + 1))
        for number in range(self.parts):
            piece = records[order[begins[number] : begins[number + 1]]]
            if self._folder is None:
                self._laid[number].append(piece)
            elif piece.size:
                with self._file(self._folder, number).open("ab") as file:
                    file.write(piece.tobytes())
