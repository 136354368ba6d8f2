"""Lists of households, as town offices keep them: a function a layout. Each says in the paper
itself where a house begins, and counts the houses that it wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from office_corpus_fourth.marks import LEFT, UP

from office_corpus_fifth import notation
from office_corpus_fifth.folk import Home, Person
from office_corpus_fifth.paper import Paper


@dataclass(frozen=True)
class Ledger:
    name: str
    kept: str
    draw: Callable[[Paper], None]


LEDGERS: list[Ledger] = []


def ledger(kept: str = "table") -> Callable[[Callable[[Paper], None]], Callable[[Paper], None]]:
    def keep(draw: Callable[[Paper], None]) -> Callable[[Paper], None]:
        LEDGERS.append(Ledger(draw.__name__, kept, draw))
        return draw

    return keep


def homes_of(paper: Paper, low: int, high: int, hamlet: str = "") -> list[Home]:
    """So many houses; the paper says as many."""
    found = [paper.folk.home(hamlet) for _ in range(paper.rng.randint(low, high))]
    paper.homes = (paper.homes or 0) + len(found)
    return found


def relation(place: str) -> str:
    return "本人" if place == "世帯主" else place


def own(paper: Paper, one: Person, nth: int) -> str:
    """The head whole, the others by their given name."""
    return paper.given(one) if nth else paper.name(one)


@ledger()
def setai_daicho(paper: Paper) -> None:
    """A row a person; number and address stand only where a house begins."""
    paper.head(f"{paper.place.town}　世帯台帳（{paper.hamlet}行政区）")
    paper.line(f"令和8年{paper.rng.randint(4, 7)}月1日現在", "right")
    rows = [["世帯番号", "住所", "氏名", "続柄", "生年月日", "年齢", "電話番号"]]
    for nth, home in enumerate(homes_of(paper, 6, 14, paper.hamlet)):
        for k, (one, place) in enumerate(home.members):
            first = [] if k else [str(1001 + nth), paper.address(home)]
            rows.append([*(first or ["", ""]), paper.name(one), place, paper.birth(one), str(one.age), "" if k else paper.phone(home.phone)])  # fmt: skip
    paper.table(rows)


@ledger()
def juki_export(paper: Paper) -> None:
    """What the register writes out: every row bears the code of its house."""
    paper.title = "住民情報抽出"
    rows = [
        [
            "行政区",
            "世帯コード",
            "個人番号連番",
            "氏名",
            "氏名カナ",
            "続柄名",
            "性別",
            "生年月日",
            "住所",
        ]
    ]
    code = paper.rng.randint(1000, 8000)
    for home in homes_of(paper, 6, 14):
        code += paper.rng.randint(1, 40)
        for k, (one, place) in enumerate(home.members):
            rows.append([home.hamlet, f"{code:08d}", str(k + 1), paper.name(one), notation.katakana(one.kana), place, "女" if one.woman else "男", paper.birth(one, "digits"), paper.address(home, 2)])  # fmt: skip
    paper.table(rows)


@ledger()
def hinanjo(paper: Paper) -> None:
    """At a shelter: number and address in a field as high as the house."""
    paper.head(
        f"避難所入所者名簿（世帯ごとに記入）　{paper.rng.choice(['第一体育館', '町民センター', '旧小学校'])}"
    )
    rows = [
        ["世帯", "氏名", "ふりがな", "年齢", "性別", "住所・電話", "健康状態・配慮事項", "退所日"]
    ]
    for nth, home in enumerate(homes_of(paper, 5, 10)):
        for k, (one, _) in enumerate(home.members):
            where = UP if k else f"{paper.address(home)}\n{paper.phone(one.mobile)}"
            state = paper.rng.choice(
                ["良好", "良好", "", "", "服薬あり", "車いす", "アレルギー（卵）"]
            )
            rows.append([UP if k else str(nth + 1), paper.name(one), one.kana, str(one.age), "女" if one.woman else "男", where, state, ""])  # fmt: skip
    paper.table(rows)


@ledger()
def kyufukin(paper: Paper) -> None:
    """A row a house, told by its head alone."""
    paper.head("物価高騰対応重点支援給付金　支給決定世帯一覧")
    paper.line("福祉課　　1世帯当たり30,000円", "right")
    rows = [
        ["番号", "世帯主氏名", "世帯主住所", "世帯員数", "うち18歳以下", "支給額", "振込予定日"]
    ]
    for nth, home in enumerate(homes_of(paper, 10, 24)):
        young = sum(one.age < 19 for one, _ in home.members)
        rows.append([str(nth + 1), paper.name(home.head), paper.address(home), str(len(home.members)), str(young), f"{30000 + 20000 * young:,}", "8月12日"])  # fmt: skip
    rows.append(["計", f"{paper.homes}世帯"])
    paper.table(rows)


@ledger()
def risai(paper: Paper) -> None:
    """Damage certificates: head, where, who reached by telephone."""
    paper.head(f"り災証明書　交付台帳（令和8年{paper.rng.randint(5, 7)}月豪雨）")
    rows = [
        ["交付番号", "受付日", "り災世帯", LEFT, LEFT, "り災場所", "判定", "連絡先"],
        [UP, UP, "世帯主", "生年月日", "人数", UP, UP, UP],
    ]
    for nth, home in enumerate(homes_of(paper, 7, 16)):
        grade = paper.rng.choice(["準半壊", "一部損壊", "半壊", "床上浸水", "床下浸水"])
        rows.append([f"第{nth + 1}号", f"{paper.rng.randint(5, 7)}月{paper.rng.randint(1, 28)}日", paper.name(home.head), paper.birth(home.head), f"{len(home.members)}人", paper.address(home), grade, paper.phone(home.head.mobile)])  # fmt: skip
    paper.table(rows, 2)


@ledger()
def tennyu(paper: Paper) -> None:
    """People who moved in: the whole family in one field, a line each."""
    paper.head("転入世帯一覧（移住・定住係　お試し住宅利用者を含む）")
    rows = [["届出日", "世帯主", "家族（続柄・生年月日）", "前住所", "新住所", "携帯"]]
    number = paper.rng.randint(4, 8)
    for _ in range(number):
        home = paper.folk.family(age=(29, 48))
        before = paper.folk.away(home.members)
        kin = "\n".join(
            f"{paper.name(one)}（{place}・{paper.birth(one)}）" for one, place in home.members[1:]
        )
        day = f"R8.{paper.rng.randint(3, 6)}.{paper.rng.randint(1, 28)}"
        rows.append([day, paper.name(home.head), kin, paper.address(before), paper.address(home), paper.phone(home.head.mobile)])  # fmt: skip
    paper.homes = number
    paper.table(rows)


@ledger("frame")
def bosai_card(paper: Paper) -> None:
    """A card a house: head above, family below."""
    paper.head("自主防災会　世帯カード")
    for nth, home in enumerate(homes_of(paper, 3, 6)):
        rows = [["世帯主", paper.name(home.head), "電話", paper.phone(home.phone)], ["住所", paper.address(home), LEFT, LEFT], ["氏名", "続柄", "生年月日", "血液型・持病・備考"]]  # fmt: skip
        for one, place in home.members:
            rows.append([paper.name(one), relation(place), paper.birth(one), paper.rng.choice(["", "", "A型", "O型　高血圧", "B型", "杖使用"])])  # fmt: skip
        paper.line(f"整理番号　{nth + 1}")
        paper.table(rows, 0)
        paper.line("")


@ledger("text")
def fukushihyo(paper: Paper) -> None:
    """Notes of a welfare volunteer: labelled lines, a stroke between the houses."""
    paper.head("見守り世帯の記録（民生児童委員　手持ち）")
    number = paper.rng.randint(4, 8)
    for _ in range(number):
        home = paper.folk.elders()
        paper.line(f"世帯主　{paper.name(home.head)}　（{paper.birth(home.head)}生）")
        paper.line(f"住所　　{paper.address(home)}　　電話　{paper.phone(home.phone)}")
        for one, place in home.members[1:]:
            paper.line(f"同居　　{place}　{paper.name(one)}　（{paper.birth(one)}生）")
        woman = paper.rng.random() < 0.5
        name = None if woman else (home.head.surname, home.head.kana.split("　")[0])
        child = paper.folk.person(paper.folk.born(45, 60), woman=woman, surname=name)
        paper.line(
            f"連絡先　{'長女' if child.woman else '長男'}　{paper.name(child)}　{paper.phone(child.mobile)}"
        )
        paper.line(
            f"様子　　{paper.rng.choice(['畑に出ている。元気。', '膝が痛いとのこと。買い物は娘さんが週1回。', '耳が遠い。訪問時は裏口から。', '週2回デイサービス。'])}"
        )
        paper.line("・・・・・・・・・・・・・・・・・・・・")
    paper.homes = number


@ledger()
def koreisha_setai(paper: Paper) -> None:
    """Old couples: two persons beside each other in one row."""
    paper.head("高齢者世帯調査　集計表（65歳以上のみの世帯）")
    rows = [
        ["No.", "本人", LEFT, "配偶者等", LEFT, "住所", "電話"],
        [UP, "氏名", "生年月日", "氏名", "生年月日", UP, UP],
    ]
    number = paper.rng.randint(8, 16)
    for nth in range(number):
        home = paper.folk.elders()
        pair = [[paper.name(one), paper.birth(one)] for one, _ in home.members]
        rows.append([str(nth + 1), *pair[0], *(pair[1] if len(pair) > 1 else ["", ""]), paper.address(home), paper.phone(home.phone)])  # fmt: skip
    paper.homes = number
    paper.table(rows, 2)


@ledger()
def jidoteate(paper: Paper) -> None:
    """Child benefit: the recipient's row, then a row for each child, indented."""
    paper.head("児童手当　受給者・支給要件児童一覧")
    rows = [["認定番号", "受給者／児童", "続柄", "生年月日", "住所", "手当月額"]]
    number = paper.rng.randint(6, 12)
    for _ in range(number):
        home = paper.folk.family(
            kids=paper.rng.randint(1, 3), elder=False, age=(30, 45), young=(0, 17)
        )
        rows.append([f"{paper.rng.randint(2000, 2999)}", paper.name(home.head), "受給者", paper.birth(home.head), paper.address(home), ""])  # fmt: skip
        for one, _ in home.members[2:]:
            rows.append(["", f"　{paper.name(one)}", "子", paper.birth(one), "", "10,000" if one.age > 2 else "15,000"])  # fmt: skip
    paper.homes = number
    paper.table(rows)
