"""Lists of clubs, squads, schools and givers."""

from __future__ import annotations

from office_corpus_third.layouts import PERSONS, count, layout, money, sums
from office_corpus_third.paper import Paper
from office_corpus_third.people import hiragana

KIN = ["父", "母", "祖父", "祖母"]


@layout(PERSONS)
def squad_leaders(paper: Paper) -> None:
    """班長名簿: two halves side by side."""
    paper.head(f"令和８年度　{paper.people.ward()}自治会　班長名簿")
    homes = paper.people.homes(2 * paper.rng.randint(4, 9))
    half = len(homes) // 2
    rows = [
        [
            str(n + 1),
            paper.name(homes[n].head),
            paper.phone(homes[n].phone),
            str(n + 1 + half),
            paper.name(homes[n + half].head),
            paper.phone(homes[n + half].phone),
        ]
        for n in range(half)
    ]
    paper.grid([["班", "班長名", "電話", "班", "班長名", "電話"], *rows])


@layout(PERSONS, "sheet")
def after_school(paper: Paper) -> None:
    """児童クラブ名簿: several telephones in one field."""
    paper.head("放課後児童クラブ　児童名簿")
    rows = []
    for number, home in enumerate(
        [paper.people.home(low=28, high=50) for _ in range(count(paper, 10, 30))], 1
    ):
        name = None if home.head.foreign else (home.head.surname, home.head.read_surname)
        child = paper.people.person(7, 11, surname=name)
        phones = [f"{kin} {paper.phone(paper.people.mobile())}" for kin in paper.rng.sample(KIN, 2)]
        sign = paper.rng.choice(["\n", "、", " / "])
        rows.append(
            [
                str(number),
                f"{12 - child.age if child.age > 11 else max(1, child.age - 6)}年",
                f"{paper.name(child)}（{hiragana(paper.reading(child))}）"
                if not child.foreign
                else paper.name(child),
                paper.name(home.head),
                sign.join(phones),
                paper.rng.choice(["", "", "卵", "そば", "えび・かに"]),
            ]
        )
    paper.grid(
        [
            ["№", "学年", "児童名（よみ）", "保護者名", "連絡先", "アレルギー"],
            *rows,
            sums(6, "計", f"{len(rows)}人"),
        ]
    )


@layout(PERSONS)
def councillors(paper: Paper) -> None:
    """議員名簿 with their homes."""
    paper.head("町議会議員名簿")
    roles = ["議長", "副議長", "総務委員長", *[""] * 12]
    rows = [[str(n), roles[n - 1], paper.spread(home.head), paper.born(home.head), paper.address(home), paper.phone(home.phone), paper.rng.choice(["農業", "会社役員", "無職"])]
            for n, home in enumerate([paper.people.home(low=38, high=80) for _ in range(paper.rng.randint(8, 14))], 1)]  # fmt: skip
    paper.grid([["議席", "役職", "氏　　名", "生年月日", "住　　　所", "電話", "職業"], *rows])


@layout(PERSONS, "sheet")
def fire_brigade(paper: Paper) -> None:
    """消防団員名簿: a sheet a company."""
    paper.title = "消防団員名簿"
    for company in range(1, paper.rng.randint(3, 4)):
        paper.page(f"第{company}分団")
        paper.line(f"第{company}分団　団員名簿", "title")
        ranks = ["分団長", "副分団長", "部長", "班長", *["団員"] * 20]
        rows = [[ranks[n], paper.name(home.head), paper.born(home.head), paper.address(home), paper.phone(paper.people.mobile()), f"H{paper.rng.randint(10, 30)}.4.1"]
                for n, home in enumerate([paper.people.home(low=19, high=56) for _ in range(count(paper, 6, 14))])]  # fmt: skip
        paper.grid([["階級", "氏名", "生年月日", "住所", "携帯", "入団"], *rows])


@layout(PERSONS, "page")
def poll_watchers(paper: Paper) -> None:
    """投票立会人一覧: two a polling place, the place merged."""
    paper.head("投票立会人名簿（町長選挙）")
    rows: list[list[str]] = [["投票区", "投票所", "氏名", "住所", "時間"]]
    merges = []
    for district in range(1, paper.rng.randint(5, 11)):
        start = len(rows)
        for n, home in enumerate(paper.people.homes(2)):
            rows.append(
                [
                    f"第{district}" if not n else "",
                    f"{paper.people.wards[district % 9]}公民館" if not n else "",
                    paper.name(home.head),
                    paper.address(home),
                    "7:00～13:30" if not n else "13:30～20:00",
                ]
            )
        merges += [(start, 0, start + 1, 0), (start, 1, start + 1, 1)]
    paper.grid(rows, merges=tuple(merges))


@layout(PERSONS)
def givers(paper: Paper) -> None:
    """寄附者一覧: bodies and 匿名 between the people."""
    paper.head("社会福祉協議会　善意のご寄附")
    rows = []
    for home in paper.people.homes(count(paper, 8, 25), away=0.2):
        rows.append([paper.today(), paper.name(home.head) + "　様", home.ward, money(paper)])
        if paper.rng.random() < 0.25:
            rows.append(
                [
                    paper.today(),
                    paper.rng.choice(
                        ["匿　名", "㈱大谷商店　様", "婦人会　様", "中学校3年生一同　様"]
                    ),
                    "",
                    money(paper),
                ]
            )
    paper.grid(
        [
            ["月日", "ご芳名", "地区", "金額（円）"],
            *rows,
            sums(4, "合計", money(paper, 9999)),
        ]
    )


@layout(PERSONS, "sheet")
def duties(paper: Paper) -> None:
    """当番表: the same people again and again; they count once."""
    paper.head("通学路見守り当番表（6月）")
    people = [paper.people.person(28, 72) for _ in range(paper.rng.randint(6, 12))]
    rows = [
        [
            f"6/{day}",
            "月火水木金土日"[day % 7],
            paper.name(people[(2 * day) % len(people)]),
            paper.name(people[(2 * day + 1) % len(people)]),
            "",
        ]
        for day in range(1, 29)
    ]
    paper.grid([["日", "曜", "朝", "帰り", "備考"], *rows])


@layout(PERSONS, "sheet", held=True)
def several_tables(paper: Paper) -> None:
    """老人クラブ: officers, members and accounts on one sheet; officers stand twice."""
    paper.head("松寿会　名簿と会計")
    homes = paper.people.homes(count(paper, 10, 24))
    paper.line("1 役員", "head")
    paper.grid(
        [
            ["会長", paper.name(homes[0].head)],
            ["副会長", paper.name(homes[3].head)],
            ["会計", paper.name(homes[5].head)],
        ],
        head=0,
    )
    paper.line("2 会員", "head")
    paper.grid(
        [
            ["No", "氏名", "年齢", "電話"],
            *[
                [str(n), paper.name(home.head), str(home.head.age), paper.phone(home.phone)]
                for n, home in enumerate(homes, 1)
            ],
        ]
    )
    paper.line("3 会計", "head")
    paper.grid(
        [["項目", "金額"], ["会費", money(paper)], ["補助金", money(paper)], ["合計", money(paper)]]
    )


@layout(PERSONS, "sheet")
def coming_of_age(paper: Paper) -> None:
    """二十歳のつどい: many live elsewhere now; e-mail beside the telephone."""
    paper.head("二十歳のつどい　対象者・出欠")
    rows = []
    for number, home in enumerate(paper.people.homes(count(paper, 10, 32), away=0.5), 1):
        one = paper.people.person(19, 20)
        rows.append(
            [
                str(number),
                paper.name(one),
                paper.born(one),
                paper.address(home),
                paper.phone(paper.people.mobile()),
                f"user{number}@mail.example.com",
                paper.rng.choice(["出", "欠", "未"]),
            ]
        )
    paper.grid([["番号", "氏名", "生年月日", "現住所", "携帯", "メール", "出欠"], *rows])


@layout(PERSONS, "page")
def staff_at_home(paper: Paper) -> None:
    """職員緊急連絡網: the homes of the staff are private."""
    paper.head("職員緊急連絡先一覧（取扱厳重注意）")
    rows = [[paper.rng.choice(["総務課", "税務課", "福祉課", "建設課"]), paper.rng.choice(["課長", "係長", "主査", "主事"]), paper.name(home.head), paper.address(home), paper.phone(paper.people.mobile())]
            for home in [paper.people.home(low=22, high=60) for _ in range(count(paper))]]  # fmt: skip
    paper.grid([["課", "職", "氏名", "住所", "緊急連絡先"], *rows])


@layout(PERSONS, "sheet")
def volunteers(paper: Paper) -> None:
    """ボランティア登録者: reading above the name in one field, remarks that name nobody."""
    paper.head("傾聴ボランティア登録者")
    rows = [[str(n), f"{paper.reading(home.head)}\n{paper.name(home.head)}", f"{home.ward}", paper.phone(home.phone), paper.rng.choice(["火・木", "土日のみ", "運転できる", ""])]
            for n, home in enumerate(paper.people.homes(count(paper)), 1)]  # fmt: skip
    paper.grid([["登録№", "フリガナ\n氏名", "地区", "電話（FAX）", "備考"], *rows])
