"""Lists of households, as hamlets, shrines and clubs keep them: a function a layout."""

from __future__ import annotations

from office_corpus_fourth.marks import LEFT, UP

from office_corpus_fifth.folk import Home
from office_corpus_fifth.houses import homes_of, ledger, own
from office_corpus_fifth.paper import Paper
from office_corpus_fifth.slots import grade

TRADES = (
    "新屋",
    "本家",
    "中屋敷",
    "油屋",
    "下隠居",
    "角屋",
    "上手",
    "川端",
    "寺前",
    "向かい",
    "紺屋",
    "坂の上",
)


def squads(paper: Paper, low: int, high: int, of: str = "組") -> list[tuple[str, list[Home]]]:
    """Two or three squads of neighbours."""
    return [
        (f"{nth + 1}{of}", homes_of(paper, low, high, paper.hamlet))
        for nth in range(paper.rng.randint(2, 3))
    ]


@ledger()
def jichikai_kazoku(paper: Paper) -> None:
    """The family in one field, given names with their place in it."""
    paper.head(f"{paper.hamlet}自治会　会員名簿")
    rows = [["No", "世帯主", "住所", "電話", "同居の家族"]]
    for nth, home in enumerate(homes_of(paper, 8, 18, paper.hamlet)):
        kin = "、".join(f"{paper.given(one)}（{place}）" for one, place in home.members[1:])
        rows.append([str(nth + 1), paper.name(home.head), paper.address(home, 0), paper.phone(home.phone), kin])  # fmt: skip
    paper.table(rows)
    paper.line("※会員以外への提供・コピーは禁止します。")


@ledger()
def tonarigumi(paper: Paper) -> None:
    """Heads alone, the squad at the side."""
    paper.head("隣組　名簿　（広報配布用）")
    rows = [["組", "組長", "世帯主", "人数", "電話", "配布部数"]]
    for word, homes in squads(paper, 5, 9):
        for k, home in enumerate(homes):
            rows.append([UP if k else word, "○" if k == 0 else "", paper.name(home.head), str(len(home.members)), paper.phone(home.phone), "1"])  # fmt: skip
    rows.append(["計", "", f"{paper.homes}戸", "", "", str(paper.homes)])
    paper.table(rows)


@ledger("frame")
def kumin_yoko(paper: Paper) -> None:
    """A row a house, a column for each place in the family."""
    paper.head("区民名簿　令和8年度版")
    rows = [["番", "世帯主", "配偶者", "父", "母", "子", "子", "子", "電話"]]
    for nth, home in enumerate(homes_of(paper, 7, 15, paper.hamlet)):
        by = {"夫": 0, "妻": 0, "父": 1, "母": 2}
        cells, child = [""] * 6, 3
        for one, place in home.members[1:]:
            at = by.get(place, child)
            child += at == child
            cells[at] = paper.given(one)
        rows.append([str(nth + 1), paper.name(home.head), *cells, paper.phone(home.phone)])
    paper.table(rows)


@ledger("text")
def kumi_lines(paper: Paper) -> None:
    """Typed lines: a house a line, the family in brackets."""
    paper.head(f"{paper.hamlet}区　住民一覧")
    for word, homes in squads(paper, 4, 8, "班"):
        paper.line("")
        paper.line(f"◎{word}")
        for home in homes:
            kin = "・".join(f"{place} {paper.given(one)}" for one, place in home.members[1:])
            paper.line(f"{paper.name(home.head)}{f'（{kin}）' if kin else ''}　TEL {paper.phone(home.phone)}")  # fmt: skip


@ledger("frame")
def kairan(paper: Paper) -> None:
    """The order in which a folder goes round, squads beside each other."""
    paper.head("回覧板　回覧順序表")
    paper.line("見たら日付を入れて、2日以内に次の家へ回してください。")
    both = squads(paper, 5, 9, "班")
    high = max(len(homes) for _, homes in both)
    rows = [[cell for word, _ in both for cell in (word, "月日")]]
    columns = [
        [f"{k + 1}　{paper.name(home.head)}" for k, home in enumerate(homes)] for _, homes in both
    ]
    for n in range(high):
        rows.append([cell for column in columns for cell in (column[n] if n < len(column) else "", "")])  # fmt: skip
    paper.table(rows)


@ledger()
def gomi(paper: Paper) -> None:
    """Two blocks side by side."""
    paper.head(
        f"ごみステーション（{paper.rng.choice(['消防小屋横', '公民館前', '橋のたもと'])}）利用世帯・当番"
    )
    homes = homes_of(paper, 9, 20, paper.hamlet)
    half = -(-len(homes) // 2)
    cells = [[str(n + 1), paper.name(home.head), paper.phone(home.phone)] for n, home in enumerate(homes)]  # fmt: skip
    right = [*cells[half:], *[["", "", ""]] * (2 * half - len(cells))]
    rows = [["当番", "世帯主", "電話", "当番", "世帯主", "電話"]]
    paper.table([*rows, *[[*a, *b] for a, b in zip(cells[:half], right, strict=True)]])


@ledger()
def suido_kumiai(paper: Paper) -> None:
    """A waterworks of a hamlet: rows over the whole width part upper and lower houses."""
    paper.head(f"{paper.hamlet}簡易水道組合　組合員台帳")
    rows = [["栓番", "組合員（世帯主）", "家族数", "住所", "加入年", "年会費"]]
    number = 0
    for word, homes in squads(paper, 4, 8, "号線"):
        rows.append([f"― 配水管{word} ―", *[LEFT] * 5])
        for home in homes:
            number += 1
            rows.append([str(number), paper.name(home.head), str(len(home.members)), paper.address(home), f"昭和{paper.rng.randint(45, 63)}年", "12,000円"])  # fmt: skip
    paper.table(rows)


@ledger()
def kuyaku(paper: Paper) -> None:
    """Who of each house came to mow; at times another than the head."""
    paper.head("道普請・草刈り　出役簿")
    rows = [["世帯主", "出役した人", "続柄", "6月7日", "9月6日", "不参金", "印"]]
    for nth, home in enumerate(homes_of(paper, 8, 16, paper.hamlet)):
        men = [each for each in home.members if 16 < each[0].age < 80] or home.members
        one, place = paper.rng.choice(men)
        rows.append([paper.name(home.head), paper.given(one) if one is not home.head else "本人", place if one is not home.head else "", "×" if nth % 4 == 3 else "○", "", "3,000" if nth % 4 == 3 else "", ""])  # fmt: skip
    paper.table(rows)


@ledger()
def kodomokai(paper: Paper) -> None:
    """Children of one house in one field, a line each."""
    paper.head("子ども会　会員世帯名簿")
    rows = [["保護者", "子ども（学年）", "住所", "連絡先（母または父）"]]
    number = paper.rng.randint(6, 13)
    for _ in range(number):
        home = paper.folk.family(
            kids=paper.rng.randint(1, 3), elder=False, age=(34, 46), young=(5, 13)
        )
        kids = "\n".join(f"{paper.given(one)}（{grade(one).replace('―', '年長')}）" for one, _ in home.members[2:])  # fmt: skip
        rows.append([paper.name(home.head), kids, paper.address(home), paper.phone(home.members[1][0].mobile)])  # fmt: skip
    paper.homes = number
    paper.table(rows)


@ledger()
def ienami(paper: Paper) -> None:
    """House by house along the road; empty ones bear no name and are no household."""
    paper.head(f"{paper.hamlet}集落　家並み調べ（集落支援員）")
    rows = [["順", "屋号", "居住者（代表）", "現住人数", "うち65歳以上", "地番", "備考"]]
    for nth, home in enumerate(homes_of(paper, 8, 16, paper.hamlet)):
        if nth % 5 == 3:
            rows.append([str(len(rows)), paper.rng.choice(TRADES), "（空き家）", "0", "", "", paper.rng.choice(["管理不全", "盆のみ帰省", "売却希望"])])  # fmt: skip
        old = sum(one.age > 64 for one, _ in home.members)
        rows.append([str(len(rows)), paper.rng.choice(TRADES), paper.name(home.head), str(len(home.members)), str(old), paper.address(home, 0), ""])  # fmt: skip
    paper.table(rows)


@ledger()
def hatsuho(paper: Paper) -> None:
    """Gifts to a shrine, collected from house to house, with a sum of houses."""
    paper.head("秋季例大祭　初穂料集金簿")
    for word, homes in squads(paper, 5, 9, "組"):
        paper.line(f"{word}（集金者　組長）", "head")
        rows = [["氏子", "金額", "受領日", "備考"]]
        rows += [[paper.spread(home.head), f"{paper.rng.choice(['2,000', '3,000', '5,000'])}円", "", ""] for home in homes]  # fmt: skip
        rows.append([f"小計　{len(homes)}戸", "", "", ""])
        paper.table(rows)
    paper.line(f"合計　{paper.homes}戸")


@ledger()
def han_sheets(paper: Paper) -> None:
    """A sheet a squad: the head whole, below it given names alone."""
    paper.title = "班別住民名簿"
    for nth, (word, homes) in enumerate(squads(paper, 4, 7, "班")):
        if nth:
            paper.page(word)
        paper.line(f"班別住民名簿　{word}", "title")
        rows = [["家", "氏名", "生年月日", "続柄", "携帯"]]
        for k, home in enumerate(homes):
            for j, (one, place) in enumerate(home.members):
                mobile = (
                    paper.phone(one.mobile) if one.age > 15 and paper.rng.random() < 0.6 else ""
                )
                rows.append(["" if j else str(k + 1), own(paper, one, j), paper.birth(one), place, mobile])  # fmt: skip
        paper.table(rows)
