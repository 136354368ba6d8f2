"""Lists of those who have something built, each beside the firm that does it."""

from __future__ import annotations

from sekisho.personal.kinds import Kind
from sekisho.personal.lists.builders import built_for_them
from sekisho.personal.lists.listing import Listing


def _built(word: str) -> bool:
    layout = ("申請者", "設置場所", word)
    kinds: tuple[Kind, ...] = ("name", "other", "department")
    listing = Listing(layout, "", kinds, True, [("大西 勝", "南台3番地", "水道工業所")])
    return built_for_them(listing, set(kinds))


def test_a_firm_that_builds_stands_beside_whom_it_builds_for() -> None:
    assert _built("施工業者")
    assert _built("指定工事店")


def test_a_place_of_work_is_none() -> None:
    assert not _built("所属")
    assert not _built("勤務先")
