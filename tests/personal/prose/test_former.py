"""Who headed a hamlet or a club before."""

import pytest

from sekisho.personal.prose.former import former_head


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("前新町区長　青木 茂", "青木 茂"),
        ("元自治会長 石黒明", "石黒明"),
        ("前町長　青木 茂", ""),
        ("新町区長　青木 茂", ""),
    ],
)
def test_former_heads(line: str, name: str) -> None:
    assert former_head(line) == name
