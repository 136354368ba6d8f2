"""The duty to report: every question asked, nothing decided, days counted as the law does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.duty.clock import due_day, last_day, warning
from sekisho.case.duty.facts import Duty, Route, Weighed
from sekisho.case.duty.law import law, read
from sekisho.case.duty.weigh import Records, duty, first_known
from sekisho.case.facts import Count, Reason
from sekisho.case.sheet.entries import Answer, Call, Information, Sheet
from sekisho.events.time import JAPAN
from sekisho.form.when import When

KNOWN = datetime(2016, 6, 3, 16, 50, tzinfo=JAPAN)
CALL = Call(at=When(KNOWN.date(), KNOWN), what="警告", who="事務局長", knew=True)
CHIEF = "総務課長"


def yes(answer: str = "yes", by: str = CHIEF) -> Answer:
    return Answer(answer=answer, decided_by=by)


def persons(low: int | None, high: int | None, by: str = CHIEF) -> Answer:
    return Answer(low=low, high=high, decided_by=by)


def weighed(
    information: Information | None = None, records: Records | None = None, now: datetime = KNOWN
) -> Weighed:
    given_ = (information,) if information else ()
    sheet = Sheet(calls=(CALL,), duty=given_)
    (found,) = duty(sheet, records or Records(), now).weighed
    return found


def route(found: Weighed, name: str) -> Route:
    return next(one for one in found.routes if one.id == name)


def item(found: Route, name: str) -> str:
    return next(one.state for one in found.items if one.id == name)


def mayors(**answers: Answer) -> Information:
    return Information(information="名簿", holder=yes("mayor"), **answers)  # type: ignore[arg-type]


# -- the clock ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "last", "due"),
    [
        (5, date(2016, 6, 7), date(2016, 6, 7)),
        (30, date(2016, 7, 2), date(2016, 7, 4)),  # a Saturday: the Monday after
        (60, date(2016, 8, 1), date(2016, 8, 1)),
    ],
)
def test_the_worked_example(days: int, last: date, due: date) -> None:
    assert last_day(date(2016, 6, 3), days) == last
    assert due_day(last) == due


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2025, 12, 29), date(2026, 1, 5)),  # the turn of the year, then a weekend
        (date(2026, 5, 3), date(2026, 5, 7)),  # Sunday, two holidays and a substitute one
        (date(2016, 3, 21), date(2016, 3, 22)),  # a substitute holiday
    ],
)
def test_closed_days_are_passed_over(last: date, due: date) -> None:
    assert due_day(last) == due


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 90))
def test_a_term_never_ends_on_a_closed_day_nor_early(known: date, days: int) -> None:
    last = last_day(known, days)
    assert last == known + timedelta(days=days - 1)
    due = due_day(last)
    assert last <= due <= last + timedelta(days=12)
    assert due_day(due) == due


@pytest.mark.parametrize(
    ("part", "level"),
    [(0.0, 0), (0.499, 0), (0.5, 50), (0.749, 50), (0.75, 75), (0.9, 90), (0.999, 90), (1.0, 100)],
)
def test_warnings(part: float, level: int) -> None:
    assert warning(part) == level


def test_the_earliest_knowledge_counts_and_a_silent_entry_is_knowledge() -> None:
    later = replace(CALL, at=When(date(2016, 6, 4)))
    before = Call(at=When(date(2016, 6, 2)), what="まだ知らない", knew=False)
    silent = Call(at=When(date(2016, 6, 3)), what="知ったかどうか書いていない")
    known = first_known(Sheet(calls=(later, CALL, before, silent), lines=(3, 4, 5, 6)))
    assert known
    assert (known.what, known.line, known.said) == (silent.what, 6, False)
    assert first_known(Sheet()) is None
    assert first_known(Sheet(calls=(before,))) is None


def test_terms_and_warnings_of_the_example() -> None:
    found = weighed(mayors(improper=yes()), now=datetime(2016, 6, 7, 12, tzinfo=JAPAN))
    terms = {one.kind: one for one in route(found, "appi").deadlines}
    assert {kind: one.due for kind, one in terms.items()} == {
        "preliminary": date(2016, 6, 7),
        "final": date(2016, 7, 4),
        "longer": date(2016, 8, 1),
    }
    assert terms["preliminary"].least == date(2016, 6, 5)
    assert terms["preliminary"].warning == 75
    assert [terms[kind].applies for kind in ("final", "longer")] == [False, True]


def test_the_short_term_holds_until_the_long_one_is_earned() -> None:
    found = weighed(mayors())
    applies = {one.kind: one.applies for one in route(found, "appi").deadlines}
    assert applies == {"preliminary": True, "final": True, "longer": False}
    found = weighed(mayors(improper=yes("no")))
    assert {one.kind for one in route(found, "appi").deadlines} == {"preliminary", "final"}


def test_without_knowledge_nothing_is_counted() -> None:
    found = duty(Sheet(), Records(), KNOWN)
    assert found.known is None
    assert not [term for one in found.weighed for way in one.routes for term in way.deadlines]


# -- the questions ------------------------------------------------------------------------------


def test_without_any_answer_every_route_stays_open() -> None:
    found = weighed()
    assert {one.id: one.state for one in found.routes} == dict.fromkeys(
        ("my_number", "appi", "council", "private"), "open"
    )
    assert found.information == ""
    assert {one.counts_as for one in found.asked} == {"unknown"}


def test_a_no_that_nobody_answers_for_is_no_no() -> None:
    found = weighed(mayors(my_number=yes("no", by=""), sensitive=yes("no", by="")))
    assert route(found, "my_number").state == "open"
    assert item(route(found, "appi"), "sensitive") == "open"
    found = weighed(mayors(my_number=yes("no"), sensitive=yes("no")))
    assert route(found, "my_number").state == "no"
    assert item(route(found, "appi"), "sensitive") == "no"


def test_the_council_leaves_by_its_own_door_but_the_number_is_asked_first() -> None:
    assert law().questions[0] == "my_number"
    council = Information(information="名簿", holder=yes("council"), organisational=yes())
    found = weighed(council)
    states = {one.id: one.state for one in found.routes}
    assert states == {"my_number": "open", "appi": "no", "council": "yes", "private": "no"}
    assert not route(found, "council").reports


def test_a_private_list_is_not_the_towns_but_its_holder_may_have_to_report() -> None:
    hamlet = Information(information="緊急連絡先", holder=yes("private"), organisational=yes("no"))
    states = {one.id: one.state for one in weighed(hamlet).routes}
    assert states == {"my_number": "open", "appi": "no", "council": "no", "private": "yes"}


def test_a_contractor_leaves_both_roads_open() -> None:
    given_ = Information(information="委託", holder=yes("entrusted"), organisational=yes())
    states = {one.id: one.state for one in weighed(given_).routes}
    assert (states["appi"], states["private"]) == ("yes", "yes")


def test_all_grounds_answered_with_no_close_a_route() -> None:
    none = mayors(
        organisational=yes(), sensitive=yes("no"), property=yes("no"), improper=yes("no"),
        persons=persons(3, 100), ordinance=yes("no"),
    )  # fmt: skip
    assert route(weighed(none), "appi").state == "no"
    assert route(weighed(replace(none, persons=persons(3, 101))), "appi").state != "no"


@pytest.mark.parametrize(
    ("answer", "records", "state"),
    [
        (None, Records(), "open"),
        (persons(101, 101), Records(), "yes"),
        (persons(100, 100), Records(), "no"),
        (persons(100, 100, by=""), Records(), "open"),
        (persons(5, None), Records(), "open"),
        (persons(None, 80), Records(), "no"),
        (None, Records(Count(101, 500)), "yes"),
        (None, Records(Count(0, 500)), "open"),
        # what was counted in documents cannot end the alarm
        (None, Records(Count(3, 3)), "open"),
        (persons(3, 3), Records(Count(200, 200)), "yes"),
    ],
)
def test_more_than_a_hundred_persons(answer: Answer | None, records: Records, state: str) -> None:
    information = mayors(persons=answer) if answer else mayors()
    assert item(route(weighed(information, records), "appi"), "many") == state


def test_persons_of_all_information_do_not_answer_for_one_part() -> None:
    sheet = Sheet(calls=(CALL,), duty=(mayors(), mayors()))
    found = duty(sheet, Records(Count(500, 500), 2), KNOWN)
    for one in found.weighed:
        assert item(route(one, "appi"), "many") == "open"
        asked = next(asked for asked in one.asked if asked.question == "persons")
        assert [reason.code for reason in asked.proposals] == [
            "duty.records.persons_all",
            "duty.records.uncounted",
        ]


def test_records_propose_but_do_not_answer() -> None:
    why = (Reason("duty.records.controlled", {"count": "1"}),)
    found = weighed(mayors(), Records(controlled=why))
    asked = next(one for one in found.asked if one.question == "improper")
    assert (asked.answer, asked.counts_as, asked.proposals) == ("unknown", "unknown", why)
    assert item(route(found, "appi"), "improper") == "open"


@given(
    st.fixed_dictionaries(
        {
            name: st.sampled_from([None, *(Answer(answer=a, decided_by=b)
                                           for a in ("yes", "no", "unknown") for b in ("", "x"))])
            for name in ("my_number", "organisational", "sensitive", "property", "improper",
                         "ordinance", "encrypted")
        }
    )
)  # fmt: skip
def test_only_named_persons_close_anything(answers: dict[str, Answer | None]) -> None:
    given_ = Information(information="x", **answers)  # type: ignore[arg-type]
    nobody = Information(
        information="x",
        **{name: replace(one, decided_by="") if one else None for name, one in answers.items()},  # type: ignore[arg-type]
    )
    assert all(one.state == "open" for one in weighed(nobody).routes)
    for way in weighed(given_).routes:
        for one in way.items:
            answer = answers.get(one.id)
            closed = answer is not None and answer.answer == "no" and bool(answer.decided_by)
            assert (one.state == "no") == closed or one.id in ("many", "system", "viewed")


# -- the law as data ----------------------------------------------------------------------------


def test_the_law_is_dated_and_says_what_was_not_compared() -> None:
    rules = law()
    assert rules.as_of.year >= 2026
    assert len(rules.item_names) == 9
    appi = next(one for one in rules.rules if one.id == "appi")
    assert appi.since == date(2023, 4, 1)
    assert all(ground.confirmed for ground in appi.items)
    assert not any(term.confirmed for term in appi.terms)
    assert {ground.more_than for rule in rules.rules for ground in rule.items} == {None, 100, 1000}


def test_a_rule_is_told_apart_from_its_time() -> None:
    assert route(weighed(mayors()), "appi").in_force is False
    today = datetime(2026, 6, 3, 9, tzinfo=JAPAN)
    sheet = Sheet(calls=(replace(CALL, at=When(today.date(), today)),))
    found: Duty = duty(sheet, Records(), today)
    assert next(one for one in found.weighed[0].routes if one.id == "appi").in_force is True
    assert next(one for one in found.weighed[0].routes if one.id == "private").in_force is None


def test_a_rule_that_has_ended_is_no_longer_asked() -> None:
    rules = law()
    ended = replace(
        rules, rules=(replace(rules.rules[0], until=date(2016, 6, 2)), *rules.rules[1:])
    )
    found = duty(Sheet(calls=(CALL,)), Records(), KNOWN, ended)
    assert rules.rules[0].id not in {one.id for one in found.weighed[0].routes}


def test_a_confirmation_that_is_neither_is_refused() -> None:
    source = {"source": "x", "confirmed": "maybe"}
    content = {"as_of": "2026-01-01", "clock": source, "counting": source,
               "items": {**source, "names": []}, "questions": [], "routes": []}  # fmt: skip
    with pytest.raises(ValueError, match="maybe"):
        read(content)
