"""Invented residents: surnames as frequent as in the country, given names by generation.

Frequencies, readings and rare given names come from the public list in ``ja-names``, read when the
corpus is made; the short lists here are the well-known favourites of each generation.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FOLDER = "data/ja-names/japanese-personal-name-dataset"
MEN = {
    1945: "清/きよし 茂/しげる 勇/いさむ 正雄/まさお 義男/よしお 武/たけし 一郎/いちろう 庄吉/しょうきち "
    "三郎/さぶろう 正一/しょういち 実/みのる 進/すすむ 昭/あきら 昭二/しょうじ 勝/まさる 久雄/ひさお "
    "喜一/きいち 辰雄/たつお 忠/ただし 栄/さかえ 善吉/ぜんきち 松雄/まつお 文雄/ふみお 利夫/としお",
    1965: "誠/まこと 隆/たかし 浩/ひろし 和夫/かずお 豊/ゆたか 博之/ひろゆき 修一/しゅういち 健二/けんじ "
    "明/あきら 修/おさむ 博/ひろし 正/ただし 孝/たかし 幸雄/ゆきお 敏夫/としお 英明/ひであき 秀樹/ひでき "
    "哲也/てつや 正樹/まさき 稔/みのる 茂樹/しげき 康夫/やすお 浩二/こうじ 光男/みつお",
    1990: "健太/けんた 大輔/だいすけ 直樹/なおき 拓也/たくや 剛/つよし 雅之/まさゆき 亮/りょう 健一/けんいち "
    "大介/だいすけ 智也/ともや 達也/たつや 翔/しょう 誠司/せいじ 裕介/ゆうすけ 学/まなぶ 淳/じゅん "
    "健太郎/けんたろう 祐樹/ゆうき 洋平/ようへい 和也/かずや 真一/しんいち 貴之/たかゆき 雄太/ゆうた",
    2030: "蓮/れん 翔太/しょうた 悠真/ゆうま 湊/みなと 大翔/ひろと 陽斗/はると そら 樹/いつき 颯太/そうた "
    "陽向/ひなた 悠斗/ゆうと 律/りつ 蒼/あおい 海斗/かいと 陸/りく 拓海/たくみ 駿/しゅん 一颯/いぶき "
    "奏太/そうた 涼介/りょうすけ 優斗/ゆうと 健人/けんと 朝陽/あさひ",
}
WOMEN = {
    1945: "トメ キヨ ハナ フミ子/ふみこ 千代/ちよ 静子/しずこ ミツヱ/みつえ 志げ/しげ 文子/ふみこ ヨシ子/よしこ "
    "キミ子/きみこ シズエ 春枝/はるえ 正子/まさこ 久子/ひさこ 光子/みつこ トシ子/としこ ハツ "
    "八重子/やえこ 君枝/きみえ 松枝/まつえ きぬ たけ",
    1965: "和子/かずこ 幸子/さちこ 洋子/ようこ 久美子/くみこ 節子/せつこ 恵子/けいこ 由美/ゆみ 京子/きょうこ "
    "悦子/えつこ 順子/じゅんこ 典子/のりこ 美智子/みちこ 由美子/ゆみこ 真理子/まりこ 明美/あけみ "
    "直美/なおみ 美由紀/みゆき 陽子/ようこ 弘子/ひろこ 良子/よしこ 智恵子/ちえこ 康子/やすこ 加代子/かよこ",
    1990: "真由美/まゆみ 裕子/ゆうこ 香織/かおり 智子/ともこ 愛/あい 美穂/みほ めぐみ 恵/めぐみ 麻衣/まい "
    "美香/みか 奈美/なみ 綾/あや 亜希子/あきこ 友美/ともみ 千春/ちはる 由香/ゆか 瞳/ひとみ 舞/まい さやか "
    "絵美/えみ 麻美/あさみ 理恵/りえ 沙織/さおり",
    2030: "陽葵/ひまり 美咲/みさき 結衣/ゆい さくら 凛/りん ひなた 莉子/りこ 楓/かえで 葵/あおい 結菜/ゆいな "
    "咲良/さくら 芽依/めい 杏/あん 美月/みつき 七海/ななみ 愛莉/あいり 心春/こはる 陽菜/ひな 優花/ゆうか "
    "琴音/ことね 紬/つむぎ 彩花/あやか 千尋/ちひろ",
}
"""Well-known names of those born up to a year."""
RARE = 0.15
"""Share of given names drawn from the public list, most of whose spellings few people bear."""
FOREIGN = (
    ("グエン", "ティ・ラン", "グエン", "ティ・ラン"),
    ("リュウ", "メイ", "リュウ", "メイ"),
    ("サントス", "マリア", "サントス", "マリア"),
)
OLD = {
    "高橋": ("髙橋",), "斎藤": ("齋藤", "齊藤"), "渡辺": ("渡邉", "渡邊"), "吉田": ("𠮷田",),
    "山崎": ("山﨑",), "浜田": ("濵田", "濱田"), "中沢": ("中澤",), "中島": ("中嶋",),
    "広田": ("廣田",), "桜井": ("櫻井",), "富田": ("冨田",), "国枝": ("國枝",), "高木": ("髙木",),
    "宮崎": ("宮﨑",), "黒沢": ("黒澤",), "川辺": ("川邉",), "岡崎": ("岡﨑",), "高田": ("髙田",),
}  # fmt: skip
"""Old and variant characters of surnames, as registers keep them."""
RELATIONS = ("本人", "妻", "夫", "長男", "長女", "二男", "二女", "父", "母", "孫", "子の妻")


@dataclass(frozen=True)
class Person:
    """One invented resident. ``plain`` is the surname in everyday characters."""

    surname: str
    given: str
    kana: tuple[str, str]
    birth: date
    relation: str
    plain: str
    mobile: str
    woman: bool

    @property
    def foreign(self) -> bool:
        return (self.surname, self.given) in {(each[0], each[1]) for each in FOREIGN}


@cache
def surnames(shared: Path) -> tuple[list[tuple[str, str]], list[int]]:
    """Surnames with reading, and how many bear them."""
    with (shared / FOLDER / "last_name_org.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) >= 3 and row[1].isdigit()]
    return [(row[0], row[2]) for row in rows], [int(row[1]) for row in rows]


@cache
def rare_names(shared: Path, woman: bool) -> list[tuple[str, str]]:  # noqa: FBT001
    """Given names with reading, one in many of the public list."""
    name = f"first_name_{'woman' if woman else 'man'}_opti.csv"
    with (shared / FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) > 2]
    return [(kanji, row[0]) for row in rows for kanji in row[2:5]]


def favourites(woman: bool, year: int) -> list[tuple[str, str]]:  # noqa: FBT001
    """Given names of the generation born up to ``year``, each cut from its reading."""
    table = WOMEN if woman else MEN
    words = table[next(limit for limit in table if year <= limit)].split()
    return [_cut(word) for word in words]


def _cut(word: str) -> tuple[str, str]:
    """``清/きよし`` is 清 read きよし; a name all in kana is its own reading."""
    name, _, reading = word.partition("/")
    return name, reading or hiragana(name)


def hiragana(text: str) -> str:
    table = {code: code - 96 for code in range(ord("ァ"), ord("ヶ") + 1)}
    return text.translate(table)


def katakana(text: str) -> str:
    return text.translate({code: code + 96 for code in range(ord("ぁ"), ord("ん") + 1)})


class Registry:
    """Invents families; no two persons of one document bear the same name unless asked for."""

    def __init__(self, rng: random.Random, shared: Path, today: date, charset: str) -> None:
        self.rng, self.shared, self.today, self.charset = rng, shared, today, charset
        self._taken: set[str] = set()

    def family(self, size: int) -> list[Person]:
        """A household of ``size`` persons, its head first."""
        rng = self.rng
        if size == 1 and rng.random() < 0.04:
            return [self._foreigner()]
        surname = self._surname()
        head_age = rng.randint(28, 88) if size > 1 else rng.randint(40, 92)
        head = self._person(surname, head_age, woman=rng.random() < 0.25, relation="本人")
        found = [head]
        if size > 1:
            relation = "夫" if head.woman else "妻"
            age = max(22, head_age + rng.randint(-5, 4))
            found.append(self._person(surname, age, woman=not head.woman, relation=relation))
        for relation in self._others(head_age)[: size - 2]:
            found.append(self._relative(surname, head_age, relation))
        return found

    def single(self, low: int = 24, high: int = 84) -> Person:
        """One adult of ``low`` to ``high`` years."""
        woman = self.rng.random() < 0.5
        return self._person(
            self._surname(), self.rng.randint(low, high), woman=woman, relation="本人"
        )

    def child(self, parent: Person, age: int) -> Person:
        """A child of that age in the parent's name."""
        woman = self.rng.random() < 0.5
        surname = (parent.surname, parent.kana[0], parent.plain)
        return self._person(surname, age, woman=woman, relation="長女" if woman else "長男")

    def namesake(self, other: Person) -> Person:
        """Another person of the same name, born in another year."""
        born = other.birth + timedelta(days=self.rng.randint(400, 1900))
        return Person(other.surname, other.given, other.kana, born, other.relation, other.plain,
                      self._mobile(), other.woman)  # fmt: skip

    def _others(self, head_age: int) -> list[str]:
        old = ["孫", "長男", "子の妻"] if head_age > 64 else ["長男", "長女", "二男", "二女"]
        rest = ["母", "父"] if head_age < 66 else ["長女"]
        return old + rest if self.rng.random() < 0.7 else rest + old

    def _relative(self, surname: tuple[str, str, str], head_age: int, relation: str) -> Person:
        rng = self.rng
        shift = {"父": 27, "母": 24, "孫": -55, "子の妻": -29}.get(relation, -27)
        age = max(0, min(101, head_age + shift + rng.randint(-3, 3)))
        woman = relation in {"母", "長女", "二女", "子の妻"} or (
            relation == "孫" and rng.random() < 0.5
        )
        return self._person(surname, age, woman=woman, relation=relation)

    def _surname(self) -> tuple[str, str, str]:
        if self.rng.random() < 0.12:
            plain = self.rng.choice(sorted(OLD))
            kana = dict(surnames(self.shared)[0]).get(plain)
            shown = self.rng.choice(OLD[plain])
            if kana and self._writable(shown):
                return shown, kana, plain
        names, weights = surnames(self.shared)
        name, kana = self.rng.choices(names, weights=[weight**0.7 for weight in weights])[0]
        return name, kana, name

    def _person(
        self, surname: tuple[str, str, str], age: int, *, woman: bool, relation: str
    ) -> Person:
        days = age * 365 + age // 4 + self.rng.randint(1, 360)
        born = self.today - timedelta(days=days)
        for _attempt in range(60):
            names = favourites(woman, born.year)
            if self.rng.random() < RARE:
                names = rare_names(self.shared, woman)
            given, reading = self.rng.choice(names)
            key = surname[2] + given
            if key not in self._taken and self._writable(given) and given != surname[0]:
                break
        self._taken.add(key)
        return Person(surname[0], given, (surname[1], reading), born, relation, surname[2],
                      self._mobile(), woman)  # fmt: skip

    def _foreigner(self) -> Person:
        one = self.rng.choice(FOREIGN)
        if "".join(one[:2]) in self._taken:
            return self.single()
        self._taken.add("".join(one[:2]))
        born = self.today - timedelta(days=self.rng.randint(8000, 18000))
        return Person(*one[:2], one[2:], born, "本人", one[0], self._mobile(), woman=True)

    def _mobile(self) -> str:
        rng = self.rng
        start = rng.choice(("090", "080", "070"))
        return f"{start}-{rng.randint(1000, 9999)}-{rng.randint(0, 9999):04d}"

    def _writable(self, text: str) -> bool:
        try:
            text.encode(self.charset)
        except UnicodeEncodeError:
            return False
        return True
