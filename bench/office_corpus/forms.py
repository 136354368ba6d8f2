"""Forms of an office, the same paper filled in or empty.

``house`` None leaves the form empty: blanks for dates, ``（　　）`` for telephones, and now and
then an example (記入例) that stands for nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .clerk import Clerk, Household, era_date
from .household_lists import Row
from .paper import Cell, Grid, Line, Paper, Sheet, grid

EXAMPLE = ("山田　太郎", "ヤマダ　タロウ", "昭和50年1月1日", "○○町△△１番地", "0000-00-0000")


@dataclass(frozen=True)
class Pen:
    """Writes the entries of one form, or leaves them blank."""

    clerk: Clerk
    house: Household | None

    def name(self, place: int = 0) -> str:
        if not self.house or place >= len(self.house.members):
            return ""
        return self.clerk.name(self.house.members[place])

    def reading(self) -> str:
        return self.clerk.reading(self.house.head) if self.house else ""

    def birth(self, place: int = 0) -> str:
        if self.house and place >= len(self.house.members):
            return ""
        return self.clerk.birth(self.house.members[place].birth if self.house else None)

    def relation(self, place: int) -> str:
        if not self.house or place >= len(self.house.members):
            return ""
        return self.house.members[place].relation

    def address(self) -> str:
        return (
            self.clerk.address(self.house.address, whole=True)
            if self.house
            else "〒\u3000\u3000\u3000－"
        )

    def phone(self) -> str:
        number = self.house.phone if self.house else None
        return self.clerk.phone(number) or "（\u3000\u3000\u3000）\u3000\u3000\u3000－"

    def day(self) -> str:
        return (
            era_date(self.clerk.today)
            if self.house
            else "\u3000\u3000年\u3000\u3000月\u3000\u3000日"
        )


class Sample(Pen):
    """Fills a form as the office's example (記入例) does: with somebody who does not exist."""

    def name(self, place: int = 0) -> str:
        return (EXAMPLE[0], "山田　花子", "山田　一郎")[place] if place < 3 else ""

    def reading(self) -> str:
        return EXAMPLE[1]

    def birth(self, place: int = 0) -> str:
        return (EXAMPLE[2], "昭和53年3月3日", "平成20年5月5日")[place] if place < 3 else ""

    def relation(self, place: int) -> str:
        return ("本人", "妻", "子")[place] if place < 3 else ""

    def address(self) -> str:
        return f"{self.clerk.town.prefecture}{self.clerk.town.short}○○１－２－３"

    def phone(self) -> str:
        return f"{self.clerk.town.code}-00-0000"


def with_example(make: Callable[[Pen], Paper], clerk: Clerk) -> Paper:
    """An empty form; one in four has its example on a page of its own."""
    paper = make(Pen(clerk, None))
    if clerk.rng.random() < 0.25:
        page = make(Sample(clerk, None)).sheets[0]
        paper.sheets.append(Sheet("記入例", [Line("【記入例】", "title"), *page.blocks]))
    return paper


def head(pen: Pen, number: int, name: str) -> list[Line | Grid]:
    """Number of the form, day, to whom, title."""
    town = pen.clerk.town
    return [
        Line(f"様式第{number}号（第{number + 3}条関係）"),
        Line(pen.day(), "right"),
        Line(f"{town.short}長　様"),
        Line(name, "title"),
    ]


def office_foot(clerk: Clerk) -> list[Line | Grid]:
    """Whom to ask: the office's own address and telephone."""
    town = clerk.town
    return [
        Line(""),
        Line(f"【問い合わせ・提出先】　〒{town.postal}　{town.prefecture}{town.city}{town.places[0]}1番地"),
        Line(f"　{town.office}　{clerk.rng.choice(('住民課', '福祉課', '総務課'))}　"
             f"電話{town.office_phone}　FAX {town.office_phone[:-1]}9"),
    ]  # fmt: skip


def grant(pen: Pen) -> Paper:
    """Application for a grant: applicant on the right, purpose and sum below."""
    blocks = head(pen, 1, "住宅用太陽光発電設備設置費補助金交付申請書")
    blocks += [
        Line(f"申請者　住　所　{pen.address()}"), Line(f"　　　　フリガナ　{pen.reading()}"),
        Line(f"　　　　氏　名　{pen.name()}　　　印"), Line(f"　　　　電　話　{pen.phone()}"),
        Line("　標記の補助金の交付を受けたいので、関係書類を添えて下記のとおり申請します。"),
        grid([["設置場所", "申請者住所に同じ" if pen.house else "□申請者住所に同じ　□その他"],
              ["補助対象経費", "1,250,000円" if pen.house else "　　　　　　　円"],
              ["交付申請額", "100,000円" if pen.house else "　　　　　　　円"]], head=0, widths=(9, 28), tall=True),
        *office_foot(pen.clerk),
    ]  # fmt: skip
    return Paper("補助金交付申請書", [Sheet("申請書", blocks)])


def certificate(pen: Pen) -> Paper:
    """Request for a certificate of residence: boxes and a window."""
    rows: list[Row] = [
        [Cell("窓口に来た人", down=4), "フリガナ", pen.reading()], ["", "氏名", pen.name()],
        ["", "住所", pen.address()], ["", "生年月日", f"明・大・昭・平・令\n{pen.birth()}" if not pen.house
                                  else pen.birth()],
        [Cell("必要な証明", down=2), "種類", "■住民票（世帯全員）　□印鑑証明" if pen.house
         else "□住民票（世帯全員）　□住民票（個人）　□印鑑証明"],
        ["", "通数", "1通" if pen.house else "　　通"],
        [Cell("連絡先電話", across=2), "", pen.phone()],
    ]  # fmt: skip
    blocks = [*head(pen, 2, "住民票の写し等交付請求書"), grid(rows, head=0, widths=(8, 8, 26), tall=True),
              Line("※本人確認書類をお持ちください。"), *office_foot(pen.clerk)]  # fmt: skip
    return Paper("住民票等交付請求書", [Sheet("請求書", blocks)])


def family_benefit(pen: Pen) -> Paper:
    """Benefit for a household: every member a row."""
    rows: list[Row] = [["", "氏　名", "続柄", "生年月日"]]
    rows += [
        [number + 1, pen.name(number), pen.relation(number), pen.birth(number)]
        for number in range(7)
    ]
    account = (
        "若葉農業協同組合　中央支店　普通　1234567"
        if pen.house
        else "　　　　銀行　　　　支店　普通・当座"
    )
    blocks = [
        *head(pen, 1, "臨時特別給付金　申請書（請求書）"),
        Line(f"世帯主（申請者）　{pen.name()}　印"), Line(f"現住所　{pen.address()}"),
        Line(f"日中連絡のとれる電話　{pen.phone()}"), Line("１　給付対象者", "head"),
        grid(rows, widths=(2, 13, 6, 14), tall=True), Line("２　受取口座", "head"), Line(account),
        *office_foot(pen.clerk),
    ]  # fmt: skip
    return Paper("給付金申請書", [Sheet("申請書", blocks)])


def nursery(pen: Pen) -> Paper:
    """Application to a nursery: guardian and family."""
    rows: list[Row] = [
        ["保護者氏名", pen.name(), "電話", pen.phone()],
        ["住所", Cell(pen.address(), across=3), "", ""],
        [Cell("家族の状況", across=4), "", "", ""], ["氏名", "続柄", "生年月日", "勤務先・学校"],
    ]  # fmt: skip
    for place in range(1, 6):
        work = "町内事業所" if pen.relation(place) else ""
        rows.append([pen.name(place), pen.relation(place), pen.birth(place), work])
    blocks = [
        *head(pen, 5, "保育所入所申込書"),
        grid(rows, head=0, widths=(10, 11, 11, 11), tall=True),
    ]
    return Paper("保育所入所申込書", [Sheet("申込書", [*blocks, *office_foot(pen.clerk)])])


def damage(pen: Pen) -> Paper:
    """Report of damage by storm for a certificate."""
    rows: list[Row] = [
        ["申請者", "住所", Cell(pen.address(), across=2), ""],
        ["", "氏名", pen.name(), "印"], ["", "電話", Cell(pen.phone(), across=2), ""],
        ["り災日時", Cell(f"{pen.day()}　午前・午後　　時頃", across=3), "", ""],
        ["被害の程度", Cell("床下浸水、物置一部損壊" if pen.house else "全壊・大規模半壊・半壊・一部損壊", across=3), "", ""],
    ]  # fmt: skip
    rows[0][0] = Cell("申請者", down=3)
    blocks = [*head(pen, 3, "り災証明申請書"), grid(rows, head=0, widths=(7, 6, 20, 5), tall=True)]
    return Paper("り災証明申請書", [Sheet("申請", [*blocks, *office_foot(pen.clerk)])])


def survey(pen: Pen) -> Paper:
    """A survey of vacant houses; owner and finding."""
    rows: list[Row] = [
        ["調査番号", "12-3" if pen.house else "", "調査日", pen.day()],
        ["所有者氏名", pen.name(), "連絡先", pen.phone()],
        ["所有者住所", Cell(pen.address(), across=3), "", ""],
        ["建物の状態", Cell("屋根破損あり" if pen.house else "良・一部破損・危険", across=3), "", ""],
        ["調査員所見", Cell("", across=3), "", ""],
    ]  # fmt: skip
    blocks = [
        Line("空家等実態調査票", "title"),
        grid(rows, head=0, widths=(8, 13, 7, 13), tall=True),
    ]
    return Paper("空家等調査票", [Sheet("調査票", [*blocks, *office_foot(pen.clerk)])])


def proxy(pen: Pen) -> Paper:
    """A power of attorney: who gives it and to whom, two persons of two houses."""
    other = pen.clerk.household(size=1) if pen.house else None
    there = type(pen)(pen.clerk, other)
    blocks: list[Line | Grid] = [Line("委　任　状", "title"), Line(pen.day(), "right")]
    for role, who in (("代理人（窓口に来る人）", there), ("委任者（頼む人）", pen)):
        blocks += [Line(role, "head"), Line(f"　住所　　　{who.address()}"),
                   Line(f"　氏名　　　{who.name()}　　印"), Line(f"　生年月日　{who.birth()}"),
                   Line(f"　電話　　　{who.phone()}")]  # fmt: skip
    blocks.append(
        Line("　私は、上記の者を代理人と定め、戸籍謄本の請求及び受領に関する権限を委任します。")
    )
    return Paper("委任状", [Sheet("委任状", blocks)])


def roster_form(pen: Pen) -> Paper:
    """The form of a list: numbered rows, with an example in the first while it is empty."""
    clerk = pen.clerk
    rows: list[Row] = [["No.", "氏名", "フリガナ", "生年月日", "住所", "電話番号"]]
    if not pen.house and clerk.rng.random() < 0.7:
        rows.append(["例", EXAMPLE[0], EXAMPLE[1], EXAMPLE[2], EXAMPLE[3], EXAMPLE[4]])
    for number in range(1, clerk.rng.randint(10, 25)):
        row: Row = [number, "", "", "", "", ""]
        if pen.house and number <= 8:
            one = clerk.household(size=1)
            row[1:] = [clerk.name(one.head), clerk.reading(one.head), clerk.birth(one.head.birth),
                       clerk.address(one.address), clerk.phone(one.phone)]  # fmt: skip
        rows.append(row)
    group = (
        f"団体名　{clerk.rng.choice(clerk.town.places)}体育協会"
        if pen.house
        else "団体名　　　　　　　　　　"
    )
    blocks = [
        Line("スポーツ大会　参加者名簿", "title"),
        Line(group),
        grid(rows),
        *office_foot(clerk),
    ]
    return Paper("参加者名簿様式", [Sheet("様式", blocks)], landscape=True)


def relay_form(pen: Pen) -> Paper:
    """Household list to be filled by the leaders of squads: headings and merged empty cells."""
    rows: list[Row] = [["班", "世帯主", "同居者", "続柄", "年齢", "電話"]]
    for squad in range(1, 5):
        for place in range(4):
            row: Row = [Cell(f"{squad}班", down=4) if place == 0 else "", "", "", "", "", ""]
            if pen.house and place < 2:
                one = pen.clerk.household(size=1)
                pen.clerk.house(one)
                row[1] = pen.clerk.name(one.head)
                row[4:] = [pen.clerk.age(one.head), pen.clerk.phone(one.phone)]
            rows.append(row)
    note = Line("※記入例：世帯主は「池田　花子」のように姓と名の間をあけてください。")
    blocks = [
        Line("世帯調査票（班長記入用）", "title"),
        note,
        grid(rows, widths=(4, 11, 11, 5, 5, 11), tall=True),
    ]
    return Paper("世帯調査票", [Sheet("調査票", [*blocks, *office_foot(pen.clerk)])])
