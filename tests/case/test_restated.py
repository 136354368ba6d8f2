"""Texts of the case sheet that may still say what was said before."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sekisho.case.account.facts import Number, Revision
from sekisho.case.reasons import Count
from sekisho.case.restated import restated
from sekisho.case.sheet.entries import Agency, Contact, First, Incident, Publication, Sheet
from sekisho.form.when import When

JAPAN = ZoneInfo("Asia/Tokyo")
BEFORE, NOW = (datetime(2026, 11, day, tzinfo=JAPAN) for day in (20, 23))


def changed(step: str, before: int, after: int | None, high: int | None = None) -> Revision:
    was = Count(before, before if high is None else high)
    now = None if after is None else Count(after, after)
    return Revision(BEFORE, NOW, 0, ("a.zip",), (Number(step, was, False, now, False),), ())


@pytest.mark.parametrize(
    ("text", "step", "is_said"),
    [
        ("不審メール 12 通が届いた。", "delivered", True),
        ("不審メール１２通が届いた。", "delivered", True),
        ("十二通が届いた。", "delivered", True),
        ("12 mails were delivered", "delivered", True),
        ("当初12通としたが、15通に改めた。", "delivered", False),  # says both
        ("12日に15件が届いた。", "delivered", False),
        ("112通、1.12通、12:12通、2026-12通", "delivered", False),
        ("12台で開かれた。", "delivered", False),
        ("12台で開かれた。", "opened", True),
        ("12 PCs", "opened", True),
        ("職員12名の端末", "opened", True),
        ("12人の情報", "persons", True),
        ("12通", "persons", False),
    ],
)
def test_a_number_with_its_counter(text: str, step: str, is_said: bool) -> None:
    found = restated(Sheet(incident=Incident(summary=text)), changed(step, 12, 15))
    assert [one.place for one in found] == (["incident.summary"] if is_said else [])


def test_every_text_of_a_person_is_looked_at_with_its_place() -> None:
    sheet = Sheet(
        sha256="12通", contact=Contact(telephone="12通", hours="12通"),
        first=First(known=("なし", "届いたのは1,200通。\n次に確認する。")),
        publications=(
            Publication(at=When(date(2026, 11, 20)), what="訂正前"),
            Publication(at=When(date(2026, 11, 21)), what=f"{'町' * 30}1200件{'長' * 30}"),
        ),
        agencies=(Agency(agency="県", what="1200"),),
    )  # fmt: skip
    found = restated(sheet, changed("received", 1200, 1201))
    assert [(one.place, one.said) for one in found] == [
        ("first.known[2]", "届いたのは1,200通。 次に確認する。"),
        ("publications[2].what", f"…{'町' * 20}1200件{'長' * 20}…"),
    ]
    assert found[0].number.after == Count(1201, 1201)
    twelve = restated(sheet, changed("received", 12, 13))
    assert [one.place for one in twelve] == ["contact.hours"]


def test_what_was_no_one_number_or_did_not_change_is_not_looked_for() -> None:
    sheet = Sheet(incident=Incident(summary="12通、0通"))
    for revision in (
        changed("received", 12, 12), changed("received", 12, 15, high=14),
        changed("received", 0, 3),
    ):  # fmt: skip
        assert restated(sheet, revision) == ()
    assert restated(None, changed("received", 12, 15)) == ()
    assert len(restated(sheet, changed("received", 12, None))) == 1
