from __future__ import annotations

from pathlib import Path

import pytest

from sekisho.form.mistakes import FormError
from sekisho.form.opening import written_in
from sekisho.rulebook.loading import schema


def codes(path: Path) -> set[str]:
    return {one.code for one in written_in(path, schema()).mistakes}


def test_what_is_written_and_where(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text("version: 1\ntown: {name: 霧谷町}\n", encoding="utf-8")
    given = written_in(path, schema())
    assert given.content == {"version": 1, "town": {"name": "霧谷町"}}
    assert given.whole
    assert given.mistakes == ()
    assert given.tree.entries["town"].place.line == 2
    assert [one.name for one in given.files] == ["r.yaml"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [("version: 1\nversion: 1\npeople: [{role: 係}]\n", True), ("people: [{role: 係}\n", False)],
)
def test_a_part_left_out_is_not_called_missing(tmp_path: Path, text: str, whole: bool) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(text, encoding="utf-8")
    assert written_in(path, schema()).whole is whole
    assert ("rulebook.missing_key" in codes(path)) is whole


def test_a_path_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(FormError):
        written_in(tmp_path / "none.yaml", schema())
