"""The policy that the town writes after the incident: the rulebook of the exercise.

Its PCs hold administrative records, so they no longer reach the outside; offices that cannot
work without the web keep it (separation of lines, as the towns of 2016 promised it). Tried on
the evidence, it shows what that would have stopped, and whom it would have disturbed.
"""

from __future__ import annotations

import json
from pathlib import Path

from sekisho.drill.town import Town

_KEEP_THE_WEB = frozenset({"産業振興課", "建設課", "上下水道課"})
_HEAD = "# 訓練の町の規程。事件のあとに回線を分けるとしたら、という案である。\nversion: 1\n"


def write_rulebook(town: Town, path: Path) -> Path:
    """Writes the rulebook (YAML) and gives its path."""
    with path.open("x", encoding="utf-8", newline="\n") as out:
        out.write(_HEAD)
        out.write(f"town: {_value({'name': town.name})}\n")
        for section, entries in (
            ("zones", _zones(town)),
            ("people", _people(town)),
            ("assets", _assets(town)),
            ("stages", [{"gate": "line", "stage": "observe", "reason": "まず記録から始める"}]),
        ):
            out.write(f"{section}:\n")
            out.writelines(f"  - {_value(entry)}\n" for entry in entries)
    return path


def _value(content: object) -> str:
    """JSON, which YAML holds as it is."""
    return json.dumps(content, ensure_ascii=False)


def _zones(town: Town) -> list[dict[str, object]]:
    networks = dict.fromkeys(f"{pc.address.rpartition('.')[0]}.0/24" for pc in town.pcs)
    web = [pc.address for pc in town.pcs if pc.department in _KEEP_THE_WEB]
    flow = {"to": "庁外", "ports": ["tcp/80", "tcp/443"], "sources": web, "reason": "業務での閲覧"}
    office: dict[str, object] = {"name": "行政系", "kind": "行政系", "networks": list(networks)}
    if web:
        office["allow"] = [flow]
    return [office, {"name": "庁外", "kind": "庁外"}]


def _people(town: Town) -> list[dict[str, object]]:
    return [
        {"name": pc.staff.name, "accounts": [pc.staff.account], "department": pc.department}
        for pc in town.pcs
    ]


def _assets(town: Town) -> list[dict[str, object]]:
    return [
        {
            "name": pc.host,
            "role": "端末",
            "department": pc.department,
            "zone": "行政系",
            "user": pc.staff.account,
        }
        for pc in town.pcs
    ]
