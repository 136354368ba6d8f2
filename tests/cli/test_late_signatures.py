"""A file of signatures becomes a list of hashes, a line each, behind the signature's name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sekisho.cli.exits import BadInputError
from sekisho.cli.late_signatures import as_list
from sekisho.cli.voice import Voice
from tests.gates.mail import mail
from tests.gates.mail.engines import BAD, YARA


def test_the_file_is_named_and_not_the_mail_around_it(tmp_path: Path) -> None:
    pytest.importorskip("yara_x")
    rules = tmp_path / "late.yar"
    rules.write_text(YARA, encoding="utf-8")
    stored = tmp_path / "stored"
    stored.mkdir()
    with pytest.raises(BadInputError):
        as_list(rules, [stored], Voice("ja"))
    (stored / "a.eml").write_bytes(mail(("a.bin", BAD)))
    lines = as_list(rules, [stored], Voice("ja")).decode().splitlines()
    assert lines == ["# late.yar: 1 / 1", "# town_letter", hashlib.sha256(BAD).hexdigest()]
