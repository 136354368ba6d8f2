"""Lines of one make tell where names stand."""

from __future__ import annotations

from sekisho.personal.lists.aligned import names_by_place
from sekisho.personal.lists.pieces import known_among, pieces_of


def named(*lines: str) -> list[str]:
    pieces = {at: pieces_of(line) for at, line in enumerate(lines)}
    found = names_by_place(pieces, known_among(pieces))
    return [" ".join(pieces[at][slice(*span)]) for at, span in sorted(found.items())]


LINES = (
    "1 大西 勝 54歳 左腕 0.5mL 090-0000-1101",
    "2 NGUYEN THI HOA 29歳 右腕 0.5mL 090-0000-1102",
    "3 黒川 洋子 61歳 左腕 0.3mL 090-0000-1103",
    "4 鴨脚 修 40歳 左腕 0.5mL 090-0000-1104",
    "5 中島 宏 33歳 右腕 0.5mL 090-0000-1105",
)


def test_rare_and_foreign_names_among_known_ones() -> None:
    assert named(*LINES) == ["大西 勝", "NGUYEN THI HOA", "黒川 洋子", "鴨脚 修", "中島 宏"]


def test_lines_of_another_make_name_nobody() -> None:
    assert named(*LINES, "6 予備 左腕 2本")[-1] == "中島 宏"
    assert named(*LINES[:2]) == [], "two lines are no list"


def test_something_private_stands_behind_the_names() -> None:
    assert named("1 大西 勝 左腕 白", "2 黒川 洋子 右腕 白", "3 中島 宏 左腕 白") == []


def test_what_differs_in_every_line_is_no_column() -> None:
    said = ("欠席 腹痛", "遅刻 通院", "早退 家事", "欠席 法事")
    lines = [f"{line[:-14]} {word} 090-0000-1101" for line, word in zip(LINES, said, strict=False)]
    assert named(*lines) == []


def test_posts_are_no_column() -> None:
    posts = ("会長", "会計", "会長", "会計", "会長")
    both = zip(LINES, posts, strict=True)
    lines = [line.replace("左腕", post).replace("右腕", post) for line, post in both]
    assert named(*lines) == []


def test_words_behind_an_age_need_not_come_again() -> None:
    lines = (
        "林 睦子 81歳 西條",
        "釜渕 邦夫 75歳 和合",
        "川上 悦子 83歳 大下条",
        "中島 宏 77歳 東條",
    )
    assert named(*lines) == ["林 睦子", "釜渕 邦夫", "川上 悦子", "中島 宏"]
