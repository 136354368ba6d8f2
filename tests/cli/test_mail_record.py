"""A mail is found by its id: the newest, and an unknown one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.cli.exits import BadInputError
from sekisho.cli.mail_record import found_in
from sekisho.gates.mail.sealed import Sealed


def test_the_newest_of_an_id(tmp_path: Path) -> None:
    sealed = Sealed(tmp_path)
    for number in (1, 2):
        sealed.record({"queue_id": "4AbC", "n": number})
    assert found_in(sealed, "4AbC")["n"] == 2
    for unknown in ("4AbD", None, ""):
        with pytest.raises(BadInputError):
            found_in(sealed, unknown)
