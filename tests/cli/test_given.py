"""What a user gives: moments and folders, and the code of each mistake."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.cli.exits import BadInputError
from sekisho.cli.given import apart, existing, folder, moment

CLOCK = datetime(2016, 6, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, CLOCK),
        ("2016-06-23T11:00:00+09:00", CLOCK),
        ("2016-06-23T11:00", CLOCK),
        ("2016-06-23T02:00:00Z", CLOCK),
        ("2016-06-23", datetime(2016, 6, 22, 15, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_without_offset_is_japanese_time(given: str | None, expected: datetime) -> None:
    assert moment(given, CLOCK) == expected


def test_mistakes_have_codes(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for ask, code in [
        (lambda: moment("3pm", CLOCK), "cli.bad_time"),
        (lambda: folder(str(tmp_path / "none")), "cli.no_such_folder"),
        (lambda: folder(str(tmp_path / "file")), "cli.not_a_folder"),
        (lambda: existing(str(tmp_path / "none")), "cli.no_such_path"),
        (lambda: apart(tmp_path, tmp_path / "case"), "cli.case_in_evidence"),
        (lambda: apart(tmp_path / "case" / "evidence", tmp_path / "case"), "cli.case_in_evidence"),
    ]:
        with pytest.raises(BadInputError) as caught:
            ask()
        assert caught.value.code == code
