"""The first report: one page, never empty, never more sure than what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.case.facts import Case, Reason
from sekisho.case.nothing import nothing
from sekisho.case.sheet import Sheet, load
from sekisho.case.sheet.entries import Call, First, Measure
from sekisho.case.told_by_sheet import with_sheet
from sekisho.events.time import JAPAN
from sekisho.form.when import When
from sekisho.report.first import Earlier, Issue, Point, document, next_report, points
from sekisho.report.first.fitting import LINES, fitting, lines_of
from sekisho.report.first.points import Compared, compared
from sekisho.report.model import Document
from sekisho.report.writer import Writer
from sekisho.rulebook import Rulebook
from sekisho.text import LANGUAGES, Language

from . import cases
from .conftest import words_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "sheet.yaml"
NOW = datetime(2016, 6, 3, 17, 10, tzinfo=JAPAN)
KNOWN = datetime(2016, 6, 3, 16, 50, tzinfo=JAPAN)

Told = Callable[..., tuple[tuple[Point, ...], Document]]


@pytest.fixture
def tell(town: Rulebook) -> Told:
    def of(
        case: Case, sheet: Sheet, issue: Issue, language: Language = "ja"
    ) -> tuple[tuple[Point, ...], Document]:
        writer = Writer(case, language, town)
        said = points(writer, sheet, issue)
        return said, document(writer, sheet, issue, said)

    return of


def issue(**choices: object) -> Issue:
    base = Issue(1, NOW, NOW + timedelta(hours=3), 3, "nothing")
    return replace(base, **choices)  # type: ignore[arg-type]


def names(said: tuple[Point, ...], part: str) -> list[str]:
    return [one.name for one in said if one.part == part]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_nothing_at_all_it_says_what_it_lacks(tell: Told, language: Language) -> None:
    said, page = tell(nothing(NOW, "0"), Sheet(), issue(), language)
    assert names(said, "known") == []
    assert names(said, "unknown") == ["records", "when", "what", "whose", "others", "why", "harm",
                                      "calls"]  # fmt: skip
    assert names(said, "measures") == ["unconfirmed"]
    assert "{" not in words_of(page)


def test_from_a_call_alone(tell: Told) -> None:
    call = Call(
        at=When(KNOWN.date(), KNOWN), who="事務局長", to="情報係", by="内線", what="警告が出た。"
    )
    said, page = tell(nothing(NOW, "0"), Sheet(calls=(call,)), issue())
    assert [one.text for one in said if one.part == "known"] == [
        "6月3日午後4時50分、事務局長から情報係へ内線により、「警告が出た」との連絡があった。"
    ]
    assert "calls" not in names(said, "unknown")
    assert page.cover
    assert page.cover.addressees == ("関町長 関 花子　様", "山岸県（担当課）　御中")
    assert page.cover.title == "情報セキュリティ事案について（第1報）"
    assert (page.sections, page.opening) == ((), ())


def test_measures_of_the_first_hour_are_asked_after(tell: Told) -> None:
    done = Measure(what="LANケーブルを抜いた", kind="isolated", at=When(KNOWN.date(), KNOWN))
    planned = Measure(what="ログを写す", kind="logs", state="planned")
    said, _page = tell(nothing(NOW, "0"), Sheet(measures=(done, planned)), issue())
    open_ = next(one for one in said if one.name == "unconfirmed")
    assert open_.decide
    assert "記録（ログ）の保全" in open_.text
    assert "電源" in open_.text
    assert "切離し" not in open_.text


def test_of_a_case_that_was_read(tell: Told) -> None:
    case = with_sheet(cases.rich(), load(EXAMPLE))
    assert case.sheet
    said, _page = tell(case, case.sheet, issue(state="read"))
    known = " ".join(one.text for one in said if one.part == "known")
    assert "午後4時3分から午後4時41分までの間（38分間）、外部から遠隔操作されたとみられる" in known
    assert "387名から392名" in known
    assert "117世帯" in known
    assert "説明のつかない遠隔操作1件" in known
    # what somebody said stays what somebody said
    assert "𠮷邉課長の説明：「午後3時ごろ、髙﨑さんの画面に警告が出た」" in known
    assert "偽の警告画面とみられるページ" in known
    assert {"what", "silent", "unread"} <= set(names(said, "unknown"))
    assert "why" not in names(said, "unknown")


def test_an_unsure_window_is_told_with_its_error(tell: Told) -> None:
    rich = cases.rich()
    assert rich.window
    unsure = replace(rich.window, start_uncertainty_s=480.0)
    case = replace(rich, window=unsure, windows=(unsure,))
    said, _page = tell(case, Sheet(), issue(state="read"))
    assert any("（38分間、誤差±8分）" in one.text for one in said)


def test_nobody_else_is_told_with_its_bounds(tell: Told) -> None:
    said, _page = tell(replace(cases.rich(), spread=()), Sheet(), issue(state="read"))
    text = next(one.text for one in said if one.name == "others")
    assert "調べた記録の範囲では確認されていない" in text


def test_clocks_that_contradict_each_other_are_not_known(tell: Told) -> None:
    doubt = Reason("clock.reference_doubtful", {"source": "x", "machines": "3", "offset_s": "+70"})
    case = replace(cases.rich(), doubts=(doubt,))
    said, _page = tell(case, Sheet(), issue(state="read"))
    assert any("時計" in one.text for one in said if one.part == "unknown")


def test_an_interrupted_reading_is_told(tell: Told) -> None:
    said, _page = tell(nothing(NOW, "0"), Sheet(), issue(state="begun"))
    first = next(one for one in said if one.name == "records")
    assert "途中" in first.text


def test_a_case_without_records_says_why_not(tell: Told) -> None:
    said, _page = tell(cases.empty(), Sheet(), issue(state="read"))
    assert {"when", "what", "whose", "why"} <= set(names(said, "unknown"))
    assert not any(name.startswith("window") for name in names(said, "known"))


# -- the series ----------------------------------------------------------------------------------


def point(name: str, text: str, part: str = "known", *, decide: bool = False) -> Point:
    return Point(part, name, text, decide)  # type: ignore[arg-type]


def changes(now: list[Point], before: list[Point] | None) -> list[tuple[str, str]]:
    return [(one.point.name, one.change) for one in compared(now, before)]


def test_new_corrected_same_answered_gone() -> None:
    before = [
        point("a", "同じ"), point("b", "15時ごろ"), point("c", "消えた"),
        point("d", "原因", "unknown"), point("e", "電源", "measures", decide=True),
    ]  # fmt: skip
    now = [point("a", "同じ"), point("b", "16時3分"), point("f", "新しい")]
    assert changes(now, before) == [
        ("a", "same"), ("b", "corrected"), ("f", "new"),
        ("c", "gone"), ("d", "answered"), ("e", "answered"),
    ]  # fmt: skip
    assert compared(now, before)[1].before == "15時ごろ"


def test_the_first_of_a_series_compares_with_nothing() -> None:
    assert changes([point("a", "x")], None) == [("a", "same")]
    assert changes([point("a", "x")], []) == [("a", "new")]


def test_a_reworded_entry_is_one_entry() -> None:
    before = [
        point(
            "measure:電源を入れたままにした", "電源を入れたまま、触れないよう表示した", "measures"
        )
    ]
    now = [point("measure:電源", "電源を入れたままにし、触れないように表示した", "measures")]
    assert changes(now, before) == [("measure:電源", "corrected")]
    other = [point("agency:電源", now[0].text, "measures")]
    assert [change for _name, change in changes(other, before)] == ["new", "gone"]


def test_what_becomes_known_is_new_there_and_answered_here() -> None:
    before = [point("when", "時間帯", "unknown")]
    assert changes([point("when", "16時3分から")], before) == [
        ("when", "new"),
        ("when", "answered"),
    ]


def test_a_renewal_tells_its_changes(tell: Told) -> None:
    earlier = Earlier(
        1, NOW, (point("records", "古い", "unknown"), point("x", "誤り")), altered=True
    )
    _said, page = tell(nothing(NOW, "0"), Sheet(), issue(number=2, earlier=earlier))
    words = words_of(page)
    assert "（第2報）" in words
    assert "第1報（6月3日午後5時10分）からの変更：追加8点、訂正・更新1点、取下げ1点" in words
    assert "【取下げ】" in words
    assert "（前報：古い）" in words
    assert "控えのファイルが、作成した時から変わっている" in words


texts = st.text("あいうえお警告画面パソコン", max_size=60)


@given(
    st.lists(st.tuples(st.sampled_from(["known", "unknown", "measures"]), texts), max_size=12),
    st.lists(st.tuples(st.sampled_from(["known", "unknown", "measures"]), texts), max_size=12),
)
def test_every_point_of_both_reports_is_accounted_for_once(
    now: list[tuple[str, str]], before: list[tuple[str, str]]
) -> None:
    new = [point(f"n{n}:x", text, part) for n, (part, text) in enumerate(now)]
    old = [point(f"n{n}:x", text, part) for n, (part, text) in enumerate(before)]
    found = compared(new, old)
    ended = [one for one in found if one.change in ("gone", "answered")]
    assert [one.point for one in found if one not in ended] == new
    kept = sum(one.change in ("same", "corrected") for one in found)
    assert kept + len(ended) == len(old)


# -- one page ------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from(["known", "unknown", "measures"]), texts), max_size=60))
def test_what_did_not_change_fits_the_page(said: list[tuple[str, str]]) -> None:
    told = [Compared(point(str(n), text, part), "same") for n, (part, text) in enumerate(said)]
    fits = fitting(told)
    assert sum(map(lines_of, fits)) <= LINES
    assert [one for one in told if one in fits] == list(fits)


def test_what_happened_and_whose_data_stand_before_all_else() -> None:
    """Calls and measures that would fill the page do not push the matter off it."""
    matter = ["summary", "window:1", "mail.came:1", "mailboxes", "documents", "people"]
    told = [Compared(point(f"call:{n}", "話" * 60), "same") for n in range(6)]
    told += [Compared(point(name, "事" * 30), "same") for name in matter]
    told += [Compared(point(str(n), "置" * 60, "measures"), "same") for n in range(12)]
    kept = [one.point.name for one in fitting(told)]
    assert [name for name in matter if name in kept] == matter
    assert not [name for name in kept if name.startswith("call")]
    assert len(kept) > len(matter), "what is done has the rest of the page"


def test_what_changed_is_never_folded() -> None:
    told = [Compared(point(str(n), "警" * 60), "new") for n in range(30)]
    told.append(Compared(point("same", "x"), "same"))
    assert fitting(told) == tuple(told[:-1])


# -- the next report -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "every", "expected"),
    [
        ("17:10", 3, "19:50"),
        ("19:50", 3, "22:50"),
        ("19:49", 3, "22:50"),  # a minute is no time to write a report
        ("19:20", 3, "19:50"),
        ("17:10", 1, "17:50"),
    ],
)
def test_the_next_one_is_counted_from_the_first_knowledge(
    now: str, every: int, expected: str
) -> None:
    at = datetime.fromisoformat(f"2016-06-03T{now}").replace(tzinfo=JAPAN)
    assert f"{next_report(KNOWN, at, every):%H:%M}" == expected


@given(
    st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(days=60))),
    st.integers(1, 48),
)
def test_the_next_one_is_always_ahead(ago: timedelta | None, every: int) -> None:
    known = None if ago is None else NOW - ago
    due = next_report(known, NOW, every)
    assert timedelta(minutes=30) <= due - NOW <= timedelta(hours=every, minutes=30)
    if known is not None:
        assert (due - known) % timedelta(hours=every) == timedelta(0)


def test_a_first_knowledge_in_the_future_does_not_count() -> None:
    assert next_report(NOW + timedelta(days=1), NOW, 3) == NOW + timedelta(hours=3)


def test_a_person_may_set_it(tell: Told) -> None:
    at = datetime(2016, 6, 3, 19, 0, tzinfo=JAPAN)
    _said, page = tell(
        nothing(NOW, "0"), Sheet(first=First(next=at)), issue(next=at, every_hours=0)
    )
    assert "平成28年6月3日午後7時。" in words_of(page)
    assert "時間ごと" not in words_of(page)
