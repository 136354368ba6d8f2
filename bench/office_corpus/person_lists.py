"""Lists of persons: councillors, emergency calls of staff, elders, taxpayers, pupils, firemen."""

from __future__ import annotations

from .clerk import Clerk, era_date
from .household_lists import Row, title
from .paper import Cell, Grid, Line, Paper, Sheet, beside, grid


def councillors(clerk: Clerk) -> Paper:
    """Members of the council with post, party, private address and telephone."""
    posts = ["議長", "副議長", "総務常任委員長", "産業常任委員長", "監査委員"]
    rows: list[Row] = [
        ["議席", "職名", "氏名", "ふりがな", "生年月日", "当選回数", "住所", "電話番号"]
    ]
    for seat in range(1, clerk.rng.randint(8, 18)):
        house = clerk.alone(35, 79)
        rows.append([
            seat, posts[seat - 1] if seat <= len(posts) else "議員", clerk.name(house.head),
            clerk.reading(house.head), clerk.birth(house.head.birth), clerk.rng.randint(1, 7),
            clerk.address(house.address), clerk.phone(house.phone),
        ])  # fmt: skip
    head = Line(f"{clerk.town.short}議会議員名簿", "title")
    term = Line(f"任期満了　{era_date(clerk.today.replace(year=clerk.today.year + 2))}", "right")
    return Paper("議員名簿", [Sheet("議員", [head, term, grid(rows)])], landscape=True)


def staff_calls(clerk: Clerk) -> Paper:
    """Emergency calls of the staff: from box to box, with private numbers."""
    sections = ("総務課", "住民課", "税務課", "建設課", "産業振興課", "教育委員会")
    chief = clerk.person(22, 60)
    blocks: list[Line | Grid] = [Line(f"{clerk.town.short}職員緊急連絡網", "title")]
    blocks.append(Line(f"副{clerk.town.body}長　{clerk.name(chief)}　{clerk.phone(chief.mobile)}"))
    for section in clerk.rng.sample(sections, 4):
        people = [clerk.person(22, 60) for _ in range(clerk.rng.randint(3, 7))]
        names: Row = [clerk.name(each) for each in people]
        phones: Row = [clerk.phone(each.mobile) for each in people]
        arrows = ["→"] * len(people)
        first = [item for pair in zip(names, arrows, strict=True) for item in pair][:-1]
        second = [item for pair in zip(phones, [""] * len(people), strict=True) for item in pair]
        blocks.append(Line(f"【{section}】", "head"))
        blocks.append(grid([first, second[:-1]], head=0))
    return Paper("職員緊急連絡網", [Sheet("連絡網", blocks)], landscape=True)


def elders(clerk: Clerk) -> Paper:
    """Persons needing support in a disaster, with whom to call."""
    rows: list[Row] = [
        [Cell("番号", down=2), Cell("対象者", across=5), "", "", "", "", Cell("緊急時の連絡先", across=3), "", "",
         Cell("支援区分", down=2)],
        ["", "氏名", "生年月日", "年齢", "住所", "電話", "氏名", "続柄", "電話", ""],
    ]  # fmt: skip
    for number in range(1, clerk.rng.randint(10, 35)):
        house, elder = clerk.household(size=1), clerk.person(66, 99)
        other = clerk.person(35, 70)
        rows.append([
            number, clerk.name(elder), clerk.birth(elder.birth), clerk.age(elder),
            clerk.address(house.address), clerk.phone(house.phone), clerk.name(other),
            clerk.rng.choice(("長男", "長女", "姪", "弟")), clerk.phone(other.mobile),
            clerk.rng.choice(("要介護３", "身体障害２級", "独居高齢", "要支援１", "療育手帳A")),
        ])  # fmt: skip
    return Paper("避難行動要支援者名簿", [Sheet("要支援者", [
        *title(clerk, "避難行動要支援者名簿（{where}地区）"), grid(rows, head=2)])],
        landscape=True)  # fmt: skip


def taxpayers(clerk: Clerk) -> Paper:
    """Arrears, sums with a total; telephone numbers typed as numbers."""
    rows: list[Row] = [["宛名番号", "納税義務者", "住所", "電話", "税目", "期別", "滞納額", "処理"]]
    total = 0
    for _ in range(clerk.rng.randint(10, 45)):
        house = clerk.household(size=1)
        amount = clerk.rng.randint(12, 980) * 100
        total += amount
        rows.append([
            Cell(clerk.rng.randint(10**7, 10**8 - 1)), clerk.name(house.head),
            clerk.address(house.address), clerk.number_cell(house.phone),
            clerk.rng.choice(("固定資産税", "町県民税", "軽自動車税", "国保税")),
            f"{clerk.rng.randint(1, 4)}期",
            Cell(amount, shown=f"{amount:,}", shape="#,##0"),
            clerk.rng.choice(("催告", "分納誓約", "差押予告", "")),
        ])  # fmt: skip
    rows.append(["", "合計", "", "", "", "", Cell(total, shown=f"{total:,}", shape="#,##0"), ""])
    head = [
        Line("町税滞納者一覧表", "title"),
        Line(f"{era_date(clerk.today)}　税務課収納係", "right"),
    ]
    return Paper("滞納者一覧", [Sheet("現年", [*head, Line(""), grid(rows)])], landscape=True)


def pupils(clerk: Clerk) -> Paper:
    """A class: child and guardian; brothers do not meet in one class."""
    rows: list[Row] = [["出席番号", "児童氏名", "よみ", "誕生日", "保護者名", "保護者電話", "地区"]]
    for number in range(1, clerk.rng.randint(8, 30)):
        house = clerk.alone(27, 50)
        child = clerk.registry.child(house.head, clerk.rng.randint(6, 12))
        rows.append([number, clerk.name(child), clerk.reading(child), clerk.birth_cell(child.birth),
                     clerk.name(house.head), clerk.phone(house.head.mobile), house.address.place])  # fmt: skip
    year = clerk.rng.randint(1, 6)
    head: list[Line | Grid] = [
        Line(f"{clerk.town.short}立中央小学校　{year}年1組　児童名簿", "title")
    ]
    head.append(Line(f"担任　{clerk.official()}", "right"))
    return Paper("学級名簿", [Sheet(f"{year}年", [*head, grid(rows)])])


def firemen(clerk: Clerk) -> Paper:
    """Members of the fire brigade; two tables on the sheet, the officers again in the list."""
    homes = [clerk.alone(20, 58) for _ in range(clerk.rng.randint(10, 26))]
    ranks = ["分団長", "副分団長", "部長"]
    top: list[Row] = [["役", "氏名", "携帯"]]
    top += [[rank, clerk.name(house.head, plain=True), clerk.phone(house.head.mobile)]
            for rank, house in zip(ranks, homes, strict=False)]  # fmt: skip
    rows: list[Row] = [["階級", "団員氏名", "住所", "生年月日", "入団年月日", "勤務先"]]
    for number, house in enumerate(homes):
        rank = ranks[number] if number < len(ranks) else clerk.rng.choice(("班長", "団員", "団員"))
        joined = clerk.rng.randint(10, 27)
        rows.append([rank, clerk.name(house.head), clerk.address(house.address),
                     clerk.birth(house.head.birth), f"H{joined}.4.1",
                     clerk.rng.choice(("自営", "農協", "役場", "会社員", "森林組合"))])  # fmt: skip
    blocks = [*title(clerk, "{where}分団　団員名簿"), Line("１　幹部", "head"), grid(top), Line(""),
              Line("２　団員", "head"), grid(rows)]  # fmt: skip
    return Paper("消防団員名簿", [Sheet("団員", blocks)])


def two_abreast(clerk: Clerk) -> Paper:
    """The same columns twice, side by side, to save paper."""
    people = [clerk.person(65, 92) for _ in range(2 * clerk.rng.randint(6, 24) - 1)]
    half = (len(people) + 1) // 2
    parts: list[Grid] = []
    for start in (0, half):
        rows: list[Row] = [["番号", "名前", "電話"]]
        rows += [[start + number, clerk.name(each), clerk.phone(each.mobile)]
                 for number, each in enumerate(people[start : start + half], 1)]  # fmt: skip
        parts.append(grid(rows))
    blocks = [*title(clerk, "{where}老人クラブ　会員名簿"), beside(*parts)]
    return Paper("老人クラブ名簿", [Sheet("会員", blocks)])


def namesakes(clerk: Clerk) -> Paper:
    """Invited elders; two of the same name are told apart by their birth dates."""
    people = [clerk.person(80, 101) for _ in range(clerk.rng.randint(8, 30))]
    people.append(clerk.registry.namesake(people[1]))
    rows: list[Row] = [["連番", "氏名", "生年月日", "満年齢", "行政区"]]
    for number, each in enumerate(sorted(people, key=lambda one: one.birth), 1):
        rows.append([number, clerk.name(each), clerk.birth(each.birth), clerk.age(each),
                     clerk.rng.choice(clerk.town.places)])  # fmt: skip
    blocks = title(clerk, "敬老会　招待者名簿")
    return Paper("敬老会招待者", [Sheet("招待者", [*blocks, grid(rows)])])


def upright(clerk: Clerk) -> Paper:
    """Persons in columns, fields in rows."""
    people = [clerk.household(size=1) for _ in range(clerk.rng.randint(3, 6))]
    rows: list[Row] = [
        ["区分", *[f"{number}人目" for number in range(1, len(people) + 1)]],
        ["氏名", *[clerk.name(each.head) for each in people]],
        ["生年月日", *[clerk.birth(each.head.birth) for each in people]],
        ["住所", *[clerk.address(each.address) for each in people]],
        ["電話", *[clerk.phone(each.phone) for each in people]],
        ["経歴", *[clerk.rng.choice(("農業", "元教員", "会社役員", "無職")) for _ in people]],
    ]
    blocks = title(clerk, "民生委員・児童委員候補者調書")
    return Paper("候補者調書", [Sheet("調書", [*blocks, grid(rows)])], landscape=True)


def hospital_readings(clerk: Clerk) -> Paper:
    """Reading and name in one cell (or the reading above the word), for a health check."""
    rows: list[Row] = [["受付", "受診者", "生年月日", "受診日", "結果"]]
    for number in range(1, clerk.rng.randint(10, 40)):
        each = clerk.person()
        cell = Cell(clerk.name(each), reading=clerk.reading(each))
        if clerk.rng.random() < 0.5:
            cell = Cell(f"{clerk.reading(each)}\n{clerk.name(each)}")
        rows.append([number, cell, clerk.birth(each.birth), f"{clerk.today.month}/{number % 27 + 1}",
                     clerk.rng.choice(("異常なし", "要精検", "要医療", "経過観察"))])  # fmt: skip
    blocks = title(clerk, "特定健診受診者一覧（{where}会場）")
    return Paper("健診受診者", [Sheet("受診者", [*blocks, grid(rows)])])
