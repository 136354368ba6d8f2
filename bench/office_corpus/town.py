"""A town: real place names, invented house numbers, telephone numbers with its area code.

Places come from the public addresses in ``ja-address``, read when the corpus is made. Area codes
are public facts (the ministry's numbering plan), one of a rural district for each prefecture.
"""

from __future__ import annotations

import csv
import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NUMBERING = {
    "北海道": ("0133", "06"), "青森県": ("0176", "03"), "岩手県": ("0197", "02"),
    "宮城県": ("0224", "98"), "秋田県": ("0187", "01"), "山形県": ("0237", "99"),
    "福島県": ("0248", "96"), "茨城県": ("0296", "30"), "栃木県": ("0287", "32"),
    "群馬県": ("0274", "37"), "埼玉県": ("0494", "36"), "千葉県": ("0470", "29"),
    "東京都": ("042", "19"), "神奈川県": ("0465", "25"), "新潟県": ("0256", "95"),
    "富山県": ("0766", "93"), "石川県": ("0761", "92"), "福井県": ("0778", "91"),
    "山梨県": ("0551", "40"), "長野県": ("0265", "39"), "岐阜県": ("0584", "50"),
    "静岡県": ("0558", "41"), "愛知県": ("0564", "44"), "三重県": ("0595", "51"),
    "滋賀県": ("0748", "52"), "京都府": ("0773", "62"), "大阪府": ("0721", "58"),
    "兵庫県": ("0790", "67"), "奈良県": ("0745", "63"), "和歌山県": ("0739", "64"),
    "鳥取県": ("0858", "68"), "島根県": ("0854", "69"), "岡山県": ("0868", "70"),
    "広島県": ("0847", "72"), "山口県": ("0820", "74"), "徳島県": ("0883", "77"),
    "香川県": ("0877", "76"), "愛媛県": ("0893", "79"), "高知県": ("0887", "78"),
    "福岡県": ("0940", "81"), "佐賀県": ("0952", "84"), "長崎県": ("0957", "85"),
    "熊本県": ("0966", "86"), "大分県": ("0977", "87"), "宮崎県": ("0982", "88"),
    "鹿児島県": ("0994", "89"), "沖縄県": ("098", "90"),
}  # fmt: skip
"""By prefecture: area code of a rural district, and the first digits of postal codes."""
SMALL = (
    "岩手県 紫波郡矢巾町", "宮城県 刈田郡蔵王町", "山形県 西村山郡河北町", "福島県 大沼郡会津美里町",
    "群馬県 吾妻郡中之条町", "新潟県 南魚沼郡湯沢町", "富山県 下新川郡朝日町", "石川県 河北郡津幡町",
    "長野県 上伊那郡辰野町", "長野県 下伊那郡阿智村", "岐阜県 揖斐郡揖斐川町", "滋賀県 愛知郡愛荘町",
    "京都府 船井郡京丹波町", "兵庫県 美方郡香美町", "奈良県 吉野郡十津川村", "鳥取県 東伯郡琴浦町",
    "島根県 隠岐郡海士町", "岡山県 加賀郡吉備中央町", "愛媛県 西宇和郡伊方町", "高知県 高岡郡四万十町",
    "熊本県 上益城郡山都町", "鹿児島県 肝属郡肝付町", "福井県 三方上中郡若狭町", "北海道 上川郡東神楽町",
)  # fmt: skip
HAMLETS = (
    "上野田", "下原", "寺谷", "板垣", "稲荷", "月ヶ瀬", "水海", "持越", "東角間", "谷口", "山田", "松ヶ谷",
    "中野", "小畑", "西原", "奥ノ谷", "新田", "宮ノ下", "川向", "大平", "清水谷", "常安", "杉本", "藪田",
)  # fmt: skip
"""Names that hamlets bear in many towns; some are surnames too, as everywhere."""
BUILDINGS = ("コーポ若葉", "町営住宅", "ハイツ緑", "グリーンハイム", "雇用促進住宅", "メゾン青空")


@dataclass(frozen=True)
class Address:
    """A private address in its parts; ``number`` is 番地 and 号 (or 枝番)."""

    prefecture: str
    city: str
    place: str
    number: tuple[int, ...]
    building: str = ""


@dataclass(frozen=True)
class Town:
    """A municipality with places in it, and the office's own telephone."""

    prefecture: str
    city: str
    places: tuple[str, ...]
    code: str
    office_phone: str
    postal: str

    @property
    def short(self) -> str:
        """Without its district (郡) and, for a ward of a big city, the city alone."""
        name = re.sub(r"^.+?郡(?=.{1,6}[町村]$)", "", self.city)
        return re.sub(r"(?<=市).+区$", "", name)

    @property
    def office(self) -> str:
        """役場 of a town or village, 役所 of a city or ward."""
        return self.short + ("役場" if self.body in "町村" else "役所")

    @property
    def body(self) -> str:
        """町, 村, 市 or 区."""
        return self.short[-1]


@cache
def places(shared: Path) -> dict[tuple[str, str], list[str]]:
    """Places of every municipality that the public list knows at least one of."""
    found: dict[tuple[str, str], list[str]] = {}
    with (shared / "data/ja-address/addresses.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = re.sub(r"[〇一二三四五六七八九十]+丁目$", "", row["町字"] or "")
            if row["レベル"] not in {"3", "8"} or not place or not place[0].isalpha():
                continue
            known = found.setdefault((row["都道府県"], row["市区町村"]), [])
            if place not in known and len(place) <= 7 and "(" not in place:
                known.append(place)
    return found


def invent_town(rng: random.Random, shared: Path) -> Town:
    """A municipality of the country, small ones four times in five."""
    if rng.random() < 0.8:
        prefecture, city = rng.choice(SMALL).split()
        names = rng.sample(HAMLETS, 9)
    else:
        every = places(shared)
        prefecture, city = rng.choice(sorted(key for key in every if len(every[key]) > 4))
        names = rng.sample(every[prefecture, city], 5)
    code, postal = NUMBERING[prefecture]
    code = "03" if prefecture == "東京都" and city[-1] == "区" else code
    phone = f"{code}-{_exchange(rng, code)}-{rng.randint(1, 9)}000"
    postal = f"{postal}{rng.randint(0, 9)}-{rng.randint(0, 99):02d}{rng.randint(1, 9):02d}"
    return Town(prefecture, city, tuple(names), code, phone, postal)


def _exchange(rng: random.Random, code: str) -> str:
    low, high = {4: (22, 99), 3: (222, 999), 2: (3222, 6999)}[len(code)]
    return str(rng.randint(low, high))


def private_phone(rng: random.Random, town: Town) -> str:
    """A fixed line in the town, with hyphens."""
    return f"{town.code}-{_exchange(rng, town.code)}-{rng.randint(0, 9999):04d}"


def private_address(rng: random.Random, town: Town, place: str, house: int) -> Address:
    """An address no other ``house`` of the document has."""
    number = (house * 3 + rng.randint(1, 2),)
    if rng.random() < 0.6:
        number = (*number, rng.randint(1, 30))
    building = ""
    if rng.random() < 0.08:
        building = f"{rng.choice(BUILDINGS)}{rng.randint(1, 3)}0{rng.randint(1, 6)}"
    return Address(town.prefecture, town.city, place, number, building)
