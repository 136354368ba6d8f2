"""What is asked of whoever runs the mail so that the town has copies."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sekisho.gates.mail.copies import copies
from sekisho.text import LANGUAGES, Language, say
from tests.gates.mail import OWN, rulebook


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_says_where_and_how_long(tmp_path: Path, language: Language) -> None:
    said = {
        one.code: say(one.text, language, **dict(one.values)) for one in copies(rulebook(tmp_path))
    }
    box = f"sekisho-journal@{OWN}"
    for way, word in (("exchange", "New-JournalRule"), ("microsoft365", "JournalingReportNdrTo"),
                      ("postfix", "always_bcc")):  # fmt: skip
        assert word in said[f"mail.copy.{way}"]
        assert box in said[f"mail.copy.{way}"]
    days = rulebook(tmp_path).retention.days_for("mail_journal")
    assert str(days) in said["mail.copy.kept"]
    assert "{" not in "".join(said.values())


@pytest.mark.skipif(not shutil.which("postconf"), reason="postfix is not installed")
def test_postfix_takes_the_line_as_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "main.cf").write_text(
        f"compatibility_level = 3.6\nalways_bcc = sekisho-journal@{OWN}\n", encoding="utf-8"
    )
    (tmp_path / "master.cf").write_text("", encoding="utf-8")
    asked = ["postconf", "-c", str(tmp_path), "-h", "always_bcc"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"sekisho-journal@{OWN}"
