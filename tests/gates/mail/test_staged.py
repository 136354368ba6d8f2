"""The stages that were applied hold from the next mail on; what cannot be read holds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.gates.mail.staged import NAME, Staged, stages_file
from sekisho.gates.stages import Stages
from tests.gates.mail import rulebook

GIVEN = Stages("warn")


def test_as_applied_and_as_given(tmp_path: Path) -> None:
    own = Staged(GIVEN, tmp_path / NAME)
    assert (own.now(), own.rulebook()) == (GIVEN, None)
    book = rulebook(tmp_path)
    applied = Stages("observe", {"総務課": "enforce"}, {"PC-1": "warn"})
    (tmp_path / NAME).write_bytes(stages_file(book, applied).content)
    assert (own.now(), own.rulebook()) == (applied, book.digest)
    assert Staged(GIVEN, None).now() == GIVEN
    (tmp_path / NAME).unlink()
    assert own.now() == GIVEN


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"format": "sekisho mail stages 2"}',
     b'{"format": "sekisho mail stages 1", "stage": "off", "departments": {}, "assets": {}}'],
    ids=["empty", "cut_off", "a_list", "without_anything", "another_format", "no_such_stage"],
)  # fmt: skip
def test_nobody_guesses_a_stage(content: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        Staged(GIVEN, tmp_path / NAME).now()
