"""Lists whose rows are households, or members below their head."""

from __future__ import annotations

from office_corpus_third.layouts import HOUSEHOLDS, count, layout, money, paged, sums
from office_corpus_third.paper import Line, Paper
from office_corpus_third.people import Home

SIZES = (1, 1, 2, 2, 3, 4, 5)


def homes_of(paper: Paper, number: int, *, away: float = 0.0) -> list[Home]:
    """So many households, counted as such."""
    paper.households = number
    return paper.people.homes(number, SIZES, away=away)


@layout(HOUSEHOLDS)
def members_below(paper: Paper) -> None:
    """自治会名簿: the head's row, then a row a member with 〃 for the address."""
    ward = paper.people.ward()
    paper.head(f"{ward}自治会会員名簿")
    same = paper.rng.choice(["〃", "同上", "", "　〃"])
    rows, total = [], 0
    for number, home in enumerate(homes_of(paper, count(paper, 8, 20)), 1):
        total += len(home.members)
        for index, (one, relation) in enumerate(zip(home.members, home.relations, strict=True)):
            first = index == 0
            rows.append([str(number) if first else "", paper.name(one), "本人" if first and paper.rng.random() < 0.1 else relation,
                         paper.born(one), paper.address(home) if first else same, paper.phone(home.phone) if first else ""])  # fmt: skip
    paper.grid(
        [
            ["番号", "氏名", "続柄", "生年月日", "住所", "電話"],
            *rows,
            sums(6, "計", f"{paper.households}世帯 {total}人"),
        ]
    )
    paper.line("※この名簿は自治会活動以外に使用しないでください。")


@layout(HOUSEHOLDS, "sheet")
def given_names_below(paper: Paper) -> None:
    """世帯台帳: members by given name only under the head."""
    paper.head("世帯台帳（地区別）")
    rows = []
    for number, home in enumerate(homes_of(paper, count(paper, 7, 18)), 1):
        rows.append(
            [
                f"{number:03d}",
                paper.name(home.head),
                paper.address(home),
                home.relations[0],
                str(home.head.age),
                paper.phone(home.phone),
            ]
        )
        rows += [
            ["", "　" + paper.given(one), "", relation, str(one.age), ""]
            for one, relation in list(zip(home.members, home.relations, strict=True))[1:]
        ]
    paper.grid([["世帯番号", "氏名", "住所", "続柄", "年齢", "電話番号"], *rows])


@layout(HOUSEHOLDS)
def squads_with_headings(paper: Paper) -> None:
    """町内会名簿: a merged heading a squad, subtotals, a total."""
    paper.head(f"令和８年度　{paper.people.ward()}町内会　会員名簿")
    rows: list[list[str]] = [["№", "世帯主", "住　　所", "電話番号", "家族数"]]
    merges, everyone = [], 0
    for squad in range(1, paper.rng.randint(3, 5)):
        merges.append((len(rows), 0, len(rows), 4))
        rows.append([f"第{squad}班", "", "", "", ""])
        homes = paper.people.homes(paper.rng.randint(4, 9))
        everyone += len(homes)
        for number, home in enumerate(homes, 1):
            rows.append(
                [
                    str(number),
                    paper.spread(home.head),
                    paper.address(home),
                    paper.phone(home.phone),
                    str(paper.rng.randint(1, 6)),
                ]
            )
        rows.append(sums(5, "小計", f"{len(homes)}戸"))
    paper.households = everyone
    paper.grid([*rows, sums(5, "合計", f"{everyone}戸")], merges=tuple(merges))


@layout(HOUSEHOLDS)
def circulation_order(paper: Paper) -> None:
    """回覧順: names of the heads in order, with fields for stamps."""
    homes = homes_of(paper, count(paper, 8, 16))
    paper.head(f"{paper.people.ward()}　{paper.rng.randint(1, 9)}班　回覧板順番表")
    paper.line("次の方へ2日以内に回してください。")
    paper.grid(
        [
            ["順番", "世帯主", "回した日", "印"],
            *[[str(n), paper.name(home.head), "／", ""] for n, home in enumerate(homes, 1)],
        ]
    )
    paper.line("最後の方は班長に戻してください。")


@layout(HOUSEHOLDS, "sheet")
def members_across(paper: Paper) -> None:
    """世帯主と家族の名を横に並べた名簿."""
    homes = homes_of(paper, count(paper, 8, 22))
    paper.head("家族構成一覧")
    rows = [[paper.name(home.head), *[paper.given(one) for one in home.members[1:]], *[""] * (5 - len(home.members)), paper.address(home), str(len(home.members))]
            for home in homes]  # fmt: skip
    paper.grid([["世帯主", "家族1", "家族2", "家族3", "家族4", "住所", "人数"], *rows])


@layout(HOUSEHOLDS, "page")
def household_cards(paper: Paper) -> None:
    """調査カード: a small table a household."""
    paper.head("世帯調査カード")
    for number, home in enumerate(homes_of(paper, count(paper, 4, 9)), 1):
        paper.line(f"【カード {number}】")
        rows = [
            ["世帯主", paper.name(home.head), "電話", paper.phone(home.phone)],
            ["住所", paper.address(home), "", ""],
            ["氏名", "続柄", "生年月日", "備考"],
        ]
        rows += [
            [paper.name(one), relation, paper.born(one), ""]
            for one, relation in zip(home.members, home.relations, strict=True)
        ]
        paper.grid(rows, merges=((1, 1, 1, 3),), head=0)


@layout(HOUSEHOLDS, "sheet", held=True)
def members_stacked(paper: Paper) -> None:
    """全戸名簿: all members of a household in one field, one below the other."""
    paper.head("全戸名簿")
    rows = [[str(n), paper.address(home), "\n".join(paper.name(one) for one in home.members),
             "\n".join(str(one.age) for one in home.members), paper.phone(home.phone)]
            for n, home in enumerate(homes_of(paper, count(paper, 6, 16)), 1)]  # fmt: skip
    paper.grid([["戸番", "住所", "氏名", "年齢", "電話"], *rows])


@layout(HOUSEHOLDS)
def merged_households(paper: Paper) -> None:
    """国保世帯一覧: number and address merged over the members' rows."""
    paper.head("国民健康保険加入世帯一覧表")
    rows: list[list[str]] = [["記号番号", "住所", "氏名", "続柄", "生年月日", "性別"]]
    merges = []
    for home in homes_of(paper, count(paper, 6, 15)):
        start = len(rows)
        for index, (one, relation) in enumerate(zip(home.members, home.relations, strict=True)):
            first = index == 0
            rows.append(
                [
                    f"{paper.rng.randint(10**6, 10**7 - 1)}" if first else "",
                    paper.address(home) if first else "",
                    paper.name(one),
                    relation,
                    paper.born(one),
                    "男" if one.sex == "m" else "女",
                ]
            )
        if len(home.members) > 1:
            merges += [(start, 0, len(rows) - 1, 0), (start, 1, len(rows) - 1, 1)]
    paper.grid(rows, merges=tuple(merges))


@layout(HOUSEHOLDS)
def farm_register(paper: Paper) -> None:
    """農家台帳: the farmer, sometimes a successor of the same house."""
    paper.head("農家台帳（経営面積順）")
    rows = []
    for number, home in enumerate(homes_of(paper, count(paper)), 1):
        heir = next(
            (
                one
                for one, relation in zip(home.members, home.relations, strict=True)
                if relation == "子" and one.age >= 18
            ),
            None,
        )
        rows.append(
            [
                str(number),
                paper.name(home.head),
                str(home.head.age),
                paper.address(home),
                f"{paper.rng.randint(20, 900)}a",
                paper.name(heir) if heir else "なし",
            ]
        )
    paged(paper, ["農家番号", "経営主", "年齢", "住所", "経営面積", "後継者"], rows, 15, "農家台帳")


@layout(HOUSEHOLDS, "sheet", held=True)
def rooms(paper: Paper) -> None:
    """町営住宅: a room a row, some of them empty."""
    paper.head("町営住宅入居者一覧（上野団地）")
    rows, homes = [], 0
    for room in [
        f"{building}-{floor}0{door}"
        for building in (1, 2)
        for floor in (1, 2, 3)
        for door in range(1, 5)
    ]:
        if paper.rng.random() < 0.2:
            rows.append([room, "（空室）", "", "", ""])
            continue
        home = paper.people.home(paper.rng.choice(SIZES))
        homes += 1
        mobile = paper.phone(paper.people.mobile())
        rows.append(
            [
                room,
                paper.name(home.head),
                mobile,
                f"{paper.rng.randint(12, 49) * 100:,}",
                "、".join(paper.given(one) for one in home.members[1:]),
            ]
        )
    paper.households = homes
    paper.grid(
        [
            ["部屋", "入居名義人", "携帯電話", "家賃", "同居者"],
            *rows,
            ["計", f"{homes}戸", "", "", ""],
        ]
    )


@layout(HOUSEHOLDS, "csv")
def refund_rows(paper: Paper) -> None:
    """給付金対象者: a row a person with the head's name on each; several rows a household."""
    paper.title = "給付金対象者データ"
    rows = []
    for home in homes_of(paper, count(paper, 8, 20)):
        key = paper.rng.randint(10**7, 10**8 - 1)
        rows += [[str(key), paper.name(home.head), paper.name(one), paper.reading(one, " "), relation, paper.born(one, "1970/3/1"), paper.address(home)]
                 for one, relation in zip(home.members, home.relations, strict=True)]  # fmt: skip
    paper.grid(
        [["世帯番号", "世帯主氏名", "対象者氏名", "カナ", "続柄", "生年月日", "住所"], *rows]
    )


@layout(HOUSEHOLDS, "page", held=True)
def disaster_by_home(paper: Paper) -> None:
    """安否確認票: a line of text a household, members after a colon."""
    paper.head("安否確認結果（避難所別）")
    for number, home in enumerate(homes_of(paper, count(paper, 6, 14)), 1):
        paper.line(
            f"{number}．{paper.name(home.head)}宅（{paper.address(home)}）　電話{paper.phone(home.phone)}"
        )
        if len(home.members) > 1:
            paper.blocks.append(
                Line(
                    "　　家族："
                    + "、".join(f"{paper.given(one)}（{one.age}）" for one in home.members[1:])
                )
            )
        paper.line(f"　　→ {paper.rng.choice(['全員無事', '自宅待機', '避難済み'])}")


@layout(HOUSEHOLDS, "sheet", held=True)
def fees_by_month(paper: Paper) -> None:
    """自治会費集金表: the head and twelve months of marks."""
    homes = homes_of(paper, count(paper, 10, 24))
    paper.head("自治会費集金簿")
    rows = [
        [
            str(n),
            paper.name(home.head),
            *["○" if paper.rng.random() < 0.8 else "" for _ in range(6)],
            money(paper),
        ]
        for n, home in enumerate(homes, 1)
    ]
    paper.grid(
        [
            ["No", "世帯主氏名", "4月", "5月", "6月", "7月", "8月", "9月", "納入額"],
            *rows,
            sums(9, "合計", f"{len(homes) * 1200:,}"),
        ]
    )


@layout(HOUSEHOLDS, "page")
def shrine_parish(paper: Paper) -> None:
    """地区戸別一覧 in two tables side by side."""
    homes = homes_of(paper, 2 * count(paper, 5, 12))
    paper.head(f"{paper.people.ward()}地区　戸別一覧")
    half = len(homes) // 2
    rows = [
        [
            cell
            for home in pair
            for cell in (paper.name(home.head), paper.phone(home.phone), home.ward)
        ]
        for pair in zip(homes[:half], homes[half:], strict=True)
    ]
    paper.grid([["世帯主名", "電話", "組", "世帯主名", "電話", "組"], *rows])
