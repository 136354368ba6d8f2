"""Papers without private persons: minutes, circulars, procurement, budgets, telephone lists.

They are full of what looks like a name: officials in office, places that are surnames, firms and
bridges named after families, dates, numbers, the office's own address and telephone.
"""

from __future__ import annotations

from .clerk import Clerk, era_date
from .forms import office_foot
from .household_lists import Row
from .paper import Cell, Grid, Line, Paper, Sheet, grid

SECTIONS = ("総務課", "住民課", "税務課", "福祉課", "建設課", "産業振興課", "会計課", "教育委員会")
FIRMS = (
    "田中建設株式会社",
    "㈱山本組",
    "有限会社佐々木電工",
    "石川土木(株)",
    "中村測量設計事務所",
    "株式会社ヨシダ",
)
MATTERS = (
    "町道山田線の側溝の改修について", "林道中村線の災害復旧について", "小林橋の橋梁点検の結果について",
    "三浦地区の簡易水道の統合について", "学校給食センターの調理業務委託について", "上田公園の遊具更新について",
    "地方創生推進交付金の活用について", "鳥獣害対策の電気柵補助について", "松本峠の除雪体制について",
    "高齢者の移動支援について", "旧清水小学校の跡地利用について", "ふるさと納税の返礼品の見直しについて",
    "消防団の装備更新について", "空家等対策計画の策定について", "光ファイバ網の民間移行について",
    "合併浄化槽の設置補助について", "森田川の河床整理について", "町営住宅の入居基準について",
)  # fmt: skip
START = (
    "ただいまのご質問についてお答えします。",
    "お答えいたします。",
    "ご指摘のとおりであります。",
    "経過を申し上げますと、",
)
ANSWERS = (
    "昨年度の調査では延長は{n:,}メートル、概算で{m:,}万円を見込んでいる。",
    "国の補助の内示が{d}月に出る予定であり、{d}月補正で対応したい。",
    "平成30年{d}月1日に完成した区間から順次供用を開始する。",
    "長野県や石川県の先進事例を参考に、秋までに方針をまとめる。",
    "地元の山口区、川口区とは{d}回の説明会を行い、おおむね理解を得ている。",
    "電話での問い合わせは昨年度に{n}件あり、前年より{d}件増えた。",
    "対象となる65歳以上の方は{n}人、世帯数では{m}世帯である。",
    "{m}番地付近の用地については、昭和50年ごろの境界が確定していない。",
    "業者から{d}月{d}日に工程表が提出され、現在精査しているところである。",
    "今後も宮本区長会長をはじめ関係者と協議を重ねてまいりたい。",
    "森林組合や農協、商工会とも連携し、担い手の確保に努める。",
    "条例第{d}条の規定により、減免の対象は限られている。",
)
"""With figures, dates and house numbers that belong to nobody."""


def say(clerk: Clerk, count: int = 1) -> list[str]:
    """Different sentences of an answer, the figures drawn."""
    rng = clerk.rng
    return [
        text.format(n=rng.randint(20, 1900), m=rng.randint(20, 4800), d=rng.randint(2, 12))
        for text in rng.sample(ANSWERS, count)
    ]


def council_minutes(clerk: Clerk) -> Paper:
    """Minutes of the council: seats, officials who attended, questions and answers."""
    rng = clerk.rng
    members = [clerk.official() for _ in range(rng.randint(8, 14))]
    officials = [clerk.official() for _ in range(5)]
    seats: list[Row] = [[f"{n}番", name, f"{n + 1}番" if n < len(members) else "", members[n] if n < len(members)
                         else ""] for n, name in list(enumerate(members, 1))[::2]]  # fmt: skip
    posts = ("町長", "副町長", "教育長", "総務課長", "建設課長")
    posts = tuple(post.replace("町", clerk.town.body) for post in posts)
    blocks: list[Line | Grid] = [
        Line(f"{era_date(clerk.today)}　{clerk.town.short}議会定例会会議録", "title"),
        Line("１　出席議員", "head"), grid(seats, head=0), Line("２　欠席議員　なし"),
        Line("３　説明のため出席した者", "head"),
        *[Line(f"　{post}　{name}") for post, name in zip(posts, officials, strict=True)],
        Line("４　会議に付した事件", "head"), *[Line(f"　{matter}") for matter in rng.sample(MATTERS, 3)],
        Line("（午前10時00分開議）"),
    ]  # fmt: skip
    for _ in range(rng.randint(3, 12)):
        seat = rng.randint(1, len(members))
        blocks += _questions(
            clerk, seat, members[seat - 1], dict(zip(posts, officials, strict=True))
        )
    blocks += [Line("（午後３時42分散会）"), Line(f"署名議員　{members[0]}　　{members[1]}")]
    return Paper("定例会会議録", [Sheet("会議録", blocks)])


def _questions(
    clerk: Clerk, seat: int, member: str, officials: dict[str, str]
) -> list[Line | Grid]:
    """One member's questions and what the office answers."""
    rng = clerk.rng
    short = member.replace("\u3000", " ").split(" ")[0]
    found: list[Line | Grid] = [
        Line(f"○議長　次に、{seat}番、{short}君の質問を許します。"),
        Line(
            f"○{seat}番（{member}君）　通告に従い、{rng.choice(MATTERS)}質問します。現状と今後の考えを伺います。"
        ),
    ]
    for post in rng.sample(sorted(officials), rng.randint(1, 3)):
        answer = "".join(say(clerk, rng.randint(2, 4)))
        found += [Line(f"○{post}（{officials[post]}君）　{rng.choice(START)}{answer}"),
                  Line(f"○{seat}番（{member}君）　再質問します。{say(clerk)[0]}この点はどうか。")]  # fmt: skip
    return found


def section_meeting(clerk: Clerk) -> Paper:
    """Minutes of the heads of sections: posts and names, then matters."""
    rng = clerk.rng
    there = "、".join(f"{section}長 {clerk.official()}" for section in rng.sample(SECTIONS, 5))
    blocks: list[Line | Grid] = [Line("課長会議　議事要旨", "title"),
                                 Line(f"日時：{era_date(clerk.today)}（金）9:00〜10:15　場所：第２会議室"),
                                 Line(f"出席者：{there}"), Line("")]  # fmt: skip
    for number in range(1, rng.randint(5, 14)):
        blocks += [Line(f"{number}．{rng.choice(MATTERS)}（{rng.choice(SECTIONS)}）", "head"),
                   *[Line(f"　・{text}") for text in say(clerk, 2)]]  # fmt: skip
    return Paper("課長会議要旨", [Sheet("要旨", blocks)])


def circular(clerk: Clerk) -> Paper:
    """A circular for the squads, with boxes to sign (empty) and whom to ask."""
    rng = clerk.rng
    topic, lines = rng.choice((
        ("春の一斉清掃のお知らせ", ["日時　４月17日（日）午前７時から　小雨決行", "集合　各班のごみ集積所", "持ち物　軍手、鎌、スコップ"]),
        ("狂犬病予防注射の日程", ["山田公民館　９：００～９：３０", "石川集会所　１０：００～１０：２０", "料金　１頭3,200円"]),
        ("水道管工事に伴う断水のお知らせ", ["区間　中村橋から小林商店前まで", "工事業者　田中建設株式会社", "断水　午後１時～４時"]),
        ("健康診査のご案内", ["対象　昭和52年4月1日以前に生まれた方", "受付　午前８時30分～10時", "会場　保健センター"]),
    ))  # fmt: skip
    boxes: list[Row] = [["班長", "1", "2", "3", "4", "5", "6", "7", "8"], ["印", *[""] * 8]]
    blocks: list[Line | Grid] = [Line("回　覧", "title"), Line(era_date(clerk.today), "right"),
                                 Line(f"{rng.choice(clerk.town.places)}区　各位"), Line(topic, "head"),
                                 *[Line(f"　{line}") for line in lines], Line("ご協力をお願いいたします。"),
                                 grid(boxes, head=0), *office_foot(clerk)]  # fmt: skip
    return Paper("回覧", [Sheet("回覧", blocks)])


def newsletter(clerk: Clerk) -> Paper:
    """The town's paper: events, figures, the mayor's words."""
    rng = clerk.rng
    town = clerk.town
    rows: list[Row] = [["人口", f"{rng.randint(2000, 9000):,}人", "（前月比 -7）"],
                       ["世帯数", f"{rng.randint(800, 3000):,}世帯", "（前月比 +2）"]]  # fmt: skip
    blocks: list[Line | Grid] = [
        Line(f"広報{town.short[:-1]}　第{rng.randint(300, 800)}号", "title"),
        Line(f"{town.body}長コラム　　{town.short}長　{clerk.official()}", "head"),
        *[Line("　" + "".join(say(clerk, 2))) for _ in range(rng.randint(3, 9))],
        Line("人のうごき", "head"), grid(rows, head=0), Line("休日当番医", "head"),
        grid([["日", "医療機関", "電話"], ["5日", "森医院", f"{town.code}-22-0001"],
              ["12日", "谷口内科クリニック", f"{town.code}-22-0002"]]), *office_foot(clerk),
    ]  # fmt: skip
    return Paper("広報", [Sheet("広報", blocks)])


def bids(clerk: Clerk) -> Paper:
    """Results of a tender: firms and sums."""
    rng = clerk.rng
    price = rng.randint(40, 900) * 10000
    rows: list[Row] = [["入札者", "第１回入札額", "第２回入札額", "備考"]]
    for number, firm in enumerate(rng.sample(FIRMS, 4)):
        amount = price + number * 130000
        rows.append(
            [
                firm,
                Cell(amount, shown=f"{amount:,}", shape="#,##0"),
                "",
                "落札" if number == 0 else "",
            ]
        )
    blocks: list[Line | Grid] = [
        Line("入札結果調書", "title"), Line(f"工事名　{rng.choice(MATTERS).removesuffix('について')}工事"),
        Line(f"場所　{clerk.town.short}　{rng.choice(clerk.town.places)}地内"),
        Line(f"入札日　{era_date(clerk.today)}　午前９時30分"), grid(rows),
        Line(f"契約担当者　{clerk.town.short}長　{clerk.official()}"), *office_foot(clerk),
    ]  # fmt: skip
    return Paper("入札結果調書", [Sheet("調書", blocks)])


def budget(clerk: Clerk) -> Paper:
    """Budget of a section: items, sums, totals, two years."""
    rng = clerk.rng
    items = (
        "報酬",
        "給料",
        "職員手当等",
        "共済費",
        "旅費",
        "需用費",
        "役務費",
        "委託料",
        "使用料及び賃借料",
        "備品購入費",
    )
    rows: list[Row] = [[Cell("節", down=2), Cell("本年度", across=2), "", Cell("前年度", down=2)],
                       ["", "要求額", "査定額", ""]]  # fmt: skip
    for number, item in enumerate(items, 1):
        sums = [rng.randint(10, 90000) for _ in range(3)]
        rows.append(
            [
                f"{number:02d} {item}",
                *[Cell(each, shown=f"{each:,}", shape="#,##0") for each in sums],
            ]
        )
    blocks = [Line(f"{clerk.today.year}年度　歳出予算見積書", "title"), Line("（単位：千円）", "right"),
              grid(rows, head=2), Line(f"課名　{rng.choice(SECTIONS)}　　内線　{rng.randint(100, 299)}")]  # fmt: skip
    return Paper("歳出予算見積書", [Sheet("見積", blocks)])


def extensions(clerk: Clerk) -> Paper:
    """Telephone list of the office: posts, names, extensions."""
    rows: list[Row] = [["課", "職", "氏名", "内線"]]
    for section in SECTIONS:
        for post in ("課長", "主査", "主事"):
            rows.append([section, post, clerk.official(), clerk.rng.randint(100, 299)])
    head = [Line(f"{clerk.town.office}　内線電話番号表", "title"),
            Line(f"代表 {clerk.town.office_phone}　夜間・休日 {clerk.town.office_phone[:-1]}9", "right")]  # fmt: skip
    return Paper("内線表", [Sheet("内線", [*head, grid(rows)])])


def committee(clerk: Clerk) -> Paper:
    """Published members of a committee: post, name, term; no address."""
    rows: list[Row] = [["役職", "氏名", "任期"]]
    for number in range(clerk.rng.randint(4, 7)):
        rows.append(
            [
                "教育長" if number == 0 else "委員",
                clerk.official(),
                "令和6年10月1日～令和10年9月30日",
            ]
        )
    head = Line(f"{clerk.town.short}教育委員会　委員名簿（公表用）", "title")
    return Paper("教育委員会委員", [Sheet("委員", [head, grid(rows), *office_foot(clerk)])])


def shelters(clerk: Clerk) -> Paper:
    """Places of shelter: public buildings with address and telephone."""
    town = clerk.town
    rows: list[Row] = [["番号", "施設名", "所在地", "電話", "収容人数"]]
    for number, place in enumerate(town.places, 1):
        rows.append([number, f"{place}集落センター", f"{place}{number + 3}番地{number}",
                     f"{town.code}-{30 + number}-20{number:02d}", clerk.rng.randint(20, 400)])  # fmt: skip
    blocks = [
        Line("指定避難所一覧", "title"),
        Line(f"{era_date(clerk.today)}現在", "right"),
        grid(rows),
    ]
    return Paper("指定避難所一覧", [Sheet("避難所", [*blocks, *office_foot(clerk)])])


def order(clerk: Clerk) -> Paper:
    """An official letter from mayor to heads of hamlets, person in charge below."""
    town = clerk.town
    blocks: list[Line | Grid] = [
        Line(f"総第{clerk.rng.randint(10, 900)}号", "right"), Line(era_date(clerk.today), "right"),
        Line("各区長　様"), Line(f"{town.short}長　{clerk.official()}", "right"),
        Line("区長会議の開催について（通知）", "title"),
        Line("　時下ますますご清栄のこととお喜び申し上げます。さて、標記の会議を下記のとおり開催しますので、ご出席くださるようお願いします。"),
        Line("記", "head"), Line("１　日時　６月20日（月）午後１時30分"), Line("２　場所　役場３階大会議室"),
        Line(f"　　　　（担当：総務課行政係　{clerk.official()}　内線{clerk.rng.randint(100, 199)}）"),
        *office_foot(clerk),
    ]  # fmt: skip
    return Paper("区長会議通知", [Sheet("通知", blocks)])
