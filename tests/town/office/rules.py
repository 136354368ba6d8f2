"""The town's rulebook: what of the office as it stands is meant to be."""

from __future__ import annotations

import sys
from typing import Any

import yaml

from tests.town.office import places, world


def _mail(reason: str, *ports: str) -> dict[str, Any]:
    """To the mail server; each time anew, for YAML would make one thing named twice a copy."""
    return {"to": "公開系", "ports": list(ports), "destinations": [places.MAIL.address],
            "reason": reason}  # fmt: skip


FLOWS: dict[str, list[dict[str, Any]]] = {
    "行政系": [
        _mail("メールの送受信", "tcp/25", "tcp/143"),
        {"to": "公開系", "ports": ["tcp/3128"], "destinations": [places.PROXY.address],
         "reason": "閲覧はプロキシだけを通す"},
        {"to": "サーバー系", "ports": ["tcp/445"], "destinations": [places.FILES.address],
         "reason": "共有フォルダー"},
    ],
    "議会系": [
        _mail("メールの送受信", "tcp/25", "tcp/143"),
        {"to": "公開系", "ports": ["tcp/3128"], "destinations": [places.PROXY.address],
         "reason": "議会のパソコンも同じプロキシを使う"},
        {"to": "サーバー系", "ports": ["tcp/445"], "destinations": [places.FILES.address],
         "reason": "共有フォルダー"},
    ],
    "サーバー系": [{"to": "記録系", "ports": ["tcp/514"], "reason": "記録の保全"}],
    "公開系": [
        {"to": "庁外", "ports": ["tcp/80", "tcp/443"], "reason": "プロキシから外へ"},
        {"to": "記録系", "ports": ["tcp/514"], "sources": [places.PROXY.address],
         "reason": "記録の保全"},
    ],
    "庁外": [_mail("届くメール", "tcp/25")],
}  # fmt: skip
"""What may go from one zone to another; all else may not."""


def rulebook(town: places.Town, **more: Any) -> bytes:
    """The rulebook as YAML; ``more`` are sections that replace or join those here."""
    zones = [
        {
            "name": one.name,
            "kind": one.kind,
            "networks": [one.network, *([places.WORLD] if one.key == "internet" else [])],
            "allow": FLOWS.get(one.name, []),
        }
        for one in places.ZONES
    ]
    content = {
        "version": 1,
        "town": {"name": town.name, "department": "総務政策課"},
        "zones": zones,
        "assets": [*_servers(), *_computers(town)],
        "people": [_person(one) for one in town.people],
        # the day is played at any hour of any day of the week
        "hours": {"start": "0:00", "end": "23:59", "breaks": [], "national_holidays": "いいえ",
                  "workdays": ["月", "火", "水", "木", "金", "土", "日"]},
        "shares": [_share(department, share) for department, share in places.SHARES],
        "web": {
            "private_use": "禁止",
            "categories": [
                {"name": "成人向け", "judgement": "禁止", "domains": list(world.UNFIT)},
            ],
            "proxy": {"python": sys.executable},
        },
        "never_refused": {"domains": ["bousai.example.jp"], "reason": "災害時の情報収集のため"},
        "clocks": {"zone": "Asia/Tokyo", "known": [
            {"host": name, "offset_seconds": 0, "uncertainty_seconds": 1,
             "reason": "同じ時刻サーバーに合わせている"}
            for name in (places.FILES.name, places.ROUTER)
        ]},
    }  # fmt: skip
    text: str = yaml.safe_dump(content | more, allow_unicode=True, sort_keys=False)
    return text.encode()


def _servers() -> list[dict[str, Any]]:
    roles = (
        (places.PROXY, "プロキシ"),
        (places.FILES, "ファイルサーバー"),
        (places.MAIL, "メールサーバー"),
        (places.REGISTER, "その他"),
    )
    zones = {one.key: one.name for one in places.ZONES}
    return [
        {"name": one.name, "role": role, "zone": zones[one.zone], "addresses": [one.address]}
        for one, role in roles
    ]


def _computers(town: places.Town) -> list[dict[str, Any]]:
    zones = {one.key: one.name for one in places.ZONES}
    return [
        {"name": one.pc.host, "role": "端末", "department": one.pc.department,
         "zone": zones[one.machine.zone], "user": one.account,
         "addresses": [one.machine.address]}
        for one in town.people
    ]  # fmt: skip


def _person(one: places.Person) -> dict[str, Any]:
    staff = one.pc.staff
    return {"name": staff.name, "accounts": [one.account], "department": one.pc.department,
            "role": staff.title, "mail": [f"{one.account}@{places.DOMAIN}"]}  # fmt: skip


def _share(department: str, share: str) -> dict[str, Any]:
    return {"name": share, "server": places.FILES.name, "path": f"/srv/samba/{share}",
            "zone": "サーバー系", "departments": [department]}  # fmt: skip
