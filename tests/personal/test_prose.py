from __future__ import annotations

import pytest

from sekisho.personal.prose import people_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青木\u3000茂　様　電話０７７０－００－０００１", ["青木茂"]),
        ("氏名：石黒明　住所：霧谷町谷口3番地", ["石黒明"]),
        ("宇野 正（昭和20年4月1日生）", ["宇野正"]),
        ("青木 茂様から要望があった。", []),
        ("担当　総務課　青木 茂　電話 0770-00-0001", []),
        ("議案第31号 参考資料", []),
        ("（例）山田 太郎 電話 0770-00-0001", []),
        ("", []),
    ],
)
def test_names_beside_something_private(text: str, names: list[str]) -> None:
    found = list(people_in(text))
    assert sorted({person.key for person in found}) == names
    assert not any(person.certain for person in found)
