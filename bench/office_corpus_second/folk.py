"""Invented residents: surnames by their frequency, given names of a generation or any of the
public list, families over three generations."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from office_corpus.people import hiragana, rare_names, surnames

GIVEN_MEN = {
    1950: "徳治/とくじ 源三/げんぞう 嘉平/かへい 寅吉/とらきち 政雄/まさお 留吉/とめきち 与四郎/よしろう "
           "幸作/こうさく 弥一/やいち 静夫/しずお 房雄/ふさお 惣一/そういち 市太郎/いちたろう 重治/しげはる 巌/いわお",
    1975: "健司/けんじ 徹/とおる 雅彦/まさひこ 光雄/みつお 勝彦/かつひこ 伸一/しんいち 裕之/ひろゆき 武志/たけし "
           "昌弘/まさひろ 敬三/けいぞう 秀夫/ひでお 善之/よしゆき 賢治/けんじ 克己/かつみ 良平/りょうへい 守/まもる",
    2000: "慎也/しんや 隼人/はやと 貴史/たかし 祐介/ゆうすけ 雄一郎/ゆういちろう 圭吾/けいご 優/ゆう 涼太/りょうた "
           "晃平/こうへい 将太/しょうた 裕太/ゆうた 啓介/けいすけ 伸之介/しんのすけ 航/わたる",
    2100: "結翔/ゆいと 朔/さく 陽翔/はると 碧/あお 壮真/そうま 新/あらた 伊織/いおり 瑛太/えいた 大和/やまと "
           "晴/はる 蒼空/そら 琉生/るい 健/けん 暖/だん 直人/なおと",
}  # fmt: skip
GIVEN_WOMEN = {
    1950: "ウメ スエ子/すえこ とし江/としえ 貞子/さだこ 花枝/はなえ ミヨ 富美/ふみ トキ 芳江/よしえ きみ "
           "スミ子/すみこ 登代/とよ 初枝/はつえ 千鶴子/ちづこ 菊江/きくえ マツノ",
    1975: "佐知子/さちこ 敏江/としえ 律子/りつこ 喜代美/きよみ 弥生/やよい 直子/なおこ 晴美/はるみ 志保子/しほこ "
           "みどり 文江/ふみえ 由紀子/ゆきこ 多恵子/たえこ 和枝/かずえ 美津子/みつこ",
    2000: "千尋/ちひろ 友香/ともか 真理/まり あゆみ 菜穂子/なおこ 歩/あゆみ 美和/みわ 桃子/ももこ 早紀/さき "
           "佳奈/かな 有紀/ゆき 茜/あかね 麻由/まゆ かおり",
    2100: "一花/いちか 紗良/さら 朱莉/あかり すみれ 澪/みお 柚希/ゆずき 詩/うた 鈴/すず 結月/ゆづき "
           "小春/こはる ゆい 美桜/みお 栞/しおり 花/はな",
}  # fmt: skip
"""Names of those born before a year; kana alone is its own reading."""
FORMER = {
    "高野": "髙野", "高田": "髙田", "高山": "髙山", "斉藤": "齊藤", "斎藤": "齋藤", "渡辺": "渡邉", "田辺": "田邊",
    "吉川": "𠮷川", "島田": "嶋田", "川島": "川嶋", "山崎": "山﨑", "柳沢": "栁澤", "関": "關", "浅井": "淺井",
    "滝沢": "瀧澤", "桑原": "桒原", "藪": "籔", "辻": "辻󠄀", "徳永": "德永", "栗原": "栗原", "広瀬": "廣瀨",
    "真田": "眞田", "増井": "增井", "沢田": "澤田", "沼沢": "沼澤", "曽我": "曾我", "富永": "冨永", "国本": "國本",
}  # fmt: skip
"""Surnames in the characters of the family register."""
ABROAD = (
    ("ファム", "ヴァン・ミン"),
    ("ロドリゲス", "カルロス"),
    ("シュレスタ", "アニタ"),
    ("デラクルス", "ジョイ"),
)


@dataclass(frozen=True)
class Person:
    """One resident; ``tie`` is the relation to the head of the household."""

    sur: str
    given: str
    kana: tuple[str, str]
    birth: date
    woman: bool
    tie: str
    mobile: str
    abroad: bool = False

    @property
    def key(self) -> str:
        return self.sur + self.given


class Folk:
    """Invents persons; no two of one document are called the same."""

    def __init__(self, rng: random.Random, shared: Path, today: date, charset: str) -> None:
        self.rng, self.shared, self.today, self.charset = rng, shared, today, charset
        self._taken: set[str] = set()

    def surname(self) -> tuple[str, str]:
        """A surname and its reading."""
        names, weights = surnames(self.shared)
        while True:
            name, kana = self.rng.choices(names, weights=[weight**0.6 for weight in weights])[0]
            if name in FORMER and self.rng.random() < 0.6 and self._writes(FORMER[name]):
                name = FORMER[name]
            elif self.rng.random() < 0.04:
                plain = self.rng.choice(sorted(FORMER))
                known = dict(names).get(plain)
                if known and self._writes(FORMER[plain]):
                    return FORMER[plain], known
            if self._writes(name):
                return name, kana

    def person(
        self, ages: tuple[int, int], tie: str = "世帯主", *, of: Person | None = None,
        woman: bool | None = None,
    ) -> Person:  # fmt: skip
        """One of ``ages`` years, in the name of the family ``of``."""
        rng = self.rng
        woman = rng.random() < 0.5 if woman is None else woman
        age = rng.randint(*ages)
        birth = self.today - timedelta(days=int(age * 365.25) + rng.randint(1, 364))
        if of is None and rng.random() < 0.015:
            sur, given = rng.choice(ABROAD)
            if sur + given not in self._taken:
                self._taken.add(sur + given)
                return Person(sur, given, (sur, given), birth, woman, tie, self.mobile(), True)
        sur, kana = (of.sur, of.kana[0]) if of and not of.abroad else self.surname()
        for _ in range(80):
            given, reading = self._given(birth.year, woman=woman)
            if sur + given not in self._taken and self._writes(given):
                break
        self._taken.add(sur + given)
        return Person(sur, given, (kana, reading), birth, woman, tie, self.mobile())

    def family(self, size: int, head_ages: tuple[int, int] = (30, 86)) -> list[Person]:
        """A household of ``size``, its head first."""
        rng = self.rng
        head = self.person(head_ages, woman=rng.random() < (0.22 if size > 1 else 0.5))
        age = (self.today - head.birth).days // 365
        found = [head]
        if size > 1:
            near = (max(20, age - 6), max(21, age + 3))
            tie = "夫" if head.woman else "妻"
            found.append(self.person(near, tie, of=head, woman=not head.woman))
        young = (max(0, age - 33), max(1, age - 24))
        ties = [
            ("長男", young, False),
            ("長女", young, True),
            ("次男", (young[0], max(young[0], young[1] - 3)), False),
        ]
        if age > 62:
            ties = [
                *ties[:1],
                ("長男の妻", young, True),
                ("孫", (max(0, age - 62), max(1, age - 54)), None),
            ]
        elif rng.random() < 0.4:
            ties.insert(rng.randint(0, 2), ("母", (age + 21, age + 30), True))
        for tie, ages, woman in ties[: max(0, size - 2)]:
            found.append(self.person(ages, tie, of=head, woman=woman))
        return found

    def mobile(self) -> str:
        rng = self.rng
        return f"{rng.choice(('090', '080', '070'))}-{rng.randint(1000, 9999)}-{rng.randint(0, 9999):04d}"

    def _given(self, year: int, *, woman: bool) -> tuple[str, str]:
        if self.rng.random() < 0.2:
            return self.rng.choice(rare_names(self.shared, woman))
        table = GIVEN_WOMEN if woman else GIVEN_MEN
        word = self.rng.choice(
            next(names for limit, names in table.items() if year < limit).split()
        )
        name, _, reading = word.partition("/")
        return name, reading or hiragana(name)

    def _writes(self, text: str) -> bool:
        try:
            text.encode(self.charset)
        except UnicodeEncodeError:
            return False
        return True
