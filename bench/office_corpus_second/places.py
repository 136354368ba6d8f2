"""Municipalities of the public address list, their hamlets and private addresses."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from office_corpus.town import NUMBERING, places

DISTRICTS = (
    "赤坂", "石原", "梅木", "小倉", "柿ノ木", "上之郷", "木戸", "久保田", "栗山", "小坂", "境", "坂本", "下村", "菅沼",
    "千石", "高畑", "田中", "津島", "寺前", "戸倉", "中村", "楢原", "西之谷", "根古屋", "野口", "橋詰", "東浦", "平石",
    "深沢", "細野", "前川", "丸山", "宮本", "向山", "本町", "八幡", "横手", "吉野", "和田", "鷲巣",
)  # fmt: skip
"""Districts such as every second town has; many are surnames as well."""
TOWNS = (
    "青森県 三戸郡南部町", "岩手県 岩手郡葛巻町", "宮城県 柴田郡川崎町", "秋田県 山本郡三種町", "山形県 最上郡真室川町",
    "福島県 東白川郡塙町", "茨城県 久慈郡大子町", "栃木県 那須郡那珂川町", "群馬県 甘楽郡南牧村", "埼玉県 秩父郡小鹿野町",
    "千葉県 夷隅郡大多喜町", "新潟県 東蒲原郡阿賀町", "富山県 中新川郡上市町", "石川県 鳳珠郡能登町", "福井県 今立郡池田町",
    "山梨県 南巨摩郡身延町", "長野県 木曽郡木曽町", "岐阜県 加茂郡白川町", "静岡県 榛原郡川根本町", "愛知県 北設楽郡東栄町",
    "三重県 度会郡大紀町", "滋賀県 犬上郡多賀町", "京都府 与謝郡伊根町", "兵庫県 神崎郡神河町", "奈良県 吉野郡下市町",
    "和歌山県 日高郡印南町", "鳥取県 日野郡日南町", "島根県 邑智郡邑南町", "広島県 神石郡神石高原町", "山口県 阿武郡阿武町",
    "徳島県 美馬郡つるぎ町", "愛媛県 喜多郡内子町", "高知県 高岡郡佐川町", "福岡県 八女郡広川町", "佐賀県 藤津郡太良町",
    "熊本県 球磨郡あさぎり町", "大分県 玖珠郡九重町", "宮崎県 東臼杵郡門川町", "鹿児島県 大島郡龍郷町", "北海道 上川郡剣淵町",
)  # fmt: skip
"""Small towns beside those of the address list, which holds few."""
HOUSES = (
    "町営{p}団地",
    "サンコーポ{p}",
    "ひまわり荘",
    "県営住宅{p}",
    "第二みどりアパート",
    "ＫＳハイツ",
)


@dataclass(frozen=True)
class Place:
    """A municipality; ``line`` is the area code of its telephones."""

    prefecture: str
    city: str
    parts: tuple[str, ...]
    line: str
    postal: str
    counter: int
    """Its own telephone number's middle."""

    @property
    def short(self) -> str:
        return re.sub(r"^.+?郡(?=.{1,6}[町村]$)", "", self.city)

    @property
    def bare(self) -> str:
        """Without 町, 村, 市."""
        return self.short[:-1]


def any_place(rng: random.Random, shared: Path) -> Place:
    """A municipality, mostly towns and villages."""
    every = sorted(places(shared))
    prefecture, city = rng.choice(TOWNS).split() if rng.random() < 0.7 else rng.choice(every)
    known = places(shared).get((prefecture, city), [])
    parts = rng.sample(DISTRICTS, 8)
    if len(known) > 3 and rng.random() < 0.5:
        parts = list(dict.fromkeys([*rng.sample(known, min(8, len(known))), *parts]))[:8]
    line, first = NUMBERING[prefecture]
    postal = f"{first}{rng.randint(0, 9)}-{rng.randint(0, 99):02d}{rng.randint(1, 9):02d}"
    low, high = {4: (22, 89), 3: (222, 889), 2: (3222, 5999)}[len(line)]
    return Place(prefecture, city, tuple(parts), line, postal, rng.randint(low, high))


@dataclass(frozen=True)
class Home:
    """A household's place: district, numbers, house and telephone (with hyphens)."""

    part: str
    number: tuple[int, ...]
    house: str
    phone: str
