"""Lists and registers of persons."""

from __future__ import annotations

from datetime import timedelta

from office_corpus.clerk import half_width
from office_corpus.paper import Cell, Grid, Line, Paper, Sheet, Value, grid
from office_corpus.people import katakana

from .pen import Pen, era_of

Row = list[Cell | Value | None]


def _one(
    name: str,
    title: str,
    rows: list[Row],
    pen: Pen,
    *,
    head: int = 1,
    foot: str = "",
    wide: bool = False,
) -> Paper:
    blocks: list[Line | Grid] = [Line(title, "title"), Line(pen.date(), "right"), grid(rows, head)]
    if foot:
        blocks.append(Line(foot))
    return Paper(name, [Sheet("一覧", blocks)], landscape=wide)


def honoured(pen: Pen) -> Paper:
    """敬老会招待者名簿: by district with subtotals; ages of honour, the dead and the absent noted."""
    rows: list[Row] = [
        ["行政区", "№", "氏　　名", "ふりがな", "生年月日", "満年齢", "住所", "出欠", "備考"]
    ]
    total = 0
    for part in pen.place.parts[: pen.rng.randint(2, 4)]:
        count = pen.rng.randint(4, 10)
        for at in range(1, count + 1):
            one = pen.folk.person((75, 101))
            age, day = pen.age(one), pen.today - timedelta(days=pen.rng.randint(5, 200))
            note = {77: "喜寿", 80: "傘寿", 88: "米寿", 90: "卒寿", 99: "白寿", 100: "百歳"}.get(
                age, ""
            )
            if pen.rng.random() < 0.1:
                note = f"{era_of(day)[1]}{era_of(day)[3]}.{day.month}.{day.day} 死亡"
            rows.append([part if at == 1 else "", total + at, pen.name(one), pen.kana(one), pen.birth(one.birth), age,
                         pen.address(pen.home(part)), pen.rng.choice(("出", "欠", "")), note])  # fmt: skip
        total += count
        rows.append([f"{part}　小計", "", f"{count}名", "", "", "", "", "", ""])
    rows.append(["合計", "", f"{total}名", "", "", "", "", "", ""])
    return _one(
        "敬老会招待者名簿",
        f"{era_of(pen.today)[0]}{era_of(pen.today)[3]}年度　敬老会招待者名簿",
        rows,
        pen,
        wide=True,
    )


def checkup(pen: Pen) -> Paper:
    """健診対象者一覧: a system's export, half-width kana, birth dates of seven figures or with slashes."""
    how = pen.rng.choice(("seven", "slashes", "tight"))
    rows: list[Row] = [
        [
            "宛名番号",
            "世帯番号",
            "カナ氏名",
            "氏名",
            "生年月日",
            "性",
            "住所",
            "方書",
            "電話番号１",
            "健診区分",
        ]
    ]
    for _row in range(pen.rng.randint(12, 34)):
        one, home = pen.folk.person((40, 74)), pen.home()
        kana = half_width(katakana(f"{one.kana[0]} {one.kana[1]}"))
        bare = type(home)(home.part, home.number, "", home.phone)
        rows.append([f"{pen.rng.randint(1, 9999999):010d}", f"{pen.rng.randint(1, 99999):08d}", kana, pen.name(one),
                     pen.birth(one.birth, how), "2" if one.woman else "1", pen.address(bare, "whole"), home.house,
                     pen.phone(home.phone) if pen.rng.random() < 0.8 else "", pen.rng.choice(("特定", "後期", "若年"))])  # fmt: skip
    return _one("健診対象者一覧", "特定健康診査　対象者一覧表", rows, pen, wide=True)


def arrears(pen: Pen) -> Paper:
    """滞納整理簿: a person over several rows of taxes, merged; notes with officials' surnames."""
    rows: list[Row] = [
        [
            Cell("整理番号", down=2),
            Cell("滞納者", across=2),
            None,
            Cell("滞納額", across=3),
            None,
            None,
            Cell("交渉経過", down=2),
        ],
        [None, "氏名", "住所・電話", "税目", "期別", "金額", None],
    ]
    clerk = pen.official().sur
    for number in range(1, pen.rng.randint(6, 12)):
        one, home = pen.folk.person((30, 80)), pen.home()
        count = pen.rng.randint(1, 4)
        day = pen.today - timedelta(days=pen.rng.randint(3, 90))
        talk = f"{day.month}/{day.day} {pen.rng.choice(('臨戸。不在', '来庁。分納を約束', '電話。月末に納付', '預金調査済'))}（{clerk}）"
        contact = pen.address(home) + "\n" + pen.phone(pen.rng.choice((home.phone, one.mobile)))
        for at in range(count):
            first = not at
            rows.append([
                Cell(number, down=count) if first else None, Cell(pen.name(one), down=count) if first else None,
                Cell(contact, down=count) if first else None, pen.rng.choice(("固定", "町県民", "国保", "軽自")),
                f"{pen.rng.randint(1, 10)}期", pen.rng.randint(20, 900) * 100, Cell(talk, down=count) if first else None,
            ])  # fmt: skip
    return _one("滞納整理簿", "滞　納　整　理　簿", rows, pen, head=2, wide=True)


def after_school(pen: Pen) -> Paper:
    """学童保育児童名簿: brothers and sisters below each other, their guardian and who may fetch them."""
    rows: list[Row] = [
        ["学年", "児童名", "ふりがな", "生年月日", "保護者", "携帯", "お迎え", "アレルギー"]
    ]
    for _family in range(pen.rng.randint(8, 18)):
        parent = pen.folk.person((28, 48))
        fetch = ""
        if pen.rng.random() < 0.2:
            other = pen.folk.person((58, 72), of=parent)
            fetch = f"祖父母 {pen.name(other)}"
        for at in range(pen.rng.choice((1, 1, 1, 2))):
            child = pen.folk.person((6, 11), of=parent)
            rows.append([f"{max(1, pen.age(child) - 5)}年", pen.name(child), pen.kana(child), pen.birth(child.birth),
                         pen.name(parent) if not at else "〃", pen.phone(parent.mobile) if not at else "〃", fetch if not at else "〃",
                         pen.rng.choice(("", "", "", "卵", "そば", "猫"))])  # fmt: skip
    return _one(
        "学童保育児童名簿",
        f"{pen.place.parts[0]}児童クラブ　児童名簿",
        rows,
        pen,
        foot=f"支援員　{pen.spaced(pen.official())}　{pen.spaced(pen.official())}",
    )


def meters(pen: Pen) -> Paper:
    """水道検針順路表: users in the order of the walk; empty houses, shops and public buildings between."""
    rows: list[Row] = [
        ["順路", "水栓番号", "使用者", "場所", "メーター位置", "口径", "前回", "今回", "特記"]
    ]
    part = pen.place.parts[0]
    for walk in range(1, pen.rng.randint(16, 34)):
        kind = pen.rng.random()
        home = pen.home(part)
        if kind < 0.12:
            user = pen.rng.choice(
                (f"{part}公民館", "消防詰所", "（空家・中止中）", "ＪＡ倉庫", "町営バス待合所")
            )
            where = part + pen.number(home)
        else:
            user, where = pen.name(pen.folk.person((30, 90))), pen.address(home, "part")
        rows.append([f"{walk:03d}-0", f"{pen.rng.randint(10000, 99999)}", user, where,
                     pen.rng.choice(("玄関右", "庭の奥", "勝手口", "車庫前")), pen.rng.choice((13, 20, 25)),
                     pen.rng.randint(100, 2900), "", pen.rng.choice(("", "", "", "犬注意", "漏水疑い", "積雪時長靴"))])  # fmt: skip
    return _one("検針順路表", f"検針順路表　　{part}地区", rows, pen)


def dogs(pen: Pen) -> Paper:
    """畜犬登録簿: owners with one dog or several; the dogs' names beside them."""
    rows: list[Row] = [
        ["鑑札番号", "登録日", "所有者", "住所", "電話", "犬の名", "種類", "性別", "注射"]
    ]
    for _owner in range(pen.rng.randint(9, 22)):
        one, home = pen.folk.person((28, 84)), pen.home()
        count = pen.rng.choice((1, 1, 1, 2, 3))
        for at in range(count):
            first = not at
            rows.append([
                pen.rng.randint(1000, 9999), pen.date(pen.today - timedelta(days=pen.rng.randint(100, 3000))),
                Cell(pen.name(one), down=count) if first else None, Cell(pen.address(home), down=count) if first else None,
                Cell(pen.phone(home.phone), down=count) if first else None,
                pen.rng.choice(("ポチ", "コロ", "はな", "リク", "さくら", "太郎", "ラッキー", "モモ", "小次郎")),
                pen.rng.choice(("柴", "雑種", "ビーグル", "チワワ", "紀州")), pen.rng.choice(("♂", "♀")), pen.rng.choice(("済", "未", "猶予")),
            ])  # fmt: skip
    return _one("畜犬登録簿", "畜　犬　登　録　簿", rows, pen, wide=True)


def visits(pen: Pen) -> Paper:
    """民生委員訪問記録: by day; the same persons come again, each counts once."""
    folk = [pen.folk.person((66, 97)) for _one in range(pen.rng.randint(5, 9))]
    homes = [pen.home(pen.place.parts[1]) for _one in folk]
    order = [
        *range(len(folk)),
        *[pen.rng.randrange(len(folk)) for _more in range(pen.rng.randint(4, 9))],
    ]
    rows: list[Row] = [["月日", "時刻", "訪問先", "住所", "様子", "活動種別"]]
    for step, at in enumerate(order):
        day = pen.today - timedelta(days=3 * (len(order) - step))
        said = pen.rng.choice(
            (
                "変わりなし",
                "風邪気味。受診を勧めた",
                "留守。郵便受けに名刺",
                "息子が帰省中",
                "電球の交換を頼まれた",
                "配食の申込みを預かる",
            )
        )
        rows.append([f"{day.month}/{day.day}", f"{pen.rng.randint(9, 16)}:{pen.rng.choice(('00', '15', '40'))}", pen.name(folk[at]) + "様",
                     pen.address(homes[at]), said, pen.rng.choice(("安否確認", "相談", "行事"))])  # fmt: skip
    return _one("訪問活動記録", f"訪問活動記録票　　委員　{pen.spaced(pen.official())}", rows, pen)


def parcels(pen: Pen) -> Paper:
    """固定資産名寄帳: a page an owner, co-owners named, lots and houses as rows."""
    pages = []
    for page in range(1, pen.rng.randint(3, 6)):
        one, home = pen.folk.person((40, 92)), pen.home()
        rows: list[Row] = [
            [
                "宛名番号",
                f"{pen.rng.randint(1, 999999):08d}",
                "納税義務者",
                pen.name(one),
                "住所",
                pen.address(home, "whole"),
                "",
            ]
        ]
        if pen.rng.random() < 0.4:
            other = pen.folk.person((40, 90), of=one)
            rows.append(["共有者", pen.name(other), "持分", "2分の1", "納税管理人", "", ""])
        rows.append(
            ["種別", "所在地番", "地目・構造", "地積・床面積", "評価額", "課税標準", "摘要"]
        )
        for _lot in range(pen.rng.randint(2, 8)):
            kind = pen.rng.choice(("土地", "土地", "家屋"))
            shape = pen.rng.choice(
                ("田", "畑", "宅地", "山林") if kind == "土地" else ("木造瓦葺", "鉄骨造")
            )
            rows.append([kind, f"{pen.rng.choice(pen.place.parts)}字{pen.rng.choice(('上', '下', '前', '沢'))}{pen.rng.randint(10, 900)}", shape,
                         f"{pen.rng.randint(50, 2400)}.{pen.rng.randint(0, 99):02d}", pen.rng.randint(10, 9000) * 100, pen.rng.randint(10, 5000) * 100, ""])  # fmt: skip
        rows.append(["計", "", "", "", "", "", "免税点以下" if pen.rng.random() < 0.2 else ""])
        pages.append(
            Sheet(
                f"{page}",
                [
                    Line("固定資産課税台帳（名寄帳）", "title"),
                    Line(f"{page}頁", "right"),
                    grid(rows, 0),
                ],
            )
        )
    return Paper("名寄帳", pages, landscape=True)


def two_lines(pen: Pen) -> Paper:
    """ゆうあい給食 配達先: each person on two rows, name over reading, address over telephone."""
    rows: list[Row] = [
        [Cell("番号", down=2), "利用者", "住所", "月", "水", "金", Cell("備考", down=2)],
        [None, "ふりがな", "電話", "個", "個", "個", None],
    ]
    for number in range(1, pen.rng.randint(8, 18)):
        one, home = pen.folk.person((68, 98)), pen.home()
        note = pen.rng.choice(("", "", "きざみ", "糖尿食", "鍵は裏", "耳が遠い"))
        rows.append(
            [
                Cell(number, down=2),
                pen.name(one),
                pen.address(home),
                Cell(1, down=2),
                Cell("", down=2),
                Cell(1, down=2),
                Cell(note, down=2),
            ]
        )
        rows.append([None, pen.kana(one), pen.phone(home.phone), None, None, None, None])
    return _one("配食サービス配達先", "配食サービス　配達先一覧", rows, pen, head=2)


def team(pen: Pen) -> Paper:
    """自主防災組織 連絡網: posts with names and private telephones, some posts vacant."""
    rows: list[Row] = [[Cell("班", down=2), Cell("役", down=2), Cell("氏名", down=2), Cell("連絡先", across=2), None],
                       [None, None, None, "自宅", "携帯"]]  # fmt: skip
    for squad in ("本部", "情報連絡班", "消火班", "救出救護班", "避難誘導班", "給食給水班"):
        size = pen.rng.randint(1, 4)
        for at in range(size):
            post = (
                ("会長", "副会長", "会計", "監事")
                if squad == "本部"
                else ("班長", "副班長", "班員", "班員")
            )[at]
            first: Cell | None = Cell(squad, down=size) if not at else None
            if pen.rng.random() < 0.08:
                rows.append([first, post, "（未定）", "", ""])
                continue
            one = pen.folk.person((35, 74))
            rows.append(
                [first, post, pen.name(one), pen.phone(pen.home().phone), pen.phone(one.mobile)]
            )
    return _one("自主防災連絡網", f"{pen.place.parts[0]}自主防災会　連絡網", rows, pen, head=2)


def observers(pen: Pen) -> Paper:
    """投票立会人名簿: polling places with two observers side by side, each with address and birth."""
    rows: list[Row] = [["投票区", Cell("立会人（午前）", across=3), None, None, Cell("立会人（午後）", across=3), None, None],
                       ["", "氏名", "住所", "生年月日", "氏名", "住所", "生年月日"]]  # fmt: skip
    for number, part in enumerate(pen.place.parts, 1):
        row: Row = [f"第{number}"]
        for _half in range(2):
            one = pen.folk.person((20, 78))
            row += [pen.name(one), pen.address(pen.home(part)), pen.birth(one.birth)]
        rows.append(row)
    return _one("投票立会人名簿", "投票立会人名簿", rows, pen, head=2, wide=True)
