"""The result of a drill: numbers that add up, and unknown that is not *not called*."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sekisho.case.notices.register import DRILL, Act, Told, append
from sekisho.case.notices.result import Result, result
from sekisho.cli.main import main
from sekisho.report.drilled import FEWEST
from sekisho.rulebook import Rulebook, load

PEOPLE = [("甲", "総務課"), ("乙", "総務課"), ("丙", "税務課"), ("丁", "税務課"), ("戊", "")]
T0, T9 = "2026-06-08T09:00:00+09:00", "2026-06-08T18:00:00+09:00"


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    people = "\n".join(
        f"  - {{name: {name}, department: '{department}', mail: [{at}@t.example]}}"
        if department else f"  - {{name: {name}, mail: [{at}@t.example]}}"
        for at, (name, department) in enumerate(PEOPLE)
    )  # fmt: skip
    path = tmp_path / "r.yaml"
    path.write_text(f"version: 1\npeople:\n{people}\n", encoding="utf-8")
    return path


def made(name: str) -> Told:
    return Told(T0, "made", "訓練1", "0", name, "x@t.example", "m", f"SEKISHO-{name}", DRILL)


def acts(name: str, *told: tuple[Act, str]) -> list[Told]:
    return [made(name), *(replace(made(name), act=act, at=at, source="") for act, at in told)]


def watched(at: str = T9) -> Told:
    return replace(made(""), act="watched", at=at, source="page.jsonl:9")


def clock(minute: int) -> str:
    return f"2026-06-08T09:{minute:02d}:00+09:00"


def found(rulebook: Path, told: Sequence[Told]) -> Result:
    book: Rulebook = load(rulebook)
    one = result(told, "訓練1", book)
    assert one is not None
    return one


WHOLE = [
    *acts(
        "甲", ("sent", T0), ("delivered", clock(1)), ("called", clock(4)), ("reported", clock(9))
    ),
    *acts("乙", ("delivered", clock(1)), ("reported", clock(3))),
    *acts("丙", ("delivered", clock(1)), ("away", clock(1))),
    *acts("丁", ("sent", T0), ("bounced", clock(1))),
    *acts("戊", ("sent", T0)),
]


def test_each_is_one_of_three_and_the_sums_add_up(rulebook: Path) -> None:
    told = found(rulebook, [*WHOLE, watched()])
    assert [(one.name, one.state, one.why) for one in told.people] == [
        ("甲", "called", ""), ("乙", "not_called", ""), ("丙", "unknown", "away"),
        ("丁", "unknown", "bounced"), ("戊", "unknown", "not_delivered"),
    ]  # fmt: skip
    for one in (*told.departments, told.whole):
        assert one.people == one.called + one.not_called + one.unknown
    for name in ("people", "called", "not_called", "unknown", "reported"):
        assert getattr(told.whole, name) == sum(getattr(one, name) for one in told.departments)
    assert (told.whole.rate, told.whole.bounds) == (0.5, (0.2, 0.8))
    first = told.people[0]
    assert (first.minutes_called, first.minutes_reported) == (3, 8)
    office = told.departments[0]
    assert (office.minutes_called, office.minutes_reported) == ((3,), (2, 8))
    assert told.whole.minutes_reported == (2, 8)


@pytest.mark.parametrize("until", [None, clock(1)], ids=["no_record", "ends_at_arrival"])
def test_without_a_record_of_the_page_nobody_did_not_call(
    rulebook: Path, until: str | None
) -> None:
    told = found(rulebook, [*WHOLE, *([watched(until)] if until else [])])
    assert (told.whole.called, told.whole.not_called, told.whole.unknown) == (1, 0, 4)
    assert told.people[1].why == "not_watched"
    assert told.whole.rate == 1.0


def test_who_called_was_there_whatever_an_answer_says(rulebook: Path) -> None:
    told = found(rulebook, acts("甲", ("away", clock(1)), ("called", clock(5))))
    assert told.people[0].state == "called"


def test_a_clock_that_runs_back_gives_no_minutes(rulebook: Path) -> None:
    told = found(rulebook, acts("甲", ("delivered", clock(9)), ("called", clock(5))))
    assert told.people[0].minutes_called is None


def test_one_address_for_many_is_told(rulebook: Path) -> None:
    told = [
        replace(one, reason="10.0.0.1")
        for name in "甲乙丙"
        for one in acts(name, ("called", clock(5)))
    ]
    assert found(rulebook, told).shared == (("10.0.0.1", 3),)
    assert found(rulebook, told[:4]).shared == ()


def test_what_is_shown_and_written(
    rulebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register, out = tmp_path / "d.jsonl", tmp_path / "out"
    append(register, [*WHOLE, watched()])
    words = ["notice", "result", "訓練1", "--rulebook", str(rulebook), "--register", str(register)]
    assert main([*words, "--lang", "ja", "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "宛先 5 人＝開いた 1＋開かなかった 1＋不明 3　分かった 2 人のうち開いた 50%" in shown
    assert "丙\t税務課\t不明\t不在" in shown
    assert (
        "総務課　開くまで 最初 3 分、中央 3 分（1 人）　通報まで 最初 2 分、中央 5 分（2 人）"
        in shown
    )
    assert "税務課　開くまで 分からない" in shown
    paper = (out / "report-notice-drill.html").read_text(encoding="utf-8")
    assert "宛先 5 人のうち、リンクを開いた 1 人、開かなかった 1 人、不明 3 人" in paper
    assert not any(f">{name}<" in paper for name, _ in PEOPLE)
    # departments so small that their number names their people stand together
    assert all(count < FEWEST for count in (2, 2, 1))
    assert "総務課" not in paper
    assert (out / "report-notice-drill.docx").stat().st_size > 0
    assert main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["whole"]["unknown"] == 3


def test_a_drill_that_is_not_there(
    rulebook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = tmp_path / "d.jsonl"
    append(register, [replace(made("甲"), source="")])
    words = ["notice", "result", "訓練1", "--rulebook", str(rulebook), "--register", str(register)]
    assert main(words) == 2
    assert "[cli.notice.no_drill]" in capsys.readouterr().err
