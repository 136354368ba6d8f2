"""Values that more than one form holds."""

from __future__ import annotations

import dataclasses

import pytest

from sekisho.form.values import Column


@pytest.mark.parametrize("at", [1, "送信元"])
def test_a_column_stands_at_a_number_or_under_a_heading(at: int | str) -> None:
    column = Column(field="c-ip", at=at)
    assert column.at == at
    with pytest.raises(dataclasses.FrozenInstanceError):
        column.at = 2  # type: ignore[misc]
