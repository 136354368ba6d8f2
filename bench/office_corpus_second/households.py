"""Lists and cards of households."""

from __future__ import annotations

from datetime import timedelta

from office_corpus.paper import Cell, Grid, Line, Paper, Sheet, Value, grid

from .folk import Person
from .pen import Pen

Row = list[Cell | Value | None]


def _family(
    pen: Pen, low: int = 1, high: int = 6, ages: tuple[int, int] = (32, 88)
) -> list[Person]:
    pen.homes += 1
    return pen.folk.family(pen.rng.randint(low, high), ages)


def _gone(pen: Pen) -> str:
    """A note beside a member, mostly none."""
    day = pen.today - timedelta(days=pen.rng.randint(20, 900))
    year = day.year - 2018 if day.year > 2018 else day.year - 1988
    era = "R" if day.year > 2018 else "H"
    notes = (
        f"転出 {era}{year}.{day.month}.{day.day}",
        f"死亡 {era}{year}.{day.month}.{day.day}",
        "施設入所",
        "学生（県外）",
        "入院中",
    )
    return pen.rng.choice(notes) if pen.rng.random() < 0.12 else ""


def association(pen: Pen) -> Paper:
    """自治会名簿: squads with subtotals and blank lines; heads by whole name, others by given name."""
    rows: list[Row] = [
        ["班", "戸", Cell("世帯主", across=2), None, Cell("家族", across=2), None, "電話", "摘要"],
        ["", "", "氏名", "番地", "名", "続柄", "", ""],
    ]
    part = pen.rng.choice(pen.place.parts)
    houses = people = 0
    for squad in range(1, pen.rng.randint(3, 5)):
        start = people
        for number in range(1, pen.rng.randint(4, 8)):
            if pen.rng.random() < 0.06:
                rows.append([squad, number, "（空家）", pen.number(pen.home(part)), "", "", "", ""])
                continue
            members, home = _family(pen), pen.home(part)
            houses, people = houses + 1, people + len(members)
            others = members[1:] or [None]
            first = True
            for one in others:
                head: Row = (
                    [squad, number, pen.name(members[0]), pen.number(home)]
                    if first
                    else ["", "", "", ""]
                )
                tail: Row = [pen.phone(home.phone), ""] if first else ["", _gone(pen)]
                rows.append([*head, pen.given(one) if one else "", one.tie if one else "", *tail])
                first = False
        rows.append(["", "", f"{squad}班　計", "", f"{people - start}人", "", "", ""])
        rows.append([""] * 8)
    rows.append(["", "", f"合計　{houses}戸", "", f"{people}人", "", "", ""])
    blocks: list[Line | Grid] = [
        Line(f"{part}自治会　会員名簿", "title"), Line(f"{pen.date()}現在　　部外秘", "right"),
        grid(rows, 2), Line("変更があれば班長に知らせてください。"),
    ]  # fmt: skip
    return Paper("自治会会員名簿", [Sheet("名簿", blocks)])


def shelter(pen: Pen) -> Paper:
    """避難所受付簿: a block a family, members below each other, rows left over."""
    rows: list[Row] = [
        [
            "受付",
            "時刻",
            "代表者に○",
            "氏名",
            "ふりがな",
            "年齢",
            "性別",
            "住所・連絡先",
            "けが・持病",
            "退所",
        ]
    ]
    for number in range(1, pen.rng.randint(6, 13)):
        members, home = _family(pen, 1, 5), pen.home()
        contact = pen.address(home) + "\n" + pen.phone(members[0].mobile)
        for at, one in enumerate(members):
            left = (
                "/".join(map(str, (pen.today.month, pen.today.day)))
                if pen.rng.random() < 0.2
                else ""
            )
            rows.append([
                Cell(number, down=len(members)) if not at else None, "", "○" if not at else "",
                pen.name(one), pen.kana(one), pen.age(one), "女" if one.woman else "男",
                Cell(contact, down=len(members)) if not at else None, pen.rng.choice(("", "", "", "高血圧", "足")), left,
            ])  # fmt: skip
    rows += [["", "", "", "", "", "", "", "", "", ""] for _row in range(4)]
    blocks: list[Line | Grid] = [
        Line(f"避難所受付簿（{pen.place.parts[2]}小学校体育館）", "title"),
        Line("世帯ごとに続けて書いてください。ペットを連れた方は係に申し出てください。"), grid(_clean(rows), 1),
        Line("避難所運営委員会　受付班"),
    ]  # fmt: skip
    return Paper("避難所受付簿", [Sheet("受付", blocks)], landscape=True)


def tenants(pen: Pen) -> Paper:
    """住宅入居者台帳: 名義人 and 同居者 by room, empty rooms, a page a building."""
    pages = []
    for house in range(1, pen.rng.randint(2, 4)):
        rows: list[Row] = [
            ["号室", "区分", "氏　名", "続柄", "生年月日", "入居年月日", "家賃", "連絡先", "備考"]
        ]
        part = pen.place.parts[house]
        for room in range(1, pen.rng.randint(5, 8)):
            label = f"{100 * ((room + 1) // 2) + room % 2 + 1}"
            if pen.rng.random() < 0.15:
                rows.append([label, "", "空室（修繕中）", "", "", "", "", "", "募集停止"])
                continue
            members = _family(pen, 1, 4)
            since = pen.date(pen.today - timedelta(days=pen.rng.randint(100, 7000)))
            for at, one in enumerate(members):
                rows.append([
                    label if not at else "〃", "名義人" if not at else "同居", pen.name(one), "本人" if not at else one.tie,
                    pen.birth(one.birth), since if not at else "", f"{pen.rng.randint(120, 480)}00" if not at else "",
                    pen.phone(one.mobile) if not at else "", "" if not at else _gone(pen),
                ])  # fmt: skip
        pages.append(
            Sheet(
                f"{part}{house}号棟",
                [Line(f"町営住宅入居者台帳　　{part}団地　{house}号棟", "title"), grid(rows, 1)],
            )
        )
    return Paper("住宅入居者台帳", pages, landscape=True)


def apart_together(pen: Pen) -> Paper:
    """One address a block; within it 同居 or 別世帯: each 別世帯 is a household of its own."""
    rows: list[Row] = [["番号", "住所", "世帯", "氏名", "生年月日", "年齢", "続柄", "備考"]]
    for number in range(1, pen.rng.randint(7, 14)):
        home, members = pen.home(), _family(pen, 2, 5)
        parts = [("主", one) for one in members[:1]] + [("同居", one) for one in members[1:]]
        if pen.rng.random() < 0.45:
            pen.homes += 1
            old = pen.folk.person((70, 95), "世帯主", of=members[0])
            parts.append(("別世帯", old))
            if pen.rng.random() < 0.5:
                parts.append(("同居", pen.folk.person((68, 90), "妻", of=old, woman=True)))
        for at, (mark, one) in enumerate(parts):
            rows.append([
                Cell(number, down=len(parts)) if not at else None,
                Cell(pen.address(home), down=len(parts)) if not at else None,
                mark, pen.name(one), pen.birth(one.birth), pen.age(one), one.tie, _gone(pen),
            ])  # fmt: skip
    lines: list[Line | Grid] = [
        Line("高齢者等世帯実態調査　名簿", "title"), Line(f"{pen.date()}　福祉課", "right"),
        Line("（「別世帯」は同じ家に住むが住民票の世帯が別の者）"), grid(_clean(rows), 1),
    ]  # fmt: skip
    return Paper("世帯実態調査名簿", [Sheet("調査", lines)], landscape=True)


def cards(pen: Pen) -> Paper:
    """災害時世帯カード: a card a household, two or three on a page."""
    pages: list[Sheet] = []
    for page in range(1, pen.rng.randint(3, 5)):
        blocks: list[Line | Grid] = [
            Line(f"災害時世帯カード　　{pen.place.parts[page]}地区", "title")
        ]
        for _card in range(2):
            members, home = _family(pen, 1, 5), pen.home(pen.place.parts[page])
            rows: list[Row] = [
                [
                    "世帯主",
                    Cell(pen.name(members[0]), across=2),
                    None,
                    "電話",
                    pen.phone(home.phone),
                ],
                [
                    "住所",
                    Cell(pen.address(home), across=2),
                    None,
                    "避難先",
                    f"{pen.place.parts[page]}公民館",
                ],
                ["氏名", "続柄", "生年月日", "血液型", "要支援"],
            ]
            rows += [
                [
                    pen.name(one),
                    one.tie,
                    pen.birth(one.birth),
                    pen.rng.choice("ＡＢＯ"),
                    pen.rng.choice(("", "", "要")),
                ]
                for one in members
            ]
            rows += [[""] * 5 for _row in range(5 - len(members))]
            blocks += [grid(_clean(rows), 0), Line("")]
        pages.append(Sheet(f"カード{page}", blocks))
    return Paper("災害時世帯カード", pages)


def commissioner(pen: Pen) -> Paper:
    """民生委員 担当世帯一覧: small households in groups by kind, members in one cell."""
    rows: list[Row] = []
    for kind, low, high, ages in (
        ("ひとり暮らし", 1, 1, (70, 96)),
        ("高齢夫婦", 2, 2, (72, 92)),
        ("その他", 3, 4, (66, 85)),
    ):
        rows.append([Cell(f"◆ {kind}", across=5), None, None, None, None])
        count = pen.rng.randint(3, 7)
        for _house in range(count):
            members, home = _family(pen, low, high, ages), pen.home()
            names = "\n".join(f"{pen.name(one)}（{pen.age(one)}）" for one in members)
            rows.append(
                [
                    names,
                    pen.address(home),
                    pen.phone(home.phone),
                    pen.rng.choice(("週１", "月１", "月２")),
                    "",
                ]
            )
        rows.append([f"小計　{count}世帯", "", "", "", ""])
    head: Row = ["氏名（年齢）", "住まい", "電話", "訪問", "気づき"]
    lines: list[Line | Grid] = [
        Line(f"担当世帯一覧　　{pen.place.parts[1]}・{pen.place.parts[2]}", "title"),
        Line(f"民生委員・児童委員　{pen.spaced(pen.official())}", "right"), grid(_clean([head, *rows]), 1),
    ]  # fmt: skip
    return Paper("担当世帯一覧", [Sheet("一覧", lines)])


def running_text(pen: Pen) -> Paper:
    """組内名簿 typed without a table: a line a household, members after a colon."""
    lines: list[Line | Grid] = [Line(f"{pen.place.parts[2]}組　連絡先（{pen.date()}）", "title")]
    for number in range(1, pen.rng.randint(7, 15)):
        members, home = _family(pen, 1, 5), pen.home(pen.place.parts[2])
        rest = "、".join(f"{pen.given(one)}（{one.tie}）" for one in members[1:])
        text = f"{number:>2}　{pen.name(members[0])}　{pen.phone(home.phone)}"
        lines.append(Line(text + (f"　家族：{rest}" if rest else "　ひとり")))
        if number % 5 == 0:
            lines.append(Line(""))
    lines.append(Line("以上　組長まで"))
    return Paper("組内連絡先", [Sheet("連絡先", lines)])


def _clean(rows: list[Row]) -> list[Row]:
    """All rows as long as the longest."""
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows]
