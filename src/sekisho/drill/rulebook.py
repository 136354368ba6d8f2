"""The policy that the town writes after the incident: the rulebook of the exercise.

It holds what the towns of 2016 promised: lines apart (PCs with administrative records no longer
reach the outside, but for offices that cannot work without the web), no private browsing, no
remote-control tools but where support is allowed, registered memory sticks only, no programs
that nobody allowed, the chosen browsers, no wireless and no shared folders of PCs, documents on
a server that each department alone opens. Tried on the evidence, it shows what that would have
stopped, and whom it would have disturbed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sekisho.drill.ikeda_web import UNFIT
from sekisho.drill.scene import Scene
from sekisho.drill.write.samba import ROOT

_KEEP_THE_WEB = frozenset({"産業振興課", "建設課", "上下水道課"})
_HEAD = (
    "# 訓練の町の規程。事件のあとに約束した対策を実施するとしたら、という案である。\nversion: 1\n"
)
_ZONE = "行政系"
COUNCILLORS = "議員控室系"
"""The line of the PCs lent to councillors: nothing crosses between it and the office's."""
_OWN_NET = "192.168.250.0/24"
_GATES = ("回線", "閲覧", "機器", "ソフト", "共有")


def write_rulebook(scene: Scene, path: Path) -> Path:
    """Writes the rulebook (YAML) and gives its path."""
    with path.open("x", encoding="utf-8", newline="\n") as out:
        out.write(_HEAD)
        for section, content in _sections(scene):
            if isinstance(content, dict):
                out.write(f"{section}: {_value(content)}\n")
                continue
            out.write(f"{section}:\n")
            out.writelines(f"  - {_value(entry)}\n" for entry in content)
    return path


def _value(content: object) -> str:
    """JSON, which YAML holds as it is."""
    return json.dumps(content, ensure_ascii=False)


_Entries = list[dict[str, object]]


def _sections(scene: Scene) -> Iterator[tuple[str, dict[str, object] | _Entries]]:
    town = scene.town
    yield "town", {"name": town.name}
    yield "zones", _zones(scene)
    yield "people", _people(scene)
    yield "assets", _assets(scene)
    if scene.support:
        yield "support", [dict(entry) for entry in scene.support]
    yield "web", _WEB
    yield "software", _SOFTWARE
    if scene.sticks:
        yield "devices", _sticks(scene.sticks)
    if scene.shares:
        yield "shares", _shares(scene)
    yield (
        "stages",
        [{"gate": gate, "stage": "記録", "reason": "まず記録から始める"} for gate in _GATES],
    )


_WEB: dict[str, object] = {
    "private_use": "禁止",
    "remote_tools": "禁止",
    "refused_files": [".exe", ".msi", ".scr"],
    "categories": [
        {
            "name": "出会い・成人向け",
            "judgement": "禁止",
            "domains": sorted({host.partition(".")[2] for host in UNFIT}),
        }
    ],
}
_SOFTWARE: dict[str, object] = {
    "unlisted": "禁止",
    "browsers": {"allowed": ["Edge", "Chrome"], "notifications": "禁止", "fullscreen": "禁止"},
    "settings": {
        "wireless": "禁止",
        "sharing": "禁止",
        "remote_desktop": "禁止",
        "remote_tools": "禁止",
    },
}


def _zones(scene: Scene) -> _Entries:
    town = scene.town
    networks = dict.fromkeys(f"{pc.address.rpartition('.')[0]}.0/24" for pc in town.pcs)
    web = [pc.address for pc in town.pcs if pc.department in _KEEP_THE_WEB]
    flow = {"to": "庁外", "ports": ["tcp/80", "tcp/443"], "sources": web, "reason": "業務での閲覧"}
    office: dict[str, object] = {"name": _ZONE, "kind": _ZONE, "networks": list(networks)}
    if web:
        office["allow"] = [flow]
    theirs: _Entries = [{"name": COUNCILLORS, "kind": "議会", "networks": [_OWN_NET]}]
    return [office, *(theirs if scene.councillors else []), {"name": "庁外", "kind": "庁外"}]


def _people(scene: Scene) -> _Entries:
    return [
        {
            "name": pc.staff.name,
            "accounts": [pc.staff.account],
            "department": pc.department,
            **({"mail": [scene.boxes[pc.host]]} if pc.host in scene.boxes else {}),
        }
        for pc in scene.town.pcs
    ]


def _assets(scene: Scene) -> _Entries:
    """A PC with support has a fixed address, as the proxy could not tell it otherwise."""
    town, supported = scene.town, {entry["host"] for entry in scene.support}
    pcs: _Entries = [
        {
            "name": pc.host,
            "role": "端末",
            "department": pc.department,
            "zone": _ZONE,
            "user": pc.staff.account,
            **({"addresses": [pc.address]} if pc.host in supported else {}),
        }
        for pc in town.pcs
    ]
    pcs += [
        {"name": host, "role": "端末", "department": "議会", "zone": COUNCILLORS}
        for host in scene.councillors
    ]
    return [*pcs, {"name": town.file_server, "role": "ファイルサーバー", "zone": _ZONE}]


def _sticks(serials: list[str]) -> _Entries:
    return [
        {"name": f"USB-{number:03d}", "serial": serial, "kind": "USBメモリ"}
        for number, serial in enumerate(serials, 1)
    ]


def _shares(scene: Scene) -> _Entries:
    return [
        {
            "name": name,
            "server": scene.town.file_server,
            "path": f"{ROOT}/{name}",
            "zone": _ZONE,
            "departments": [department],
        }
        for name, department in scene.shares
    ]
