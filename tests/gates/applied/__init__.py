"""A machine of two targets below a folder, whose loading writes down what it was given."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sekisho.gates.applied.change import Order, Switch, Wanted
from sekisho.gates.applied.machine import Machine
from sekisho.gates.contract import Placement
from sekisho.gates.stages import Stages

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
LOADER = """
loaded=$1; shift
if grep -q bad "$@"; then echo will not load >&2; exit 1; fi
cat "$@" >"$loaded"
"""


def order(straight: str = "") -> Order:
    return Order(who="関 次郎", when=NOW, rulebook="ab" * 32, straight=straight)


def placement(name: str, root: Path) -> Placement:
    """Two files and a real program that loads them into ``ROOT/loaded/NAME``."""
    loaded = str(root / "loaded" / name)
    paths = (f"/etc/{name}/first", f"/etc/{name}/second")
    return Placement(
        {"first": paths[0], "second": paths[1]},
        load=(("sh", "-c", LOADER, "sh", loaded, *paths),),
        unload=(("sh", "-c", ': >"$1"', "sh", loaded),),
        private=frozenset({"second"}),
    )


def wanted(
    root: Path, text: str, names: tuple[str, ...] = ("one",), stage: str = "observe"
) -> list[Wanted]:
    return [
        Wanted(
            gate="line",
            target=name,
            placement=placement(name, root),
            contents={"first": f"{text}1".encode(), "second": f"{text}2".encode()},
            stages=Stages(stage),  # type: ignore[arg-type]
        )
        for name in names
    ]


def switch(root: Path) -> Switch:
    (root / "loaded").mkdir(parents=True, exist_ok=True)
    return Switch(root / "state", Machine(root))


def standing(root: Path, name: str = "one") -> tuple[str | None, str | None, str | None]:
    """First file, second file, what is loaded."""
    paths = (root / "etc" / name / "first", root / "etc" / name / "second", root / "loaded" / name)
    first, second, loaded = (path.read_text() if path.exists() else None for path in paths)
    return first, second, loaded
