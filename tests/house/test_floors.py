"""The floors of the house: imports run downward only, and the trees mirror each other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "sekisho"

ALLOWED: dict[str, set[str]] = {
    "text": set(),
    "events": set(),
    "form": {"events", "text"},
    "rulebook": {"events", "form", "text"},
    "engine": {"events"},
    "sources": {"events"},
    "ledger": {"events"},
    "intake": {"engine", "events", "ledger", "rulebook", "sources"},
    "detect": {"events", "form", "ledger", "rulebook", "text"},
    "personal": {"events", "form", "intake", "ledger", "rulebook", "sources", "text"},
    "case": {"detect", "events", "form", "ledger", "personal", "rulebook", "text"},
    "report": {"case", "events", "form", "gates", "ledger", "personal", "rulebook", "text"},
    "gates": {
        "case", "collect", "detect", "engine", "events", "form", "intake", "ledger", "personal",
        "rulebook", "sources", "text",
    },
    "collect": {"events", "form", "ledger", "rulebook", "text"},
    "drill": set(),
    "investigate": {
        "case", "detect", "engine", "events", "form", "intake", "ledger", "personal",
        "report", "rulebook", "sources", "text",
    },
    "writing": {
        "case", "detect", "engine", "events", "form", "intake", "investigate", "ledger",
        "personal", "report", "rulebook", "sources", "text",
    },
    "cli": {
        "case", "collect", "detect", "drill", "engine", "events", "form", "gates", "intake",
        "investigate", "ledger", "personal", "report", "rulebook", "sources", "text",
        "writing",
    },
    "console": {
        "case", "detect", "engine", "events", "form", "gates", "intake", "investigate",
        "ledger", "personal", "report", "rulebook", "sources", "text", "writing",
    },
}  # fmt: skip
"""Which floors each floor may stand on. ``sources`` and ``ledger`` do not know each other;
``drill`` shares nothing with anybody; ``engine`` is handed its work."""


def _floor(path: Path) -> str:
    first = path.relative_to(SRC).parts[0]
    return first.removesuffix(".py")


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [node.module or ""]
            if node.module == "sekisho":
                names = [f"sekisho.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("sekisho.")}
    return found - {"__version__"}


MODULES = sorted(
    path for path in SRC.rglob("*.py") if path.parent != SRC or path.stem == "investigate"
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_imports_run_downward_only(path: Path) -> None:
    floor = _floor(path)
    assert _imported(path) - {floor} <= ALLOWED[floor]


def test_no_floor_stands_on_itself_through_others() -> None:
    """The contract itself has no circle."""
    for floor, below in ALLOWED.items():
        seen: set[str] = set()
        waiting = set(below)
        while waiting:
            one = waiting.pop()
            seen.add(one)
            waiting |= ALLOWED[one] - seen
        assert floor not in seen


def test_tests_mirror_the_source() -> None:
    """``tests/a/test_b.py`` tests ``src/sekisho/a/b.py`` (or the folder ``a/b``)."""
    strangers = []
    for test in (ROOT / "tests").rglob("test_*.py"):
        inside = test.relative_to(ROOT / "tests")
        if inside.parts[0] in {"house", "town", "data"}:
            continue
        # ``offline`` stands beside the product: it builds what is shipped
        base = ROOT if inside.parts[0] == "offline" else SRC
        of = base / inside.parent / inside.stem.removeprefix("test_")
        if not of.with_suffix(".py").exists() and not of.is_dir():
            strangers.append(str(inside))
    assert strangers == []


def test_every_module_of_substance_has_a_test() -> None:
    """A module has its mirror, or that of its folder; the parts of a format in a folder of its
    own are tested through the source that stands in it."""
    missing = []
    for path in MODULES:
        inside = path.relative_to(SRC)
        if path.name == "__init__.py":
            continue
        own = ROOT / "tests" / inside.parent / f"test_{path.stem}.py"
        folder = ROOT / "tests" / inside.parent.parent / f"test_{inside.parent.name}.py"
        part = inside.parts[0] == "sources" and len(inside.parts) > 2
        format_tests = any((ROOT / "tests" / inside.parent).glob("test_*.py"))
        if not (own.exists() or folder.exists() or (part and format_tests)):
            missing.append(str(inside))
    assert missing == []


def test_fixtures_mirror_the_tests() -> None:
    """``tests/data/a`` holds fixtures of the floor ``a``; a source's stand below its name."""
    floors = {path.stem for path in SRC.iterdir()}
    assert {path.name for path in (ROOT / "tests" / "data").iterdir()} <= floors
    modules = {path.stem for path in (SRC / "sources").rglob("*.py")}
    folders = {path.name for path in (SRC / "sources").rglob("*") if path.is_dir()}
    fixtures = ROOT / "tests" / "data" / "sources"
    holding = {path.parent.relative_to(fixtures).parts for path in fixtures.rglob("*.*")}
    assert {part for parts in holding for part in parts} <= modules | folders
