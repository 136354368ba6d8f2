"""Lists of the town office: a row a person, as registers, taxes and welfare keep them."""

from __future__ import annotations

from office_corpus_third.halfwidth import half_kana
from office_corpus_third.layouts import PERSONS, count, layout, money, paged, sums
from office_corpus_third.paper import Paper
from office_corpus_third.people import hiragana


@layout(PERSONS, "sheet")
def evacuees(paper: Paper) -> None:
    """避難行動要支援者名簿: each with a contact and a helper named beside."""
    paper.head("避難行動要支援者名簿【取扱注意】")
    people = paper.people
    rows = []
    for number, home in enumerate(
        [people.home(low=60, high=97) for _ in range(count(paper, 8, 22))], 1
    ):
        kin, sex = paper.rng.choice([("長男", "m"), ("長女", "f"), ("妹", "f"), ("甥", "m")])
        near, helper = people.person(30, 70, sex=sex), people.person(30, 75)
        rows.append([str(number), paper.name(home.head), paper.born(home.head), paper.address(home), paper.phone(home.phone),
                     paper.rng.choice(["要介護3", "要介護4", "身障1級", "療育A", "独居"]),
                     f"{paper.name(near)}（{kin}）{paper.phone(people.mobile())}", paper.name(helper)])  # fmt: skip
    top = ["", "本人", "", "", "", "", "緊急連絡先", "支援者"]
    paper.grid(
        [
            top,
            ["番号", "氏名", "生年月日", "住所", "電話", "区分", "氏名・続柄・電話", "氏名"],
            *rows,
        ],
        merges=((0, 1, 0, 5),),
        head=2,
    )


@layout(PERSONS, "csv")
def arrears(paper: Paper) -> None:
    """滞納者一覧: the same person on several rows, a row a tax."""
    paper.title = "滞納者一覧表"
    rows = []
    for home in paper.people.homes(count(paper, 8, 20), away=0.1):
        key = f"{paper.rng.randint(10**6, 10**7 - 1):010d}"
        for tax in paper.rng.sample(
            ["固定資産税", "町県民税", "軽自動車税", "国保税"], paper.rng.randint(1, 3)
        ):
            rows.append(
                [
                    key,
                    half_kana(paper.reading(home.head, " ")),
                    paper.name(home.head),
                    paper.address(home),
                    tax,
                    f"R{paper.rng.randint(3, 7)}",
                    money(paper, 2000),
                    paper.phone(home.phone),
                ]
            )
    paper.grid(
        [
            ["宛名番号", "ｶﾅ氏名", "氏名", "住所", "税目", "年度", "滞納額", "電話番号"],
            *rows,
            sums(8, "総計", ""),
        ]
    )


@layout(PERSONS)
def examined(paper: Paper) -> None:
    """検診受診者名簿: surname and given name in two columns, results, a sum."""
    paper.head(f"胃がん検診受診者名簿（{paper.today()}実施）")
    rows = [[str(n), *paper.cells(home.head), paper.born(home.head), "男" if home.head.sex == "m" else "女", str(home.head.age), home.ward, paper.rng.choice(["異常なし", "要精検", "異常なし", "経過観察"])]
            for n, home in enumerate(paper.people.homes(count(paper), away=0.0), 1)]  # fmt: skip
    paper.grid(
        [
            ["受付", "姓", "名", "生年月日", "性別", "年齢", "地区", "判定"],
            *rows,
            ["計", "", "", "", "", "", "", f"{len(rows)}名"],
        ]
    )


@layout(PERSONS, "sheet")
def care_levels(paper: Paper) -> None:
    """介護認定審査会資料: name with reading in one field, year of birth with its era apart."""
    paper.head("要介護認定者一覧")
    rows = []
    for _ in range(count(paper)):
        one = paper.people.person(66, 97)
        rows.append([f"{paper.rng.randint(10**8, 10**9):010d}", f"{paper.name(one)}\n（{paper.reading(one)}）", "昭和" if one.born.year > 1926 else "大正",
                     paper.born(one, "45.3.1"), str(one.age), paper.rng.choice(["要支援1", "要支援2", "要介護1", "要介護5"]), paper.today()])  # fmt: skip
    paper.grid(
        [
            ["被保険者番号", "氏名（カナ）", "元号", "生年月日", "年齢", "認定結果", "有効期限"],
            *rows,
        ]
    )


@layout(PERSONS, "sheet")
def water_users(paper: Paper) -> None:
    """水道使用者: companies and offices between the people."""
    paper.head("水道使用者一覧（検針順）")
    rows = []
    for home in paper.people.homes(count(paper, 12, 40)):
        if paper.rng.random() < 0.12:
            rows.append(
                [
                    f"{paper.rng.randint(1, 9)}-{paper.rng.randint(100, 999)}",
                    paper.rng.choice(
                        ["㈱丸山建設", "ひばりこども園", "上野公民館", "(有)中村土建", "農協支所"]
                    ),
                    "",
                    "25",
                    f"{paper.rng.randint(10, 300)}",
                ]
            )
        rows.append(
            [
                f"{paper.rng.randint(1, 9)}-{paper.rng.randint(100, 999)}",
                paper.name(home.head),
                paper.address(home),
                "13",
                f"{paper.rng.randint(1, 60)}",
            ]
        )
    paper.grid([["水栓番号", "使用者名", "設置場所", "口径", "使用水量"], *rows])


@layout(PERSONS)
def graves(paper: Paper) -> None:
    """墓地使用者台帳: user and successor."""
    paper.head("町営墓地使用者台帳")
    rows = []
    for number, home in enumerate(paper.people.homes(count(paper, 8, 24), away=0.3), 1):
        heir = paper.people.person(
            25,
            60,
            surname=None if home.head.foreign else (home.head.surname, home.head.read_surname),
        )
        rows.append(
            [
                f"{paper.rng.choice('ABC')}-{number}",
                paper.name(home.head),
                paper.address(home),
                paper.phone(home.phone),
                paper.name(heir) if paper.rng.random() < 0.6 else "未定",
            ]
        )
    paper.grid([["区画", "使用者", "住所", "電話", "承継予定者"], *rows])


@layout(PERSONS, "sheet", held=True)
def hidden_columns(paper: Paper) -> None:
    """デマンドバス登録者: birth dates and telephones in hidden columns, notes on fields."""
    paper.head("デマンドバス利用登録者一覧")
    rows = [[str(n), paper.name(home.head), paper.born(home.head), paper.phone(home.phone), paper.address(home), paper.rng.choice(["1便", "2便", "帰りのみ"])]
            for n, home in enumerate(paper.people.homes(count(paper)), 1)]  # fmt: skip
    notes = {(2, 1): "耳が遠いので電話は大きな声で", (3, 4): "家の前まで入れない"}
    paper.grid(
        [["登録", "氏名", "生年月日", "電話", "乗車場所", "希望便"], *rows],
        hidden=(2, 3),
        notes=notes,
    )


@layout(PERSONS, "csv")
def vaccinations(paper: Paper) -> None:
    """予防接種記録: what a system gives out, dates and telephones as plain digits."""
    paper.title = "接種記録抽出"
    rows = [[str(paper.rng.randint(10**9, 10**10 - 1)), half_kana(paper.reading(home.head, " ")), paper.name(home.head), paper.born(home.head, "1970/3/1"),
             "1" if home.head.sex == "m" else "2", paper.address(home), paper.phone(home.phone, "plain"), f"202510{paper.rng.randint(10, 30)}", "コミナティ"]
            for home in paper.people.homes(count(paper, 15, 45))]  # fmt: skip
    paper.grid(
        [
            [
                "宛名番号",
                "カナ氏名",
                "漢字氏名",
                "生年月日",
                "性別",
                "住所",
                "電話",
                "接種日",
                "ワクチン",
            ],
            *rows,
        ]
    )


@layout(PERSONS, "csv", held=True)
def kana_only(paper: Paper) -> None:
    """口座振替不能者: half-width kana is the only form of the name."""
    paper.title = "振替不能明細"
    rows = []
    for _ in range(count(paper)):
        one = paper.people.person()
        paper.named.add(one.plain)
        kana = paper.fact(
            "name", half_kana(f"{one.read_surname} {one.read_given}".strip()), one.plain
        )
        rows.append(
            [
                f"{paper.rng.randint(1000, 9999)}",
                f"{paper.rng.randint(10**6, 10**7 - 1)}",
                kana,
                money(paper, 400),
                paper.rng.choice(["資金不足", "取引なし"]),
            ]
        )
    paper.grid(
        [
            ["店番", "口座番号", "預金者名", "振替金額", "不能理由"],
            *rows,
            ["合計", "", f"{len(rows)}件", "", ""],
        ]
    )


@layout(PERSONS)
def infants(paper: Paper) -> None:
    """乳幼児健診対象者: the child and a parent."""
    paper.head("1歳6か月児健康診査　対象者名簿")
    rows = []
    for number, home in enumerate(
        [paper.people.home(low=23, high=43) for _ in range(count(paper, 6, 18))], 1
    ):
        parent = home.head
        child = paper.people.person(
            1, 1, surname=None if parent.foreign else (parent.surname, parent.read_surname)
        )
        rows.append(
            [
                str(number),
                hiragana(paper.reading(child)) if not child.foreign else "",
                paper.name(child),
                paper.born(child),
                paper.name(parent),
                paper.address(home),
                paper.phone(paper.people.mobile()),
                "",
                "",
            ]
        )
    paper.grid(
        [
            ["No.", "ふりがな", "児氏名", "生年月日", "保護者", "住所", "連絡先", "来所", "備考"],
            *rows,
        ]
    )


@layout(PERSONS)
def subsidies(paper: Paper) -> None:
    """補助金交付決定一覧: people and bodies mixed; a body is nobody."""
    paper.head("住宅リフォーム補助金　交付決定一覧")
    rows = []
    for number, home in enumerate(paper.people.homes(count(paper)), 1):
        rows.append(
            [
                str(number),
                paper.today(),
                paper.name(home.head),
                paper.address(home),
                paper.rng.choice(["屋根改修", "トイレ改修", "断熱"]),
                money(paper, 2000),
            ]
        )
    for body in ("上野自治会", "NPO法人里山の会", "有限会社大谷商店"):
        rows.insert(
            paper.rng.randint(0, len(rows)),
            ["", paper.today(), body, "", "集会所改修", money(paper, 2000)],
        )
    paged(
        paper,
        ["No.", "決定日", "申請者", "施工場所", "工事内容", "交付額(円)"],
        rows,
        18,
        "交付決定一覧",
    )


@layout(PERSONS, "page")
def welfare_officers(paper: Paper) -> None:
    """民生委員・児童委員名簿: by district, with homes and telephones."""
    paper.head("民生委員・児童委員名簿")
    rows = [[home.ward, paper.name(home.head), paper.address(home), f"自宅　{paper.phone(home.phone)}\n携帯　{paper.phone(paper.people.mobile())}" if paper.rng.random() < 0.5 else paper.phone(home.phone)]
            for home in paper.people.homes(count(paper))]  # fmt: skip
    paper.grid([["担当地区", "氏名", "住所", "電話"], *rows])
    paper.line("任期　令和10年11月30日まで")
    paper.foot = "福祉課　社会福祉係　部外秘"
