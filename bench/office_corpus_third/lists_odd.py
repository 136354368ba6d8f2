"""Lists without ordinary rows: trees, columns of names, sentences, persons in columns."""

from __future__ import annotations

from office_corpus_third.layouts import PERSONS, count, layout
from office_corpus_third.paper import Paper
from office_corpus_third.people import Home, hiragana


@layout(PERSONS, "page", held=True)
def co_owners(paper: Paper) -> None:
    """共有地の名義人: 外何名 names nobody."""
    paper.head("共有地名義人調書")
    rows = [[f"大字{home.ward}{paper.rng.randint(100, 3000)}", paper.rng.choice(["山林", "原野", "墓地"]), paper.name(home.head) + paper.rng.choice(["", "", "　外2名", "　外１１名"]), paper.address(home, "full"), f"1/{paper.rng.randint(2, 24)}"]
            for home in paper.people.homes(count(paper, 8, 20), away=0.2)]  # fmt: skip
    paper.grid([["所在地番", "地目", "登記名義人", "登記簿上の住所", "持分"], *rows])


@layout(PERSONS, "sheet", held=True)
def two_rows_each(paper: Paper) -> None:
    """就学予定者: reading and birth above, name and address below."""
    paper.head("令和９年度　小学校入学予定者名簿")
    rows: list[list[str]] = [["番号", "ふりがな／氏名", "生年月日／住所", "保護者"]]
    merges = []
    for number in range(1, count(paper, 8, 20)):
        home = paper.people.home(low=27, high=45)
        name = None if home.head.foreign else (home.head.surname, home.head.read_surname)
        child = paper.people.person(5, 6, surname=name)
        merges += [(len(rows), 0, len(rows) + 1, 0), (len(rows), 3, len(rows) + 1, 3)]
        rows.append(
            [
                str(number),
                hiragana(paper.reading(child)) if not child.foreign else "",
                paper.born(child),
                paper.name(home.head),
            ]
        )
        rows.append(["", paper.name(child), paper.address(home), ""])
    paper.grid(rows, merges=tuple(merges))


@layout(PERSONS, "sheet", held=True)
def transposed(paper: Paper) -> None:
    """比較表: persons stand in columns, a row an attribute."""
    paper.head("候補者比較表（地域おこし協力隊）")
    homes = paper.people.homes(paper.rng.randint(4, 6), away=0.8)
    paper.grid([
        ["項目", *[f"{n}番" for n in range(1, len(homes) + 1)]], ["氏名", *[paper.name(home.head) for home in homes]],
        ["生年月日", *[paper.born(home.head) for home in homes]], ["現住所", *[paper.address(home) for home in homes]],
        ["電話", *[paper.phone(paper.people.mobile()) for _ in homes]], ["志望動機", *["田舎暮らし" for _ in homes]], ["評点", *[str(paper.rng.randint(50, 95)) for _ in homes]],
    ])  # fmt: skip


@layout(PERSONS, "page")
def phone_tree(paper: Paper) -> None:
    """学級連絡網 as a tree in lines."""
    paper.head(f"{paper.rng.randint(1, 6)}年{paper.rng.randint(1, 3)}組　緊急連絡網")
    teacher = paper.people.person(25, 58)
    paper.line(f"担任　{teacher.surname}　→　学級委員")
    for _ in range(paper.rng.randint(3, 5)):
        chain = [
            f"{paper.name(paper.people.person(6, 12))}　{paper.phone(home.phone)}"
            for home in paper.people.homes(paper.rng.randint(3, 5))
        ]
        paper.line("├─ " + chain[0])
        for depth, one in enumerate(chain[1:], 1):
            paper.line("│" + "　" * depth + "└→ " + one)
    paper.line("※最後の人は担任に連絡してください。不在のときは次の人に回してください。")


@layout(PERSONS, "page", held=True)
def phone_tree_table(paper: Paper) -> None:
    """連絡網 as a table: arrows between fields that hold a name and a telephone."""
    paper.head("PTA連絡網")

    def cell(home: Home) -> str:
        return f"{paper.name(home.head)}\n{paper.phone(home.phone)}"

    rows = []
    for _ in range(paper.rng.randint(3, 6)):
        homes = paper.people.homes(4)
        rows.append(
            [part for n, home in enumerate(homes) for part in ((["→"] if n else []) + [cell(home)])]
        )
    paper.grid(rows, head=0)


@layout(PERSONS, "page")
def births_and_deaths(paper: Paper) -> None:
    """広報の「お誕生」「お悔やみ」: names, ages and wards, no house numbers."""
    paper.head("戸籍の窓（4月届出分）")
    paper.line("お誕生おめでとう", "head")
    rows = []
    for _ in range(paper.rng.randint(3, 7)):
        parent = paper.people.person(24, 40)
        child = paper.people.person(
            0, 0, surname=None if parent.foreign else (parent.surname, parent.read_surname)
        )
        rows.append([paper.name(child), paper.name(parent), paper.people.ward()])
    paper.grid([["赤ちゃん", "保護者", "地区"], *rows])
    paper.line("お悔やみ申し上げます", "head")
    paper.grid(
        [
            ["氏名", "年齢", "地区"],
            *[
                [paper.name(one), str(one.age), paper.people.ward()]
                for one in (paper.people.person(70, 99) for _ in range(paper.rng.randint(4, 12)))
            ],
        ]
    )


@layout(PERSONS, "page", held=True)
def names_in_columns(paper: Paper) -> None:
    """卒業生: nothing but names in five columns."""
    paper.head(f"第{paper.rng.randint(20, 78)}回　卒業証書授与者")
    names = [paper.spread(paper.people.person(11, 12)) for _ in range(5 * paper.rng.randint(3, 7))]
    paper.grid([names[n : n + 5] for n in range(0, len(names), 5)], head=0)
    paper.line("（五十音順、敬称略）")


@layout(PERSONS, "text", held=True)
def names_in_a_paragraph(paper: Paper) -> None:
    """運動会の選手: names one after another in a sentence, by ward."""
    paper.head("町民運動会　選手名簿")
    sign = paper.rng.choice(["、", "　", "，"])
    for ward in paper.people.wards[: paper.rng.randint(3, 6)]:
        names = [
            paper.name(paper.people.person(12, 60), "" if sign != "、" else paper.style.blank)
            for _ in range(paper.rng.randint(4, 8))
        ]
        paper.line(f"【{ward}】監督　{paper.name(paper.people.person(35, 65), '')}")
        paper.line("　選手　" + sign.join(names))


@layout(PERSONS, "page", held=True)
def heirs(paper: Paper) -> None:
    """相続関係説明図: a tree in lines."""
    dead = paper.people.home(low=70, sex="m")
    name = None if dead.head.foreign else (dead.head.surname, dead.head.read_surname)
    paper.head("相続関係説明図")
    paper.line(
        f"被相続人　{paper.name(dead.head)}（{paper.born(dead.head)}生、{paper.today()}死亡）"
    )
    paper.line(f"最後の住所　{paper.address(dead, 'full')}")
    kin = [
        ("妻", "f", 66, 90),
        ("長男", "m", 45, 62),
        ("長女", "f", 44, 60),
        ("二男", "m", 40, 55),
        ("孫（代襲）", "", 18, 30),
    ]
    for (relation, sex, low, high), home in zip(
        kin, paper.people.homes(paper.rng.randint(3, 5), away=0.4), strict=False
    ):
        one = paper.people.person(low, high, sex=sex, surname=None if relation == "長女" else name)
        paper.line(f"　├─（{relation}）　{paper.name(one)}　{paper.born(one)}生")
        paper.line(f"　│　　住所　{paper.address(home)}")
