"""Lists of households and members as hamlets (区, 自治会) and offices keep them."""

from __future__ import annotations

from .clerk import Clerk, Household, era_date
from .paper import Cell, Grid, Line, Paper, Sheet, grid

Row = list[Cell | str | int | None]


def title(clerk: Clerk, text: str) -> list[Line | Grid]:
    """A title, the day, and who keeps the list."""
    where = clerk.rng.choice(clerk.town.places)
    lines: list[Line | Grid] = [Line(text.format(where=where), "title")]
    lines.append(Line(f"{era_date(clerk.today)}現在", "right"))
    if clerk.rng.random() < 0.4:
        lines.append(Line("※取扱注意　目的外に使用しないでください"))
    return lines


def hamlet(clerk: Clerk, low: int = 8, high: int = 40) -> list[Household]:
    """The households of one hamlet; sometimes the 117 of a large one."""
    count = 117 if clerk.rng.random() < 0.06 else clerk.rng.randint(low, high)
    place = clerk.rng.choice(clerk.town.places)
    found = [clerk.household(place) for _ in range(count)]
    for house in found:
        clerk.house(house)
    return found


def one_row_a_person(clerk: Clerk) -> Paper:
    """Heading on the third line or later, a household number before every member."""
    rows: list[Row] = [
        ["世帯No.", "氏名", "フリガナ", "続柄", "性別", "生年月日", "年齢", "住所", "TEL"]
    ]
    for number, house in enumerate(hamlet(clerk), 1):
        for person in house.members:
            rows.append([
                number, clerk.name(person), clerk.reading(person), _relation(person.relation),
                "女" if person.woman else "男", clerk.birth_cell(person.birth), clerk.age(person),
                clerk.address(house.address), clerk.phone(house.phone),
            ])  # fmt: skip
    blocks = title(clerk, "{where}区　世帯台帳")
    return Paper("区世帯台帳", [Sheet("台帳", [*blocks, grid(rows)])], landscape=True)


def members_across(clerk: Clerk) -> Paper:
    """One row a household, members in columns; a row for an empty house, a row of totals."""
    homes = hamlet(clerk)
    head: Row = [
        "№",
        "班",
        "世帯主名",
        "家族１",
        "家族２",
        "家族３",
        "家族４",
        "家族５",
        "家族６",
        "人数",
        "電話",
    ]
    rows: list[Row] = [head]
    for number, house in enumerate(homes, 1):
        names: Row = [clerk.name(person) for person in house.members[:7]]
        names += [""] * (7 - len(names))
        line: Row = [number, house.squad, *names, len(house.members[:7]), clerk.phone(house.phone)]
        rows.append(line)
    at = clerk.rng.randint(2, len(rows) - 1)
    rows.insert(at, ["", 1, "（空き家）", *[""] * 6, 0, ""])
    total = sum(len(house.members[:7]) for house in homes)
    rows.append(["", "", f"計　{len(homes)}世帯", *[""] * 6, total, ""])
    return Paper("自治会会員名簿", [Sheet("Sheet1", [*title(clerk, "{where}自治会　会員名簿"), grid(rows)])],
                 landscape=True)  # fmt: skip


def members_stacked(clerk: Clerk) -> Paper:
    """One row a household, members under each other in one cell."""
    rows: list[Row] = [["組", "お名前（家族全員）", "生年月日", "お住まい", "連絡先"]]
    for house in hamlet(clerk, 6, 24):
        rows.append([
            f"{house.squad}組", "\n".join(clerk.name(each) for each in house.members),
            "\n".join(clerk.birth(each.birth) for each in house.members),
            clerk.address(house.address),
            f"{clerk.phone(house.phone)}\n{clerk.phone(house.head.mobile)}",
        ])  # fmt: skip
    return Paper(
        "組内連絡表",
        [Sheet("連絡表", [*title(clerk, "{where}区 組内連絡表"), grid(rows)])],
        landscape=True,
    )


def members_inline(clerk: Clerk) -> Paper:
    """The head in full, the others by given name in one cell."""
    rows: list[Row] = [["番号", "戸主", "同居家族", "所在"]]
    for number, house in enumerate(hamlet(clerk), 1):
        others = house.members[1:]
        for each in others:
            clerk.count(each)
        listed = "、".join(f"{each.given}（{clerk.age(each)}）" for each in others)
        rows.append([number, clerk.name(house.head), listed, clerk.address(house.address)])
    blocks = title(clerk, "{where}集落　住民一覧")
    return Paper("集落住民一覧", [Sheet("一覧", [*blocks, grid(rows, widths=(4, 9, 24, 20))])])


def merged_household(clerk: Clerk) -> Paper:
    """Number, address and telephone merged over the rows of a household; sometimes two heading
    rows with surname and given name apart."""
    apart = clerk.rng.random() < 0.5
    rows: list[Row] = _merged_head(apart)
    for number, house in enumerate(hamlet(clerk), 1):
        deep = len(house.members)
        for place, person in enumerate(house.members):
            first = place == 0
            name: Row = [clerk.name(person)]
            if apart:
                clerk.facts.pop()
                name = [person.surname, person.given]
            rows.append([
                Cell(number, down=deep) if first else "", *name, _relation(person.relation),
                clerk.birth(person.birth),
                Cell(clerk.address(house.address), down=deep) if first else "",
                Cell(clerk.phone(house.phone), down=deep) if first else "",
            ])  # fmt: skip
    head = 2 if apart else 1
    blocks = title(clerk, "{where}地区　世帯別名簿")
    return Paper("世帯別名簿", [Sheet("名簿", [*blocks, grid(rows, head=head)])], landscape=True)


def _merged_head(apart: bool) -> list[Row]:  # noqa: FBT001
    if not apart:
        return [["世帯", "氏　　名", "続 柄", "生 年 月 日", "現 住 所", "電 話"]]
    down = [Cell(text, down=2) for text in ("続柄", "生年月日", "住所", "電話番号")]
    return [[Cell("世帯", down=2), Cell("氏名", across=2), "", *down],
            ["", "姓", "名", "", "", "", ""]]  # fmt: skip


def ditto(clerk: Clerk) -> Paper:
    """Members below each other, what repeats as 同上 or 〃; the head marked."""
    mark = clerk.rng.choice(("同上", "〃", "″", "同　上"))
    rows: list[Row] = [["氏名", "世帯主との関係", "年令", "住所", "電話番号", "摘要"]]
    for house in hamlet(clerk):
        for place, person in enumerate(house.members):
            where = mark if place else clerk.address(house.address)
            phone = mark if place else clerk.phone(house.phone)
            relation = "世帯主" if place == 0 else person.relation
            rows.append([clerk.name(person), relation, clerk.age(person), where, phone, ""])
    rows.append([Cell("※電話の変更は区長まで", across=6), *[""] * 5])
    return Paper("住民名簿", [Sheet("Sheet1", [*title(clerk, "{where}　住民名簿"), grid(rows)])])


def heads_only(clerk: Clerk) -> Paper:
    """Heads and the number of members: only the heads are named."""
    rows: list[Row] = [["No", "世帯主氏名", "番地", "世帯人員", "うち65歳以上", "電話", "備考"]]
    for number, house in enumerate(hamlet(clerk), 1):
        old = sum(1 for each in house.members if clerk.age(each) >= 65)
        note = clerk.rng.choice(("", "", "", "", "独居", "施設入所", "班長"))
        rows.append([number, clerk.name(house.head), clerk.house_number(house.address),
                     len(house.members), old, clerk.phone(house.phone), note])  # fmt: skip
    return Paper(
        "区費台帳", [Sheet("区費", [*title(clerk, "{where}区　区費集金台帳"), grid(rows)])]
    )


def squads(clerk: Clerk) -> Paper:
    """A squad (班) on each sheet, its leader named above and again in the list."""
    homes = hamlet(clerk, 16, 40)
    sheets = []
    for squad in sorted({house.squad for house in homes}):
        mine = [house for house in homes if house.squad == squad]
        leader = clerk.rng.choice(mine).head
        above = f"班長　{clerk.name(leader, plain=True)}"
        rows: list[Row] = [["世帯主", "家族", "電話", "携帯"]]
        for house in mine:
            rest = "\n".join(clerk.name(each) for each in house.members[1:])
            rows.append([clerk.name(house.head), rest, clerk.phone(house.phone),
                         clerk.phone(house.head.mobile)])  # fmt: skip
        sheets.append(Sheet(f"{squad}班", [Line(f"第{squad}班　班員名簿", "title"),
                                           Line(above, "right"), grid(rows)]))  # fmt: skip
    return Paper("班別名簿", sheets)


def cards(clerk: Clerk) -> Paper:
    """A card a household: names of fields on the left, four to a page."""
    blocks: list[Line | Grid] = [*title(clerk, "{where}区　世帯カード（災害時安否確認用）")]
    for number, house in enumerate(hamlet(clerk, 4, 14), 1):
        rows: list[Row] = [
            [f"整理番号 {number}", Cell(f"{house.squad}班", across=3), "", ""],
            ["世帯主", clerk.name(house.head), "生年月日", clerk.birth(house.head.birth)],
            ["住所", Cell(clerk.address(house.address, whole=True), across=3), "", ""],
            ["自宅電話", clerk.phone(house.phone), "携帯電話", clerk.phone(house.head.mobile)],
        ]
        for each in house.members[1:]:
            rows.append(["家族", clerk.name(each), each.relation, clerk.birth(each.birth)])
        blocks += [grid(rows, head=0, widths=(7, 14, 6, 14)), Line("")]
    return Paper("世帯カード", [Sheet("カード", blocks)])


def text_list(clerk: Clerk) -> Paper:
    """Plain lines without a table, as typed into an editor."""
    blocks: list[Line | Grid] = [*title(clerk, "{where}区　世帯主緊急連絡先")]
    for number, house in enumerate(hamlet(clerk, 8, 30), 1):
        start = clerk.digits(f"{number:>2}")
        blocks.append(Line(f"{start}\u3000{clerk.name(house.head)}\u3000"
                           f"{clerk.address(house.address)}\u3000℡{clerk.phone(house.phone)}"))  # fmt: skip
    blocks.append(Line("以上", "right"))
    return Paper("緊急連絡先", [Sheet("連絡先", blocks)])


def reading_above(clerk: Clerk) -> Paper:
    """The reading in a row of its own above every name, as in old registers."""
    rows: list[Row] = [["番", "（ふりがな）\n氏名", "生年月日", "住　　所"]]
    for number, house in enumerate(hamlet(clerk, 6, 20), 1):
        for place, person in enumerate(house.members):
            lead = Cell(number if place == 0 else "", down=2)
            where = clerk.address(house.address) if place == 0 else "〃"
            rows.append([lead, clerk.reading(person),
                         Cell(clerk.birth(person.birth), down=2), Cell(where, down=2)])  # fmt: skip
            rows.append(["", clerk.name(person), "", ""])
    return Paper(
        "世帯名簿（ふりがな）", [Sheet("名簿", [*title(clerk, "{where}区　世帯名簿"), grid(rows)])]
    )


def pages_by_hand(clerk: Clerk) -> Paper:
    """The heading typed again on every page, a sum below each; members follow their head."""
    heading: Row = ["番号", "住所", "氏名", "続柄", "年齢", "備考"]
    rows: list[Row] = [heading]
    page = count = 0
    for number, house in enumerate(hamlet(clerk, 14, 40), 1):
        for place, person in enumerate(house.members):
            first = place == 0
            rows.append([number if first else "", clerk.address(house.address) if first else "",
                         clerk.name(person), _relation(person.relation), clerk.age(person), ""])  # fmt: skip
        count += len(house.members)
        if count > 24:
            page += 1
            rows += [["", "", f"小計　{count}人", "", "", ""], ["", f"（{page}頁）次頁へ続く", "", "", "", ""],
                     list(heading)]  # fmt: skip
            count = 0
    rows.append(["", "", f"小計　{count}人", "", "", ""])
    return Paper(
        "住民台帳写", [Sheet("写", [*title(clerk, "{where}区　住民台帳（写）"), grid(rows)])]
    )


def _relation(relation: str) -> str:
    return "世帯主" if relation == "本人" else relation
