from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.sources.mail.dates import received, sent

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("text", "moment", "assumed"),
    [
        ("Tue, 31 May 2016 09:15:00 +0900", "2016-05-31T00:15:00+00:00", False),
        ("Tue, 31 May 2016 09:15:00 +0900 (JST)", "2016-05-31T00:15:00+00:00", False),
        ("Tue, 31 May 2016 09:15:00 +09:00", "2016-05-31T00:15:00+00:00", False),
        ("31 May 2016 09:15:00 JST", "2016-05-31T00:15:00+00:00", False),
        ("Tue, 31 May 2016 00:15:00 GMT", "2016-05-31T00:15:00+00:00", False),
        ("Tue, 31 May 2016 00:15:00 -0000", "2016-05-31T00:15:00+00:00", False),
        ("Mon, 30 May 2016 20:15:00 EDT", "2016-05-31T00:15:00+00:00", False),
        ("Tue, 31 May 2016 09:15:00", "2016-05-31T00:15:00+00:00", True),
        ("Tue, 31 May 2016 25:15:00 +0900", None, False),
        ("Tue, 31 Feb 2016 09:15:00 +0900", None, False),
        ("きのう", None, False),
        ("", None, False),
    ],
)
def test_dates(text: str, moment: str | None, assumed: bool) -> None:
    found, guessed = sent(text, TOKYO)
    assert (found and found.isoformat(), guessed) == (moment, assumed)


def test_received_is_after_the_last_semicolon() -> None:
    found = received("from a (b; c) by d; Tue, 31 May 2016 09:15:02 +0900 (JST)", TOKYO)
    assert found is not None
    assert found.isoformat() == "2016-05-31T00:15:02+00:00"
    assert received("from a by b", TOKYO) is None


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    sent(text, TOKYO)
