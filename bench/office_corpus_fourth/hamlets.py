"""Lists of households, as heads of hamlets, neighbourhoods and shrines keep them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from office_corpus_fourth.folk import Home, Person
from office_corpus_fourth.marks import LEFT, UP
from office_corpus_fourth.paper import Paper


@dataclass(frozen=True)
class Ledger:
    name: str
    draw: Callable[[Paper], None]


LEDGERS: list[Ledger] = []
KIN = ("妻", "夫")


def ledger(draw: Callable[[Paper], None]) -> Callable[[Paper], None]:
    LEDGERS.append(Ledger(draw.__name__, draw))
    return draw


def homes(paper: Paper, low: int, high: int, size: int = 0, *, abroad: float = 0.02) -> list[Home]:
    """So many households, whose number is the paper's; given names have two signs at least."""
    count = paper.rng.randint(low, high)
    paper.homes = count
    return [paper.folk.home(size, long=True, outside=0, abroad=abroad) for _ in range(count)]


def written(paper: Paper, one: Person, *, head: Person) -> str:
    """Whole for the head, by given name for the others."""
    return paper.name(one) if one is head else paper.given(one)


@ledger
def setai_daicho(paper: Paper) -> None:
    """A row a person, the number of the house on its first row only."""
    ward = paper.rng.choice(paper.folk.wards)
    paper.head(f"{ward}行政区　世帯台帳")
    paper.line(f"{paper.said_day(90)}現在　区長控", "right")
    rows = [["世帯番号", "氏名", "続柄", "性別", "生年月日", "住所", "電話", "摘要"]]
    for number, home in enumerate(homes(paper, 6, 16), 1):
        for one, relation in home.members:
            first = one is home.head
            rows.append([str(number) if first else "", paper.name(one), relation, "男" if one.sex == "m" else "女", paper.birth(one),
                         paper.address(home) if first else "", paper.phone(home.phone) if first else "",
                         paper.rng.choice(["", "", "", "施設入所", "学生・寮"])])  # fmt: skip
    paper.table(rows)


@ledger
def tonarigumi(paper: Paper) -> None:
    """Heads, and all others of the house by given name in one field."""
    paper.head(f"隣組名簿（第{paper.rng.randint(1, 12)}隣組）")
    rows = [["順", "世帯主", "同居の家族", "電話", "屋号"]]
    for number, home in enumerate(homes(paper, 7, 18), 1):
        others = "、".join(paper.given(one) for one, _ in home.members[1:])
        rows.append([str(number), paper.name(home.head), others, paper.phone(home.phone),
                     paper.rng.choice(["", "", "油屋", "上の家", "新宅", "かじや"])])  # fmt: skip
    paper.table(rows)
    paper.line("※回覧板は番号順に回し、最後の方は組長宅へ戻してください。")


@ledger
def kaihi_shukin(paper: Paper) -> None:
    """Heads alone, a column a month, sums at the end."""
    fee = paper.rng.choice([500, 700, 1000])
    paper.head(f"自治会費集金簿（月額{fee}円）")
    months = ["4月", "5月", "6月", "7月", "8月", "9月"]
    rows = [["班", "世帯主氏名", *months, "計"]]
    some = homes(paper, 10, 28)
    for number, home in enumerate(some):
        paid = [paper.rng.choice(["済", "済", "済", ""]) for _ in months]
        rows.append(
            [f"{number // 8 + 1}", paper.name(home.head), *paid, f"{fee * paid.count('済'):,}"]
        )
    rows.append(["", f"{len(some)}戸", *[""] * len(months), f"{paper.rng.randint(20, 90) * fee:,}"])
    paper.table(rows)


@ledger
def ujiko(paper: Paper) -> None:
    """Shrine's houses in two blocks, donations beside names."""
    paper.head("秋季例大祭　氏子奉納名簿")
    some = homes(paper, 10, 26)
    cells = [
        [paper.spread(home.head), f"{paper.rng.choice([3, 5, 10]) * 1000:,}円"] for home in some
    ]
    cells += [["", ""]] * (-len(cells) % 2)
    half = len(cells) // 2
    paper.table([["氏子", "御初穂料", "", "氏子", "御初穂料"],
                 *[[*one, "", *other] for one, other in zip(cells[:half], cells[half:], strict=True)]])  # fmt: skip
    paper.line(f"以上　{len(some)}戸", "right")
    paper.line("宮司祝詞奏上の後、総代が読み上げます。")


@ledger
def kazoku_ran(paper: Paper) -> None:
    """A row a house, a column for each kin's place."""
    paper.head(f"{paper.rng.choice(paper.folk.wards)}地区　家族構成表（防災会）")
    rows = [["住所", "世帯主", "配偶者", "子", LEFT, LEFT, "父母", LEFT, "人数"]]
    for home in homes(paper, 7, 16):
        kin: dict[str, list[str]] = {"spouse": [], "child": [], "parent": []}
        for one, relation in home.members[1:]:
            place = "spouse" if relation in KIN else "parent" if relation in "父母" else "child"
            kin[place].append(paper.given(one))
        row = [
            *(kin["spouse"] or [""]),
            *[*kin["child"], "", "", ""][:3],
            *[*kin["parent"], "", ""][:2],
        ]
        rows.append([paper.address(home), paper.name(home.head), *row, str(len(home.members))])
    paper.table(rows)


@ledger
def setaihyo(paper: Paper) -> None:
    """A card a house: address and telephone merged above its people."""
    paper.head("世帯票（民生児童委員）")
    for number, home in enumerate(homes(paper, 4, 9), 1):
        rows = [[f"No.{number}", "住所", paper.address(home), LEFT, "電話", paper.phone(home.phone)],
                ["氏名", LEFT, "続柄", "生年月日", "年齢", "健康・仕事"]]  # fmt: skip
        for one, relation in home.members:
            rows.append(
                [
                    paper.name(one),
                    LEFT,
                    relation,
                    paper.birth(one),
                    str(one.age),
                    paper.rng.choice(["良", "通院", "会社員", "要介護1", ""]),
                ]
            )
        paper.table(rows, head=0)
        paper.line("")


@ledger
def hinanjo(paper: Paper) -> None:
    """Register of a shelter: whoever stands first speaks for the house, 〃 below his address."""
    paper.head(f"避難所受付簿　{paper.rng.choice(['中央体育館', '第一小学校', '農村センター'])}")
    rows = [["受付時刻", "氏名", "年齢", "性別", "住所", "携帯", "配慮事項"]]
    for home in homes(paper, 6, 14):
        clock, mobile = (
            f"{paper.rng.randint(14, 22)}:{paper.rng.randint(10, 59)}",
            paper.folk.mobile(),
        )
        for one, _ in home.members:
            first = one is home.head
            rows.append([clock if first else "〃", paper.name(one), str(one.age), "男" if one.sex == "m" else "女",
                         paper.address(home) if first else "〃", paper.phone(mobile) if first else "〃",
                         paper.rng.choice(["", "", "透析", "粉ミルク", "犬1匹", "車いす"])])  # fmt: skip
    paper.table(rows)
    paper.line(f"世帯数　{paper.homes}世帯　（22時現在）")


@ledger
def hanbetsu(paper: Paper) -> None:
    """Text without a table: squads, then a line a house with its people in brackets."""
    paper.head(f"{paper.rng.choice(paper.folk.wards)}町内会　班別世帯一覧")
    for number, home in enumerate(homes(paper, 8, 20)):
        if number % 6 == 0:
            paper.line(f"■{number // 6 + 1}班", "head")
        others = "・".join(paper.given(one) for one, _ in home.members[1:])
        paper.line(
            f"{paper.name(home.head)}{f'（{others}）' if others else ''}　{paper.phone(home.phone)}"
        )


@ledger
def kyufukin(paper: Paper) -> None:
    """Benefit by household: the number repeated on every row, head marked by his relation."""
    paper.head("物価高騰対応給付金　支給対象世帯員一覧")
    rows = [["世帯CD", "宛名番号", "カナ氏名", "氏名", "続柄", "生年月日", "課税", "支給"]]
    for home in homes(paper, 7, 15):
        code = str(paper.rng.randint(100000, 999999))
        for one, relation in home.members:
            kana = "" if one.abroad else " ".join(one.reading)
            rows.append([code, str(paper.rng.randint(10**7, 10**8 - 1)), kana, paper.name(one), "本人" if relation == "世帯主" else relation,
                         paper.birth(one), "非課税", paper.rng.choice(["対象", "対象", "確認中"]) if one is home.head else ""])  # fmt: skip
    paper.table(rows)


def life(paper: Paper, one: Person) -> str:
    """What somebody of that age does."""
    if one.age < 7:
        return "保育所"
    return "通学" if one.age < 19 else paper.rng.choice(["在宅", "町内勤務", "入院中", "畑"])


@ledger
def yagou_zumi(paper: Paper) -> None:
    """Houses along the road, empty ones among them, families merged over their rows."""
    paper.head("集落点検　住まいと家族（聞き取り）")
    some = homes(paper, 6, 13)
    rows = [["戸", "名字", "名前", "年齢", "いまの暮らし"]]
    for number, home in enumerate(some, 1):
        for one, _ in home.members:
            first = one is home.head
            pair = (
                [paper.name(one), LEFT]
                if one.abroad
                else [*paper.halves(one)]
                if first
                else [UP, paper.given(one)]
            )
            rows.append([str(number) if first else UP, *pair, str(one.age), life(paper, one)])
        if paper.rng.random() < 0.2:
            rows.append(["－", paper.rng.choice(["空き家", "（更地）", "納屋のみ"]), LEFT, "", ""])
    paper.table(rows)


@ledger
def mizuban(paper: Paper) -> None:
    """Simple waterworks' users: a sheet a squad, heads with address, houses counted."""
    paper.head("簡易水道組合　加入世帯名簿")
    some = homes(paper, 9, 24)
    size = paper.rng.choice([6, 8])
    for start in range(0, len(some), size):
        paper.page(f"{start // size + 1}組")
        paper.line(f"第{start // size + 1}組", "head")
        rows = [["No", "世帯主", "所在地", "家族数", "連絡先", "料金区分"]]
        for number, home in enumerate(some[start : start + size], 1):
            rows.append([str(number), paper.name(home.head), paper.address(home), str(len(home.members)), paper.phone(home.phone),
                         paper.rng.choice(["基本", "基本", "超過", "減免"])])  # fmt: skip
        paper.table(rows)
    paper.line(f"加入戸数　{len(some)}戸")


@ledger
def kumiai_koden(paper: Paper) -> None:
    """Neighbours who help at a funeral, with wife's name below the head's in the same field."""
    paper.head("念仏講・葬儀手伝い　講中名簿")
    rows = [["講中（上段 戸主・下段 連れ合い）", "在所", "電話", "役"]]
    for home in homes(paper, 7, 16, 2, abroad=0):
        both = "\n".join(paper.name(one) for one, _ in home.members)
        rows.append(
            [
                both,
                paper.address(home),
                paper.phone(home.phone),
                paper.rng.choice(["帳場", "台所", "使い", "墓"]),
            ]
        )
    paper.table(rows)
