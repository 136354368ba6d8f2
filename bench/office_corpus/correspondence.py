"""Letters and reports about single citizens: mails, notices, accidents, minutes that name them."""

from __future__ import annotations

from .clerk import Clerk, era_date
from .forms import office_foot
from .paper import Cell, Grid, Line, Paper, Sheet, grid


def citizen_mail(clerk: Clerk) -> Paper:
    """A resident writes to the office and signs with address and telephone."""
    house = clerk.household(size=1)
    topic, text = clerk.rng.choice((
        ("街灯の件", "自宅前の街灯が先週から消えたままです。夜間は真っ暗で危険ですので、早めの修繕をお願いします。"),
        ("ごみ収集について", "収集日を過ぎても回収されないごみがカラスに荒らされています。対応をお願いできますか。"),
        ("町道の陥没", "集会所の手前で道路に穴があいています。通学路ですので確認をお願いいたします。"),
    ))  # fmt: skip
    lines = [f"{clerk.town.office}　ご担当者様", "", "お世話になっております。",
             f"{house.address.place}に住んでおります{clerk.name(house.head)}と申します。", "", text,
             "お返事は電話でもかまいません。よろしくお願いいたします。", "", "-----",
             clerk.name(house.head), clerk.address(house.address, whole=True),
             f"電話 {clerk.phone(house.phone)}"]  # fmt: skip
    mail = {"subject": topic}
    return Paper("住民からのメール", [Sheet("本文", [Line(line) for line in lines])], mail=mail)


def notice(clerk: Clerk) -> Paper:
    """An official letter to one citizen, the office's block above."""
    house = clerk.household(size=1)
    town = clerk.town
    blocks: list[Line | Grid] = [
        Line(f"{town.short[:1]}税第{clerk.rng.randint(10, 900)}号", "right"), Line(era_date(clerk.today), "right"),
        Line(f"{clerk.address(house.address)}"), Line(clerk.name(house.head, suffix="　様")),
        Line(f"{town.short}長　{clerk.official()}", "right"),
        Line("固定資産税の過誤納金還付について（通知）", "title"),
        Line("　このことについて、下記のとおり還付いたしますので通知します。"),
        grid([["年度", "税目", "還付額"], [f"{clerk.today.year}年度", "固定資産税", "23,400円"]]),
        *office_foot(clerk),
    ]  # fmt: skip
    return Paper("還付通知", [Sheet("通知", blocks)])


def accident(clerk: Clerk) -> Paper:
    """Report of an accident with an official car: the other party in full, the driver by post."""
    house, witness = clerk.household(size=1), clerk.person()
    rows: list[list[Cell | str | int | None]] = [
        [Cell("公用車", down=2), "運転者", "建設課　主事"], ["", "車両", "軽トラック"],
        [Cell("相手方", down=4), "住所", clerk.address(house.address)],
        ["", "氏名", clerk.name(house.head)], ["", "生年月日", clerk.birth(house.head.birth)],
        ["", "電話", clerk.phone(house.phone)],
        ["目撃者", "氏名", f"{clerk.name(witness)}（{clerk.phone(witness.mobile)}）"],
        [Cell("状況", across=2), "", "見通しの悪い交差点で一時停止後に右折した際、直進してきた相手方車両の左側面に接触した。"],
    ]  # fmt: skip
    blocks: list[Line | Grid] = [Line("公用車事故報告書", "title"), Line(era_date(clerk.today), "right"),
                                 grid(rows, head=0, widths=(6, 7, 28), tall=True)]  # fmt: skip
    return Paper("事故報告書", [Sheet("報告書", blocks)])


def hamlet_minutes(clerk: Clerk) -> Paper:
    """Minutes of a hamlet's meeting that name residents with address or telephone."""
    first, second, third = (clerk.household(size=1) for _ in range(3))
    blocks: list[Line | Grid] = [
        Line(f"{first.address.place}区　臨時総会議事録", "title"),
        Line(f"日時　{era_date(clerk.today)}　午後7時30分〜9時　　場所　区民会館"),
        Line("議題１　用水路の補修について", "head"),
        Line(f"　{clerk.name(first.head, suffix='さん')}（{clerk.address(first.address)}）から、"
             "田に水が入らないとの申し出があった。"),
        Line(f"　現地の立会いは{clerk.name(second.head, suffix='氏')}（電話{clerk.phone(second.head.mobile)}）"
             "にお願いすることとした。"),
        Line("議題２　独居高齢者の見守り", "head"),
        Line(f"　{clerk.name(third.head, suffix='さん')}（{clerk.birth(third.head.birth)}生）が先月退院され、"
             "当面は隣の班で声かけを行う。"),
        Line("議題３　その他", "head"), Line("　秋祭りの日程は役員会に一任。以上で閉会した。"),
    ]  # fmt: skip
    return Paper("臨時総会議事録", [Sheet("議事録", blocks)])


def consultation(clerk: Clerk) -> Paper:
    """Record of a consultation at the welfare desk, with illness and family."""
    house = clerk.household(size=clerk.rng.randint(2, 4))
    clerk.house(house)
    person = house.head
    other = house.members[1]
    blocks: list[Line | Grid] = [
        Line("相談記録票", "title"), Line(f"受付日　{era_date(clerk.today)}　　受付者　福祉課", "right"),
        grid([["相談者", clerk.name(person), "生年月日", clerk.birth(person.birth)],
              ["住所", Cell(clerk.address(house.address), across=3), "", ""],
              ["電話", clerk.phone(house.phone), "続柄", "本人"]], head=0, widths=(6, 13, 7, 14), tall=True),
        Line("相談内容", "head"),
        Line(f"　同居の{other.relation}{clerk.name(other)}（{clerk.age(other)}歳）が昨年から認知症の診断を受け、"
             "介護保険の申請を考えている。収入は年金のみで、医療費の負担が重いとのこと。"),
    ]  # fmt: skip
    return Paper("相談記録票", [Sheet("記録", blocks)])


def consultation_households(clerk: Clerk) -> Paper:
    """A list of visits, in prose: one paragraph a person."""
    blocks: list[Line | Grid] = [Line("保健師訪問記録", "title")]
    for number in range(1, clerk.rng.randint(4, 10)):
        house = clerk.household(size=1)
        blocks.append(Line(f"({number}) {clerk.name(house.head)}　{clerk.age(house.head)}歳　"
                           f"{clerk.address(house.address)}　血圧安定。次回は{clerk.today.month}月下旬に訪問予定。"
                           f"連絡は{clerk.phone(house.head.mobile)}へ。"))  # fmt: skip
    return Paper("訪問記録", [Sheet("記録", blocks)])
