"""Readiness over whole exercises: settings make answers, files taken away never do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sekisho.case.ready import Asked, Level, Period, Readiness, assess, schema, to_bytes, to_json
from sekisho.drill import Options, write
from sekisho.events.time import JAPAN
from sekisho.intake.road import STATEMENT, take_in
from sekisho.intake.told import context_of
from sekisho.ledger.manifest import Manifest
from sekisho.ledger.sealed import tables_of
from sekisho.rulebook import load

RULEBOOK = load(None)
LIST = "台帳/情報機器管理台帳.xlsx"


def period(first: str, days: int) -> Period:
    since = datetime.fromisoformat(first).replace(tzinfo=JAPAN)
    until = since + timedelta(days=days)
    return Period(since.astimezone(UTC), until.astimezone(UTC), RULEBOOK.hours)


class Town:
    """One exercise taken in once, asked as often as wanted."""

    def __init__(self, evidence: Path, room: Path, weeks: Period) -> None:
        self.ledger, work = room / "ledger", room / "work"
        for folder in (self.ledger, work):
            folder.mkdir(parents=True)
        self.weeks, self.now = weeks, weeks.until
        self.manifest = take_in(
            evidence, self.ledger, work, context_of(RULEBOOK, self.now),
            statements=[evidence / LIST],
        )  # fmt: skip

    def names(self) -> list[str]:
        return [one.name for one in self.manifest.entries if one.status in ("read", "partly")]

    def without(self, *names: str) -> Readiness:
        """Readiness as if these files had not been laid in."""
        return self.ask(
            replace(
                self.manifest,
                entries=tuple(one for one in self.manifest.entries if one.name not in names),
                segments=tuple(one for one in self.manifest.segments if one.evidence not in names),
            )
        )

    def ask(self, manifest: Manifest) -> Readiness:
        asked = Asked(self.weeks, self.now, RULEBOOK, manifest.entries, f"{STATEMENT}/")
        with tables_of(self.ledger, manifest) as connection:
            return assess(connection, asked)


@contextmanager
def town(name: str, room: Path, weeks: Period, **options: object) -> Iterator[Town]:
    exercise = write(name, room / "exercise", Options(**options))  # type: ignore[arg-type]
    yield Town(exercise.evidence, room, weeks)


@pytest.fixture(scope="module")
def ikeda(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    room = tmp_path_factory.mktemp("ikeda")
    with town("ikeda", room, period("2016-06-02", 2), days=2) as made:
        yield made


def level(readiness: Readiness, question: str) -> Level:
    (found,) = [one.level for one in readiness.answers if one.question == question]
    return found


def test_what_the_exercise_holds_is_answerable(ikeda: Town) -> None:
    found = ikeda.without()
    assert level(found, "when") == Level.FULL
    assert level(found, "opened_share") == Level.FULL
    assert level(found, "mail_when") == Level.NONE
    assert level(found, "separated") == Level.NONE
    assert level(found, "volume") == Level.PARTLY


@pytest.mark.parametrize(
    ("missing", "question"),
    [
        ("proxy/access.log", "when"),
        ("proxy/access.log", "tool"),
        ("fileserver/samba-audit.log", "opened_share"),
        ("dhcp/dhcpd.log", "others"),
    ],
)
def test_a_missing_log_takes_the_answer_with_it(ikeda: Town, missing: str, question: str) -> None:
    assert level(ikeda.without(missing), question) < level(ikeda.without(), question)


@pytest.mark.parametrize(
    ("proxy", "wanted"),
    [("squid", Level.PARTLY), ("squid-extended", Level.FULL), ("fortigate", Level.FULL)],
)
def test_the_setting_that_counts_bytes_makes_the_volume_answerable(
    tmp_path: Path, proxy: str, wanted: Level
) -> None:
    with town("ikeda", tmp_path, period("2016-06-02", 2), days=2, proxy=proxy) as made:
        found = made.without()
    assert level(found, "volume") == wanted
    asked = {name for one in found.answers if one.question == "volume" for name in one.remedies}
    assert asked == ({"squid_logformat"} if wanted < Level.FULL else set())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ikeda", "takatsuki"])
def test_no_file_taken_away_makes_a_question_more_answerable(name: str, tmp_path: Path) -> None:
    first = "2016-06-02" if name == "ikeda" else "2016-05-31"
    with town(name, tmp_path, period(first, 2), days=2) as made:
        whole = made.without()
        # of many files of one folder one stands for all
        folders = {name.rpartition("/")[0]: name for name in reversed(made.names())}
        for missing in sorted(folders.values()):
            if missing.startswith(STATEMENT):
                continue
            less = made.without(missing)
            risen = [one.question for one in less.answers if one.level > level(whole, one.question)]
            assert risen == [], missing


def test_json_has_its_form_and_is_reproducible(ikeda: Town) -> None:
    one, other = ikeda.without(), ikeda.without()
    Draft202012Validator(schema()).validate(to_json(one))
    assert to_bytes(one) == to_bytes(other)
    content = to_json(one)
    assert sum(content["counts"].values()) == len(content["answers"])
    assert {answer["question"] for answer in content["answers"] if answer["lacking"]} == {
        answer["question"] for answer in content["answers"] if answer["level"] != "full"
    }


def test_the_order_of_remedies_closes_most_first(ikeda: Town) -> None:
    found = ikeda.without()
    wanted = [set(one.remedies) for one in found.answers if one.remedies]
    first = found.remedies[0].name
    closed = {one.name: sum(need == {one.name} for need in wanted) for one in found.remedies}
    assert closed[first] == max(closed.values())


def test_an_empty_folder_answers_nothing_and_says_so(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence"
    (evidence / "台帳").mkdir(parents=True)
    (evidence / LIST).with_suffix(".xlsx").write_bytes(b"")
    found = Town(evidence, tmp_path, period("2016-06-02", 2)).without()
    assert found.count(Level.FULL) == found.count(Level.PARTLY) == 0
    assert found.reach == ()
    assert found.unread
