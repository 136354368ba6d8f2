from __future__ import annotations

import pytest

from sekisho.case import testimony as memos
from sekisho.case.corrections import corrections
from sekisho.case.facts import Reference, Window

from .conftest import Records, at

MEMO = (
    "聞き取りメモ",
    "日時：平成２８年６月３日　午後５時５０分から",
    "対象: 議会事務局 事務局長",
    "・午後３時ごろ、画面いっぱいに警告が表示された。",
    "・出ていた番号に電話をかけ、相手の言うとおりにエニーデスクというソフトを入れた。",
    "・３０分ほど画面を操作されていたと思う。",
    "・午後４時４０分ごろ電源を落とした。",
)
REF = (Reference("proxy.log", 7, "line"),)


def window(tool: str = "AnyDesk") -> Window:
    return Window(at("16:03"), at("16:41"), 1.0, 1.0, "PC-A", None, None, tool, REF, REF, REF)


def test_a_memo_becomes_statements_with_their_places(records: Records) -> None:
    records.paper("メモ.txt", *MEMO)
    (said,) = memos.testimony(records.connection())
    assert (said.tool, said.call, said.remote, said.who) == (
        "AnyDesk",
        True,
        True,
        "議会事務局 事務局長",
    )
    assert [(one.what, one.value, one.evidence[0].position) for one in said.statements] == [
        ("start", "2016-06-03T15:00:00+09:00", 4),
        ("tool", "AnyDesk", 5),
        ("duration", "PT30M", 6),
        ("end", "2016-06-03T16:40:00+09:00", 7),
    ]
    assert said.moments == (at("15:00"), at("16:40"))


@pytest.mark.parametrize(
    "told",
    [
        ("昨日の15時ごろ、警告が表示された。",),
        ("6月2日に警告が出て電話をした。", "午後3時ごろ操作が始まった。"),
        ("きのう電話をかけた。", "その後、15時ごろに遠隔操作が始まった。"),
    ],
    ids=["yesterday", "day_named_before", "yesterday_named_before"],
)
def test_a_hearing_tells_of_an_earlier_day(records: Records, told: tuple[str, ...]) -> None:
    records.paper("メモ.txt", "聞き取りメモ", "日時：平成28年6月3日", *told)
    (said,) = memos.testimony(records.connection())
    assert said.moments == (at("15:00", day=2),)


def test_the_hour_of_the_hearing_is_no_statement(records: Records) -> None:
    records.paper("メモ.txt", *MEMO)
    (said,) = memos.testimony(records.connection())
    assert not any("17:50" in (one.value or "") for one in said.statements)


def test_what_is_no_memo_says_nothing(records: Records) -> None:
    records.paper("会議録.txt", "定例会 会議録", "午後3時に電話で連絡した。")
    records.paper("名簿.xlsx", *(["聞き取り", "午後3時"] for _ in range(9)))
    assert memos.testimony(records.connection()) == ()


def test_what_is_given_as_a_statement_is_always_one(records: Records) -> None:
    records.paper("@statement/a.txt", "15時ごろ、遠隔操作が始まった。")
    (said,) = memos.testimony(records.connection())
    assert [(one.what, one.value) for one in said.statements] == [("start", None)]


def test_the_first_statement_is_kept_and_corrected(records: Records) -> None:
    records.paper("メモ.txt", *MEMO)
    said = memos.testimony(records.connection())
    found = corrections(said, window())
    first, corrected = found[0], found[1]
    assert (first.text, first.corrects, first.reasons) == ("午後3時ごろ", None, ())
    assert (corrected.corrects, corrected.value) == (first.id, "2016-06-03T16:03:00+09:00")
    assert [reason.code for reason in corrected.reasons] == ["statement.correct.start"]
    assert "午後3時ごろ" in corrected.text
    assert "午後4時3分" in corrected.text
    assert corrected.evidence == REF
    agreed = {
        one.what: [reason.code for reason in one.reasons] for one in found if not one.corrects
    }
    assert agreed["duration"] == ["statement.agrees.duration"]
    assert agreed["end"] == ["statement.agrees.end"]
    assert agreed["tool"] == ["statement.agrees.tool"]


def test_another_tool_is_corrected_too(records: Records) -> None:
    records.paper("メモ.txt", *MEMO)
    found = corrections(memos.testimony(records.connection()), window("TeamViewer"))
    (corrected,) = [one for one in found if one.what == "tool" and one.corrects]
    assert corrected.value == "TeamViewer"


def test_without_a_window_nothing_is_corrected(records: Records) -> None:
    records.paper("メモ.txt", *MEMO)
    assert all(
        one.corrects is None for one in corrections(memos.testimony(records.connection()), None)
    )
