"""Lists of invented people as offices and hamlets keep them, with how many they really hold."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sekisho.drill import names
from sekisho.drill.write.office import Row, Sheet


@dataclass(frozen=True, slots=True)
class People:
    """A list and its true counts; example rows, forms and office contacts are not counted."""

    sheet: Sheet
    persons: int
    households: int | None = None


_CHILDREN = ("長男", "長女", "二男", "二女")


def hamlet(rng: Random, place: str, households: int, *, merged: bool) -> People:
    """The emergency contacts of a hamlet, one row a person; household cells merged or repeated."""
    hamlet_name = rng.choice(names.HAMLETS)
    rows: list[Row] = [
        (
            f"{hamlet_name}区 緊急連絡先一覧 ({households}世帯)",
            None,
            None,
            None,
            None,
            None,
            None,
            None,
        ),
        ("世帯番号", "区分", "続柄", "氏名", "ふりがな", "年齢", "電話番号", "住所"),
        (
            "記入例",
            "世帯主",
            "本人",
            "山田\u3000太郎",
            "やまだ\u3000たろう",
            50,
            "000-000-0000",
            f"{place}{hamlet_name}0-0",
        ),
    ]
    merges = ["A1:H1"]
    persons = 0
    for number in range(1, households + 1):
        members = _family(rng)
        address = f"{place}{hamlet_name}{rng.randrange(1, 40)}-{number}"
        phone = names.telephone(rng, mobile=rng.random() < 0.3)
        first = len(rows) + 1
        for place_in, (role, relation, name, kana, age) in enumerate(members):
            shown = place_in == 0 or not merged
            own_phone = (
                names.telephone(rng, mobile=True)
                if place_in and age > 15 and rng.random() < 0.2
                else phone
            )
            rows.append(
                (
                    number if shown else None,
                    role,
                    relation,
                    name,
                    kana,
                    age,
                    own_phone,
                    address if shown else None,
                )
            )
        if merged and len(members) > 1:
            merges += [f"{column}{first}:{column}{len(rows)}" for column in "AH"]
        persons += len(members)
    rows += [
        (None,) * 8,
        ("※ 変更があった場合は下記へご連絡ください。", None, None, None, None, None, None, None),
        (
            f"事務局 {place}役場総務政策課内\u3000電話 0799-00-0000",
            None,
            None,
            None,
            None,
            None,
            None,
            None,
        ),
    ]
    return People(Sheet("緊急連絡先", rows, merges), persons, households)


def _family(rng: Random) -> list[tuple[str, str, str, str, int]]:
    surname = rng.choice(names.SURNAMES)
    age = rng.randrange(34, 88)
    name, kana = names.member_of(rng, surname, "m")
    members = [("世帯主", "本人", name, kana, age)]
    if rng.random() < 0.75:
        name, kana = names.member_of(rng, surname, "f")
        members.append(("世帯員", "妻", name, kana, max(22, age - rng.randrange(-2, 8))))
    children = rng.choice((0, 0, 1, 1, 2, 2, 3)) if age < 75 else rng.choice((0, 0, 1))
    for relation in _CHILDREN[:children]:
        name, kana = names.member_of(rng, surname, "m" if "男" in relation else "f")
        members.append(("世帯員", relation, name, kana, max(0, age - rng.randrange(24, 36))))
    if age < 60 and rng.random() < 0.25:
        name, kana = names.member_of(rng, surname, "f")
        members.append(("世帯員", "母", name, kana, age + rng.randrange(20, 30)))
    return members


def councillors(rng: Random, place: str, count: int) -> People:
    """The roster of the council: office, name, address."""
    offices = ["議長", "副議長", "総務委員長", "産業委員長"] + ["議員"] * (count - 4)
    rows: list[Row] = [("議席番号", "役職", "氏名", "ふりがな", "住所", "期数")]
    used: set[str] = set()
    for number, title in enumerate(offices, 1):
        name, kana = names.full_name(rng)
        while name in used:
            name, kana = names.full_name(rng)
        used.add(name)
        rows.append(
            (
                number,
                title,
                name,
                kana,
                f"{place}{rng.choice(names.HAMLETS)}{rng.randrange(1, 60)}番地",
                rng.randrange(1, 7),
            )
        )
    return People(Sheet("議員名簿", rows), count)


def elders(rng: Random, place: str, count: int) -> People:
    """Invitations to the meeting for the aged, one row a person."""
    rows: list[Row] = [("番号", "氏名", "フリガナ", "性別", "生年月日", "住所", "電話番号", "出欠")]
    for number in range(1, count + 1):
        surname = rng.choice(names.SURNAMES)
        sex = rng.choice(("男", "女"))
        name, kana = names.member_of(rng, surname, "m" if sex == "男" else "f")
        born = f"昭和{rng.randrange(3, 17)}年{rng.randrange(1, 13)}月{rng.randrange(1, 29)}日"
        rows.append(
            (
                number,
                name,
                katakana(kana),
                sex,
                born,
                f"{place}{rng.choice(names.HAMLETS)}{rng.randrange(1, 60)}番地",
                names.telephone(rng, mobile=False),
                rng.choice(("出席", "欠席", "未定")),
            )
        )
    return People(Sheet("出席者", rows), count)


def supported(rng: Random, place: str, count: int) -> People:
    """People who need support in a disaster: sensitive data."""
    rows: list[Row] = [
        ("整理番号", "氏名", "生年月日", "住所", "要介護度", "障害の有無", "電話番号")
    ]
    for number in range(1, count + 1):
        name, _ = names.full_name(rng)
        rows.append(
            (
                number,
                name,
                f"昭和{rng.randrange(5, 20)}年{rng.randrange(1, 13)}月{rng.randrange(1, 29)}日",
                f"{place}{rng.choice(names.HAMLETS)}{rng.randrange(1, 60)}番地",
                f"要介護{rng.randrange(1, 6)}",
                rng.choice(("有", "無")),
                names.telephone(rng, mobile=True),
            )
        )
    return People(Sheet("要支援者", rows), count)


def audience(rng: Random, place: str, count: int) -> People:
    """Those who came to listen to the council."""
    rows: list[Row] = [("受付", "氏名", "住所", "年齢")]
    for number in range(1, count + 1):
        name, _ = names.full_name(rng)
        rows.append(
            (
                number,
                name,
                f"{place}{rng.choice(names.HAMLETS)}{rng.randrange(1, 60)}番地",
                rng.randrange(20, 85),
            )
        )
    return People(Sheet("傍聴者", rows), count)


def empty_form() -> Sheet:
    """A form that nobody has filled in."""
    return Sheet(
        "様式",
        [
            ("緊急連絡先届出書", None, None, None),
            ("氏名", "ふりがな", "住所", "電話番号"),
            ("(記入例) 山田\u3000太郎", "やまだ\u3000たろう", "○○町1-1", "000-000-0000"),
            *[(None, None, None, None)] * 8,
            ("※ 記入のうえ事務局へ提出してください。", None, None, None),
        ],
        ["A1:D1"],
    )


def katakana(reading: str) -> str:
    """Hiragana turned to katakana."""
    return "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in reading)
