"""A chunk of events whose fields are asked, each reduced to its distinct texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sekisho.detect.sigma.atoms import Answers, Place, Questions
from sekisho.detect.sigma.expression import Leaf, Reference

POINTER = ("@timestamp", "host.name", "evidence", "position", "unit")
"""The columns before the fields."""


class FieldRows:
    """Some events: the columns of ``POINTER``, then one text column a field."""

    def __init__(self, chunk: pa.RecordBatch, questions: Sequence[Questions]) -> None:
        self._chunk = chunk
        self._codes: list[npt.NDArray[np.int64]] = []
        self._answers: list[list[Answers | None]] = []
        for number, asked in enumerate(questions):
            column = self._column(number).cast(pa.string()).dictionary_encode()
            values = column.dictionary
            self._codes.append(np.asarray(pc.fill_null(column.indices, len(values))))
            self._answers.append(asked.answers(values))

    def __len__(self) -> int:
        return int(self._chunk.num_rows)

    def _column(self, operand: int) -> pa.Array:
        return self._chunk.column(len(POINTER) + operand)

    def leaf(self, leaf: Leaf) -> Answers | None:
        """Which events hold; None when none does."""
        answers = self._answers[leaf.operand][leaf.atom]
        if answers is None:
            return None
        held = answers[self._codes[leaf.operand]]
        return held if held.any() else None

    def reference(self, reference: Reference) -> Answers | None:
        """Which events hold; None when none does."""
        pairs = zip(self.texts(reference.operand), self.texts(reference.other), strict=True)
        held = np.array([_refers(one, other, reference.how) for one, other in pairs], np.bool_)
        return held if held.any() else None

    def texts(self, operand: int) -> list[str | None]:
        """The field of every event."""
        return [None if text is None else str(text) for text in self._column(operand).to_pylist()]


def _refers(one: str | None, other: str | None, how: Place) -> bool:
    if one is None or other is None:
        return False
    text, sought = one.lower(), other.lower()
    if how == "start":
        return text.startswith(sought)
    if how == "end":
        return text.endswith(sought)
    return sought in text if how == "inside" else text == sought
