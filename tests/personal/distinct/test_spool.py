from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sekisho.personal.distinct import spool
from sekisho.personal.distinct.spool import Spool

KIND = np.dtype([("name", "u8"), ("of", "u4")])


@pytest.mark.parametrize("held", [1, 3, 1000])
@pytest.mark.parametrize("on_disk", [True, False])
def test_a_name_lies_in_one_part_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_disk: bool, held: int
) -> None:
    monkeypatch.setattr(spool, "_HELD", held)
    records = [(2**64 - 1 - at * 7 % 100, at) for at in range(200)]
    made = Spool("x", KIND, tmp_path if on_disk else None)
    for one in records[:150]:
        made.add(one)
    assert sum(made.part(number).size for number in range(made.parts)) == 150
    for one in records[150:]:
        made.add(one)
    parts = [made.part(number).tolist() for number in range(made.parts)]
    assert sorted(one for part in parts for one in part) == sorted(records)
    names = [{name for name, _ in part} for part in parts]
    assert sum(map(len, names)) == len(set().union(*names))
    assert all([of for _, of in part] == sorted(of for _, of in part) for part in parts)
    assert bool(list(tmp_path.iterdir())) == on_disk


def test_an_empty_one_has_parts(tmp_path: Path) -> None:
    made = Spool("x", KIND, tmp_path)
    assert [made.part(number).size for number in range(made.parts)] == [0] * made.parts
