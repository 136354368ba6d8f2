"""Files a newcomer can hold in the head, functions to be seen at once."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "sekisho"
MODULES = sorted(SRC.rglob("*.py"))
LINES = 320
FUNCTION = 80
"""Lines of the longest function, its docstring and the table in it included."""


def lengths(path: Path) -> list[int]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES
    assert max(lengths(path), default=0) <= FUNCTION


def test_functions_are_short_as_a_rule() -> None:
    every = [length for path in MODULES for length in lengths(path)]
    assert median(every) <= 10
    assert quantiles(every, n=10)[-1] <= 25
