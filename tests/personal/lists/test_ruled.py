"""Tables drawn in plain text."""

from __future__ import annotations

from sekisho.personal.lists.ruled import with_tables


def rows(*lines: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in with_tables((None, None, None, line) for line in lines)]


def test_rows_between_bars_are_rows_of_a_table() -> None:
    found = rows(
        "申込書",
        "┌──┬───┐",
        "│氏名│青木 茂　│",
        "├──┼───┤",
        "│住所│谷口3　│印│",
        "└──┴───┘",
        "以上",
    )
    assert found[0] == (None, None, None, "申込書")
    assert [row[2] for row in found if row[1] == -1] == [
        ("氏名", "青木 茂", ""),
        ("住所", "谷口3", "印"),
    ]
    assert found[-1] == (None, None, None, "以上")
    assert not any("─" in str(row[3]) for row in found)


def test_tables_apart_have_numbers_of_their_own() -> None:
    found = rows("｜氏名｜青木 茂｜", "その他", "｜氏名｜石黒 明｜")
    assert [row[1] for row in found] == [-1, None, -2]


def test_branches_of_a_tree_rules_and_real_tables_stay() -> None:
    given = [(None, None, None, "│　└→ 中山大翔"), (None, None, None, "────────")]
    assert list(with_tables(given)) == given
    table = [("a", 3, ("│氏名│", "x"), "")]
    assert list(with_tables(table)) == table
