"""What was built is read back; what was not is said to be no such folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.built import NAME, NotBuiltError, read, write
from sekisho.gates.contract import File
from sekisho.gates.stages import Stages
from tests.gates.line import loaded
from tests.gates.line.test_crossings import RULES


def test_there_and_back(tmp_path: Path) -> None:
    rulebook = loaded(RULES, tmp_path)
    stages = Stages("warn", {"税務課": "enforce"}, {"PC-1": "observe"})
    write(tmp_path, rulebook, stages, [("line", "nftables", File("a.nft", b"x"))])
    found = read(tmp_path)
    assert (found.rulebook, found.stages) == (rulebook.digest, stages)
    assert found.targets == (("line", "nftables"),)
    assert (tmp_path / "line" / "nftables" / "a.nft").read_bytes() == b"x"


@pytest.mark.parametrize(
    "content",
    [
        None, b"", b"[]", b"{}", b'{"stage":1}',
        b'{"stage":"strict","departments":{},"assets":{},"rulebook":"","files":[]}',
        b'{"stage":"warn","departments":{"x":"strict"},"assets":{},"rulebook":"","files":[]}',
        b'{"stage":"warn","departments":[],"assets":{},"rulebook":"","files":[]}',
    ],
)  # fmt: skip
def test_what_was_not_built(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / NAME).write_bytes(content)
    with pytest.raises(NotBuiltError):
        read(tmp_path)
