"""Taking attachments out, in this process or in one of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.intake.archives import Allowance
from sekisho.intake.attached import contents_of
from sekisho.sources.contract import Source
from sekisho.sources.registry import source_named


@pytest.mark.parametrize("apart", [False, True])
def test_the_same_comes_out_either_way(data: Path, tmp_path: Path, apart: bool) -> None:
    source = source_named("msg")
    assert isinstance(source, Source)
    path = data / "sources/mail/msg/good.msg"
    evidence = Evidence("good.msg", path, path.stat().st_size, "0" * 64)
    allowance = Allowance()
    found = list(contents_of(replace(source, isolated=apart), evidence, tmp_path, allowance))
    assert [each.name for each in found] == ["good.msg!/名簿.csv"]
    assert isinstance(found[0], Evidence)
    assert found[0].path.read_bytes().startswith("氏名".encode("cp932"))
    assert allowance.count == 1


def test_a_source_without_contents_gives_none(tmp_path: Path) -> None:
    source = source_named("rtf")
    assert isinstance(source, Source)
    assert list(contents_of(source, Evidence("a", tmp_path, 0, ""), tmp_path, Allowance())) == []
