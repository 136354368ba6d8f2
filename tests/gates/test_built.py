"""What was built is read back; what was not is said to be no such folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sekisho.gates.built import NAME, Built, NotBuiltError, read, write
from sekisho.gates.contract import File
from sekisho.gates.stages import Stages
from tests.gates.line import loaded
from tests.gates.line.test_crossings import RULES


def test_there_and_back(tmp_path: Path) -> None:
    rulebook = loaded(RULES, tmp_path)
    stages = Stages("warn", {"税務課": "enforce"}, {"PC-1": "observe"})
    write(tmp_path, rulebook, stages, [("line", "nftables", File("a.nft", b"x"))])
    assert read(tmp_path) == (Built("line", "nftables", rulebook.digest, stages),)
    assert (tmp_path / "line" / "nftables" / "a.nft").read_bytes() == b"x"


def test_a_folder_holds_several_gates_each_as_it_was_built_last(tmp_path: Path) -> None:
    rulebook = loaded(RULES, tmp_path)
    first, second = Stages("observe"), Stages("enforce")
    told = [
        write(tmp_path, rulebook, stages, [(gate, target, File("a", b"x"))])
        for gate, target, stages in (
            ("web", "squid", first), ("line", "nftables", first), ("line", "fortigate", first),
            ("line", "nftables", second),
        )
    ]  # fmt: skip
    held = [(one.gate, one.target, one.stages) for one in read(tmp_path)]
    assert held == [
        ("line", "fortigate", first), ("line", "nftables", second), ("web", "squid", first),
    ]  # fmt: skip
    assert [one["target"] for one in told[-1]["built"]] == ["nftables"]


GOOD = {
    "gate": "line", "target": "nftables", "stage": "warn", "departments": {}, "assets": {},
    "rulebook": "", "files": [],
}  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        None, b"", b"[]", b"{}", b'{"built":1}', b'{"built":[]}', b'{"built":[{"stage":"warn"}]}',
        *(
            json.dumps({"built": [GOOD, {**GOOD, **wrong}]}).encode()
            for wrong in ({"stage": "strict"}, {"departments": {"x": "strict"}}, {"assets": []})
        ),
    ],
)  # fmt: skip
def test_what_was_not_built(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / NAME).write_bytes(content)
    with pytest.raises(NotBuiltError):
        read(tmp_path)
    rulebook = loaded(RULES, tmp_path)
    write(tmp_path, rulebook, Stages(), [("line", "nftables", File("a.nft", b"x"))])
    assert len(read(tmp_path)) == 1
