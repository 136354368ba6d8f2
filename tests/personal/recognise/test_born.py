"""Every day in every notation under every birth context is found with its value; the same day
under the word of another event is no birth date. All invented."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekisho.personal.recognise import Find, finds_in, recogniser_of

FIRST, LAST = date(1912, 8, 1), date(2025, 12, 31)
ERAS = (
    (date(2019, 5, 1), 2018, "令和", "R", "5", "㋿", "ﾚｲﾜ"),
    (date(1989, 1, 8), 1988, "平成", "H", "4", "㍻", "ﾍｲｾｲ"),
    (date(1926, 12, 25), 1925, "昭和", "S", "3", "㍼", "ｼｮｳﾜ"),
    (date(1912, 7, 30), 1911, "大正", "T", "2", "㍽", "ﾀｲｼｮｳ"),
)
READINGS = {"令和": "れいわ", "平成": "へいせい", "昭和": "しょうわ", "大正": "たいしょう"}
KANJI = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789.-/()MTSHR", "０１２３４５６７８９．－／（）ＭＴＳＨＲ")
MONTHS = "January February March April May June July August September October November December"
Notation = Callable[[date], str]


def era(day: date) -> tuple[int, str, str, str, str, str]:
    """The year of the era, its word, letter, number, sign and kana."""
    begun = next(one for one in ERAS if day >= one[0])
    return (day.year - begun[1], *begun[2:])


def kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("十" if tens == 1 else KANJI[tens] + "十" if tens else "") + (
        KANJI[ones] if ones else ""
    )


def stem(day: date) -> str:
    return "元" if era(day)[0] == 1 else str(era(day)[0])


def spread(number: int) -> str:
    return " ".join(f"{number:02d}")


NOTATIONS: dict[str, Notation] = {
    "昭和45年6月1日": lambda d: f"{era(d)[1]}{stem(d)}年{d.month}月{d.day}日",
    "昭和45年06月01日": lambda d: f"{era(d)[1]}{era(d)[0]:02d}年{d.month:02d}月{d.day:02d}日",
    "昭和 45年 6月 1日": lambda d: f"{era(d)[1]}　{era(d)[0]:2d}年　{d.month:2d}月　{d.day:2d}日",
    "昭和 45 年 6 月 1 日": lambda d: f"{era(d)[1]} {era(d)[0]} 年 {d.month} 月 {d.day} 日",
    "昭 和 45 年": lambda d: f"{era(d)[1][0]}　{era(d)[1][1]}　{era(d)[0]}年{d.month}月{d.day}日",
    "昭和 4 5 年 0 6 月 0 1 日": lambda d: (
        f"{era(d)[1]} {spread(era(d)[0])} 年 {spread(d.month)} 月 {spread(d.day)} 日"
    ),
    "昭和四十五年六月一日": lambda d: (
        f"{era(d)[1]}{kanji(era(d)[0]) if era(d)[0] > 1 else '元'}年"
        f"{kanji(d.month)}月{kanji(d.day)}日"
    ),
    "昭45.6.1": lambda d: f"{era(d)[1][0]}{stem(d)}.{d.month}.{d.day}",
    "昭・45・6・1": lambda d: f"{era(d)[1][0]}・{stem(d)}・{d.month}・{d.day}",
    "昭和45.6.1": lambda d: f"{era(d)[1]}{era(d)[0]}.{d.month}.{d.day}",
    "昭和45/06/01": lambda d: f"{era(d)[1]}{era(d)[0]}/{d.month:02d}/{d.day:02d}",
    "S45.6.1": lambda d: f"{era(d)[2]}{era(d)[0]}.{d.month}.{d.day}",
    "S45.06.01": lambda d: f"{era(d)[2]}{era(d)[0]:02d}.{d.month:02d}.{d.day:02d}",
    "s45.6.1": lambda d: f"{era(d)[2].lower()}{era(d)[0]}.{d.month}.{d.day}",
    "S 45. 6. 1": lambda d: f"{era(d)[2]} {era(d)[0]}. {d.month}. {d.day}",
    "S.45.6.1": lambda d: f"{era(d)[2]}.{era(d)[0]}.{d.month}.{d.day}",
    "S45/6/1": lambda d: f"{era(d)[2]}{era(d)[0]}/{d.month}/{d.day}",
    "S45-06-01": lambda d: f"{era(d)[2]}{era(d)[0]:02d}-{d.month:02d}-{d.day:02d}",
    "S45ー6ー1": lambda d: f"{era(d)[2]}{era(d)[0]}ー{d.month}ー{d.day}",
    "S45年6月1日": lambda d: f"{era(d)[2]}{stem(d)}年{d.month}月{d.day}日",
    "H元.6.1": lambda d: f"{era(d)[2]}{stem(d)}.{d.month}.{d.day}",
    "S 45 6 1": lambda d: f"{era(d)[2]} {era(d)[0]} {d.month} {d.day}",
    "S,45,6,1": lambda d: f"{era(d)[2]},{era(d)[0]},{d.month},{d.day}",
    "昭和|45|6|1": lambda d: f"{era(d)[1]}\t{era(d)[0]}\t{d.month}\t{d.day}",
    "昭和|45|年|6|月|1|日": lambda d: f"{era(d)[1]}\t{era(d)[0]}\t年\t{d.month}\t月\t{d.day}\t日",
    "㍼45年6月1日": lambda d: f"{era(d)[4]}{era(d)[0]}年{d.month}月{d.day}日",
    "㍼45.6.1": lambda d: f"{era(d)[4]}{era(d)[0]}.{d.month}.{d.day}",
    "ｼｮｳﾜ45.6.1": lambda d: f"{era(d)[5]}{era(d)[0]}.{d.month}.{d.day}",
    "(昭和)45年6月1日": lambda d: f"({era(d)[1]}){era(d)[0]}年{d.month}月{d.day}日",
    "○昭和 45年": lambda d: f"○{era(d)[1]} {era(d)[0]}年{d.month}月{d.day}日",
    "大・(昭)・平・令": lambda d: (
        "・".join(f"({one[2][0]})" if one[2] == era(d)[1] else one[2][0] for one in ERAS[::-1])
        + f" {era(d)[0]}年 {d.month}月 {d.day}日"
    ),
    "□大 ☑昭 □平 □令": lambda d: (
        " ".join(("☑" if one[2] == era(d)[1] else "□") + one[2] for one in ERAS[::-1])
        + f"　{era(d)[0]}年{d.month}月{d.day}日"
    ),
    "大・○昭・平・令": lambda d: (
        "・".join(("○" if one[2] == era(d)[1] else "") + one[2][0] for one in ERAS[::-1])
        + f"　{era(d)[0]}.{d.month}.{d.day}"
    ),
    "2大 ③昭 4平 5令 は○": lambda d: (
        "・".join(f"{one[4]}" + ("◯" if one[2] == era(d)[1] else "") + one[2] for one in ERAS[::-1])
        + f" {era(d)[0]}年{d.month}月{d.day}日"
    ),
    "昭和（しょうわ）45年（ねん）": lambda d: (
        f"{era(d)[1]}（{READINGS[era(d)[1]]}）{era(d)[0]}年（ねん）{d.month}月（がつ）{d.day}日（にち）"
    ),
    "1970ねん6がつ1にち": lambda d: f"{d.year}ねん{d.month}がつ{d.day}にち",
    "昭和450601": lambda d: f"{era(d)[1]}{era(d)[0]:02d}{d:%m%d}",
    "S450601": lambda d: f"{era(d)[2]}{era(d)[0]:02d}{d:%m%d}",
    "S45-0601 as one": lambda d: f"{era(d)[2]}-{era(d)[0]:02d}{d:%m%d}",
    "3450601": lambda d: f"{era(d)[3]}{era(d)[0]:02d}{d:%m%d}",
    "3-450601": lambda d: f"{era(d)[3]}-{era(d)[0]:02d}{d:%m%d}",
    "3-45-06-01": lambda d: f"{era(d)[3]}-{era(d)[0]:02d}-{d:%m-%d}",
    "3.45.06.01": lambda d: f"{era(d)[3]}.{era(d)[0]:02d}.{d:%m.%d}",
    "19700601": lambda d: f"{d:%Y%m%d}",
    "1970/06/01": lambda d: f"{d:%Y/%m/%d}",
    "1970/6/1": lambda d: f"{d.year}/{d.month}/{d.day}",
    "1970-06-01": lambda d: d.isoformat(),
    "1970-06-01T00:00:00": lambda d: f"{d.isoformat()}T00:00:00",
    "1970/6/1 0:00": lambda d: f"{d.year}/{d.month}/{d.day} 0:00",
    "1970.6.1": lambda d: f"{d.year}.{d.month}.{d.day}",
    "1970 06 01": lambda d: f"{d:%Y %m %d}",
    "1970年6月1日": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "1970年 6月 1日": lambda d: f"{d.year}年{d.month:2d}月{d.day:2d}日",
    "一九七〇年六月一日": lambda d: (
        f"{''.join(KANJI[int(one)] for one in str(d.year))}年{kanji(d.month)}月{kanji(d.day)}日"
    ),
    "一九七○年六月一日": lambda d: (
        "".join(KANJI[int(one)] for one in str(d.year)).replace("〇", "○")
        + f"年{kanji(d.month)}月{kanji(d.day)}日"
    ),
    "昭和45年(1970年)6月1日": lambda d: f"{era(d)[1]}{era(d)[0]}年({d.year}年){d.month}月{d.day}日",
    "1970(昭和45)年6月1日": lambda d: f"{d.year}({era(d)[1]}{era(d)[0]})年{d.month}月{d.day}日",
    "June 1, 1970": lambda d: f"{MONTHS.split()[d.month - 1]} {d.day}, {d.year}",
    "1 Jun 1970": lambda d: f"{d.day} {MONTHS.split()[d.month - 1][:3]} {d.year}",
    "01-Jun-1970": lambda d: f"{d.day:02d}-{MONTHS.split()[d.month - 1][:3]}-{d.year}",
    "JUN. 1 1970": lambda d: f"{MONTHS.split()[d.month - 1][:3].upper()}. {d.day} {d.year}",
}
"""By an example; each gives the same day whoever reads it."""
TAIL = ("T00:00:00", " 0:00")

CONTEXTS: dict[str, str] = {
    "label": "生年月日 {}",
    "label, colon": "生年月日：{}",
    "label set wide": "生　年　月　日　　{}",
    "label in brackets": "【生年月日】{}",
    "label with a note": "生年月日（和暦・西暦）　{}",
    "label with number": "３．生年月日　{}",
    "label as bullet": "・生年月日…{}",
    "label alone": "氏　名　大西 勝\n生年月日\n{}\n住　所　南台12-3",
    "label with number alone": "(2) 生年月日\n　　{}\n(3) 住所　南台12-3",
    "label and value in cells": "氏名\t大西 勝\t生年月日\t{}\t性別\t男",
    "birthday": "誕生日は{}です。",
    "plain words": "うまれた日　{}",
    "another language": "Ngày sinh / Data de nascimento: {}",
    "birth": "出生年月日　{}",
    "date of birth": "Date of Birth: {}",
    "DOB": "DOB {}",
    "D.O.B.": "Name: Onishi Masaru  D.O.B.: {}",
    "birthdate": "Birthdate\t{}",
    "heading": "氏名\t生年月日\t住所\n大西 勝\t{}\t南台12-3",
    "heading with other dates": "氏名\t生年月日\t資格取得日\n大西 勝\t{}\tR6.4.1",
    "heading with a note": "氏名,生年月日（西暦・和暦）,住所\n大西 勝,{},南台12-3",
    "before 生": "大西 勝（{}生）",
    "before 日生まれ": "大西 勝　{} 生まれ　男",
    "beside an age": "生年月日　{}（満55歳）",
}
"""Each holds one birth date."""

NOT_BIRTHS = (
    "受付日 {}",
    "受付年月日：{}",
    "発行日　{}",
    "交付年月日 {}",
    "適用日　{}",
    "入居日：{}",
    "入居年月日\t{}",
    "資格取得日 {}",
    "資格取得年月日　{}",
    "届出日 {}",
    "{}受付",
    "{}付け 福第12号",
    "申請日　{}",
    "有効期限 {}まで",
    "認定年月日　{}",
    "死亡年月日 {}",
    "婚姻日 {}",
    "転入日 {}",
    "{} 転入",
    "採用年月日　{}",
    "{}現在",
    "開始日 {}",
    "生年月日 S45.6.1　受付日 R6.4.1　届出日 {}",
    "氏名\t生年月日\t資格取得日\n大西 勝\tS45.6.1\t{}",
    "{}から施行する。",
    "氏名\t入居日\n大西 勝\t{}",
    "大西 勝 男 適用日 {}",
    "出生届 {} 受理",
    "令和6年度分　作成日 {}",
    "生年月日を確認し、{}に受け付けた。",
    "契約日　{}　契約者　大西 勝",
    "{}生活保護の申請",
    "開催日時　{} 午後1時",
)

DAYS = st.dates(FIRST, LAST)


def births(text: str) -> list[Find]:
    return finds_in([text], only=[recogniser_of("birth")])[0]


def check(day: date, name: str, context: str, wide: bool) -> None:
    written = NOTATIONS[name](day)
    if wide:
        written = written.translate(WIDE)
    text = CONTEXTS[context].format(written)
    start = text.index(written)
    end = start + len(written) - next((len(t) for t in TAIL if name.endswith(t)), 0)
    found = [one for one in births(text) if one.start < end and one.end > start]
    assert [one.value for one in found] == [day.isoformat()], (text, found)
    inside = unicodedata.normalize("NFKC", text[found[0].end : end]).strip()
    lead = text[start : found[0].start].strip()
    assert not inside, (text, found)
    assert not any(sign.isalnum() for sign in lead), (text, found)
    assert len(births(text)) == 1, (text, births(text))


def fits(name: str, context: str) -> bool:
    if name.endswith(TAIL) and "生" in CONTEXTS[context].partition("{}")[2]:
        return False  # nobody writes 生 behind an hour
    if "\t" in NOTATIONS[name](FIRST) and "\t" in CONTEXTS[context].partition("{}")[2]:
        return False  # cells of a table are of other columns there
    return "," not in NOTATIONS[name](FIRST) or "," not in CONTEXTS[context]


@pytest.mark.parametrize("name", NOTATIONS)
def test_notations(name: str) -> None:
    for context in CONTEXTS:
        for day in (date(1970, 6, 1), date(1954, 11, 23), date(1926, 3, 9), date(1989, 12, 31),
                    date(2019, 5, 5), date(2014, 10, 10)):  # fmt: skip
            for wide in (False, True):
                if fits(name, context):
                    check(day, name, context, wide)


@given(DAYS, st.sampled_from(sorted(NOTATIONS)), st.sampled_from(sorted(CONTEXTS)), st.booleans())
def test_any_date_in_any_notation_under_any_context(
    day: date, name: str, context: str, wide: bool
) -> None:
    if fits(name, context):
        check(day, name, context, wide)


@given(DAYS, st.sampled_from(sorted(NOTATIONS)), st.sampled_from(NOT_BIRTHS), st.booleans())
def test_no_date_of_another_event_is_one(day: date, name: str, context: str, wide: bool) -> None:
    written = NOTATIONS[name](day)
    if wide:
        written = written.translate(WIDE)
    if "\t" in written and "\t" in context:
        return
    text = context.format(written)
    start = text.rindex(written)
    over = [one for one in births(text) if one.start < start + len(written) and one.end > start]
    assert over == [], text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("父 大西 勝 S45.6.1　母 大西 千代 S47.3.2", ["1970-06-01", "1972-03-02"]),
        ("長男　陽斗　H25.9.9　　長女　結菜　H28.1.1", ["2013-09-09", "2016-01-01"]),
        ("生年月日　父 S45.6.1、母 S47.3.2", ["1970-06-01", "1972-03-02"]),
        ("1 大西 勝 男 S29.4.2 R6.4.1", ["1954-04-02"]),
        ("妻 女 S47.3.2 R6.4.1", ["1972-03-02"]),
        ("大西 勝（S29.4.2）", ["1954-04-02"]),
        ("大西 勝　平成元年1月8日（37歳）", ["1989-01-08"]),
        ("大西 勝　令和6年4月1日（委嘱）", []),
        ("生年月日\t明・大・昭・平・令\t45年6月11日\t性別\t男", ["45-06-11"]),
        ("生年月日　昭・平　45年6月11日", ["45-06-11"]),
        ("生年月日（昭和）\n45.6.1", ["1970-06-01"]),
        ("氏名\t生年月日(昭和)\n大西 勝\t45.6.1", ["1970-06-01"]),
        ("生年月日（西暦） 70.6.1", ["1970-06-01"]),
        ("生年月日 70.6.1", ["1970-06-01"]),
        ("生年月日 700601", ["1970-06-01"]),
        ("昭和45年6月生", ["1970-06"]),
        ("45.6.1生", ["45-06-01"]),
        ("氏名\t元号\t年\t月\t日\n大西 勝\tS\t29\t4\t2", ["1954-04-02"]),
        ("生年月日　明・大・昭・平・令　　年　　月　　日（　　歳）", []),
        ("令和6年4月1日 大西 勝 男 来庁", []),
        ("電話 0776-52-1101　生年月日　不詳　住所 南台12-3-4", []),
    ],
)
def test_births_of_several_and_of_an_open_era(text: str, values: list[str]) -> None:
    assert [one.value for one in births(text)] == values


def test_a_serial_day_only_under_its_heading() -> None:
    day = date(1970, 6, 1)
    number = (day - date(1899, 12, 30)) // timedelta(days=1)
    (found,) = births(f"氏名\t生年月日\n大西 勝\t{number}")
    assert found.value == day.isoformat()
    assert births(f"氏名\t入居日\n大西 勝\t{number}") == []
