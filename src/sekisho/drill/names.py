"""Invented people and places: every combination here is made up, none means a living person."""

from __future__ import annotations

from random import Random

SURNAMES: tuple[tuple[str, str, str], ...] = (
    ("青木", "あおき", "aoki"),
    ("石黒", "いしぐろ", "ishiguro"),
    ("宇野", "うの", "uno"),
    ("榎本", "えのもと", "enomoto"),
    ("大塚", "おおつか", "otsuka"),
    ("片桐", "かたぎり", "katagiri"),
    ("北村", "きたむら", "kitamura"),
    ("栗原", "くりはら", "kurihara"),
    ("小松", "こまつ", "komatsu"),
    ("佐伯", "さえき", "saeki"),
    ("塩谷", "しおや", "shioya"),
    ("杉浦", "すぎうら", "sugiura"),
    ("関根", "せきね", "sekine"),
    ("髙橋", "たかはし", "takahashi"),
    ("土屋", "つちや", "tsuchiya"),
    ("寺尾", "てらお", "terao"),
    ("富樫", "とがし", "togashi"),
    ("永井", "ながい", "nagai"),
    ("西川", "にしかわ", "nishikawa"),
    ("野崎", "のざき", "nozaki"),
    ("橋爪", "はしづめ", "hashizume"),
    ("平田", "ひらた", "hirata"),
    ("福原", "ふくはら", "fukuhara"),
    ("星野", "ほしの", "hoshino"),
    ("前川", "まえかわ", "maekawa"),
    ("三宅", "みやけ", "miyake"),
    ("村瀬", "むらせ", "murase"),
    ("森下", "もりした", "morishita"),
    ("矢島", "やじま", "yajima"),
    ("吉岡", "よしおか", "yoshioka"),
    ("渡邉", "わたなべ", "watanabe"),
    ("和泉", "いずみ", "izumi"),
    ("山﨑", "やまざき", "yamazaki"),
    ("久保田", "くぼた", "kubota"),
    ("長谷部", "はせべ", "hasebe"),
    ("佐々木", "ささき", "sasaki"),
)
GIVEN: tuple[tuple[str, str, str], ...] = (
    ("明", "あきら", "m"),
    ("郁夫", "いくお", "m"),
    ("栄治", "えいじ", "m"),
    ("和彦", "かずひこ", "m"),
    ("健一", "けんいち", "m"),
    ("浩二", "こうじ", "m"),
    ("茂", "しげる", "m"),
    ("正", "ただし", "m"),
    ("哲也", "てつや", "m"),
    ("直樹", "なおき", "m"),
    ("信夫", "のぶお", "m"),
    ("弘", "ひろし", "m"),
    ("誠", "まこと", "m"),
    ("康夫", "やすお", "m"),
    ("義則", "よしのり", "m"),
    ("亮太", "りょうた", "m"),
    ("翔", "しょう", "m"),
    ("大輝", "だいき", "m"),
    ("蓮", "れん", "m"),
    ("悠斗", "ゆうと", "m"),
    ("愛子", "あいこ", "f"),
    ("恵美", "えみ", "f"),
    ("和子", "かずこ", "f"),
    ("久美", "くみ", "f"),
    ("幸子", "さちこ", "f"),
    ("静江", "しずえ", "f"),
    ("千代", "ちよ", "f"),
    ("奈々", "なな", "f"),
    ("春香", "はるか", "f"),
    ("文子", "ふみこ", "f"),
    ("美穂", "みほ", "f"),
    ("由美", "ゆみ", "f"),
    ("裕子", "ゆうこ", "f"),
    ("葵", "あおい", "f"),
    ("さくら", "さくら", "f"),
    ("陽菜", "ひな", "f"),
)
TOWNS: tuple[tuple[str, str, str], ...] = (
    ("霧谷町", "kiritani", "霧谷"),
    ("水鳥町", "mizudori", "水鳥"),
    ("白樺沢町", "shirakabazawa", "白樺沢"),
    ("柚木原町", "yuzukihara", "柚木原"),
    ("鳴瀬川町", "narusegawa", "鳴瀬川"),
    ("朝霞沢町", "asakazawa", "朝霞沢"),
    ("梓野町", "azusano", "梓野"),
    ("杜若町", "kakitsubata", "杜若"),
)
CITIES: tuple[tuple[str, str, str], ...] = (
    ("常磐木市", "tokiwagi", "常磐木"),
    ("稲穂野市", "inahono", "稲穂野"),
    ("瑞浪台市", "mizunamidai", "瑞浪台"),
    ("藤枝川市", "fujiedagawa", "藤枝川"),
    ("若宮台市", "wakamiyadai", "若宮台"),
)
HAMLETS: tuple[str, ...] = (
    "上野田",
    "下野田",
    "谷口",
    "中山",
    "寺前",
    "柿ノ木",
    "大久保",
    "清水",
    "宮ノ下",
    "川合",
)


def full_name(rng: Random) -> tuple[str, str]:
    """A name and its reading, both with a full-width blank between the parts."""
    family, family_kana, _ = rng.choice(SURNAMES)
    given, given_kana, _ = rng.choice(GIVEN)
    return f"{family}\u3000{given}", f"{family_kana}\u3000{given_kana}"


def member_of(rng: Random, surname: tuple[str, str, str], sex: str) -> tuple[str, str]:
    """A member of a family: name and reading."""
    given, kana, _ = rng.choice([one for one in GIVEN if one[2] == sex])
    return f"{surname[0]}\u3000{given}", f"{surname[1]}\u3000{kana}"


def telephone(rng: Random, *, mobile: bool) -> str:
    """A telephone number in a block that is not in use (0000)."""
    if mobile:
        return f"0{rng.choice((7, 8, 9))}0-0000-{rng.randrange(10000):04d}"
    return f"0{rng.randrange(700, 800)}-00-{rng.randrange(10000):04d}"
